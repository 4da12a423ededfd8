//! The members that come first where a plan has all scores one behind the other over one denominator.

use super::{AT_ONCE, First, Scored};
use crate::fraction::Fraction;
use crate::int::Int;
use crate::plan::unknown_below;
use crate::records::RankKind;

/// What stands for a member whose score is not known: it comes behind all others.
const UNKNOWN: i64 = i64::MIN;

/// How far the place of a member reaches into its key. A row has a place of as many bits.
const PLACE: u32 = u16::BITS;

/// The places of a key.
const PLACES: i64 = (1 << PLACE) - 1;

/// The greatest magnitude of a numerator that a key holds.
pub(crate) const KEYED: i64 = i64::MAX >> PLACE;

/// The first members of a set whose numerators stand one behind the other over one denominator, none beyond [`KEYED`]: `wanted`
/// of them or as many as are found at once.
pub(super) fn first_of<I: Int>(nums: &[I], den: I, kind: RankKind, wanted: usize) -> Option<First<I>> {
    let mut first = First { found: [Scored::NONE; AT_ONCE], wanted: wanted.min(AT_ONCE), followed: false };
    // One more than is wanted, which tells whether the last has its equal.
    let (mut few, mut all) = ([UNKNOWN; 3], [UNKNOWN; AT_ONCE + 1]);
    let keys = if first.wanted < few.len() { sort(nums, kind, &mut few) } else { sort(nums, kind, &mut all) };
    let (found, behind) = keys.split_at_checked(first.wanted)?;
    for (slot, key) in first.found.iter_mut().zip(found).take_while(|(_, key)| **key != UNKNOWN) {
        let at = usize::from(u16::MAX).checked_sub(usize::try_from(*key & PLACES).ok()?)?;
        *slot = Scored { at, value: Fraction::over_positive(*nums.get(at)?, den)? };
    }
    let is_equal = |(last, next): (&i64, &i64)| *next != UNKNOWN && last >> PLACE == next >> PLACE;
    first.followed = found.last().zip(behind.first()).is_some_and(is_equal);
    Some(first)
}

/// The greatest keys of a set, in order, one for each slot. A key is the score, turned where the worst is wanted, and behind it how
/// many places there are behind that of the member. Nothing branches on scores, which cannot be foreseen.
#[inline]
fn sort<'k, I: Int, const KEYS: usize>(nums: &[I], kind: RankKind, keys: &'k mut [i64; KEYS]) -> &'k [i64] {
    let turn = if kind == RankKind::Growth { -1 } else { 0 };
    let mut place = PLACES;
    for num in nums {
        let key = (num.long() ^ turn) << PLACE | place;
        let mut carried = if *num < unknown_below() { UNKNOWN } else { key };
        for slot in keys.iter_mut() {
            (*slot, carried) = ((*slot).max(carried), (*slot).min(carried));
        }
        place = place.wrapping_sub(1);
    }
    keys
}
