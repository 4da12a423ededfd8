//! `RB404`: share-out-of-range.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB404", severity: Severity::Error },
    slug: "share-out-of-range",
    means: "A share that is needed is below 0% or above 100%.",
    matters: "It could always or never be reached.",
    frame: Frame::Body,
    bad: r#"domain money "Money" needs 150% {
  indicator budget "Keeps the budget"
}"#,
    good: r#"domain money "Money" needs 50% {
  indicator budget "Keeps the budget"
}"#,
};

pub(crate) fn outside(span: Span, share: Fraction) -> Diagnostic {
    let percent = share.times(Fraction::whole(100)).unwrap_or_default();
    Diagnostic::new(&RULE, span, said!("{}% is not a share from 0% to 100%", shown(percent))).help("write a percentage such as `75%`")
}
