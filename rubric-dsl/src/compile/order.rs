//! The order of the rows of a table: what does the same stands together.
//!
//! A row needs the rows it mentions before it, and nothing else says where it stands. Rows are put by how many steps
//! they are from the ratings, and within a step by what they do, so that an engine tells an operation apart once for all
//! the rows that do it.

use rubric_core::records::RowId;
use rubric_core::{Item, NONE, Op, Row};

use super::rows::{Table, of};
use crate::list::List;
use crate::sorted;

/// Brings the rows of a table into their order; gives the new place of each row too.
pub(super) fn alike_together(table: Table) -> (Table, Vec<RowId>) {
    let steps = steps(&table);
    let key = |at: usize| {
        let row = table.rows.get(at).copied().unwrap_or(Row::new(Op::Absent, rubric_core::Kind::Number));
        let operand = match row.op {
            Op::Rating => row.b,
            Op::Number => row.a,
            _ => 0,
        };
        (steps.get(at).copied().unwrap_or(0), row.op, row.kind, operand)
    };
    let order = sorted::places(table.rows.len(), &|a, b| key(a).cmp(&key(b)));
    let mut places = vec![RowId::NONE; table.rows.len()];
    for (at, old) in order.iter().enumerate() {
        if let Some(place) = places.get_mut(*old) {
            *place = RowId::new(at);
        }
    }
    let mut rows = Vec::with_capacity(table.rows.len());
    let mut items = Vec::with_capacity(table.items.len());
    for row in order.iter().filter_map(|old| table.rows.get(*old)) {
        let first = u32::try_from(items.len()).unwrap_or(u32::MAX);
        let moved = |item: &Item| {
            let (a, b) = row.item_rows();
            Item { a: renamed(&places, item.a, a), b: renamed(&places, item.b, b), ..*item }
        };
        items.extend(items_of(row, &table.items).iter().map(moved));
        let (a, b) = row.row_operands();
        rows.push(Row { a: renamed(&places, row.a, a), b: renamed(&places, row.b, b), items: first, ..*row });
    }
    let spans = order.iter().filter_map(|old| table.spans.get(*old).copied()).list();
    let index = table.index.iter().map(|entry| rubric_core::records::IndexEntry { row: moved(&places, entry.row) });
    (Table { perspective: table.perspective, index: index.list(), rows, items, spans }, places)
}

/// Where a row stands now.
pub(super) fn moved(places: &[RowId], row: RowId) -> RowId {
    places.get(row.index()).copied().unwrap_or(RowId::NONE)
}

fn renamed(places: &[RowId], operand: u16, is_row: bool) -> u16 {
    if is_row && operand != NONE { of(moved(places, RowId::new(usize::from(operand)))) } else { operand }
}

fn items_of<'t>(row: &Row, items: &'t [Item]) -> &'t [Item] {
    let first = usize::try_from(row.items).unwrap_or(usize::MAX);
    items.get(first..first.saturating_add(usize::from(row.count))).unwrap_or(&[])
}

/// How many steps each row is from rows that mention none.
fn steps(table: &Table) -> Vec<usize> {
    let mut steps: Vec<usize> = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let mut step = 0;
        let mut is_behind = |at: u16, is_row: bool| {
            if let Some(before) = steps.get(usize::from(at)).filter(|_| is_row && at != NONE) {
                step = step.max(before + 1);
            }
        };
        let (a, b) = row.row_operands();
        is_behind(row.a, a);
        is_behind(row.b, b);
        let (a, b) = row.item_rows();
        for item in items_of(row, &table.items) {
            is_behind(item.a, a);
            is_behind(item.b, b);
        }
        steps.push(step);
    }
    steps
}
