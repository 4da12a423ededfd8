//! `RB307`: counts-as-no-level.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB307", severity: Severity::Error },
    slug: "counts-as-no-level",
    means: "An answer counts as a level that no scale has.",
    matters: "It would count as nothing.",
    frame: Frame::Body,
    bad: r#"answer not_seen "Not seen" counts as novice"#,
    good: r#"answer not_seen "Not seen" counts as emerging"#,
};

pub(crate) fn no_level<'k>(span: Span, level: &str, known: impl Iterator<Item = &'k str>) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, span, said!("no scale has a level `{level}`"));
    match nearest(level, known) {
        Some(near) => finding.help(said!("did you mean `{near}`?")).fix(span, near, said!("write `{near}`")),
        None => finding.help("name a level of the scale that leaves are rated on"),
    }
}
