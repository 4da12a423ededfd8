//! `RB802`: program-version.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB802", severity: Severity::Error },
    slug: "program-version",
    means: "A compiled rubric was made by an engine of another generation.",
    matters: "A program is read exactly as it was written or not at all.",
    frame: Frame::Other,
    bad: r#"a program whose format version this engine does not know"#,
    good: r#"the program compiled anew from its rubric: `rubric compile leadership.rubric -o leadership.rbc`"#,
};


