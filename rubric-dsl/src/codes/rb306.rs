//! `RB306`: practices-to-tick-nowhere.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB306", severity: Severity::Error },
    slug: "practices-to-tick-nowhere",
    means: "Practices are written for an indicator that is not cumulative.",
    matters: "Practices are ticked; on an indicator that is rated directly nobody could tick them.",
    frame: Frame::Body,
    bad: r#"indicator vision "Builds a shared vision" {
  developing { articulates "Articulates a vision" }
}"#,
    good: r#"indicator vision "Builds a shared vision" cumulative {
  developing { articulates "Articulates a vision" }
}"#,
};

pub(crate) fn not_cumulative(span: Span, leaf: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{leaf}` is rated directly and cannot have practices"))
        .help(said!("write `cumulative` behind the title of `{leaf}`"))
}
