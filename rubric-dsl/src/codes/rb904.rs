//! `RB904`: cannot-be-given.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB904", severity: Severity::Error },
    slug: "cannot-be-given",
    means: "A file gives a leaf, context value or judgement something that it does not take.",
    matters: "A number outside its limits or an answer that is not allowed must not become a rating.",
    frame: Frame::Other,
    bad: r#"{ "format": "rubric-assessment/1", "rubric": "frame", "version": "1", "subject": "leader-01",
  "responses": [ { "rater": "supervisor", "ratings": { "smart.data_use": "7" } } ] }"#,
    good: r#"{ "format": "rubric-assessment/1", "rubric": "frame", "version": "1", "subject": "leader-01",
  "responses": [ { "rater": "supervisor", "ratings": { "smart.data_use": "3" } } ] }"#,
};

#[cfg(feature = "files")]
pub(crate) fn wants(span: Span, path: &str, wanted: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{path}` takes {wanted}"))
}

#[cfg(feature = "files")]
pub(crate) fn outside(span: Span, path: &str, found: &str, (low, high): (Fraction, Fraction)) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{path}` is {found} and must lie from {} to {}", shown(low), shown(high)))
}

#[cfg(feature = "files")]
pub(crate) fn not_a_number(span: Span, path: &str, found: &str, error: DecimalError) -> Diagnostic {
    let why = match error {
        DecimalError::NotANumber => "is not a number",
        DecimalError::TooManyDigits => "has more than six digits after the point",
        DecimalError::TooLarge => "is larger than 1000000",
    };
    let finding = Diagnostic::new(&RULE, span, said!("`{found}` for `{path}` {why}"));
    let is_figure = found.contains([',', '?', '%', '\'', ' ']) && found.contains(|c: char| c.is_ascii_digit());
    if is_figure && matches!(error, DecimalError::NotANumber) {
        return finding.help("write digits alone, with a point before decimals and nothing between thousands");
    }
    finding
}

#[cfg(feature = "files")]
pub(crate) fn answer(span: Span, path: &str, answer: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{path}` does not allow the answer `{answer}`"))
}

#[cfg(feature = "files")]
pub(crate) fn too_many(span: Span, path: &str, found: usize, most: usize, what: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{path}` has {found} {what}; there can be at most {most}"))
}

#[cfg(feature = "files")]
pub(crate) fn not_theirs(span: Span, judged: &str, found: &str, wanted: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{judged}` is decided by `{wanted}`, not by `{found}`"))
}

#[cfg(feature = "files")]
pub(crate) fn no_level(span: Span, path: &str, value: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{path}` has no level of value {value}"))
}
