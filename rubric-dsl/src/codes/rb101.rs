//! `RB101`: stray-character.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB101", severity: Severity::Error },
    slug: "stray-character",
    means: "The text holds a character that begins no word of the language.",
    matters: "What cannot be read cannot be rated by. It is often a capital letter in a name, a typographic quotation mark, or a mark copied from a word processor.",
    frame: Frame::Body,
    bad: r#"measure half = smart ÷ 2"#,
    good: r#"measure half = smart / 2"#,
};

pub(crate) fn stray(span: Span, found: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(&RULE, span, said!("`{found}` begins no word of the language"));
    match found.chars().next().filter(|_| PROSE) {
        Some('\u{201C}' | '\u{201D}' | '\u{201E}' | '\'' | '\u{2018}' | '\u{2019}') => {
            diagnostic.help("texts stand between straight double quotes: \"…\"")
        }
        Some('&' | '|' | '!') => diagnostic.help("conditions are joined by `and` and `or`, and turned round by `not`"),
        Some('÷') => diagnostic.help("division is written `/`"),
        Some('×') => diagnostic.help("multiplication is written `*`"),
        Some('≥' | '≤' | '≠') => diagnostic.help("comparisons are written `>=`, `<=` and `is not`"),
        Some('–' | '—') => diagnostic.help("minus is written `-`"),
        Some(';') => diagnostic.help("nothing stands between statements"),
        _ => diagnostic.help("remove it, or put it between quotes if it belongs to a text"),
    }
}

pub(crate) fn capital(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(&RULE, span, said!("`{word}` has a capital letter, and no word of the language or name has"))
        .help(said!("write `{}`: small letters, digits and `_`", word.to_ascii_lowercase()))
}
