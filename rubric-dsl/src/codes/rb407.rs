//! `RB407`: removed-where-needed.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB407", severity: Severity::Warning },
    slug: "removed-where-needed",
    means: "A rule speaks of a node that `only when` can remove.",
    matters: "For everybody from whom the node is removed, the rule stays unknown for good.",
    frame: Frame::Body,
    bad: r#"context site "Kind of site" {
  school "School"
  office "Office"
}
indicator lessons "Visits lessons" only when site is school
flag absent "Is not seen in lessons" when lessons < 2"#,
    good: r#"context site "Kind of site" {
  school "School"
  office "Office"
}
indicator lessons "Visits lessons" only when site is school
flag absent "Is not seen in lessons" when known(lessons) and lessons < 2"#,
};

pub(crate) fn removed(span: Span, node: &str, when: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{node}` is asked only when {when}; elsewhere this is never known"))
        .help(said!("say what then: `known({node}) and …`, or `first_known({node}, …)`"))
}
