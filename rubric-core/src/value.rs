//! What a row holds after the pass.

use crate::absence::Absence;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::wire::code;

code! {
    /// What a row's value is.
    Kind {
        Number = 1 "An exact fraction.",
        Level = 2 "A level of a scale or outcome; while it is not known, the set of levels it can be.",
        Choice = 3 "A choice of a context value.",
        Truth = 4 "Yes, no or unknown.",
        Count = 5 "How many members of a set meet a condition: the range that unknown members leave.",
        Node = 6 "A member of a set: the best or the worst.",
    }
}

/// Yes, no or unknown, after Kleene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// No.
    No,
    /// Yes.
    Yes,
    /// Neither is known.
    Unknown,
}

impl Truth {
    /// Yes or no, as `known` is.
    #[inline]
    #[must_use]
    pub const fn of(known: bool) -> Self {
        if known { Self::Yes } else { Self::No }
    }

    /// Yes when both are; no when either is.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        let no = matches!(self, Self::No) | matches!(other, Self::No);
        let yes = matches!(self, Self::Yes) & matches!(other, Self::Yes);
        if no {
            Self::No
        } else if yes {
            Self::Yes
        } else {
            Self::Unknown
        }
    }

    /// Yes when either is; no when both are.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, Self::No) => Self::No,
            _ => Self::Unknown,
        }
    }

    /// Yes when this is no.
    #[must_use]
    pub const fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Yes => Self::No,
            Self::Unknown => Self::Unknown,
        }
    }
}

/// A set of levels, lowest level first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Levels(u32);

impl Levels {
    /// No level.
    pub const NONE: Self = Self(0);

    /// The lowest `count` levels; all 32 when there are more.
    #[must_use]
    pub const fn all(count: u8) -> Self {
        match 1_u32.checked_shl(count as u32) {
            Some(bit) => Self(bit.wrapping_sub(1)),
            None => Self(u32::MAX),
        }
    }

    /// The level at `index` alone; none when there is no such level.
    #[must_use]
    pub const fn only(index: u8) -> Self {
        match 1_u32.checked_shl(index as u32) {
            Some(bit) => Self(bit),
            None => Self(0),
        }
    }

    /// The set as bits, the lowest level in the lowest bit.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// A set from its bits.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the level at `index` is in the set.
    #[must_use]
    pub const fn has(self, index: u8) -> bool {
        self.0 & Self::only(index).0 != 0
    }

    /// The levels of either set.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The levels of both sets.
    #[must_use]
    pub const fn within(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The lowest level of the set.
    #[must_use]
    pub fn lowest(self) -> Option<u8> {
        if self.0 == 0 { None } else { u8::try_from(self.0.trailing_zeros()).ok() }
    }

    /// The highest level of the set.
    #[must_use]
    pub fn highest(self) -> Option<u8> {
        if self.0 == 0 { None } else { u8::try_from(31_u32.saturating_sub(self.0.leading_zeros())).ok() }
    }

    /// The levels of this set that are not in another.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The set without its lowest level.
    #[must_use]
    pub const fn without_lowest(self) -> Self {
        Self(self.0 & self.0.wrapping_sub(1))
    }

    /// The set without its highest level.
    #[must_use]
    pub fn without_highest(self) -> Self {
        self.highest().map_or(self, |level| self.without(Self::only(level)))
    }

    /// The level, when the set holds just one.
    #[must_use]
    pub fn single(self) -> Option<u8> {
        if self.0 & self.0.wrapping_sub(1) == 0 { self.lowest() } else { None }
    }

    /// The set with every level above `level` brought down to it.
    #[must_use]
    pub const fn at_most(self, level: u8) -> Self {
        let kept = Self::all(level.saturating_add(1));
        let above = self.0 & !kept.0;
        if above == 0 { self } else { Self((self.0 & kept.0) | Self::only(level).0) }
    }

    /// The set with every level below `level` brought up to it.
    #[must_use]
    pub const fn at_least(self, level: u8) -> Self {
        let below = self.0 & Self::all(level).0;
        if below == 0 { self } else { Self((self.0 & !Self::all(level).0) | Self::only(level).0) }
    }

    /// The levels of the set, lowest first.
    pub fn iter(self) -> impl Iterator<Item = u8> + Clone {
        (0..32).filter(move |index| self.has(*index))
    }
}

/// What one row holds: two integers, read as the row's [`Kind`] says.
///
/// A number is numerator and denominator, or a reason over nought. A level is a set of levels and a reason. A choice
/// and a node are an index and one, or a reason and nought. A count is its least and its most, packed, and the number
/// of members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Value<I> {
    first: I,
    second: I,
}

/// How many members of a set meet a condition, while some are not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many do.
    pub least: u16,
    /// How many do or still may.
    pub most: u16,
    /// How many members there are.
    pub of: u16,
}

impl<I: Int> Value<I> {
    /// Nothing yet.
    pub(crate) const BLANK: Self = Self { first: I::ZERO, second: I::ZERO };

    /// A value of the two integers it is kept as.
    #[inline]
    pub(crate) const fn of_parts(first: I, second: I) -> Self {
        Self { first, second }
    }

    /// The two integers.
    #[inline]
    pub(crate) const fn parts(self) -> (I, I) {
        (self.first, self.second)
    }

    #[inline]
    pub(crate) fn number(number: Fraction<I>) -> Self {
        Self { first: number.num(), second: number.den() }
    }

    #[inline]
    pub(crate) fn absent(reason: Absence) -> Self {
        Self { first: I::from_small(reason as u32), second: I::ZERO }
    }

    #[inline]
    pub(crate) fn of_number(number: Result<Fraction<I>, Absence>) -> Self {
        match number {
            Ok(number) => Self::number(number),
            Err(reason) => Self::absent(reason),
        }
    }

    /// Whether nothing was put here: no value of any kind is two noughts but a no.
    #[inline]
    pub(crate) fn is_blank(self) -> bool {
        (self.first == I::ZERO) & (self.second == I::ZERO)
    }

    /// The number, or why there is none.
    #[inline(always)]
    pub(crate) fn as_number(self) -> Result<Fraction<I>, Absence> {
        Fraction::over_positive(self.first, self.second).ok_or_else(|| self.reason())
    }

    pub(crate) fn level(levels: Levels, reason: Option<Absence>) -> Self {
        // Thirty-two levels in an integer that may have only thirty-one bits beside the sign: two halves.
        let (low, high) = (levels.bits() & 0xFFFF, levels.bits() >> 16);
        let reason = reason.map_or(0, |reason| reason as u32);
        Self { first: I::from_small(low), second: I::from_small(high | (reason << 16)) }
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(crate) fn as_levels(self) -> Levels {
        Levels::from_bits((large(self.first) & 0xFFFF) | (large(self.second) << 16))
    }

    /// The level, or why it is not known.
    #[cfg_attr(target_arch = "wasm32", inline(always))]
    pub(crate) fn as_level(self) -> Result<u8, Absence> {
        let reason = u8::try_from((large(self.second) >> 16) & 0xFF).ok().and_then(Absence::from_code);
        match (self.as_levels().single(), reason) {
            (Some(level), None) => Ok(level),
            (_, reason) => Err(reason.unwrap_or(Absence::Undecided)),
        }
    }

    pub(crate) fn index(index: u16) -> Self {
        Self { first: I::from_small(u32::from(index)), second: I::ONE }
    }

    pub(crate) fn as_index(self) -> Result<u16, Absence> {
        if self.second == I::ZERO {
            Err(self.reason())
        } else {
            Ok(u16::try_from(large(self.first)).unwrap_or(u16::MAX))
        }
    }

    #[inline]
    pub(crate) fn truth(truth: Truth) -> Self {
        Self { first: I::from_small(truth as u32), second: I::ONE }
    }

    #[inline]
    pub(crate) fn as_truth(self) -> Truth {
        if self.first == I::ZERO {
            Truth::No
        } else if self.first == I::ONE {
            Truth::Yes
        } else {
            Truth::Unknown
        }
    }

    pub(crate) fn count(count: Count) -> Self {
        let packed = u32::from(count.least) | ((u32::from(count.most) & 0x7FFF) << 16);
        Self { first: I::from_small(packed), second: I::from_small(u32::from(count.of)) }
    }

    pub(crate) fn as_count(self) -> Count {
        let half = |bits: u32| u16::try_from(bits & 0xFFFF).unwrap_or(u16::MAX);
        let packed = large(self.first);
        Count { least: half(packed), most: half(packed >> 16), of: half(large(self.second)) }
    }

    #[inline]
    fn reason(self) -> Absence {
        u8::try_from(large(self.first)).ok().and_then(Absence::from_code).unwrap_or(Absence::Earlier)
    }

    /// Whether the value, read as `kind`, is known.
    pub(crate) fn is_known(self, kind: Kind) -> bool {
        match kind {
            Kind::Number | Kind::Choice | Kind::Node => self.second != I::ZERO,
            Kind::Level => self.as_level().is_ok(),
            Kind::Truth => self.as_truth() != Truth::Unknown,
            Kind::Count => {
                let count = self.as_count();
                count.least == count.most
            }
        }
    }

    /// Why the value, read as `kind`, is not known.
    pub(crate) fn absence(self, kind: Kind) -> Option<Absence> {
        match kind {
            _ if self.is_known(kind) => None,
            Kind::Number | Kind::Choice | Kind::Node => Some(self.reason()),
            Kind::Level => self.as_level().err(),
            Kind::Truth => Some(Absence::Earlier),
            Kind::Count => Some(Absence::Undecided),
        }
    }
}

/// The bits that [`Int::from_small`] stored.
#[inline]
fn large<I: Int>(value: I) -> u32 {
    u32::try_from(value.wide() & 0xFFFF_FFFF).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kleene() {
        use Truth::{No, Unknown, Yes};
        assert_eq!(No.and(Unknown), No);
        assert_eq!(Yes.or(Unknown), Yes);
        assert_eq!(Yes.and(Unknown), Unknown);
        assert_eq!(No.or(Unknown), Unknown);
        assert_eq!(Unknown.not(), Unknown);
    }

    #[test]
    fn levels_are_a_set() {
        let set = Levels::all(4);
        assert_eq!(set.at_most(1), Levels::all(2));
        assert_eq!(set.at_least(2), Levels::only(2).with(Levels::only(3)));
        assert_eq!(Levels::only(0).at_most(2), Levels::only(0));
        assert_eq!(Levels::only(31).highest(), Some(31));
        assert_eq!(Levels::all(32).bits(), u32::MAX);
        assert_eq!(Levels::NONE.single(), None);
        assert_eq!(Levels::only(5).single(), Some(5));
    }

    #[test]
    fn a_value_holds_each_kind_at_the_narrowest_width() {
        for levels in [Levels::all(32), Levels::only(15), Levels::only(16), Levels::only(31)] {
            assert_eq!(Value::<i32>::level(levels, None).as_levels(), levels);
            assert_eq!(Value::<i32>::level(levels, Some(Absence::NotJudged)).as_levels(), levels);
        }
        let count = Count { least: 3, most: 4096, of: 4096 };
        assert_eq!(Value::<i32>::count(count).as_count(), count);
        assert_eq!(Value::<i32>::absent(Absence::Private).as_number(), Err(Absence::Private));
        assert_eq!(Value::<i32>::level(Levels::only(2), Some(Absence::NotJudged)).as_level(), Err(Absence::NotJudged));
        assert_eq!(Value::<i32>::index(9).as_index(), Ok(9));
    }
}
