//! The pass over a block: each row for every assessment of the block, before the next row.

use super::column::Column;
use super::{Window, inputs, kernels};
use crate::assessment::{Assessment, Seats};
use crate::evaluate::{Pass, Workings};
use crate::int::Int;
use crate::row::{Item, Row};
use crate::value::{Kind, Value};
use crate::wire::Table;

/// Fills the columns of all rows.
pub(super) fn run<I: Int>(window: &Window<'_, '_>, columns: &mut [Column<I>], lane: &mut [[I; 2]]) {
    let mut workings = Workings::new(lane);
    for (at, row) in window.batch.table.rows.iter().enumerate() {
        let Some((before, [column, ..])) = columns.split_at_mut_checked(at) else {
            return;
        };
        if inputs::fill(window, &row, column) {
            continue;
        }
        let mut alone = Alone { window, row: &row, before, workings: workings.lend() };
        if kernels::fill(column, &mut alone) {
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
pub(super) struct Alone<'r, 'p, I> {
    pub(super) window: &'r Window<'r, 'p>,
    pub(super) row: &'r Row,
    pub(super) before: &'r [Column<I>],
    workings: Workings<'r, I>,
}

impl<I: Int> Alone<'_, '_, I> {
    /// The value of the row for one assessment of the block.
    pub(super) fn value(&mut self, lane: usize) -> Value<I> {
        let (program, table) = (self.window.program(), &self.window.batch.table);
        for id in self.row.because(&table.items) {
            if let Some(column) = self.before.get(id.index()) {
                self.workings.put(id.index(), column.get(self.window, lane));
            }
        }
        let assessment = Assessment::default();
        Pass { program, table, assessment: &assessment, seats: &Seats::NONE, values: self.workings.values() }
            .step(self.row)
    }

    /// The column of a row before.
    pub(super) fn column(&self, row: u16) -> Option<&Column<I>> {
        self.before.get(usize::from(row))
    }

    /// The row's items.
    pub(super) fn items(&self) -> Table<'_, Item> {
        self.row.items(&self.window.batch.table.items)
    }
}
