//! The integers that fractions are made of.
//!
//! One engine serves every width: the compiler proves how wide a rubric's numbers can become and writes that into
//! the program, and the caller evaluates with an integer at least that wide. A microcontroller takes `i32`, a server
//! `i64`, and a rubric with large groups of respondents `i128`. Nothing here can panic or wrap.

mod long;

use core::cmp::Ordering;
use core::fmt::Debug;
use core::num::NonZero;

mod sealed {
    pub trait Sealed {}
    impl Sealed for i32 {}
    impl Sealed for i64 {}
    impl Sealed for i128 {}
}

/// A signed integer wide enough for a program's numbers: `i32`, `i64` or `i128`.
pub trait Int: Copy + Ord + Debug + Default + sealed::Sealed + 'static {
    /// Nought.
    const ZERO: Self;
    /// One.
    const ONE: Self;
    /// The least integer there is.
    const LEAST: Self;
    /// The greatest.
    const GREATEST: Self;
    /// Width in bits.
    const BITS: u32;

    /// A denominator: never nought, so that a fraction and the want of one are told apart without a further byte.
    type Den: Copy + Debug + Eq + 'static;
    /// The denominator of a whole number.
    const UNIT: Self::Den;

    /// The integer as a denominator, unless it is nought.
    fn as_den(self) -> Option<Self::Den>;
    /// The integer that a denominator is.
    fn of_den(den: Self::Den) -> Self;

    /// `value` if it fits.
    fn from_wide(value: i128) -> Option<Self>;
    /// `value` if it fits.
    fn from_long(value: i64) -> Option<Self>;
    /// A small number, which every width holds.
    fn from_short(value: u16) -> Self;
    /// A number of at most 31 bits, which every width holds; what is above is dropped.
    fn from_small(value: u32) -> Self;
    /// A whole number of at most 31 bits; what is above is dropped.
    #[inline(always)]
    fn from_weight(weight: i64) -> Self {
        let [a, b, c, d, ..] = weight.to_le_bytes();
        Self::from_small(u32::from_le_bytes([a, b, c, d]))
    }
    /// The same number at full width.
    fn wide(self) -> i128;
    /// The lowest 64 bits.
    #[inline(always)]
    fn long(self) -> i64 {
        let [a, b, c, d, e, f, g, h, ..] = self.wide().to_le_bytes();
        i64::from_le_bytes([a, b, c, d, e, f, g, h])
    }
    /// The sum if it fits.
    fn plus(self, other: Self) -> Option<Self>;
    /// The difference if it fits.
    fn minus(self, other: Self) -> Option<Self>;
    /// The difference, wrapped where it does not fit. For loops whose results are known to fit.
    fn minus_wrapping(self, other: Self) -> Self;
    /// `self * factor + more`, wrapped where that does not fit. For loops whose results are known to fit.
    fn on_line(self, factor: Self, more: Self) -> Self;
    /// The product if it fits.
    fn times(self, other: Self) -> Option<Self>;
    /// The quotient rounded towards nought; nothing when `other` is nought or the quotient does not fit.
    fn over(self, other: Self) -> Option<Self>;
    /// What the division leaves; nought when `other` is nought.
    fn rest(self, other: Self) -> Self;
    /// Distance from nought if it fits.
    fn magnitude(self) -> Option<Self>;
    /// Compares `a * b` with `c * d` without overflow.
    fn compare_products(a: Self, b: Self, c: Self, d: Self) -> Ordering;

    /// The negation if it fits.
    #[inline]
    fn negated(self) -> Option<Self> {
        Self::ZERO.minus(self)
    }

    /// Greatest common divisor of the magnitudes; never nought, so that dividing by it is always defined.
    fn common_divisor(self, other: Self) -> Self {
        let (mut a, mut b) = (self, other);
        while b != Self::ZERO {
            (a, b) = (b, a.rest(b));
        }
        match a.magnitude() {
            Some(found) if found != Self::ZERO => found,
            _ => Self::ONE,
        }
    }
}

macro_rules! int {
    ($ty:ty, $over:expr, $rest:expr, $compare:expr) => {
        impl Int for $ty {
            const ZERO: Self = 0;
            const ONE: Self = 1;
            const LEAST: Self = <$ty>::MIN;
            const GREATEST: Self = <$ty>::MAX;
            const BITS: u32 = <$ty>::BITS;
            type Den = NonZero<$ty>;
            const UNIT: NonZero<$ty> = match NonZero::new(1) {
                Some(one) => one,
                None => NonZero::<$ty>::MAX,
            };

            #[inline(always)]
            fn as_den(self) -> Option<NonZero<$ty>> {
                NonZero::new(self)
            }
            #[inline(always)]
            fn of_den(den: NonZero<$ty>) -> Self {
                den.get()
            }

            #[inline]
            fn from_wide(value: i128) -> Option<Self> {
                Self::try_from(value).ok()
            }
            #[inline]
            fn from_long(value: i64) -> Option<Self> {
                Self::try_from(value).ok()
            }
            #[inline]
            fn from_short(value: u16) -> Self {
                Self::from(value)
            }
            #[inline]
            fn from_small(value: u32) -> Self {
                Self::from((value & 0x7FFF_FFFF).cast_signed())
            }
            #[inline]
            fn wide(self) -> i128 {
                i128::from(self)
            }
            #[inline]
            fn plus(self, other: Self) -> Option<Self> {
                self.checked_add(other)
            }
            #[inline]
            fn minus(self, other: Self) -> Option<Self> {
                self.checked_sub(other)
            }
            #[inline]
            fn minus_wrapping(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            #[inline]
            fn on_line(self, factor: Self, more: Self) -> Self {
                self.wrapping_mul(factor).wrapping_add(more)
            }
            #[cfg_attr(target_arch = "wasm32", inline(never))]
            #[cfg_attr(not(target_arch = "wasm32"), inline)]
            fn times(self, other: Self) -> Option<Self> {
                self.checked_mul(other)
            }
            #[inline]
            fn over(self, other: Self) -> Option<Self> {
                $over(self, other)
            }
            #[inline]
            fn rest(self, other: Self) -> Self {
                $rest(self, other).unwrap_or(0)
            }
            #[inline]
            fn magnitude(self) -> Option<Self> {
                self.checked_abs()
            }
            #[cfg_attr(target_pointer_width = "32", inline(never))]
            #[cfg_attr(not(target_pointer_width = "32"), inline)]
            fn compare_products(a: Self, b: Self, c: Self, d: Self) -> Ordering {
                $compare(a, b, c, d)
            }
        }
    };
}

int!(i32, i32::checked_div, i32::checked_rem, |a, b, c, d| (i64::from(a).wrapping_mul(i64::from(b)))
    .cmp(&i64::from(c).wrapping_mul(i64::from(d))));
int!(i64, long::over, long::rest, |a, b, c, d| (i128::from(a).wrapping_mul(i128::from(b)))
    .cmp(&i128::from(c).wrapping_mul(i128::from(d))));
int!(i128, i128::checked_div, i128::checked_rem, |a, b, c, d| signed_product(a, b).cmp(&signed_product(c, d)));

/// A product of two 128-bit integers as (sign, high half, low half), ordered as the number is.
fn signed_product(a: i128, b: i128) -> Product {
    let (high, low) = product(a.unsigned_abs(), b.unsigned_abs());
    match (high, low, (a < 0) != (b < 0)) {
        (0, 0, _) => Product { negative: false, high, low },
        (_, _, negative) => Product { negative, high, low },
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Product {
    negative: bool,
    high: u128,
    low: u128,
}

impl Product {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = (self.high, self.low).cmp(&(other.high, other.low));
        match (self.negative, other.negative) {
            (false, false) => size,
            (true, true) => size.reverse(),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

/// The 256-bit product of two 128-bit numbers, by halves of 64 bits; no step can wrap.
fn product(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let (a1, a0) = (a >> 64, a & LOW);
    let (b1, b0) = (b >> 64, b & LOW);
    let low = a0.wrapping_mul(b0);
    let (m1, m2) = (a1.wrapping_mul(b0), a0.wrapping_mul(b1));
    let middle = (low >> 64).wrapping_add(m1 & LOW).wrapping_add(m2 & LOW);
    let high = a1.wrapping_mul(b1).wrapping_add(m1 >> 64).wrapping_add(m2 >> 64).wrapping_add(middle >> 64);
    (high, (middle << 64) | (low & LOW))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_compare_beyond_the_width() {
        let big = i128::MAX;
        assert_eq!(i128::compare_products(big, big, big, big - 1), Ordering::Greater);
        assert_eq!(i128::compare_products(-big, big, big, big), Ordering::Less);
        assert_eq!(i128::compare_products(i128::MIN, i128::MIN, big, big), Ordering::Greater);
        assert_eq!(i128::compare_products(0, -5, 0, 7), Ordering::Equal);
        assert_eq!(i32::compare_products(i32::MAX, i32::MAX, i32::MIN, i32::MIN), Ordering::Less);
        assert_eq!(i64::compare_products(i64::MAX, 2, i64::MAX, 3), Ordering::Less);
    }

    #[test]
    fn halves_multiply_as_schoolbooks_do() {
        assert_eq!(product(u128::MAX, u128::MAX), (u128::MAX - 1, 1));
        assert_eq!(product(1 << 127, 2), (1, 0));
        assert_eq!(product(12_345, 67_890), (0, 838_102_050));
    }

    #[test]
    fn a_common_divisor_is_never_nought() {
        assert_eq!(0_i64.common_divisor(0), 1);
        assert_eq!((-12_i64).common_divisor(18), 6);
        assert_eq!(i32::MIN.common_divisor(0), 1);
        assert_eq!(i32::MIN.common_divisor(6), 2);
    }

    #[test]
    fn nothing_wraps() {
        assert_eq!(i32::MIN.negated(), None);
        assert_eq!(i32::MIN.over(-1), None);
        assert_eq!(7_i32.over(0), None);
        assert_eq!(7_i32.rest(0), 0);
        assert_eq!(i64::from_wide(i128::MAX), None);
    }
}
