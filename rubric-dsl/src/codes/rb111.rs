//! `RB111`: version-missing.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB111", severity: Severity::Error },
    slug: "version-missing",
    means: "The rubric has no version.",
    matters: "A result names the version of the rubric that made it. Without one nobody could say by which rules a leader was rated.",
    frame: Frame::Whole,
    bad: r#"rubric leadership "Leadership" {
}"#,
    good: r#"rubric leadership "Leadership" {
  version "1.0.0"
}"#,
};

pub(crate) fn missing(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "the rubric has no version").help("write `version \"1.0.0\"` and raise it with every change")
}
