//! Rows that are alike, filled in one loop. What a row means is said where a single row is filled; here is only how the
//! rows of a series differ, so that no row is read twice.

use super::cover::{Children, Terms};
use super::means::Means;
use super::numbers::{arithmetic, unary};
use super::truths::Held;
use super::{Pass, constant};
use crate::assessment::Rating;
use crate::int::Int;
use crate::records::{NumberId, Series, SeriesForm};
use crate::row::{Op, Row};
use crate::value::Value;

impl<'a, I: Int> Pass<'_, '_, 'a, '_, I> {
    /// Fills the rows of a series, the first of which stands at `at`.
    pub(super) fn series(&mut self, at: usize, series: &Series) {
        let (rows, uniform) = (usize::from(series.rows), self.program.uniform.levels > 0);
        let Some(row) = self.table.rows.get(at) else {
            return;
        };
        match (series.form, row.op) {
            (SeriesForm::Steps, Op::Rating) if uniform => self.ratings(at, series),
            (SeriesForm::Steps, Op::Number) => self.constants(at, series),
            (SeriesForm::Steps, Op::Minus) => self.pairs(at, series, |row| {
                let minus = Row { op: Op::Minus, ..row };
                move |a, b| Value::of_number(arithmetic(&minus, a, b))
            }),
            (SeriesForm::Steps, Op::Magnitude) => self.pairs(at, series, |row| {
                let magnitude = Row { op: Op::Magnitude, ..row };
                move |a, _| Value::of_number(unary(&magnitude, a))
            }),
            (SeriesForm::Steps, Op::Compare) => self.pairs(at, series, |row| {
                let held = Held::by(&row);
                move |a, b| Value::truth(held.of(a, b))
            }),
            (SeriesForm::Steps, Op::And) => {
                self.pairs(at, series, |_| |a: Value<I>, b: Value<I>| Value::truth(a.as_truth().and(b.as_truth())));
            }
            (SeriesForm::Rated, Op::Roll) if uniform => self.means(at, series),
            (SeriesForm::Rolls | SeriesForm::Rated, Op::Roll) => self.rolls(at, series),
            _ => self.loose(at, at.saturating_add(rows)),
        }
    }

    /// Fills rows that stand on two rows each, which go on by the steps of the series. `meaning` takes the first row and
    /// gives what all of them do.
    #[inline]
    fn pairs<F: Fn(Value<I>, Value<I>) -> Value<I>>(
        &mut self,
        at: usize,
        series: &Series,
        meaning: impl FnOnce(Row) -> F,
    ) {
        let (Some(row), Some((before, rows))) = (self.table.rows.get(at), self.values.split_at_mut_checked(at)) else {
            return;
        };
        let (mut a, mut b) = (usize::from(row.a), usize::from(row.b));
        let (step_a, step_b) = (usize::from(series.a), usize::from(series.b));
        let operand = |at: usize| before.get(at).copied().unwrap_or(Value::BLANK);
        let value = meaning(row);
        for slot in rows.get_mut(..usize::from(series.rows)).unwrap_or(&mut []) {
            *slot = value(operand(a), operand(b));
            a = a.wrapping_add(step_a);
            b = b.wrapping_add(step_b);
        }
    }

    fn constants(&mut self, at: usize, series: &Series) {
        let program = self.program;
        let Some(mut id) = self.table.rows.get(at).map(|row| usize::from(row.a)) else {
            return;
        };
        for slot in self.values.get_mut(at..at.saturating_add(usize::from(series.rows))).unwrap_or(&mut []) {
            *slot = Value::of_number(constant(program, NumberId::new(id)));
            id = id.wrapping_add(usize::from(series.a));
        }
    }

    /// Fills ratings where every leaf is rated on one scale: what a level is worth is looked up.
    fn ratings(&mut self, at: usize, series: &Series) {
        let (uniform, rows) = (&self.program.uniform, usize::from(series.rows));
        let codes = self.table.rows.get(at).and_then(|row| {
            let first = usize::from(row.a);
            self.seat(row.b)?.ratings.get(first..first.checked_add(rows)?)
        });
        let slots = self.values.get_mut(at..at.saturating_add(rows));
        let (Some(codes), Some(slots), 1, 0) = (codes, slots, series.a, series.b) else {
            return self.loose(at, at.saturating_add(rows));
        };
        let mut all = true;
        for (slot, rating) in slots.iter_mut().zip(codes) {
            *slot = uniform.value(*rating);
            all &= !slot.is_blank();
        }
        if !all {
            self.blanks(at, rows);
        }
    }

    /// Fills means of ratings straight from their codes.
    fn means(&mut self, at: usize, series: &Series) {
        let Some(row) = self.table.rows.get(at) else {
            return;
        };
        let terms = Terms::new(self.program, &row);
        let mut codes = self.rated_by(&row);
        let mut means = Means::new(&self.program.uniform, &terms, &row);
        let rows = self.table.rows.slice(at, usize::from(series.rows));
        let mut all = true;
        let mut slots = self.values.get_mut(at..).unwrap_or(&mut []).iter_mut();
        for row in rows.iter() {
            let (own, rest) = codes.split_at_checked(usize::from(row.count)).unwrap_or((&[], &[]));
            codes = rest;
            if let Some(slot) = slots.next() {
                *slot = means.of(own).unwrap_or(Value::BLANK);
                all &= !slot.is_blank();
            }
        }
        if !all {
            self.blanks(at, rows.len());
        }
    }

    /// Fills roll-ups that differ by their children.
    fn rolls(&mut self, at: usize, series: &Series) {
        let Some(terms) = self.table.rows.get(at).map(|row| Terms::new(self.program, &row)) else {
            return;
        };
        let rows = self.table.rows.slice(at, usize::from(series.rows));
        let Some((before, slots)) = self.values.split_at_mut_checked(at) else {
            return;
        };
        let mut slots = slots.iter_mut();
        for row in rows.iter() {
            let children = Children { values: before, items: row.items(&self.table.items) };
            if let Some(slot) = slots.next() {
                *slot = Value::of_number(terms.roll(&row, &children));
            }
        }
    }

    /// Fills the rows that a loop left blank, each by itself.
    #[cold]
    fn blanks(&mut self, from: usize, rows: usize) {
        for at in from..from.saturating_add(rows) {
            if self.values.get(at).is_some_and(|value| value.is_blank()) {
                self.loose(at, at.saturating_add(1));
            }
        }
    }

    /// The ratings that a series of roll-ups begins with, where all leaves are rated on one scale.
    fn rated_by(&self, row: &Row) -> &'a [Rating] {
        let rating = || {
            let child = self.items(row).get(0)?;
            let rating = self.table.rows.get(usize::from(child.a))?;
            self.seat(rating.b)?.ratings.get(usize::from(rating.a)..)
        };
        rating().unwrap_or(&[])
    }
}
