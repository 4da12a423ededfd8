//! The rubric library: every rubric in `rubrics/` is ready to be used as it stands.
//!
//! The systems of states in `rubrics/systems/` have tests of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rubric_dsl::files::{self, Notation, read_overlay};
use rubric_dsl::model::Model;
use rubric_dsl::result::ResultFile;
use rubric_dsl::{Loaded, Overlay, Severity, format, load, parse, score, texts, trials};

/// What the library holds, with the name of a sample's first subject.
const LIBRARY: [(&str, &str); 8] = [
    ("inquiry-cycle", "team-01"),
    ("leading-change", "leader-01"),
    ("partnership", "partnership-01"),
    ("principal-summit", "leader-01"),
    ("readiness", "leader-01"),
    ("school-leadership", "leader-01"),
    ("superintendent-transition", "district-01"),
    ("teacher-team", "team-01"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rubrics")
}

fn text(name: &str) -> String {
    let path = folder().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn source(name: &str) -> String {
    text(&format!("{name}.rubric"))
}

fn model(name: &str) -> Model {
    load(&source(name), None).model.unwrap_or_else(|| panic!("{name} has errors"))
}

/// Everything worse than a note that loading finds.
fn grave(loaded: &Loaded) -> Vec<String> {
    let grave = loaded.diagnostics.iter().filter(|found| found.severity() > Severity::Note);
    grave.map(|found| format!("{} {}", found.code(), found.message())).collect()
}

fn failures(model: &Model) -> Vec<String> {
    let failed = |trial: rubric_dsl::Trial| {
        let told = trial.failures.iter().map(|f| format!("{}: {}, came {}", trial.title, f.expected, f.came));
        told.collect::<Vec<_>>()
    };
    trials(model).into_iter().flat_map(failed).collect()
}

#[test]
fn the_folder_holds_the_library_and_nothing_else() {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut found: Vec<String> = entries.filter_map(|name| Some(name.strip_suffix(".rubric")?.to_owned())).collect();
    found.sort();
    assert_eq!(found, LIBRARY.map(|(name, _)| name));
}

#[test]
fn every_rubric_checks_without_a_warning_and_is_in_layout() {
    for (name, _) in LIBRARY {
        let source = source(name);
        assert_eq!(grave(&load(&source, None)), Vec::<String>::new(), "{name}");
        assert!(format(&parse(&source).file) == source, "{name} is not in the layout");
    }
}

#[test]
fn every_rubric_has_what_a_district_needs() {
    for (name, _) in LIBRARY {
        let model = model(name);
        assert!(model.examples.len() >= 8, "{name} has {} examples", model.examples.len());
        assert!(model.promises.len() >= 5, "{name} has {} promises", model.promises.len());
        assert!(!model.sources.is_empty() && !model.about.is_empty() && !model.from.is_empty(), "{name}");
        let advice = model.rules.iter().filter(|rule| !rule.lines.is_empty()).count();
        assert!(advice >= 6, "{name} has {advice} pieces of advice");
        for leaf in model.leaves.iter().filter_map(|leaf| model.node(*leaf)).filter(|leaf| leaf.scale.is_some()) {
            assert!(!leaf.asks.is_empty(), "{name}: nothing is asked at {}", leaf.path);
            let described = leaf.leaf.as_ref().map_or(0, |leaf| leaf.descriptors.len());
            assert!(described >= 3, "{name}: {} has {described} descriptors", leaf.path);
        }
    }
}

#[test]
fn every_example_gives_what_it_says() {
    for (name, _) in LIBRARY {
        assert_eq!(failures(&model(name)), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn every_translation_is_whole_and_changes_no_result() {
    let mut seen = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let Some((name, language)) = file.strip_suffix(".ron").and_then(|stem| stem.rsplit_once('.')) else {
            continue;
        };
        let source = source(name);
        let parsed = parse(&source);
        let overlay = read_overlay(&text(&file), &parsed.file).unwrap_or_else(|found| panic!("{file}: {found:?}"));
        assert_eq!(overlay.language.as_deref(), Some(language), "{file}");
        assert!(overlay.settings.is_empty(), "{file} changes settings");
        let texts = texts(&parsed.file);
        let coverage = overlay.coverage(&texts);
        let missing: Vec<&str> = coverage.missing.iter().map(|text| text.key.as_str()).collect();
        assert_eq!((missing, coverage.superfluous), (Vec::new(), Vec::new()), "{file}");
        untranslated(&file, &overlay, &texts);
        let loaded = load(&source, Some(&overlay));
        assert_eq!(grave(&loaded), Vec::<String>::new(), "{file}");
        assert_eq!(failures(&loaded.model.unwrap()), Vec::<String>::new(), "{file}");
        seen += 1;
    }
    assert!(seen >= LIBRARY.len(), "{seen} translations");
}

/// A sentence that reads the same in both languages was forgotten.
fn untranslated(file: &str, overlay: &Overlay, texts: &[rubric_dsl::SourceText]) {
    for text in texts.iter().filter(|text| text.text.split_whitespace().count() > 3) {
        assert!(overlay.labels.get(&text.key) != Some(&text.text), "{file}: {} is not translated", text.key);
    }
}

/// The results of a rubric's sample, by subject.
fn sample(name: &str, overlay: Option<&Overlay>) -> BTreeMap<String, ResultFile> {
    let loaded = load(&source(name), overlay);
    let compiled = loaded.compiled.unwrap();
    let program = compiled.program().unwrap();
    let read = files::read(&program, &text(&format!("samples/{name}.csv")), Notation::Csv);
    assert!(read.diagnostics.is_empty(), "{name}: {:?}", read.diagnostics);
    let scored = read.subjects.iter().map(|subject| {
        let sheet = subject.sheet.as_ref().unwrap_or_else(|| panic!("{name}: {} has errors", subject.name));
        (subject.name.clone(), score(&program, None, sheet, &subject.name).unwrap())
    });
    scored.collect()
}

#[test]
fn every_sample_scores_and_shows_three_different_people() {
    for (name, first) in LIBRARY {
        let results = sample(name, None);
        assert_eq!(results.len(), 3, "{name}");
        assert_eq!(results.keys().next().map(String::as_str), Some(first), "{name}");
        let mut stories: Vec<String> = Vec::new();
        for (subject, result) in &results {
            let known = result.outcomes.0.iter().filter(|(_, outcome)| outcome.level.is_some()).count();
            assert!(known > 0, "{name}: nothing is known of {subject}");
            assert!(
                !result.strengths.is_empty() && !result.growth.is_empty(),
                "{name}: {subject} is seen from one side"
            );
            assert!(!result.advice.is_empty(), "{name}: nothing is said to {subject}");
            let advice: Vec<&str> = result.advice.iter().map(|advice| advice.name.as_str()).collect();
            let outcomes: Vec<_> = result.outcomes.0.iter().map(|(name, outcome)| (name, &outcome.level)).collect();
            stories.push(format!("{outcomes:?} {advice:?}"));
        }
        stories.sort();
        stories.dedup();
        assert_eq!(stories.len(), 3, "{name}: two of the three get the same answer");
    }
}

/// Words that say how much or how often, and no more.
const DEGREE: [&str; 53] = [
    "a",
    "all",
    "almost",
    "always",
    "an",
    "and",
    "any",
    "both",
    "but",
    "each",
    "entire",
    "even",
    "ever",
    "every",
    "few",
    "full",
    "great",
    "high",
    "highest",
    "less",
    "little",
    "low",
    "lower",
    "many",
    "more",
    "most",
    "much",
    "never",
    "no",
    "not",
    "often",
    "or",
    "other",
    "others",
    "part",
    "quite",
    "rather",
    "seldom",
    "several",
    "some",
    "sometimes",
    "somewhat",
    "still",
    "strong",
    "the",
    "their",
    "time",
    "too",
    "top",
    "usual",
    "very",
    "well",
    "whole",
];

/// Words in -ly that are no adverbs.
const NO_ADVERBS: [&str; 7] = ["ally", "apply", "family", "only", "rely", "reply", "supply"];

/// What is left of a descriptor without its adverbs and words of degree.
fn substance(descriptor: &str) -> Vec<String> {
    let lower = descriptor.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let kept = words.filter(|word| !DEGREE.contains(word) && (!word.ends_with("ly") || NO_ADVERBS.contains(word)));
    kept.map(str::to_owned).collect()
}

/// Whether two descriptors differ in nothing but degree.
fn same_in_kind(one: &str, other: &str) -> bool {
    let words = |text: &str| substance(text).into_iter().collect::<BTreeSet<String>>();
    words(one) == words(other)
}

#[test]
fn the_check_of_neighbours_sees_degree() {
    assert!(same_in_kind("Sometimes visits classrooms.", "Consistently visits all classrooms."));
    assert!(same_in_kind("Rarely listens to staff.", "Very often listens to staff, fully and always."));
    assert!(!same_in_kind("Visits classrooms.", "Visits classrooms and plans the next step with the teacher."));
    assert!(!same_in_kind("Decides with one family.", "Decides with the staff."));
}

#[test]
fn levels_differ_in_kind() {
    for (name, _) in LIBRARY {
        for node in model(name).nodes {
            for pair in node.leaf.iter().flat_map(|leaf| leaf.descriptors.windows(2)) {
                assert!(!same_in_kind(&pair[0], &pair[1]), "{name}: {}\n  {}\n  {}", node.path, pair[0], pair[1]);
                assert!(substance(&pair[0]).len() >= 3, "{name}: {} says little: {}", node.path, pair[0]);
            }
        }
    }
}

/// The Coleman-Liau grade of sentences, in hundredths: 5.88 letters a word, less 29.6 sentences a word, less 15.8.
fn grade(sentences: &[String]) -> i64 {
    let count = |number: usize| i64::try_from(number).unwrap();
    let words: Vec<&str> = sentences.iter().flat_map(|text| text.split_whitespace()).collect();
    let letters = words.iter().map(|word| word.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    let ends = words.iter().filter(|word| word.ends_with(['.', '?', '!', ':'])).count();
    (588 * count(letters) - 2960 * count(ends)) / count(words.len()) - 1580
}

#[test]
fn descriptors_and_advice_read_at_grade_8_to_11() {
    for (name, _) in LIBRARY {
        let model = model(name);
        let descriptors = model.nodes.iter().filter_map(|node| node.leaf.as_ref()).flat_map(|leaf| &leaf.descriptors);
        let mut sentences: Vec<String> = descriptors.cloned().collect();
        let source = source(name);
        let advice = texts(&parse(&source).file).into_iter().filter(|text| text.key.contains(".say."));
        sentences.extend(advice.map(|text| text.text));
        let grade = grade(&sentences);
        assert!((800..=1100).contains(&grade), "{name} reads at grade {}.{:02}", grade / 100, grade % 100);
    }
}

#[test]
fn the_readme_counts_the_examples_and_its_overlay_is_good() {
    let readme = text("README.md");
    for (name, _) in LIBRARY {
        let row = readme.lines().find(|line| line.contains(&format!("]({name}.rubric)")));
        let row = row.unwrap_or_else(|| panic!("{name} is not in the table"));
        assert!(row.ends_with(&format!("| {} |", model(name).examples.len())), "{row}");
    }
    let overlay = readme.split("```ron\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let source = source("readiness");
    let overlay = read_overlay(overlay, &parse(&source).file).unwrap();
    assert_eq!(grave(&load(&source, Some(&overlay))), Vec::<String>::new());
    let levels = |overlay: Option<&Overlay>| {
        let results = sample("readiness", overlay);
        results.into_values().map(|result| result.outcomes.0.into_iter().next().unwrap().1.level).collect::<Vec<_>>()
    };
    let shown = |levels: [&str; 3]| levels.map(|level| Some(level.to_owned())).to_vec();
    assert_eq!(levels(None), shown(["ready_now", "building", "building"]));
    assert_eq!(levels(Some(&overlay)), shown(["ready_soon", "building", "building"]));
}

#[test]
fn reasons_are_sentences_that_can_be_said_to_a_person() {
    let results = sample("leading-change", None);
    let because = |subject: &str, flag: &str| {
        let flags = &results[subject].flags;
        flags.iter().find(|found| found.name == flag).unwrap_or_else(|| panic!("{flag}")).because.clone()
    };
    assert_eq!(because("leader-03", "talked"), ["Work minus voice is -1.94, at most -0.75"]);
    assert_eq!(
        because("leader-03", "two_views[work.capacity]"),
        ["the difference between Capacity by Self-assessment and Capacity by Supervisor is 1, at least 1"]
    );
}

/// What is still missing of a subject, by rater.
fn missing_words(result: &ResultFile) -> Vec<(&str, &str)> {
    let words = result.complete.missing.iter().filter(|missing| missing.what == "words");
    words.map(|missing| (missing.rater.as_str(), missing.path.as_str())).collect()
}

#[test]
fn a_story_is_told_once() {
    let results = sample("principal-summit", None);
    assert_eq!(missing_words(&results["leader-01"]), []);
    assert_eq!(missing_words(&results["leader-02"]), [("host", "weakness"), ("host", "question"), ("host", "next")]);
}

#[test]
fn a_private_story_does_not_count_for_others() {
    let rubric = |private: &str| {
        format!(
            "rubric small \"Small\" {{ version \"1\" rater self \"Self\"{private} rater host \"Host\" \
             scale s {{ low = 1 \"Low\" high = 2 \"High\" }} indicator aim \"Aims\" \
             narrative story \"Tell\" at least 3 words }}"
        )
    };
    for (private, missing) in [("", vec![]), (" private", vec![("host", "story")])] {
        let compiled = load(&rubric(private), None).compiled.unwrap();
        let program = compiled.program().unwrap();
        let table = "subject,rater,aim,story\nleader-01,self,high,we did it\nleader-01,host,low,\n";
        let read = files::read(&program, table, Notation::Csv);
        let sheet = read.subjects.first().and_then(|subject| subject.sheet.as_ref()).unwrap();
        let result = score(&program, None, sheet, "leader-01").unwrap();
        assert_eq!(missing_words(&result), missing, "{private}");
    }
}
