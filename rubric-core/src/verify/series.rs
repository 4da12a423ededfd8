//! Whether the series of a table say what its rows are.

use crate::program::RowTable;
use crate::records::{Series, SeriesForm};
use crate::row::{Item, Op, Row};

/// Holds the series of a table against its rows; gives the first row that is not what its series says.
pub(super) fn verify(table: &RowTable<'_>) -> Result<(), usize> {
    let mut at = 0_usize;
    for series in table.series.iter() {
        let end = at.saturating_add(usize::from(series.rows));
        let first = table.rows.get(at).ok_or(at)?;
        let mut expected = first;
        for place in at..end {
            let row = table.rows.get(place).ok_or(place)?;
            if series.form != SeriesForm::Loose {
                expected.count = if series.form == SeriesForm::Steps { 0 } else { row.count };
                if row != expected || !is_of_form(table, (&series, at), (&first, &row)) {
                    return Err(place);
                }
                expected = next(&series, &expected).ok_or(place)?;
            }
        }
        at = end;
    }
    if table.series.is_empty() || at == table.rows.len() { Ok(()) } else { Err(at) }
}

/// The row that a series has behind `row`, but for the count of its items.
fn next(series: &Series, row: &Row) -> Option<Row> {
    Some(Row {
        a: row.a.checked_add(u16::from(series.a))?,
        b: row.b.checked_add(u16::from(series.b))?,
        items: row.items.checked_add(u32::from(row.count))?,
        ..*row
    })
}

/// Whether a row is what the form of its series, which begins at row `at`, asks for, beside being like the first: above
/// all, no row of a series stands on another.
fn is_of_form(table: &RowTable<'_>, (series, at): (&Series, usize), (first, row): (&Row, &Row)) -> bool {
    let is_before = |operand: u16| usize::from(operand) < at;
    match series.form {
        SeriesForm::Loose => true,
        SeriesForm::Steps => {
            let (a, b) = row.row_operands();
            (!a || is_before(row.a)) && (!b || is_before(row.b))
        }
        SeriesForm::Rolls => row.op == Op::Roll && row.items(&table.items).iter().all(|item| is_before(item.a)),
        SeriesForm::Rated => row.op == Op::Roll && follows(table, first, row).unwrap_or(false),
    }
}

/// Whether the children of a roll-up are ratings that follow those of the first of its series.
fn follows(table: &RowTable<'_>, first: &Row, row: &Row) -> Option<bool> {
    let rating = |item: &Item| table.rows.get(usize::from(item.a)).filter(|row| row.op == Op::Rating);
    let start = rating(&first.items(&table.items).get(0)?)?;
    let beyond = row.items.checked_sub(first.items)?;
    let expected = |at: usize| {
        let leaf = u32::try_from(at).ok()?.checked_add(beyond)?.checked_add(u32::from(start.a))?;
        Some((u16::try_from(leaf).ok()?, start.b))
    };
    let is_expected = |(at, item): (usize, Item)| {
        item.weight == 1 && rating(&item).is_some_and(|rating| expected(at) == Some((rating.a, rating.b)))
    };
    Some(row.items(&table.items).iter().enumerate().all(is_expected))
}
