//! `RB604`: setting-out-of-limits.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB604", severity: Severity::Error },
    slug: "setting-out-of-limits",
    means: "A setting, or what a district's overlay makes of it, lies outside its limits; or the overlay speaks of something that the rubric does not have.",
    matters: "A district changes what the rubric allows and no more, so that its results stay comparable.",
    frame: Frame::Body,
    bad: r#"setting budget_weight "Weight of the budget" = 5 from 1 to 3
indicator budget "Keeps the budget" weight budget_weight"#,
    good: r#"setting budget_weight "Weight of the budget" = 2 from 1 to 3
indicator budget "Keeps the budget" weight budget_weight"#,
};

pub(crate) fn outside(span: Span, name: &str, value: Fraction, (low, high): (Fraction, Fraction)) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{name}` is {} and must lie from {} to {}", shown(value), shown(low), shown(high)))
}

pub(crate) fn fixed(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the overlay changes `{name}`, which has no limits and so cannot be changed"))
        .help("remove it from the overlay, or give the setting limits: `from A to B`")
}

pub(crate) fn no_setting<'k>(span: Span, name: &str, known: impl Iterator<Item = &'k str>) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, span, said!("the overlay sets `{name}`, and the rubric has no such setting"));
    match nearest(name, known) {
        Some(near) => finding.help(said!("did you mean `{near}`?")),
        None => finding,
    }
}

pub(crate) fn no_label<'k>(span: Span, key: &str, known: impl Iterator<Item = &'k str>) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, span, said!("the overlay labels `{key}`, and the rubric has no text of that key"));
    match nearest(key, known) {
        Some(near) => finding.help(said!("did you mean `{near}`?")),
        None => finding.help("`rubric texts` lists the keys"),
    }
}
