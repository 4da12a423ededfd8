//! `rubric verify`: what rubrics promise, decided, and what is wrong with them without being asked.

use std::time::{Duration, Instant};

use rubric_dsl::model::Model;
use rubric_dsl::{Diagnostic, Severity, check, has_errors, parse, position};
use rubric_verify::{Budget, Counterexample, Examination, Finding, Promised, Verdict, at_limits};

use crate::Ending;
use crate::arguments::Verify;
use crate::input;
use crate::output;
use crate::problem::Problem;
use crate::rubric::loaded;

/// The steps that each question which nobody asked may take.
const UNASKED: u64 = 300_000;

pub(crate) fn run(arguments: &Verify) -> Result<Ending, Problem> {
    let mut report = Report {
        limit: Duration::from_secs(arguments.seconds),
        rows: vec![["rubric", "promise", "verdict", "time"].map(str::to_owned).to_vec()],
        told: String::new(),
        ending: Ending::Clean,
    };
    for path in &arguments.files {
        let source = input::text(path)?;
        let loaded = loaded(&source, arguments.overlay.as_deref())?;
        // What examining finds wrong at checking is found here too, and shown with an example.
        let checked = if arguments.overlay.is_none() { checked(&source) } else { None };
        let Some(model) = loaded.model.or(checked) else {
            let errors: Vec<Diagnostic> =
                loaded.diagnostics.into_iter().filter(|found| found.severity() == Severity::Error).collect();
            output::report(input::shown(path), &source, &errors);
            report.rows.push(vec![path.clone(), "-".to_owned(), "not checked".to_owned(), "-".to_owned()]);
            report.ending = Ending::Problems;
            continue;
        };
        report.promises(path, &source, &model);
        report.findings(path, &source, &model);
    }
    print!("{}", output::table(&report.rows));
    if !report.told.is_empty() {
        print!("\n{}", report.told);
    }
    Ok(report.ending)
}

/// The model of a rubric with which only examining finds fault.
fn checked(source: &str) -> Option<Model> {
    let parsed = parse(source);
    let checked = check(&parsed.file, None);
    checked.model.filter(|_| !has_errors(&parsed.diagnostics) && !has_errors(&checked.diagnostics))
}

struct Report {
    limit: Duration,
    rows: Vec<Vec<String>>,
    told: String,
    ending: Ending,
}

impl Report {
    fn promises(&mut self, path: &str, source: &str, model: &Model) {
        let examination = Examination::new(model);
        let limits = if examination.promises() == 0 { Vec::new() } else { at_limits(source, model, None) };
        for at in 0..examination.promises() {
            let Some((promised, took)) = self.decided(&examination, at) else {
                continue;
            };
            self.rows.push(vec![path.to_owned(), promised.text.clone(), word(&promised.verdict), seconds(took)]);
            self.judge(path, &promised, "");
            if promised.verdict == Verdict::Holds {
                self.at_limits(path, at, &limits);
            }
        }
    }

    /// A promise that holds as the rubric is written, with its settings at their limits.
    fn at_limits(&mut self, path: &str, at: usize, limits: &[(String, Model)]) {
        for (words, model) in limits {
            let examination = Examination::new(model);
            let Some((promised, took)) = self.decided(&examination, at) else {
                continue;
            };
            if promised.verdict != Verdict::Holds {
                let text = format!("{} (with {words})", promised.text);
                self.rows.push(vec![path.to_owned(), text, word(&promised.verdict), seconds(took)]);
                self.judge(path, &promised, words);
            }
        }
    }

    fn decided(&self, examination: &Examination<'_>, at: usize) -> Option<(Promised, Duration)> {
        let begun = Instant::now();
        let late = || begun.elapsed() >= self.limit;
        let promised = examination.promise(at, &mut Budget::new(u64::MAX, &late))?;
        Some((promised, begun.elapsed()))
    }

    fn judge(&mut self, path: &str, promised: &Promised, settings: &str) {
        let with = if settings.is_empty() { String::new() } else { format!(" (with {settings})") };
        let text = match &promised.verdict {
            Verdict::Holds => return,
            Verdict::NotDecided(far) => format!("  not decided: the search saw {far}\n"),
            Verdict::Broken(None) => "  no assessment gives one of the levels\n".to_owned(),
            Verdict::Broken(Some(found)) => format!("  {}", shown(found, "breaks it")),
        };
        self.ending = Ending::Problems;
        self.told.push_str(&format!("{path}: {}{with}\n{text}\n", promised.text));
    }

    /// What nobody promised.
    fn findings(&mut self, path: &str, source: &str, model: &Model) {
        let begun = Instant::now();
        let late = || begun.elapsed() >= self.limit;
        let findings = Examination::new(model).findings(UNASKED, &mut Budget::new(u64::MAX, &late));
        for finding in &findings.found {
            self.finding(path, source, finding);
        }
        let (found, looked_at) = (findings.found.len(), findings.looked_at);
        let word = match (found, findings.open) {
            (0, 0) => "nothing found".to_owned(),
            (found, 0) => format!("{found} found"),
            (found, open) => format!("{found} found, {open} not decided"),
        };
        let what = format!("{looked_at} lines, caps, levels and rules, unasked");
        self.rows.push(vec![path.to_owned(), what, word, seconds(begun.elapsed())]);
    }

    fn finding(&mut self, path: &str, source: &str, finding: &Finding) {
        let line = position(source, finding.span.start()).line;
        self.told.push_str(&format!("{path}:{line}: {}\n", finding.text));
        if let Some(found) = &finding.shown {
            self.told.push_str(&format!("  {}", shown(found, "shows it")));
        }
        self.told.push('\n');
    }
}

fn shown(found: &Counterexample, does: &str) -> String {
    let size = if found.smallest { "the smallest assessment that" } else { "an assessment that" };
    format!("{size} {does}:\n\n{}", found.example)
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
