//! `RB104`: unreadable-number.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB104", severity: Severity::Error },
    slug: "unreadable-number",
    means: "A number has more than six digits after the point, or is larger than a million.",
    matters: "Numbers are kept exactly, and a longer one is nearly always a mistake: published cut scores have at most three digits.",
    frame: Frame::Body,
    bad: r#"measure share = smart * 0.3333333"#,
    good: r#"measure share = smart / 3"#,
};

/// Checks the digits of a number or percentage.
pub(crate) fn check(text: &str, span: Span) -> Option<Diagnostic> {
    let digits = text.strip_suffix('%').unwrap_or(text);
    let finding = |message: String| Diagnostic::new(&RULE, span, message);
    match Decimal::parse(digits) {
        Ok(number) if text.ends_with('%') && number.millionths() % 100 != 0 => Some(
            finding(said!("`{text}` has more than six digits after the point as a share"))
                .help("a percentage has at most four digits after the point"),
        ),
        Ok(_) => None,
        Err(DecimalError::TooManyDigits) => Some(
            finding(said!("`{text}` has more than six digits after the point"))
                .help("write a fraction as a division: `1 / 3` is exact"),
        ),
        Err(_) => Some(finding(said!("`{text}` is larger than 1000000")).help("numbers of a rubric are at most a million")),
    }
}
