//! `RB605`: requirement-broken.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB605", severity: Severity::Error },
    slug: "requirement-broken",
    means: "The settings together break a requirement of the rubric.",
    matters: "Each may lie within its limits and the whole still not be what the author allows.",
    frame: Frame::Body,
    bad: r#"setting a "One weight" = 40% from 0% to 100%
setting b "Other weight" = 40% from 0% to 100%
require a + b is 100% "The two weights are shares of one whole."
indicator budget "Keeps the budget" weight a
indicator hiring "Hires well" weight b"#,
    good: r#"setting a "One weight" = 60% from 0% to 100%
setting b "Other weight" = 40% from 0% to 100%
require a + b is 100% "The two weights are shares of one whole."
domain office "Office" {
  indicator budget "Keeps the budget" weight a
  indicator hiring "Hires well" weight b
}"#,
};

pub(crate) fn broken(span: Span, because: &str, overlaid: bool) -> Diagnostic {
    let whose = if overlaid { "the overlay" } else { "the settings" };
    Diagnostic::new(&RULE, span, said!("{whose} break this requirement: {because}")).help("change the settings so that it holds")
}
