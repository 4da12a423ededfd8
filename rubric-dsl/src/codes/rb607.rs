//! `RB607`: empty-set.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB607", severity: Severity::Error },
    slug: "empty-set",
    means: "A set has no member.",
    matters: "A rule over nobody never says anything, or always.",
    frame: Frame::Body,
    bad: r#"measure honest = mean(indicators tagged values)"#,
    good: r#"indicator honest "Is honest" tag values
measure honesty = mean(indicators tagged values)"#,
};

pub(crate) fn empty(span: Span, kind: NodeKind, tag: Option<&str>, tags: &[String]) -> Diagnostic {
    let what = match kind {
        NodeKind::Domain => "domain",
        NodeKind::Competency => "competency",
        _ => "indicator",
    };
    match tag {
        None => Diagnostic::new(&RULE, span, said!("there is no {what} here")),
        Some(tag) => {
            let finding = Diagnostic::new(&RULE, span, said!("no {what} here is tagged `{tag}`"));
            match nearest(tag, tags.iter().map(String::as_str)).filter(|near| *near != tag) {
                Some(near) => finding.help(said!("did you mean `{near}`?")),
                None => finding,
            }
        }
    }
}
