//! `rubric path`: the fewest one-level rises to the next level, and what one fall would lower it.

use std::io::Write;
use std::time::{Duration, Instant};

use rubric_core::Program;
use rubric_core::records::{OutcomeId, ScaleId};
use rubric_verify::{Budget, Path, PathChange, Ways, path, rating_name};

use super::subject;
use crate::Ending;
use crate::arguments::PathArguments;
use crate::output;
use crate::problem::Problem;
use crate::rubric::{Rubric, perspective};

/// How long the search may take for one subject.
const LIMIT: Duration = Duration::from_secs(10);

pub(crate) fn run(arguments: &PathArguments) -> Result<Ending, Problem> {
    let rubric = Rubric::open(&arguments.rubric.rubric, arguments.rubric.overlay.as_deref())?;
    let program = rubric.program()?;
    let perspective = perspective(&program, &arguments.rubric.perspective)?;
    let outcome = outcome(&program, &arguments.outcome)?;
    let (subjects, ending) = subject::all(&program, &arguments.input)?;
    let mut out = output::open(None)?;
    for subject in
        subjects.into_iter().filter(|subject| arguments.subject.as_ref().is_none_or(|wanted| subject.name == *wanted))
    {
        let Some(sheet) = subject.sheet else {
            continue;
        };
        let begun = Instant::now();
        let late = || begun.elapsed() >= LIMIT;
        if let Some(found) = path(&program, perspective, &sheet, outcome, &mut Budget::new(u64::MAX, &late)) {
            out.write_all(told(&program, outcome, &subject.name, &found).as_bytes())?;
        }
    }
    out.flush()?;
    Ok(ending)
}

/// The outcome that a name stands for.
fn outcome(program: &Program<'_>, name: &str) -> Result<OutcomeId, Problem> {
    let names: Vec<&str> = program.outcomes().iter().map(|outcome| program.text(outcome.name)).collect();
    match names.iter().position(|known| *known == name) {
        Some(place) => Ok(OutcomeId::new(place)),
        None => Err(Problem::Command(format!("`{name}` is no outcome of this rubric; there is {}", names.join(", ")))),
    }
}

fn told(program: &Program<'_>, outcome: OutcomeId, subject: &str, found: &Path) -> String {
    let scale = program.outcome(outcome).map(|outcome| outcome.scale).unwrap_or_default();
    let name = program.outcome(outcome).map_or("", |outcome| program.text(outcome.name));
    let level = found.level.map_or_else(|| "not known".to_owned(), |level| label(program, scale, level));
    let head = if subject.is_empty() { String::new() } else { format!("{subject}: ") };
    let mut text = format!("{head}{name} is {level}\n");
    text.push_str(&match &found.ways {
        Ways::NotKnown => "  it has no next level while it is not known\n".to_owned(),
        Ways::Highest => "  it has no higher level\n".to_owned(),
        Ways::None => "  no rises of these ratings lead to a higher level\n".to_owned(),
        Ways::NotDecided(rises) => format!("  not decided: fewer than {rises} rises do not suffice\n"),
        Ways::Fewest(rises, ways) => up(program, *rises, ways),
    });
    if found.falls.is_empty() && found.level.is_some() {
        text.push_str("  no single fall by one level lowers it\n");
    }
    for (change, then) in &found.falls {
        text.push_str(&format!("  falls to {} if {}\n", label(program, scale, *then), said(program, change)));
    }
    text
}

fn up(program: &Program<'_>, rises: u32, ways: &[Vec<PathChange>]) -> String {
    let steps =
        if rises == 1 { "one rise by one level leads".to_owned() } else { format!("{rises} rises by one level lead") };
    let mut text = format!("  {steps} to a higher level, and no fewer do:\n");
    for way in ways {
        let changes: Vec<String> = way.iter().map(|change| said(program, change)).collect();
        text.push_str(&format!("    - {}\n", changes.join("; ")));
    }
    text
}

fn said(program: &Program<'_>, change: &PathChange) -> String {
    let node = program.leaf(change.leaf).and_then(|leaf| program.node(leaf.node));
    let path = node.map_or("", |node| program.text(node.path));
    let (from, to) = (rating_name(program, change.leaf, change.from), rating_name(program, change.leaf, change.to));
    format!("{path} goes from {from} to {to}")
}

fn label(program: &Program<'_>, scale: ScaleId, level: u8) -> String {
    program.level(scale, level).map_or("", |level| program.text(level.name)).to_owned()
}
