//! What a block of assessments gives.

use super::Batch;
use super::column::Column;
use crate::absence::Absence;
use crate::evaluation::{Reading, digest};
use crate::fraction::Fraction;
use crate::int::Int;
use crate::records::{NodeId, OutcomeId, Place, RowId, RuleId};
use crate::row::{Op, Row};
use crate::value::{Kind, Truth, Value};

/// A block of assessments, evaluated. What one of them rests on is told by
/// [`Program::evaluate`](crate::Program::evaluate), which gives the same values.
#[derive(Clone, Copy, Debug)]
pub struct Block<'b, 'p, I = i64> {
    batch: &'b Batch<'p>,
    columns: &'b [Column<I>],
    lanes: usize,
}

impl<'b, 'p, I: Int> Block<'b, 'p, I> {
    pub(super) const fn new(batch: &'b Batch<'p>, columns: &'b [Column<I>], lanes: usize) -> Self {
        Self { batch, columns, lanes }
    }

    /// How many assessments the block has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.lanes
    }

    /// Whether the block has no assessment.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.lanes == 0
    }

    /// What a row holds for one assessment of the block.
    #[must_use]
    pub fn reading(&self, row: RowId, lane: usize) -> Reading {
        let kind = self.batch.table.row(row).unwrap_or(Row::new(Op::Absent, Kind::Number)).kind;
        Reading::of(kind, self.value(row, lane))
    }

    #[inline]
    fn value(&self, row: RowId, lane: usize) -> Value<I> {
        self.columns.get(row.index()).map_or(Value::BLANK, |column| column.get(lane))
    }

    /// A digest of every row's value for one assessment: that of its evaluation.
    #[must_use]
    pub fn digest(&self, lane: usize) -> u64 {
        digest((0..self.columns.len()).map(|row| self.reading(RowId::new(row), lane)))
    }

    /// The row of a thing, if it has one in this perspective.
    #[must_use]
    pub fn row_of(&self, place: Place, index: usize) -> Option<RowId> {
        self.batch.program.row_of(&self.batch.table, place, index)
    }

    /// The score of a node in each assessment at the width of the columns, in whatever terms it stands, or why there is
    /// none.
    pub fn scores(&self, node: NodeId) -> impl Iterator<Item = Result<Fraction<I>, Absence>> {
        let row = self.row_of(Place::Node, node.index());
        (0..self.lanes).map(move |lane| row.map_or(Err(Absence::Private), |row| self.value(row, lane).as_number()))
    }

    /// The level of an outcome in each assessment, or why it is not known.
    pub fn outcomes(&self, outcome: OutcomeId) -> impl Iterator<Item = Result<u8, Absence>> {
        let row = self.row_of(Place::Outcome, outcome.index());
        (0..self.lanes).map(move |lane| row.map_or(Err(Absence::Impossible), |row| self.value(row, lane).as_level()))
    }

    /// Whether a flag or a piece of advice fires in each assessment; unknown does not, and waits.
    pub fn fires(&self, rule: RuleId) -> impl Iterator<Item = Truth> {
        let row = self.row_of(Place::Rule, rule.index());
        (0..self.lanes).map(move |lane| row.map_or(Truth::No, |row| self.value(row, lane).as_truth()))
    }
}
