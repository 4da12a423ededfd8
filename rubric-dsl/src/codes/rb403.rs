//! `RB403`: order-cannot-be-averaged.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB403", severity: Severity::Error },
    slug: "order-cannot-be-averaged",
    means: "Levels without values are averaged, added or turned into a number.",
    matters: "A scale without values says only which level is higher, not by how much. `median`, `lowest` and `highest` need no more than that.",
    frame: Frame::Body,
    bad: r#"scale standing {
  below "Below"
  meets "Meets"
  above "Above"
}
domain conduct "Conduct" using standing {
  indicator honest "Is honest"
  indicator fair   "Is fair"
}"#,
    good: r#"scale standing {
  below "Below"
  meets "Meets"
  above "Above"
}
domain conduct "Conduct" using standing rolls up by median {
  indicator honest "Is honest"
  indicator fair   "Is fair"
}"#,
};

const ORDER: &str = "use `median`, `lowest` or `highest`, or give the levels values";

pub(crate) fn no_values(span: Span, node: &str, scale: &str, sum: bool) -> Diagnostic {
    let how = if sum { "added" } else { "averaged" };
    Diagnostic::new(&RULE, span, said!("`{node}` is {how}, and the levels of `{scale}` have no values")).help(ORDER)
}

pub(crate) fn group(span: Span, rater: &str, scale: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the ratings of `{rater}` are averaged, and the levels of `{scale}` have no values"))
        .help("give the levels values")
}

pub(crate) fn combined(span: Span, scale: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("raters are combined by weight, and the levels of `{scale}` have no values"))
        .help("give the levels values, or let one rater decide")
}

pub(crate) fn no_number(span: Span, scale: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("a level of `{scale}` is no number: its levels have no values"))
        .help("compare it with a level of the same scale")
}

pub(crate) fn set(span: Span, scale: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("each member is {scale}, which has no values to average, add or subtract")).help(ORDER)
}
