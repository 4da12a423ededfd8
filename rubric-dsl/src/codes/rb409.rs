//! `RB409`: number-too-large.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB409", severity: Severity::Warning },
    slug: "number-too-large",
    means: "A number can become larger than a million.",
    matters: "It would then be unknown: numbers of that size are mistakes in a rubric.",
    frame: Frame::Body,
    bad: r#"number students "Students" from 0 to 5000
measure square = students * students"#,
    good: r#"number students "Students" from 0 to 500
measure square = students * students"#,
};

pub(crate) fn too_large(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "this can become larger than 1000000, and would then be unknown")
        .help("narrow the limits of what it is made of, or divide it")
}
