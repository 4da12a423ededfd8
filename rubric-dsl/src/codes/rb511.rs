//! `RB511`: rounding-missing.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB511", severity: Severity::Note },
    slug: "rounding-missing",
    means: "An unrounded number is cut, and it can lie below the cut and yet be shown as the cut.",
    matters: "Whoever is shown 2.5 and rated below 2.5 will ask why. Published rules differ: 2.495 is 2.50 in one state and below it in another.",
    frame: Frame::Body,
    bad: r#"number survey "Survey" from 1 to 4
outcome climate "Climate" on growth of (survey + smart) / 2 {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
}"#,
    good: r#"number survey "Survey" from 1 to 4
outcome climate "Climate" on growth of round((survey + smart) / 2, 2) {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
}"#,
};

pub(crate) fn shown_as_the_cut(span: Span, cut: Fraction) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("a number just below {0} is shown as {0} and does not reach it", shown(cut)))
        .help("say what is meant: `round(…, 2)` around what is cut, or leave it as it is")
}
