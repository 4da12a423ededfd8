//! `RB308`: empty-range.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB308", severity: Severity::Error },
    slug: "empty-range",
    means: "A lower limit is above the upper one, or limits are missing.",
    matters: "Nothing could ever lie between them.",
    frame: Frame::Body,
    bad: r#"number survey "Staff survey" from 100 to 0"#,
    good: r#"number survey "Staff survey" from 0 to 100"#,
};

pub(crate) fn empty(span: Span, low: Fraction, high: Fraction) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("nothing lies from {} to {}", shown(low), shown(high))).help("write the smaller number first")
}

pub(crate) fn dates(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "the last day is before the first").help("write the earlier date first")
}

pub(crate) fn no_limits(span: Span, leaf: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{leaf}` does not say between which numbers it lies"))
        .help(said!("write `number {leaf} \"…\" from 0 to 100`"))
}
