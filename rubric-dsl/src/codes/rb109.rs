//! `RB109`: hidden-character.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB109", severity: Severity::Error },
    slug: "hidden-character",
    means: "A text holds a character that cannot be seen and changes how the text is shown.",
    matters: "Marks that turn the direction of writing can make a rule read otherwise than it works. Arabic and Hebrew need none of them.",
    frame: Frame::Body,
    bad: "flag low \"The smart side is \u{202E}low\" when smart < 2",
    good: r#"flag low "The smart side is low" when smart < 2"#,
};

pub(crate) fn hidden(span: Span, found: char) -> Diagnostic {
    let name = if found == '\0' { "a null character" } else { "an invisible mark of writing direction" };
    Diagnostic::new(&RULE, span, said!("this text holds {name}, U+{:04X}", u32::from(found))).help("remove it")
}
