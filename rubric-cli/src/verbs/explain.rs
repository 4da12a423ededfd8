//! `rubric explain`: the tree from a result down to ratings and lines of the rubric.

use std::io::Write;

use rubric_dsl::codes::nearest;
use rubric_dsl::{Step, Voice, evaluate, explain, position};

use super::subject;
use crate::Ending;
use crate::arguments::Explain;
use crate::output;
use crate::problem::Problem;
use crate::rubric::{Rubric, perspective};

pub(crate) fn run(arguments: &Explain) -> Result<Ending, Problem> {
    let rubric = Rubric::open(&arguments.rubric.rubric, arguments.rubric.overlay.as_deref())?;
    let program = rubric.program()?;
    let perspective = perspective(&program, &arguments.rubric.perspective)?;
    let (subjects, _) = subject::all(&program, &arguments.input)?;
    let subject = subject::one(subjects, arguments.subject.as_deref())?;
    let Some(sheet) = subject.sheet else {
        return Err(Problem::Input);
    };
    let voice = Voice::of_texts(&program);
    let explained = evaluate(&program, perspective, &sheet, |evaluation| explain(evaluation, &arguments.name, voice));
    let step = match explained {
        Err(error) => return Err(Problem::Command(error.to_string())),
        Ok(Err(names)) => {
            let known = match nearest(&arguments.name, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there is {}", names.join(", ")),
            };
            return Err(Problem::Command(format!("`{}` is nothing that has a result; {known}", arguments.name)));
        }
        Ok(Ok(step)) => step,
    };
    let mut out = output::open(None)?;
    writeln!(out, "{}", if subject.name.is_empty() { "result" } else { &subject.name })?;
    out.write_all(tree(&step, "", Place::Only, &rubric).as_bytes())?;
    out.flush()?;
    Ok(Ending::Clean)
}

/// Where a step stands among its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Only,
    Inner,
    Last,
}

/// A step and its parts as a tree of lines.
fn tree(step: &Step, indent: &str, place: Place, rubric: &Rubric) -> String {
    let (branch, below) = match place {
        Place::Only => ("", ""),
        Place::Inner => ("\u{251C}\u{2500} ", "\u{2502}  "),
        Place::Last => ("\u{2514}\u{2500} ", "   "),
    };
    let line = step.span.filter(|_| !rubric.source.is_empty()).map(|span| position(&rubric.source, span.start()).line);
    let line = line.map_or_else(String::new, |line| format!("   [{}:{line}]", rubric.path));
    let mut text = format!("{indent}{branch}{}: {}{line}\n", step.what, step.value);
    let inner = format!("{indent}{below}");
    let rail = if step.parts.is_empty() { "   " } else { "\u{2502}  " };
    for because in &step.because {
        text.push_str(&format!("{inner}{rail}{because}\n"));
    }
    for (at, part) in step.parts.iter().enumerate() {
        let place = if at + 1 == step.parts.len() { Place::Last } else { Place::Inner };
        text.push_str(&tree(part, &inner, place, rubric));
    }
    text
}
