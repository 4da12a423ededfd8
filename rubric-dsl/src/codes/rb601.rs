//! `RB601`: rule-never-fires.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB601", severity: Severity::Warning },
    slug: "rule-never-fires",
    means: "A flag or a piece of advice can never apply.",
    matters: "The author believes that somebody will be told something.",
    frame: Frame::Body,
    bad: r#"flag low "The smart side is low" when smart < 1"#,
    good: r#"flag low "The smart side is low" when smart < 2"#,
};

pub(crate) fn never(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{name}` never applies: its condition is never true"))
}
