//! `RB510`: cap-never-applies.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB510", severity: Severity::Warning },
    slug: "cap-never-applies",
    means: "A cap or floor can never change the outcome.",
    matters: "In one published state rule a cap cannot fire, because nobody who meets its condition reaches the level it forbids.",
    frame: Frame::Body,
    bad: r#"outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
  at most developing when mean(domains) < 2
}"#,
    good: r#"outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
  at most developing when belief < 2
}"#,
};

pub(crate) fn never(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{text}` never changes anything"))
        .help("remove it, or check the condition and the level")
}
