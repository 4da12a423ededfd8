//! `RB309`: no-scale.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB309", severity: Severity::Error },
    slug: "no-scale",
    means: "A leaf is to be rated and the rubric has no scale.",
    matters: "A rating is a level of a scale.",
    frame: Frame::Whole,
    bad: r#"rubric leadership "Leadership" {
  version "1"
  indicator team "Builds a team"
}"#,
    good: r#"rubric leadership "Leadership" {
  version "1"
  scale growth {
    not_yet = 1 "Not yet"
    there   = 2 "There"
  }
  indicator team "Builds a team"
}"#,
};

pub(crate) fn no_scale(span: Span, leaf: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{leaf}` has no scale to be rated on")).help("declare one: `scale growth { … }`")
}
