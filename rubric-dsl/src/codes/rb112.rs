//! `RB112`: doubtful-name.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB112", severity: Severity::Error },
    slug: "doubtful-name",
    means: "A name is a keyword at a place where the two cannot be told apart.",
    matters: "A reader, and the checker, would have to guess whether the word is meant as a name.",
    frame: Frame::Body,
    bad: r#"measure not "Not" = smart"#,
    good: r#"measure shortfall "Shortfall" = 4 - smart"#,
};

pub(crate) fn doubtful(span: Span, name: &str, why: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{name}` cannot be a name here: {why}")).help(said!("choose another, such as `{name}_level`"))
}
