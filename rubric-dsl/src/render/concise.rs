//! `file:line:column: severity[CODE]: message`.

use super::Findings;
use crate::diagnostic::Diagnostic;

pub(super) fn render(files: &[Findings<'_>]) -> String {
    let lines = files.iter().flat_map(|file| file.diagnostics.iter().map(|found| line(file, found)));
    lines.collect()
}

/// One finding on one line.
pub(super) fn line(file: &Findings<'_>, found: &Diagnostic) -> String {
    let place = file.place(found.span().start());
    let help = found.help_text().map_or_else(String::new, |help| format!(" ({help})"));
    let (path, severity, code, message) = (file.path, found.severity().word(), found.code(), found.message());
    format!("{path}:{}:{}: {severity}[{code}]: {message}{help}\n", place.line, place.column)
}
