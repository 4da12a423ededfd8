//! Assessments as a table: one row for each response.

mod cells;

use std::collections::{HashMap, VecDeque};
use std::io::Read;

use rubric_core::Program;

use self::cells::{Column, Row};
use super::names::Names;
use super::{Subject, Subjects, Taken};
use crate::codes;
use crate::guard::unguarded;
use crate::sheet::Sheet;
use crate::span::Span;

/// How many rows each subject of a table has.
pub type RowCounts = HashMap<String, usize>;

/// Counts the rows of each subject, so that reading the table can let a subject go as soon as its last row is read.
///
/// # Errors
/// What reading gives.
pub fn count_rows(table: impl Read) -> csv::Result<RowCounts> {
    let mut reader = plain_reader(table);
    let (mut counts, mut record, mut subject) = (RowCounts::new(), csv::ByteRecord::new(), None);
    let mut header = true;
    while reader.read_byte_record(&mut record)? {
        if std::mem::take(&mut header) {
            let names = record.iter().map(|name| name.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(name).trim_ascii());
            subject = names.clone().position(|name| name == b"subject");
        } else if record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
            let name = subject.and_then(|at| record.get(at)).map_or(String::new().into(), String::from_utf8_lossy);
            let name = unguarded(name.trim());
            match counts.get_mut(name) {
                Some(count) => *count += 1,
                None => {
                    counts.insert(name.to_owned(), 1);
                }
            }
        }
    }
    Ok(counts)
}

fn plain_reader<R: Read>(table: R) -> csv::Reader<R> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table)
}

/// A table that is being read.
#[derive(Debug)]
pub(super) struct Table<'p> {
    program: &'p Program<'p>,
    names: Names<'p>,
    /// What the columns hold, once the first line is read; nothing for a column that cannot be used.
    columns: Option<Vec<Option<Column>>>,
    /// The rows that each subject still has, where they were counted before.
    left: Option<RowCounts>,
    /// The places of the subjects so far, in the order of their first rows.
    places: HashMap<String, usize>,
    /// Subjects that are not let go yet, and how many are.
    waiting: VecDeque<Subject>,
    gone: usize,
    found: Subjects,
}

impl<'p> Table<'p> {
    pub(super) fn new(program: &'p Program<'p>, left: Option<RowCounts>) -> Self {
        Self {
            program,
            names: Names::new(program),
            columns: None,
            left,
            places: HashMap::new(),
            waiting: VecDeque::new(),
            gone: 0,
            found: Subjects::default(),
        }
    }

    /// Reads the whole rows at the start of a text.
    pub(super) fn take(&mut self, text: &str, last: bool) -> Taken {
        let mark = if self.columns.is_none() { text.len() - text.trim_start_matches('\u{FEFF}').len() } else { 0 };
        let mut reader = plain_reader(text.as_bytes().get(mark..).unwrap_or(&[]));
        let mut record = csv::StringRecord::new();
        let end = |reader: &csv::Reader<&[u8]>| mark + usize::try_from(reader.position().byte()).unwrap_or(0);
        let bytes = loop {
            let start = end(&reader);
            match reader.read_record(&mut record) {
                // A row that ends where the text ends may go on in the next part.
                Ok(_) if !last && end(&reader) == text.len() => break start,
                Ok(true) => self.record(&Row { text, start, end: end(&reader), record: &record }),
                Ok(false) => break text.len(),
                Err(error) => {
                    let at = Span::new(start, start);
                    self.found.diagnostics.push(codes::rb901::unreadable(at, "a table", &error.to_string()));
                    break text.len();
                }
            }
        };
        if last && self.columns.is_none() {
            self.found.diagnostics.push(codes::rb901::no_column(Span::new(0, 0), "subject"));
        }
        self.let_go(last);
        Taken { bytes, found: std::mem::take(&mut self.found) }
    }

    /// Lets the subjects go whose rows are all read, in the order of their first rows.
    fn let_go(&mut self, all: bool) {
        let done = |left: &RowCounts, name: &str| left.get(name) == Some(&0);
        while self
            .waiting
            .front()
            .is_some_and(|subject| all || self.left.as_ref().is_some_and(|left| done(left, &subject.name)))
        {
            self.found.subjects.extend(self.waiting.pop_front());
            self.gone += 1;
        }
    }

    fn record(&mut self, row: &Row<'_>) {
        match self.columns.take() {
            None => self.columns = Some(self.header(row)),
            Some(columns) => {
                self.row(&columns, row);
                self.columns = Some(columns);
            }
        }
    }

    /// What the columns hold. None are known where another sign parts them: then the rows would only say so again.
    fn header(&mut self, row: &Row<'_>) -> Vec<Option<Column>> {
        let mut columns: Vec<Option<Column>> = Vec::new();
        let names = row.record.get(0).unwrap_or("");
        let other = [(';', "`;`"), ('\t', "tabs")].into_iter().find(|(sign, _)| names.contains(*sign));
        if let Some((_, sign)) = other.filter(|_| row.record.len() == 1) {
            self.found.diagnostics.push(codes::rb901::not_commas(row.span(), sign));
            return columns;
        }
        for cell in row.cells() {
            let column = match self.names.column(&cell) {
                Ok(column) if column != Column::Nameless && columns.contains(&Some(column)) => {
                    Err(codes::rb905::field(cell.span, cell.text))
                }
                other => other,
            };
            columns.push(column.map_err(|finding| self.found.diagnostics.push(finding)).ok());
        }
        for (wanted, name) in [(Column::Subject, "subject"), (Column::Rater, "rater")] {
            if !columns.contains(&Some(wanted)) {
                self.found.diagnostics.push(codes::rb901::no_column(Span::new(0, 0), name));
            }
        }
        columns
    }

    /// Whether a row of the table names a subject: then one that names none may be anybody's.
    fn is_named(&self) -> bool {
        let counted = self.left.iter().flat_map(HashMap::keys);
        counted.chain(self.places.keys()).any(|name| !name.is_empty())
    }

    /// One response. What is wrong with it takes the subject out of the results, not out of the messages.
    fn row(&mut self, columns: &[Option<Column>], row: &Row<'_>) {
        if columns.is_empty() || row.cells().all(|cell| cell.trimmed().is_empty()) {
            return;
        }
        let broken = row.is_unclosed().then(|| "a `\"` is opened here and never closed".to_owned()).or_else(|| {
            let (cells, wanted) = (row.record.len(), columns.len());
            (cells != wanted).then(|| format!("this row has {cells} cells, and the first line names {wanted}"))
        });
        let name = columns.iter().position(|column| *column == Some(Column::Subject));
        let name = unguarded(name.and_then(|at| row.record.get(at)).unwrap_or("").trim());
        let (program, names) = (self.program, &self.names);
        let is_lost = name.is_empty() && self.is_named();
        let Some(subject) = subject(&mut self.waiting, &mut self.places, self.gone, program, name) else {
            let why = format!("a row of `{name}` comes after its last row: the file changed while it was read");
            self.found.diagnostics.push(codes::rb901::unreadable(row.span(), "a table", &why));
            return;
        };
        if let Some(left) = self.left.as_mut().and_then(|left| left.get_mut(name)) {
            *left = left.saturating_sub(1);
        }
        if is_lost {
            self.found.diagnostics.push(codes::rb901::no_subject(row.span()));
            subject.sheet = None;
            return;
        }
        if let Some(why) = broken {
            self.found.diagnostics.push(codes::rb901::unreadable(row.span(), "a table", &why));
            subject.sheet = None;
            return;
        }
        // A subject that was refused before is read on, so that every mistake in the file is named.
        let mut blank = Sheet::blank(program);
        let sheet = subject.sheet.as_mut().unwrap_or(&mut blank);
        let findings = cells::respond(names, columns, row, sheet);
        let whole = [Some(Column::Subject), Some(Column::Rater)].iter().all(|wanted| columns.contains(wanted));
        if !findings.is_empty() || columns.contains(&None) || !whole {
            subject.sheet = None;
        }
        self.found.diagnostics.extend(findings);
    }
}

/// The subject of a name; a new one gets the next place. None where it has been let go.
fn subject<'w>(
    waiting: &'w mut VecDeque<Subject>,
    places: &mut HashMap<String, usize>,
    gone: usize,
    program: &Program<'_>,
    name: &str,
) -> Option<&'w mut Subject> {
    let place = match places.get(name) {
        Some(place) => *place,
        None => {
            let place = gone + waiting.len();
            places.insert(name.to_owned(), place);
            waiting.push_back(Subject { name: name.to_owned(), sheet: Some(Sheet::blank(program)) });
            place
        }
    };
    waiting.get_mut(place.checked_sub(gone)?)
}
