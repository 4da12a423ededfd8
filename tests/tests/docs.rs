//! The language guide is a suite: every block is read as its fence says.
//!
//! ```` ```rubric ```` checks without an error or warning, and its examples pass. ```` ```rubric fails RB201 RB512 ````
//! gives errors of just these codes, ```` ```rubric warns RB204 ```` warnings of just these. A block that begins with
//! `rubric` is a whole file; any other stands in the small rubric that the guide shows at its beginning.

use std::collections::BTreeSet;
use std::fmt::Write;

use rubric_dsl::codes::{ALL, FRAME};
use rubric_dsl::{Severity, load, position, trials};

const GUIDE: &str = include_str!("../../docs/language.md");

/// A fenced block of the guide.
struct Block<'g> {
    line: usize,
    section: &'g str,
    info: Vec<&'g str>,
    text: String,
}

fn blocks(guide: &str) -> Vec<Block<'_>> {
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
    blocks.into_iter().filter(|block| block.info.first() == Some(&"rubric")).collect()
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
                        format!("{} {}: {}", position(&source, found.span().start).line, found.code(), found.message())
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
    let known: BTreeSet<&str> = ALL.iter().map(|rule| rule.code).collect();
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
