//! `RB207`: hidden-name.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB207", severity: Severity::Warning },
    slug: "hidden-name",
    means: "A measure, outcome, context value or setting has the name of a node, so that in expressions the node cannot be named so.",
    matters: "An expression that was meant to speak of the ratings would speak of something else.",
    frame: Frame::Body,
    bad: r#"measure team "Team" = healthy.team / 4"#,
    good: r#"measure team_share "Team" = team / 4"#,
};

pub(crate) fn hidden(span: Span, name: &str, what: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("in expressions `{name}` now stands for {what}, and no longer for the node of that name"))
        .help("choose another name, or write more of the node's path")
}
