//! Finds the steps of a table, and puts beside each row the denominator that it has in every assessment.
//!
//! Until the first evaluation a row with such a denominator holds the greatest magnitude that its numerator can have, and
//! a constant itself. A row without one stands over nought.

use super::loops::Filling;
use super::step::{FACTOR, RATINGS, Run, Step, Within, Work};
use crate::assessment::{Assessment, Seats};
use crate::evaluate::{Pass, Terms, Values, Workings, comparison};
use crate::int::Int;
use crate::program::{Program, RowTable};
use crate::records::{Member, NumberId, Place, Rank, RaterId, Roll, Series, SeriesForm};
use crate::row::{Comparison, Op, Row};
use crate::value::Kind;
use crate::wire::Field;

impl Program<'_> {
    /// How many steps a [`Plan`](crate::Plan) for a perspective has at most.
    #[must_use]
    pub fn steps(&self, perspective: Option<RaterId>) -> usize {
        let Some(table) = self.table(perspective) else { return 0 };
        let told = table.series.iter().map(|series| match series.form {
            SeriesForm::Loose => usize::from(series.rows),
            _ => 1,
        });
        let steps = if table.series.is_empty() { table.len() } else { told.fold(0, usize::saturating_add) };
        steps.saturating_add(self.ranks().len())
    }
}

/// Lays out a table. Gives how many steps there are.
pub(super) fn lay<I: Int>(
    program: &Program<'_>,
    table: &RowTable<'_>,
    steps: &mut [Step<I>],
    workings: &mut Workings<'_, I>,
) -> usize {
    workings.first.fill(I::ZERO);
    workings.second.fill(I::ZERO);
    let assessment = Assessment::default();
    let workings = Workings { laid: Some(&[]), ..workings.lend() };
    let pass = Pass { program, table, assessment: &assessment, seats: &Seats::NONE, values: Values::NONE };
    let mut filling = Filling { pass, workings };
    let loose = Series { rows: u16::try_from(table.len()).unwrap_or(u16::MAX), form: SeriesForm::Loose, a: 0, b: 0 };
    let all = table.series.iter().chain(table.series.is_empty().then_some(loose));
    let (mut at, mut found) = (0_u16, steps.iter_mut());
    for series in all {
        let end = at.saturating_add(series.rows);
        if series.form == SeriesForm::Loose {
            for at in at..end {
                let series = Series { rows: 1, ..series };
                filling.lay(at, series, &mut found);
            }
        } else {
            filling.lay(at, series, &mut found);
        }
        at = end;
    }
    for (rank, step) in program.ranks().iter().zip(&mut found) {
        *step = filling.set(&rank).unwrap_or(Step::BLANK);
    }
    found.for_each(|step| *step = Step::BLANK);
    filling.keep(steps)
}

impl<I: Int> Filling<'_, '_, '_, '_, I> {
    /// Lays out the rows of a series.
    fn lay<'s>(&mut self, at: u16, series: Series, found: &mut impl Iterator<Item = &'s mut Step<I>>)
    where
        I: 's,
    {
        let Some(row) = self.pass.table.rows.get(usize::from(at)) else {
            return;
        };
        if self.constants(at, series.rows, row).is_some() {
            return;
        }
        let work = match self.work(at, series, row) {
            Some(work) => work,
            None if series.rows == 1 => self.two_items(&row).unwrap_or(Work::Row(row)),
            None => Work::Alone,
        };
        if let Some(step) = found.next() {
            *step = Step { at, rows: series.rows, work };
        }
    }

    /// What brings two numbers to one.
    fn two_items(&self, row: &Row) -> Option<Work<I>> {
        let items = self.pass.items(row);
        let how = Roll::take(&mut [row.how].as_slice());
        let is_plain = row.op == Op::Fold && row.guarded == 0 && items.len() == 2;
        let is_known = matches!(how, Roll::Mean | Roll::Lowest | Roll::Highest | Roll::Median | Roll::MedianHigh);
        let item = |at: usize| items.get(at).filter(|item| item.weight <= 1);
        (is_plain && is_known).then_some(Work::Two { how, a: item(0)?.a, b: item(1)?.a })
    }

    /// Puts rows that are the same in every assessment.
    fn constants(&mut self, at: u16, rows: u16, row: Row) -> Option<()> {
        if !matches!(row.op, Op::Number | Op::Level | Op::Choice | Op::Truth | Op::Absent) {
            return None;
        }
        self.put_alone(usize::from(at), usize::from(rows))
    }

    /// The scores of a set where they stand one behind the other, over one denominator.
    fn set(&self, rank: &Rank) -> Option<Step<I>> {
        let places = self.pass.program.rows_of(self.pass.table, Place::Node);
        let row = |member: Member| u16::try_from(places.get(member.node.index())?.row.some()?.index()).ok();
        let members = self.pass.program.members_in(rank.members);
        let (at, rows) = (row(members.get(0)?)?, u16::try_from(members.len()).ok()?);
        let follows =
            |(place, member): (usize, Member)| row(member).map(usize::from) == usize::from(at).checked_add(place);
        if !members.iter().enumerate().all(follows) {
            return None;
        }
        let (den, most) = self.numbers(Run { at, step: 1 }, rows)?;
        // How far two scores lie apart is half of all integers at most.
        most.times(I::from_short(4))?;
        Some(Step { at, rows, work: Work::Set { first: u32::try_from(rank.members.first()).ok()?, den } })
    }

    /// What fills the rows of a series in one loop, whose denominators and magnitudes are put; nothing where no loop does.
    fn work(&mut self, at: u16, series: Series, row: Row) -> Option<Work<I>> {
        let rows = series.rows;
        let (a, b) = (Run { at: row.a, step: series.a }, Run { at: row.b, step: series.b });
        let form = if series.form == SeriesForm::Loose { SeriesForm::Steps } else { series.form };
        match (form, row.op) {
            (SeriesForm::Steps, Op::Rating) if series.rows > 1 && (series.a, series.b) == (1, 0) => {
                let uniform = &self.pass.program.uniform;
                let (base, step) = uniform.steps()?;
                self.lay_numbers(at, rows, I::from_short(uniform.den), self.highest()?)?;
                // What a code of nought would be worth, wrapped.
                let (base, step) = (base.wrapping_sub(step).cast_unsigned(), step.cast_unsigned());
                Some(Work::Ratings { rater: row.b, leaf: row.a, base, step })
            }
            (SeriesForm::Rated, Op::Roll) => self.rated(at, rows, row),
            (SeriesForm::Rolls | SeriesForm::Steps, Op::Roll) => self.weights(at, rows, row),
            (SeriesForm::Steps, Op::Minus) if row.guarded == 0 => {
                let (den, most) = self.over_one((a, b), rows)?;
                self.lay_numbers(at, rows, den, most)?;
                Some(Work::Minus { a, b })
            }
            (SeriesForm::Steps, Op::Magnitude) if row.guarded == 0 => {
                let (den, most) = self.numbers(a, rows)?;
                self.lay_numbers(at, rows, den, most)?;
                Some(Work::Magnitude { a })
            }
            (SeriesForm::Steps, Op::Compare) => {
                let how = comparison(row.how);
                let work = self.comparison((a, b), rows, how).unwrap_or(Work::Compare { a, b, how });
                self.lay_truths(at, rows)?;
                Some(work)
            }
            (SeriesForm::Steps, Op::Known) => {
                self.numbers(a, rows)?;
                self.lay_truths(at, rows)?;
                Some(Work::Known { a })
            }
            (SeriesForm::Steps, Op::And) => {
                self.truths(a, rows)?;
                self.truths(b, rows)?;
                self.lay_truths(at, rows)?;
                Some(Work::And { a, b })
            }
            _ => None,
        }
    }

    /// Means of ratings straight from their codes.
    fn rated(&mut self, at: u16, rows: u16, row: Row) -> Option<Work<I>> {
        let all = self.pass.table.rows.slice(usize::from(at), usize::from(rows));
        let is_alike = |own: Row| Row { items: row.items, ..own } == row;
        if usize::from(row.count) > RATINGS || !all.iter().all(is_alike) {
            return None;
        }
        let uniform = &self.pass.program.uniform;
        let (lowest, step) = uniform.steps()?;
        // A code is the place of its level and one. Where all levels are worth the same, no factor is other than nought.
        let (base, step) = (i64::from(lowest).checked_sub(i64::from(step))?, I::from_long(i64::from(step))?);
        if step == I::ZERO {
            return None;
        }
        let (terms, den) = (Terms::<I>::new(self.pass.program, row), I::from_short(uniform.den));
        let common = terms.common()?;
        let more = I::from_long(base)?.times(common.over(den)?)?;
        let mut factors = [0; RATINGS + 1];
        for (known, slot) in (0..=row.count).zip(&mut factors) {
            let known = I::from_short(known);
            let factor = terms.factor(&row, (known, I::from_short(row.count)), den)?.times(step)?;
            // The sum of codes lies between nought and as much as the highest level everywhere: at both ends the mean fits.
            known.times(I::from_short(u16::from(uniform.levels)))?.times(factor)?.plus(more)?;
            *slot = u16::try_from(factor.wide()).ok().filter(|factor| *factor <= FACTOR)?;
        }
        // A mean lies between the worths of the lowest and the highest level.
        self.lay_numbers(at, rows, common, self.highest()?.times(common.over(den)?)?)?;
        let first = self.pass.table.rows.get(usize::from(self.pass.items(&row).get(0)?.a))?;
        Some(Work::Means { rater: first.b, leaf: first.a, ratings: u8::try_from(row.count).ok()?, factors, more })
    }

    /// The greatest worth of a level on the one scale, as a numerator.
    fn highest(&self) -> Option<I> {
        let uniform = &self.pass.program.uniform;
        let (base, step) = uniform.steps()?;
        let steps = i64::from(uniform.levels).checked_sub(1)?.checked_mul(i64::from(step))?;
        I::from_long(steps.checked_add(i64::from(base))?.max(i64::from(base)))
    }

    /// Weighted means of rows that stand one behind the other.
    fn weights(&mut self, at: u16, rows: u16, row: Row) -> Option<Work<I>> {
        let needs = self.pass.constant(NumberId::new(usize::from(row.a))).ok()?;
        if Roll::take(&mut [row.how].as_slice()) != Roll::Mean || row.guarded != 0 {
            return None;
        }
        let mut den = None;
        for own in self.pass.table.rows.slice(usize::from(at), usize::from(rows)).iter() {
            if (Row { items: row.items, count: row.count, ..own }) != row {
                return None;
            }
            let (mut weights, mut most) = (I::ZERO, I::ZERO);
            let first = usize::from(self.pass.items(&own).get(0)?.a);
            for (place, item) in self.pass.items(&own).iter().enumerate() {
                if Some(usize::from(item.a)) != first.checked_add(place) {
                    return None;
                }
                let (own, magnitude) = self.number_at(item.a)?;
                let weight = I::from_long(item.weight).filter(|weight| *weight > I::ZERO)?;
                if I::from_weight(item.weight) != weight {
                    return None;
                }
                (weights, most) = (weights.plus(weight)?, most.plus(magnitude.times(weight)?)?);
                if *den.get_or_insert(own) != own {
                    return None;
                }
            }
            weights.times(den?)?;
        }
        Some(Work::Weigh { den: den?, needs: (needs.num(), needs.den()) })
    }

    /// Comparisons with a constant, or of numbers over one denominator.
    fn comparison(&self, (a, b): (Run, Run), rows: u16, how: Comparison) -> Option<Work<I>> {
        if b.step == 0 && self.pass.table.rows.get(usize::from(b.at))?.op == Op::Number {
            let distance = self.through(a, rows, Op::Magnitude).map(|[a, _]| a);
            let a = distance.unwrap_or(a);
            let (den, _) = self.numbers(a, rows)?;
            let number = self.seen().number(b.at).ok()?;
            let product = number.num().wide().checked_mul(den.wide())?;
            let (whole, rest) = (product.div_euclid(number.den().wide()), product.rem_euclid(number.den().wide()));
            let within = Within::of(how, I::from_wide(whole)?, rest != 0)?;
            let within = if distance.is_some() { within.of_distance()? } else { within };
            return Some(match self.through(a, rows, Op::Minus) {
                Some([a, b]) => Work::Order { a, b, within },
                None => Work::Within { a, within },
            });
        }
        self.over_one((a, b), rows)?;
        Some(Work::Order { a, b, within: Within::of(how, I::ZERO, false)? })
    }

    /// What the rows of a run do an operation to, where they do that one and nothing more. A row that nobody else reads need not
    /// be kept then.
    fn through(&self, run: Run, rows: u16, op: Op) -> Option<[Run; 2]> {
        let row = |at: usize| self.pass.table.rows.get(run.place(at)).filter(|row| row.op == op && row.guarded == 0);
        let (one, next) = (row(0)?, row(usize::from(rows > 1))?);
        let run = |at: u16, next: u16| Some(Run { at, step: u8::try_from(next.checked_sub(at)?).ok()? });
        let (a, b) = (run(one.a, next.a)?, run(one.b, next.b)?);
        let follows = |at: usize| {
            row(at).is_some_and(|row| usize::from(row.a) == a.place(at) && usize::from(row.b) == b.place(at))
        };
        (0..usize::from(rows)).all(follows).then_some([a, b])
    }

    /// The one denominator of two runs of numbers, and how great a difference or sum of two can become.
    fn over_one(&self, (a, b): (Run, Run), rows: u16) -> Option<(I, I)> {
        let ((den, most), (own, other)) = (self.numbers(a, rows)?, self.numbers(b, rows)?);
        if den == own { Some((den, most.plus(other)?)) } else { None }
    }

    /// The one denominator of a run of numbers, and their greatest magnitude.
    fn numbers(&self, run: Run, rows: u16) -> Option<(I, I)> {
        let (den, mut most) = self.number_at(run.at)?;
        for at in 0..usize::from(rows) {
            let (own, magnitude) = self.number_at(u16::try_from(run.place(at)).ok()?)?;
            if own != den {
                return None;
            }
            most = most.max(magnitude);
        }
        Some((den, most))
    }

    /// The denominator and the greatest magnitude of a number that has the same denominator in every assessment.
    fn number_at(&self, row: u16) -> Option<(I, I)> {
        let at = usize::from(row);
        let (first, den) = (*self.workings.first.get(at)?, *self.workings.second.get(at)?);
        if self.pass.kind(row) == Kind::Number && den > I::ZERO { Some((den, first.magnitude()?)) } else { None }
    }

    /// Holds a run to be truths, which need no denominator.
    fn truths(&self, run: Run, rows: u16) -> Option<()> {
        let is_truth = |at: usize| (self.pass.kind(u16::try_from(run.place(at)).ok()?) == Kind::Truth).then_some(());
        (0..usize::from(rows)).try_for_each(is_truth)
    }

    fn lay_numbers(&mut self, at: u16, rows: u16, den: I, most: I) -> Option<()> {
        // What is as great as half of all integers could read as a reason.
        most.plus(most)?;
        self.lay_rows(at, rows, (most, den))
    }

    fn lay_truths(&mut self, at: u16, rows: u16) -> Option<()> {
        self.lay_rows(at, rows, (I::ONE, I::ONE))
    }

    fn lay_rows(&mut self, at: u16, rows: u16, (first, second): (I, I)) -> Option<()> {
        let rows = usize::from(at)..usize::from(at).checked_add(usize::from(rows))?;
        self.workings.first.get_mut(rows.clone())?.fill(first);
        self.workings.second.get_mut(rows)?.fill(second);
        Some(())
    }
}

impl<I: Int> Within<I> {
    /// The same of the distance from nought, if that is between two ends.
    fn of_distance(self) -> Option<Self> {
        match self {
            Self { least, most, turned: false } if least == I::LEAST => Some(Self { least: most.negated()?, ..self }),
            Self { least, most, turned: false } if most == I::GREATEST => {
                let most = least.minus(I::ONE)?;
                Some(Self { least: most.negated()?, most, turned: true })
            }
            _ => None,
        }
    }

    /// The numerators that compare so with a numerator, or with what lies between it and the next.
    fn of(how: Comparison, whole: I, has_rest: bool) -> Option<Self> {
        let (least, most) = (I::LEAST, I::GREATEST);
        let (before, behind) = (whole.minus(I::ONE)?, whole.plus(I::ONE)?);
        let up_to = if has_rest { whole } else { before };
        let from = if has_rest { behind } else { whole };
        Some(match how {
            Comparison::Below => Self { least, most: up_to, turned: false },
            Comparison::AtMost => Self { least, most: whole, turned: false },
            Comparison::Above => Self { least: behind, most, turned: false },
            Comparison::AtLeast => Self { least: from, most, turned: false },
            Comparison::Is | Comparison::IsNot => {
                let none = Self { least: I::ONE, most: I::ZERO, turned: how == Comparison::IsNot };
                if has_rest { none } else { Self { least: whole, most: whole, ..none } }
            }
        })
    }
}
