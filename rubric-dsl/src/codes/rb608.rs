//! `RB608`: label-differs.

use super::prelude::*;
use crate::named::Named;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB608", severity: Severity::Error },
    slug: "label-differs",
    means: "A label of an overlay has other places in braces than the text it stands for; or its key belongs to two texts.",
    matters: "In another language the reader would miss a name or a number, or read the words of something else.",
    frame: Frame::Other,
    bad: r#"(rubric: "frame", versions: "1", language: "es", labels: { "smart": "Lado {c} inteligente" })"#,
    good: r#"(rubric: "frame", versions: "1", language: "es", labels: { "smart": "Lado inteligente" })"#,
};

/// The finding, where a label has lost a place of the text it stands for, or has one of its own.
pub(crate) fn places(span: Span, key: &str, text: &Named<&str, ()>, label: &Named<&str, ()>) -> Option<Diagnostic> {
    let named = |names: &Named<&str, ()>, others: &Named<&str, ()>| -> Vec<String> {
        names.keys().filter(|name| others.get(name).is_none()).map(|name| said!("`{{{name}}}`")).collect()
    };
    let (lost, added) = (named(text, label), named(label, text));
    let finding = |what: &str, names: &[String]| {
        Diagnostic::new(&RULE, span, said!("the overlay's label `{key}` {what} {}", listed(names, "and")))
    };
    if !lost.is_empty() {
        return Some(finding("has lost", &lost).help("write what stands in braces in the label as it is in the text"));
    }
    (!added.is_empty()).then(|| finding("adds", &added).help("the text has no such place: remove it from the label"))
}

pub(crate) fn two_texts(span: Span, first: Span, key: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("the overlay labels `{key}`, and two texts of the rubric have this key"))
        .related(first, "the other one")
        .help("give one of them another name")
}
