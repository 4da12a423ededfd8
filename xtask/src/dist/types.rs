//! The element's types in TypeScript.

use std::fmt::Write;

use super::interface::{ATTRIBUTES, EVENTS, METHODS, Named, PROPERTIES, READABLE, TYPES};

/// The declaration file.
pub(super) fn declarations() -> String {
    let mut text = format!(
        "{TYPES}\n/** The element `<rubric-assessment>`. */\nexport class RubricAssessment extends HTMLElement {{\n"
    );
    // `lang` is a property of every element.
    let own = ATTRIBUTES.iter().filter(|it| it.name != "lang");
    add(&mut text, own.chain(&PROPERTIES), |it| format!("{}: {};", it.name, it.kind));
    add(&mut text, READABLE.iter(), |it| format!("readonly {}: {};", it.name, it.kind));
    add(&mut text, METHODS.iter(), |it| format!("{}{};", it.name, it.kind));
    text.push_str(
        "}\n\n/** What the element says, by the names of its events. */\nexport interface RubricAssessmentEventMap {\n",
    );
    add(&mut text, EVENTS.iter(), |it| format!("\"{}\": CustomEvent<{}>;", it.name, it.kind));
    text.push_str(
        "}\n\ndeclare global {\n  interface HTMLElementTagNameMap {\n    \"rubric-assessment\": RubricAssessment;\n  }\n  \
         interface HTMLElementEventMap extends RubricAssessmentEventMap {}\n}\n",
    );
    text
}

fn add<'a>(text: &mut String, all: impl Iterator<Item = &'a Named>, line: fn(&Named) -> String) {
    for it in all {
        // Writing into a text does not fail.
        let _ = writeln!(text, "  /** {} */\n  {}", it.what, line(it));
    }
}
