//! `RB603`: unknown-place.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB603", severity: Severity::Error },
    slug: "unknown-place",
    means: "The braces in a text hold a name that nothing has.",
    matters: "The leader would read the braces instead of the value.",
    frame: Frame::Body,
    bad: r#"for each c in indicators {
  flag low "{d} is low" when c < 2
}"#,
    good: r#"for each c in indicators {
  flag low "{c} is low: {c.score}" when c < 2
}"#,
};

pub(crate) fn unknown(span: Span, name: &str, known: Vec<String>) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, span, said!("`{{{name}}}` shows nothing: there is no such name"));
    match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => finding.help(said!("did you mean `{{{near}}}`?")),
        None => finding.help("`{x}` shows a title, `{x.score}` the number of a node or measure, `{x.level}` the label of an outcome"),
    }
}
