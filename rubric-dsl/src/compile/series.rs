//! The series that the rows of a table make: rows that stand together and are alike, so that an engine need not read each
//! of them to know what it does.

use rubric_core::records::{Series, SeriesForm};
use rubric_core::{Item, Op, Row};

use super::rows::Table;

/// The series of all rows, in order. Rows that are like no neighbour stand together in loose series.
pub(super) fn of_table(table: &Table) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    let mut at = 0;
    while at < table.rows.len() {
        let mut found = from(table, at);
        // A pair may be one by chance, and its second row the first of many.
        if found.rows == 2 && from(table, at + 1).rows > 2 {
            found = loose(1);
        }
        at += usize::from(found.rows);
        match all.last_mut() {
            Some(last) if last.form == SeriesForm::Loose && found.form == SeriesForm::Loose => last.rows += found.rows,
            _ => all.push(found),
        }
    }
    all
}

const fn loose(rows: u16) -> Series {
    Series { rows, form: SeriesForm::Loose, a: 0, b: 0 }
}

/// The longest series from row `at` on.
fn from(table: &Table, at: usize) -> Series {
    let rows = table.rows.get(at..).unwrap_or(&[]);
    match rows {
        [first, second, ..] if first.count == 0 => steps((first, at), second, rows),
        [first, _, ..] if first.op == Op::Roll => rolls(table, (first, at), rows),
        _ => loose(1),
    }
}

fn steps((first, at): (&Row, usize), second: &Row, rows: &[Row]) -> Series {
    let step = |one: u16, other: u16| other.checked_sub(one).and_then(|step| u8::try_from(step).ok());
    let (Some(a), Some(b)) = (step(first.a, second.a), step(first.b, second.b)) else {
        return loose(1);
    };
    let follows = |(before, row): (&Row, &Row)| {
        let (next_a, next_b) = (before.a.checked_add(u16::from(a)), before.b.checked_add(u16::from(b)));
        let (a_is_row, b_is_row) = row.row_operands();
        let is_before = |operand: u16| usize::from(operand) < at;
        let stands_alone = (!a_is_row || is_before(row.a)) && (!b_is_row || is_before(row.b));
        stands_alone && next_a.zip(next_b).is_some_and(|(a, b)| *row == Row { a, b, ..*before })
    };
    many(SeriesForm::Steps, rows, follows).map_or(loose(1), |series| Series { a, b, ..series })
}

fn rolls(table: &Table, (first, at): (&Row, usize), rows: &[Row]) -> Series {
    let form = if are_rated(table, first, first) { SeriesForm::Rated } else { SeriesForm::Rolls };
    let follows = |(_, row): (&Row, &Row)| {
        *row == Row { items: row.items, count: row.count, ..*first }
            && items_of(table, row).all(|item| usize::from(item.a) < at)
            && are_rated(table, first, row) == (form == SeriesForm::Rated)
    };
    many(form, rows, follows).unwrap_or(loose(1))
}

fn items_of<'t>(table: &'t Table, row: &Row) -> impl Iterator<Item = &'t Item> {
    table.items.get(row.items as usize..).unwrap_or(&[]).iter().take(usize::from(row.count))
}

/// Whether the children of a roll-up are ratings of weight one by one rater, and their leaves follow those of `first`.
fn are_rated(table: &Table, first: &Row, row: &Row) -> bool {
    let rating = |item: &Item| table.rows.get(usize::from(item.a)).filter(|row| row.op == Op::Rating);
    let Some(start) = items_of(table, first).next().and_then(rating) else {
        return false;
    };
    let beyond = (row.items - first.items) as usize + usize::from(start.a);
    items_of(table, row).enumerate().all(|(at, item)| {
        let is_next = |rating: &Row| rating.b == start.b && usize::from(rating.a) == beyond + at;
        item.weight == 1 && rating(item).is_some_and(is_next)
    })
}

/// A series of the first rows, as long as each follows the one before; nothing where there is only one.
fn many(form: SeriesForm, rows: &[Row], follows: impl Fn((&Row, &Row)) -> bool) -> Option<Series> {
    let more = rows.iter().zip(rows.iter().skip(1)).take_while(|pair| follows(*pair)).count();
    let rows = u16::try_from(more + 1).ok().filter(|rows| *rows > 1)?;
    Some(Series { rows, form, a: 0, b: 0 })
}
