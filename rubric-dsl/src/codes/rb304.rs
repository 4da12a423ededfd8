//! `RB304`: half-steps-without-values.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB304", severity: Severity::Error },
    slug: "half-steps-without-values",
    means: "A scale has half steps and its levels have no values.",
    matters: "There is nothing half way between two names.",
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
