//! Arithmetic over columns.

use super::{EARLIER, one_denominator, product};
use crate::absence::Absence;
use crate::batch::LANES;
use crate::batch::column::{Bounds, Column, Form, Numbers};
use crate::batch::lanes::Alone;
use crate::evaluate::constant as constant_at;
use crate::int::Int;
use crate::records::Roll;
use crate::row::Op;
use crate::wire::Field;

/// A constant.
pub(super) fn constant<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let number = constant_at::<I>(alone.window.program(), alone.row.number_a()).ok()?;
    let (num, den) = (i16::try_from(number.num().wide()).ok()?, i16::try_from(number.den().wide()).ok()?);
    let most = num.checked_abs()?;
    let form = Form::Numbers(Numbers { den, most, signed: num < 0, left_out: false, same: true });
    // A column that already held a constant over the same denominator has one number in all lanes.
    if column.form != form || column.nums.first() != Some(&num) {
        (column.nums, column.bytes) = ([num; LANES], [0; LANES]);
    }
    Some(form)
}

/// A reason of two: what stands on something unknown is unknown.
#[inline(always)]
const fn earlier(a: u8, b: u8) -> u8 {
    if (a | b) == 0 { 0 } else { EARLIER }
}

/// Makes numbers of numbers, and nought where there is a reason.
#[inline(always)]
fn combine<I>(
    column: &mut Column<I>,
    (a, why_a): (&[i16; LANES], &[u8; LANES]),
    (b, why_b): (&[i16; LANES], &[u8; LANES]),
    number: impl Fn(i16, i16) -> i16,
) {
    for (why, (a, b)) in column.bytes.iter_mut().zip(why_a.iter().zip(why_b)) {
        *why = earlier(*a, *b);
    }
    for ((num, why), (a, b)) in column.nums.iter_mut().zip(&column.bytes).zip(a.iter().zip(b)) {
        let found = number(*a, *b);
        *num = if *why == 0 { found } else { 0 };
    }
}

/// The same with what stands in the column.
#[inline(always)]
fn join<I>(column: &mut Column<I>, (b, why_b): (&[i16; LANES], &[u8; LANES]), number: impl Fn(i16, i16) -> i16) {
    for (why, b) in column.bytes.iter_mut().zip(why_b) {
        *why = earlier(*why, *b);
    }
    for ((num, why), b) in column.nums.iter_mut().zip(&column.bytes).zip(b) {
        let found = number(*num, *b);
        *num = if *why == 0 { found } else { 0 };
    }
}

/// A sum or a difference.
pub(super) fn sum<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let (a, nums_a, why_a) = alone.column(alone.row.a)?.over_one()?;
    let (b, nums_b, why_b) = alone.column(alone.row.b)?.over_one()?;
    let (by_a, by_b, den) = one_denominator(a.den, b.den)?;
    let most = product(a.most, by_a)?.checked_add(product(b.most, by_b)?)?;
    let minus = alone.row.op == Op::Minus;
    let by_b = if minus { by_b.checked_neg()? } else { by_b };
    let (one, other) = ((nums_a, why_a), (nums_b, why_b));
    match (by_a, by_b) {
        (1, 1) => combine(column, one, other, i16::wrapping_add),
        (1, -1) => combine(column, one, other, i16::wrapping_sub),
        _ => combine(column, one, other, |a, b| a.wrapping_mul(by_a).wrapping_add(b.wrapping_mul(by_b))),
    }
    Some(Form::Numbers(Numbers { den, most, signed: minus || a.signed || b.signed, left_out: false, same: false }))
}

/// A distance from nought.
pub(super) fn magnitude<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let (a, nums, why) = alone.column(alone.row.a)?.over_one()?;
    // Where there is no number stands nought.
    for (slot, num) in column.nums.iter_mut().zip(nums) {
        *slot = num.wrapping_abs();
    }
    for (slot, why) in column.bytes.iter_mut().zip(why) {
        *slot = earlier(*why, 0);
    }
    Some(Form::Numbers(Numbers { signed: false, left_out: false, same: false, ..*a }))
}

/// A quotient: numbers over a denominator each.
pub(super) fn over<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let (a, nums_a, why_a) = alone.column(alone.row.a)?.over_one()?;
    let (b, nums_b, why_b) = alone.column(alone.row.b)?.over_one()?;
    let (by_a, by_b, _) = one_denominator(a.den, b.den)?;
    let (most, den) = (i32::from(product(a.most, by_a)?), i32::from(product(b.most, by_b)?.max(1)));
    let bounds = Bounds { most, den, signed: a.signed };
    if b.signed {
        return None;
    }
    combine(column, (nums_a, why_a), (nums_b, why_b), |a, _| a.wrapping_mul(by_a));
    for ((num, den), (why, b)) in column.nums.iter_mut().zip(&mut column.dens).zip(column.bytes.iter_mut().zip(nums_b))
    {
        let by_nought = (*why == 0) & (*b == 0);
        *why = if by_nought { Absence::DividedByZero as u8 } else { *why };
        *num = if by_nought { 0 } else { *num };
        *den = if *b == 0 { 1 } else { b.wrapping_mul(by_b) };
    }
    Some(Form::Ratios(bounds))
}

/// A function of several numbers, every one of which must be known.
pub(super) fn fold<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let how = Roll::take(&mut [alone.row.how].as_slice());
    let items = alone.items();
    if matches!(alone.column(items.get(0)?.a)?.form, Form::Ratios(_)) {
        return end(column, alone, how);
    }
    let mut arguments = items.iter().map(|item| alone.column(item.a).and_then(Column::over_one));
    let (first, nums, why) = arguments.next()??;
    (column.nums, column.bytes) = (*nums, [0; LANES]);
    for (slot, why) in column.bytes.iter_mut().zip(why) {
        *slot = earlier(*why, 0);
    }
    let mut all = *first;
    for argument in arguments {
        let (next, nums, why) = argument?;
        if next.den != all.den {
            return None;
        }
        all.most = match how {
            Roll::Sum | Roll::Mean => all.most.checked_add(next.most)?,
            _ => all.most.max(next.most),
        };
        all.signed |= next.signed;
        match how {
            Roll::Sum | Roll::Mean => join(column, (nums, why), i16::wrapping_add),
            Roll::Lowest => join(column, (nums, why), Ord::min),
            Roll::Highest => join(column, (nums, why), Ord::max),
            _ => return None,
        }
    }
    (all.left_out, all.same) = (false, false);
    if how == Roll::Mean {
        all.den = product(all.den, i16::try_from(alone.row.count).ok()?)?;
    }
    matches!(how, Roll::Sum | Roll::Mean | Roll::Lowest | Roll::Highest).then_some(Form::Numbers(all))
}

/// The lowest or the highest of numbers over a denominator each.
fn end<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>, how: Roll) -> Option<Form> {
    let sign = match how {
        Roll::Lowest => 1,
        Roll::Highest => -1,
        _ => return None,
    };
    let items = alone.items();
    let mut arguments = items.iter().map(|item| match alone.column(item.a)? {
        column if let Form::Ratios(bounds) = column.form => Some((column, bounds)),
        _ => None,
    });
    let (first, mut all) = arguments.next()??;
    (column.nums, column.dens, column.bytes) = (first.nums, first.dens, first.bytes);
    for argument in arguments {
        let (next, bounds) = argument?;
        let signed = all.signed || bounds.signed;
        all = Bounds { most: all.most.max(bounds.most), den: all.den.max(bounds.den), signed };
        let numbers = next.nums.iter().zip(&next.dens).zip(&next.bytes);
        let found = column.nums.iter_mut().zip(&mut column.dens).zip(&mut column.bytes);
        for (((num, den), why), ((next_num, next_den), next_why)) in found.zip(numbers) {
            // Two factors of sixteen bits each.
            let product = |a: i16, b: i16| i32::from(a).wrapping_mul(i32::from(b)).wrapping_mul(sign);
            let is_before = product(*next_num, *den) < product(*num, *next_den);
            *num = if is_before { *next_num } else { *num };
            *den = if is_before { *next_den } else { *den };
            *why |= *next_why;
        }
    }
    for ((num, den), why) in column.nums.iter_mut().zip(&mut column.dens).zip(&mut column.bytes) {
        let known = *why == 0;
        (*num, *den, *why) = if known { (*num, *den, 0) } else { (0, 1, EARLIER) };
    }
    Some(Form::Ratios(all))
}
