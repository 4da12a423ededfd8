//! `RB801`: not-a-program.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "RB801",
    slug: "not-a-program",
    severity: Severity::Error,
    means: "A file that should hold a compiled rubric does not begin as one does.",
    matters: "Guessing at bytes could give a number.",
    frame: Frame::Other,
    bad: r#"any file that is not a compiled rubric, such as the rubric's own text"#,
    good: r#"a file made by `rubric compile`"#,
};


