//! Input that nobody should be given, as the command meets it.

use crate::support::{DISTRICT, RUBRIC, Run, Workplace};

/// The command ended by itself, said why, and with one of its three codes.
fn answered(run: &Run, code: i32) {
    assert_eq!(run.code, code, "{}", run.shown());
    assert!(code == 0 || !run.err.is_empty(), "no word of it");
    assert!(!run.err.contains("panicked"), "{}", run.err);
}

#[test]
fn rubrics_that_are_no_text_are_refused() {
    let place = Workplace::scoring();
    let damaged: [(&str, Vec<u8>); 6] = [
        ("empty.rubric", Vec::new()),
        ("binary.rubric", (0..=255).collect()),
        ("latin.rubric", b"rubric r \"Schulleitung f\xFCr alle\" { version \"1\" }".to_vec()),
        ("wide.rubric", RUBRIC.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("nul.rubric", RUBRIC.replace("Uses data", "Uses\0data").into_bytes()),
        ("turned.rubric", RUBRIC.replace("Uses data", "Uses \u{202E}data").into_bytes()),
    ];
    for (name, bytes) in damaged {
        place.write_bytes(name, &bytes);
        for words in [&["check", name][..], &["fmt", "--check", name], &["test", name], &["score", name, "leaders.csv"]]
        {
            answered(&place.run(words), 1);
        }
    }
    place.write("long.rubric", &format!("{RUBRIC}{}", "# filled\n".repeat(120_000)));
    answered(&place.run(&["check", "long.rubric"]), 1);
    answered(&place.run_with(&["check", "-"], &"(".repeat(1 << 20)), 1);
}

#[test]
fn programs_that_are_damaged_are_refused() {
    let place = Workplace::scoring();
    place.run(&["compile", "school.rubric", "-o", "school.rbc"]);
    let whole = std::fs::read(place.path("school.rbc")).unwrap();
    for (at, cut) in [0, 1, 7, 40, whole.len() / 2, whole.len() - 1].into_iter().enumerate() {
        let name = format!("cut{at}.rbc");
        place.write_bytes(&name, &whole[..cut]);
        answered(&place.run(&["score", &name, "leaders.csv"]), 1);
        answered(&place.run(&["inspect", &name]), 1);
    }
    place.write_bytes("longer.rbc", &[whole.as_slice(), b"more"].concat());
    answered(&place.run(&["score", "longer.rbc", "leaders.csv"]), 1);
}

#[test]
fn assessments_that_cannot_be_used_are_refused_and_what_is_sound_is_scored() {
    let place = Workplace::scoring();
    for (name, text) in [
        ("empty.csv", ""),
        ("empty.json", ""),
        ("open.json", "{\"format\": \"rubric-assessment/1\","),
        ("list.json", "[1, 2, 3]"),
        ("word.ron", "assessment"),
        ("half.jsonl", "{}\n{"),
    ] {
        place.write(name, text);
        let run = place.run(&["score", "school.rubric", name, "--format", "jsonl"]);
        answered(&run, 1);
        assert_eq!(run.out, "", "{name}");
    }
    let binary = place.run_with_bytes(&["score", "school.rubric", "-"], &[0xFF, 0xFE, 0, 1, 2]);
    answered(&binary, 1);
    // One row is damaged: its subject is refused, the others stand.
    place.write("mixed.csv", &DISTRICT.replace("70", "NaN"));
    let mixed = place.run(&["score", "school.rubric", "mixed.csv", "--format", "jsonl"]);
    answered(&mixed, 1);
    let subjects: Vec<bool> =
        ["leader-01", "leader-02", "leader-03"].iter().map(|name| mixed.out.contains(name)).collect();
    assert_eq!(subjects, [true, false, true], "{}", mixed.shown());
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let place = Workplace::scoring();
    let mut child = Command::new(env!("CARGO_BIN_EXE_rubric"))
        .current_dir(place.path("."))
        .args(["man", "score"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert!(!String::from_utf8(done.stderr).unwrap().contains("panicked"));
}

#[test]
fn a_table_holds_no_formula_and_every_name_comes_back() {
    let place = Workplace::scoring();
    let head = DISTRICT.lines().next().unwrap();
    let row = DISTRICT.lines().nth(1).unwrap().split_once(',').unwrap().1;
    // Rows that are read in one go, and rows of which the subjects were counted before.
    place.write("names.csv", &format!("{head}\n'=1+1,{row}\n''=1+1,{row}\n'tis,{row}\n-5,{row}\n"));
    let names = ["=1+1", "'=1+1", "'tis", "-5"];
    let text = place.read("names.csv");
    for run in [
        place.run(&["score", "school.rubric", "names.csv", "--format", "jsonl"]),
        place.run_with(&["score", "school.rubric", "-", "--format", "jsonl"], &text),
    ] {
        assert_eq!(run.code, 0, "{}", run.shown());
        let found: Vec<String> = run.out.lines().map(subject_of).collect();
        assert_eq!(found, names);
    }
    let table = place.run(&["score", "school.rubric", "names.csv", "--format", "csv"]).out;
    let cells: Vec<&str> = table.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(cells, ["'=1+1", "''=1+1", "'tis", "-5"]);
}

fn subject_of(line: &str) -> String {
    line.split("\"subject\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("").to_owned()
}

#[test]
fn a_table_with_other_signs_between_its_columns_is_refused_in_one_sentence() {
    let place = Workplace::scoring();
    for (sign, said) in [(";", "parted by `;`"), ("\t", "parted by tabs")] {
        place.write("other.csv", &DISTRICT.replace(',', sign));
        let run = place.run(&["score", "school.rubric", "other.csv", "--format", "jsonl"]);
        answered(&run, 1);
        assert!(run.err.contains(said) && run.err.matches("RB9").count() == 1 && run.out.is_empty(), "{}", run.shown());
    }
}

#[test]
fn what_is_read_is_never_written_over() {
    let place = Workplace::scoring();
    for (words, file) in [
        (&["score", "school.rubric", "leaders.csv", "-o", "leaders.csv"][..], "leaders.csv"),
        (&["score", "school.rubric", "leaders.csv", "-o", "./school.rubric"], "school.rubric"),
        (&["compile", "school.rubric", "-o", "school.rubric"], "school.rubric"),
    ] {
        let before = place.read(file);
        let run = place.run(words);
        answered(&run, 2);
        assert!(run.err.contains(&format!("`{file}` is read")), "{}", run.shown());
        assert_eq!(place.read(file), before);
    }
}

#[test]
fn a_row_that_names_nobody_is_nobodys_and_columns_left_behind_hold_nothing() {
    let place = Workplace::scoring();
    let rows: Vec<&str> = DISTRICT.lines().collect();
    let nameless = |row: &str| row.split_once(',').map(|(_, rest)| format!(",{rest}")).unwrap();
    // Two people whose names are gone would be one.
    place.write("gone.csv", &[rows[0], rows[1], &nameless(rows[2]), &nameless(rows[4])].join("\n"));
    let text = place.read("gone.csv");
    let run = place.run(&["score", "school.rubric", "gone.csv", "--format", "csv"]);
    let piped = place.run_with(&["score", "school.rubric", "-", "--format", "csv"], &text);
    for run in [run, piped] {
        answered(&run, 1);
        assert_eq!(run.err.matches("names no subject").count(), 2, "{}", run.shown());
        assert_eq!(run.out.lines().count(), 2, "{}", run.shown());
    }
    // A table of one subject alone, as the element writes it, needs no name.
    place.write("one.csv", &[rows[0], &nameless(rows[1])].join("\n"));
    assert_eq!(place.run(&["score", "school.rubric", "one.csv"]).code, 0);
    let wider: Vec<String> = rows.iter().map(|row| format!("{row},,")).collect();
    place.write("wider.csv", &wider.join("\n"));
    assert_eq!(place.run(&["score", "school.rubric", "wider.csv"]).code, 0);
    place.write("noted.csv", &wider.join("\n").replacen("82.5,,,", "82.5,,,late", 1));
    let noted = place.run(&["score", "school.rubric", "noted.csv"]);
    answered(&noted, 1);
    assert!(noted.err.contains("does not name"), "{}", noted.shown());
    place.write("loud.csv", &DISTRICT.replacen("subject", "Subject", 1));
    assert!(place.run(&["score", "school.rubric", "loud.csv"]).err.contains("did you mean `subject`?"));
}

#[test]
fn usual_slips_are_answered_with_what_to_write() {
    let place = Workplace::new();
    let frame = |line: &str| {
        format!(
            "rubric t \"T\" {{\n  version \"1\"\n  scale g {{ low = 1 \"Low\"   high = 2 \"High\" }}\n  rater self \"Self\"\n  \
             domain d \"D\" {{ indicator i \"I\" }}\n  {line}\n}}\n"
        )
    };
    for (line, said) in [
        ("outcome o \"O\" on g of d { high from 1,5 low otherwise }", "a number has a point"),
        ("Outcome o \"O\" on g of d { high from 1.5 low otherwise }", "write `outcome`"),
        ("flag f \"F\" when d < 2 && d > 1", "joined by `and`"),
        ("flag f \"F\" when d = 1", "equal is written `is`"),
        ("// a remark", "a comment begins with `#`"),
    ] {
        place.write("slip.rubric", &frame(line));
        let run = place.run(&["check", "slip.rubric"]);
        answered(&run, 1);
        assert!(run.err.contains(said), "{line}\n{}", run.shown());
    }
}

#[test]
fn a_leaf_without_its_path_is_answered_with_the_whole() {
    let place = Workplace::scoring();
    place.write("short.csv", "subject,rater,data_use\nleader-01,supervisor,exemplary\n");
    let run = place.run(&["score", "school.rubric", "short.csv"]);
    answered(&run, 1);
    assert!(run.err.contains("did you mean `smart.data_use`?"), "{}", run.shown());
}
