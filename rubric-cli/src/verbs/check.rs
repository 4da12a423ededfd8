//! `rubric check`: what is wrong with rubrics, and where.

use std::io::{self, Write};

use rubric_dsl::render::{Findings, Style, render};
use rubric_dsl::{Diagnostic, Severity};

use crate::Ending;
use crate::arguments::{Check, CheckFormat};
use crate::input;
use crate::output::{self, wants_colour};
use crate::problem::Problem;
use crate::rubric::loaded;

pub(crate) fn run(arguments: &Check) -> Result<Ending, Problem> {
    let mut files: Vec<(String, String, Vec<Diagnostic>)> = Vec::new();
    for path in &arguments.files {
        let source = input::text(path)?;
        let found = loaded(&source, arguments.overlay.as_deref())?.diagnostics;
        files.push((input::shown(path).to_owned(), source, found));
    }
    let findings: Vec<Findings<'_>> =
        files.iter().map(|(path, source, found)| Findings::new(path, source, found)).collect();
    match arguments.format {
        CheckFormat::Full => {
            eprint!("{}", render(&findings, Style::Full { colour: wants_colour(&io::stderr()) }));
            eprintln!("{}", summary(&files));
        }
        CheckFormat::Concise => eprint!("{}", render(&findings, Style::Concise)),
        CheckFormat::Json => output::open(None)?.write_all(render(&findings, Style::Json).as_bytes())?,
        CheckFormat::Sarif => output::open(None)?.write_all(render(&findings, Style::Sarif).as_bytes())?,
    }
    let worst = files.iter().flat_map(|(.., found)| found).map(Diagnostic::severity).max();
    let refused = if arguments.deny.is_some() { Severity::Warning } else { Severity::Error };
    Ok(if worst >= Some(refused) { Ending::Problems } else { Ending::Clean })
}

fn summary(files: &[(String, String, Vec<Diagnostic>)]) -> String {
    let count = |severity: Severity| {
        files.iter().flat_map(|(.., found)| found).filter(|found| found.severity() == severity).count()
    };
    let plural = |count: usize, word: &str| if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") };
    let found: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter(|severity| count(*severity) > 0)
        .map(|severity| plural(count(severity), severity.word()))
        .collect();
    let found = if found.is_empty() { "nothing to say".to_owned() } else { found.join(", ") };
    format!("checked {}: {found}", plural(files.len(), "rubric"))
}
