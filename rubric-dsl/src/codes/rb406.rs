//! `RB406`: condition-beyond-context.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB406", severity: Severity::Error },
    slug: "condition-beyond-context",
    means: "Whether a node is asked depends on more than context.",
    matters: "The form would change while it is filled in, and a rating could remove the question it answers.",
    frame: Frame::Body,
    bad: r#"indicator budget "Keeps the budget" only when team < 2"#,
    good: r#"context site "Kind of site" {
  school "School"
  office "Office"
}
indicator budget "Keeps the budget" only when site is school"#,
};

pub(crate) fn beyond_context(span: Span, name: &str, what: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`only when` speaks of context values only; `{name}` is {what}"))
        .help("declare a `context` for it")
}
