//! Diagnostics as terminals, editors and build servers want them.

mod concise;
mod full;
mod json;
mod sarif;

use crate::diagnostic::Diagnostic;

/// A file and what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// The file's name, as it was given.
    pub path: &'a str,
    /// Its text.
    pub source: &'a str,
    /// What was found.
    pub diagnostics: &'a [Diagnostic],
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
