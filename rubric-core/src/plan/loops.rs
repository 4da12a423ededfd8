//! The loops of the steps.

use super::laid::{reason, unknown, unknown_below};
use super::step::{FACTOR, RATINGS, Run, Step, Within, Work};
use crate::absence::Absence;
use crate::assessment::Rating;
use crate::evaluate::{Pass, Workings, compare};
use crate::int::Int;
use crate::row::{Comparison, Item};
use crate::value::{Truth, Value};
use crate::wire::Table;

/// The rows of one assessment while a plan fills them.
pub(super) struct Filling<'r, 'p, 'a, 'w, I> {
    pub(super) pass: Pass<'r, 'p, 'a, 'r, I>,
    pub(super) workings: Workings<'w, I>,
}

impl<'r, 'p, 'a, I: Int> Filling<'r, 'p, 'a, '_, I> {
    /// What the rows hold so far.
    #[inline(always)]
    pub(super) const fn seen(&self) -> Pass<'r, 'p, 'a, '_, I> {
        self.pass.with(self.workings.values())
    }

    /// Does a step; nothing where a row's value does not go over the row's denominator.
    #[inline]
    pub(super) fn take(&mut self, step: &Step<I>) -> Option<()> {
        let (at, rows) = (usize::from(step.at), usize::from(step.rows));
        match &step.work {
            Work::Alone => self.put_alone(at, rows),
            Work::Row(row) => {
                let value = self.seen().single(row);
                self.workings.put_own(at, value)
            }
            Work::Two { how, a, b } => {
                let value = Value::of_number(self.seen().two(*how, *a, *b));
                self.workings.put_own(at, value)
            }
            Work::Ratings { rater, leaf, base, step } => {
                let codes = self.codes(*rater, *leaf, rows);
                let slots = self.slots(at, rows)?;
                ratings(slots.own, codes, (*base, *step));
                self.mend(at, rows, codes, 1)
            }
            Work::Means { rater, leaf, ratings, factors, more } => {
                let each = usize::from(*ratings);
                let codes = self.codes(*rater, *leaf, rows.checked_mul(each)?);
                let slots = self.slots(at, rows)?;
                means(slots.own, codes, each, factors, *more);
                self.mend(at, rows, codes, each)
            }
            Work::Weigh { den, needs } => self.weigh(at, rows, *den, *needs),
            Work::Compare { a, b, how } => self.compare(at, rows, (*a, *b), *how),
            Work::Minus { a, b } => self.slots(at, rows)?.both(*a, *b, |a, b| {
                let known = (a >= unknown_below()) & (b >= unknown_below());
                if known { a.minus_wrapping(b) } else { unknown(Absence::Earlier) }
            }),
            Work::Magnitude { a } => self.slots(at, rows)?.each(*a, |a| {
                let turned = I::ZERO.minus_wrapping(a);
                let distance = if a < I::ZERO { turned } else { a };
                if a >= unknown_below() { distance } else { unknown(Absence::Earlier) }
            }),
            Work::Within { a, within } => {
                let within = *within;
                self.slots(at, rows)?.each(*a, move |a| truth(a >= unknown_below(), within.holds(a)))
            }
            Work::Order { a, b, within } => {
                let within = *within;
                self.slots(at, rows)?.both(*a, *b, move |a, b| {
                    let known = (a >= unknown_below()) & (b >= unknown_below());
                    truth(known, within.holds(a.minus_wrapping(b)))
                })
            }
            Work::Known { a } => self.slots(at, rows)?.each(*a, |a| truth(true, a >= unknown_below())),
            Work::Set { .. } => Some(()),
            Work::And { a, b } => self.slots(at, rows)?.both(*a, *b, |a, b| {
                let (no, yes) = ((a == I::ZERO) | (b == I::ZERO), (a == I::ONE) & (b == I::ONE));
                truth(no | yes, yes)
            }),
        }
    }

    /// The rows of a step, and those before them.
    #[inline(always)]
    fn slots(&mut self, at: usize, rows: usize) -> Option<Slots<'_, I>> {
        let (before, rest) = self.workings.first.split_at_mut_checked(at)?;
        Some(Slots { before, own: rest.get_mut(..rows)? })
    }

    pub(super) fn put_alone(&mut self, at: usize, rows: usize) -> Option<()> {
        for at in at..at.saturating_add(rows) {
            let value = self.seen().step(&self.pass.table.rows.get(at)?);
            self.workings.put_own(at, value)?;
        }
        Some(())
    }

    /// The ratings of leaves that follow one another; none where the rater gave none.
    #[inline]
    fn codes(&self, rater: u16, leaf: u16, leaves: usize) -> &'a [Rating] {
        let first = usize::from(leaf);
        let codes = || self.pass.seat(rater)?.ratings.get(first..first.checked_add(leaves)?);
        codes().unwrap_or(&[])
    }

    /// Fills the rows anew that stand on a rating other than a level, each by itself: `each` ratings a row.
    #[inline]
    fn mend(&mut self, at: usize, rows: usize, codes: &[Rating], each: usize) -> Option<()> {
        let levels = self.pass.program.uniform.levels;
        if self.pass.seats.are_levels {
            return Some(());
        }
        for (at, codes) in (at..at.checked_add(rows)?).zip(codes.chunks(each)) {
            if codes.iter().any(|rating| rating.code() > levels) {
                let value = self.seen().step(&self.pass.table.rows.get(at)?);
                self.workings.put_over(at, value)?;
            }
        }
        Some(())
    }

    /// Fills comparisons of numbers over their own denominators.
    #[inline(never)]
    fn compare(&mut self, at: usize, rows: usize, (a, b): (Run, Run), how: Comparison) -> Option<()> {
        for place in 0..rows {
            let values = self.workings.values();
            let truth = compare(how, values.get(a.place(place)), values.get(b.place(place)));
            *self.workings.first.get_mut(at.checked_add(place)?)? = I::from_short(truth as u16);
        }
        Some(())
    }

    /// Fills weighted means of rows over one denominator.
    #[inline(never)]
    fn weigh(&mut self, at: usize, rows: usize, den: I, needs: (I, I)) -> Option<()> {
        for at in at..at.checked_add(rows)? {
            let items = self.pass.table.rows.get(at)?.items(&self.pass.table.items);
            let first = usize::from(items.get(0)?.a);
            let children = self.workings.first.get(first..first.checked_add(items.len())?)?;
            let value = weighed(children, &items, den, needs);
            self.workings.put_own(at, value)?;
        }
        Some(())
    }
}

/// Yes or no where that is known.
#[inline(always)]
fn truth<I: Int>(known: bool, holds: bool) -> I {
    let held = I::from_short(u16::from(holds));
    if known { held } else { I::from_short(Truth::Unknown as u16) }
}

impl<I: Int> Within<I> {
    #[inline(always)]
    fn holds(&self, value: I) -> bool {
        ((value >= self.least) & (value <= self.most)) ^ self.turned
    }
}

/// The rows of a step, and those before them.
struct Slots<'w, I> {
    before: &'w [I],
    own: &'w mut [I],
}

impl<'w, I: Int> Slots<'w, I> {
    #[inline(always)]
    fn each(self, a: Run, row: impl Fn(I) -> I) -> Option<()> {
        match self.run(a) {
            Some(a) => one(self.own, a, row),
            None => {
                for (at, slot) in self.own.iter_mut().enumerate() {
                    *slot = row(*self.before.get(a.place(at))?);
                }
            }
        }
        Some(())
    }

    #[inline(always)]
    fn both(self, a: Run, b: Run, row: impl Fn(I, I) -> I) -> Option<()> {
        match (self.run(a), self.run(b), b.step) {
            (Some(a), Some(b), _) => two(self.own, a, b, row),
            (Some(a), None, 0) => {
                let b = *self.before.get(usize::from(b.at))?;
                one(self.own, a, move |a| row(a, b));
            }
            _ => {
                for (at, slot) in self.own.iter_mut().enumerate() {
                    *slot = row(*self.before.get(a.place(at))?, *self.before.get(b.place(at))?);
                }
            }
        }
        Some(())
    }

    /// The rows of a run that stand one behind the other.
    #[inline(always)]
    fn run(&self, run: Run) -> Option<&'w [I]> {
        let at = usize::from(run.at);
        if run.step == 1 { self.before.get(at..at.checked_add(self.own.len())?) } else { None }
    }
}

impl Run {
    #[inline(always)]
    pub(super) fn place(self, at: usize) -> usize {
        usize::from(self.at).wrapping_add(usize::from(self.step).wrapping_mul(at))
    }
}

// By themselves, and with a list to each operand, these loops are known to write where nothing is read.

#[inline]
fn one<I: Int, T: Copy>(slots: &mut [I], a: &[T], row: impl Fn(T) -> I) {
    for (slot, a) in slots.iter_mut().zip(a) {
        *slot = row(*a);
    }
}

#[inline]
fn two<I: Int>(slots: &mut [I], a: &[I], b: &[I], row: impl Fn(I, I) -> I) {
    for (slot, (a, b)) in slots.iter_mut().zip(a.iter().zip(b)) {
        *slot = row(*a, *b);
    }
}

/// What ratings are worth, in integers of sixteen bits, which are multiplied several at once.
#[inline(always)]
fn ratings<I: Int>(slots: &mut [I], codes: &[Rating], (base, step): (u16, u16)) {
    if codes.len() < slots.len() {
        return slots.fill(unknown(Absence::Unrated));
    }
    one(slots, codes, |rating| {
        let code = u16::from(rating.code());
        let worth = I::from_short(base.wrapping_add(step.wrapping_mul(code)));
        if code == 0 { unknown(Absence::Unrated) } else { worth }
    });
}

/// Means of as many ratings each. Sums and factors are of fifteen bits, of which products are made four at once.
#[inline(always)]
fn means<I: Int>(slots: &mut [I], codes: &[Rating], each: usize, factors: &[u16; RATINGS + 1], more: I) {
    if codes.len() < slots.len() {
        return slots.fill(unknown(Absence::BelowCoverage));
    }
    let mean = |sum: u32, factor: u32| {
        let factor = factor & u32::from(FACTOR);
        let value = I::from_small(sum.wrapping_mul(factor)).on_line(I::ONE, more);
        if factor == 0 { unknown(Absence::BelowCoverage) } else { value }
    };
    if each == FOUR {
        let [_, one_known, two_known, three_known, all_known, ..] = factors.map(u32::from);
        return one(slots, codes.as_chunks().0, |codes| {
            let (sum, known) = four(codes);
            let by_known = (1..).zip([one_known, two_known, three_known, all_known]);
            mean(sum, by_known.fold(0, |found, (count, factor)| found | if known == count { factor } else { 0 }))
        });
    }
    let factor = |known: u32| {
        let factor = usize::try_from(known).ok().and_then(|known| factors.get(known));
        factor.copied().map_or(0, u32::from)
    };
    for (slot, codes) in slots.iter_mut().zip(codes.chunks(each)) {
        let sum = codes.iter().fold(0_u32, |sum, rating| sum.wrapping_add(u32::from(rating.code())));
        let known = codes.iter().fold(0_u32, |known, rating| known.wrapping_add(u32::from(rating.code() != 0)));
        *slot = mean(sum, factor(known));
    }
}

/// How many codes are gone through as one word.
const FOUR: usize = 4;

/// The sum of four codes of levels, and how many are not nought. They are the bytes of one word.
#[inline(always)]
fn four([a, b, c, d]: [Rating; FOUR]) -> (u32, u32) {
    let word = u32::from_le_bytes([a.code(), b.code(), c.code(), d.code()]);
    // A byte that is not nought carries into its highest bit.
    let known = word.wrapping_add(0x7F7F_7F7F) >> 7 & 0x0101_0101;
    (bytes(word), bytes(known))
}

/// The sum of the bytes of a word, each of which is small.
#[inline(always)]
fn bytes(word: u32) -> u32 {
    let pairs = (word & 0x00FF_00FF).wrapping_add(word >> 8 & 0x00FF_00FF);
    pairs.wrapping_add(pairs >> 16) & 0xFF
}

/// The weighted mean of rows over one denominator.
#[inline(always)]
fn weighed<I: Int>(cells: &[I], items: &Table<'_, Item>, den: I, (share, of): (I, I)) -> Value<I> {
    let (mut known, mut waiting, mut sum) = (I::ZERO, I::ZERO, I::ZERO);
    for (cell, item) in cells.iter().zip(items.iter()) {
        let weight = I::from_weight(item.weight);
        if *cell >= unknown_below() {
            known = known.on_line(I::ONE, weight);
            sum = cell.on_line(weight, sum);
        } else if !reason(*cell).is_left_out() {
            waiting = waiting.on_line(I::ONE, weight);
        }
    }
    let remaining = known.on_line(I::ONE, waiting);
    if remaining == I::ZERO {
        return Value::absent(Absence::NothingRemains);
    }
    if known == I::ZERO || I::compare_products(known, of, share, remaining).is_lt() {
        return Value::absent(Absence::BelowCoverage);
    }
    Value::of_parts(sum, known.on_line(den, I::ZERO))
}
