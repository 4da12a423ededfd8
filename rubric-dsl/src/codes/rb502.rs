//! `RB502`: cut-out-of-reach.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB502", severity: Severity::Warning },
    slug: "cut-out-of-reach",
    means: "A cut lies above everything that is cut, or at or below it.",
    matters: "The level above the cut is never given, or the levels below it are not.",
    frame: Frame::Body,
    bad: r#"outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 4.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
}"#,
    good: r#"outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
}"#,
};

pub(crate) fn above(span: Span, cut: Fraction, most: Fraction) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the cut {} is never reached: what it cuts is at most {}", shown(cut), shown(most)))
}

pub(crate) fn below(span: Span, cut: Fraction, least: Fraction) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the cut {} is always reached: what it cuts is at least {}", shown(cut), shown(least)))
        .help("what is written below it never decides")
}
