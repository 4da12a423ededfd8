//! The pass over a block: each row for every assessment of the block, before the next row.

use super::column::Column;
use super::{Batch, Window, inputs, kernels};
use crate::assessment::{Assessment, Seats};
use crate::evaluate::Pass;
use crate::int::Int;
use crate::row::Row;
use crate::value::{Kind, Value};

/// Fills the columns of all rows.
pub(super) fn run<I: Int>(batch: &Batch<'_>, window: &Window<'_>, columns: &mut [Column<I>], lane: &mut [Value<I>]) {
    for (at, row) in batch.table.rows.iter().enumerate() {
        let Some((before, [column, ..])) = columns.split_at_mut_checked(at) else {
            return;
        };
        if inputs::fill(&batch.program, window, &row, column) {
            continue;
        }
        let mut alone = Alone { batch, row: &row, before, lane };
        if kernels::fill(window.lanes, column, &mut alone) {
            continue;
        }
        match row.kind {
            Kind::Truth => column.fill_truths(window.lanes, |lane| alone.value(lane).as_truth()),
            _ => column.fill(window.lanes, |lane| alone.value(lane)),
        }
    }
}

/// A row, evaluated as an evaluation of one assessment does it: the values that the row mentions are copied to where an
/// evaluation has them.
pub(super) struct Alone<'r, 'p, 'l, I> {
    pub(super) batch: &'r Batch<'p>,
    pub(super) row: &'r Row,
    pub(super) before: &'r [Column<I>],
    lane: &'l mut [Value<I>],
}

impl<I: Int> Alone<'_, '_, '_, I> {
    /// The value of the row for one assessment of the block.
    pub(super) fn value(&mut self, lane: usize) -> Value<I> {
        let (program, table) = (&self.batch.program, &self.batch.table);
        for id in self.row.because(&table.items) {
            if let (Some(slot), Some(column)) = (self.lane.get_mut(id.index()), self.before.get(id.index())) {
                *slot = column.get(program, lane);
            }
        }
        let assessment = Assessment::default();
        Pass { program, table, assessment: &assessment, seats: Seats::NONE, values: self.lane }.step(self.row)
    }

    /// The column of a row before.
    pub(super) fn column(&self, row: u16) -> Option<&Column<I>> {
        self.before.get(usize::from(row))
    }
}
