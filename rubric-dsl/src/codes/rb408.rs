//! `RB408`: fraction-too-fine.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB408", severity: Severity::Warning },
    slug: "fraction-too-fine",
    means: "It cannot be proved that the exact fraction fits into 128 bits.",
    matters: "Where it does not fit, the value is unknown. That is never wrong, but somebody would be left without a result.",
    frame: Frame::Body,
    bad: r#"rater teachers "Teachers" many at least 5
combine supervisor 50%, teachers 50%
measure ratio = smart / healthy * (data_use / planning) * (belief / team)"#,
    good: r#"rater teachers "Teachers" many at least 5 rounded to 2
combine supervisor 50%, teachers 50%
measure ratio = smart / healthy * (data_use / planning) * (belief / team)"#,
};

pub(crate) fn too_fine(span: Span, group: Option<&str>) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, span, "the exact fraction may need more than 128 bits, and would then be unknown");
    match group {
        Some(group) => finding.help(said!(
            "the means of `{group}` have as many denominators as respondents: write `many … rounded to 2` at `{group}`, or `round(…, 2)` here"
        )),
        None => finding.help("round a part of it: `round(…, 4)`"),
    }
}
