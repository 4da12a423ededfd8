//! Values of rows that were laid out: where the denominator is the same in every assessment, the numerator or the reason why
//! there is none are one integer.

use super::step::Step;
use crate::absence::Absence;
use crate::evaluate::{Values, Workings};
use crate::fraction::Fraction;
use crate::int::Int;
use crate::value::Value;

/// The steps by which rows were filled, where they were laid out.
pub(crate) type Laid<'w, I> = Option<&'w [Step<I>]>;

/// What stands for a number that is not known.
#[inline(always)]
pub(crate) fn unknown<I: Int>(reason: Absence) -> I {
    I::LEAST.on_line(I::ONE, I::from_short(reason as u16))
}

/// Below this stand reasons, and from it on numerators.
#[inline(always)]
pub(crate) fn unknown_below<I: Int>() -> I {
    I::LEAST.on_line(I::ONE, I::from_short(256))
}

/// What stands for a number that is not kept, `read` steps before one that somebody may ask for.
#[inline(always)]
pub(super) fn later<I: Int>(read: u16) -> I {
    I::LEAST.on_line(I::ONE, I::from_short(LATER.saturating_add(read)))
}

/// From which code on what is below all numerators says that a row is not kept. Reasons stand below it.
const LATER: u16 = 240;

/// Whether a row is not kept.
#[inline(always)]
pub(crate) fn is_later<I: Int>(first: I) -> bool {
    (first >= later(0)) & (first < unknown_below())
}

/// Why there is no number.
#[inline]
pub(super) fn reason<I: Int>(first: I) -> Absence {
    let code = first.minus_wrapping(I::LEAST).wide();
    u8::try_from(code).ok().and_then(Absence::from_code).unwrap_or(Absence::Earlier)
}

/// The value of a row that was laid out.
#[inline]
pub(crate) fn unlaid<I: Int>(first: I, second: I) -> Value<I> {
    let is_known = first >= unknown_below();
    let reason = first.minus_wrapping(I::LEAST);
    Value::of_parts(if is_known { first } else { reason }, if is_known { second } else { I::ZERO })
}

impl<I: Int> Values<'_, I> {
    /// The number of a row that is kept and laid out, if it is known.
    #[inline(always)]
    pub(super) fn known(&self, at: usize) -> Option<Fraction<I>> {
        let (first, second) = (*self.first.get(at)?, *self.second.get(at)?);
        if first < unknown_below() { None } else { Fraction::over_positive(first, second) }
    }
}

impl<I: Int> Workings<'_, I> {
    /// Puts a value with its own denominator; nothing where that would read as a reason.
    #[inline]
    pub(super) fn put_own(&mut self, at: usize, value: Value<I>) -> Option<()> {
        let (first, second) = value.parts();
        if first < unknown_below() {
            return None;
        }
        *self.first.get_mut(at)? = first;
        *self.second.get_mut(at)? = second;
        Some(())
    }

    /// Puts a number over the denominator that was laid beside its row; nothing where it does not go over that.
    pub(super) fn put_over(&mut self, at: usize, value: Value<I>) -> Option<()> {
        let (slot, den) = (self.first.get_mut(at)?, *self.second.get(at)?);
        *slot = match value.as_number() {
            Err(reason) => unknown(reason),
            Ok(number) if den.rest(number.den()) == I::ZERO => number.num().times(den.over(number.den())?)?,
            Ok(_) => return None,
        };
        Some(())
    }
}
