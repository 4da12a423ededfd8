//! The columns and cells of a table.

use rubric_core::records::{LeafForm, LeafId, RaterId};
use rubric_core::{Given, Rating, bounds};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::files::names::{Names, words_of};
use crate::guard::unguarded;
use crate::sheet::{Filled, Sheet, set};
use crate::span::Span;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Subject,
    Rater,
    Context(usize),
    Rating(LeafId),
    Comment(LeafId),
    Evidence(LeafId),
    Practices(LeafId),
    /// Without a name, as spreadsheet programs leave them behind: nothing may stand in it.
    Nameless,
}

/// A row and where it stands.
pub(super) struct Row<'r> {
    pub(super) text: &'r str,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) record: &'r csv::StringRecord,
}

impl<'r> Row<'r> {
    /// The cells, each with where it stands: its text is looked for from the end of the cell before it on.
    pub(super) fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        self.record.iter().scan(self.start, |at, text| {
            let rest = self.text.get(*at..).unwrap_or("");
            let ahead = if rest.starts_with(text) { 0 } else { rest.find(text).unwrap_or(0) };
            let span = Span::new(*at + ahead, *at + ahead + text.len());
            *at = span.end() + 1;
            Some(Cell { text, span })
        })
    }

    /// Where its first cell stands.
    pub(super) fn span(&self) -> Span {
        self.cells().next().map_or(Span::new(self.start, self.start), |cell| cell.span)
    }

    /// Whether a quoted cell runs on over the lines after it, or to the end: quotes come in pairs.
    pub(super) fn is_unclosed(&self) -> bool {
        let written = self.text.get(self.start..self.end).unwrap_or("").trim();
        let opened = written.contains('\n')
            || self.end == self.text.len() && (written.starts_with('"') || written.contains(",\""));
        opened && written.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
    }
}

/// A cell of a row, and where it stands.
pub(super) struct Cell<'r> {
    pub(super) text: &'r str,
    pub(super) span: Span,
}

impl<'r> Cell<'r> {
    pub(super) fn trimmed(&self) -> &'r str {
        unguarded(self.text.trim())
    }
}

impl Names<'_> {
    /// The leaf of a column; where there is none, the nearest name may be one of the two that every table has.
    fn rated(&self, name: &str, span: Span) -> Result<LeafId, Diagnostic> {
        match ["subject", "rater"].into_iter().find(|known| known.eq_ignore_ascii_case(name)) {
            Some(known) => Err(codes::rb903::unknown(span, name, "a column", &[known])),
            None => self.leaf(name, span),
        }
    }

    /// What a column holds, by its name in the first line.
    pub(super) fn column(&self, cell: &Cell<'_>) -> Result<Column, Diagnostic> {
        let (name, span) = (cell.trimmed(), cell.span);
        match name.split_once('#') {
            _ if name == "subject" => Ok(Column::Subject),
            _ if name == "rater" => Ok(Column::Rater),
            _ if name.is_empty() => Ok(Column::Nameless),
            None => match name.strip_prefix("context.") {
                Some(context) => self.context(context, span).map(Column::Context),
                None => self.rated(name, span).map(Column::Rating),
            },
            Some((path, "comment")) => self.leaf(path, span).map(Column::Comment),
            Some((path, "evidence")) => self.leaf(path, span).map(Column::Evidence),
            Some((path, "practices")) => self.leaf(path, span).map(Column::Practices),
            Some((_, part)) => {
                Err(codes::rb903::unknown(span, part, "a part of a leaf", &["comment", "evidence", "practices"]))
            }
        }
    }
}

/// Adds the response of a row to a sheet. Gives what is wrong with it; then the sheet is not to be used.
pub(super) fn respond(
    names: &Names<'_>,
    columns: &[Option<Column>],
    row: &Row<'_>,
    sheet: &mut Sheet,
) -> Vec<Diagnostic> {
    let rater = row.cells().zip(columns).find(|(_, column)| **column == Some(Column::Rater));
    let Some((rater, _)) = rater else {
        return Vec::new();
    };
    let mut filled = match respondent(names, &rater, sheet) {
        Ok(rater) => Filled::blank(names.program, rater),
        Err(finding) => return vec![finding],
    };
    let mut findings = Vec::new();
    for (cell, column) in row.cells().zip(columns).filter(|(cell, _)| !cell.trimmed().is_empty()) {
        let given = match column {
            Some(Column::Subject | Column::Rater) | None => Ok(()),
            Some(Column::Nameless) => Err(codes::rb901::nameless(cell.span)),
            Some(Column::Context(at)) => context(names, *at, &cell, sheet),
            Some(Column::Rating(leaf)) => rate(names, *leaf, &cell, &mut filled),
            Some(Column::Comment(leaf)) => {
                filled.comment(*leaf);
                Ok(())
            }
            Some(Column::Evidence(leaf)) => evidence(names, *leaf, &cell, &mut filled),
            Some(Column::Practices(leaf)) => practices(names, *leaf, &cell, &mut filled),
        };
        findings.extend(given.err());
    }
    sheet.responses.push(filled);
    findings
}

fn respondent(names: &Names<'_>, cell: &Cell<'_>, sheet: &Sheet) -> Result<RaterId, Diagnostic> {
    let name = cell.trimmed();
    let rater = names.rater(name, cell.span)?;
    let count = sheet.responses.iter().filter(|response| response.rater == rater).count();
    if count > 0 && names.program.rater(rater).is_some_and(|rater| rater.many == 0) {
        return Err(codes::rb905::response(cell.span, name));
    }
    if count >= bounds::RESPONDENTS.max {
        return Err(codes::rb904::too_many(cell.span, name, count + 1, bounds::RESPONDENTS.max, "respondents"));
    }
    Ok(rater)
}

fn context(names: &Names<'_>, at: usize, cell: &Cell<'_>, sheet: &mut Sheet) -> Result<(), Diagnostic> {
    let given = names.given(at, cell.trimmed(), cell.span)?;
    if sheet.context.get(at).is_some_and(|earlier| *earlier != Given::Unset && *earlier != given) {
        let what = names.program.contexts().get(at).map_or("", |context| names.program.text(context.name));
        return Err(codes::rb905::differs(cell.span, what));
    }
    set(&mut sheet.context, at, given);
    Ok(())
}

fn evidence(names: &Names<'_>, leaf: LeafId, cell: &Cell<'_>, filled: &mut Filled) -> Result<(), Diagnostic> {
    let count = cell.trimmed().parse::<u16>().ok().filter(|count| usize::from(*count) <= bounds::EVIDENCE.max);
    let wanted = format!("a count of evidence up to {}", bounds::EVIDENCE.max);
    filled.attach(leaf, count.ok_or_else(|| codes::rb904::wants(cell.span, names.path(leaf), &wanted))?);
    Ok(())
}

fn practices(names: &Names<'_>, leaf: LeafId, cell: &Cell<'_>, filled: &mut Filled) -> Result<(), Diagnostic> {
    let mut ticked = 0;
    for name in cell.text.split(';').map(str::trim).filter(|name| !name.is_empty()) {
        ticked |= names.practice(leaf, names.path(leaf), name, cell.span)?;
    }
    filled.rate(leaf, names.program.rating_of_practices(leaf, ticked));
    Ok(())
}

fn rate(names: &Names<'_>, leaf: LeafId, cell: &Cell<'_>, filled: &mut Filled) -> Result<(), Diagnostic> {
    let Some(form) = names.program.leaf(leaf) else {
        return Ok(());
    };
    let (text, path) = (cell.trimmed(), names.path(leaf));
    let numeric = text.starts_with(['-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    match form.form {
        LeafForm::Number if numeric => {
            let figure = names.number(path, text, (form.low, form.high), cell.span)?;
            filled.figure(names.program, leaf, figure);
        }
        LeafForm::Narrative if names.answer(leaf, path, text, cell.span).is_err() => {
            filled.write(leaf, words_of(cell.text));
            filled.rate(leaf, Rating::GIVEN);
        }
        _ => filled.rate(leaf, names.rating(leaf, path, text, cell.span)?),
    }
    Ok(())
}
