//! `RB801`: not-a-program.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB801", severity: Severity::Error },
    slug: "not-a-program",
    means: "A file that should hold a compiled rubric does not begin as one does.",
    matters: "Guessing at bytes could give a number.",
    frame: Frame::Other,
    bad: r#"any file that is not a compiled rubric, such as the rubric's own text"#,
    good: r#"a file made by `rubric compile`"#,
};


