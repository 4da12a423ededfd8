//! `RB517`: outcome-incomplete.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB517", severity: Severity::Error },
    slug: "outcome-incomplete",
    means: "An outcome has no levels, no clause, or levels from two places.",
    matters: "It could not give a level.",
    frame: Frame::Body,
    bad: r#"outcome overall "Overall" on growth of mean(domains) { }"#,
    good: r#"outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
}"#,
};

pub(crate) fn no_levels(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{name}` has no levels"))
        .help("write `on SCALE` behind its title, or `level NAME \"Label\"` in its braces")
}

pub(crate) fn no_clauses(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("nothing decides `{name}`")).help("write `LEVEL from CUT`, `LEVEL when CONDITION` and `LEVEL otherwise`")
}

pub(crate) fn levels_twice(span: Span, scale: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the levels of this outcome are those of `{scale}`")).help("remove this level, or `on`")
}

pub(crate) fn clause_in_matrix(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "a matrix is decided by its cells alone").help("remove this clause, or make it a cap: `at most LEVEL when …`")
}
