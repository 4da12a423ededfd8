//! The same rows over ranges: what every completion of an assessment can still give.
//!
//! Each unrated leaf may become anything it allows, answers included; a context value that is not set may become any
//! choice, a judgement any level. A group with fewer respondents than its floor is open; one that has reached it is
//! closed, and only the leaves that its respondents left unrated may change. Ranges contain the truth of every
//! completion; they may be wider than it, because rows that share a rating are taken apart.

mod inputs;
mod levels;
mod numbers;
mod range;
mod rolls;
mod truths;

pub use range::{LevelRange, NumberRange, Range, TruthSet};

use crate::assessment::{Assessment, AssessmentError, AssessmentErrorKind, Response, Seats, fit};
use crate::fraction::Fraction;
use crate::int::Int;
use crate::program::{Program, RowTable};
use crate::records::{NumberId, OutcomeId, Place, RaterId, RowId};
use crate::row::{Item, Op, Row};
use crate::value::Levels;
use crate::wire::Table;

/// Which assessments the ranges are to hold for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every completion of the assessment.
    Completions,
    /// Every completion, whatever the previous result was.
    AnyPrior,
    /// Every assessment that gives what this one gives: what it leaves open may stay open. Context values that are not
    /// set are taken to be.
    Every,
}

/// The ranges of one assessment from one perspective.
#[derive(Clone, Copy, Debug)]
pub struct Bounds<'p, 'w, I: Int = i64> {
    program: Program<'p>,
    table: RowTable<'p>,
    ranges: &'w [Range<I>],
}

impl<'p, 'w, I: Int> Bounds<'p, 'w, I> {
    /// The table of the perspective.
    #[must_use]
    pub const fn table(&self) -> &RowTable<'p> {
        &self.table
    }

    /// The range of a row.
    #[must_use]
    pub fn range(&self, row: RowId) -> Range<I> {
        self.ranges.get(row.index()).copied().unwrap_or_default()
    }

    /// The range of a thing, if it has a row in this perspective.
    #[must_use]
    pub fn range_of(&self, place: Place, index: usize) -> Option<Range<I>> {
        self.program.row_of(&self.table, place, index).map(|row| self.range(row))
    }

    /// The levels that an outcome can still have; none when no completion gives one.
    #[must_use]
    pub fn possible(&self, outcome: OutcomeId) -> Levels {
        match self.range_of(Place::Outcome, outcome.index()) {
            Some(Range::Level(range)) => range.possible,
            _ => Levels::NONE,
        }
    }
}

impl<'p> Program<'p> {
    /// The range of every row over all completions of `assessment`, in the caller's workings: one range for each row.
    ///
    /// # Errors
    /// [`AssessmentError`] as for [`Program::evaluate`].
    pub fn bound<'w, I: Int>(
        &self,
        perspective: Option<RaterId>,
        assessment: &Assessment<'_>,
        scope: Scope,
        workings: &'w mut [Range<I>],
    ) -> Result<Bounds<'p, 'w, I>, AssessmentError> {
        self.bound_where(perspective, assessment, scope, &[], workings)
    }

    /// The same, where some rows are known to hold no more than a range: what stands on them is computed from that, and
    /// what they stand on does not matter. `held` is in the order of the rows.
    ///
    /// # Errors
    /// [`AssessmentError`] as for [`Program::evaluate`].
    pub fn bound_where<'w, I: Int>(
        &self,
        perspective: Option<RaterId>,
        assessment: &Assessment<'_>,
        scope: Scope,
        held: &[(RowId, Range<I>)],
        workings: &'w mut [Range<I>],
    ) -> Result<Bounds<'p, 'w, I>, AssessmentError> {
        let Some(table) = self.table(perspective) else {
            return Err(AssessmentError::new(AssessmentErrorKind::NoSuchPerspective));
        };
        if I::BITS < u32::from(self.width() as u8) {
            return Err(AssessmentError::new(AssessmentErrorKind::TooNarrow(self.width())));
        }
        let Some(ranges) = workings.get_mut(..table.len()) else {
            return Err(AssessmentError::new(AssessmentErrorKind::WorkingsTooSmall(table.len())));
        };
        let seats = fit(self, assessment)?;
        let mut pass = Pass { program: self, table: &table, assessment, seats, scope, ranges };
        pass.run(held);
        Ok(Bounds { program: *self, table, ranges })
    }
}

/// The pass in progress: rows before the current one have their ranges.
struct Pass<'r, 'p, 'a, 'w, I: Int> {
    program: &'r Program<'p>,
    table: &'r RowTable<'p>,
    assessment: &'r Assessment<'a>,
    seats: Seats,
    scope: Scope,
    ranges: &'w mut [Range<I>],
}

impl<'p, I: Int> Pass<'_, 'p, '_, '_, I> {
    fn run(&mut self, held: &[(RowId, Range<I>)]) {
        let mut held = held.iter().peekable();
        for (at, row) in self.table.rows.iter().enumerate() {
            let known = held.next_if(|(row, _)| row.index() == at);
            let range = known.map_or_else(|| self.step(&row), |(_, range)| *range);
            if let Some(place) = self.ranges.get_mut(at) {
                *place = range;
            }
        }
    }

    fn step(&self, row: &Row) -> Range<I> {
        match row.op {
            Op::Absent => self.absent(row),
            Op::Rating | Op::Figure => Range::Number(self.rating(row)),
            Op::Group => Range::Number(self.group(row)),
            Op::Evidence | Op::Words => Range::Number(self.tally(row)),
            Op::Context => self.context(row),
            Op::Judged => self.judged(row),
            Op::Prior => self.prior(row),
            Op::Number => {
                Range::Number(self.constant(row.number_a()).map_or_else(NumberRange::anything, NumberRange::point))
            }
            Op::Level => Range::Level(LevelRange::known(Levels::only(crate::evaluate::low_byte(row.a)))),
            Op::Choice => Range::Choice(1_u64.checked_shl(u32::from(row.a)).unwrap_or(0)),
            Op::Truth => Range::Truth(TruthSet::of(row.a != 0)),
            Op::Combine => Range::Number(self.combine(row)),
            Op::Roll => Range::Number(self.roll(row)),
            Op::Only => Range::Number(self.only(row)),
            Op::Coverage => Range::Number(self.coverage(row)),
            Op::Fold => Range::Number(self.fold(row)),
            Op::Plus | Op::Minus | Op::Times | Op::Over => Range::Number(self.arithmetic(row)),
            Op::Negated | Op::Magnitude | Op::Round => Range::Number(self.unary(row)),
            Op::Linear => Range::Number(self.linear(row)),
            Op::Compare => Range::Truth(self.compare(row)),
            Op::CompareLevels => Range::Truth(self.compare_levels(row)),
            Op::CompareChoices => Range::Truth(self.compare_choices(row)),
            Op::CompareCounts => Range::Truth(self.compare_counts(row)),
            Op::IsNode => Range::Truth(self.is_node(row)),
            Op::And => Range::Truth(self.truth(row.a).and(self.truth(row.b))),
            Op::Or => Range::Truth(self.truth(row.a).or(self.truth(row.b))),
            Op::Not => Range::Truth(self.truth(row.a).not()),
            Op::Known => Range::Truth(self.known(row)),
            Op::Count => Range::Count(self.count(row)),
            Op::Any => Range::Truth(self.any(row)),
            Op::All => Range::Truth(self.all(row)),
            Op::CountNumber => Range::Number(self.count_number(row)),
            Op::LevelNumber => Range::Number(self.level_number(row)),
            Op::Decide => Range::Level(self.decide(row)),
            Op::Choose => Range::Number(self.choose(row)),
            Op::Cap => Range::Level(self.cap(row)),
            Op::Matrix => Range::Level(self.matrix(row)),
            Op::FirstKnown => self.first_known(row),
            Op::Best | Op::Worst => Range::Node,
        }
    }

    fn range(&self, row: u16) -> Range<I> {
        self.ranges.get(usize::from(row)).copied().unwrap_or_default()
    }

    fn number(&self, row: u16) -> NumberRange<I> {
        match self.range(row) {
            Range::Number(range) => range,
            _ => NumberRange::anything(),
        }
    }

    fn truth(&self, row: u16) -> TruthSet {
        match self.range(row) {
            Range::Truth(set) => set,
            _ => TruthSet::ANY,
        }
    }

    fn levels(&self, row: u16) -> LevelRange {
        match self.range(row) {
            Range::Level(range) => range,
            _ => LevelRange { unknown: true, ..LevelRange::known(Levels::all(32)) },
        }
    }

    fn constant(&self, id: NumberId) -> Option<Fraction<I>> {
        self.program.number(id).at_width()
    }

    fn items(&self, row: &Row) -> Table<'p, Item> {
        row.items(&self.table.items)
    }

    fn responses(&self, rater: u16) -> impl Iterator<Item = &Response<'_>> {
        let rater = RaterId::new(usize::from(rater));
        self.assessment.responses.iter().filter(move |response| response.rater == rater)
    }
}
