//! `RB903`: unknown-in-file.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB903", severity: Severity::Error },
    slug: "unknown-in-file",
    means: "A file names a leaf, level, answer, rater, practice, context value or field that the rubric does not have.",
    matters: "A rating for a misspelt indicator would be lost without a word.",
    frame: Frame::Other,
    bad: r#"{ "format": "rubric-assessment/1", "rubric": "frame", "version": "1", "subject": "leader-01",
  "responses": [ { "rater": "supervisor", "ratings": { "smart.data_usage": "proficient" } } ] }"#,
    good: r#"{ "format": "rubric-assessment/1", "rubric": "frame", "version": "1", "subject": "leader-01",
  "responses": [ { "rater": "supervisor", "ratings": { "smart.data_use": "proficient" } } ] }"#,
};

/// `name` is not `what`; the nearest of the `known` names is suggested.
#[cfg(feature = "files")]
pub(crate) fn unknown(span: Span, name: &str, what: &str, known: &[&str]) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, span, said!("`{name}` is not {what} of this rubric"));
    let tail = |path: &str| path.rsplit('.').next() == name.rsplit('.').next();
    match nearest(name, known.iter().copied()).or_else(|| known.iter().copied().find(|path| tail(path))) {
        Some(near) => finding.help(said!("did you mean `{near}`?")),
        None if known.len() <= 12 && !known.is_empty() => {
            let names: Vec<String> = known.iter().map(|name| said!("`{name}`")).collect();
            finding.help(said!("there is {}", listed(&names, "and")))
        }
        None => finding,
    }
}

#[cfg(feature = "files")]
pub(crate) fn group(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{path}` is a group and is not rated itself")).help("rate the leaves below it")
}
