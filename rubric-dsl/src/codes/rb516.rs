//! `RB516`: line-out-of-place.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB516", severity: Severity::Error },
    slug: "line-out-of-place",
    means: "A line of a measure or outcome says `from` without a value to cut, or `at` outside straight lines.",
    matters: "The line would have no meaning.",
    frame: Frame::Body,
    bad: r#"measure bonus { 1 from 3 0 otherwise }"#,
    good: r#"measure bonus of smart {
  1 from 3
  0 otherwise
}"#,
};

pub(crate) fn nothing_to_cut(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "`from` cuts a value, and there is none").help("write `of EXPRESSION` before the brace, or `when` with a condition")
}

pub(crate) fn point_outside_lines(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "`at` belongs to straight lines").help("write `linear` before the brace, or `from` here")
}

pub(crate) fn not_a_point(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "straight lines are made of points").help("write `VALUE at POINT`")
}

pub(crate) fn too_few_points(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "straight lines need at least two points")
}
