//! Means of ratings on one scale, straight from their codes.

use super::cover::Terms;
use crate::absence::Absence;
use crate::assessment::Rating;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::program::{Tally, Uniform};
use crate::row::Row;
use crate::value::Value;

/// How many ratings a mean can have here.
const MOST: usize = 16;

/// Means of as many ratings as the last: the factor for each number of known ones is found when it first comes about.
pub(super) struct Means<'t, I> {
    uniform: &'t Uniform,
    terms: &'t Terms<I>,
    row: &'t Row,
    common: I,
    count: usize,
    /// What a sum of levels is multiplied by; nought where that was not asked yet, below where too few are known.
    factors: [I; MOST],
}

impl<'t, I: Int> Means<'t, I> {
    pub(super) fn new(uniform: &'t Uniform, terms: &'t Terms<I>, row: &'t Row) -> Self {
        let common = terms.common().unwrap_or(I::ZERO);
        Self { uniform, terms, row, common, count: 0, factors: [I::ZERO; MOST] }
    }

    /// The value of a roll-up of ratings, each of weight one; nothing where there is more to do than to add and multiply.
    #[inline]
    pub(super) fn of(&mut self, ratings: &[Rating]) -> Option<Value<I>> {
        if ratings.is_empty() {
            return None;
        }
        let mut tally = Tally::NOTHING;
        for rating in ratings {
            tally = tally.with(self.uniform.tally(*rating));
        }
        if ratings.len() != self.count {
            (self.count, self.factors) = (ratings.len(), [I::ZERO; MOST]);
        }
        let mut factor = *self.factors.get(tally.levels())?;
        if factor == I::ZERO {
            factor = self.ask(tally.levels())?;
        }
        if factor < I::ZERO {
            return Some(Value::absent(Absence::BelowCoverage));
        }
        let num = I::from_long(tally.num())?.times(factor)?;
        Some(Value::number(Fraction::over_positive(num, self.common)))
    }

    /// The factor for a number of known ratings.
    fn ask(&mut self, known: usize) -> Option<I> {
        let integer = |count: usize| I::from_long(i64::try_from(count).ok()?);
        let den = I::from_short(self.uniform.den);
        let factor = match self.terms.factor(self.row, (integer(known)?, integer(self.count)?), den)? {
            factor if factor > I::ZERO => factor,
            _ => I::ONE.negated()?,
        };
        *self.factors.get_mut(known)? = factor;
        Some(factor)
    }
}
