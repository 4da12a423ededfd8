//! Comparisons, conditions and counts over columns.

use crate::batch::LANES;
use crate::batch::column::{Column, Form};
use crate::batch::lanes::Alone;
use crate::evaluate::comparison;
use crate::int::Int;
use crate::row::Comparison;

use super::{one_denominator, product, wide};

/// Two truths, or what a truth is of two reasons, in each lane.
pub(super) fn pairs<I: Int>(
    column: &mut Column<I>,
    alone: &Alone<'_, '_, I>,
    truth: impl Fn(u8, u8) -> u8,
) -> Option<Form> {
    let (a, b) = (alone.column(alone.row.a)?.truths()?, alone.column(alone.row.b)?.truths()?);
    for (slot, (a, b)) in column.bytes.iter_mut().zip(a.iter().zip(b)) {
        *slot = truth(*a, *b);
    }
    Some(Form::Truths)
}

pub(super) fn not<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    for (slot, a) in column.bytes.iter_mut().zip(alone.column(alone.row.a)?.truths()?) {
        *slot = if *a == 2 { 2 } else { a ^ 1 };
    }
    Some(Form::Truths)
}

/// Whether numbers are known.
pub(super) fn known<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let operand = alone.column(alone.row.a)?;
    match operand.form {
        Form::Numbers(_) | Form::Ratios(_) => {}
        Form::Wide(_) => return Some(wide::known(column, operand)),
        _ => return None,
    }
    for (slot, why) in column.bytes.iter_mut().zip(&operand.bytes) {
        *slot = u8::from(*why == 0);
    }
    Some(Form::Truths)
}

/// Compares numbers.
pub(super) fn compare<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let (a, b) = (alone.column(alone.row.a)?, alone.column(alone.row.b)?);
    let how = comparison(alone.row.how);
    match how {
        _ if matches!(a.form, Form::Wide(_)) | matches!(b.form, Form::Wide(_)) => wide::compare(column, (a, b), how),
        Comparison::Is => compare_by(column, a, b, |a, b| a == b, |a, b| a == b),
        Comparison::IsNot => compare_by(column, a, b, |a, b| a != b, |a, b| a != b),
        Comparison::Below => compare_by(column, a, b, |a, b| a < b, |a, b| a < b),
        Comparison::AtMost => compare_by(column, a, b, |a, b| a <= b, |a, b| a <= b),
        Comparison::Above => compare_by(column, a, b, |a, b| a > b, |a, b| a > b),
        Comparison::AtLeast => compare_by(column, a, b, |a, b| a >= b, |a, b| a >= b),
    }
}

#[inline(always)]
fn compare_by<I: Int>(
    column: &mut Column<I>,
    a: &Column<I>,
    b: &Column<I>,
    narrow: impl Fn(i16, i16) -> bool,
    wide: impl Fn(i32, i32) -> bool,
) -> Option<Form> {
    match same_denominator(a, b) {
        Some((by_a, by_b, Some(b))) => {
            let b = b.wrapping_mul(by_b);
            for (slot, a) in column.bytes.iter_mut().zip(&a.nums) {
                *slot = u8::from(narrow(a.wrapping_mul(by_a), b));
            }
        }
        Some((by_a, by_b, None)) => {
            for (slot, (a, b)) in column.bytes.iter_mut().zip(a.nums.iter().zip(&b.nums)) {
                *slot = u8::from(narrow(a.wrapping_mul(by_a), b.wrapping_mul(by_b)));
            }
        }
        None => {
            let (dens_a, dens_b) = (denominators(a)?, denominators(b)?);
            let numbers = a.nums.iter().zip(&dens_a).zip(b.nums.iter().zip(&dens_b));
            for (slot, ((a, den_a), (b, den_b))) in column.bytes.iter_mut().zip(numbers) {
                // Two factors of sixteen bits each.
                let (left, right) = (i32::from(*a), i32::from(*b));
                let (left, right) = (left.wrapping_mul(i32::from(*den_b)), right.wrapping_mul(i32::from(*den_a)));
                *slot = u8::from(wide(left, right));
            }
        }
    }
    for (slot, (a, b)) in column.bytes.iter_mut().zip(a.bytes.iter().zip(&b.bytes)) {
        *slot = if (a | b) == 0 { *slot } else { 2 };
    }
    Some(Form::Truths)
}

/// What numbers are multiplied by to stand over one denominator, where they then fit; and the second number where it is
/// the same in every lane.
fn same_denominator<I: Int>(a: &Column<I>, b: &Column<I>) -> Option<(i16, i16, Option<i16>)> {
    let ((a, ..), (b, nums, _)) = (a.over_one()?, b.over_one()?);
    let (by_a, by_b, _) = one_denominator(a.den, b.den)?;
    product(a.most, by_a).zip(product(b.most, by_b))?;
    Some((by_a, by_b, if b.same { nums.first().copied() } else { None }))
}

/// The denominator of each lane.
fn denominators<I>(column: &Column<I>) -> Option<[i16; LANES]> {
    match column.form {
        Form::Numbers(numbers) => Some([numbers.den; LANES]),
        Form::Ratios(_) => Some(column.dens),
        _ => None,
    }
}

/// How many members meet their condition, where none of them is left out.
pub(super) fn count<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let items = alone.items();
    let of = u8::try_from(items.len()).ok()?;
    (column.bytes, column.nums) = ([0; LANES], [0; LANES]);
    for item in items.iter() {
        let there = match alone.column(item.b)?.form {
            Form::Numbers(numbers) => !numbers.left_out,
            Form::Codes(_) => !alone.window.odd,
            _ => false,
        };
        let truths = alone.column(item.a)?.truths().filter(|_| there)?;
        for ((least, most), truth) in column.bytes.iter_mut().zip(&mut column.nums).zip(truths) {
            *least = least.wrapping_add(u8::from(*truth == 1));
            *most = most.wrapping_add(i16::from(*truth != 0));
        }
    }
    Some(Form::Counts { of })
}

pub(super) fn any<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    decided(column, alone, |least, most, _| (least > 0, most > 0))
}

pub(super) fn all<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    decided(column, alone, |least, most, of| (least == of, most == of))
}

/// Yes when both ends of a count say so, no when neither does.
#[inline(always)]
fn decided<I: Int>(
    column: &mut Column<I>,
    alone: &Alone<'_, '_, I>,
    ends: impl Fn(i16, i16, i16) -> (bool, bool),
) -> Option<Form> {
    let counts = alone.column(alone.row.a)?;
    let Form::Counts { of } = counts.form else {
        return None;
    };
    for (slot, (least, most)) in column.bytes.iter_mut().zip(counts.bytes.iter().zip(&counts.nums)) {
        let (low, high) = ends(i16::from(*least), *most, i16::from(of));
        *slot = if low == high { u8::from(low) } else { 2 };
    }
    Some(Form::Truths)
}
