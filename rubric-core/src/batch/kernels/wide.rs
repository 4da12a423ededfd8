//! The same where numbers take up to thirty-two bits.

use super::EARLIER;
use crate::absence::Absence;
use crate::batch::LANES;
use crate::batch::column::{Bounds, Column, Form};
use crate::batch::lanes::Alone;
use crate::int::Int;
use crate::records::Roll;
use crate::row::{Comparison, Op};
use crate::value::Value;
use crate::wire::Field;

/// Numbers of a column, or why there is none: nought where there is one.
struct Wide {
    nums: [i32; LANES],
    dens: [i32; LANES],
    whys: [u8; LANES],
    bounds: Bounds,
}

impl Wide {
    fn of<I: Int>(column: &Column<I>) -> Option<Self> {
        let (nums, dens) = (column.nums.map(i32::from), column.dens.map(i32::from));
        match column.form {
            Form::Numbers(numbers) => {
                let den = i32::from(numbers.den);
                let bounds = Bounds { most: i32::from(numbers.most), den, signed: numbers.signed };
                Some(Self { nums, dens: [den; LANES], whys: column.bytes, bounds })
            }
            Form::Ratios(bounds) => Some(Self { nums, dens, whys: column.bytes, bounds }),
            Form::Wide(bounds) => {
                let mut wide = Self { nums, dens, whys: [0; LANES], bounds };
                let slots = wide.nums.iter_mut().zip(&mut wide.dens).zip(&mut wide.whys);
                for (((num, den), why), value) in slots.zip(column.values()) {
                    let (first, second) = value.parts();
                    (*num, *den) = (short(first), short(second));
                    *why = if second == I::ZERO { EARLIER } else { 0 };
                }
                Some(wide)
            }
            _ => None,
        }
    }

    /// Makes numbers of these and others, whose bounds are known to hold.
    fn join(&mut self, other: &Self, bounds: Bounds, number: impl Fn((i32, i32), (i32, i32)) -> (i32, i32)) {
        self.bounds = bounds;
        let others = other.nums.iter().zip(&other.dens);
        for ((num, den), (other, over)) in self.nums.iter_mut().zip(&mut self.dens).zip(others) {
            (*num, *den) = number((*num, *den), (*other, *over));
        }
        for (why, other) in self.whys.iter_mut().zip(&other.whys) {
            *why |= *other;
        }
    }

    /// Puts the numbers into a column; a reason becomes that something earlier is unknown.
    fn put<I: Int>(&self, column: &mut Column<I>) -> Form {
        let numbers = self.nums.iter().zip(&self.dens).zip(&self.whys);
        for (slot, ((num, den), why)) in column.values_mut().iter_mut().zip(numbers) {
            let (known, by_nought) = (*why == 0, *den == 0);
            let reason = if known & by_nought { Absence::DividedByZero } else { Absence::Earlier };
            let num = if known & !by_nought { *num } else { i32::from(reason as u8) };
            *slot = Value::of_parts(long(num), long(if known { *den } else { 0 }));
        }
        Form::Wide(self.bounds)
    }

    /// Adds others, or takes them away where `sign` is minus one.
    fn add(&mut self, other: &Self, sign: i32) -> Option<()> {
        let (a, b) = (self.bounds, other.bounds);
        let most = a.most.checked_mul(b.den)?.checked_add(b.most.checked_mul(a.den)?)?;
        let signed = a.signed || b.signed || sign < 0;
        let bounds = Bounds { most, den: a.den.checked_mul(b.den)?, signed };
        self.join(other, bounds, |(a, den_a), (b, den_b)| {
            let (left, right) = (a.wrapping_mul(den_b), b.wrapping_mul(den_a));
            (left.wrapping_add(right.wrapping_mul(sign)), den_a.wrapping_mul(den_b))
        });
        Some(())
    }
}

fn long<I: Int>(part: i32) -> I {
    I::from_long(i64::from(part)).unwrap_or(I::ZERO)
}

fn short<I: Int>(part: I) -> i32 {
    i32::try_from(part.wide()).unwrap_or(0)
}

/// A sum, a difference, a product or a quotient.
pub(super) fn arithmetic<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let mut wide = Wide::of(alone.column(alone.row.a)?)?;
    let other = Wide::of(alone.column(alone.row.b)?)?;
    let (a, b) = (wide.bounds, other.bounds);
    let signed = a.signed || b.signed;
    match alone.row.op {
        _ if alone.row.guarded != 0 => return None,
        Op::Plus => wide.add(&other, 1)?,
        Op::Minus => wide.add(&other, -1)?,
        Op::Times => {
            let bounds = Bounds { most: a.most.checked_mul(b.most)?, den: a.den.checked_mul(b.den)?, signed };
            wide.join(&other, bounds, |a, b| (a.0.wrapping_mul(b.0), a.1.wrapping_mul(b.1)));
        }
        _ if b.signed => return None,
        _ => {
            let bounds = Bounds { most: a.most.checked_mul(b.den)?, den: a.den.checked_mul(b.most)?, signed };
            wide.join(&other, bounds, |a, b| (a.0.wrapping_mul(b.1), a.1.wrapping_mul(b.0)));
        }
    }
    Some(wide.put(column))
}

/// A sum or a mean of several numbers, every one of which must be known.
pub(super) fn fold<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let mean = match Roll::take(&mut [alone.row.how].as_slice()) {
        Roll::Sum => 1,
        Roll::Mean => i32::from(alone.row.count),
        _ => return None,
    };
    let items = alone.items();
    let mut wide = Wide::of(alone.column(items.get(0)?.a)?)?;
    for item in items.iter().skip(1) {
        wide.add(&Wide::of(alone.column(item.a)?)?, 1)?;
    }
    wide.bounds.den = wide.bounds.den.checked_mul(mean).filter(|_| alone.row.guarded == 0)?;
    wide.dens.iter_mut().for_each(|den| *den = den.wrapping_mul(mean));
    Some(wide.put(column))
}

/// Compares numbers.
pub(super) fn compare<I: Int>(
    column: &mut Column<I>,
    (a, b): (&Column<I>, &Column<I>),
    comparison: Comparison,
) -> Option<Form> {
    let (a, b) = (Wide::of(a)?, Wide::of(b)?);
    a.bounds.most.checked_mul(b.bounds.den).zip(b.bounds.most.checked_mul(a.bounds.den))?;
    let numbers = a.nums.iter().zip(&a.dens).zip(b.nums.iter().zip(&b.dens));
    for (slot, ((a, den_a), (b, den_b))) in column.bytes.iter_mut().zip(numbers) {
        let (left, right) = (a.wrapping_mul(*den_b), b.wrapping_mul(*den_a));
        *slot = u8::from(left < right) | (u8::from(left > right) << 1);
    }
    // Whether the comparison holds where the first is less, greater, or neither.
    let [same, less, more] = [core::cmp::Ordering::Equal, core::cmp::Ordering::Less, core::cmp::Ordering::Greater]
        .map(|order| u8::from(comparison.holds(order)));
    for (slot, (a, b)) in column.bytes.iter_mut().zip(a.whys.iter().zip(&b.whys)) {
        let holds = match *slot {
            0 => same,
            1 => less,
            _ => more,
        };
        *slot = if (a | b) == 0 { holds } else { 2 };
    }
    Some(Form::Truths)
}

/// Whether numbers are known.
pub(super) fn known<I: Int>(column: &mut Column<I>, operand: &Column<I>) -> Form {
    for (slot, value) in column.bytes.iter_mut().zip(operand.values()) {
        *slot = u8::from(value.parts().1 != I::ZERO);
    }
    Form::Truths
}
