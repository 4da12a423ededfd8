//! `RB103`: unknown-escape.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB103", severity: Severity::Error },
    slug: "unknown-escape",
    means: "A backslash in a text is followed by something that it does not stand before.",
    matters: "Rather than guess what was meant, the checker asks.",
    frame: Frame::Body,
    bad: r#"flag low "Path C:\rubrics" when smart < 2"#,
    good: r#"flag low "Path C:\\rubrics" when smart < 2"#,
};

pub(crate) fn unknown(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{found}` stands for nothing"))
        .help("write `\\\"`, `\\\\`, `\\n` or `\\u{e9}`; a backslash itself is `\\\\`")
}
