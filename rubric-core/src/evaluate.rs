//! One forward pass: each row from the rows before it.

mod cover;
mod inputs;
mod levels;
#[cfg(feature = "series")]
mod lists;
mod numbers;
#[cfg(not(feature = "series"))]
mod pairs;
mod rolls;
mod truths;

use cover::Children;
pub(crate) use cover::Terms;
pub(crate) use inputs::{context, fraction, group, judged, leaves, prior, tally};
pub(crate) use levels::held;
#[cfg(feature = "series")]
pub(crate) use lists::{Values, Workings};
pub(crate) use numbers::{height, rounding};
#[cfg(not(feature = "series"))]
pub(crate) use pairs::{Values, Workings};
pub(crate) use rolls::nth;
pub(crate) use truths::{all_agree, compare_sets, comparison};
#[cfg(feature = "series")]
pub(crate) use {levels::cap, numbers::arithmetic, rolls::divided, truths::any, truths::compare};

use crate::absence::Absence;
use crate::assessment::{Assessment, AssessmentError, AssessmentErrorKind, Response, Seats, fit};
use crate::evaluation::Evaluation;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::program::{Program, RowTable};
use crate::records::{NumberId, RaterId, RowId};
use crate::row::{Comparison, Item, Op, Row};
use crate::value::{Levels, Truth, Value};
use crate::wire::Table;

/// A number, or why there is none.
pub(crate) type Outcome<I> = Result<Fraction<I>, Absence>;

impl<'p> Program<'p> {
    /// Evaluates `assessment` from a rater's perspective, or from the combined one, in the caller's workings: two
    /// integers for each row of the table, at least as wide as the program's [`width`](Program::width).
    ///
    /// # Errors
    /// [`AssessmentError`] when the assessment does not fit the program, or the workings are too small or too narrow.
    pub fn evaluate<'a, 'w, I: Int>(
        &'w self,
        perspective: Option<RaterId>,
        assessment: &'a Assessment<'a>,
        workings: &'w mut [[I; 2]],
    ) -> Result<Evaluation<'p, 'a, 'w, I>, AssessmentError> {
        let (table, workings) = self.lent(perspective, workings)?;
        let seats = fit(self, assessment)?;
        let mut workings = Workings::new(workings);
        let pass = Pass { program: self, table: &table, assessment, seats: &seats, values: Values::NONE };
        pass.run(&mut workings);
        Ok(Evaluation::new(self, table, assessment, seats, workings.into_values()))
    }

    /// The table of a perspective, and as many of the workings as it needs.
    pub(crate) fn lent<'w, I: Int>(
        &self,
        perspective: Option<RaterId>,
        workings: &'w mut [[I; 2]],
    ) -> Result<(RowTable<'p>, &'w mut [[I; 2]]), AssessmentError> {
        let Some(table) = self.table(perspective) else {
            return Err(AssessmentError::new(AssessmentErrorKind::NoSuchPerspective));
        };
        if I::BITS < u32::from(self.width() as u8) {
            return Err(AssessmentError::new(AssessmentErrorKind::TooNarrow(self.width())));
        }
        match workings.get_mut(..table.len()) {
            Some(workings) => Ok((table, workings)),
            None => Err(AssessmentError::new(AssessmentErrorKind::WorkingsTooSmall(table.len()))),
        }
    }
}

/// One assessment from one perspective, and what the rows hold so far.
#[derive(Clone, Copy)]
pub(crate) struct Pass<'r, 'p, 'a, 'w, I> {
    pub(crate) program: &'r Program<'p>,
    pub(crate) table: &'r RowTable<'p>,
    pub(crate) assessment: &'a Assessment<'a>,
    pub(crate) seats: &'r Seats,
    pub(crate) values: Values<'w, I>,
}

impl<'r, 'p, 'a, I: Int> Pass<'r, 'p, 'a, '_, I> {
    /// The same with other values.
    #[inline(always)]
    pub(crate) const fn with<'v>(&self, values: Values<'v, I>) -> Pass<'r, 'p, 'a, 'v, I> {
        Pass { program: self.program, table: self.table, assessment: self.assessment, seats: self.seats, values }
    }

    /// Fills every row, each by itself.
    pub(crate) fn run(&self, workings: &mut Workings<'_, I>) {
        for at in 0..self.table.len() {
            if let Some(row) = self.table.rows.get(at) {
                let value = self.with(workings.values()).step(&row);
                workings.put(at, value);
            }
        }
    }

    /// The value of one row. Every arm is one call: what an operation means stands in one place. What operands that are
    /// no rows would be is not looked at.
    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(crate) fn step(&self, row: &Row) -> Value<I> {
        let (a, b) = (self.operand(row.a, || row.row_operands().0), self.operand(row.b, || row.row_operands().1));
        let items = self.items(row);
        let number = match row.op {
            Op::Rating | Op::Figure => return Value::of_number(self.rating(row)),
            Op::Group => return Value::of_number(self.group(row)),
            Op::Number => return Value::of_number(self.constant(row.number_a())),
            Op::CountNumber => return Value::of_number(numbers::count_number(row, a.as_count())),
            Op::LevelNumber => return Value::of_number(self.level_number(row, a)),
            Op::Choose => return Value::of_number(self.choose(&items)),
            Op::Evidence | Op::Words => self.tally(row),
            Op::Combine | Op::Roll | Op::Coverage | Op::Fold | Op::Best | Op::Worst => {
                Terms::new(self.program, *row).value(row, &Children { pass: *self, items })
            }
            Op::Plus | Op::Minus | Op::Times | Op::Over => numbers::arithmetic(row, a, b),
            Op::Negated | Op::Magnitude | Op::Round => numbers::unary(row, a),
            Op::Linear => self.linear(&items, a),
            Op::Absent => return absent(row),
            Op::Context => return self.context(row),
            Op::Judged => return self.judged(row),
            Op::Prior => return self.prior(row),
            Op::Level => return Value::level(Levels::only(low_byte(row.a)), None),
            Op::Choice => return Value::index(row.a),
            Op::Only => return numbers::only(a, b.as_truth()),
            Op::Count => return Value::count(self.count(&items)),
            Op::Decide => return self.decide(&items),
            Op::Cap => return levels::cap(row, a, b.as_truth()),
            Op::Matrix => return self.matrix(row, &items, (a, b)),
            Op::FirstKnown => return self.first_known(row, &items),
            Op::Truth => return Value::truth(Truth::of(row.a != 0)),
            // A choice is its place over one, so that choices compare as numbers do.
            Op::Compare | Op::CompareChoices => return Value::truth(truths::compare(comparison(row.how), a, b)),
            Op::CompareLevels => return Value::truth(compare_sets(comparison(row.how), a.as_levels(), b.as_levels())),
            Op::CompareCounts => return Value::truth(self.compare_counts(row, a, b)),
            Op::IsNode => return Value::truth(truths::compare(Comparison::Is, a, Value::index(row.b))),
            Op::And => return Value::truth(a.as_truth().and(b.as_truth())),
            Op::Or => return Value::truth(a.as_truth().or(b.as_truth())),
            Op::Not => return Value::truth(a.as_truth().not()),
            Op::Known => return Value::truth(Truth::of(a.is_known(self.kind(row.a)))),
            Op::Any => return Value::truth(truths::any(a.as_count())),
            Op::All => return Value::truth(truths::all(a.as_count())),
        };
        Value::of_number(guard(row, number))
    }

    #[cfg_attr(target_arch = "wasm32", inline(always))]
    #[cfg_attr(not(target_arch = "wasm32"), inline)]
    pub(crate) fn value(&self, row: u16) -> Value<I> {
        let at = usize::from(row);
        if self.values.is_later(at) { self.later(at) } else { self.values.get(at) }
    }

    /// The value of an operand. One that is no row could stand for one that is not kept, which must not be evaluated then.
    #[cfg_attr(target_arch = "wasm32", inline(always))]
    #[cfg_attr(not(target_arch = "wasm32"), inline)]
    fn operand(&self, row: u16, is_row: impl FnOnce() -> bool) -> Value<I> {
        if self.values.is_later(usize::from(row)) && !is_row() { Value::BLANK } else { self.value(row) }
    }

    /// The value of a row that is not kept, by what its operation means.
    #[inline(never)]
    pub(crate) fn later(&self, at: usize) -> Value<I> {
        self.table.rows.get(at).map_or(Value::BLANK, |row| self.step(&row))
    }

    #[inline(always)]
    pub(crate) fn number(&self, row: u16) -> Outcome<I> {
        self.value(row).as_number()
    }

    #[inline]
    pub(crate) fn truth(&self, row: u16) -> Truth {
        self.values.truth(usize::from(row))
    }

    #[inline]
    pub(crate) fn constant(&self, id: NumberId) -> Outcome<I> {
        constant(self.program, id)
    }

    pub(crate) fn items(&self, row: &Row) -> Table<'p, Item> {
        row.items(&self.table.items)
    }

    /// The responses of one rater.
    pub(crate) fn responses(&self, rater: u16) -> impl Iterator<Item = &'a Response<'a>> + use<'a, I> {
        let rater = RaterId::new(usize::from(rater));
        self.assessment.responses.iter().filter(move |response| response.rater == rater)
    }

    /// What an earlier row's kind is.
    pub(crate) fn kind(&self, row: u16) -> crate::value::Kind {
        self.table.row(RowId::new(usize::from(row))).map_or(crate::value::Kind::Number, |row| row.kind)
    }
}

#[inline]
pub(crate) fn constant<I: Int>(program: &Program<'_>, id: NumberId) -> Outcome<I> {
    let number = program.numbers().get(id.index()).ok_or(Absence::TooLarge)?;
    let parts = I::from_wide(number.num).zip(I::from_wide(number.den));
    parts.and_then(|(num, den)| Fraction::over_positive(num, den)).ok_or(Absence::TooLarge)
}

fn absent<I: Int>(row: &Row) -> Value<I> {
    let reason = Absence::from_code(row.how).unwrap_or_default();
    match row.kind {
        crate::value::Kind::Level => Value::level(Levels::all(low_byte(row.b)), Some(reason)),
        _ => Value::absent(reason),
    }
}

/// A small operand as a byte.
pub(crate) fn low_byte(operand: u16) -> u8 {
    u8::try_from(operand).unwrap_or(u8::MAX)
}

/// An absence passed on: what stands on something unknown is unknown for that reason alone.
pub(crate) const fn passed_on(_: Absence) -> Absence {
    Absence::Earlier
}

/// Holds a result to the limit on magnitudes where the compiler could not prove it.
#[inline]
pub(crate) fn guard<I: Int>(row: &Row, number: Outcome<I>) -> Outcome<I> {
    match number {
        Ok(number) if row.guarded != 0 && number.is_too_large() => Err(Absence::TooLarge),
        number => number,
    }
}
