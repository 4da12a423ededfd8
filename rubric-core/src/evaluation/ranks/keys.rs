//! The members that come first where all scores stand over one denominator: a member is one integer, and the greatest of
//! those comes first.

use super::{AT_ONCE, First, Scored};
use crate::fraction::Fraction;
use crate::int::Int;
use crate::records::{Member, RankKind};
use crate::value::Value;
use crate::wire::Table;

/// The greatest keys of a set, greatest first. A key is a numerator, turned where the least comes first, above the place of
/// its member, counted down: of equals the one written first is greater.
pub(super) struct Keys<I, const N: usize> {
    found: [i64; N],
    kind: RankKind,
    den: I,
}

/// What stands where there is no member; below every key.
const NONE: i64 = i64::MIN;
/// Numerators below this fit a key, and those that are not below its negation.
const MOST: i64 = 1 << 46;
/// The lowest bits of a key, which hold a place.
const PLACE: i64 = 0xFFFF;

impl<I: Int, const N: usize> Keys<I, N> {
    /// Goes through a set once. Nothing where the scores stand over different denominators, or a numerator is too large.
    #[inline(never)]
    pub(super) fn of(members: &Table<'_, Member>, kind: RankKind, score: impl Fn(Member) -> Value<I>) -> Option<Self> {
        let (mut found, mut den, turn) = ([NONE; N], I::ZERO, turned(kind));
        let mut place = PLACE.wrapping_add(1);
        for member in members.iter() {
            place = place.wrapping_sub(1);
            let (num, own) = score(member).parts();
            if own <= I::ZERO {
                continue;
            }
            den = if den == I::ZERO { own } else { den };
            let num = i64::try_from(num.wide()).unwrap_or(i64::MIN) ^ turn;
            if own != den || (I::BITS > 32 && (num ^ (num >> 63)) >= MOST) {
                return None;
            }
            let mut key = num.wrapping_shl(16) | place;
            for slot in &mut found {
                (*slot, key) = ((*slot).max(key), (*slot).min(key));
            }
        }
        (place >= 0).then_some(Self { found, kind, den })
    }

    /// The first members, `wanted` of them or as many as are found at once.
    pub(super) fn first(&self, wanted: usize) -> Option<First<I>> {
        let mut first = First { found: [Scored::NONE; AT_ONCE], wanted: wanted.min(AT_ONCE), followed: false };
        for (slot, key) in first.found.iter_mut().take(first.wanted).zip(self.found).filter(|(_, key)| *key != NONE) {
            let num = (key >> 16) ^ turned(self.kind);
            let at = usize::try_from(PLACE.wrapping_sub(key & PLACE)).ok()?;
            *slot = Scored { at, value: Fraction::over_positive(I::from_long(num)?, self.den)? };
        }
        let score = |place: usize| self.found.get(place).filter(|key| **key != NONE).map(|key| key >> 16);
        first.followed =
            first.wanted.checked_sub(1).and_then(score).is_some_and(|last| score(first.wanted) == Some(last));
        Some(first)
    }
}

/// What turns numerators around, by exclusive or, where the least comes first: all bits.
const fn turned(kind: RankKind) -> i64 {
    match kind {
        RankKind::Strengths => 0,
        RankKind::Growth => -1,
    }
}
