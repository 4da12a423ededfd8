//! What an evaluation gives: the values the pass left behind, read back through the program.
//!
//! Nothing here is stored beside the values. Scores, outcomes, reasons and what is still missing are all read from the
//! same rows, so they cannot disagree.

mod complete;
mod digest;
mod fired;
mod ranks;

pub use complete::{Asked, Missing, MissingWhat};
pub(crate) use digest::digest;
pub use ranks::{Gap, Ranked};

use crate::absence::Absence;
use crate::assessment::{Assessment, Response, Seats};
use crate::evaluate::{Pass, Values};
use crate::fraction::Fraction;
use crate::int::Int;
use crate::program::{Program, RowTable};
use crate::records::{CapId, ClauseId, JudgedId, Limit, MeasureId, NodeId, OutcomeId, Place, RaterId, RowId};
use crate::row::{NONE, Op, Row};
use crate::value::{Count, Kind, Levels, Truth, Value};

/// One assessment evaluated from one perspective.
#[derive(Clone, Copy, Debug)]
pub struct Evaluation<'p, 'a, 'w, I = i64> {
    program: &'w Program<'p>,
    table: RowTable<'p>,
    assessment: &'a Assessment<'a>,
    seats: Seats,
    values: Values<'w, I>,
}

/// What a row holds, by its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A number, in lowest terms, or why there is none.
    Number(Result<Fraction, Absence>),
    /// The levels it can be, and the level where it is known.
    Level(Levels, Result<u8, Absence>),
    /// The place of a choice.
    Choice(Result<u16, Absence>),
    /// Yes, no or unknown.
    Truth(Truth),
    /// How many members meet a condition.
    Count(Count),
    /// A node.
    Node(Result<NodeId, Absence>),
}

impl Reading {
    /// What a value of a kind is read as.
    pub(crate) fn of<I: Int>(kind: Kind, value: Value<I>) -> Self {
        match kind {
            Kind::Number => Self::Number(
                value.as_number().map(Fraction::lowest).and_then(|n| n.at_width().ok_or(Absence::TooLarge)),
            ),
            Kind::Level => Self::Level(value.as_levels(), value.as_level()),
            Kind::Choice => Self::Choice(value.as_index()),
            Kind::Truth => Self::Truth(value.as_truth()),
            Kind::Count => Self::Count(value.as_count()),
            Kind::Node => Self::Node(value.as_index().map(|node| NodeId::new(usize::from(node)))),
        }
    }

    /// The number; a count that is decided is one.
    ///
    /// # Errors
    /// Why there is none.
    pub fn number(self) -> Result<Fraction, Absence> {
        match self {
            Self::Number(number) => number,
            Self::Count(count) if count.least == count.most => Ok(Fraction::whole(i128::from(count.least))),
            _ => Err(Absence::Undecided),
        }
    }
}

impl<'p, 'a, 'w, I: Int> Evaluation<'p, 'a, 'w, I> {
    pub(crate) fn new(
        program: &'w Program<'p>,
        table: RowTable<'p>,
        assessment: &'a Assessment<'a>,
        seats: Seats,
        values: Values<'w, I>,
    ) -> Self {
        Self { program, table, assessment, seats, values }
    }

    /// The program.
    #[must_use]
    pub const fn program(&self) -> &'w Program<'p> {
        self.program
    }

    /// The table of the perspective.
    #[must_use]
    pub const fn table(&self) -> &RowTable<'p> {
        &self.table
    }

    /// Whose perspective it is; nothing for the combined one.
    #[must_use]
    pub const fn perspective(&self) -> Option<RaterId> {
        self.table.perspective()
    }

    /// The assessment.
    #[must_use]
    pub const fn assessment(&self) -> &'a Assessment<'a> {
        self.assessment
    }

    /// The only response of a single rater.
    #[must_use]
    pub fn response(&self, rater: RaterId) -> Option<&'a Response<'a>> {
        self.seats.first(rater, self.assessment)
    }

    /// How many responses a rater has.
    #[must_use]
    pub fn respondents(&self, rater: RaterId) -> usize {
        usize::from(self.seats.respondents(rater))
    }

    /// What a row holds.
    #[must_use]
    pub fn reading(&self, row: RowId) -> Reading {
        Reading::of(self.row(row).kind, self.value(row))
    }

    /// Why a row's value is not known; nothing when it is.
    #[must_use]
    pub fn absence(&self, row: RowId) -> Option<Absence> {
        self.value(row).absence(self.row(row).kind)
    }

    #[inline]
    fn value(&self, row: RowId) -> Value<I> {
        if self.values.is_later(row.index()) { self.later(row) } else { self.values.get(row.index()) }
    }

    /// The value of a row that a plan did not keep.
    #[inline(never)]
    fn later(&self, row: RowId) -> Value<I> {
        let Self { program, assessment, values, .. } = *self;
        let pass = Pass { program, table: &self.table, assessment, seats: &self.seats, values };
        pass.later(row.index())
    }

    #[inline]
    fn row(&self, row: RowId) -> Row {
        self.table.row(row).unwrap_or(Row::new(Op::Absent, Kind::Number))
    }

    /// The row of a thing, if it has one in this perspective.
    #[must_use]
    #[inline]
    pub fn row_of(&self, place: Place, index: usize) -> Option<RowId> {
        self.program.row_of(&self.table, place, index)
    }

    fn number_at(&self, place: Place, index: usize) -> Result<Fraction, Absence> {
        self.row_of(place, index).map_or(Err(Absence::Private), |row| self.reading(row).number())
    }

    #[inline]
    fn truth_at(&self, place: Place, index: usize) -> Option<Truth> {
        self.row_of(place, index).map(|row| self.values.truth(row.index()))
    }

    /// The score of a node from this perspective; on a scale without values, the place of the level counted from nought.
    ///
    /// # Errors
    /// Why there is none.
    pub fn score(&self, node: NodeId) -> Result<Fraction, Absence> {
        self.number_at(Place::Node, node.index())
    }

    /// The score of a node at the width of the workings, in whatever terms it stands.
    ///
    /// # Errors
    /// Why there is none.
    #[inline]
    pub fn raw_score(&self, node: NodeId) -> Result<Fraction<I>, Absence> {
        self.row_of(Place::Node, node.index()).map_or(Err(Absence::Private), |row| self.value(row).as_number())
    }

    /// The score of a node from a rater's side; private ratings are not seen from another's.
    ///
    /// # Errors
    /// Why there is none.
    pub fn score_by(&self, node: NodeId, rater: RaterId) -> Result<Fraction, Absence> {
        let index = rater.index().saturating_mul(self.program.nodes().len()).saturating_add(node.index());
        self.number_at(Place::View, index)
    }

    /// The weight of a node's children that is known over the weight that remains; nothing where none remains.
    #[must_use]
    pub fn coverage(&self, node: NodeId) -> Option<Fraction> {
        let mut row = self.row(self.row_of(Place::Node, node.index())?);
        if row.op == Op::Only {
            row = self.row(row.row_a());
        }
        if row.op != Op::Roll {
            return match self.score(node) {
                Ok(_) => Some(Fraction::ONE),
                Err(reason) if reason.is_left_out() => None,
                Err(_) => Some(Fraction::ZERO),
            };
        }
        let (mut known, mut remaining) = (0_i128, 0_i128);
        for item in self.table.items_of(&row).iter() {
            let value = self.value(RowId::new(usize::from(item.a))).as_number();
            if value.is_err_and(Absence::is_left_out) {
                continue;
            }
            remaining = remaining.saturating_add(i128::from(item.weight));
            known = known.saturating_add(if value.is_ok() { i128::from(item.weight) } else { 0 });
        }
        Fraction::new(known, remaining).map(Fraction::lowest)
    }

    /// A measure.
    ///
    /// # Errors
    /// Why it is not known.
    pub fn measure(&self, measure: MeasureId) -> Result<Fraction, Absence> {
        self.number_at(Place::Measure, measure.index())
    }

    /// The level of an outcome.
    ///
    /// # Errors
    /// Why it is not known.
    pub fn outcome(&self, outcome: OutcomeId) -> Result<u8, Absence> {
        self.level_at(Place::Outcome, outcome.index()).1
    }

    /// The levels an outcome can be as far as this pass tells; just one where it is known.
    #[must_use]
    pub fn outcome_levels(&self, outcome: OutcomeId) -> Levels {
        self.level_at(Place::Outcome, outcome.index()).0
    }

    /// The level of an outcome before its caps and floors.
    ///
    /// # Errors
    /// Why it is not known.
    pub fn uncapped(&self, outcome: OutcomeId) -> Result<u8, Absence> {
        self.level_at(Place::Uncapped, outcome.index()).1
    }

    /// The level that a person chose.
    ///
    /// # Errors
    /// Why there is none.
    pub fn judged(&self, judged: JudgedId) -> Result<u8, Absence> {
        self.level_at(Place::Judged, judged.index()).1
    }

    #[cfg_attr(not(target_pointer_width = "32"), inline)]
    fn level_at(&self, place: Place, index: usize) -> (Levels, Result<u8, Absence>) {
        let value = self.row_of(place, index).map(|row| self.value(row));
        value.map_or((Levels::NONE, Err(Absence::Impossible)), |value| (value.as_levels(), value.as_level()))
    }

    /// The clause that decided an outcome before its caps and floors; none where these alone make it known.
    #[must_use]
    pub fn deciding_clause(&self, outcome: OutcomeId) -> Option<ClauseId> {
        let run = self.program.outcome(outcome).filter(|_| self.uncapped(outcome).is_ok())?.clauses;
        (run.first()..run.first().saturating_add(run.len()))
            .find(|clause| self.truth_at(Place::Clause, *clause).is_none_or(|truth| truth == Truth::Yes))
            .map(ClauseId::new)
    }

    /// The caps and floors that changed an outcome which is known, in the order in which they apply: its level, or the levels
    /// that it could have been.
    pub fn deciding_caps(&self, outcome: OutcomeId) -> impl Iterator<Item = CapId> {
        let run = self.program.outcome(outcome).map(|outcome| outcome.caps).unwrap_or_default();
        let (before, known) = (self.level_at(Place::Uncapped, outcome.index()).0, self.outcome(outcome).is_ok());
        let mut levels = if known { before } else { Levels::NONE };
        (run.first()..run.first().saturating_add(run.len())).filter_map(move |index| {
            let cap = self.program.caps().get(index)?;
            let held = match cap.limit {
                Limit::AtMost => levels.at_most(cap.level),
                Limit::AtLeast => levels.at_least(cap.level),
            };
            if held == levels || self.truth_at(Place::Cap, index) != Some(Truth::Yes) {
                return None;
            }
            levels = held;
            Some(CapId::new(index))
        })
    }

    /// The limits that a judged level breaks.
    pub fn broken_limits(&self, judged: JudgedId) -> impl Iterator<Item = CapId> {
        let run = self.program.judgement(judged).map(|judged| judged.caps).unwrap_or_default();
        let level = self.judged(judged).ok();
        (run.first()..run.first().saturating_add(run.len()))
            .filter(move |index| {
                let beyond = self.program.caps().get(*index).zip(level).is_some_and(|(cap, level)| match cap.limit {
                    Limit::AtMost => level > cap.level,
                    Limit::AtLeast => level < cap.level,
                });
                beyond && self.truth_at(Place::Cap, *index) == Some(Truth::Yes)
            })
            .map(CapId::new)
    }

    /// Marks the rows that must become known before `row` can: `marks` has one place for each row of the table, and what
    /// it held is overwritten. Marked rows that mention no other are what a person still has to give.
    pub fn mark_needed(&self, row: RowId, marks: &mut [bool]) {
        marks.fill(false);
        if let Some(mark) = marks.get_mut(row.index()) {
            *mark = self.absence(row).is_some();
        }
        for at in (0..=row.index()).rev() {
            if marks.get(at) != Some(&true) {
                continue;
            }
            let id = RowId::new(at);
            for earlier in self.table.because(id).filter(|earlier| self.matters(id, *earlier)) {
                if let Some(mark) = marks.get_mut(earlier.index()) {
                    *mark = true;
                }
            }
        }
    }

    /// Whether an operand that is not known can be what keeps its row unknown.
    fn matters(&self, row: RowId, operand: RowId) -> bool {
        let Some(reason) = self.absence(operand) else {
            return false;
        };
        let row = self.row(row);
        let left_out_is_dropped =
            matches!(row.op, Op::Roll | Op::Combine | Op::Count | Op::Best | Op::Worst | Op::Coverage);
        if reason.is_left_out() && left_out_is_dropped {
            return false;
        }
        // A decided list is read to its first yes; what stands behind it does not matter.
        !matches!(row.op, Op::Decide | Op::Choose) || self.is_reached(&row, operand)
    }

    fn is_reached(&self, row: &Row, operand: RowId) -> bool {
        for item in self.table.items_of(row).iter() {
            let condition =
                if item.a == NONE { Truth::Yes } else { self.value(RowId::new(usize::from(item.a))).as_truth() };
            let mentions = usize::from(item.a) == operand.index()
                || (row.op == Op::Choose && usize::from(item.b) == operand.index());
            if condition != Truth::No && mentions {
                return true;
            }
            if condition == Truth::Yes {
                return false;
            }
        }
        false
    }
}
