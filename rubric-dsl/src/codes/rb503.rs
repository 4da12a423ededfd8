//! `RB503`: list-without-end.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB503", severity: Severity::Error },
    slug: "list-without-end",
    means: "A list has no `otherwise`, and some assessment matches none of its lines; or it cannot be proved that none does.",
    matters: "Published state rules have left whole groups of people without a rating.",
    frame: Frame::Body,
    bad: r#"outcome standing "Standing" on growth {
  exemplary  when count(indicators where score is 4) >= 3
  proficient when count(indicators where score is 3) >= 3
  developing when count(indicators where score is 2) >= 3
  emerging   when count(indicators where score is 1) >= 2
}"#,
    good: r#"outcome standing "Standing" on growth {
  exemplary  when count(indicators where score is 4) >= 3
  proficient when count(indicators where score >= 3) >= 3
  developing when count(indicators where score >= 2) >= 3
  emerging   otherwise
}"#,
};

pub(crate) fn open(span: Span, name: &str, example: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("no line of `{name}` matches this assessment: {example}"))
        .help("add a line for it, or end the list with `otherwise`")
}

pub(crate) fn undecided(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("it cannot be proved that a line of `{name}` always matches"))
        .help("end the list with `otherwise`")
}
