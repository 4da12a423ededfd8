//! Rows that are alike, filled in one loop. What a row means is said where a single row is filled; here is only how the
//! rows of a series differ, so that no row is read twice.

use super::cover::{Children, Terms};
use super::means::Means;
use super::numbers::{arithmetic, unary};
use super::truths::{compare, comparison};
use super::{Pass, constant};
use crate::assessment::Rating;
use crate::int::Int;
use crate::records::{NumberId, Series, SeriesForm};
use crate::row::{Op, Row};
use crate::value::Value;

impl<'a, I: Int> Pass<'_, '_, 'a, '_, I> {
    /// Fills the rows of a series, the first of which stands at `at`.
    pub(super) fn series(&mut self, at: usize, series: &Series) {
        let end = at.saturating_add(usize::from(series.rows));
        let Some(row) = self.table.rows.get(at) else {
            return;
        };
        match (series.form, row.op) {
            (SeriesForm::Steps, Op::Rating) if self.program.uniform.levels > 0 => self.ratings(at, &row, series),
            (SeriesForm::Steps, Op::Number) => self.constants(at, &row, series),
            (SeriesForm::Steps, Op::Minus) => {
                let minus = Row { op: Op::Minus, ..row };
                self.pairs(at, &row, series, |a, b| Value::of_number(arithmetic(&minus, a, b)));
            }
            (SeriesForm::Steps, Op::Magnitude) => {
                let magnitude = Row { op: Op::Magnitude, ..row };
                self.pairs(at, &row, series, |a, _| Value::of_number(unary(&magnitude, a)));
            }
            (SeriesForm::Steps, Op::Compare) => {
                let how = comparison(row.how);
                self.pairs(at, &row, series, |a, b| Value::truth(compare(how, a, b)));
            }
            (SeriesForm::Steps, Op::And) => {
                self.pairs(at, &row, series, |a, b| Value::truth(a.as_truth().and(b.as_truth())));
            }
            (SeriesForm::Rated, Op::Roll) if self.program.uniform.levels > 0 => self.means(at, &row, series),
            (SeriesForm::Rolls | SeriesForm::Rated, Op::Roll) => self.rolls(at, &row, series),
            _ => self.loose(at, end),
        }
    }

    /// Fills rows that stand on two rows each, which go on by the steps of the series.
    #[inline]
    fn pairs(&mut self, at: usize, row: &Row, series: &Series, value: impl Fn(Value<I>, Value<I>) -> Value<I>) {
        let Some((before, rows)) = self.values.split_at_mut_checked(at) else {
            return;
        };
        let (mut a, mut b) = (usize::from(row.a), usize::from(row.b));
        let operand = |at: usize| before.get(at).copied().unwrap_or(Value::BLANK);
        for slot in rows.get_mut(..usize::from(series.rows)).unwrap_or(&mut []) {
            *slot = value(operand(a), operand(b));
            a = a.wrapping_add(usize::from(series.a));
            b = b.wrapping_add(usize::from(series.b));
        }
    }

    fn constants(&mut self, at: usize, row: &Row, series: &Series) {
        let program = self.program;
        let mut id = usize::from(row.a);
        for slot in self.values.get_mut(at..at.saturating_add(usize::from(series.rows))).unwrap_or(&mut []) {
            *slot = Value::of_number(constant(program, NumberId::new(id)));
            id = id.wrapping_add(usize::from(series.a));
        }
    }

    /// Fills ratings where every leaf is rated on one scale: what a level is worth is looked up.
    fn ratings(&mut self, at: usize, row: &Row, series: &Series) {
        let (first, rows) = (usize::from(row.a), usize::from(series.rows));
        let codes = self.seat(row.b).and_then(|response| response.ratings.get(first..first.checked_add(rows)?));
        let slots = self.values.get_mut(at..at.saturating_add(rows));
        let (Some(codes), Some(slots), 1, 0) = (codes, slots, series.a, series.b) else {
            return self.loose(at, at.saturating_add(rows));
        };
        let worths = self.program.uniform.worths();
        let mut all = true;
        for (slot, rating) in slots.iter_mut().zip(codes) {
            *slot = worths.get(usize::from(rating.code())).copied().unwrap_or(Value::BLANK);
            all &= !slot.is_blank();
        }
        if !all {
            self.blanks(at, rows);
        }
    }

    /// Fills means of ratings straight from their codes.
    fn means(&mut self, at: usize, row: &Row, series: &Series) {
        let terms = Terms::new(self.program, row);
        let mut codes = self.rated_by(row);
        let mut means = Means::new(&self.program.uniform, &terms, row);
        let rows = self.table.rows.slice(at, usize::from(series.rows));
        let mut all = true;
        for (slot, row) in self.values.get_mut(at..).unwrap_or(&mut []).iter_mut().zip(rows.iter()) {
            let (own, rest) = codes.split_at_checked(usize::from(row.count)).unwrap_or((&[], &[]));
            codes = rest;
            *slot = means.of(own).unwrap_or(Value::BLANK);
            all &= !slot.is_blank();
        }
        if !all {
            self.blanks(at, rows.len());
        }
    }

    /// Fills roll-ups that differ by their children.
    fn rolls(&mut self, at: usize, row: &Row, series: &Series) {
        let terms = Terms::new(self.program, row);
        let rows = self.table.rows.slice(at, usize::from(series.rows));
        let Some((before, slots)) = self.values.split_at_mut_checked(at) else {
            return;
        };
        for (slot, row) in slots.iter_mut().zip(rows.iter()) {
            let children = Children { values: before, items: row.items(&self.table.items) };
            *slot = Value::of_number(terms.roll(&row, &children));
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
