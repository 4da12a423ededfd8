//! `RB701`: over-the-limit.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB701", severity: Severity::Error },
    slug: "over-the-limit",
    means: "Something is larger, longer or more than the language allows, or there is too little of it.",
    matters: "Limits keep checking quick and every number provable. They lie far above what a rubric that people read needs.",
    frame: Frame::Body,
    bad: r#"scale alone {
  only = 1 "Only"
}
indicator presence "Is present" using alone"#,
    good: r#"scale attendance {
  rare  = 1 "Rare"
  often = 2 "Often"
}
indicator presence "Is present" using attendance"#,
};

/// A finding when `count` lies outside a limit.
pub(crate) fn check(limit: &Limit, count: usize, span: Span) -> Option<Diagnostic> {
    if limit.holds(count) {
        return None;
    }
    let bound = match count < limit.min {
        true => said!("there must be at least {}", limit.min),
        false => said!("there can be at most {}", limit.max),
    };
    let are = if count == 1 { "is" } else { "are" };
    let finding = Diagnostic::new(&RULE, span, said!("{}: {bound}, and there {are} {count}", limit.name));
    Some(finding.help(said!("the limit stands because {}", limit.why)))
}

/// A finding when a source text is too long to be read.
pub(crate) fn source(text: &str) -> Option<Diagnostic> {
    check(&rubric_core::bounds::SOURCE_BYTES, text.len(), Span::new(0, 0))
}
