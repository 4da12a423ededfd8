//! `RB509`: matrix-falls.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB509", severity: Severity::Warning },
    slug: "matrix-falls",
    means: "In a matrix a better input gives a worse outcome.",
    matters: "Whoever improves would be rated lower.",
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
outcome final "Final" on growth of overall by impact {
  columns         high,       low
  row exemplary:  proficient, proficient
  row proficient: exemplary,  proficient
  row developing: developing, emerging
  row emerging:   developing, emerging
}"#,
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
outcome final "Final" on growth of overall by impact {
  columns         high,       low
  row exemplary:  exemplary,  proficient
  row proficient: proficient, proficient
  row developing: developing, emerging
  row emerging:   developing, emerging
}"#,
};

pub(crate) fn falls(span: Span, better: &str, worse: &str, beside: &str, gives: (&str, &str)) -> Diagnostic {
    let (higher, lower) = gives;
    Diagnostic::new(&RULE, span, said!("beside `{beside}`, `{better}` gives `{lower}` and the lower `{worse}` gives `{higher}`"))
        .help("let a better input give the same or better")
}
