//! `RB205`: circular-definition.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB205", severity: Severity::Error },
    slug: "circular-definition",
    means: "Measures or outcomes are made of each other.",
    matters: "None of them could ever be computed.",
    frame: Frame::Body,
    bad: r#"measure a = b + 1
measure b = a - 1"#,
    good: r#"measure a = smart + 1
measure b = a - 1"#,
};

pub(crate) fn circle(span: Span, names: &[String]) -> Diagnostic {
    let rest = names.iter().skip(1).chain(names.first());
    let path: Vec<String> = rest.map(|name| said!("made of `{name}`")).collect();
    let first = names.first().map_or("", String::as_str);
    let message = if names.len() == 1 { said!("`{first}` is made of itself") } else { said!("`{first}` is {}", path.join(", which is ")) };
    Diagnostic::new(&RULE, span, message).help("let one of them stand on ratings alone")
}
