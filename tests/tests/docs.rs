//! The language guide is a suite: every block is read as its fence says.
//!
//! ```` ```rubric ```` checks without an error or warning, and its examples pass. ```` ```rubric fails RB201 RB512 ````
//! gives errors of just these codes, ```` ```rubric warns RB204 ```` warnings of just these. An ```` ```overlay ```` is one for
//! the block before it. A block that begins with
//! `rubric` is a whole file; any other stands in the small rubric that the guide shows at its beginning.

use std::collections::BTreeSet;
use std::fmt::Write;

use rubric_core::bounds;
use rubric_dsl::codes::{ALL, FRAME};
use rubric_dsl::files::read_overlay;
use rubric_dsl::{Severity, load, parse, position, trials};

const GUIDE: &str = include_str!("../../docs/language.md");

/// A fenced block of the guide.
struct Block<'g> {
    line: usize,
    section: &'g str,
    info: Vec<&'g str>,
    text: String,
}

/// Every fenced block.
fn fenced(guide: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let (mut section, mut open) = ("", false);
    for (at, line) in guide.lines().enumerate() {
        match (line.strip_prefix("```"), open) {
            (Some(_), true) => open = false,
            (Some(info), false) => {
                open = true;
                blocks.push(Block {
                    line: at + 1,
                    section,
                    info: info.split_whitespace().collect(),
                    text: String::new(),
                });
            }
            (None, true) => {
                if let Some(block) = blocks.last_mut() {
                    let _ = writeln!(block.text, "{line}");
                }
            }
            (None, false) => {
                if let Some(title) = line.strip_prefix("## ") {
                    section = title;
                }
            }
        }
    }
    assert!(!open, "a block of the guide is not closed");
    blocks
}

/// The blocks of rubric text.
fn blocks(guide: &str) -> Vec<Block<'_>> {
    fenced(guide).into_iter().filter(|block| block.info.first() == Some(&"rubric")).collect()
}

impl Block<'_> {
    fn source(&self) -> String {
        if self.text.starts_with("rubric ") || self.text.starts_with('#') && self.text.contains("\nrubric ") {
            return self.text.clone();
        }
        FRAME.replace("STATEMENTS", &self.text)
    }

    /// The codes that the fence names behind a word.
    fn codes(&self, word: &str) -> BTreeSet<&str> {
        let behind = self.info.iter().skip_while(|known| **known != word).skip(1);
        behind.take_while(|code| code.starts_with("RB")).copied().collect()
    }

    fn fails(&self) -> bool {
        self.info.contains(&"fails")
    }
}

#[test]
fn every_block_of_the_guide_gives_what_it_says() {
    let mut wrong = String::new();
    for block in blocks(GUIDE) {
        let source = block.source();
        let loaded = load(&source, None);
        for (severity, word) in [(Severity::Error, "fails"), (Severity::Warning, "warns")] {
            let found: BTreeSet<&str> = loaded
                .diagnostics
                .iter()
                .filter(|found| found.severity() == severity)
                .map(|found| found.code())
                .collect();
            if found != block.codes(word) {
                let told: Vec<String> = loaded
                    .diagnostics
                    .iter()
                    .map(|found| {
                        format!(
                            "{} {}: {}",
                            position(&source, found.span().start()).line,
                            found.code(),
                            found.message()
                        )
                    })
                    .collect();
                let _ = writeln!(
                    wrong,
                    "line {}: {word} {found:?}, not {:?}\n  {}",
                    block.line,
                    block.codes(word),
                    told.join("\n  ")
                );
            }
        }
        for trial in loaded.model.iter().flat_map(trials) {
            for failure in trial.failures {
                let _ = writeln!(
                    wrong,
                    "line {}: in {:?} expected {}, came {}",
                    block.line, trial.title, failure.expected, failure.came
                );
            }
        }
    }
    assert!(wrong.is_empty(), "docs/language.md\n{wrong}");
}

#[test]
fn every_section_of_the_reference_shows_what_works_and_what_does_not() {
    let blocks = blocks(GUIDE);
    let sections: Vec<&str> = GUIDE.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert!(sections.len() > 20, "the reference has {} sections", sections.len());
    for section in sections.iter().filter(|section| !section.starts_with("About")) {
        let here = || blocks.iter().filter(|block| block.section == *section);
        assert!(here().any(|block| !block.fails()), "section {section:?} shows nothing that works");
        assert!(here().any(Block::fails), "section {section:?} shows nothing that fails");
    }
}

#[test]
fn the_guide_names_only_codes_that_exist() {
    let known: BTreeSet<&str> = ALL.iter().map(|rule| rule.brief.code).collect();
    for block in blocks(GUIDE) {
        for code in block.codes("fails").into_iter().chain(block.codes("warns")) {
            assert!(known.contains(code), "line {}: there is no {code}", block.line);
        }
    }
}

#[test]
fn the_guide_shows_the_small_rubric_that_its_blocks_stand_in() {
    let shown = FRAME.lines().filter(|line| !line.contains("STATEMENTS")).map(str::trim);
    for line in shown.filter(|line| !line.is_empty()) {
        assert!(GUIDE.contains(line), "the guide does not show {line:?}");
    }
}

#[test]
fn every_overlay_of_the_guide_can_be_laid_over_the_block_before_it() {
    let blocks = fenced(GUIDE);
    let pairs: Vec<_> = blocks.windows(2).filter(|pair| pair[1].info.first() == Some(&"overlay")).collect();
    assert!(!pairs.is_empty(), "the guide shows no overlay");
    for pair in pairs {
        let source = pair[0].source();
        let overlay = read_overlay(&pair[1].text, &parse(&source).file);
        let overlay = overlay.unwrap_or_else(|found| panic!("line {}: {found:?}", pair[1].line));
        let laid = load(&source, Some(&overlay));
        let model = laid.model.unwrap_or_else(|| panic!("line {}: {:?}", pair[1].line, laid.diagnostics));
        for (name, value) in overlay.settings.iter() {
            let setting = model.settings.iter().find(|setting| setting.name == *name);
            assert_eq!(setting.map(|setting| setting.value), Some(*value), "line {}: {name}", pair[1].line);
        }
    }
}

#[test]
fn the_guide_names_every_limit() {
    for limit in bounds::ALL {
        let row = format!("| {} | {} | {} |", limit.name, grouped(limit.min), grouped(limit.max));
        assert!(GUIDE.contains(&row), "the table of limits lacks `{row}`");
    }
}

/// `1,048,576`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| str::from_utf8(group).unwrap()).collect();
    groups.join(",")
}

/// The files in which the grammar is written.
const GRAMMAR: [&str; 6] = [
    include_str!("../../rubric-dsl/src/parser.rs"),
    include_str!("../../rubric-dsl/src/parser/form.rs"),
    include_str!("../../rubric-dsl/src/parser/results.rs"),
    include_str!("../../rubric-dsl/src/parser/rules.rs"),
    include_str!("../../rubric-dsl/src/parser/examples.rs"),
    include_str!("../../rubric-dsl/src/parser/expressions.rs"),
];

/// Every keyword, function and mark of the language: the words of the texts in quotes that the grammar mentions. Words in
/// capitals stand for any name, number or text, and what it says of a missing one begins with an article.
fn terminals() -> BTreeSet<&'static str> {
    let grammar = GRAMMAR.iter().filter_map(|file| file.split("#[cfg(test)]").next());
    let code = grammar.flat_map(str::lines).filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter(|text| !text.starts_with("a "))
        .flat_map(str::split_whitespace)
        .filter(|word| !["NAME", "NUMBER", "TEXT"].contains(word))
        .collect()
}

/// The words and marks of a rubric text, outside remarks and texts in quotes.
fn tokens(text: &str) -> BTreeSet<String> {
    let mut plain = String::new();
    let outside_blocks: Vec<&str> = text.split("\"\"\"").step_by(2).collect();
    for line in outside_blocks.join("").replace("\\\"", "").lines() {
        let outside: Vec<&str> = line.split('"').step_by(2).collect();
        plain.push_str(outside.join(" ").split('#').next().unwrap_or(""));
        plain.push('\n');
    }
    let mut tokens = BTreeSet::new();
    let mut rest = plain.as_str();
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let len = match first {
            '<' | '>' if rest[1..].starts_with('=') => 2,
            c if word(c) => rest.find(|c: char| !word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        tokens.insert(rest[..len].to_owned());
        rest = &rest[len..];
    }
    tokens
}

#[test]
fn every_keyword_function_and_mark_stands_in_a_block_that_works_and_in_one_that_fails() {
    let terminals = terminals();
    assert!(terminals.len() > 130, "the grammar has {} words and marks", terminals.len());
    let (failing, working): (Vec<_>, Vec<_>) = blocks(GUIDE).into_iter().partition(Block::fails);
    for (what, blocks) in [("works", working), ("fails", failing)] {
        let shown: BTreeSet<String> = blocks.iter().flat_map(|block| tokens(&block.text)).collect();
        let hidden: Vec<_> = terminals.iter().filter(|terminal| !shown.contains(**terminal)).collect();
        assert!(hidden.is_empty(), "no block of the guide that {what} shows {hidden:?}");
    }
}
