//! `RB515`: wrong-arguments.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB515", severity: Severity::Error },
    slug: "wrong-arguments",
    means: "A function is called with something it does not take.",
    matters: "The checker cannot guess what was meant.",
    frame: Frame::Body,
    bad: r#"measure low = count(indicators)"#,
    good: r#"measure low = count(indicators where score < 2)"#,
};

pub(crate) fn wrong_arguments(span: Span, function: &str, wanted: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{function}` takes {wanted}"))
}

pub(crate) fn no_where(span: Span, function: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{function}` needs a condition for the members"))
        .help(said!("write `{function}(… where score < 2)`"))
}

pub(crate) fn digits(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "the digits to keep are a whole number from 0 to 6")
}

pub(crate) fn stands_in_none(span: Span, kind: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("this stands in no {kind}"))
}
