//! `RB205`: circular-definition.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "RB205",
    slug: "circular-definition",
    severity: Severity::Error,
    means: "Measures or outcomes are made of each other.",
    matters: "None of them could ever be computed.",
    frame: Frame::Body,
    bad: r#"measure a = b + 1
measure b = a - 1"#,
    good: r#"measure a = smart + 1
measure b = a - 1"#,
};

pub(crate) fn circle(span: Span, names: &[String]) -> Diagnostic {
    let path: Vec<String> = names.iter().chain(names.first()).map(|name| format!("`{name}`")).collect();
    let message = match path.as_slice() {
        [only, _] => format!("{only} is made of itself"),
        _ => format!("{} are made of each other", path.join(", which needs ")),
    };
    Diagnostic::new(&RULE, span, message).help("let one of them stand on ratings alone")
}
