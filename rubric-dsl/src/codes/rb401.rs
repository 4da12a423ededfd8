//! `RB401`: weight-not-positive.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB401", severity: Severity::Error },
    slug: "weight-not-positive",
    means: "A weight is nought or less.",
    matters: "What has no weight is left out of the result without a word; what counts backwards nobody means.",
    frame: Frame::Body,
    bad: r#"indicator budget "Keeps the budget" weight 0"#,
    good: r#"indicator budget "Keeps the budget" weight 1"#,
};

pub(crate) fn not_positive(span: Span, weight: Fraction) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("a weight of {} counts for nothing", shown(weight)))
        .help("a weight is above nought; leave a node out with `only when`, or remove it")
}
