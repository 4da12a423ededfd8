//! Strengths, growth, and where raters see the same thing differently.

use core::cmp::Ordering;

#[cfg(feature = "series")]
mod laid;

#[cfg(feature = "series")]
use laid::InOrder;

use super::Evaluation;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::records::{Member, NodeId, Place, Rank, RankKind, RaterId};
use crate::value::Value;
use crate::wire::Table;

/// A node among the best or the worst of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The node.
    pub node: NodeId,
    /// Its score.
    pub value: Fraction,
    /// Whether another member of the set has the same score.
    pub tied: bool,
}

/// A member with its score; none at the last place there could be.
#[derive(Clone, Copy)]
struct Scored<I: Int> {
    at: usize,
    value: Fraction<I>,
}

impl<I: Int> Scored<I> {
    const NONE: Self = Self { at: usize::MAX, value: Fraction::ZERO };

    #[inline]
    fn is_some(&self) -> bool {
        self.at != usize::MAX
    }

    /// Whether the member comes before another, or there is no other; of equals the one written first does. Nothing
    /// branches on what cannot be foreseen.
    #[inline]
    fn is_before(&self, other: &Self, kind: RankKind) -> bool {
        let order = kind.order(self.value, other.value);
        let first = order.is_lt() | (order.is_eq() & (self.at < other.at));
        self.is_some() & (first | !other.is_some())
    }
}

impl RankKind {
    /// How two scores stand to each other where the better, or the worse, comes first.
    #[inline]
    pub(crate) fn order<I: Int>(self, one: Fraction<I>, other: Fraction<I>) -> Ordering {
        match self {
            Self::Strengths => other.cmp(&one),
            Self::Growth => one.cmp(&other),
        }
    }
}

/// How many members are found in one pass over a set.
const AT_ONCE: usize = 4;

/// The members that come first, in order, as many as are wanted.
struct First<I: Int> {
    found: [Scored<I>; AT_ONCE],
    wanted: usize,
    /// Whether another member has the score of the last that is wanted.
    followed: bool,
}

impl<I: Int> First<I> {
    fn get(&self, place: usize) -> Option<Scored<I>> {
        self.found.get(..self.wanted)?.get(place).copied().filter(Scored::is_some)
    }

    /// Puts a member in its place, if it has one. It was written behind all that were offered before.
    #[inline]
    fn offer(&mut self, kind: RankKind, scored: Scored<I>) {
        let last = self.wanted.checked_sub(1).and_then(|last| self.get(last));
        match last.map_or(Ordering::Less, |last| kind.order(scored.value, last.value)) {
            Ordering::Less => self.insert(kind, scored),
            Ordering::Equal => self.followed = true,
            Ordering::Greater => {}
        }
    }

    /// Puts a member in its place, and those behind it one further.
    fn insert(&mut self, kind: RankKind, scored: Scored<I>) {
        let (mut carried, mut last) = (scored, Scored::NONE);
        for slot in self.found.iter_mut().take(self.wanted) {
            let is_before = carried.is_before(slot, kind);
            let (one, other) = (carried, *slot);
            *slot = if is_before { one } else { other };
            carried = if is_before { other } else { one };
            last = *slot;
        }
        self.followed = carried.is_some() && last.is_some() && carried.value == last.value;
    }
}

/// Two raters' different sights of one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The node.
    pub node: NodeId,
    /// The rater declared first.
    pub first: RaterId,
    /// The rater declared later.
    pub second: RaterId,
    /// The first one's score less the second one's.
    pub difference: Fraction,
}

impl<I: Int> Evaluation<'_, '_, '_, I> {
    /// The best or the worst of a set, best or worst first; of equals the one written first comes first.
    pub fn ranked(&self, rank: &Rank) -> impl Iterator<Item = Ranked> + use<'_, I> {
        let members = self.program().members_in(rank.members);
        let rank = *rank;
        let (mut left, mut last) = (usize::from(rank.count), None::<Scored<I>>);
        #[cfg(feature = "series")]
        let mut laid = self.laid(&rank);
        let (mut first, mut place) = (None, 0_usize);
        (0..rank.count).map_while(move |_| {
            #[cfg(feature = "series")]
            if let Some((in_order, den)) = &mut laid {
                let (at, num, tied) = in_order.next()?;
                let value = Fraction::over_positive(num, *den)?;
                return Some(Ranked { node: members.get(at)?.node, value: value.at_width()?, tied });
            }
            if place == AT_ONCE {
                (first, place) = (None, 0);
            }
            let first = first.get_or_insert_with(|| self.first_behind(rank.kind, &members, last, left));
            let next = first.get(place)?;
            (left, place) = (left.saturating_sub(1), place.saturating_add(1));
            let is_same = |other: Scored<I>| other.value == next.value;
            let behind = first.get(place).map_or(place == first.wanted && first.followed, is_same);
            let tied = behind || last.is_some_and(is_same);
            last = Some(next);
            Some(Ranked { node: members.get(next.at)?.node, value: next.value.at_width()?, tied })
        })
    }

    /// The members of a set in order, and their one denominator, where a plan has them one behind the other.
    #[cfg(feature = "series")]
    fn laid(&self, rank: &Rank) -> Option<(InOrder<'_, I>, I)> {
        let sets = self.values.laid?.iter().rev();
        let (nums, den) = sets
            .map_while(|step| step.set(&self.values))
            .find_map(|(first, nums, den)| (first == rank.members.first()).then_some((nums, den)))?;
        Some((InOrder::new(nums, rank.kind), den))
    }

    /// The members that come first behind `last`, at most `wanted` of them.
    fn first_behind(
        &self,
        kind: RankKind,
        members: &Table<'_, Member>,
        last: Option<Scored<I>>,
        wanted: usize,
    ) -> First<I> {
        let places = self.program().rows_of(self.table(), Place::Node);
        let score = |member: Member| {
            let row = places.get(member.node.index()).and_then(|place| place.row.some());
            row.map_or(Value::BLANK, |row| self.value(row))
        };
        let mut first = First { found: [Scored::NONE; AT_ONCE], wanted: wanted.min(AT_ONCE), followed: false };
        for (at, member) in members.iter().enumerate() {
            let Ok(value) = score(member).as_number() else {
                continue;
            };
            let is_behind = last.is_none_or(|last| {
                let order = kind.order(last.value, value);
                order == Ordering::Less || (order == Ordering::Equal && last.at < at)
            });
            if is_behind {
                first.offer(kind, Scored { at, value });
            }
        }
        first
    }

    /// Every node that two raters, both known and neither hidden from this perspective, see differently.
    pub fn gaps(&self) -> impl Iterator<Item = Gap> + use<'_, I> {
        let raters = self.program().raters().len();
        let nodes = self.program().nodes().len();
        (0..nodes).map(NodeId::new).flat_map(move |node| {
            (0..raters).map(RaterId::new).flat_map(move |first| {
                (first.index().saturating_add(1)..raters).map(RaterId::new).filter_map(move |second| {
                    let difference = self.score_by(node, first).ok()?.minus(self.score_by(node, second).ok()?)?;
                    (!difference.is_zero()).then_some(Gap { node, first, second, difference })
                })
            })
        })
    }
}
