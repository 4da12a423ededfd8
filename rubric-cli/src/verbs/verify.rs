//! `rubric verify`: what rubrics promise, decided.

use std::time::{Duration, Instant};

use rubric_dsl::{Diagnostic, Severity};
use rubric_verify::{Budget, Examination, Promised, Verdict};

use crate::Ending;
use crate::arguments::Verify;
use crate::input;
use crate::output;
use crate::problem::Problem;
use crate::rubric::loaded;

pub(crate) fn run(arguments: &Verify) -> Result<Ending, Problem> {
    let mut rows = vec![["rubric", "promise", "verdict", "time"].map(str::to_owned).to_vec()];
    let mut ending = Ending::Clean;
    let mut shown = String::new();
    for path in &arguments.files {
        let source = input::text(path)?;
        let loaded = loaded(&source, arguments.overlay.as_deref())?;
        let Some(model) = &loaded.model else {
            let errors: Vec<Diagnostic> =
                loaded.diagnostics.into_iter().filter(|found| found.severity() == Severity::Error).collect();
            output::report(input::shown(path), &source, &errors);
            rows.push(vec![path.clone(), "-".to_owned(), "not checked".to_owned(), "-".to_owned()]);
            ending = Ending::Problems;
            continue;
        };
        let examination = Examination::new(model);
        for at in 0..examination.promises() {
            let begun = Instant::now();
            let limit = Duration::from_secs(arguments.seconds);
            let late = || begun.elapsed() >= limit;
            let Some(promised) = examination.promise(at, &mut Budget::new(u64::MAX, &late)) else {
                continue;
            };
            let took = begun.elapsed();
            if promised.verdict != Verdict::Holds {
                ending = Ending::Problems;
            }
            shown.push_str(&told(path, &promised));
            rows.push(vec![path.clone(), promised.text.clone(), word(&promised.verdict), seconds(took)]);
        }
    }
    print!("{}", output::table(&rows));
    if !shown.is_empty() {
        print!("\n{shown}");
    }
    Ok(ending)
}

fn seconds(took: Duration) -> String {
    format!("{}.{:03} s", took.as_secs(), took.subsec_millis())
}

fn word(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Broken(_) => "broken",
        Verdict::NotDecided(_) => "not decided",
    }
    .to_owned()
}

/// What stands behind a verdict.
fn told(path: &str, promised: &Promised) -> String {
    match &promised.verdict {
        Verdict::Holds => String::new(),
        Verdict::NotDecided(far) => format!("{path}: {}\n  not decided: the search saw {far}\n\n", promised.text),
        Verdict::Broken(None) => format!("{path}: {}\n  no assessment gives one of the levels\n\n", promised.text),
        Verdict::Broken(Some(found)) => {
            let size =
                if found.smallest { "the smallest assessment that breaks it" } else { "an assessment that breaks it" };
            format!("{path}: {}\n  {size}:\n\n{}\n", promised.text, found.example)
        }
    }
}
