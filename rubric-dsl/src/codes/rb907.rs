//! `RB907`: overlay-unusable.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB907", severity: Severity::Error },
    slug: "overlay-unusable",
    means: "A district's overlay is not for this rubric or not for this version of it.",
    matters: "What it changes was agreed for another text.",
    frame: Frame::Other,
    bad: r#"(rubric: "another", versions: "1", settings: {}, labels: {})"#,
    good: r#"(rubric: "frame", versions: "1", settings: {}, labels: {})"#,
};

pub(crate) fn other(span: Span, found: &str, wanted: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the overlay is for `{found}`, and the rubric is `{wanted}`"))
}

pub(crate) fn version(span: Span, range: &str, version: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the overlay is for versions `{range}`, and the rubric's is `{version}`"))
        .help("check that the overlay still means what it says, and widen its `versions`")
}
