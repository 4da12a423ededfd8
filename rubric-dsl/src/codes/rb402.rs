//! `RB402`: percentages-off.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB402", severity: Severity::Error },
    slug: "percentages-off",
    means: "Weights written as percentages do not total 100%.",
    matters: "Whoever reads 30% expects three tenths of the result.",
    frame: Frame::Body,
    bad: r#"combine supervisor 80%, self 30%"#,
    good: r#"combine supervisor 70%, self 30%"#,
};

pub(crate) fn not_whole(span: Span, total: Fraction, what: &str) -> Diagnostic {
    let percent = total.times(Fraction::whole(100)).unwrap_or_default();
    Diagnostic::new(&RULE, span, said!("{what} total {}%, not 100%", shown(percent)))
        .help("change them to total 100%, or write them as plain numbers, which are shares of their sum")
}
