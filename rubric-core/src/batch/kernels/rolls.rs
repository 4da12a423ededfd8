//! Means of children over columns.

use super::product;
use crate::absence::Absence;
use crate::assessment::Rating;
use crate::batch::LANES;
use crate::batch::column::{Bounds, Column, Form, Numbers};
use crate::batch::lanes::Alone;
use crate::evaluate::Terms;
use crate::int::Int;
use crate::records::Roll;
use crate::row::NONE;
use crate::wire::Field;

/// The most weight that the children of one node can have here.
const WEIGHT: usize = 64;

/// Children are gone through four at a time.
const AT_ONCE: usize = 4;
const OPEN: &[Rating; LANES] = &[Rating::UNRATED; LANES];

/// The score of a node. Lanes in which a child is left out, or is answered otherwise than with a level, are evaluated each
/// by itself.
pub(super) fn roll<I: Int>(column: &mut Column<I>, alone: &mut Alone<'_, '_, I>) -> Option<Form> {
    let first = alone.column(alone.items().get(0)?.a)?.form;
    column.form = match first {
        Form::Codes(_) => of_codes(column, alone)?,
        _ => of_numbers(column, alone)?,
    };
    let mut apart = [false; LANES];
    if find_apart(alone, &mut apart)? {
        for (lane, _) in apart.iter().enumerate().take(alone.window.lanes).filter(|(_, apart)| **apart) {
            let value = alone.value(lane);
            column.mend(lane, value).then_some(())?;
        }
    }
    Some(column.form)
}

/// Marks the lanes in which a child is left out or is answered otherwise; gives whether there can be any.
fn find_apart<I: Int>(alone: &Alone<'_, '_, I>, apart: &mut [bool; LANES]) -> Option<bool> {
    let (mut any, levels, mut spare) = (false, alone.window.program().uniform.levels, None);
    for item in alone.items().iter() {
        let child = alone.column(item.a)?;
        match child.form {
            Form::Codes(codes) if alone.window.odd => {
                let ratings = alone.window.ratings(codes, &mut spare);
                apart.iter_mut().zip(ratings).for_each(|(apart, rating)| *apart |= rating.code() > levels);
                any = true;
            }
            Form::Numbers(Numbers { left_out: true, .. }) => {
                let is_apart = |why| Absence::from_code(why).is_some_and(Absence::is_left_out);
                apart.iter_mut().zip(&child.bytes).for_each(|(apart, why)| *apart |= is_apart(*why));
                any = true;
            }
            _ => {}
        }
    }
    Some(any)
}

/// What a sum is multiplied by to become a mean over the common denominator, for each weight that can be known; nought
/// where that is too little.
#[derive(Clone, Copy)]
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
        alone: &Alone<'_, '_, I>,
        attainable: u64,
        weight: usize,
        (den, highest): (i16, i16),
    ) -> Option<Self> {
        let terms = Terms::<I>::new(alone.window.program(), *alone.row);
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

    /// What is known of the means.
    const fn form(&self) -> Form {
        let Self { common: den, most, .. } = *self;
        Form::Numbers(Numbers { den, most, signed: false, left_out: false, same: false })
    }

    /// The factor of each lane by what is known there; and, in the column, that it is too little.
    fn by<I>(&self, known: &[u8; LANES], column: &mut Column<I>) -> [u8; LANES] {
        let mut by = [0_u8; LANES];
        let mut factors = (0_u8..).zip(self.of).filter(|(_, factor)| *factor > 0);
        while let Some(first) = factors.next() {
            let mut next = || factors.next().unwrap_or((0, 0));
            let (a, b, c, d) = (first, next(), next(), next());
            for (by, known) in by.iter_mut().zip(known) {
                let factor = |(weight, factor)| if *known == weight { factor } else { 0 };
                *by |= factor(a) | factor(b) | factor(c) | factor(d);
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
fn of_codes<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let uniform = alone.window.program().uniform;
    let items = alone.items();
    let (count, (base, step)) = (items.len(), uniform.steps()?);
    let top = base.checked_add(product(step, i16::from(uniform.levels.checked_sub(1)?))?)?.max(base);
    let small = u8::try_from(count).ok()?.checked_mul(uniform.levels)?;
    let factors = Factors::new(alone, u64::MAX, count, (i16::try_from(uniform.den).ok()?, top))?;
    if count >= WEIGHT || small == 0 || base < 0 || step < 0 {
        return None;
    }
    let (mut sums, mut known) = ([0_u8; LANES], [0_u8; LANES]);
    let mut spares = [const { None }; AT_ONCE];
    for at in (0..count).step_by(AT_ONCE) {
        let [a, b, c, d] = &mut spares;
        let (a, b) = (codes(alone, at, a)?, codes(alone, at.wrapping_add(1), b)?);
        let (c, d) = (codes(alone, at.wrapping_add(2), c)?, codes(alone, at.wrapping_add(3), d)?);
        let fours = a.iter().zip(b).zip(c.iter().zip(d));
        for ((sum, known), ((a, b), (c, d))) in sums.iter_mut().zip(&mut known).zip(fours) {
            let sum_of = |a: u8, b: u8, c: u8, d: u8| a.wrapping_add(b).wrapping_add(c.wrapping_add(d));
            let (a, b, c, d) = (a.code(), b.code(), c.code(), d.code());
            *sum = sum.wrapping_add(sum_of(a, b, c, d));
            *known = known.wrapping_add(sum_of(one(a), one(b), one(c), one(d)));
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
    Some(factors.form())
}

#[inline(always)]
const fn one(code: u8) -> u8 {
    if code == 0 { 0 } else { 1 }
}

/// The ratings of a child of weight one; none where there are fewer children.
fn codes<'c, I: Int>(
    alone: &'c Alone<'_, '_, I>,
    at: usize,
    spare: &'c mut Option<[Rating; LANES]>,
) -> Option<&'c [Rating; LANES]> {
    match alone.items().get(at).map(|item| (item.weight, alone.column(item.a).map(|child| child.form))) {
        None => Some(OPEN),
        Some((1, Some(Form::Codes(codes)))) => Some(alone.window.ratings(codes, spare)),
        _ => None,
    }
}

/// The mean of numbers over one denominator.
fn of_numbers<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let items = alone.items();
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
    for at in (0..items.len()).step_by(AT_ONCE) {
        let child = |place: usize| weighted(alone, at.wrapping_add(place));
        let ((a, why_a, by_a), (b, why_b, by_b)) = (child(0)?, child(1)?);
        let ((c, why_c, by_c), (d, why_d, by_d)) = (child(2)?, child(3)?);
        for (sum, ((a, b), (c, d))) in sums.iter_mut().zip(a.iter().zip(b).zip(c.iter().zip(d))) {
            let (a, b) = (a.wrapping_mul(i16::from(by_a)), b.wrapping_mul(i16::from(by_b)));
            let (c, d) = (c.wrapping_mul(i16::from(by_c)), d.wrapping_mul(i16::from(by_d)));
            *sum = sum.wrapping_add(a.wrapping_add(b)).wrapping_add(c.wrapping_add(d));
        }
        for (known, ((a, b), (c, d))) in known.iter_mut().zip(why_a.iter().zip(why_b).zip(why_c.iter().zip(why_d))) {
            let own = |why: &u8, by: u8| if *why == 0 { by } else { 0 };
            let (a, b, c, d) = (own(a, by_a), own(b, by_b), own(c, by_c), own(d, by_d));
            *known = known.wrapping_add(a.wrapping_add(b)).wrapping_add(c.wrapping_add(d));
        }
    }
    let Some(factors) = factors else {
        let bounds =
            Bounds { most: i32::from(product(highest, most)?), den: i32::from(product(den, most)?), signed: false };
        return ratios(column, alone, (&sums, &known), (weight, den), bounds);
    };
    let by = factors.by(&known, column);
    for ((num, by), sum) in column.nums.iter_mut().zip(&by).zip(&sums) {
        *num = sum.wrapping_mul(i16::from(*by));
    }
    Some(factors.form())
}

/// The numbers of a child and its weight; none where there are fewer children.
type Child<'c> = (&'c [i16; LANES], &'c [u8; LANES], u8);

fn weighted<'c, I: Int>(alone: &'c Alone<'_, '_, I>, at: usize) -> Option<Child<'c>> {
    let Some(item) = alone.items().get(at) else {
        return Some((&[0; LANES], &[0; LANES], 0));
    };
    let (_, nums, whys) = alone.column(item.a)?.over_one()?;
    Some((nums, whys, u8::try_from(item.weight).ok()?))
}

/// The same where there is no common denominator: each sum over its own weight.
fn ratios<I: Int>(
    column: &mut Column<I>,
    alone: &Alone<'_, '_, I>,
    (sums, known): (&[i16; LANES], &[u8; LANES]),
    (weight, den): (usize, i16),
    bounds: Bounds,
) -> Option<Form> {
    let row = alone.row;
    if row.guarded != 0 || Roll::take(&mut [row.how].as_slice()) != Roll::Mean {
        return None;
    }
    let (terms, integer) = (Terms::<I>::new(alone.window.program(), *row), |number| I::from_long(i64::from(number)));
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
    Some(Form::Ratios(bounds))
}
