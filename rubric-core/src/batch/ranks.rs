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
/// No member.
const NONE: u16 = u16::MAX;

impl<I: Int> Block<'_, '_, I> {
    /// The best or the worst of a set in each assessment, best or worst first, as many as `places` has room for and the
    /// rubric shows: each as its place among the [members](crate::Program::members_in) of the set, or `u16::MAX` where
    /// fewer members have a score. Of equals the one written first comes first.
    pub fn ranked(&self, rank: &Rank, places: &mut [[u16; LANES]]) {
        let members = self.window.program().members_in(rank.members);
        let places = places.get_mut(..usize::from(rank.count)).unwrap_or(&mut []);
        if places.len() > AT_ONCE || self.by_keys(rank.kind, &members, places).is_none() {
            places.fill([NONE; LANES]);
            (0..self.len()).for_each(|lane| self.one_by_one(rank.kind, &members, lane, places));
        }
    }

    fn score_column(&self, node: NodeId) -> Option<&Column<I>> {
        self.column(self.row_of(Place::Node, node.index())?)
    }

    /// One number for a score and a place, so that the greatest comes first; nothing where that takes more than sixteen
    /// bits.
    fn by_keys(&self, kind: RankKind, members: &Table<'_, Member>, places: &mut [[u16; LANES]]) -> Option<()> {
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
        let (by, from) = match kind {
            RankKind::Strengths => (step, 0),
            RankKind::Growth => (step.wrapping_neg(), most.wrapping_mul(step)),
        };
        let mut keys = [[-1_i16; LANES]; AT_ONCE];
        let (mut carried, [first, second, others @ ..]) = ([-1_i16; LANES], &mut keys);
        for (at, member) in (1_i16..).zip(members.iter()) {
            let column = self.score_column(member.node)?;
            let from = from.wrapping_add(none.wrapping_sub(at));
            for (key, (num, why)) in carried.iter_mut().zip(column.nums.iter().zip(&column.bytes)) {
                // No score: all bits.
                *key = num.wrapping_mul(by).wrapping_add(from) | i16::from(*why != 0).wrapping_neg();
            }
            for ((first, second), carried) in first.iter_mut().zip(second.iter_mut()).zip(&mut carried) {
                let (key, best, next) = (*carried, *first, *second);
                let behind = key.min(best);
                *first = key.max(best);
                *second = behind.max(next);
                *carried = behind.min(next);
            }
            for best in others.iter_mut().take(places.len().saturating_sub(2)) {
                for (best, carried) in best.iter_mut().zip(&mut carried) {
                    (*best, *carried) = ((*best).max(*carried), (*best).min(*carried));
                }
            }
        }
        let last = none.wrapping_sub(1);
        for (slots, keys) in places.iter_mut().zip(&keys) {
            for (slot, key) in slots.iter_mut().zip(keys) {
                *slot = last.wrapping_sub(key & none).cast_unsigned();
            }
        }
        Some(())
    }

    /// The same, each member looked for among those behind the one before.
    fn one_by_one(&self, kind: RankKind, members: &Table<'_, Member>, lane: usize, places: &mut [[u16; LANES]]) {
        let order = |one: (usize, Fraction<I>), other: (usize, Fraction<I>)| {
            kind.order(one.1, other.1).then(one.0.cmp(&other.0))
        };
        let scored = || {
            let score = |node| self.score_column(node)?.get(&self.window, lane).as_number().ok();
            members.iter().enumerate().filter_map(move |(at, member)| Some((at, score(member.node)?)))
        };
        let mut last = None;
        for slots in places {
            let is_behind = |one: &(usize, Fraction<I>)| last.is_none_or(|last| order(last, *one) == Ordering::Less);
            let next = scored().filter(is_behind).min_by(|one, other| order(*one, *other));
            let (Some((at, _)), Some(slot)) = (next, slots.get_mut(lane)) else {
                return;
            };
            *slot = u16::try_from(at).unwrap_or(NONE);
            last = next;
        }
    }
}
