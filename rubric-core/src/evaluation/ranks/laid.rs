//! The members that come first where a plan has all scores one behind the other over one denominator.

use super::{AT_ONCE, First, Scored};
use crate::fraction::Fraction;
use crate::int::Int;
use crate::plan::unknown_below;
use crate::records::RankKind;

/// The first members of a set whose numerators stand one behind the other over one denominator: `wanted` of them or as many as
/// are found at once. Value after value is looked for, in loops that do several members at once.
pub(super) fn first_of<I: Int>(nums: &[I], den: I, kind: RankKind, wanted: usize) -> Option<First<I>> {
    let mut first = First { found: [Scored::NONE; AT_ONCE], wanted: wanted.min(AT_ONCE), followed: false };
    let (mut slots, mut last) = (first.found.iter_mut().take(first.wanted), None);
    let mut left = slots.len();
    while left > 0 {
        let Some(num) = next(nums, kind, last) else { break };
        let mut all = count(nums, num);
        let members = nums.iter().enumerate().filter(|(_, own)| **own == num).take(all.min(left));
        for ((at, _), slot) in members.zip(&mut slots) {
            *slot = Scored { at, value: Fraction::over_positive(num, den)? };
            (left, all) = (left.wrapping_sub(1), all.wrapping_sub(1));
        }
        (first.followed, last) = (all > 0, Some(num));
    }
    Some(first)
}

/// The greatest numerator, or the least for growth, that comes behind `last`.
#[inline(never)]
fn next<I: Int>(nums: &[I], kind: RankKind, last: Option<I>) -> Option<I> {
    let found = match kind {
        RankKind::Strengths => {
            let below = last.unwrap_or(I::GREATEST);
            nums.iter().fold(I::LEAST, |best, num| if (*num < below) & (*num > best) { *num } else { best })
        }
        RankKind::Growth => {
            let above = last.unwrap_or(unknown_below::<I>().minus_wrapping(I::ONE));
            nums.iter().fold(I::GREATEST, |best, num| if (*num > above) & (*num < best) { *num } else { best })
        }
    };
    (found >= unknown_below() && found < I::GREATEST).then_some(found)
}

/// How many numerators are the same.
#[inline(never)]
fn count<I: Int>(nums: &[I], num: I) -> usize {
    let all = nums.iter().fold(I::ZERO, |all, own| all.on_line(I::ONE, I::from_short(u16::from(*own == num))));
    usize::try_from(all.wide()).unwrap_or(0)
}
