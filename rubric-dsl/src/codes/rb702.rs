//! `RB702`: nested-too-deeply.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB702", severity: Severity::Error },
    slug: "nested-too-deeply",
    means: "Parentheses, calls and signs stand inside one another more than 64 levels deep.",
    matters: "An expression that deep cannot be read by a person, and following it would take memory without end.",
    frame: Frame::Body,
    bad: r#"measure deep = ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((smart))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"#,
    good: r#"measure flat = smart"#,
};

pub(crate) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("nested more than {} levels deep", rubric_core::bounds::NESTING.max))
        .help("give a part of it a name with `measure`")
}
