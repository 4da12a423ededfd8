//! Means of ratings on one scale of evenly spaced levels, straight from their codes.

use super::cover::Terms;
use super::values::Workings;
use crate::absence::Absence;
use crate::assessment::Rating;
use crate::int::Int;
use crate::program::{Program, Uniform};
use crate::row::Row;
use crate::value::Value;

/// How many ratings a mean can have here.
const MOST: usize = 16;
/// How many codes are gone through as one word.
const FOUR: usize = 4;

/// What the mean of a number of known ratings is: a line over the sum of their codes.
#[derive(Clone, Copy)]
struct Line<I> {
    factor: I,
    more: I,
    den: I,
}

impl<I: Int> Line<I> {
    /// Every sum gives a blank.
    const BLANK: Self = Self { factor: I::ZERO, more: I::ZERO, den: I::ZERO };
}

/// Means of as many ratings as the last, kept for the series behind that ask for the same.
pub(super) struct Means<I: Int> {
    /// The first row, without its children.
    row: Row,
    terms: Terms<I>,
    count: usize,
    /// The line for each number of known ratings.
    lines: [Line<I>; MOST],
}

impl<I: Int> Means<I> {
    /// The means that `last` was made for if `row` asks for the same, and others otherwise.
    pub(super) fn for_row<'m>(last: &'m mut Option<Self>, program: &Program<'_>, row: Row) -> &'m mut Self {
        let row = Row { items: 0, count: 0, ..row };
        if last.as_ref().is_none_or(|means| means.row != row) {
            *last = None;
        }
        last.get_or_insert_with(|| Self { row, terms: Terms::new(program, row), count: 0, lines: [Line::BLANK; MOST] })
    }

    /// Puts the values of roll-ups of ratings, each of weight one, as many of them as each of `counts` says; blanks where
    /// there is more to do than to add and multiply. Gives whether there is no blank.
    pub(super) fn fill(
        &mut self,
        uniform: &Uniform,
        mut codes: &[Rating],
        counts: impl Iterator<Item = usize> + Clone,
        rows: Workings<'_, I>,
    ) -> bool {
        if counts.clone().all(|count| count == FOUR) {
            return self.fours(uniform, codes.as_chunks().0, rows);
        }
        let mut all = true;
        for (count, (first, second)) in counts.zip(rows.first.iter_mut().zip(rows.second)) {
            let (own, rest) = codes.split_at_checked(count).unwrap_or_default();
            codes = rest;
            self.draw(uniform, count);
            (*first, *second) = self.of(Codes::of(own, uniform.levels));
            all &= (*first != I::ZERO) | (*second != I::ZERO);
        }
        all
    }

    /// As above, where every count is four.
    #[inline(never)]
    fn fours(&mut self, uniform: &Uniform, codes: &[[Rating; FOUR]], rows: Workings<'_, I>) -> bool {
        if codes.len() < rows.first.len() {
            rows.first.fill(I::ZERO);
            rows.second.fill(I::ZERO);
            return false;
        }
        self.draw(uniform, FOUR);
        let (levels, mut all) = (uniform.levels, true);
        for (four, (first, second)) in codes.iter().zip(rows.first.iter_mut().zip(rows.second)) {
            (*first, *second) = self.of(Codes::default().with(*four, levels));
            all &= (*first != I::ZERO) | (*second != I::ZERO);
        }
        all
    }

    #[inline(always)]
    fn of(&self, codes: Codes) -> (I, I) {
        match usize::try_from(codes.known).ok().and_then(|known| self.lines.get(known)) {
            Some(line) if codes.others == 0 => (I::from_small(codes.sum).on_line(line.factor, line.more), line.den),
            _ => (I::ZERO, I::ZERO),
        }
    }

    /// Finds the lines for means of `count` ratings, unless they were the last.
    #[inline(never)]
    fn draw(&mut self, uniform: &Uniform, count: usize) {
        if count == self.count {
            return;
        }
        (self.count, self.lines) = (count, [Line::BLANK; MOST]);
        let Some((base, step)) = uniform.steps() else {
            return;
        };
        // A code is the place of its level and one.
        let codes = (i64::from(base).wrapping_sub(i64::from(step)), i64::from(step));
        for (known, line) in (0..=count).zip(&mut self.lines) {
            *line = self.terms.line(&self.row, uniform, codes, (known, count)).unwrap_or(Line::BLANK);
        }
    }
}

impl<I: Int> Terms<I> {
    /// The line of the means of `known` known ratings of `count`, where a code is worth `base` and `step` times itself;
    /// nothing where it could leave the width.
    fn line(
        &self,
        row: &Row,
        uniform: &Uniform,
        (base, step): (i64, i64),
        (known, count): (usize, usize),
    ) -> Option<Line<I>> {
        let integer = |count: usize| I::from_long(i64::try_from(count).ok()?);
        let (known, count) = (integer(known)?, integer(count)?);
        let factor = self.factor(row, (known, count), I::from_short(uniform.den))?;
        if factor <= I::ZERO {
            return Some(Line { more: Value::absent(Absence::BelowCoverage).parts().0, ..Line::BLANK });
        }
        let (base, step) = (I::from_long(base)?, I::from_long(step)?);
        let line = Line { factor: factor.times(step)?, more: factor.times(base)?.times(known)?, den: self.common()? };
        // The sum lies between nought and as much as the highest level everywhere: at both ends the line fits.
        let most = known.times(I::from_short(u16::from(uniform.levels)))?;
        most.times(line.factor)?.plus(line.more)?;
        Some(line)
    }
}

/// What the codes of ratings come to.
#[derive(Clone, Copy, Default)]
struct Codes {
    sum: u32,
    /// How many are not nought.
    known: u32,
    /// Nought where none is greater than the highest level's.
    others: u32,
}

impl Codes {
    /// Goes through ratings four at a time: four codes are the bytes of one word.
    #[inline(always)]
    fn of(ratings: &[Rating], levels: u8) -> Self {
        let (fours, rest) = ratings.as_chunks();
        let mut codes = fours.iter().fold(Self::default(), |codes, four| codes.with(*four, levels));
        if !rest.is_empty() {
            let mut four = [Rating::UNRATED; FOUR];
            four.iter_mut().zip(rest).for_each(|(slot, rating)| *slot = *rating);
            codes = codes.with(four, levels);
        }
        codes
    }

    #[inline(always)]
    fn with(self, four: [Rating; FOUR], levels: u8) -> Self {
        /// One in each byte.
        const EACH: u32 = 0x0101_0101;
        /// The highest bit of each byte: where something carries into it, the byte was not below a bound.
        const HIGH: u32 = 0x8080_8080;
        let word = u32::from_le_bytes(four.map(Rating::code));
        let beyond = u32::from(0x7F_u8.saturating_sub(levels)).wrapping_mul(EACH);
        let known = (word | word.wrapping_add(HIGH.wrapping_sub(EACH))) & HIGH;
        Self {
            sum: self.sum.wrapping_add(word.wrapping_mul(EACH) >> 24),
            known: self.known.wrapping_add((known >> 7).wrapping_mul(EACH) >> 24),
            others: self.others | ((word | word.wrapping_add(beyond)) & HIGH),
        }
    }
}
