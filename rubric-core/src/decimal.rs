//! Decimal text: how numbers are read and how they are shown.

use crate::bounds;
use crate::fraction::{Fraction, power_of_ten};

/// A decimal number as people write it: at most six digits after the point, at most a million in magnitude.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal {
    millionths: i64,
}

/// Why a text is not a [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// It is not written as a number.
    NotANumber,
    /// It has more than six digits after the point.
    TooManyDigits,
    /// Its magnitude is above a million.
    TooLarge,
}

const SCALE: i64 = 1_000_000;
const DIGITS: u8 = 6;

impl Decimal {
    /// Nought.
    pub const ZERO: Self = Self { millionths: 0 };

    /// A number of millionths, if its magnitude is at most a million.
    #[must_use]
    pub fn from_millionths(millionths: i64) -> Option<Self> {
        let most = u64::try_from(bounds::MAGNITUDE.max).ok()?.checked_mul(SCALE.unsigned_abs())?;
        (millionths.unsigned_abs() <= most).then_some(Self { millionths })
    }

    /// How many millionths it is.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.millionths
    }

    /// Reads `-12.5`, `.5`, `3.` or, as JSON writes it, `1.25e1`, exactly.
    ///
    /// # Errors
    /// [`DecimalError`] when the text is no number or does not fit.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (text.get(..at).unwrap_or(""), exponent(text.get(at..).unwrap_or(""))?),
            None => (text, 0),
        };
        let (negative, digits) = match mantissa.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let millionths = magnitude(digits, exponent)?;
        let signed = if negative { millionths.checked_neg() } else { Some(millionths) };
        signed.and_then(Self::from_millionths).ok_or(DecimalError::TooLarge)
    }

    /// The same number as a fraction in lowest terms.
    #[must_use]
    pub fn fraction(self) -> Fraction {
        Fraction::new(i128::from(self.millionths), i128::from(SCALE)).unwrap_or_default().lowest()
    }
}

/// The power of ten behind `e`; far-off powers are held at a hundred, which nothing within the limits needs.
fn exponent(text: &str) -> Result<i32, DecimalError> {
    let (negative, digits) = match text.as_bytes() {
        [_, b'-', rest @ ..] => (true, rest),
        [_, b'+', rest @ ..] | [_, rest @ ..] => (false, rest),
        [] => return Err(DecimalError::NotANumber),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(DecimalError::NotANumber);
    }
    let size = digits
        .iter()
        .fold(0_i32, |sum, digit| sum.saturating_mul(10).saturating_add(i32::from(*digit & 15)).min(100_000_000));
    Ok(if negative { size.saturating_neg() } else { size })
}

/// The digits of a mantissa, shifted by `exponent`, as millionths.
fn magnitude(digits: &[u8], exponent: i32) -> Result<i64, DecimalError> {
    let (mut sum, mut zeros, mut places) = (0_i64, 0_i32, i32::from(DIGITS).saturating_add(exponent));
    let (mut point, mut seen) = (false, false);
    for digit in digits {
        match digit {
            b'0'..=b'9' => {
                seen = true;
                places = places.saturating_sub(i32::from(point));
                zeros = zeros.saturating_add(1);
                if *digit != b'0' {
                    sum = shifted(sum, zeros, point)?
                        .checked_add(i64::from(*digit & 15))
                        .ok_or(DecimalError::TooLarge)?;
                    zeros = 0;
                }
            }
            b'.' if !point => point = true,
            _ => return Err(DecimalError::NotANumber),
        }
    }
    if seen { shifted(sum, places.saturating_add(zeros), false) } else { Err(DecimalError::NotANumber) }
}

/// `sum` times ten to the power of `places`; a negative power must leave nothing behind. `point` says that what does
/// not fit is too fine rather than too large.
fn shifted(mut sum: i64, places: i32, point: bool) -> Result<i64, DecimalError> {
    if sum == 0 {
        return Ok(0);
    }
    for _ in 0..places.clamp(0, 40) {
        sum = sum.checked_mul(10).ok_or(if point { DecimalError::TooManyDigits } else { DecimalError::TooLarge })?;
    }
    for _ in places.clamp(-40, 0)..0 {
        if sum % 10 != 0 {
            return Err(DecimalError::TooManyDigits);
        }
        sum /= 10;
    }
    Ok(sum)
}

/// A number in decimal digits: the shortest text that is the number, or, where none ends within the digits asked for,
/// the number rounded half away from nought.
#[derive(Clone, Copy, Debug)]
pub struct DecimalText {
    bytes: [u8; 64],
    start: usize,
    exact: bool,
}

impl DecimalText {
    /// `number` with at most `digits` (up to six) after the point.
    #[must_use]
    pub fn new(number: Fraction, digits: u8) -> Self {
        let digits = digits.min(DIGITS);
        let lowest = number.lowest();
        let den = lowest.den().unsigned_abs().max(1);
        let size = lowest.num().unsigned_abs();
        let (mut whole, mut rest) = (size / den, size % den);
        let mut after = 0_u32;
        for _ in 0..digits {
            let (digit, left) = next_digit(rest, den);
            after = after.saturating_mul(10).saturating_add(digit);
            rest = left;
        }
        let exact = rest == 0;
        if rest >= den.saturating_sub(rest) && rest != 0 {
            after = after.saturating_add(1);
            let full = power_of_ten::<i64>(digits).and_then(|p| u32::try_from(p).ok()).unwrap_or(u32::MAX);
            if after >= full {
                after = 0;
                whole = whole.saturating_add(1);
            }
        }
        let mut text = Self { bytes: [0; 64], start: 64, exact };
        text.put_fraction(after, digits);
        text.put_whole(whole);
        if lowest.num() < 0 && (whole != 0 || after != 0) {
            text.put(b'-');
        }
        text
    }

    /// Whether the text is the number, and not a rounding of it.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.exact
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.bytes.get(self.start..).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    fn put_fraction(&mut self, mut after: u32, digits: u8) {
        let mut shown = false;
        for _ in 0..digits {
            let digit = after % 10;
            after /= 10;
            shown |= digit != 0;
            if shown {
                self.put_digit(digit);
            }
        }
        if shown {
            self.put(b'.');
        }
    }

    fn put_whole(&mut self, mut whole: u128) {
        loop {
            self.put_digit(u32::try_from(whole % 10).unwrap_or(0));
            whole /= 10;
            if whole == 0 {
                break;
            }
        }
    }

    fn put_digit(&mut self, digit: u32) {
        self.put(u8::try_from(digit % 10).map_or(b'0', |digit| digit | b'0'));
    }

    fn put(&mut self, byte: u8) {
        if let Some(at) = self.start.checked_sub(1)
            && let Some(place) = self.bytes.get_mut(at)
        {
            *place = byte;
            self.start = at;
        }
    }
}

/// The first digit of `10 * rest / den` and what is left, without forming a product that may not fit.
fn next_digit(rest: u128, den: u128) -> (u32, u128) {
    let (mut digit, mut sum) = (0_u32, 0_u128);
    for _ in 0..10 {
        let room = den.saturating_sub(rest);
        if sum >= room {
            sum = sum.saturating_sub(room);
            digit = digit.saturating_add(1);
        } else {
            sum = sum.saturating_add(rest);
        }
    }
    (digit, sum)
}

#[cfg(test)]
mod tests {
    use std::borrow::ToOwned;

    use super::*;

    #[test]
    fn decimals_are_read_exactly() {
        for (text, millionths) in [
            ("0", 0),
            ("3.10", 3_100_000),
            ("-0.000001", -1),
            ("1000000", 1_000_000_000_000),
            (".5", 500_000),
            ("3.", 3_000_000),
            ("1.25e1", 12_500_000),
            ("125E-1", 12_500_000),
            ("1000000000e-9", 1_000_000),
            ("0e999999999999", 0),
            ("2.5000000000", 2_500_000),
            ("12.5e+2", 1_250_000_000),
            ("0.00012e2", 12_000),
            ("10.0e-7", 1),
            ("100.00e-8", 1),
            ("0.100000000000000000000000000000000", 100_000),
        ] {
            assert_eq!(Decimal::parse(text).map(Decimal::millionths), Ok(millionths), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_decimal_is_refused() {
        use DecimalError::{NotANumber, TooLarge, TooManyDigits};
        for (text, error) in [
            ("", NotANumber),
            ("-", NotANumber),
            (".", NotANumber),
            ("1.2.3", NotANumber),
            ("NaN", NotANumber),
            ("1e", NotANumber),
            ("1e+", NotANumber),
            ("--1", NotANumber),
            ("+1", NotANumber),
            ("١", NotANumber),
            ("0.1234567", TooManyDigits),
            ("1e-7", TooManyDigits),
            ("1.00000000000000000000000000000000001", TooManyDigits),
            ("1e400", TooLarge),
            ("1000000.000001", TooLarge),
            ("99999999999999999999", TooLarge),
        ] {
            assert_eq!(Decimal::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn numbers_are_shown_as_people_write_them() {
        let show = |num, den, digits| {
            let text = DecimalText::new(Fraction::new(num, den).unwrap(), digits);
            (text.as_str().to_owned(), text.is_exact())
        };
        let cases = [
            (8, 3, 6, "2.666667", false),
            (13, 16, 6, "0.8125", true),
            (31, 10, 6, "3.1", true),
            (-1, 3, 2, "-0.33", false),
            (-1, 1000, 2, "0", false),
            (999_999_999, 1_000_000_000, 6, "1", false),
            (5, 2, 0, "3", false),
            (0, 7, 6, "0", true),
            (i128::MAX, 1, 6, "170141183460469231731687303715884105727", true),
            (i128::MAX - 1, i128::MAX, 6, "1", false),
            (1, i128::MAX, 6, "0", false),
        ];
        for (num, den, digits, text, exact) in cases {
            assert_eq!(show(num, den, digits), (text.to_owned(), exact));
        }
    }
}
