//! Strengths and growth of every assessment of a block.

use core::cmp::Ordering;

use super::column::Column;
use super::{Block, LANES};
use crate::fraction::Fraction;
use crate::int::Int;
use crate::records::{Member, NodeId, Place, Rank, RankKind};
use crate::wire::Table;

/// How many places are found in one pass over a set.
const AT_ONCE: usize = 4;
/// How many members can be told apart by a key.
const MEMBERS: usize = 256;

impl<I: Int> Block<'_, '_, I> {
    /// The best or the worst of a set in each assessment, best or worst first, as many as `places` has room for and the
    /// rubric shows: none where fewer members have a score. Of equals the one written first comes first.
    pub fn ranked(&self, rank: &Rank, places: &mut [[NodeId; LANES]]) {
        let members = self.program().members_in(rank.members);
        let places = places.get_mut(..usize::from(rank.count)).unwrap_or(&mut []);
        places.fill([NodeId::NONE; LANES]);
        if places.len() > AT_ONCE || self.by_keys(rank.kind, &members, places).is_none() {
            (0..self.len()).for_each(|lane| self.one_by_one(rank.kind, &members, lane, places));
        }
    }

    fn score_column(&self, node: NodeId) -> Option<&Column<I>> {
        self.column(self.row_of(Place::Node, node.index())?)
    }

    /// One number for a score and a place, so that the greatest comes first; nothing where that takes more than sixteen
    /// bits.
    fn by_keys(&self, kind: RankKind, members: &Table<'_, Member>, places: &mut [[NodeId; LANES]]) -> Option<()> {
        let (mut den, mut most) = (None, 0_i16);
        for member in members.iter() {
            let (numbers, ..) = self.score_column(member.node)?.over_one().filter(|(numbers, ..)| !numbers.signed)?;
            most = most.max(numbers.most);
            if *den.get_or_insert(numbers.den) != numbers.den {
                return None;
            }
        }
        // The lowest bits tell the member, the first one by the greatest number; all of them set tell none.
        let none = i16::try_from(members.len().checked_add(1)?.checked_next_power_of_two()?).ok()?.checked_sub(1)?;
        let step = none.checked_add(1)?;
        most.checked_add(1)?.checked_mul(step)?;
        let mut nodes = [NodeId::NONE; MEMBERS];
        let mut keys = [[-1_i16; LANES]; AT_ONCE];
        for (at, member) in (1_i16..).zip(members.iter()) {
            let (column, place) = (self.score_column(member.node)?, none.wrapping_sub(at));
            *nodes.get_mut(usize::try_from(place).ok()?)? = member.node;
            let mut carried = [-1_i16; LANES];
            for (key, (num, why)) in carried.iter_mut().zip(column.nums.iter().zip(&column.bytes)) {
                let score = if kind == RankKind::Strengths { *num } else { most.wrapping_sub(*num) };
                *key = if *why == 0 { score.wrapping_mul(step) | place } else { -1 };
            }
            for best in keys.iter_mut().take(places.len()) {
                for (best, carried) in best.iter_mut().zip(&mut carried) {
                    (*best, *carried) = ((*best).max(*carried), (*best).min(*carried));
                }
            }
        }
        for (slots, keys) in places.iter_mut().zip(&keys) {
            for (slot, key) in slots.iter_mut().zip(keys).take(self.len()) {
                let [low, _] = (*key & none).to_le_bytes();
                *slot = nodes.get(usize::from(low)).copied().unwrap_or(NodeId::NONE);
            }
        }
        Some(())
    }

    /// The same, each member looked for among those behind the one before.
    fn one_by_one(&self, kind: RankKind, members: &Table<'_, Member>, lane: usize, places: &mut [[NodeId; LANES]]) {
        let order = |one: (usize, Fraction<I>), other: (usize, Fraction<I>)| {
            kind.order(one.1, other.1).then(one.0.cmp(&other.0))
        };
        let scored = || {
            let score = |node| self.score_column(node)?.get(self.program(), lane).as_number().ok();
            members.iter().enumerate().filter_map(move |(at, member)| Some((at, score(member.node)?)))
        };
        let mut last = None;
        for slots in places {
            let is_behind = |one: &(usize, Fraction<I>)| last.is_none_or(|last| order(last, *one) == Ordering::Less);
            let next = scored().filter(is_behind).min_by(|one, other| order(*one, *other));
            let (Some((at, _)), Some(slot)) = (next, slots.get_mut(lane)) else {
                return;
            };
            *slot = members.get(at).map_or(NodeId::NONE, |member| member.node);
            last = next;
        }
    }
}
