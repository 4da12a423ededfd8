//! `RB518`: judged-by-a-group.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB518", severity: Severity::Error },
    slug: "judged-by-a-group",
    means: "A judgement is given to raters of whom there can be many.",
    matters: "A judgement is recorded with the one person who made it.",
    frame: Frame::Body,
    bad: r#"rater teachers "Teachers" many at least 5
judged decision "Decision" on growth by teachers"#,
    good: r#"judged decision "Decision" on growth by supervisor"#,
};

pub(crate) fn by_a_group(span: Span, rater: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{rater}` are many, and a judgement is one person's"))
}
