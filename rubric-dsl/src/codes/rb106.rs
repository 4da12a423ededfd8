//! `RB106`: unexpected-word.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB106", severity: Severity::Error },
    slug: "unexpected-word",
    means: "At this place the language expects something else.",
    matters: "A statement that cannot be read is not guessed at; the others are still checked.",
    frame: Frame::Body,
    bad: r#"outcome overall "Overall" on growth of { proficient from 2.5 }"#,
    good: r#"outcome overall "Overall" on growth of mean(domains) {
  exemplary  from 3.5
  proficient from 2.5
  developing from 1.75
  emerging   otherwise
}"#,
};

pub(crate) fn unexpected(span: Span, expected: &[&'static str], found: Option<&str>) -> Diagnostic {
    if !PROSE {
        return Diagnostic::new(&RULE, span, "");
    }
    let mut wanted: Vec<String> = expected.iter().map(|word| quoted(word)).collect();
    wanted.sort();
    wanted.dedup();
    // Where a number, a name and a parenthesis could all stand, any value could.
    if ["a number", "a name", "`(`"].iter().all(|start| wanted.iter().any(|word| word == start)) {
        wanted.retain(|word| !["a number", "a name", "`(`", "`not`", "`-`"].contains(&word.as_str()));
        wanted.push("a value".to_owned());
    }
    let wanted = if wanted.len() > 8 { "a statement".to_owned() } else { listed(&wanted, "or") };
    let shown = found.map_or_else(|| "the end of the file".to_owned(), |text| said!("`{}`", first_line(text)));
    let finding = Diagnostic::new(&RULE, span, said!("expected {wanted}, found {shown}"));
    match found.and_then(|text| misspelt(text, expected)) {
        Some(near) => finding.help(said!("did you mean `{near}`?")).fix(span, near, said!("write `{near}`")),
        None => match found {
            Some(",") => finding.help("nothing stands between statements, and a number has a point: `1.5`"),
            Some("=") if wanted == "a statement" => finding.help("equal is written `is`"),
            Some("/") if wanted == "a statement" => finding.help("a comment begins with `#`"),
            _ => finding,
        },
    }
}

/// The keyword that a word was meant to be.
fn misspelt<'k>(word: &str, expected: &[&'k str]) -> Option<&'k str> {
    let word = word.to_ascii_lowercase();
    let keyword = |text: &str| text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    let known: Vec<&str> = expected.iter().copied().filter(|word| keyword(word)).collect();
    if keyword(&word) { nearest(&word, known) } else { None }
}

/// A keyword or mark in backticks; a description as it is.
fn quoted(word: &str) -> String {
    if word.contains(' ') { word.to_owned() } else { said!("`{word}`") }
}

fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() > 40 { line.chars().take(40).chain(['…']).collect() } else { line.to_owned() }
}
