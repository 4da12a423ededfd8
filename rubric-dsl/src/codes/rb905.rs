//! `RB905`: given-twice.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB905", severity: Severity::Error },
    slug: "given-twice",
    means: "A file gives one thing twice: two responses of one person, one field two times, or a context value that differs from row to row.",
    matters: "Only one of them could count, and nothing says which.",
    frame: Frame::Other,
    bad: r#"{ "format": "rubric-assessment/1", "rubric": "frame", "version": "1", "subject": "leader-01",
  "responses": [ { "rater": "supervisor", "ratings": {} }, { "rater": "supervisor", "ratings": {} } ] }"#,
    good: r#"{ "format": "rubric-assessment/1", "rubric": "frame", "version": "1", "subject": "leader-01",
  "responses": [ { "rater": "supervisor", "ratings": {} } ] }"#,
};

#[cfg(feature = "files")]
pub(crate) fn response(span: Span, rater: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{rater}` is one person and has responded already"))
}

#[cfg(feature = "files")]
pub(crate) fn field(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{name}` is given twice"))
}

#[cfg(feature = "files")]
pub(crate) fn differs(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{name}` differs from an earlier row of the same subject"))
}
