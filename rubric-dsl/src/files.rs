//! Assessments, results and overlays as files.
//!
//! Everything that is read here is untrusted. What cannot be used is reported at its place; a subject with an error is
//! not scored, and the others are.

mod assessment;
mod document;
mod names;
mod overlay;
mod results;
mod table;

use rubric_core::Program;

use crate::diagnostic::Diagnostic;
use crate::sheet::Sheet;

pub use overlay::{read as read_overlay, write as write_overlay};
pub use results::{csv_head, csv_line, csv_row, ranges_to_json, to_json, to_json_line, to_ron};
pub use table::{RowCounts, count_rows};

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// JSON.
    Json,
    /// JSON, one assessment a line.
    JsonLines,
    /// RON.
    Ron,
    /// A table with commas.
    Csv,
}

impl Notation {
    /// The notation that a file name ends with.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "ron" => Some(Self::Ron),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// The notation that a text seems to be written in, for input without a name.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let text = text.trim_start_matches('\u{FEFF}').trim_start();
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let several = lines.next().is_some_and(|first| first.ends_with('}'))
            && lines.next().is_some_and(|second| second.starts_with('{'));
        match text.chars().next() {
            Some('{') if several => Self::JsonLines,
            Some('{' | '[') => Self::Json,
            Some('(') => Self::Ron,
            _ => Self::Csv,
        }
    }
}

/// One subject of a file: a sheet, where nothing about it is an error.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Whose assessment it is: an opaque name.
    pub name: String,
    /// What was given.
    pub sheet: Option<Sheet>,
}

/// What a file gives.
#[derive(Clone, Debug, Default)]
pub struct Subjects {
    /// Subjects, in the order in which they first appear.
    pub subjects: Vec<Subject>,
    /// What was found wrong, in file order.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the whole records at the start of a part of a long input give.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// The length of those records: what follows is to be given again, with more behind it.
    pub bytes: usize,
    /// What they give. Diagnostics speak of the part.
    pub found: Subjects,
}

/// A long input that is read part by part. Lines and tables are let go as they are read; JSON and RON are one part.
#[derive(Debug)]
pub struct Stream<'p> {
    program: &'p Program<'p>,
    notation: Notation,
    table: table::Table<'p>,
}

impl<'p> Stream<'p> {
    /// A stream from its beginning. With the counts of a table's rows, a subject is let go with its last row, without
    /// them at the end.
    #[must_use]
    pub fn new(program: &'p Program<'p>, notation: Notation, counts: Option<RowCounts>) -> Self {
        Self { program, notation, table: table::Table::new(program, counts) }
    }

    /// Reads the whole records at the start of a text; where nothing follows, `last` says so and everything is read.
    pub fn take(&mut self, text: &str, last: bool) -> Taken {
        match self.notation {
            Notation::Csv => self.table.take(text, last),
            Notation::JsonLines => {
                let bytes = if last { text.len() } else { text.rfind('\n').map_or(0, |at| at + 1) };
                Taken { bytes, found: lines(self.program, text.get(..bytes).unwrap_or("")) }
            }
            Notation::Json | Notation::Ron if last => {
                Taken { bytes: text.len(), found: document(self.program, text, self.notation) }
            }
            Notation::Json | Notation::Ron => Taken::default(),
        }
    }
}

/// Reads the assessments of a text for a program.
#[must_use]
pub fn read(program: &Program<'_>, text: &str, notation: Notation) -> Subjects {
    Stream::new(program, notation, None).take(text, true).found
}

fn document(program: &Program<'_>, text: &str, notation: Notation) -> Subjects {
    let mut diagnostics = Vec::new();
    let subjects = document::Raw::parse(text, notation)
        .and_then(|raw| assessment::read_all(program, &raw, &mut diagnostics))
        .unwrap_or_else(|finding| {
            diagnostics.push(finding);
            Vec::new()
        });
    Subjects { subjects, diagnostics }
}

fn lines(program: &Program<'_>, text: &str) -> Subjects {
    let mut all = Subjects::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let part = start..start + line.len();
        start = part.end;
        if !line.trim_start_matches('\u{FEFF}').trim().is_empty() {
            let raw = document::Raw::parse_part(text, part, Notation::Json);
            match raw {
                Ok(raw) => all.subjects.extend(assessment::read_one(program, &raw, &mut all.diagnostics)),
                Err(finding) => all.diagnostics.push(finding),
            }
        }
    }
    all
}
