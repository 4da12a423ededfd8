//! Rows that are alike, filled in one loop. What a row means is said where a single row is filled; here is only how the
//! rows of a series differ, so that no row is read twice.

use super::cover::{Children, Terms};
use super::means::Means;
use super::numbers::{arithmetic, unary};
use super::pairs::Pairs;
use super::truths::Held;
use super::{Pass, constant, guard};
use crate::assessment::Rating;
use crate::int::Int;
use crate::records::{NumberId, Series, SeriesForm};
use crate::row::{Op, Row};
use crate::value::{Truth, Value};

/// From how many rows on it pays to do several at once.
const WIDE: usize = 16;

impl<'a, I: Int> Pass<'_, '_, 'a, '_, I> {
    /// Fills the rows of a series, the first of which stands at `at`.
    #[inline(always)]
    pub(super) fn series(&mut self, at: usize, series: Series, means: &mut Option<Means<I>>) {
        let filled = series.form != SeriesForm::Loose
            && self.table.rows.get(at).is_some_and(|row| match (series.form, row.op) {
                (SeriesForm::Steps, Op::Rating) => self.ratings(at, series, row),
                (SeriesForm::Steps, Op::Number) => self.constants(at, series, row),
                (SeriesForm::Steps, Op::Known) => self.knowns(at, series, row),
                (SeriesForm::Steps, _) => self.pairs(at, series, row),
                (SeriesForm::Rated, Op::Roll) if self.program.uniform.steps().is_some() => {
                    self.means(at, series, row, means)
                }
                (_, Op::Roll) => self.rolls(at, series, row),
                _ => false,
            });
        if !filled {
            self.loose(at, at.saturating_add(usize::from(series.rows)));
        }
    }

    /// Fills rows that stand on two rows each, which go on by the steps of the series.
    #[inline(always)]
    fn pairs(&mut self, at: usize, series: Series, row: Row) -> bool {
        let rows = usize::from(series.rows);
        if rows >= WIDE {
            let wide = self
                .workings
                .split(at, rows)
                .and_then(|(before, rows)| Pairs::new(before, rows, row, (series.a, series.b)));
            if wide.is_some_and(|pairs| pairs.fill(row)) {
                return true;
            }
        }
        match row.op {
            Op::Minus => {
                let minus = Row { op: Op::Minus, ..row };
                self.each(at, series, row, |a, b| Value::of_number(guard(&minus, arithmetic(&minus, a, b))))
            }
            Op::Magnitude => {
                let magnitude = Row { op: Op::Magnitude, ..row };
                self.each(at, series, row, |a, _| Value::of_number(guard(&magnitude, unary(&magnitude, a))))
            }
            Op::Compare => {
                let held = Held::by(&row);
                self.each(at, series, row, |a, b| Value::truth(held.of(a, b)))
            }
            Op::And => self.each(at, series, row, |a, b| Value::truth(a.as_truth().and(b.as_truth()))),
            _ => false,
        }
    }

    /// Fills rows by what an operation means, one after the other.
    #[inline]
    fn each(&mut self, at: usize, series: Series, row: Row, meaning: impl Fn(Value<I>, Value<I>) -> Value<I>) -> bool {
        let Some((values, rows)) = self.workings.split(at, usize::from(series.rows)) else {
            return false;
        };
        let (mut a, mut b) = (usize::from(row.a), usize::from(row.b));
        for (first, second) in rows.first.iter_mut().zip(rows.second) {
            (*first, *second) = meaning(values.get(a), values.get(b)).parts();
            a = a.wrapping_add(usize::from(series.a));
            b = b.wrapping_add(usize::from(series.b));
        }
        true
    }

    /// Fills rows that say whether a row is known.
    fn knowns(&mut self, at: usize, series: Series, row: Row) -> bool {
        let mut a = row.a;
        for at in at..at.saturating_add(usize::from(series.rows)) {
            self.workings.put(at, Value::truth(Truth::of(self.value(a).is_known(self.kind(a)))));
            a = a.wrapping_add(u16::from(series.a));
        }
        true
    }

    fn constants(&mut self, at: usize, series: Series, row: Row) -> bool {
        let (program, rows) = (self.program, usize::from(series.rows));
        let ids = (usize::from(row.a)..).step_by(usize::from(series.a).max(1));
        for (at, id) in (at..at.saturating_add(rows)).zip(ids) {
            self.workings.put(at, Value::of_number(constant(program, NumberId::new(id))));
        }
        series.a > 0
    }

    /// Fills ratings where every leaf is rated on one scale: what a level is worth is looked up.
    fn ratings(&mut self, at: usize, series: Series, row: Row) -> bool {
        let (first, rows) = (usize::from(row.a), usize::from(series.rows));
        let seat = if self.program.uniform.levels > 0 { self.seat(row.b) } else { None };
        let codes = seat.and_then(|seat| seat.ratings.get(first..first.checked_add(rows)?));
        let (Some(codes), 1, 0) = (codes, series.a, series.b) else {
            return false;
        };
        let Some((_, slots)) = self.workings.split(at, rows) else {
            return false;
        };
        if !self.program.uniform.fill(codes, slots.first, slots.second) {
            self.blanks(at, rows);
        }
        true
    }

    /// Fills means of ratings straight from their codes.
    fn means(&mut self, at: usize, series: Series, row: Row, means: &mut Option<Means<I>>) -> bool {
        let means = Means::for_row(means, self.program, row);
        let rows = self.table.rows.slice(at, usize::from(series.rows));
        let codes = self.rated_by(&row);
        let counts = rows.iter().map(|row| usize::from(row.count));
        let Some((_, slots)) = self.workings.split(at, rows.len()) else {
            return false;
        };
        if !means.fill(&self.program.uniform, codes, counts, slots) {
            self.blanks(at, rows.len());
        }
        true
    }

    /// Fills roll-ups that differ by their children.
    fn rolls(&mut self, at: usize, series: Series, row: Row) -> bool {
        let terms = Terms::new(self.program, row);
        let rows = self.table.rows.slice(at, usize::from(series.rows));
        let Some((values, mut slots)) = self.workings.split(at, rows.len()) else {
            return false;
        };
        for (place, row) in rows.iter().enumerate() {
            let children = Children { values, items: row.items(&self.table.items) };
            slots.put(place, Value::of_number(guard(&row, terms.value(&row, &children))));
        }
        true
    }

    /// Fills the rows that a loop left blank, each by itself.
    #[cold]
    fn blanks(&mut self, from: usize, rows: usize) {
        for at in from..from.saturating_add(rows) {
            if self.workings.values().get(at).is_blank() {
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
