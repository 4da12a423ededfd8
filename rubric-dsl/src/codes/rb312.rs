//! `RB312`: not-a-whole-number.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB312", severity: Severity::Error },
    slug: "not-a-whole-number",
    means: "A count is written with a fraction or a percent sign.",
    matters: "Pieces of evidence, words, respondents and digits are counted.",
    frame: Frame::Body,
    bad: r#"rater teachers "Teachers" many at least 2.5"#,
    good: r#"rater teachers "Teachers" many at least 3"#,
};

pub(crate) fn not_whole(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{text}` is not a whole number"))
}
