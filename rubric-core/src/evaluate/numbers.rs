//! Rows of arithmetic.

use super::{Outcome, Pass, constant};
use crate::absence::Absence;
use crate::fraction::{Fraction, Rounding};
use crate::int::Int;
use crate::program::Program;
use crate::records::NumberId;
use crate::row::{Item, NONE, Op, Row};
use crate::value::{Count, Truth, Value};
use crate::wire::Table;

/// The manner of a [`Op::Round`] row.
#[must_use]
pub(crate) const fn rounding(how: u8) -> Rounding {
    match how {
        1 => Rounding::HalfEven,
        2 => Rounding::Floor,
        3 => Rounding::Ceiling,
        _ => Rounding::HalfAway,
    }
}

/// An operation on two numbers.
#[inline(always)]
pub(crate) fn arithmetic<I: Int>(row: &Row, a: Value<I>, b: Value<I>) -> Outcome<I> {
    let (Ok(a), Ok(b)) = (a.as_number(), b.as_number()) else {
        return Err(Absence::Earlier);
    };
    let value = match row.op {
        Op::Plus => a.plus(b),
        Op::Minus => a.minus(b),
        Op::Times => a.times(b),
        _ if b.is_zero() => return Err(Absence::DividedByZero),
        _ => a.over(b),
    };
    value.ok_or(Absence::TooLarge)
}

/// The height at `at` of straight lines through points (items: constants `a` and `b`).
///
/// # Errors
/// That there is no point, or that a number does not fit.
pub(crate) fn height<I: Int>(program: &Program<'_>, points: &Table<'_, Item>, at: Fraction<I>) -> Outcome<I> {
    let mut last: Option<(Fraction<I>, Fraction<I>)> = None;
    for item in points.iter() {
        let x = constant(program, NumberId::new(usize::from(item.a)))?;
        let y = constant(program, NumberId::new(usize::from(item.b)))?;
        if at <= x {
            return last.map_or(Some(y), |last| between(last, (x, y), at)).ok_or(Absence::TooLarge);
        }
        last = Some((x, y));
    }
    last.map_or(Err(Absence::NothingRemains), |(_, y)| Ok(y))
}

/// An operation on one number.
#[inline(always)]
pub(super) fn unary<I: Int>(row: &Row, a: Value<I>) -> Outcome<I> {
    let Ok(a) = a.as_number() else {
        return Err(Absence::Earlier);
    };
    let value = match row.op {
        Op::Negated => a.negated(),
        Op::Magnitude => a.magnitude(),
        _ => a.rounded(super::low_byte(row.b), rounding(row.how)),
    };
    value.ok_or(Absence::TooLarge)
}

impl<'p, I: Int> Pass<'_, 'p, '_, '_, I> {
    /// A value read along straight lines; outside the points it is that of the nearest point.
    pub(super) fn linear(&self, items: &Table<'p, Item>, a: Value<I>) -> Outcome<I> {
        let Ok(at) = a.as_number() else {
            return Err(Absence::Earlier);
        };
        height(self.program, items, at)
    }

    /// The number of the first condition that is yes. Where a condition is unknown, the number is known only if every
    /// later possibility is the same number.
    pub(super) fn choose(&self, items: &Table<'p, Item>) -> Outcome<I> {
        let mut found: Option<Fraction<I>> = None;
        for item in items.iter() {
            let condition = if item.a == NONE { Truth::Yes } else { self.truth(item.a) };
            if condition == Truth::No {
                continue;
            }
            let Ok(value) = self.number(item.b) else {
                return Err(Absence::Earlier);
            };
            if found.is_some_and(|earlier| earlier != value) {
                return Err(Absence::Earlier);
            }
            found = Some(value);
            if condition == Truth::Yes {
                return Ok(value);
            }
        }
        Err(if found.is_some() { Absence::Earlier } else { Absence::NoClause })
    }

    pub(super) fn level_number(&self, row: &Row, a: Value<I>) -> Outcome<I> {
        let level = a.as_level().map_err(super::passed_on)?;
        let Some(scale) = self.program.scales().get(usize::from(row.b)) else {
            return Err(Absence::Earlier);
        };
        let num = self
            .program
            .levels_in(scale.levels)
            .get(usize::from(level))
            .map(|level| level.num)
            .ok_or(Absence::Earlier)?;
        super::inputs::fraction((num, scale.den))
    }
}

/// A count as a number, or as a share.
pub(super) fn count_number<I: Int>(row: &Row, count: Count) -> Outcome<I> {
    if count.least != count.most {
        return Err(Absence::Undecided);
    }
    let least = I::from_short(count.least);
    match row.how {
        0 => Ok(Fraction::whole(least)),
        _ => Fraction::over_positive(least, I::from_short(count.of)).ok_or(Absence::NothingRemains),
    }
}

/// A value if its condition is yes; left out if it is no.
pub(super) fn only<I: Int>(value: Value<I>, condition: Truth) -> Value<I> {
    match condition {
        Truth::Yes => value,
        Truth::No => Value::absent(Absence::NotAsked),
        Truth::Unknown => Value::absent(Absence::Earlier),
    }
}

/// The height at `x` of the straight line through two points.
fn between<I: Int>(
    (x0, y0): (Fraction<I>, Fraction<I>),
    (x1, y1): (Fraction<I>, Fraction<I>),
    x: Fraction<I>,
) -> Option<Fraction<I>> {
    let slope = y1.minus(y0)?.over(x1.minus(x0)?)?;
    slope.times(x.minus(x0)?)?.plus(y0)
}
