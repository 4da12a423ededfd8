//! `RB301`: values-not-rising.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB301", severity: Severity::Error },
    slug: "values-not-rising",
    means: "The values of a scale do not rise from level to level.",
    matters: "Levels are written from lowest to highest; their order is the meaning.",
    frame: Frame::Body,
    bad: r#"scale attendance {
  often = 2 "Often"
  rare  = 1 "Rare"
}
indicator presence "Is present" using attendance"#,
    good: r#"scale attendance {
  rare  = 1 "Rare"
  often = 2 "Often"
}
indicator presence "Is present" using attendance"#,
};

pub(crate) fn not_rising(span: Span, value: Fraction, last: Fraction) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("{} does not rise above {}, the value of the level before", shown(value), shown(last)))
        .help("write levels from lowest to highest")
}
