//! `RB201`: unknown-name.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB201", severity: Severity::Error },
    slug: "unknown-name",
    means: "A name stands for nothing that could stand here.",
    matters: "A misspelt name would leave a rule without its subject.",
    frame: Frame::Body,
    bad: r#"flag low "The smart side is low" when smrat < 2"#,
    good: r#"flag low "The smart side is low" when smart < 2"#,
};

/// `name` is not `what`; the nearest of the `known` names is suggested.
pub(crate) fn unknown<'k>(span: Span, name: &str, what: &str, known: impl Iterator<Item = &'k str>) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, span, said!("`{name}` is not {what} of this rubric"));
    if !PROSE {
        return finding;
    }
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    known.dedup();
    match nearest(name, known.iter().copied()) {
        Some(near) => finding.help(said!("did you mean `{near}`?")).fix(span, near, said!("write `{near}`")),
        None if known.is_empty() => finding.help("there is none"),
        None if known.len() <= 12 => {
            let names: Vec<String> = known.iter().map(|name| said!("`{name}`")).collect();
            finding.help(said!("there is {}", listed(&names, "and")))
        }
        None => finding,
    }
}
