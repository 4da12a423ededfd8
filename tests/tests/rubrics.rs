//! The rubrics that the project stands on check clean and pass their examples; every rubric that comes with it is in the
//! layout.

use std::fs;
use std::path::{Path, PathBuf};

use rubric_dsl::files::{self, Notation};
use rubric_dsl::{Severity, format, load, parse, position, score, trials};
use rubric_tests::hostile::format_keeps_meaning;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every rubric at or below a folder.
fn rubrics(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(rubrics(&path));
        } else if path.extension().is_some_and(|extension| extension == "rubric") {
            found.push(path);
        }
    }
    found
}

fn all() -> Vec<(String, String)> {
    let mut paths = rubrics(&root().join("rubrics"));
    paths.extend(rubrics(&root().join("tests/rubrics")));
    assert!(paths.len() >= 3, "only {} rubrics were found", paths.len());
    let named = |path: PathBuf| (path.strip_prefix(root()).unwrap().display().to_string(), fs::read_to_string(path));
    paths.into_iter().map(named).map(|(name, text)| (name, text.unwrap())).collect()
}

/// The rubric of the language page, the first of the library and the first of the state systems.
fn first() -> Vec<(String, String)> {
    let stems = ["school_leader.rubric", "school-leadership.rubric", "washington-principal.rubric"];
    let found: Vec<_> = all().into_iter().filter(|(name, _)| stems.iter().any(|stem| name.ends_with(stem))).collect();
    assert!(found.len() >= stems.len(), "only {} were found", found.len());
    found
}

#[test]
fn each_checks_without_error_or_warning() {
    for (name, source) in first() {
        let grave = load(&source, None).diagnostics.into_iter().filter(|found| found.severity() > Severity::Note);
        let told: Vec<String> = grave
            .map(|found| {
                format!("{}: {} {}", position(&source, found.span().start()).line, found.code(), found.message())
            })
            .collect();
        if name.ends_with("school_leader.rubric") {
            // Teachers' means have up to 10,000 respondents below them and are not rounded there: the one warning that
            // the language owes its author.
            assert_eq!(told.len(), 1, "{name}\n{}", told.join("\n"));
            assert!(told[0].contains("RB408"), "{name}\n{}", told[0]);
        } else {
            assert!(told.is_empty(), "{name}\n{}", told.join("\n"));
        }
    }
}

#[test]
fn each_is_in_the_layout_and_the_layout_keeps_its_meaning() {
    for (name, source) in all() {
        format_keeps_meaning(source.as_bytes());
        // The sketch of the language page is set by hand, as the page prints it.
        if !name.ends_with("school_leader.rubric") {
            assert_eq!(source, format(&parse(&source).file), "{name} is not in the layout");
        }
    }
}

#[test]
fn the_examples_of_each_pass() {
    for (name, source) in first() {
        let run = trials(&load(&source, None).model.unwrap());
        assert!(!run.is_empty(), "{name} has no examples");
        for trial in run {
            assert!(trial.failures.is_empty(), "{name}, {:?}: {:#?}", trial.title, trial.failures);
            assert!(trial.expected > 0, "{name}, {:?} expects nothing", trial.title);
        }
    }
}

#[test]
fn the_published_cases_of_washington_stand_as_examples() {
    let source = fs::read_to_string(root().join("rubrics/systems/washington-principal.rubric")).unwrap();
    let run = trials(&load(&source, None).model.unwrap());
    for case in ["WA-1", "WA-2", "WA-3", "WA-4", "WA-5", "WA-6", "WA-7"] {
        let named = run.iter().filter(|trial| trial.title.starts_with(&format!("{case}:")));
        assert!(named.clone().count() > 0, "{case} is no example");
        assert!(named.clone().all(|trial| trial.failures.is_empty() && trial.expected > 0), "{case}");
    }
}

#[test]
fn the_rubric_of_the_language_page_scores() {
    let source = include_str!("../rubrics/school_leader.rubric");
    let loaded = load(source, None);
    let compiled = loaded.compiled.unwrap();
    let program = compiled.program().unwrap();
    let found = files::read(&program, include_str!("../assessments/leader.json"), Notation::Json);
    assert!(found.diagnostics.is_empty(), "{:#?}", found.diagnostics);
    let sheet = found.subjects[0].sheet.as_ref().unwrap();
    let result = score(&program, None, sheet, &found.subjects[0].name).unwrap();
    insta::assert_snapshot!("language-page-result", files::to_json(&[result]));
}
