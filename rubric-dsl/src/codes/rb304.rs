//! `RB304`: half-steps-without-values.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB304", severity: Severity::Error },
    slug: "half-steps-without-values",
    means: "A scale has half steps, and its levels have no values, or the middle of two has more than six digits after the point.",
    matters: "There is nothing half way between two names, and a middle that cannot be written could be taken for a level.",
    frame: Frame::Body,
    bad: r#"scale attendance half steps {
  rare  "Rare"
  often "Often"
}
indicator presence "Is present" using attendance"#,
    good: r#"scale attendance half steps {
  rare  = 1 "Rare"
  often = 2 "Often"
}
indicator presence "Is present" using attendance"#,
};

pub(crate) fn without_values(span: Span, scale: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{scale}` has half steps and no values")).help("give each level a value, or remove `half steps`")
}

pub(crate) fn unwritable(span: Span, low: Fraction, high: Fraction) -> Diagnostic {
    let (low, high) = (shown(low), shown(high));
    Diagnostic::new(&RULE, span, said!("the half step between {low} and {high} has more than six digits after the point"))
        .help("give the levels values with at most five digits after the point, or remove `half steps`")
}
