//! `docs/errors`: a page for each code and an index, written from the checker's own rules.
//!
//! The pages are written here and nowhere else. When they differ from the rules, this test writes them and fails; run it
//! again, look at what changed, and commit it with the rule.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use rubric_dsl::codes::{ALL, FRAME, Frame, Rule};
use rubric_tests::findings::{is_about_bytes, seen};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/errors");

/// The stages that codes are numbered by.
const STAGES: [(char, &str); 9] = [
    ('1', "Writing"),
    ('2', "Names"),
    ('3', "Scales and leaves"),
    ('4', "Weights and rolling up"),
    ('5', "Measures and outcomes"),
    ('6', "Rules, settings and examples"),
    ('7', "Limits"),
    ('8', "Compiled rubrics"),
    ('9', "Assessments, previous results and overlays"),
];

fn file_name(rule: &Rule) -> String {
    format!("{}-{}.md", rule.brief.code, rule.slug)
}

fn page(rule: &Rule) -> String {
    let file = format!("rubric-dsl/src/codes/{}.rs", rule.brief.code.to_lowercase());
    let (bad, good) = if is_about_bytes(rule) {
        (format!("{}.\n", capital(rule.bad)), format!("{}.\n", capital(rule.good)))
    } else {
        (fenced(rule.bad), fenced(rule.good))
    };
    let place = match rule.frame {
        Frame::Body => "\nThe lines stand in the [small rubric](index.md#the-small-rubric).\n",
        Frame::Whole => "\nThis is a whole file.\n",
        Frame::Other if is_about_bytes(rule) => "",
        Frame::Other => "\nThe file is for the [small rubric](index.md#the-small-rubric).\n",
    };
    format!(
        "<!-- Written by the tests from {file}: change it there. -->\n\n# {code}: {slug}\n\n{severity}. {means}\n\n\
         ## Why it matters\n\n{matters}\n\n## Example\n\n{bad}{place}\n## What the author sees\n\n{seen}\n\
         ## Write instead\n\n{good}",
        code = rule.brief.code,
        slug = rule.slug,
        severity = capital(rule.brief.severity.word()),
        means = rule.means,
        matters = rule.matters,
        seen = fenced(&seen(rule)),
    )
}

fn fenced(text: &str) -> String {
    format!("```text\n{}\n```\n", text.trim_end())
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

fn index() -> String {
    let mut page = String::from(
        "<!-- Written by the tests from rubric-dsl/src/codes: change it there. -->\n\n# What the checker finds\n\n\
         Each code has a page with an example and what to write instead. A code keeps its meaning for ever. An error stops\n\
         everything; a warning is probably not what was meant; a note is worth knowing.\n",
    );
    for (stage, title) in STAGES {
        let _ = write!(page, "\n## {title}\n\n| code | name | | meaning |\n|---|---|---|---|\n");
        for rule in ALL.iter().filter(|rule| rule.brief.code[2..].starts_with(stage)) {
            let (code, slug, file) = (rule.brief.code, rule.slug, file_name(rule));
            let _ = writeln!(page, "| [{code}]({file}) | {slug} | {} | {} |", rule.brief.severity.word(), rule.means);
        }
    }
    let frame = FRAME.replace("STATEMENTS", "…");
    page + "\n## The small rubric\n\nExamples that are no whole file stand in this one, in place of the `…`.\n\n"
        + &fenced(&frame)
}

/// Every page, by its file name.
fn pages() -> BTreeMap<String, String> {
    let rules = ALL.iter().map(|rule| (file_name(rule), page(rule)));
    rules.chain([("index.md".to_owned(), index())]).collect()
}

/// The files that are there.
fn written(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap());
    entries
        .map(|entry| {
            (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap().replace('\r', ""))
        })
        .collect()
}

#[test]
fn the_pages_are_those_of_the_rules() {
    let folder = Path::new(FOLDER);
    let (pages, written) = (pages(), written(folder));
    if pages == written {
        return;
    }
    fs::create_dir_all(folder).unwrap();
    for stale in written.keys().filter(|name| !pages.contains_key(*name)) {
        fs::remove_file(folder.join(stale)).unwrap();
    }
    let mut changed = Vec::new();
    for (name, page) in pages.iter().filter(|(name, page)| written.get(*name) != Some(*page)) {
        fs::write(folder.join(name), page).unwrap();
        changed.push(name.as_str());
    }
    panic!("docs/errors was not as the rules are and is written anew; look at it and run again: {changed:?}");
}

#[test]
fn every_code_belongs_to_a_stage() {
    let listed = index();
    for rule in ALL {
        assert!(listed.contains(&format!("[{}]", rule.brief.code)), "{} is in no part of the index", rule.brief.code);
    }
}
