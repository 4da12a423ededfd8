//! What a row can hold.

use crate::bounds;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::value::{Levels, Truth};

/// What one row can hold over all completions.
#[derive(Clone, Copy, Debug)]
pub enum Range<I: Int = i64> {
    /// Numbers.
    Number(NumberRange<I>),
    /// Levels.
    Level(LevelRange),
    /// Choices, one bit each.
    Choice(u64),
    /// Truths.
    Truth(TruthSet),
    /// Counts.
    Count(CountRange),
    /// Any member of a set.
    Node,
}

impl<I: Int> Default for Range<I> {
    fn default() -> Self {
        Self::Number(NumberRange::anything())
    }
}

/// The numbers a row can hold, and whether it can be without one.
#[derive(Clone, Copy, Debug)]
pub struct NumberRange<I: Int = i64> {
    /// The least.
    pub low: Fraction<I>,
    /// The greatest.
    pub high: Fraction<I>,
    /// Whether it can have a number at all; the ends mean nothing else.
    pub known: bool,
    /// Whether it can be unknown for good.
    pub unknown: bool,
    /// Whether it can be left out.
    pub left_out: bool,
    /// Whether the limit on magnitudes, and not the rubric, makes the ends.
    pub clamped: bool,
}

impl<I: Int> NumberRange<I> {
    /// One number.
    #[must_use]
    pub const fn point(number: Fraction<I>) -> Self {
        Self::span(number, number)
    }

    /// Every number from `low` to `high`.
    #[must_use]
    pub const fn span(low: Fraction<I>, high: Fraction<I>) -> Self {
        Self { low, high, known: true, unknown: false, left_out: false, clamped: false }
    }

    /// Never a number.
    #[must_use]
    pub const fn never() -> Self {
        Self { unknown: true, known: false, ..Self::point(Fraction::ZERO) }
    }

    /// Always left out.
    #[must_use]
    pub const fn left_out() -> Self {
        Self { left_out: true, unknown: false, ..Self::never() }
    }

    /// Every number within the limit on magnitudes, or none.
    #[must_use]
    pub fn anything() -> Self {
        let most = magnitude();
        Self { unknown: true, clamped: true, ..Self::span(most.negated().unwrap_or(most), most) }
    }

    /// Whether the row always has a number.
    #[must_use]
    pub const fn is_certain(&self) -> bool {
        self.known && !self.unknown && !self.left_out
    }

    /// Whether the row can be without a number.
    #[must_use]
    pub const fn can_be_absent(&self) -> bool {
        self.unknown || self.left_out
    }

    /// The numbers of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let (low, high) = match (self.known, other.known) {
            (true, true) => (self.low.min(other.low), self.high.max(other.high)),
            (true, false) => (self.low, self.high),
            (false, _) => (other.low, other.high),
        };
        Self {
            low,
            high,
            known: self.known || other.known,
            unknown: self.unknown || other.unknown,
            left_out: self.left_out || other.left_out,
            clamped: self.clamped || other.clamped,
        }
    }

    /// The ends after an operation on known numbers, or anything where the ends do not fit; held to the limit.
    pub(super) fn from_ends(ends: Option<(Fraction<I>, Fraction<I>)>) -> Self {
        let Some((low, high)) = ends else {
            return Self::anything();
        };
        if !low.is_too_large() && !high.is_too_large() {
            return Self::span(low, high);
        }
        let everything = Self::anything();
        if low > everything.high || high < everything.low {
            return Self { clamped: true, ..Self::never() };
        }
        Self { low: low.max(everything.low), high: high.min(everything.high), ..everything }
    }
}

/// The greatest magnitude of a number.
fn magnitude<I: Int>() -> Fraction<I> {
    let most = i128::try_from(bounds::MAGNITUDE.max).ok().and_then(I::from_wide);
    Fraction::whole(most.unwrap_or(I::ONE))
}

/// The levels a row can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelRange {
    /// Levels that it can have.
    pub possible: Levels,
    /// Levels that it can have or that stay open while it is unknown for good.
    pub reach: Levels,
    /// Levels that stay open whenever it is unknown for good.
    pub sure: Levels,
    /// Whether it can be unknown for good.
    pub unknown: bool,
}

impl LevelRange {
    /// One of `levels`, always known.
    #[must_use]
    pub const fn known(levels: Levels) -> Self {
        Self { possible: levels, reach: levels, sure: Levels::NONE, unknown: false }
    }

    /// Never known, and open to all of `levels`.
    #[must_use]
    pub const fn never(levels: Levels) -> Self {
        Self { possible: Levels::NONE, reach: levels, sure: Levels::NONE, unknown: true }
    }

    /// The lowest level of the highest set that it can be: one level when it is known, two or more while it is not.
    pub(super) fn greatest_low(&self) -> Option<u8> {
        let open = if self.unknown { self.reach.without_highest().highest() } else { None };
        self.possible.highest().max(open)
    }

    /// The highest level of the lowest set that it can be.
    pub(super) fn least_high(&self) -> Option<u8> {
        let open = if self.unknown { self.reach.without_lowest().lowest() } else { None };
        match (self.possible.lowest(), open) {
            (Some(known), Some(open)) => Some(known.min(open)),
            (known, open) => known.or(open),
        }
    }
}

/// The counts a row can hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CountRange {
    /// The fewest members that meet the condition.
    pub least: u16,
    /// The most that do.
    pub most: u16,
    /// The fewest members that there are.
    pub of_least: u16,
    /// The most that there are.
    pub of_most: u16,
    /// Members that are there and never meet it.
    pub lacking_least: u16,
    /// Members that may be there and not meet it.
    pub lacking_most: u16,
    /// Whether the condition can be unknown for good for some member.
    pub unknown: bool,
}

/// The truths a row can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TruthSet(u8);

impl TruthSet {
    /// No, yes or unknown.
    pub const ANY: Self = Self(7);
    /// Only unknown.
    pub const UNKNOWN: Self = Self(4);

    /// Just yes, or just no.
    #[must_use]
    pub const fn of(yes: bool) -> Self {
        Self::only(Truth::of(yes))
    }

    /// Just one truth.
    #[must_use]
    pub const fn only(truth: Truth) -> Self {
        match truth {
            Truth::No => Self(1),
            Truth::Yes => Self(2),
            Truth::Unknown => Self(4),
        }
    }

    /// The truths for which something speaks.
    #[must_use]
    pub const fn made_of(yes: bool, no: bool, unknown: bool) -> Self {
        Self((no as u8) | ((yes as u8) << 1) | ((unknown as u8) << 2))
    }

    /// Whether it can be yes.
    #[must_use]
    pub const fn can_be_yes(self) -> bool {
        self.0 & 2 != 0
    }

    /// Whether it can be no.
    #[must_use]
    pub const fn can_be_no(self) -> bool {
        self.0 & 1 != 0
    }

    /// Whether it can be unknown for good.
    #[must_use]
    pub const fn can_be_unknown(self) -> bool {
        self.0 & 4 != 0
    }

    /// Whether it is always yes.
    #[must_use]
    pub const fn is_yes(self) -> bool {
        self.0 == 2
    }

    /// Whether it is never yes nor unknown.
    #[must_use]
    pub const fn is_no(self) -> bool {
        self.0 == 1
    }

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The truths of both at once, each pair taken as [`Truth::and`] takes it.
    pub(super) const fn and(self, other: Self) -> Self {
        let open = (self.can_be_unknown() && other.0 & 6 != 0) || (other.can_be_unknown() && self.0 & 6 != 0);
        let set = Self::made_of(self.can_be_yes() && other.can_be_yes(), self.can_be_no() || other.can_be_no(), open);
        if self.0 == 0 || other.0 == 0 { Self(0) } else { set }
    }

    pub(super) const fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    pub(super) const fn not(self) -> Self {
        Self::made_of(self.can_be_no(), self.can_be_yes(), self.can_be_unknown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_truths_join_as_their_members_do() {
        const TRUTHS: [Truth; 3] = [Truth::No, Truth::Yes, Truth::Unknown];
        let members = |set: u8| TRUTHS.into_iter().filter(move |truth| set & TruthSet::only(*truth).0 != 0);
        let joined = |a: u8, b: u8, join: fn(Truth, Truth) -> Truth| {
            let pairs = members(a).flat_map(|one| members(b).map(move |other| join(one, other)));
            pairs.fold(TruthSet(0), |set, truth| set.with(TruthSet::only(truth)))
        };
        for a in 0..8 {
            for b in 0..8 {
                assert_eq!(TruthSet(a).and(TruthSet(b)), joined(a, b, Truth::and), "{a} and {b}");
                assert_eq!(TruthSet(a).or(TruthSet(b)), joined(a, b, Truth::or), "{a} or {b}");
            }
            assert_eq!(TruthSet(a).not(), joined(a, 1, |truth, _| truth.not()), "not {a}");
        }
    }
}
