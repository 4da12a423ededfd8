//! Strengths, growth, and where raters see the same thing differently.

use core::cmp::Ordering;

use super::Evaluation;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::records::{Member, NodeId, Rank, RankKind, RaterId};
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

/// A member with its score.
#[derive(Clone, Copy)]
struct Scored<I> {
    at: usize,
    node: NodeId,
    value: Fraction<I>,
}

/// How many members are found in one pass over the set. The last is there to tell whether the one before is tied.
const AT_ONCE: usize = 4;

impl<I: Int> Scored<I> {
    /// Whether the member comes before another: the better, or the worse, does, and of equals the one written first.
    #[inline]
    fn is_before(&self, other: &Self, kind: RankKind) -> bool {
        let order = match kind {
            RankKind::Strengths => other.value.cmp(&self.value),
            RankKind::Growth => self.value.cmp(&other.value),
        };
        order == Ordering::Less || (order == Ordering::Equal && self.at < other.at)
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
        let kind = rank.kind;
        let (mut found, mut place, mut last) = (self.first_behind(&members, kind, None), 0_usize, None::<Scored<I>>);
        (0..rank.count).map_while(move |_| {
            if place.saturating_add(1) == AT_ONCE {
                (found, place) = (self.first_behind(&members, kind, last), 0);
            }
            let next = found.get(place).copied().flatten()?;
            place = place.saturating_add(1);
            let behind = found.get(place).copied().flatten();
            let tied = [last, behind].into_iter().flatten().any(|other| other.value == next.value);
            last = Some(next);
            Some(Ranked { node: next.node, value: next.value.at_width()?, tied })
        })
    }

    /// The members that come first behind `last`, in order.
    fn first_behind(
        &self,
        members: &Table<'_, Member>,
        kind: RankKind,
        last: Option<Scored<I>>,
    ) -> [Option<Scored<I>>; AT_ONCE] {
        let mut found = [None; AT_ONCE];
        for (at, member) in members.iter().enumerate() {
            let Ok(value) = self.raw_score(member.node) else {
                continue;
            };
            let mut scored = Scored { at, node: member.node, value };
            let is_late = |end: Scored<I>| !scored.is_before(&end, kind);
            if last.is_some_and(|last| !last.is_before(&scored, kind))
                || found.last().copied().flatten().is_some_and(is_late)
            {
                continue;
            }
            for slot in &mut found {
                match slot {
                    Some(other) if !scored.is_before(other, kind) => {}
                    Some(other) => core::mem::swap(other, &mut scored),
                    None => {
                        *slot = Some(scored);
                        break;
                    }
                }
            }
        }
        found
    }

    /// Every node that two raters, both known and neither hidden from this perspective, see differently.
    pub fn gaps(&self) -> impl Iterator<Item = Gap> + use<'_, I> {
        let raters = self.program().raters.len();
        let nodes = self.program().nodes.len();
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
