//! Subjects of an input, read and reported on.

use rubric_core::Program;
use rubric_dsl::files::{self, Subject};

use crate::input;
use crate::output;
use crate::problem::Problem;

/// The subjects of an input, and whether anything is wrong with it.
pub(super) fn read(program: &Program<'_>, path: &str) -> Result<(Vec<Subject>, bool), Problem> {
    let text = input::text(path)?;
    let read = files::read(program, &text, input::notation(path, &text));
    output::report(input::shown(path), &text, &read.diagnostics);
    Ok((read.subjects, !read.diagnostics.is_empty()))
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
        (Some(first), Some(_), Some(_)) => Ok(first),
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
