//! `RB203`: name-taken.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB203", severity: Severity::Error },
    slug: "name-taken",
    means: "Two things of one kind have the same name.",
    matters: "A result names what it speaks of; two things of one name cannot be told apart.",
    frame: Frame::Body,
    bad: r#"measure half = smart / 2
measure half = healthy / 2"#,
    good: r#"measure half_smart = smart / 2
measure half_healthy = healthy / 2"#,
};

pub(crate) fn twice(span: Span, first: Span, name: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{name}` is already a name")).related(first, "it is given here").help("choose another name")
}
