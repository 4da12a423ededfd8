//! The arithmetic under the executable specification: rationals of any size that may be absent, and truths that may be.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use rubric_core::records::Roll;
use rubric_core::{Fraction, Rounding};

/// A number, or how it is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// A number.
    Known(BigRational),
    /// As if it were not there.
    LeftOut,
    /// Not known.
    Unknown,
}

use Number::{Known, LeftOut, Unknown};

/// A fraction of the model.
pub(crate) fn rational(number: Fraction) -> BigRational {
    BigRational::new(BigInt::from(number.num()), BigInt::from(number.den()))
}

/// A whole number.
pub(crate) fn whole(number: usize) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

/// A magnitude above a million is unknown.
pub(crate) fn limited(number: BigRational) -> Number {
    if number.abs() > whole(1_000_000) { Unknown } else { Known(number) }
}

/// A number that arithmetic can use.
pub(crate) fn usable(number: &Number) -> Option<&BigRational> {
    if let Known(number) = number { Some(number) } else { None }
}

/// What is made of a number, if there is one.
pub(crate) fn map(number: &Number, f: impl FnOnce(&BigRational) -> Number) -> Number {
    usable(number).map_or(Unknown, f)
}

/// What is made of two numbers, if both are there.
pub(crate) fn join(a: &Number, b: &Number, f: impl FnOnce(&BigRational, &BigRational) -> Number) -> Number {
    usable(a).zip(usable(b)).map_or(Unknown, |(a, b)| f(a, b))
}

/// Kleene's conjunction.
pub(crate) fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    if a == Some(false) || b == Some(false) { Some(false) } else { a.and(b) }
}

/// Kleene's disjunction.
pub(crate) fn or(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    and(a.map(|a| !a), b.map(|b| !b)).map(|neither| !neither)
}

/// What all say, if they agree.
pub(crate) fn agreed(mut truths: impl Iterator<Item = bool>) -> Option<bool> {
    let first = truths.next()?;
    truths.all(|truth| truth == first).then_some(first)
}

/// A number rounded to some digits behind the point.
pub(crate) fn rounded(number: &BigRational, digits: u8, rounding: Rounding) -> BigRational {
    let scale = BigRational::from_integer(BigInt::from(10).pow(u32::from(digits)));
    let scaled = number * &scale;
    let kept = match rounding {
        Rounding::Floor => scaled.floor(),
        Rounding::Ceiling => scaled.ceil(),
        Rounding::HalfAway => scaled.round(),
        // Half of a number between two whole ones is never itself half-way: its nearest is half of the even one.
        Rounding::HalfEven if !scaled.is_integer() && (&scaled * whole(2)).is_integer() => {
            (&scaled / whole(2)).round() * whole(2)
        }
        Rounding::HalfEven => scaled.round(),
    };
    kept / scale
}

/// A value read along straight lines; outside the points that of the nearest.
pub(crate) fn on_lines(points: &[(Fraction, Fraction)], x: &BigRational) -> BigRational {
    let points: Vec<(BigRational, BigRational)> = points.iter().map(|(x, y)| (rational(*x), rational(*y))).collect();
    let behind = points.iter().position(|(at, _)| x <= at).unwrap_or(points.len());
    match (behind.checked_sub(1).map(|before| &points[before]), points.get(behind)) {
        (Some((x0, y0)), Some((x1, y1))) => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
        (Some((_, y)), None) | (None, Some((_, y))) => y.clone(),
        (None, None) => BigRational::zero(),
    }
}

/// Members of a set or children of a node, with their weights.
pub(crate) type Members = Vec<(Number, BigRational)>;

/// The weight that is known, and the weight that remains.
pub(crate) fn weights(members: &Members) -> (BigRational, BigRational) {
    let sum =
        |counts: fn(&Number) -> bool| members.iter().filter(|(value, _)| counts(value)).map(|(_, weight)| weight).sum();
    (sum(|value| usable(value).is_some()), sum(|value| *value != LeftOut))
}

/// Step 1 to 4 of the language page's section on arithmetic.
pub(crate) fn roll_up(how: Roll, members: &Members, needs: &BigRational) -> Number {
    let (weight, remaining) = weights(members);
    if remaining.is_zero() {
        return LeftOut;
    }
    let known = || members.iter().filter_map(|(value, weight)| Some((usable(value)?, weight)));
    let mut values: Vec<BigRational> = known().map(|(value, _)| value.clone()).collect();
    values.sort();
    let (Some(lowest), Some(highest)) = (values.first(), values.last()) else {
        return Unknown;
    };
    if &weight / remaining < *needs {
        return Unknown;
    }
    let sum: BigRational = known().map(|(value, weight)| value * weight).sum();
    limited(match how {
        Roll::Mean => sum / weight,
        Roll::Sum => sum,
        Roll::Median => values[(values.len() - 1) / 2].clone(),
        Roll::MedianHigh => values[values.len() / 2].clone(),
        Roll::Lowest => lowest.clone(),
        Roll::Highest => highest.clone(),
        Roll::Spread => highest - lowest,
    })
}
