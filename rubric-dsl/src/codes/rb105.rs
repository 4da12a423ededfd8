//! `RB105`: unreadable-date.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB105", severity: Severity::Error },
    slug: "unreadable-date",
    means: "A date is written as a date but is none of the calendar.",
    matters: "A rubric holds from its date on, and a day that does not exist cannot be decided about.",
    frame: Frame::Body,
    bad: r#"effective from 2026-02-30"#,
    good: r#"effective from 2026-03-01"#,
};

/// Checks the month and the day of a date.
pub(crate) fn check(text: &str, span: Span) -> Option<Diagnostic> {
    let mut parts = text.split('-').map(|part| part.parse::<u32>().unwrap_or(0));
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    let finding = Diagnostic::new(&RULE, span, said!("`{text}` is no day of the calendar"));
    (day == 0 || day > days).then(|| finding.help("write year, month and day: 2026-07-01"))
}
