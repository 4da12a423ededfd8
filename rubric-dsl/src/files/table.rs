//! Assessments as a table: one row for each response.

use std::collections::BTreeMap;

use rubric_core::records::{LeafForm, LeafId, RaterId};
use rubric_core::{Given, Program, Rating, bounds};

use super::names::{Names, words_of};
use super::{Subject, Subjects};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::sheet::{Filled, Sheet, set};
use crate::span::Span;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Subject,
    Rater,
    Context(usize),
    Rating(LeafId),
    Comment(LeafId),
    Evidence(LeafId),
    Practices(LeafId),
}

/// Reads a table.
pub(super) fn read(program: &Program<'_>, text: &str) -> Subjects {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mark = text.len() - body.len();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut table = Table {
        program,
        names: Names::new(program),
        columns: Vec::new(),
        places: BTreeMap::new(),
        all: Subjects::default(),
    };
    let mut record = csv::StringRecord::new();
    let mut header = true;
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {
                let place =
                    mark + record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
                let row = Row { text, start: place, record: &record };
                if header {
                    table.header(&row);
                } else {
                    table.row(&row);
                }
                header = false;
            }
            Err(error) => {
                let place =
                    error.position().map_or(text.len(), |position| usize::try_from(position.byte()).unwrap_or(0));
                table.all.diagnostics.push(codes::rb901::unreadable(
                    Span::new(place, place),
                    "a table",
                    &error.to_string(),
                ));
                break;
            }
        }
    }
    if header {
        table.all.diagnostics.push(codes::rb901::no_column(Span::new(0, 0), "subject"));
    }
    table.all
}

/// A row and where it stands.
struct Row<'r> {
    text: &'r str,
    start: usize,
    record: &'r csv::StringRecord,
}

impl Row<'_> {
    /// Where a cell stands: its text is looked for from the start of the row on.
    fn span(&self, column: usize) -> Span {
        let mut at = self.start;
        for (index, cell) in self.record.iter().enumerate() {
            let rest = self.text.get(at..).unwrap_or("");
            let found = at + rest.find(cell).unwrap_or(0);
            if index == column {
                return Span::new(found, found + cell.len());
            }
            at = found + cell.len() + 1;
        }
        Span::new(self.start, self.start)
    }
}

struct Table<'p> {
    program: &'p Program<'p>,
    names: Names<'p>,
    columns: Vec<Option<Column>>,
    places: BTreeMap<String, usize>,
    all: Subjects,
}

impl Table<'_> {
    fn header(&mut self, row: &Row<'_>) {
        let mut seen: Vec<Column> = Vec::new();
        for (at, name) in row.record.iter().enumerate() {
            let column = match self.column(name.trim(), row.span(at)) {
                Ok(column) if seen.contains(&column) => {
                    self.all.diagnostics.push(codes::rb905::field(row.span(at), name));
                    None
                }
                Ok(column) => {
                    seen.push(column);
                    Some(column)
                }
                Err(finding) => {
                    self.all.diagnostics.push(finding);
                    None
                }
            };
            self.columns.push(column);
        }
        for (wanted, name) in [(Column::Subject, "subject"), (Column::Rater, "rater")] {
            if !seen.contains(&wanted) {
                self.all.diagnostics.push(codes::rb901::no_column(Span::new(0, 0), name));
            }
        }
    }

    fn column(&self, name: &str, span: Span) -> Result<Column, Diagnostic> {
        match name.split_once('#') {
            _ if name == "subject" => Ok(Column::Subject),
            _ if name == "rater" => Ok(Column::Rater),
            None => match name.strip_prefix("context.") {
                Some(context) => self.names.context(context, span).map(Column::Context),
                None => self.names.leaf(name, span).map(Column::Rating),
            },
            Some((path, "comment")) => self.names.leaf(path, span).map(Column::Comment),
            Some((path, "evidence")) => self.names.leaf(path, span).map(Column::Evidence),
            Some((path, "practices")) => self.names.leaf(path, span).map(Column::Practices),
            Some((_, part)) => {
                Err(codes::rb903::unknown(span, part, "a part of a leaf", &["comment", "evidence", "practices"]))
            }
        }
    }

    fn cell<'r>(&self, row: &Row<'r>, column: Column) -> Option<(&'r str, usize)> {
        let at = self.columns.iter().position(|known| *known == Some(column))?;
        row.record.get(at).map(|cell| (cell.trim(), at))
    }

    /// One response. What is wrong with it takes the subject out of the results, not out of the messages.
    fn row(&mut self, row: &Row<'_>) {
        if row.record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        if self.columns.contains(&None) || row.record.len() != self.columns.len() {
            if row.record.len() != self.columns.len() {
                let why =
                    format!("this row has {} cells, and the first line names {}", row.record.len(), self.columns.len());
                self.all.diagnostics.push(codes::rb901::unreadable(row.span(0), "a table", &why));
            }
            self.spoil(row);
            return;
        }
        let place = self.subject(row);
        match self.response(row, place) {
            Ok(filled) => {
                let subject = self.all.subjects.get_mut(place);
                if let Some(sheet) = subject.and_then(|subject| subject.sheet.as_mut()) {
                    sheet.responses.push(filled);
                }
            }
            Err(findings) => {
                self.all.diagnostics.extend(findings);
                self.spoil(row);
            }
        }
    }

    /// The place of a row's subject; a new subject gets the next.
    fn subject(&mut self, row: &Row<'_>) -> usize {
        let name = self.cell(row, Column::Subject).map_or("", |(name, _)| name);
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.all.subjects.len();
        self.all.subjects.push(Subject { name: name.to_owned(), sheet: Some(Sheet::blank(self.program)) });
        self.places.insert(name.to_owned(), place);
        place
    }

    /// A subject with an error has no sheet.
    fn spoil(&mut self, row: &Row<'_>) {
        let place = self.subject(row);
        if let Some(subject) = self.all.subjects.get_mut(place) {
            subject.sheet = None;
        }
    }

    fn response(&mut self, row: &Row<'_>, place: usize) -> Result<Filled, Vec<Diagnostic>> {
        let mut findings = Vec::new();
        let rater = self.rater(row, place).map_err(|finding| vec![finding])?;
        let mut filled = Filled::blank(self.program, rater);
        for (at, column) in self.columns.clone().into_iter().enumerate() {
            let (Some(column), Some(cell)) = (column, row.record.get(at)) else {
                continue;
            };
            if cell.trim().is_empty() {
                continue;
            }
            let done = match column {
                Column::Subject | Column::Rater => Ok(()),
                Column::Context(context) => self.context(row, place, context, cell.trim(), at),
                _ => self.give(column, cell, row, at, &mut filled),
            };
            findings.extend(done.err());
        }
        if findings.is_empty() { Ok(filled) } else { Err(findings) }
    }

    fn rater(&self, row: &Row<'_>, place: usize) -> Result<RaterId, Diagnostic> {
        let (name, at) = self.cell(row, Column::Rater).unwrap_or(("", 0));
        let rater = self.names.rater(name, row.span(at))?;
        let single = self.program.rater(rater).is_some_and(|rater| rater.many == 0);
        let sheet = self.all.subjects.get(place).and_then(|subject| subject.sheet.as_ref());
        let count = sheet.map_or(0, |sheet| sheet.responses.iter().filter(|response| response.rater == rater).count());
        if single && count > 0 {
            return Err(codes::rb905::response(row.span(at), name));
        }
        if count >= bounds::RESPONDENTS.max {
            return Err(codes::rb904::too_many(row.span(at), name, count + 1, bounds::RESPONDENTS.max, "respondents"));
        }
        Ok(rater)
    }

    fn context(
        &mut self,
        row: &Row<'_>,
        place: usize,
        context: usize,
        cell: &str,
        at: usize,
    ) -> Result<(), Diagnostic> {
        let given = self.names.given(context, cell, row.span(at))?;
        let subject = self.all.subjects.get_mut(place);
        let Some((name, sheet)) = subject.and_then(|subject| Some((subject.name.clone(), subject.sheet.as_mut()?)))
        else {
            return Ok(());
        };
        match sheet.context.get(context) {
            Some(earlier) if *earlier != Given::Unset && *earlier != given => {
                let what = self.program.contexts().get(context).map_or("", |context| self.program.text(context.name));
                Err(codes::rb905::differs(row.span(at), what, &name))
            }
            _ => {
                set(&mut sheet.context, context, given);
                Ok(())
            }
        }
    }

    /// What a cell gives to a leaf.
    fn give(
        &self,
        column: Column,
        cell: &str,
        row: &Row<'_>,
        at: usize,
        filled: &mut Filled,
    ) -> Result<(), Diagnostic> {
        let path = |leaf: LeafId| {
            let node = self.program.leaf(leaf).and_then(|leaf| self.program.node(leaf.node));
            node.map_or("", |node| self.program.text(node.path))
        };
        let text = cell.trim();
        match column {
            Column::Rating(leaf) => self.rate(leaf, path(leaf), cell, row, at, filled),
            Column::Comment(leaf) => {
                filled.comment(leaf);
                Ok(())
            }
            Column::Evidence(leaf) => {
                let count = text.parse::<u16>().ok().filter(|count| usize::from(*count) <= bounds::EVIDENCE.max);
                let wanted = format!("a count of evidence up to {}", bounds::EVIDENCE.max);
                filled.attach(leaf, count.ok_or_else(|| codes::rb904::wants(row.span(at), path(leaf), &wanted))?);
                Ok(())
            }
            Column::Practices(leaf) => {
                let mut ticked = 0;
                for name in text.split(';').map(str::trim).filter(|name| !name.is_empty()) {
                    ticked |= self.names.practice(leaf, path(leaf), name, row.span(at))?;
                }
                filled.rate(leaf, self.program.rating_of_practices(leaf, ticked));
                Ok(())
            }
            Column::Subject | Column::Rater | Column::Context(_) => Ok(()),
        }
    }

    fn rate(
        &self,
        leaf: LeafId,
        path: &str,
        cell: &str,
        row: &Row<'_>,
        at: usize,
        filled: &mut Filled,
    ) -> Result<(), Diagnostic> {
        let Some(form) = self.program.leaf(leaf) else {
            return Ok(());
        };
        let text = cell.trim();
        let numeric = text.starts_with(['-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        match form.form {
            LeafForm::Number if numeric => {
                let figure = self.names.number(path, text, (form.low, form.high), row.span(at))?;
                filled.figure(self.program, leaf, figure);
            }
            LeafForm::Narrative if self.names.answer(leaf, path, text, row.span(at)).is_err() => {
                filled.write(leaf, words_of(cell));
                filled.rate(leaf, Rating::GIVEN);
            }
            _ => filled.rate(leaf, self.names.rating(leaf, path, text, row.span(at))?),
        }
        Ok(())
    }
}
