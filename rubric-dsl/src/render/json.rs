//! Findings as a list in JSON.

use serde::Serialize;

use super::Findings;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

#[derive(Serialize)]
struct Found<'a> {
    file: &'a str,
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
    related: Vec<Related<'a>>,
}

/// Lines and columns from one, bytes from nought.
#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    text: &'a str,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Place,
}

pub(super) fn render(files: &[Findings<'_>]) -> String {
    let found: Vec<Found<'_>> =
        files.iter().flat_map(|file| file.diagnostics.iter().map(|found| one(file, found))).collect();
    serde_json::to_string_pretty(&found).unwrap_or_default() + "\n"
}

fn one<'a>(file: &Findings<'a>, found: &'a Diagnostic) -> Found<'a> {
    let place = |span: Span| place(file, span);
    Found {
        file: file.path,
        code: found.code(),
        name: codes::rule(found.code()).map_or("", |rule| rule.slug),
        severity: found.severity().word(),
        message: found.message(),
        place: place(found.span()),
        help: found.help_text(),
        fix: found.suggested_fix().map(|fix| Fix { title: &fix.title, text: &fix.text, place: place(fix.span) }),
        related: found
            .related_places()
            .iter()
            .map(|other| Related { message: &other.message, place: place(other.span) })
            .collect(),
    }
}

fn place(file: &Findings<'_>, span: Span) -> Place {
    let (from, to) = (file.place(span.start()), file.place(span.end()));
    Place {
        line: from.line,
        column: from.column,
        end_line: to.line,
        end_column: to.column,
        start: span.start(),
        end: span.end(),
    }
}
