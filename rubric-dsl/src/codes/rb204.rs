//! `RB204`: unused-name.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB204", severity: Severity::Warning },
    slug: "unused-name",
    means: "A scale, context value or setting is declared and nothing mentions it.",
    matters: "People would be asked for something that changes nothing, or a rule has lost its subject.",
    frame: Frame::Body,
    bad: r#"context years "Years in the role" number from 0 to 50"#,
    good: r#"context years "Years in the role" number from 0 to 50
flag new_in_role "New in the role" when years < 2"#,
};

pub(crate) fn unused(span: Span, name: &str, what: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("nothing mentions the {what} `{name}`")).help("use it, or remove it")
}
