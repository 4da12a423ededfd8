//! `RB513`: two-scales.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB513", severity: Severity::Error },
    slug: "two-scales",
    means: "Levels of two different scales are compared.",
    matters: "Two scales may use one word for different things: in one state Developing stands below Emerging.",
    frame: Frame::Body,
    bad: r#"outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
}
outcome impact "Impact" of smart {
  level high "High"
  level low  "Low"
  high from 3
  low  otherwise
}
flag odd "Overall and impact differ" when overall is impact"#,
    good: r#"outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
}
outcome impact "Impact" of smart {
  level high "High"
  level low  "Low"
  high from 3
  low  otherwise
}
flag odd "Overall and impact differ" when overall >= proficient and impact is low"#,
};

pub(crate) fn two_scales(span: Span, one: &str, other: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("{one} cannot be compared with {other}"))
        .help("compare each with a level of its own scale, or bring both together in a matrix")
}
