//! `rubric test`: examples as tests.

use std::fs;
use std::path::Path;

use rubric_dsl::{Trial, has_errors, position, trials};

use crate::Ending;
use crate::arguments::Test;
use crate::input;
use crate::output;
use crate::problem::Problem;
use crate::rubric::loaded;

pub(crate) fn run(arguments: &Test) -> Result<Ending, Problem> {
    let mut files = Vec::new();
    for path in &arguments.paths {
        collect(path, &mut files)?;
    }
    let mut rows = vec![["rubric", "examples", "expectations", "failed"].map(str::to_owned).to_vec()];
    let mut ending = Ending::Clean;
    let mut failures = String::new();
    for path in &files {
        let source = input::text(path)?;
        let loaded = loaded(&source, arguments.overlay.as_deref())?;
        let Some(model) = &loaded.model else {
            let errors: Vec<_> =
                loaded.diagnostics.into_iter().filter(|found| has_errors(std::slice::from_ref(found))).collect();
            output::report(input::shown(path), &source, &errors);
            rows.push(vec![path.clone(), "-".to_owned(), "-".to_owned(), "not checked".to_owned()]);
            ending = Ending::Problems;
            continue;
        };
        let run = trials(model);
        let failed: usize = run.iter().map(|trial| trial.failures.len()).sum();
        let expected: usize = run.iter().map(|trial| trial.expected).sum();
        rows.push(vec![path.clone(), run.len().to_string(), expected.to_string(), failed.to_string()]);
        if failed > 0 {
            ending = Ending::Problems;
        }
        run.iter().for_each(|trial| failures.push_str(&told(path, &source, trial)));
    }
    print!("{}", output::table(&rows));
    eprint!("{failures}");
    Ok(ending)
}

/// The rubrics at or below a path.
fn collect(path: &str, files: &mut Vec<String>) -> Result<(), Problem> {
    if !Path::new(path).is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries = fs::read_dir(path).map_err(|error| Problem::file(path, "read", &error))?;
    let mut below: Vec<String> = entries.filter_map(|entry| Some(entry.ok()?.path().to_str()?.to_owned())).collect();
    below.sort();
    for path in below {
        if Path::new(&path).is_dir() || path.ends_with(".rubric") {
            collect(&path, files)?;
        }
    }
    Ok(())
}

/// What was expected and what came.
fn told(path: &str, source: &str, trial: &Trial) -> String {
    let lines = trial.failures.iter().map(|failure| {
        let line = position(source, failure.span.start()).line;
        format!(
            "{path}:{line}: in \u{201C}{}\u{201D}\n  expected  {}\n  came      {}\n",
            trial.title, failure.expected, failure.came
        )
    });
    lines.collect()
}
