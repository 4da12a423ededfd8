//! `RB803`: program-damaged.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "RB803",
    slug: "program-damaged",
    severity: Severity::Error,
    means: "A compiled rubric is not what was written: bytes were lost or changed.",
    matters: "One changed byte can be a changed cut score.",
    frame: Frame::Other,
    bad: r#"a program that was cut short or changed on its way"#,
    good: r#"the program copied again, or compiled anew"#,
};


