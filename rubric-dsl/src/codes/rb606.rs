//! `RB606`: example-unreadable.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB606", severity: Severity::Error },
    slug: "example-unreadable",
    means: "An example gives something that cannot be given, or not there.",
    matters: "An example that does not say what it seems to say tests nothing.",
    frame: Frame::Body,
    bad: r#"example "a strong start" {
  supervisor {
    smart = 7
  }
  expect smart is 4
}"#,
    good: r#"example "a strong start" {
  supervisor {
    smart = exemplary
  }
  expect smart is 4
}"#,
};

pub(crate) fn wants(span: Span, what: &str, wanted: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{what}` is given {wanted}"))
}

pub(crate) fn not_given(span: Span, path: &str, what: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{path}` is {what} and follows from the ratings; it cannot be given"))
}

pub(crate) fn outside_response(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{path}` is rated by a rater")).help("write it in the braces of a rater: `supervisor { … }`")
}

pub(crate) fn outside(span: Span, value: Fraction, (low, high): (Fraction, Fraction)) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("{} does not lie from {} to {}", shown(value), shown(low), shown(high)))
}

pub(crate) fn second_response(span: Span, rater: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{rater}` is one person and has responded already")).help("put everything into one block")
}

pub(crate) fn answer(span: Span, answer: &str, leaf: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{leaf}` does not allow the answer `{answer}`"))
}

pub(crate) fn no_level(span: Span, value: Fraction, leaf: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{leaf}` has no level of value {}", shown(value))).help("name the level")
}
