//! `RB504`: level-never-given.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB504", severity: Severity::Warning },
    slug: "level-never-given",
    means: "An outcome has a level that no assessment gives.",
    matters: "People would strive for a level that nobody can reach.",
    frame: Frame::Body,
    bad: r#"outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 3.5
  proficient from 2.5
  emerging   otherwise
}"#,
    good: r#"outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
}"#,
};

pub(crate) fn never(span: Span, outcome: &str, level: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("no assessment gives `{outcome}` the level `{level}`"))
        .help("write a line that gives it, or an own `level` list without it")
}
