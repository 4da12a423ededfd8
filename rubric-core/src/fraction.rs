//! Exact fractions.

use core::cmp::Ordering;

use crate::bounds;
use crate::int::Int;

/// A fraction of two integers. The denominator is at least one; the fraction need not be in lowest terms.
///
/// Every operation is exact or gives nothing: nothing means that the result does not fit the width in lowest terms. What
/// fits as it comes is left as it comes, because no operation but [`lowest`](Self::lowest) depends on the terms.
///
/// An engine made small has one way for a product and for a sum of unlike denominators, over lowest terms.
///
/// On machines of 32 bits, where code is dear, the longer operations are there once; elsewhere they stand where they are used.
#[derive(Clone, Copy, Debug)]
pub struct Fraction<I: Int = i128> {
    num: I,
    den: I::Den,
}

/// How a number is brought to a count of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Rounding {
    /// To the nearest; halves away from nought.
    #[default]
    HalfAway,
    /// To the nearest; halves to the even digit.
    HalfEven,
    /// Down.
    Floor,
    /// Up.
    Ceiling,
}

impl<I: Int> Fraction<I> {
    /// Nought.
    pub const ZERO: Self = Self { num: I::ZERO, den: I::UNIT };
    /// One.
    pub const ONE: Self = Self { num: I::ONE, den: I::UNIT };

    /// `num / den`; nothing when `den` is nought or a sign cannot be turned.
    #[inline]
    pub fn new(num: I, den: I) -> Option<Self> {
        match den < I::ZERO {
            false => Self::over_positive(num, den),
            true => Self::over_positive(num.negated()?, den.negated()?),
        }
    }

    /// A whole number.
    pub const fn whole(num: I) -> Self {
        Self { num, den: I::UNIT }
    }

    /// A fraction of a denominator that is known to be no less than nought; nothing where it is nought.
    #[inline]
    pub(crate) fn over_positive(num: I, den: I) -> Option<Self> {
        Some(Self { num, den: den.as_den()? })
    }

    /// The numerator, as it stands.
    pub const fn num(self) -> I {
        self.num
    }

    /// The denominator, as it stands; at least one.
    #[inline]
    pub fn den(self) -> I {
        I::of_den(self.den)
    }

    /// The same number in lowest terms.
    #[must_use]
    pub fn lowest(self) -> Self {
        if self.den == I::UNIT {
            return self;
        }
        let shared = self.num.common_divisor(self.den());
        let parts = self.num.over(shared).zip(self.den().over(shared));
        parts.and_then(|(num, den)| Self::over_positive(num, den)).unwrap_or(self)
    }

    /// The same number at another width, if it fits there in lowest terms.
    #[inline]
    pub fn at_width<J: Int>(self) -> Option<Fraction<J>> {
        self.as_it_stands().or_else(|| self.lowest().as_it_stands())
    }

    /// The same fraction at another width, if its terms fit there as they stand.
    #[inline]
    pub(crate) fn as_it_stands<J: Int>(self) -> Option<Fraction<J>> {
        Fraction::over_positive(J::from_wide(self.num.wide())?, J::from_wide(self.den().wide())?)
    }

    /// The sum.
    #[inline]
    pub fn plus(self, other: Self) -> Option<Self> {
        if self.den == other.den
            && let Some(num) = self.num.plus(other.num)
        {
            return Some(Self { num, den: self.den });
        }
        self.plus_crossed(other)
    }

    #[inline(never)]
    fn plus_crossed(self, other: Self) -> Option<Self> {
        if self.is_zero() {
            return Some(other);
        }
        let crossed = || {
            let num = self.num.times(other.den())?.plus(other.num.times(self.den())?)?;
            Self::over_positive(num, self.den().times(other.den())?)
        };
        crossed().filter(|_| cfg!(feature = "series")).or_else(|| self.plus_reduced(other))
    }

    fn plus_reduced(self, other: Self) -> Option<Self> {
        let (a, b) = (self.lowest(), other.lowest());
        let shared = a.den().common_divisor(b.den());
        let (left, right) = (b.den().over(shared)?, a.den().over(shared)?);
        let num = a.num.times(left)?.plus(b.num.times(right)?)?;
        Self::over_positive(num, a.den().times(left)?).map(Self::lowest)
    }

    /// The difference.
    #[inline]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated()?)
    }

    /// The product.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    #[cfg_attr(not(target_pointer_width = "32"), inline)]
    pub fn times(self, other: Self) -> Option<Self> {
        self.product(other).filter(|_| cfg!(feature = "series")).or_else(|| {
            let (a, b) = (self.lowest(), other.lowest());
            let crossed = (Self { num: a.num, den: b.den }.lowest(), Self { num: b.num, den: a.den }.lowest());
            crossed.0.product(crossed.1)
        })
    }

    #[inline]
    fn product(self, other: Self) -> Option<Self> {
        Self::over_positive(self.num.times(other.num)?, self.den().times(other.den())?)
    }

    /// The quotient; nothing too when `other` is nought.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    #[cfg_attr(not(target_pointer_width = "32"), inline)]
    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.den(), other.num)?)
    }

    /// The number with its sign turned.
    #[inline]
    pub fn negated(self) -> Option<Self> {
        Some(Self { num: self.num.negated()?, den: self.den })
    }

    /// Distance from nought.
    #[inline]
    pub fn magnitude(self) -> Option<Self> {
        Some(Self { num: self.num.magnitude()?, den: self.den })
    }

    /// Whether the number is nought.
    #[inline]
    pub fn is_zero(self) -> bool {
        self.num == I::ZERO
    }

    /// Whether the number lies beyond [`bounds::MAGNITUDE`].
    pub fn is_too_large(self) -> bool {
        let most = i64::try_from(bounds::MAGNITUDE.max).ok().and_then(|most| I::from_wide(i128::from(most)));
        match (self.num.magnitude(), most) {
            (Some(num), Some(most)) => I::compare_products(num, I::ONE, most, self.den()) == Ordering::Greater,
            _ => true,
        }
    }

    /// The number brought to `digits` after the point.
    pub fn rounded(self, digits: u8, rounding: Rounding) -> Option<Self> {
        let scale = power_of_ten::<I>(digits)?;
        let scaled = Self::whole(scale).times(self)?;
        let (quotient, rest) = (scaled.num.over(scaled.den())?, scaled.num.rest(scaled.den()));
        let step = if scaled.num < I::ZERO { I::ONE.negated()? } else { I::ONE };
        let size = rest.magnitude()?;
        let half = size.cmp(&scaled.den().minus(size)?);
        let away = rest != I::ZERO
            && match rounding {
                Rounding::HalfAway => half != Ordering::Less,
                Rounding::HalfEven => {
                    let odd = quotient.rest(I::ONE.plus(I::ONE)?) != I::ZERO;
                    half == Ordering::Greater || (half == Ordering::Equal && odd)
                }
                Rounding::Floor => step < I::ZERO,
                Rounding::Ceiling => step > I::ZERO,
            };
        let num = if away { quotient.plus(step)? } else { quotient };
        Self::over_positive(num, scale)
    }
}

/// Ten to the power of `digits`, if it fits.
pub(crate) fn power_of_ten<I: Int>(digits: u8) -> Option<I> {
    let ten = I::from_wide(10)?;
    (0..digits).try_fold(I::ONE, |power, _| power.times(ten))
}

impl<I: Int> PartialEq for Fraction<I> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<I: Int> Eq for Fraction<I> {}

impl<I: Int> PartialOrd for Fraction<I> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<I: Int> Ord for Fraction<I> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        I::compare_products(self.num, other.den(), other.num, self.den())
    }
}

impl<I: Int> Default for Fraction<I> {
    fn default() -> Self {
        Self::ZERO
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn f(num: i64, den: i64) -> Fraction<i64> {
        Fraction::new(num, den).unwrap()
    }

    #[test]
    fn texas_law_is_exactly_three_and_a_tenth() {
        let weighted = [(7, 3), (2, 4), (1, 2)].map(|(weight, level)| f(weight, 10).times(f(level, 1)).unwrap());
        let sum = weighted.into_iter().reduce(|a, b| a.plus(b).unwrap()).unwrap();
        assert_eq!(sum, f(31, 10));
        assert!(sum >= f(310, 100));
    }

    #[test]
    fn thirds_leave_nothing_behind() {
        assert_eq!(f(8, 3).minus(f(5, 3)).unwrap(), f(1, 1));
        assert_eq!(f(1, 3).plus(f(1, 6)).unwrap(), f(1, 2));
        assert_eq!(f(4, -6), f(-2, 3));
    }

    #[test]
    fn rounding_is_what_it_says() {
        use Rounding::{Ceiling, Floor, HalfAway, HalfEven};
        let cases = [
            (f(5, 2), 0, HalfAway, f(3, 1)),
            (f(-5, 2), 0, HalfAway, f(-3, 1)),
            (f(5, 2), 0, HalfEven, f(2, 1)),
            (f(7, 2), 0, HalfEven, f(4, 1)),
            (f(-5, 2), 0, Floor, f(-3, 1)),
            (f(-5, 2), 0, Ceiling, f(-2, 1)),
            (f(2_495, 1_000), 2, HalfAway, f(250, 100)),
            (f(2_494_999, 1_000_000), 2, HalfAway, f(249, 100)),
            (f(3, 1), 2, Floor, f(3, 1)),
        ];
        for (number, digits, rounding, expected) in cases {
            assert_eq!(number.rounded(digits, rounding), Some(expected), "{number:?} {rounding:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_nothing() {
        assert!(f(i64::MAX, 1).plus(f(1, 1)).is_none());
        assert!(f(i64::MAX, 1).times(f(2, 1)).is_none());
        assert!(f(1, 1).over(f(0, 1)).is_none());
        assert_eq!(f(i64::MAX, 3).times(f(3, i64::MAX)), Some(f(1, 1)));
        assert!(Fraction::<i32>::new(1, 0).is_none());
        assert!(f(1_000_001, 1).is_too_large() && !f(-1_000_000, 1).is_too_large());
    }
}
