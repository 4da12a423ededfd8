//! `RB506`: order-decides.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB506", severity: Severity::Note },
    slug: "order-decides",
    means: "Two lines of a list can both be true, and the one written first decides.",
    matters: "That may be what is meant. A reader who takes the lines for exclusive reads the rule wrongly.",
    frame: Frame::Body,
    bad: r#"outcome standing "Standing" on growth {
  exemplary  when smart >= 3
  proficient when healthy >= 3
  developing when smart >= 1.5
  emerging   otherwise
}"#,
    good: r#"outcome standing "Standing" on growth {
  exemplary  when smart >= 3
  proficient when smart < 3 and healthy >= 3
  developing when smart >= 1.5 and smart < 3 and healthy < 3
  emerging   otherwise
}"#,
};

pub(crate) fn both(span: Span, second: Span, first: &str, other: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{first}` and `{other}` can both be true; the first one decides")).related(second, "this line")
}
