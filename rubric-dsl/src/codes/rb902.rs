//! `RB902`: other-rubric.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB902", severity: Severity::Error },
    slug: "other-rubric",
    means: "An assessment was made with another rubric, or with another version of it.",
    matters: "The same word can mean another level in another version.",
    frame: Frame::Other,
    bad: r#"{ "format": "rubric-assessment/1", "rubric": "frame", "version": "0.9", "subject": "leader-01", "responses": [] }"#,
    good: r#"{ "format": "rubric-assessment/1", "rubric": "frame", "version": "1", "subject": "leader-01", "responses": [] }"#,
};

#[cfg(feature = "files")]
pub(crate) fn other(span: Span, what: &str, found: &str, wanted: &str) -> Diagnostic {
    let help = match what {
        "rubric" => said!("score it with the rubric `{found}`"),
        "version" => said!("score it with version `{found}`; where every answer still means the same, write `{wanted}`"),
        _ => said!("write `{wanted}`"),
    };
    Diagnostic::new(&RULE, span, said!("the {what} is `{found}`, and this is for `{wanted}`")).help(help)
}

#[cfg(feature = "files")]
pub(crate) fn missing(span: Span, what: &str, wanted: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{what}` is missing")).help(said!("write `{what}`: `{wanted}`"))
}
