//! `RB405`: combination-unsound.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB405", severity: Severity::Error },
    slug: "combination-unsound",
    means: "The combined value is made of private ratings, or of nobody's in particular.",
    matters: "Private ratings enter no result but the rater's own; and a combined value needs someone it cannot do without.",
    frame: Frame::Body,
    bad: r#"combine supervisor 50% optional, self 50% optional"#,
    good: r#"combine supervisor 50%, self 50% optional"#,
};

pub(crate) fn private(span: Span, rater: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the ratings of `{rater}` are private and cannot be combined with others"))
        .help(said!("remove `private` from `{rater}`, or `{rater}` from `combine`"))
}

pub(crate) fn all_optional(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "every rater is optional").help("leave at least one rater without `optional`")
}
