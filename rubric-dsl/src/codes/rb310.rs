//! `RB310`: out-of-place.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB310", severity: Severity::Error },
    slug: "out-of-place",
    means: "An option or statement stands at a node it does not belong to.",
    matters: "It would have no effect, and the author believes it has.",
    frame: Frame::Body,
    bad: r#"domain money "Money" {
  evidence artifact at least 1
  indicator budget "Keeps the budget"
}"#,
    good: r#"domain money "Money" {
  indicator budget "Keeps the budget" {
    evidence artifact at least 1
  }
}"#,
};

pub(crate) fn misplaced(span: Span, what: &str, place: &str) -> Diagnostic {
    let article = if place.starts_with("a ") { "" } else if place.starts_with('i') { "an " } else { "a " };
    Diagnostic::new(&RULE, span, said!("{what} does not belong to {article}{place}"))
}

pub(crate) fn childless(span: Span, word: &str) -> Diagnostic {
    let article = if word.starts_with('i') { "an" } else { "a" };
    Diagnostic::new(&RULE, span, said!("{article} {word} has nothing below it")).help("make it a `domain` or a `competency`")
}
