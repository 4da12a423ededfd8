//! `RB512`: wrong-type.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB512", severity: Severity::Error },
    slug: "wrong-type",
    means: "A number stands where a condition is needed, or the other way round, or two things are compared that cannot be.",
    matters: "The rule would have no meaning.",
    frame: Frame::Body,
    bad: r#"flag low "The smart side is low" when smart"#,
    good: r#"flag low "The smart side is low" when smart < 2"#,
};

pub(crate) fn wrong_type(span: Span, wanted: &str, found: &str) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, span, said!("this is {found}; here stands {wanted}"));
    if wanted == "a condition" { finding.help("compare it with something: `… < 2`") } else { finding }
}

pub(crate) fn incomparable(span: Span, one: &str, other: &str, ordered: bool) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, span, said!("{one} cannot be compared with {other}"));
    if ordered && one == other { finding.help("use `is` or `is not`: there is no order between them") } else { finding }
}
