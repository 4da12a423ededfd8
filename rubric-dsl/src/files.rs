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

pub use overlay::read as read_overlay;
pub use results::{Table, ranges_to_json, to_json, to_json_line, to_ron};

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
        let objects = text.lines().filter(|line| line.starts_with('{') && line.trim_end().ends_with('}')).count();
        match text.chars().next() {
            Some('{') if objects > 1 && objects == text.lines().filter(|line| !line.trim().is_empty()).count() => {
                Self::JsonLines
            }
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

/// Reads the assessments of a text for a program.
#[must_use]
pub fn read(program: &Program<'_>, text: &str, notation: Notation) -> Subjects {
    match notation {
        Notation::Csv => table::read(program, text),
        Notation::JsonLines => lines(program, text),
        Notation::Json | Notation::Ron => {
            let mut diagnostics = Vec::new();
            let subjects = document::Raw::parse(text, notation)
                .and_then(|raw| assessment::read_all(program, &raw, &mut diagnostics))
                .unwrap_or_else(|finding| {
                    diagnostics.push(finding);
                    Vec::new()
                });
            Subjects { subjects, diagnostics }
        }
    }
}

/// Reads one assessment from a line of JSON Lines that begins `offset` bytes into its file.
#[must_use]
pub fn read_line(program: &Program<'_>, text: &str, line: std::ops::Range<usize>) -> Subjects {
    let mut diagnostics = Vec::new();
    let subject = document::Raw::parse_part(text, line, Notation::Json)
        .map(|raw| assessment::read_one(program, &raw, &mut diagnostics))
        .unwrap_or_else(|finding| {
            diagnostics.push(finding);
            None
        });
    Subjects { subjects: subject.into_iter().collect(), diagnostics }
}

fn lines(program: &Program<'_>, text: &str) -> Subjects {
    let mut all = Subjects::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            let found = read_line(program, text, start..start + line.len());
            all.subjects.extend(found.subjects);
            all.diagnostics.extend(found.diagnostics);
        }
        start += line.len();
    }
    all
}
