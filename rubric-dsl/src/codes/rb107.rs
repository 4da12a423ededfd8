//! `RB107`: unclosed-block.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB107", severity: Severity::Error },
    slug: "unclosed-block",
    means: "A brace is opened and not closed.",
    matters: "Where a block ends decides what belongs to it.",
    frame: Frame::Body,
    bad: r#"scale attendance {
  rare  = 1 "Rare"
  often = 2 "Often"

outcome overall "Overall" on growth of mean(domains) {
  proficient from 2.5
  emerging   otherwise
}"#,
    good: r#"scale attendance {
  rare  = 1 "Rare"
  often = 2 "Often"
}
indicator presence "Is present" using attendance
outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.5
  emerging   otherwise
}"#,
};

pub(crate) fn unclosed(open: Span, here: Span) -> Diagnostic {
    Diagnostic::new(&RULE, open, "this brace is not closed")
        .related(here, "it should close before this")
        .help("add a `}`")
}
