//! `RB505`: line-never-decides.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB505", severity: Severity::Warning },
    slug: "line-never-decides",
    means: "A line of an outcome or measure can never be the one that decides.",
    matters: "The author believes that it does something.",
    frame: Frame::Body,
    bad: r#"outcome standing "Standing" on growth {
  exemplary  when smart >= 3 and smart < 2
  proficient when smart >= 2.5
  developing when smart >= 1.5
  emerging   otherwise
}"#,
    good: r#"outcome standing "Standing" on growth {
  exemplary  when smart >= 3 and healthy >= 3
  proficient when smart >= 2.5
  developing when smart >= 1.5
  emerging   otherwise
}"#,
};

pub(crate) fn never(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{text}` never decides: its condition is never true"))
}

pub(crate) fn behind(span: Span, text: &str, first: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{text}` never decides")).related(first, "this line always decides before it")
}
