//! Means of children over columns.

use super::product;
use crate::absence::Absence;
use crate::batch::LANES;
use crate::batch::column::{Column, Form, Numbers};
use crate::batch::lanes::Alone;
use crate::evaluate::Terms;
use crate::int::Int;
use crate::records::Roll;
use crate::row::NONE;
use crate::wire::Field;

/// The most weight that the children of one node can have here.
const WEIGHT: usize = 64;

/// The score of a node. Lanes in which a child is left out, or is answered otherwise than with a level, are evaluated each
/// by itself.
pub(super) fn roll<I: Int>(lanes: usize, column: &mut Column<I>, alone: &mut Alone<'_, '_, '_, I>) -> Option<Form> {
    let items = alone.row.items(&alone.batch.table.items);
    let first = alone.column(items.get(0)?.a)?.form;
    let form = match first {
        Form::Codes { .. } => of_codes(column, alone)?,
        _ => of_numbers(column, alone)?,
    };
    column.form = form;
    let mut apart = [false; LANES];
    let (mut any, levels) = (false, alone.batch.program.uniform.levels);
    for item in items.iter() {
        let child = alone.column(item.a)?;
        let is_apart = |byte: u8| match child.form {
            Form::Codes { odd, .. } => odd & (byte > levels),
            _ => Absence::from_code(byte).is_some_and(Absence::is_left_out),
        };
        if matches!(child.form, Form::Codes { odd: true, .. } | Form::Numbers(Numbers { left_out: true, .. })) {
            any = true;
            apart.iter_mut().zip(&child.bytes).for_each(|(apart, byte)| *apart |= is_apart(*byte));
        }
    }
    if any {
        for (lane, _) in apart.iter().enumerate().take(lanes).filter(|(_, apart)| **apart) {
            let value = alone.value(lane);
            column.mend(lane, value).then_some(())?;
        }
    }
    Some(column.form)
}

/// What a sum is multiplied by to become a mean over the common denominator, for each weight that can be known; nought
/// where that is too little.
struct Factors {
    common: i16,
    /// No mean is further from nought.
    most: i16,
    of: [u8; WEIGHT],
}

impl Factors {
    /// The factors where children of `weight` in all stand over `den`, and none is further from nought than `highest`;
    /// nothing where there is more to do than to multiply, or where a mean would not fit.
    fn new<I: Int>(
        alone: &Alone<'_, '_, '_, I>,
        attainable: u64,
        weight: usize,
        (den, highest): (i16, i16),
    ) -> Option<Self> {
        let terms = Terms::<I>::new(&alone.batch.program, alone.row);
        let integer = |number: usize| I::from_long(i64::try_from(number).ok()?);
        let den = I::from_long(i64::from(den))?;
        let common = i16::try_from(terms.common()?.wide()).ok()?;
        let mut factors = Self { common, most: 0, of: [0; WEIGHT] };
        for (known, slot) in factors.of.iter_mut().enumerate().take(weight.checked_add(1)?).skip(1) {
            if is_in(attainable, known) {
                let factor = terms.factor(alone.row, (integer(known)?, integer(weight)?), den)?;
                *slot = u8::try_from(factor.wide()).ok()?;
                let sum = product(i16::try_from(known).ok()?, highest)?;
                factors.most = factors.most.max(product(sum, i16::from(*slot))?);
            }
        }
        Some(factors)
    }

    /// The factor of each lane by what is known there; and, in the column, that it is too little.
    fn by<I>(&self, known: &[u8; LANES], column: &mut Column<I>) -> [u8; LANES] {
        let mut by = [0_u8; LANES];
        for (weight, factor) in (0_u8..).zip(&self.of).filter(|(_, factor)| **factor > 0) {
            for (by, known) in by.iter_mut().zip(known) {
                *by |= if *known == weight { *factor } else { 0 };
            }
        }
        for (why, by) in column.bytes.iter_mut().zip(&by) {
            *why = if *by == 0 { Absence::BelowCoverage as u8 } else { 0 };
        }
        by
    }
}

const fn is_in(set: u64, place: usize) -> bool {
    place < WEIGHT && set >> place & 1 == 1
}

/// The mean of ratings of weight one: sums of codes.
fn of_codes<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, '_, I>) -> Option<Form> {
    let uniform = &alone.batch.program.uniform;
    let items = alone.row.items(&alone.batch.table.items);
    let (count, (base, step)) = (items.len(), uniform.steps()?);
    let top = base.checked_add(product(step, i16::from(uniform.levels.checked_sub(1)?))?)?.max(base);
    let small = u8::try_from(count).ok()?.checked_mul(uniform.levels)?;
    let factors = Factors::new(alone, u64::MAX, count, (i16::try_from(uniform.den).ok()?, top))?;
    if count >= WEIGHT || small == 0 || base < 0 || step < 0 {
        return None;
    }
    let (mut sums, mut known) = ([0_u8; LANES], [0_u8; LANES]);
    for item in items.iter() {
        let child =
            alone.column(item.a).filter(|child| item.weight == 1 && matches!(child.form, Form::Codes { .. }))?;
        for ((sum, known), code) in sums.iter_mut().zip(&mut known).zip(&child.bytes) {
            *sum = sum.wrapping_add(*code);
            *known = known.wrapping_add(u8::from(*code != 0));
        }
    }
    let by = factors.by(&known, column);
    let below = base.wrapping_sub(step);
    for ((num, by), sum) in column.nums.iter_mut().zip(&by).zip(&sums) {
        *num = i16::from(*sum).wrapping_mul(step).wrapping_mul(i16::from(*by));
    }
    if below != 0 {
        for ((num, by), known) in column.nums.iter_mut().zip(&by).zip(&known) {
            *num = num.wrapping_add(i16::from(*known).wrapping_mul(below).wrapping_mul(i16::from(*by)));
        }
    }
    Some(Form::Numbers(Numbers { den: factors.common, most: factors.most, signed: false, left_out: false }))
}

/// The mean of numbers over one denominator.
fn of_numbers<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, '_, I>) -> Option<Form> {
    let items = alone.row.items(&alone.batch.table.items);
    let (mut attainable, mut weight, mut den, mut highest) = (1_u64, 0_usize, None, 0_i16);
    for item in items.iter() {
        let (child, ..) = alone.column(item.a)?.over_one().filter(|(child, ..)| !child.signed)?;
        let own = usize::try_from(item.weight).ok()?;
        weight = weight.checked_add(own).filter(|weight| *weight < WEIGHT)?;
        attainable |= attainable.checked_shl(u32::try_from(own).ok()?)?;
        highest = highest.max(child.most);
        if *den.get_or_insert(child.den) != child.den {
            return None;
        }
    }
    let den = den?;
    let most = i16::try_from(weight).ok()?;
    product(highest, most)?;
    let factors = match alone.row.c {
        NONE => None,
        _ => Some(Factors::new(alone, attainable, weight, (den, highest))?),
    };
    let (mut sums, mut known) = ([0_i16; LANES], [0_u8; LANES]);
    for item in items.iter() {
        let (_, nums, why) = alone.column(item.a)?.over_one()?;
        let (wide, narrow) = (i16::try_from(item.weight).ok()?, u8::try_from(item.weight).ok()?);
        for (sum, num) in sums.iter_mut().zip(nums) {
            *sum = sum.wrapping_add(num.wrapping_mul(wide));
        }
        for (known, why) in known.iter_mut().zip(why) {
            *known = known.wrapping_add(if *why == 0 { narrow } else { 0 });
        }
    }
    let Some(factors) = factors else {
        product(den, most)?;
        return ratios(column, alone, (&sums, &known), weight, den);
    };
    let by = factors.by(&known, column);
    for ((num, by), sum) in column.nums.iter_mut().zip(&by).zip(&sums) {
        *num = sum.wrapping_mul(i16::from(*by));
    }
    Some(Form::Numbers(Numbers { den: factors.common, most: factors.most, signed: false, left_out: false }))
}

/// The same where there is no common denominator: each sum over its own weight.
fn ratios<I: Int>(
    column: &mut Column<I>,
    alone: &Alone<'_, '_, '_, I>,
    (sums, known): (&[i16; LANES], &[u8; LANES]),
    weight: usize,
    den: i16,
) -> Option<Form> {
    let row = alone.row;
    if row.guarded != 0 || Roll::take(&mut [row.how].as_slice()) != Roll::Mean {
        return None;
    }
    let (terms, integer) = (Terms::<I>::new(&alone.batch.program, row), |number| I::from_long(i64::from(number)));
    let weight = u8::try_from(weight).ok().filter(|weight| *weight > 0)?;
    // Where some weight is enough, more is as well.
    let mut least = weight;
    while least > 0 && terms.are_met(integer(least)?, integer(weight)?).ok()? {
        least = least.wrapping_sub(1);
    }
    for ((num, sum), known) in column.nums.iter_mut().zip(sums).zip(known) {
        *num = if *known > least { *sum } else { 0 };
    }
    for ((why, over), known) in column.bytes.iter_mut().zip(&mut column.dens).zip(known) {
        *why = if *known > least { 0 } else { Absence::BelowCoverage as u8 };
        *over = if *known > least { i16::from(*known).wrapping_mul(den) } else { 1 };
    }
    Some(Form::Ratios)
}
