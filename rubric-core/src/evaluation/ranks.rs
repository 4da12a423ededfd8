//! Strengths, growth, and where raters see the same thing differently.

use core::cmp::Ordering;

use super::Evaluation;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::records::{NodeId, Rank, RankKind, RaterId};

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
        let scored = move || {
            members
                .iter()
                .enumerate()
                .filter_map(move |(at, member)| Some((at, member.node, self.score(member.node).ok()?)))
        };
        let ahead = move |(at, value): (usize, Fraction), (other_at, other): (usize, Fraction)| {
            let order = if kind == RankKind::Strengths { other.cmp(&value) } else { value.cmp(&other) };
            order == Ordering::Greater || (order == Ordering::Equal && other_at < at)
        };
        (0..usize::from(rank.count)).map_while(move |place| {
            let (at, node, value) = scored().find(|(at, _, value)| {
                scored().filter(|(other_at, _, other)| ahead((*at, *value), (*other_at, *other))).count() == place
            })?;
            let tied = scored().any(|(other_at, _, other)| other_at != at && other == value);
            Some(Ranked { node, value, tied })
        })
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
