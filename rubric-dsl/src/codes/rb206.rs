//! `RB206`: wrong-kind-of-name.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB206", severity: Severity::Error },
    slug: "wrong-kind-of-name",
    means: "A name stands for something that cannot be used here.",
    matters: "A text has no score, and a measure is not seen from a rater's side.",
    frame: Frame::Body,
    bad: r#"narrative story "Your story"
flag short "The story is short" when story < 2"#,
    good: r#"narrative story "Your story"
flag short "The story is short" when words(story) < 50"#,
};

pub(crate) fn wrong_kind(span: Span, name: &str, is: &str, wanted: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{name}` is {is}, and this is not {wanted}"))
}

pub(crate) fn no_side(span: Span, name: &str, what: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{name}` is {what}, which no rater sees"))
        .help("only domains, competencies and leaves are seen `by` a rater")
}

pub(crate) fn narrative(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{name}` is a text and has no score")).help(said!("count its words: `words({name})`"))
}
