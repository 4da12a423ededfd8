//! `RB803`: program-damaged.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB803", severity: Severity::Error },
    slug: "program-damaged",
    means: "A compiled rubric is not what was written: bytes were lost or changed.",
    matters: "One changed byte can be a changed cut score.",
    frame: Frame::Other,
    bad: r#"a program that was cut short or changed on its way"#,
    good: r#"the program copied again, or compiled anew"#,
};


