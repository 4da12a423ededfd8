//! `docs/files.md`: its assessments are read, its result is what comes of them, its table of fields is that of the code.
//!
//! When the result or the table differ, this test writes them and fails; look at what changed and run it again.

use std::fmt::Write;
use std::fs;

use rubric_dsl::files::{self, Notation, Subjects};
use rubric_dsl::{Compiled, load, score};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/files.md");
const SHAPES: &str = include_str!("../../rubric-dsl/src/result/shapes.rs");

/// The fenced blocks of the page: what stands behind the fence, and the text.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    page.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')).collect()
}

fn compiled(page: &str) -> Compiled {
    let (_, source) = blocks(page).into_iter().find(|(info, _)| *info == "rubric").expect("the page shows a rubric");
    let loaded = load(source, None);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    loaded.compiled.unwrap()
}

fn read(compiled: &Compiled, notation: &str, text: &str) -> Subjects {
    let program = compiled.program().unwrap();
    files::read(&program, text, Notation::of_name(&format!("page.{notation}")).expect("a known notation"))
}

fn page() -> String {
    fs::read_to_string(PAGE).unwrap().replace('\r', "")
}

#[test]
fn every_assessment_of_the_page_is_read_without_a_finding() {
    let page = page();
    let compiled = compiled(&page);
    let program = compiled.program().unwrap();
    let mut notations = Vec::new();
    for (info, text) in blocks(&page) {
        let Some(notation) = info.strip_suffix(" assessment") else {
            continue;
        };
        let read = read(&compiled, notation, text);
        assert!(read.diagnostics.is_empty(), "{notation}: {:?}", read.diagnostics);
        for subject in &read.subjects {
            score(&program, None, subject.sheet.as_ref().unwrap(), &subject.name).expect("the sheet fits");
        }
        notations.push(notation);
    }
    assert_eq!(notations, ["json", "ron", "jsonl", "csv"]);
}

fn result(page: &str) -> String {
    let compiled = compiled(page);
    let program = compiled.program().unwrap();
    let (_, text) = blocks(page).into_iter().find(|(info, _)| *info == "json assessment").unwrap();
    let read = read(&compiled, "json", text);
    let subject = &read.subjects[0];
    let mut result = score(&program, None, subject.sheet.as_ref().unwrap(), &subject.name).unwrap();
    // The digest is another one with every change of the format; the page need not change with it.
    assert!(result.rubric.digest.starts_with("sha256:"));
    "sha256:…".clone_into(&mut result.rubric.digest);
    format!("```json\n{}```\n", files::to_json(&[result]))
}

/// Every field of a result, from the declarations of its shapes.
fn fields() -> String {
    let mut table = String::from("| in | field | meaning |\n|---|---|---|\n");
    let (mut shape, mut doc) = (String::new(), Vec::new());
    let inside = SHAPES.lines().map(str::trim).skip_while(|line| *line != "shape! {").skip(1);
    for line in inside.take_while(|line| !line.starts_with("fn ")) {
        if let Some(comment) = line.strip_prefix("///") {
            doc.push(comment.trim().replace("[`FORMAT`](super::FORMAT)", "`rubric-result/1`"));
        } else if let Some(name) = line.strip_suffix(" {") {
            name.clone_into(&mut shape);
            doc.clear();
        } else if let Some((field, _)) = line.strip_suffix(',').and_then(|line| line.split_once(": ")) {
            let field = field.trim_start_matches("r#");
            let _ = writeln!(table, "| {shape} | `{field}` | {} |", doc.join(" "));
            doc.clear();
        }
    }
    table
}

#[test]
fn the_result_and_the_fields_on_the_page_are_those_of_the_code() {
    let page = page();
    let mut renewed = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(renewed, "{line}");
        let written = match line {
            "<!-- result -->" => result(&page),
            "<!-- fields -->" => fields(),
            _ => continue,
        };
        assert!(lines.by_ref().any(|line| line == "<!-- end -->"), "{line} has no end");
        let _ = write!(renewed, "\n{written}\n<!-- end -->\n");
    }
    assert!(fields().lines().count() > 50, "the fields are not where they should be");
    if page != renewed {
        fs::write(PAGE, renewed).unwrap();
        panic!("docs/files.md was not as the code has it and is written anew; look at it and run again");
    }
}
