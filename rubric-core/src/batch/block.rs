//! What a block of assessments gives.

use super::column::{Column, truth};
use super::{Batch, LANES};
use crate::absence::Absence;
use crate::evaluation::{Reading, digest};
use crate::fraction::Fraction;
use crate::int::Int;
use crate::program::Program;
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

    pub(super) const fn program(&self) -> &'b Program<'p> {
        &self.batch.program
    }

    pub(super) fn column(&self, row: RowId) -> Option<&'b Column<I>> {
        self.columns.get(row.index())
    }

    #[inline]
    fn value(&self, row: RowId, lane: usize) -> Value<I> {
        self.columns.get(row.index()).map_or(Value::BLANK, |column| column.get(&self.batch.program, lane))
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
    #[inline]
    pub fn scores(&self, node: NodeId) -> impl Iterator<Item = Result<Fraction<I>, Absence>> {
        let row = self.row_of(Place::Node, node.index());
        let column = row.and_then(|row| self.column(row));
        let narrow = column.and_then(Column::over_one).and_then(|(numbers, nums, whys)| {
            Some((integer::<I>(numbers.den), nums.get(..self.lanes)?, whys.get(..self.lanes)?))
        });
        let (den, nums, whys) = narrow.unwrap_or((I::ONE, &[], &[]));
        let known = move |(num, why): (&i16, &u8)| match Absence::from_code(*why) {
            None => Ok(Fraction::over_positive(integer(*num), den)),
            Some(reason) => Err(reason),
        };
        let others = (nums.len()..self.lanes)
            .map(move |lane| row.map_or(Err(Absence::Private), |row| self.value(row, lane).as_number()));
        nums.iter().zip(whys).map(known).chain(others)
    }

    /// The level of an outcome in each assessment, or why it is not known.
    pub fn outcomes(&self, outcome: OutcomeId) -> impl Iterator<Item = Result<u8, Absence>> {
        self.levels(Place::Outcome, outcome)
    }

    /// The level of an outcome in each assessment before its caps and floors, or why it is not known.
    pub fn uncapped(&self, outcome: OutcomeId) -> impl Iterator<Item = Result<u8, Absence>> {
        self.levels(Place::Uncapped, outcome)
    }

    #[inline]
    fn levels(&self, place: Place, outcome: OutcomeId) -> impl Iterator<Item = Result<u8, Absence>> {
        let row = self.row_of(place, outcome.index());
        let sets = row.and_then(|row| self.column(row)).and_then(Column::levels);
        let sets = sets.and_then(|sets| sets.get(..self.lanes)).unwrap_or(&[]);
        let value = move |lane| row.map_or(Err(Absence::Impossible), |row| self.value(row, lane).as_level());
        let single = move |(lane, set): (usize, &u8)| {
            if set.is_power_of_two() { Ok(u8::try_from(set.trailing_zeros()).unwrap_or(0)) } else { value(lane) }
        };
        sets.iter().enumerate().map(single).chain((sets.len()..self.lanes).map(value))
    }

    /// Whether a flag or a piece of advice fires in each assessment; unknown does not, and waits.
    #[inline]
    pub fn fires(&self, rule: RuleId) -> impl Iterator<Item = Truth> {
        const NEVER: &[u8; LANES] = &[0; LANES];
        let row = self.row_of(Place::Rule, rule.index());
        let truths = row.and_then(|row| self.column(row)).and_then(Column::truths).unwrap_or(NEVER);
        truths.get(..self.lanes).unwrap_or(truths).iter().map(|byte| truth(*byte))
    }
}

#[inline]
fn integer<I: Int>(part: i16) -> I {
    I::from_long(i64::from(part)).unwrap_or(I::ZERO)
}
