//! `RB906`: previous-result-unusable.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB906", severity: Severity::Error },
    slug: "previous-result-unusable",
    means: "The previous result in an assessment is not one, is of another rubric, or holds a number that cannot be kept exactly.",
    matters: "Progress is measured against what was really said.",
    frame: Frame::Other,
    bad: r#"{ "format": "rubric-assessment/1", "rubric": "frame", "version": "1", "subject": "leader-01", "responses": [],
  "prior": { "format": "something-else" } }"#,
    good: r#"{ "format": "rubric-assessment/1", "rubric": "frame", "version": "1", "subject": "leader-01", "responses": [],
  "prior": { "format": "rubric-result/1", "rubric": { "id": "frame" } } }"#,
};

#[cfg(feature = "files")]
pub(crate) fn unusable(span: Span, why: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the previous result cannot be used: {why}"))
}
