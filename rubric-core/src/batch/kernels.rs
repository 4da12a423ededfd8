//! Operations over whole columns, several assessments in one step.
//!
//! A kernel runs only where what is known of the columns proves that every number fits sixteen bits; otherwise it gives
//! nothing, and the row is evaluated for each assessment in turn. So a kernel cannot give another value than the
//! operation does, and where it is not sure it gives none. Loops go over whole columns, without a branch on what stands
//! in them: lanes beyond the last assessment hold what comes of it and are never read.

mod levels;
mod numbers;
mod rolls;
mod truths;
mod wide;

use super::LANES;
use super::column::{Column, Form, Numbers};
use super::lanes::Alone;
use crate::absence::Absence;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::row::Op;

/// The code of a value that stands on something unknown.
const EARLIER: u8 = Absence::Earlier as u8;

/// Fills the column of a row; gives whether there is a kernel that is sure of it.
pub(super) fn fill<I: Int>(column: &mut Column<I>, alone: &mut Alone<'_, '_, I>) -> bool {
    let filled = match alone.row.op {
        Op::Number => numbers::constant(column, alone),
        Op::Roll => rolls::roll(column, alone),
        Op::Fold => numbers::fold(column, alone).or_else(|| wide::fold(column, alone)),
        Op::Plus | Op::Minus => numbers::sum(column, alone).or_else(|| wide::arithmetic(column, alone)),
        Op::Times => wide::arithmetic(column, alone),
        Op::Magnitude => numbers::magnitude(column, alone),
        Op::Over => numbers::over(column, alone).or_else(|| wide::arithmetic(column, alone)),
        Op::Compare => truths::compare(column, alone),
        Op::And => truths::pairs(column, alone, |a, b| if a.min(b) == 0 { 0 } else { a.max(b) }),
        Op::Or => truths::pairs(column, alone, |a, b| if (a == 1) | (b == 1) { 1 } else { a.max(b) }),
        Op::Not => truths::not(column, alone),
        Op::Known => truths::known(column, alone),
        Op::Count => truths::count(column, alone),
        Op::Any => truths::any(column, alone),
        Op::All => truths::all(column, alone),
        Op::Decide => levels::decide(column, alone),
        Op::Cap => levels::cap(column, alone),
        _ => None,
    };
    filled.map(|form| column.form = form).is_some()
}

impl<I: Int> Column<I> {
    /// The numbers of the column, where they stand over one denominator.
    #[inline]
    pub(super) fn over_one(&self) -> Option<(&Numbers, &[i16; LANES], &[u8; LANES])> {
        match &self.form {
            Form::Numbers(numbers) => Some((numbers, &self.nums, &self.bytes)),
            _ => None,
        }
    }

    /// The truths of the column.
    #[inline]
    pub(super) fn truths(&self) -> Option<&[u8; LANES]> {
        (self.form == Form::Truths).then_some(&self.bytes)
    }
}

/// `a * b`, where it fits.
fn product(a: i16, b: i16) -> Option<i16> {
    a.checked_mul(b)
}

/// What two denominators are multiplied by to become one, and that one.
fn one_denominator(a: i16, b: i16) -> Option<(i16, i16, i16)> {
    // In lowest terms the quotient of the two says what each lacks of the other.
    let quotient = Fraction::new(i32::from(a), i32::from(b))?.lowest();
    let (by_a, by_b) = (i16::try_from(quotient.den()).ok()?, i16::try_from(quotient.num()).ok()?);
    Some((by_a, by_b, product(a, by_a)?))
}
