//! The published systems: every case that was published comes out as published, and where a rule as printed has a
//! defect, the checker names it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rubric_dsl::result::ResultFile;
use rubric_dsl::{Loaded, Severity, Sheet, format, load, parse, score, trials};

/// The published cases, by their names in the titles of examples.
const CASES: [&str; 75] = [
    "CO-1", "CO-2", "CO-3", "CO-3b", "CO-S1-5", "CO-S1-4", "CO-S1-3", "CO-S1-2", "CO-S1-1", "CO-gap", "CO-std", "WA-1",
    "WA-2", "WA-3", "WA-4", "WA-5", "WA-6", "WA-7", "WA-8", "WA-9", "WA-10", "WA-L1", "WA-L2", "WA-L3", "NY-HH",
    "NY-HE", "NY-HD", "NY-HI", "NY-EH", "NY-EE", "NY-ED", "NY-EI", "NY-DH", "NY-DE", "NY-DD", "NY-DI", "NY-IH",
    "NY-IE", "NY-ID", "NY-II", "NY-s", "NY-c1", "NY-c2", "KY-1", "KY-2", "KY-3", "KY-4", "KY-5", "KY-6", "MA-1",
    "MA-2", "PAL-1", "PAL-2", "PAL-3", "PAL-4", "TN-1", "TN-2", "TN-3", "TN-4", "DE-1", "DE-2", "DE-3", "LA-1", "LA-2",
    "VE-1", "VE-2", "36-1", "36-2", "36-3", "NC-1", "NC-2", "NC-3", "NC-4", "NC-5", "NC-6",
];

/// What the checker says of each rule as printed: the code, and a part of the message.
const DEFECTS: [(&str, &str, &str); 10] = [
    ("colorado-smes-as-printed", "RB503", "no line of `practice` matches this assessment"),
    ("colorado-smes-cap-as-printed", "RB510", "`at most effective when learning_points < 100` never changes anything"),
    ("kentucky-ppges-as-printed", "RB503", "no line of `exactly` matches this assessment"),
    ("kentucky-ppges-as-printed", "RB503", "no line of `at_or_above` matches this assessment"),
    ("louisiana-compass-as-printed", "RB503", "`evaluator { practice = 2.490001 student_growth = 2.490001 }`"),
    ("new-york-slo-as-printed", "RB503", "`evaluator { meeting_target = 4.000001 }`"),
    ("north-carolina-element-as-printed", "RB506", "`developing when developing_boxes is complete` and `proficient"),
    (
        "washington-local-contract-as-printed",
        "RB506",
        "`basic when criteria between 15 and 22` and `proficient when criteria between 22 and 28` can both be true",
    ),
    (
        "washington-local-contract-as-printed",
        "RB506",
        "`proficient when criteria between 22 and 28` and `distinguished when criteria between 28 and 32` can both be",
    ),
    ("kentucky-ppges-as-printed", "RB506", "can both be true"),
];

/// Rules as printed whose defect is none that a checker finds in a form: examples and a flag show it.
const SHOWN_BY_EXAMPLES: [&str; 1] = ["feedback-360-ccl-as-printed"];

/// A rubric of a published system.
struct System {
    name: String,
    source: String,
    loaded: Loaded,
}

impl System {
    fn is_as_printed(&self) -> bool {
        self.name.ends_with("-as-printed")
    }

    /// The result of an example.
    fn result(&self, title: &str) -> ResultFile {
        let (model, compiled) = self.loaded.model.as_ref().zip(self.loaded.compiled.as_ref()).unwrap();
        let example = model.examples.iter().find(|example| example.title.starts_with(title)).unwrap();
        let program = compiled.program().unwrap();
        score(&program, example.perspective, &Sheet::of_example(&program, example), "").unwrap()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rubrics/systems")
}

fn systems() -> Vec<System> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "rubric")).collect();
    files.sort();
    files.iter().map(|path| system(path.file_stem().unwrap().to_str().unwrap())).collect()
}

fn system(name: &str) -> System {
    let source = fs::read_to_string(folder().join(format!("{name}.rubric"))).unwrap();
    let loaded = load(&source, None);
    System { name: name.to_owned(), source, loaded }
}

#[test]
fn every_system_checks_without_a_warning_and_is_in_the_one_layout() {
    let mut wrong = Vec::new();
    for system in systems() {
        let grave = system.loaded.diagnostics.iter().filter(|found| found.severity() > Severity::Note);
        if !system.is_as_printed() {
            wrong.extend(grave.map(|found| format!("{}: {} {}", system.name, found.code(), found.message())));
        }
        if format(&parse(&system.source).file) != system.source {
            wrong.push(format!("{}: `rubric fmt` changes it", system.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_example_gives_what_was_published() {
    let mut wrong = Vec::new();
    for system in systems() {
        for trial in system.loaded.model.iter().flat_map(trials) {
            let told = trial.failures.iter().map(|failure| format!("{}, not {}", failure.came, failure.expected));
            wrong.extend(told.map(|told| format!("{}: in {:?} {told}", system.name, trial.title)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_published_case_is_an_example_that_expects_something() {
    let mut found = BTreeSet::new();
    for system in systems() {
        for example in system.loaded.model.iter().flat_map(|model| &model.examples) {
            let name = example.title.split(':').next().unwrap_or("");
            if !example.expects.is_empty() && CASES.contains(&name) {
                found.insert(name.to_owned());
            }
        }
    }
    let missing: Vec<&&str> = CASES.iter().filter(|case| !found.contains(**case)).collect();
    assert!(missing.is_empty(), "no example shows {missing:?}");
}

#[test]
fn the_checker_names_what_is_wrong_in_a_rule_as_printed() {
    for system in systems().iter().filter(|system| system.is_as_printed()) {
        let expected: Vec<_> = DEFECTS.iter().filter(|(name, ..)| *name == system.name).collect();
        let shown = SHOWN_BY_EXAMPLES.contains(&system.name.as_str());
        assert_eq!(expected.is_empty(), shown, "{}: is its defect declared once?", system.name);
        for (_, code, part) in &expected {
            let named = |found: &&rubric_dsl::Diagnostic| found.code() == *code && found.message().contains(part);
            let found = &system.loaded.diagnostics;
            assert!(found.iter().any(|found| named(&found)), "{}: {code} {part} is not in {found:#?}", system.name);
        }
        let declared = |code: &str| expected.iter().any(|(_, known, _)| *known == code);
        for found in system.loaded.diagnostics.iter().filter(|found| found.severity() > Severity::Note) {
            assert!(declared(found.code()), "{}: {} {}", system.name, found.code(), found.message());
        }
    }
}

#[test]
fn every_system_says_what_was_read_and_what_is_wrong_with_it() {
    let names: BTreeSet<String> = systems().into_iter().map(|system| system.name).collect();
    for system in systems() {
        let text = &system.source;
        assert!(text.contains("  source "), "{}: names no source", system.name);
        assert!(text.contains("  about \"\"\""), "{}: says nothing about itself", system.name);
        if system.is_as_printed() {
            assert!(text.contains("defect"), "{}: does not say that it shows a defect", system.name);
        } else {
            let read = text.contains("Read for this:") || text.contains("Nothing was read for this:");
            assert!(read, "{}: does not say what was read", system.name);
        }
        for name in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')) {
            assert!(!name.ends_with("-as-printed") || names.contains(name), "{}: there is no {name}", system.name);
        }
    }
}

#[test]
fn the_readme_lists_every_system() {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    for system in systems() {
        assert!(readme.contains(&format!("`{}`", system.name)), "README.md does not list {}", system.name);
    }
}

#[test]
fn nothing_ticked_and_a_distinguished_box_ask_for_a_comment() {
    let wanted = |name: &str, title: &str| -> Vec<(String, String)> {
        let missing = system(name).result(title).complete.missing;
        missing.into_iter().filter(|entry| entry.what == "comment").map(|entry| (entry.path, entry.rater)).collect()
    };
    let comment = |path: &str| vec![(path.to_owned(), "evaluator".to_owned())];
    assert_eq!(wanted("north-carolina-element", "NC-2"), comment("element"));
    assert_eq!(wanted("north-carolina-element", "NC-1"), []);
    assert_eq!(wanted("texas-mcrel-pilot", "NC-3"), comment("distinguished.practice_2"));
    assert_eq!(wanted("texas-mcrel-pilot", "no box"), []);
}
