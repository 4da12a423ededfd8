//! `RB508`: matrix-incomplete.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB508", severity: Severity::Error },
    slug: "matrix-incomplete",
    means: "A matrix lacks an input, a row, a column or a cell.",
    matters: "Someone would be left without a rating.",
    frame: Frame::Body,
    bad: r#"outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
}
outcome final "Final" on growth of overall by overall {
  columns         exemplary,  proficient, developing
  row exemplary:  exemplary,  exemplary,  proficient
  row proficient: proficient, proficient, developing
  row developing: developing, developing, emerging
  row emerging:   emerging,   emerging,   emerging
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
  row emerging:   emerging,   emerging
}"#,
};

pub(crate) fn missing(span: Span, names: &[String]) -> Diagnostic {
    let names: Vec<String> = names.iter().map(|name| said!("`{name}`")).collect();
    Diagnostic::new(&RULE, span, said!("{} missing", with_verb(&names))).help("write a row and a column for every level")
}

fn with_verb(names: &[String]) -> String {
    said!("{} {}", listed(names, "and"), if names.len() == 1 { "is" } else { "are" })
}

pub(crate) fn cells(span: Span, found: usize, wanted: usize) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("this row has {found} cells and the matrix {wanted} columns"))
}

pub(crate) fn no_cells(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "an outcome `by` another has no `columns` and rows").help("write `columns …` and a `row …:` for each level")
}

pub(crate) fn no_inputs(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "a matrix needs two inputs").help("write `of OUTCOME by OUTCOME` before the brace")
}

pub(crate) fn no_columns(span: Span, names: &[String]) -> Diagnostic {
    Diagnostic::new(&RULE, span, "the matrix has no `columns`").help(said!("write `columns {}`", names.join(", ")))
}
