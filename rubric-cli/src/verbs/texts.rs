//! `rubric texts`: what there is to translate, and what a translation lacks.

use std::io::Write;

use rubric_dsl::files::{Notation, write_overlay};
use rubric_dsl::{Coverage, Diagnostic, Overlay, Severity, SourceText, check, has_errors, parse, texts};

use crate::Ending;
use crate::arguments::{Texts, TextsFormat};
use crate::input;
use crate::output;
use crate::problem::Problem;
use crate::rubric::read_overlay;

pub(crate) fn run(arguments: &Texts) -> Result<Ending, Problem> {
    let source = input::text(&arguments.file)?;
    let parsed = parse(&source);
    if has_errors(&parsed.diagnostics) {
        output::report(input::shown(&arguments.file), &source, &parsed.diagnostics);
        return Err(Problem::Input);
    }
    let texts = texts(&parsed.file);
    let overlay = arguments.overlay.as_deref().map(|path| read_overlay(path, &source)).transpose()?;
    let usual = if overlay.is_some() { TextsFormat::List } else { TextsFormat::Ron };
    let notation = match arguments.format.unwrap_or(usual) {
        TextsFormat::List => None,
        TextsFormat::Ron => Some(Notation::Ron),
        TextsFormat::Json => Some(Notation::Json),
    };
    let written = overlay.clone().unwrap_or_default();
    let mut out = output::open(None)?;
    match notation {
        Some(notation) => out.write_all(write_overlay(notation, &parsed.file, &texts, &written).as_bytes())?,
        None => out.write_all(listed(&written.coverage(&texts)).as_bytes())?,
    }
    out.flush()?;
    let (Some(path), Some(overlay)) = (&arguments.overlay, overlay) else {
        return Ok(Ending::Clean);
    };
    let coverage = overlay.coverage(&texts);
    eprintln!("{}", summary(path, &texts, &overlay, &coverage));
    let complete = coverage.missing.is_empty() && coverage.superfluous.is_empty() && overlay.language.is_some();
    let known = overlay.labels.iter().filter(|(key, _)| !coverage.superfluous.contains(&key.as_str()));
    let labels = known.map(|(key, label)| (key.clone(), label.clone())).collect();
    let known = Overlay { labels, ..overlay.clone() };
    let found = check(&parsed.file, Some(&known)).diagnostics;
    let errors: Vec<Diagnostic> = found.into_iter().filter(|found| found.severity() == Severity::Error).collect();
    output::report(input::shown(&arguments.file), &source, &errors);
    Ok(if complete && errors.is_empty() { Ending::Clean } else { Ending::Problems })
}

/// A line for each text without a label, and for each label without a text.
fn listed(coverage: &Coverage<'_>) -> String {
    let missing = coverage.missing.iter().map(|text| format!("missing      {}  {:?}\n", text.key, text.text));
    let superfluous = coverage.superfluous.iter().map(|key| format!("superfluous  {key}\n"));
    missing.chain(superfluous).collect()
}

fn summary(path: &str, texts: &[SourceText], overlay: &Overlay, coverage: &Coverage<'_>) -> String {
    let Coverage { missing, superfluous } = coverage;
    let language = match &overlay.language {
        Some(language) => format!("in {language}"),
        None => "`language` is missing".to_owned(),
    };
    let labelled = texts.len() - missing.len();
    format!("{path}: {language}, {labelled} of {} texts, {} superfluous", texts.len(), superfluous.len())
}
