//! Subjects of an input, read and reported on.

use std::fs::File;

use rubric_core::{AssessmentError, Program};
use rubric_dsl::files::{Notation, RowCounts, Stream, Subject, count_rows};

use crate::Ending;
use crate::input::{self, Parts, STANDARD_INPUT};
use crate::output::Reports;
use crate::problem::Problem;

/// What is read of an input.
pub(super) enum Part {
    /// What is wrong with the part that follows is about to be shown.
    Findings,
    /// Subjects, and how many bytes gave them.
    Subjects(Vec<Subject>, usize),
}

/// Reads an input part by part and hands over the subjects of each.
pub(super) fn each(
    program: &Program<'_>,
    path: &str,
    mut hand_over: impl FnMut(Part) -> Result<(), Problem>,
) -> Result<Ending, Problem> {
    let mut parts = Parts::open(path)?;
    let mut reports = Reports::new(input::shown(path));
    let mut stream = None;
    while !parts.last {
        let line = parts.line;
        let text = parts.read_on()?.to_owned();
        let stream = match &mut stream {
            Some(stream) => stream,
            none => {
                let notation = Notation::of_name(path).unwrap_or_else(|| Notation::of_text(&text));
                none.insert(Stream::new(program, notation, rows(path, notation)?))
            }
        };
        let taken = stream.take(&text, parts.last);
        if !taken.found.diagnostics.is_empty() {
            hand_over(Part::Findings)?;
        }
        reports.print(&text, line, &taken.found.diagnostics);
        hand_over(Part::Subjects(taken.found.subjects, taken.bytes))?;
        parts.used(taken.bytes);
    }
    Ok(reports.ending())
}

/// All subjects of an input.
pub(super) fn all(program: &Program<'_>, path: &str) -> Result<(Vec<Subject>, Ending), Problem> {
    let mut subjects = Vec::new();
    let ending = each(program, path, |part| {
        if let Part::Subjects(more, _) = part {
            subjects.extend(more);
        }
        Ok(())
    })?;
    Ok((subjects, ending))
}

/// The rows of each subject of a table that can be read twice.
fn rows(path: &str, notation: Notation) -> Result<Option<RowCounts>, Problem> {
    if notation != Notation::Csv || path == STANDARD_INPUT || input::length(path).is_none() {
        return Ok(None);
    }
    let file = File::open(path).map_err(|error| Problem::file(path, "read", &error))?;
    count_rows(file).map(Some).map_err(|error| Problem::Command(format!("cannot read `{path}`: {error}")))
}

/// What is said of a subject that does not fit the rubric.
pub(super) fn refused(name: &str, error: AssessmentError) -> String {
    format!("{name}: error[RB904]: {error}")
}

/// The one subject that is meant.
pub(super) fn one(subjects: Vec<Subject>, wanted: Option<&str>) -> Result<Subject, Problem> {
    let names: Vec<String> = subjects.iter().map(|subject| subject.name.clone()).collect();
    let mut chosen = subjects.into_iter().filter(|subject| wanted.is_none_or(|wanted| subject.name == wanted));
    match (chosen.next(), chosen.next(), wanted) {
        (Some(only), None, _) => Ok(only),
        (Some(_), Some(_), None) => Err(Problem::Command(format!(
            "the input has several subjects: say which with `--subject`, such as {}",
            some(&names)
        ))),
        (Some(_), Some(_), Some(wanted)) => {
            Err(Problem::Command(format!("the input has several assessments of `{wanted}`: give one of them")))
        }
        (None, _, Some(wanted)) => {
            Err(Problem::Command(format!("the input has no subject `{wanted}`; it has {}", some(&names))))
        }
        (None, _, None) => Err(Problem::Input),
    }
}

fn some(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
    let more =
        if names.len() > shown.len() { format!(" and {} more", names.len() - shown.len()) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}
