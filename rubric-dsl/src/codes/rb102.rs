//! `RB102`: unclosed-text.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB102", severity: Severity::Error },
    slug: "unclosed-text",
    means: "A text has an opening quotation mark and no closing one.",
    matters: "Everything behind the mark would be read as text, rules included.",
    frame: Frame::Body,
    bad: r#"flag low "The smart side is low when smart < 2"#,
    good: r#"flag low "The smart side is low" when smart < 2"#,
};

pub(crate) fn line(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "this text is not closed on its line")
        .help("close it with `\"`, or write a text of several lines between `\"\"\"`")
}

pub(crate) fn block(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "this text is not closed").help("close it with `\"\"\"`")
}
