//! `RB804`: program-unsound.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB804", severity: Severity::Error },
    slug: "program-unsound",
    means: "A compiled rubric names something it does not have, or a row stands on one that comes later.",
    matters: "The engine verifies a program once and then trusts it; what it cannot verify it refuses.",
    frame: Frame::Other,
    bad: r#"a program made by something other than `rubric compile`"#,
    good: r#"the program compiled anew from its rubric"#,
};


