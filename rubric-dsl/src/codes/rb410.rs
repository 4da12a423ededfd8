//! `RB410`: scales-mixed.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB410", severity: Severity::Error },
    slug: "scales-mixed",
    means: "Leaves on a scale without values stand together with leaves on another scale.",
    matters: "There is no order between levels of two scales.",
    frame: Frame::Body,
    bad: r#"scale standing {
  below "Below"
  meets "Meets"
}
domain conduct "Conduct" rolls up by lowest {
  indicator honest "Is honest" using standing
  indicator fair   "Is fair"
}"#,
    good: r#"scale standing {
  below "Below"
  meets "Meets"
}
domain conduct "Conduct" using standing rolls up by lowest {
  indicator honest "Is honest"
  indicator fair   "Is fair"
}"#,
};

pub(crate) fn mixed(span: Span, node: &str, scale: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{node}` rolls up levels of `{scale}`, which have no values, with levels of another scale"))
        .help("rate all of them on one scale, or give the levels values")
}

pub(crate) fn mixed_set(span: Span, scale: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("some members are {scale}, which has no values, and others are not"))
        .help("choose members that share a scale")
}
