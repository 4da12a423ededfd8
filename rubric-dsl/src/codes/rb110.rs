//! `RB110`: repeated-statement.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB110", severity: Severity::Error },
    slug: "repeated-statement",
    means: "Something that a rubric, a node or a rule has once is written twice.",
    matters: "Only one of them could hold, and nothing says which.",
    frame: Frame::Body,
    bad: r#"about "One thing."
about "Another thing.""#,
    good: r#"about "One thing, and another.""#,
};

pub(crate) fn twice(span: Span, first: Span, what: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("{what} is written twice")).related(first, "it is here already").help("remove one of them")
}
