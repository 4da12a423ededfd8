//! A row's values for a block of assessments.

use super::{Codes, LANES, Window};
use crate::absence::Absence;
use crate::assessment::Rating;
use crate::evaluate::fraction;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::program::Program;
use crate::records::LeafId;
use crate::value::{Count, Levels, Truth, Value};

/// A row's values for a block of assessments, one lane for each. The caller lends one for each row, and what stands in it
/// is read through a [`Block`](super::Block).
#[derive(Clone, Copy, Debug)]
pub struct Column<I = i64> {
    pub(super) form: Form,
    /// Truths, sets of levels, least counts, or why there is no number: nought where there is one.
    pub(super) bytes: [u8; LANES],
    /// Numerators (nought where there is no number), greatest counts, or why a level is not known.
    pub(super) nums: [i16; LANES],
    /// Denominators.
    pub(super) dens: [i16; LANES],
    values: [Value<I>; LANES],
}

/// How the values of a column are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Each as an evaluation of one assessment keeps it.
    Whole,
    /// Yes, no or unknown: nought, one and two in `bytes`.
    Truths,
    /// Ratings of a leaf, where all leaves are rated on one scale: they stand where the assessments have them.
    Codes(Codes),
    /// Numbers over one denominator: `nums`, and why there is none in `bytes`.
    Numbers(Numbers),
    /// Numbers over a denominator each: `nums` over `dens`, and why there is none in `bytes`.
    Ratios(Bounds),
    /// Each as an evaluation keeps it, in parts of thirty-two bits.
    Wide(Bounds),
    /// Sets of the lowest eight levels in `bytes`; why there is none in `nums`.
    Levels,
    /// Counts: the least in `bytes`, the greatest in `nums`.
    Counts {
        /// Of how many.
        of: u8,
    },
}

/// What is known of all numbers of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbers {
    /// The denominator, at least one.
    pub(super) den: i16,
    /// No numerator is further from nought.
    pub(super) most: i16,
    /// Whether a number can lie below nought.
    pub(super) signed: bool,
    /// Whether some lane is left out.
    pub(super) left_out: bool,
    /// Whether every lane has the same number.
    pub(super) same: bool,
}

/// What is known of all numbers of a column that stand over a denominator each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    /// No numerator is further from nought.
    pub(super) most: i32,
    /// No denominator is greater.
    pub(super) den: i32,
    /// Whether a number can lie below nought.
    pub(super) signed: bool,
}

impl<I: Int> Column<I> {
    /// Nothing yet.
    pub const BLANK: Self = Self {
        form: Form::Whole,
        bytes: [0; LANES],
        nums: [0; LANES],
        dens: [1; LANES],
        values: [Value::BLANK; LANES],
    };

    /// The value of a lane.
    #[inline]
    pub(super) fn get(&self, window: &Window<'_, '_>, lane: usize) -> Value<I> {
        let byte = self.bytes.get(lane).copied().unwrap_or(0);
        let num = || self.nums.get(lane).copied().unwrap_or(0);
        match self.form {
            Form::Whole | Form::Wide(_) => self.values.get(lane).copied().unwrap_or(Value::BLANK),
            Form::Truths => Value::truth(truth(byte)),
            Form::Codes(codes) => rating(window.program(), codes, window.rating(codes, lane)),
            Form::Numbers(numbers) => number(byte, num(), numbers.den),
            Form::Ratios(_) => number(byte, num(), self.dens.get(lane).copied().unwrap_or(1)),
            Form::Levels => {
                let reason = u8::try_from(num()).ok().and_then(Absence::from_code);
                Value::level(Levels::from_bits(u32::from(byte)), reason)
            }
            Form::Counts { of } => {
                let most = u16::try_from(num()).unwrap_or(0);
                Value::count(Count { least: u16::from(byte), most, of: u16::from(of) })
            }
        }
    }

    /// The values, where each is kept as an evaluation keeps it.
    pub(super) const fn values(&self) -> &[Value<I>; LANES] {
        &self.values
    }

    /// Where they are put.
    pub(super) const fn values_mut(&mut self) -> &mut [Value<I>; LANES] {
        &mut self.values
    }

    /// Puts the value of each lane in turn.
    pub(super) fn fill(&mut self, lanes: usize, mut value: impl FnMut(usize) -> Value<I>) {
        self.form = Form::Whole;
        for (lane, slot) in self.values.iter_mut().enumerate().take(lanes) {
            *slot = value(lane);
        }
    }

    /// Puts the truth of each lane in turn.
    pub(super) fn fill_truths(&mut self, lanes: usize, mut truth: impl FnMut(usize) -> Truth) {
        self.form = Form::Truths;
        for (lane, slot) in self.bytes.iter_mut().enumerate().take(lanes) {
            *slot = truth(lane) as u8;
        }
    }

    /// Brings a value to a lane of narrow numbers; gives whether it fits there.
    pub(super) fn mend(&mut self, lane: usize, value: Value<I>) -> bool {
        let reason = value.as_number().err();
        let parts = match (&mut self.form, value.as_number()) {
            (Form::Numbers(numbers), found) => {
                numbers.left_out |= reason.is_some_and(Absence::is_left_out);
                let num = found.map_or(Some(0), |found| over(found, numbers.den));
                num.filter(|num| (0..=numbers.most).contains(num)).zip(Some(1))
            }
            (Form::Ratios(bounds), found) => found.map_or(Some((0, 1)), |found| {
                let lowest = found.lowest();
                let num =
                    i16::try_from(lowest.num().wide()).ok().filter(|num| (0..=bounds.most).contains(&i32::from(*num)));
                num.zip(i16::try_from(lowest.den().wide()).ok().filter(|den| i32::from(*den) <= bounds.den))
            }),
            _ => None,
        };
        let slots = (self.nums.get_mut(lane), self.dens.get_mut(lane), self.bytes.get_mut(lane));
        match (parts, slots) {
            (Some((num, den)), (Some(slot), Some(under), Some(why))) => {
                (*slot, *under, *why) = (num, den, reason.map_or(0, |reason| reason as u8));
                true
            }
            _ => false,
        }
    }
}

/// The numerator of a number over another denominator, where there is one that fits.
fn over<I: Int>(number: Fraction<I>, den: i16) -> Option<i16> {
    let lowest = number.lowest();
    let times = i128::from(den).checked_div(lowest.den().wide())?;
    let same = times.checked_mul(lowest.den().wide())? == i128::from(den);
    i16::try_from(lowest.num().wide().checked_mul(times)?).ok().filter(|_| same)
}

#[inline]
pub(super) const fn truth(byte: u8) -> Truth {
    match byte {
        0 => Truth::No,
        1 => Truth::Yes,
        _ => Truth::Unknown,
    }
}

fn number<I: Int>(reason: u8, num: i16, den: i16) -> Value<I> {
    match Absence::from_code(reason) {
        Some(reason) => Value::absent(reason),
        None => Value::of_number(fraction((i64::from(num), i64::from(den)))),
    }
}

fn rating<I: Int>(program: &Program<'_>, codes: Codes, rating: Rating) -> Value<I> {
    let value = program.uniform.value(rating);
    if !value.is_blank() {
        return value;
    }
    let worth = program.leaf(LeafId::new(usize::from(codes.leaf))).map(|leaf| program.worth_given(&leaf, rating, None));
    Value::of_number(worth.unwrap_or(Err(Absence::Unrated)).and_then(fraction))
}
