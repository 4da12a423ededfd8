//! `RB507`: otherwise-not-last.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB507", severity: Severity::Error },
    slug: "otherwise-not-last",
    means: "Something stands behind `otherwise`.",
    matters: "`otherwise` always holds, so nothing behind it could.",
    frame: Frame::Body,
    bad: r#"outcome overall "Overall" on growth of mean(domains) {
  emerging   otherwise
  proficient from 2.5
}"#,
    good: r#"outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
}"#,
};

pub(crate) fn not_last(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "lines behind `otherwise` can never decide").help("move `otherwise` to the end")
}
