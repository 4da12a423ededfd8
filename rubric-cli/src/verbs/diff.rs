//! `rubric diff`: what a changed rubric changes, and for whom.

use std::io::Write;
use std::time::{Duration, Instant};

use rubric_core::Program;
use rubric_dsl::model::Model;
use rubric_dsl::result::{OutcomeResult, ResultFile};
use rubric_dsl::{Diagnostic, Severity, has_errors, score};
use rubric_verify::{Budget, Difference, OutcomeChange, diff};

use super::subject;
use crate::Ending;
use crate::arguments::Diff;
use crate::input;
use crate::output;
use crate::problem::Problem;
use crate::rubric::{Rubric, loaded, perspective};

pub(crate) fn run(arguments: &Diff) -> Result<Ending, Problem> {
    let mut out = output::open(None)?;
    if arguments.inputs.is_empty() {
        let (old, new) = (model(&arguments.old)?, model(&arguments.new)?);
        let begun = Instant::now();
        let limit = Duration::from_secs(arguments.seconds);
        let late = || begun.elapsed() >= limit;
        let difference = diff(&old, &new, &mut Budget::new(u64::MAX, &late));
        out.write_all(told(&difference).as_bytes())?;
        out.flush()?;
        return Ok(Ending::Clean);
    }
    let (old, new) = (Rubric::open(&arguments.old, None)?, Rubric::open(&arguments.new, None)?);
    let (old, new) = (old.program()?, new.program()?);
    let mut ending = Ending::Clean;
    for path in &arguments.inputs {
        let (before, one) = scored(&old, path, &arguments.perspective)?;
        let (after, other) = scored(&new, path, &arguments.perspective)?;
        ending = ending.and(one).and(other);
        let mut changed = 0;
        for (name, before) in &before {
            let Some((_, after)) = after.iter().find(|(other, _)| other == name) else {
                writeln!(out, "{name}: not accepted by {}", arguments.new)?;
                continue;
            };
            let differences = differences(before, after);
            changed += usize::from(!differences.is_empty());
            for difference in differences {
                writeln!(out, "{name}: {difference}")?;
            }
        }
        writeln!(out, "{path}: {changed} of {} results differ", before.len())?;
    }
    out.flush()?;
    Ok(ending)
}

fn model(path: &str) -> Result<Model, Problem> {
    let source = input::text(path)?;
    let loaded = loaded(&source, None)?;
    if let Some(model) = loaded.model.filter(|_| !has_errors(&loaded.diagnostics)) {
        return Ok(model);
    }
    let errors: Vec<Diagnostic> =
        loaded.diagnostics.into_iter().filter(|found| found.severity() == Severity::Error).collect();
    output::report(input::shown(path), &source, &errors);
    Err(Problem::Input)
}

fn scored(program: &Program<'_>, path: &str, name: &str) -> Result<(Vec<(String, ResultFile)>, Ending), Problem> {
    let perspective = perspective(program, name)?;
    let (subjects, ending) = subject::all(program, path)?;
    let results = subjects.into_iter().filter_map(|subject| {
        let result = score(program, perspective, &subject.sheet?, &subject.name).ok()?;
        Some((subject.name, result))
    });
    Ok((results.collect(), ending))
}

/// What differs between two results of one subject, and what decided.
fn differences(before: &ResultFile, after: &ResultFile) -> Vec<String> {
    let mut found = Vec::new();
    for (name, one) in &before.outcomes.0 {
        let Some(other) = after.outcomes.get(name) else {
            continue;
        };
        if one.level != other.level {
            let reached = |outcome: &OutcomeResult| {
                let level = outcome.level.as_deref().unwrap_or("not known");
                let why: Vec<&str> = outcome.decided_by.iter().chain(&outcome.capped_by).map(String::as_str).collect();
                if why.is_empty() { level.to_owned() } else { format!("{level} ({})", why.join(", ")) }
            };
            found.push(format!("{name} was {}, is {}", reached(one), reached(other)));
        }
    }
    let names = |result: &ResultFile| -> Vec<String> { result.flags.iter().map(|flag| flag.name.clone()).collect() };
    let (one, other) = (names(before), names(after));
    found.extend(one.iter().filter(|flag| !other.contains(flag)).map(|flag| format!("flag {flag} is gone")));
    found.extend(other.iter().filter(|flag| !one.contains(flag)).map(|flag| format!("flag {flag} is new")));
    found
}

fn told(difference: &Difference) -> String {
    let mut text = String::new();
    for (name, change) in &difference.outcomes {
        text.push_str(&match change {
            OutcomeChange::SameMeaning => format!("{name}: made in the same way\n"),
            OutcomeChange::SameForAll => format!("{name}: made otherwise, and the same for every assessment\n"),
            OutcomeChange::NotDecided(far) => format!("{name}: not decided: the search saw {far}\n"),
            OutcomeChange::Differs(found, before, after) => {
                let level = |level: &Option<String>| level.clone().unwrap_or_else(|| "not known".to_owned());
                let size = if found.smallest { "the smallest assessment" } else { "an assessment" };
                format!(
                    "{name}: {size} that is rated otherwise was {} and is {}\n\n{}\n",
                    level(before),
                    level(after),
                    found.example
                )
            }
        });
    }
    let renamed = difference.renamed.iter().map(|(old, new)| format!("renamed: {old} is now {new}\n"));
    let lists = [
        ("reworded", &difference.reworded),
        ("rule", &difference.rules),
        ("gone", &difference.gone),
        ("new", &difference.added),
    ];
    let listed = lists.into_iter().flat_map(|(what, list)| list.iter().map(move |line| format!("{what}: {line}\n")));
    text.extend(renamed.chain(listed));
    if text.is_empty() { "neither rubric has an outcome\n".to_owned() } else { text }
}
