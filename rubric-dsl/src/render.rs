//! Diagnostics as terminals, editors and build servers want them.

mod concise;
mod full;
mod json;
mod sarif;

use crate::diagnostic::Diagnostic;
use crate::span::{Position, position};

/// A file, or a part of one, and what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    path: &'a str,
    source: &'a str,
    first_line: usize,
    diagnostics: &'a [Diagnostic],
}

impl<'a> Findings<'a> {
    /// What was found in a file of this name and text.
    #[must_use]
    pub const fn new(path: &'a str, source: &'a str, diagnostics: &'a [Diagnostic]) -> Self {
        Self { path, source, first_line: 1, diagnostics }
    }

    /// The same, where the text is the part of the file that begins on a line.
    #[must_use]
    pub const fn from_line(self, first_line: usize) -> Self {
        Self { first_line, ..self }
    }

    /// The place of an offset of the text, in the file.
    fn place(&self, offset: usize) -> Position {
        let place = position(self.source, offset);
        Position { line: place.line + self.first_line - 1, ..place }
    }
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With the lines of the source, for people.
    Full {
        /// Whether to use colours.
        colour: bool,
    },
    /// One line each.
    Concise,
    /// A list in JSON.
    Json,
    /// A log in SARIF 2.1.0.
    Sarif,
}

/// Writes findings.
#[must_use]
pub fn render(files: &[Findings<'_>], style: Style) -> String {
    match style {
        Style::Full { colour } => full::render(files, colour),
        Style::Concise => concise::render(files),
        Style::Json => json::render(files),
        Style::Sarif => sarif::render(files),
    }
}
