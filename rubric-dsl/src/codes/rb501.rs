//! `RB501`: cuts-out-of-order.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB501", severity: Severity::Error },
    slug: "cuts-out-of-order",
    means: "Cuts do not fall from line to line, or points do not rise.",
    matters: "Lines are read from top to bottom and the first that holds decides: a cut below a smaller one can never decide.",
    frame: Frame::Body,
    bad: r#"outcome overall "Overall" on growth of mean(domains) {
  developing from 1.75
  proficient from 2.5
  exemplary  from 3.5
  emerging   otherwise
}"#,
    good: r#"outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
}"#,
};

pub(crate) fn cuts(span: Span, first: Span, value: Fraction, higher: Fraction) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the cut {} is not below {}, so this line never decides", shown(value), shown(higher)))
        .related(first, "whatever reaches this cut is decided here")
        .help("write the highest cut first")
}

pub(crate) fn points(span: Span, x: Fraction, last: Fraction) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the point at {} does not rise above {}", shown(x), shown(last)))
        .help("write points from left to right")
}
