//! `RB305`: values-for-some-levels.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB305", severity: Severity::Error },
    slug: "values-for-some-levels",
    means: "Some levels of a scale have a value and others have none.",
    matters: "A scale is either a scale of numbers or a scale of order.",
    frame: Frame::Body,
    bad: r#"scale attendance {
  rare  = 1 "Rare"
  often "Often"
}
indicator presence "Is present" using attendance"#,
    good: r#"scale attendance {
  rare  = 1 "Rare"
  often = 2 "Often"
}
indicator presence "Is present" using attendance"#,
};

pub(crate) fn partly(span: Span, level: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{level}` has no value, and other levels of the scale have one"))
        .help("give every level a value, or none")
}
