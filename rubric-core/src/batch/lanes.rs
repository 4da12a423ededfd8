//! The pass over a block: each row for every assessment of the block, before the next row.

use super::column::Column;
use super::{Batch, Window, inputs};
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
        if !inputs::fill(&batch.program, window, &row, column) {
            one_by_one(batch, window.lanes, &row, before, column, lane);
        }
    }
}

/// Fills the column of a row as an evaluation of one assessment does it, for each in turn: the values that the row
/// mentions are copied to where an evaluation has them.
fn one_by_one<I: Int>(
    batch: &Batch<'_>,
    lanes: usize,
    row: &Row,
    before: &[Column<I>],
    column: &mut Column<I>,
    lane: &mut [Value<I>],
) {
    let assessment = Assessment::default();
    let pass = Pass {
        program: &batch.program,
        table: &batch.table,
        assessment: &assessment,
        seats: Seats::NONE,
        values: lane,
    };
    let mentioned = row.because(&batch.table.items);
    let mut value = |lane: usize| {
        for id in mentioned.clone() {
            if let (Some(slot), Some(column)) = (pass.values.get_mut(id.index()), before.get(id.index())) {
                *slot = column.get(lane);
            }
        }
        pass.step(row)
    };
    match row.kind {
        Kind::Truth => column.fill_truths(lanes, |lane| value(lane).as_truth()),
        _ => column.fill(lanes, value),
    }
}
