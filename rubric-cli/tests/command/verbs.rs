//! Every verb as a user runs it: what it prints where, what it writes, and how it ends.

use std::fs;

use crate::support::{DISTRICT, RUBRIC, Run, Workplace, stable};

#[test]
fn check_says_what_is_wrong_and_where() {
    let place = Workplace::new();
    place.write("good.rubric", RUBRIC);
    place.write("bad.rubric", &RUBRIC.replace("min(smart, healthy)", "min(smart, helthy)"));
    place.write("warned.rubric", &RUBRIC.replace("developing \"Looks at several, one by one.\"", ""));
    assert_eq!(place.run(&["check", "good.rubric"]).code, 0);
    let bad = place.run(&["check", "good.rubric", "bad.rubric"]);
    assert_eq!((bad.code, bad.out.as_str()), (1, ""));
    insta::assert_snapshot!("check-full", bad.err);
    insta::assert_snapshot!("check-concise", place.run(&["check", "bad.rubric", "--format", "concise"]).shown());
    for format in ["json", "sarif"] {
        let found = place.run(&["check", "bad.rubric", "--format", format]);
        assert_eq!((found.code, found.err.as_str()), (1, ""));
        serde_json::from_str::<serde_json::Value>(&found.out).unwrap();
    }
    assert_eq!(place.run(&["check", "warned.rubric"]).code, 0);
    let denied = place.run(&["check", "warned.rubric", "--deny", "warnings"]);
    assert_eq!(denied.code, 1);
    insta::assert_snapshot!("check-warning", denied.err);
    let read = place.run_with(&["check", "-", "--format", "concise"], "rubric r \"R\" { verion \"1\" }");
    insta::assert_snapshot!("check-standard-input", read.shown());
}

#[test]
fn fmt_writes_the_one_layout_and_only_says_so_when_asked() {
    let place = Workplace::new();
    let loose = RUBRIC.replace("\n  ", "\n").replace("  # kept", " # kept");
    place.write("loose.rubric", &loose);
    let asked = place.run(&["fmt", "--check", "loose.rubric"]);
    insta::assert_snapshot!("fmt-check", asked.shown());
    assert_eq!(place.read("loose.rubric"), loose);
    assert_eq!(place.run_with(&["fmt", "-"], &loose).out, RUBRIC);
    assert_eq!(place.run(&["fmt", "loose.rubric"]).shown(), "exit 0\n");
    assert_eq!(place.read("loose.rubric"), RUBRIC);
    assert_eq!(place.run(&["fmt", "--check", "loose.rubric"]).code, 0);
    let broken = RUBRIC.replace("rater supervisor", "rater (supervisor");
    place.write("broken.rubric", &broken);
    let refused = place.run(&["fmt", "broken.rubric"]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("broken.rubric is left as it is"), "{}", refused.err);
    assert_eq!(place.read("broken.rubric"), broken);
}

#[test]
fn test_runs_examples_of_files_and_folders() {
    let place = Workplace::new();
    fs::create_dir(place.path("below")).unwrap();
    place.write("below/good.rubric", RUBRIC);
    insta::assert_snapshot!("test-passes", place.run(&["test", "below"]).shown());
    place.write("below/wrong.rubric", &RUBRIC.replace("expect overall is proficient", "expect overall is exemplary"));
    insta::assert_snapshot!("test-fails", place.run(&["test", "below"]).shown());
}

#[test]
fn new_gives_a_rubric_that_checks_formats_and_tests_clean() {
    let place = Workplace::new();
    insta::assert_snapshot!("new", place.run(&["new", "our_leaders"]).shown());
    assert_eq!(place.run(&["check", "our_leaders.rubric", "--deny", "warnings"]).code, 0);
    assert_eq!(place.run(&["fmt", "--check", "our_leaders.rubric"]).code, 0);
    assert_eq!(place.run(&["test", "our_leaders.rubric"]).code, 0);
    let again = place.run(&["new", "our_leaders"]);
    assert_eq!(again.code, 2, "a file that is there was written over");
    for wrong in ["Our", "1st", "a-b", "", "ä"] {
        let refused = place.run(&["new", wrong]);
        assert_eq!(refused.code, 2, "{wrong:?}");
        assert!(refused.err.contains("cannot be a name") || refused.err.contains("required"), "{}", refused.err);
    }
}

#[test]
fn score_writes_every_format() {
    let place = Workplace::scoring();
    for format in ["table", "json", "jsonl", "ron", "csv"] {
        let scored = place.run(&["score", "school.rubric", "leaders.csv", "--format", format]);
        assert_eq!((scored.code, scored.err.as_str()), (0, ""), "{format}");
        insta::assert_snapshot!(format!("score-{format}"), stable(&scored.out));
        let saved = place.run(&["score", "school.rubric", "leaders.csv", "--format", format, "-o", "saved"]);
        assert_eq!((saved.code, saved.out.as_str()), (0, ""));
        assert_eq!(place.read("saved"), scored.out);
        let piped = place.run_with(&["score", "school.rubric", "-", "--format", format], DISTRICT);
        assert_eq!(piped.out, scored.out, "from standard input");
    }
}

#[test]
fn score_reads_every_notation_to_the_same_result() {
    let place = Workplace::scoring();
    let wanted = place.run(&["score", "school.rubric", "one.csv", "--format", "json"]);
    assert_eq!(wanted.code, 0, "{}", wanted.err);
    for name in ["one.json", "one.jsonl", "one.ron"] {
        let scored = place.run(&["score", "school.rubric", name, "--format", "json"]);
        assert_eq!(scored.shown(), wanted.shown(), "{name}");
        let piped = place.run_with(&["score", "school.rubric", "-", "--format", "json"], &place.read(name));
        assert_eq!(piped.shown(), wanted.shown(), "{name} from standard input");
    }
}

#[test]
fn score_says_what_it_cannot_use_and_scores_the_rest() {
    let place = Workplace::scoring();
    place.write("mixed.csv", &DISTRICT.replace("assistant,proficient", "assistant,profcient"));
    insta::assert_snapshot!("score-mixed", place.run(&["score", "school.rubric", "mixed.csv"]).shown());
    place.write("wrong.csv", "subject,rater,smart.data_usage\nleader-01,supervisor,exemplary\n");
    insta::assert_snapshot!("score-unknown-path", place.run(&["score", "school.rubric", "wrong.csv"]).shown());
}

#[test]
fn score_takes_perspectives_overlays_and_programs() {
    let place = Workplace::scoring();
    insta::assert_snapshot!(
        "score-self",
        place.run(&["score", "school.rubric", "leaders.csv", "--as", "self"]).shown()
    );
    insta::assert_snapshot!(
        "score-overlay",
        place.run(&["score", "school.rubric", "leaders.csv", "--overlay", "district.ron"]).shown()
    );
    place.write("far.ron", &place.read("district.ron").replace("40%", "90%"));
    insta::assert_snapshot!(
        "score-overlay-refused",
        place.run(&["score", "school.rubric", "leaders.csv", "--overlay", "far.ron"]).shown()
    );
    let compiled = place.run(&["compile", "school.rubric", "-o", "school.rbc"]);
    assert_eq!(compiled.code, 0, "{}", compiled.err);
    assert!(compiled.out.starts_with("wrote school.rbc ("), "{}", compiled.out);
    let from_text = place.run(&["score", "school.rubric", "leaders.csv", "--format", "jsonl"]);
    let from_program = place.run(&["score", "school.rbc", "leaders.csv", "--format", "jsonl"]);
    assert_eq!(from_text.shown(), from_program.shown());
    let both = place.run(&["score", "school.rbc", "leaders.csv", "--overlay", "district.ron"]);
    assert_eq!(both.code, 2, "{}", both.shown());
}

#[test]
fn explain_leads_from_a_result_to_ratings_and_lines() {
    let place = Workplace::scoring();
    let why = place.run(&["explain", "school.rubric", "leaders.csv", "overall", "--subject", "leader-01"]);
    insta::assert_snapshot!("explain", why.shown());
    assert_eq!(place.run(&["explain", "school.rubric", "leaders.csv", "overall"]).code, 2, "which subject?");
    let unknown = place.run(&["explain", "school.rubric", "one.json", "overal"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("`overal`") && unknown.err.contains("overall"), "{}", unknown.err);
}

#[test]
fn bound_tells_what_is_still_possible() {
    let place = Workplace::scoring();
    place.write("half.csv", "subject,rater,smart.data_use\nleader-09,supervisor,exemplary\n");
    insta::assert_snapshot!("bound", place.run(&["bound", "school.rubric", "half.csv"]).shown());
    let json = place.run(&["bound", "school.rubric", "half.csv", "--format", "json"]);
    assert_eq!(json.code, 0);
    serde_json::from_str::<serde_json::Value>(&json.out).unwrap();
}

#[test]
fn inspect_tells_a_program_in_words() {
    let place = Workplace::scoring();
    place.run(&["compile", "school.rubric", "-o", "school.rbc"]);
    let told = place.run(&["inspect", "school.rbc"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    for word in ["school", "sha256:", "rows for combined", "# overall", "# smart"] {
        assert!(told.out.contains(word), "nothing of {word}\n{}", told.out);
    }
    place.write_bytes("damaged.rbc", &{
        let mut bytes = fs::read(place.path("school.rbc")).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        bytes
    });
    let refused = place.run(&["inspect", "damaged.rbc"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    insta::assert_snapshot!("inspect-damaged", refused.err);
}

#[test]
fn a_wrong_command_line_ends_with_two() {
    let place = Workplace::scoring();
    let wrong: [&[&str]; 9] = [
        &["scroe"],
        &["score"],
        &["score", "school.rubric"],
        &["check", "--format", "yaml", "school.rubric"],
        &["check", "absent.rubric"],
        &["score", "school.rubric", "absent.csv"],
        &["score", "school.rubric", "leaders.csv", "--as", "principal"],
        &["compile", "school.rubric"],
        &["man", "scroe"],
    ];
    for words in wrong {
        let run = place.run(words);
        assert_eq!(run.code, 2, "{words:?}\n{}", run.shown());
        assert!(!run.err.is_empty() && run.out.is_empty(), "{words:?}\n{}", run.shown());
    }
}

#[test]
fn every_verb_has_help_with_an_example_a_manual_page_and_completions() {
    let place = Workplace::new();
    let help = place.run(&["--help"]).out;
    let verbs: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|verb| *verb != "help")
        .collect();
    assert!(verbs.len() >= 11, "{verbs:?}");
    let shells: Vec<Run> = ["bash", "zsh", "fish"].iter().map(|shell| place.run(&["completions", shell])).collect();
    for verb in verbs {
        let told = place.run(&[verb, "--help"]);
        assert_eq!(told.code, 0);
        assert!(told.out.contains("Example:\n  rubric "), "`{verb}` shows no example");
        let page = place.run(&["man", verb]);
        assert_eq!(page.code, 0);
        assert!(page.out.contains(".TH") && page.out.contains(verb), "`{verb}` has no manual page");
        assert!(shells.iter().all(|shell| shell.code == 0 && shell.out.contains(verb)), "`{verb}` is not completed");
    }
    assert!(place.run(&["man"]).out.contains(".TH rubric"));
}

#[test]
fn texts_gives_what_there_is_to_translate_and_what_is_missing() {
    let place = Workplace::scoring();
    let all = place.run(&["texts", "school.rubric"]);
    insta::assert_snapshot!("texts", all.shown());
    place.write("school.xx.ron", &all.out);
    assert_eq!(place.run(&["texts", "school.rubric", "--overlay", "school.xx.ron"]).code, 0, "its own words are whole");
    let partly = all.out.replace("\"title\": \"School leaders\",", "\"titel\": \"Escuela\",");
    place.write("partly.ron", &partly);
    let lacks = place.run(&["texts", "school.rubric", "--overlay", "partly.ron"]);
    assert_eq!(lacks.code, 1);
    insta::assert_snapshot!("texts-partly", lacks.shown());
    let mended = place.run(&["texts", "school.rubric", "--overlay", "partly.ron", "--format", "ron"]);
    assert!(mended.out.contains("\"title\": \"School leaders\""), "{}", mended.out);
    let json = place.run(&["texts", "school.rubric", "--overlay", "school.xx.ron", "--format", "json"]);
    serde_json::from_str::<serde_json::Value>(&json.out).unwrap();
}

#[test]
fn what_the_engine_says_follows_the_language_of_the_texts() {
    let place = Workplace::scoring();
    let texts = place.run(&["texts", "school.rubric"]).out;
    place.write("es.ron", &texts.replace("language: \"en\"", "language: \"es\""));
    place.write("half.csv", "subject,rater,smart.data_use\nleader-09,supervisor,exemplary\n");
    let scored =
        |words: &[&str]| place.run(&[&["score", "school.rubric", "half.csv", "--format", "json"], words].concat()).out;
    assert!(scored(&[]).contains("not rated yet"), "{}", scored(&[]));
    let spanish = scored(&["--overlay", "es.ron"]);
    assert!(spanish.contains("sin valorar todavía") && !spanish.contains("not rated yet"), "{spanish}");
}
