//! `RB411`: not-constant.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB411", severity: Severity::Error },
    slug: "not-constant",
    means: "A weight, a cut, a share or a requirement depends on ratings or context.",
    matters: "It holds for everybody alike, and is known before anyone is rated.",
    frame: Frame::Body,
    bad: r#"indicator budget "Keeps the budget" weight team"#,
    good: r#"setting budget_weight "Weight of the budget" = 2 from 1 to 3
indicator budget "Keeps the budget" weight budget_weight"#,
};

pub(crate) fn not_constant(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("{what} is made of numbers and settings only"))
}

pub(crate) fn beyond_settings(span: Span, name: &str, what: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{name}` is {what}; here only numbers and settings can stand"))
}
