//! What a block of assessments gives.

use super::Window;
use super::column::{Column, Form};
use crate::evaluation::{Reading, digest};
use crate::int::Int;
use crate::records::{Place, RowId};
use crate::row::{Op, Row};
use crate::value::{Kind, Value};

/// A block of assessments, evaluated. What one of them rests on is told by
/// [`Program::evaluate`](crate::Program::evaluate), which gives the same values.
#[derive(Clone, Copy, Debug)]
pub struct Block<'b, 'p, I = i64> {
    pub(super) window: Window<'b, 'p>,
    columns: &'b [Column<I>],
}

/// What a row holds for each assessment of a block, lent as the columns keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lent<'b> {
    /// Nought for no, one for yes, two for unknown.
    Truths(&'b [u8]),
    /// Sets of the lowest eight levels, the lowest in the lowest bit: just one where the level is known.
    Levels(&'b [u8]),
    /// Numbers.
    Numbers {
        /// Numerators; nought where there is no number.
        nums: &'b [i16],
        /// Denominators.
        dens: Denominators<'b>,
        /// Nought where there is a number, otherwise the code of the [`Absence`](crate::Absence).
        whys: &'b [u8],
    },
}

/// What numbers of a column stand over, always at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denominators<'b> {
    /// All over the same.
    One(i16),
    /// Each over its own.
    Each(&'b [i16]),
}

impl<'b, 'p, I: Int> Block<'b, 'p, I> {
    pub(super) const fn new(window: Window<'b, 'p>, columns: &'b [Column<I>]) -> Self {
        Self { window, columns }
    }

    /// How many assessments the block has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.window.lanes
    }

    /// Whether the block has no assessment.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a row holds for one assessment of the block.
    #[must_use]
    pub fn reading(&self, row: RowId, lane: usize) -> Reading {
        let kind = self.window.batch.table.row(row).unwrap_or(Row::new(Op::Absent, Kind::Number)).kind;
        let value = self.columns.get(row.index()).map_or(Value::BLANK, |column| column.get(&self.window, lane));
        Reading::of(kind, value)
    }

    /// What a row holds for all assessments of the block: one entry for each; nothing where the columns keep it wider. Then
    /// and else [`Block::reading`] tells the same.
    #[must_use]
    pub fn lent(&self, row: RowId) -> Option<Lent<'b>> {
        let column = self.column(row)?;
        let (bytes, nums) = (column.bytes.get(..self.len())?, column.nums.get(..self.len())?);
        match column.form {
            Form::Truths => Some(Lent::Truths(bytes)),
            Form::Levels => Some(Lent::Levels(bytes)),
            Form::Numbers(numbers) => Some(Lent::Numbers { nums, dens: Denominators::One(numbers.den), whys: bytes }),
            Form::Ratios(_) => {
                let dens = Denominators::Each(column.dens.get(..self.len())?);
                Some(Lent::Numbers { nums, dens, whys: bytes })
            }
            _ => None,
        }
    }

    pub(super) fn column(&self, row: RowId) -> Option<&'b Column<I>> {
        self.columns.get(row.index())
    }

    /// A digest of every row's value for one assessment: that of its evaluation.
    #[must_use]
    pub fn digest(&self, lane: usize) -> u64 {
        digest((0..self.columns.len()).map(|row| self.reading(RowId::new(row), lane)))
    }

    /// The row of a thing, if it has one in this perspective.
    #[must_use]
    pub fn row_of(&self, place: Place, index: usize) -> Option<RowId> {
        self.window.program().row_of(&self.window.batch.table, place, index)
    }
}
