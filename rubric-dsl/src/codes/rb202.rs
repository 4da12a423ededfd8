//! `RB202`: ambiguous-name.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB202", severity: Severity::Error },
    slug: "ambiguous-name",
    means: "The tail of a path stands for more than one thing.",
    matters: "Which of them is rated by must not depend on which comes first.",
    frame: Frame::Body,
    bad: r#"domain other "Another side" {
  indicator team "Builds another team"
}
flag weak "The team is weak" when team < 2"#,
    good: r#"domain other "Another side" {
  indicator team "Builds another team"
}
flag weak "The team is weak" when healthy.team < 2"#,
};

pub(crate) fn ambiguous(span: Span, name: &str, candidates: &[String]) -> Diagnostic {
    let names: Vec<String> = candidates.iter().map(|name| said!("`{name}`")).collect();
    Diagnostic::new(&RULE, span, said!("`{name}` can be {}", listed(&names, "or"))).help("write more of the path")
}
