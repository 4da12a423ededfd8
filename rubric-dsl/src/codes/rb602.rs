//! `RB602`: unsafe-link.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB602", severity: Severity::Error },
    slug: "unsafe-link",
    means: "A link does not lead to a page or a mail address.",
    matters: "The text of a rubric is shown in other people's portals; an address of another kind could run a script there.",
    frame: Frame::Body,
    bad: r#"advise read "Read about coaching" when smart < 2 {
  link "javascript:alert(1)" "Guide"
}"#,
    good: r#"advise read "Read about coaching" when smart < 2 {
  link "https://example.org/coaching" "Guide"
}"#,
};

/// A finding when an address is not `https:` or `mailto:`.
pub(crate) fn check(address: &str, span: Span) -> Option<Diagnostic> {
    let led = ["https://", "mailto:"].iter().find_map(|start| address.strip_prefix(start));
    let sound = led.is_some_and(|rest| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control()));
    (!sound).then(|| {
        Diagnostic::new(&RULE, span, "this is not a link to a page or a mail address")
            .help("links begin with `https://` or `mailto:` and hold no blanks")
    })
}
