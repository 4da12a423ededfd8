//! Standard output, files and tables.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};

use rubric_dsl::Diagnostic;
use rubric_dsl::render::{Findings, Style, render};

use crate::Ending;
use crate::problem::Problem;

/// Where results go: a file, or standard output.
pub(crate) fn open(path: Option<&str>) -> Result<Box<dyn Write>, Problem> {
    match path {
        Some(path) => {
            let file = File::create(path).map_err(|error| Problem::file(path, "write", &error))?;
            Ok(Box::new(BufWriter::new(file)))
        }
        None => Ok(Box::new(BufWriter::new(io::stdout().lock()))),
    }
}

/// Refuses to write over a file that is read.
pub(crate) fn spare<'p>(output: &str, read: impl IntoIterator<Item = &'p str>) -> Result<(), Problem> {
    let place = |path: &str| std::fs::canonicalize(path).ok();
    match read.into_iter().find(|path| place(path).is_some_and(|read| place(output) == Some(read))) {
        Some(path) => Err(Problem::Command(format!("`{path}` is read: write to another file than `{output}`"))),
        None => Ok(()),
    }
}

/// Prints findings for people on standard error.
pub(crate) fn report(path: &str, source: &str, diagnostics: &[Diagnostic]) {
    print(Findings::new(path, source, diagnostics));
}

fn print(findings: Findings<'_>) {
    eprint!("{}", render(&[findings], Style::Full { colour: wants_colour(&io::stderr()) }));
}

/// How many findings of one input are printed. The rest are counted.
const REPORTED: usize = 100;

/// What is reported on a long input.
pub(crate) struct Reports<'a> {
    path: &'a str,
    found: usize,
}

impl<'a> Reports<'a> {
    pub(crate) const fn new(path: &'a str) -> Self {
        Self { path, found: 0 }
    }

    /// Prints the findings of a part that begins on a line.
    pub(crate) fn print(&mut self, source: &str, line: usize, diagnostics: &[Diagnostic]) {
        let room = REPORTED.saturating_sub(self.found).min(diagnostics.len());
        print(Findings::new(self.path, source, diagnostics.get(..room).unwrap_or(&[])).from_line(line));
        self.found += diagnostics.len();
    }

    /// How the input ended; what was not printed is said.
    pub(crate) fn ending(&self) -> Ending {
        if self.found > REPORTED {
            eprintln!("{}: and {} more problems like these", self.path, self.found - REPORTED);
        }
        if self.found == 0 { Ending::Clean } else { Ending::Problems }
    }
}

/// Whether a stream is a terminal whose user has not asked for plain text.
pub(crate) fn wants_colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// A table with aligned columns; the first row is its head.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        text.push_str(&line(row, &widths));
        if at == 0 {
            let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            text.push_str(&line(&rule, &widths));
        }
    }
    text
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells = row
        .iter()
        .zip(widths)
        .map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.chars().count()))));
    let line = cells.collect::<Vec<_>>().join("  ");
    format!("{}\n", line.trim_end())
}
