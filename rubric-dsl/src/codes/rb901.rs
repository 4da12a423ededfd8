//! `RB901`: unreadable-file.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB901", severity: Severity::Error },
    slug: "unreadable-file",
    means: "A file cannot be read as what it should be: JSON, RON, CSV or text in UTF-8.",
    matters: "Half a file is half a leader's ratings.",
    frame: Frame::Other,
    bad: r#"{ "format": "rubric-assessment/1", "rubric": "frame", "version": "1", "subject": "leader-01", "responses": ["#,
    good: r#"{ "format": "rubric-assessment/1", "rubric": "frame", "version": "1", "subject": "leader-01", "responses": [] }"#,
};

#[cfg(feature = "files")]
pub(crate) fn unreadable(span: Span, notation: &str, why: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("this cannot be read as {notation}: {why}"))
}

#[cfg(feature = "files")]
pub(crate) fn wanted(span: Span, wanted: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("here stands {wanted}"))
}

#[cfg(feature = "files")]
pub(crate) fn no_column(span: Span, column: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the first line names no column `{column}`"))
        .help("a table begins with `subject,rater,` and the paths of leaves")
}

#[cfg(feature = "files")]
pub(crate) fn not_commas(span: Span, sign: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the columns of this table are parted by {sign}"))
        .help("save it with commas between the columns, and with a point in numbers")
}

#[cfg(feature = "files")]
pub(crate) fn no_subject(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("this row names no subject, and others do"))
        .help("write whose ratings these are in the column `subject`")
}

#[cfg(feature = "files")]
pub(crate) fn nameless(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("this stands in a column that the first line does not name"))
}
