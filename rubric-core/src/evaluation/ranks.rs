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

impl RankKind {
    /// How two scores stand to each other where the better, or the worse, comes first.
    fn order<I: Int>(self, one: Fraction<I>, other: Fraction<I>) -> Ordering {
        match self {
            Self::Strengths => other.cmp(&one),
            Self::Growth => one.cmp(&other),
        }
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
        let mut last = None;
        (0..rank.count).map_while(move |_| {
            let (found, tied) = self.next_ranked(&members, kind, last)?;
            last = Some(found);
            Some(Ranked { node: found.node, value: found.value.at_width()?, tied })
        })
    }

    /// The member that comes next behind `last`, and whether another has the same score.
    fn next_ranked(
        &self,
        members: &Table<'_, Member>,
        kind: RankKind,
        last: Option<Scored<I>>,
    ) -> Option<(Scored<I>, bool)> {
        let (mut found, mut tied) = (None::<Scored<I>>, false);
        for (at, member) in members.iter().enumerate() {
            let Ok(value) = self.raw_score(member.node) else {
                continue;
            };
            let is_behind = last.is_none_or(|last: Scored<I>| {
                let order = kind.order(last.value, value);
                order == Ordering::Less || (order == Ordering::Equal && last.at < at)
            });
            if !is_behind {
                continue;
            }
            match found.map_or(Ordering::Greater, |found| kind.order(found.value, value)) {
                Ordering::Greater => (found, tied) = (Some(Scored { at, node: member.node, value }), false),
                Ordering::Equal => tied = true,
                Ordering::Less => {}
            }
        }
        let found = found?;
        Some((found, tied || last.is_some_and(|last| last.value == found.value)))
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
