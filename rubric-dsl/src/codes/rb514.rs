//! `RB514`: chained-comparison.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB514", severity: Severity::Error },
    slug: "chained-comparison",
    means: "Two comparisons follow one another without `and`.",
    matters: "`1 < x < 3` reads like mathematics and would mean something else: a comparison of yes or no with a number.",
    frame: Frame::Body,
    bad: r#"flag middling "In the middle" when 2 <= smart < 3"#,
    good: r#"flag middling "In the middle" when smart >= 2 and smart < 3"#,
};

pub(crate) fn chained(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "comparisons do not follow one another")
        .help("join them with `and`, or write `x between 2 and 3`, which includes both ends")
}
