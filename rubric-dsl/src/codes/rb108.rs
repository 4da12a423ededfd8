//! `RB108`: not-one-rubric.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB108", severity: Severity::Error },
    slug: "not-one-rubric",
    means: "A file holds no rubric, or something behind it.",
    matters: "A file is one rubric, so that its version and its digest speak of the whole.",
    frame: Frame::Whole,
    bad: r#"scale growth { low = 1 "Low" high = 2 "High" }"#,
    good: r#"rubric leadership "Leadership" { version "1" }"#,
};

pub(crate) fn none(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "this file holds no rubric").help("begin with `rubric NAME \"Title\" {`")
}

pub(crate) fn more(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "something stands behind the rubric").help("a file holds one rubric; move this into it, or into a file of its own")
}
