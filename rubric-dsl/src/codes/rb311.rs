//! `RB311`: comment-rule-too-wide.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB311", severity: Severity::Error },
    slug: "comment-rule-too-wide",
    means: "A rule about comments at a leaf speaks of more than the rating being given.",
    matters: "Whether a comment is needed is shown while the level is chosen, before anything else is known.",
    frame: Frame::Body,
    bad: r#"indicator budget "Keeps the budget" {
  comment required when team < 2
}"#,
    good: r#"indicator budget "Keeps the budget" {
  comment required when rating < 2
}"#,
};

pub(crate) fn beyond_rating(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "a comment rule speaks of `rating` and of constants only").help("write `comment required when rating <= emerging`")
}
