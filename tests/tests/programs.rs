//! Programs that were compiled long ago still load and give what they gave. Their files and figures are never changed:
//! a new format gets a folder of its own beside them.

use rubric_core::Program;
use rubric_dsl::files::{Notation, read};
use rubric_dsl::{evaluate, score};

/// A format's program, the digest of its meaning, an assessment, and the digest of its evaluation.
macro_rules! kept {
    ($folder:literal) => {
        Kept {
            program: include_bytes!(concat!("../programs/", $folder, "/school_leader.rbc")),
            meaning: include_str!(concat!("../programs/", $folder, "/school_leader.sha256")),
            assessment: include_str!(concat!("../programs/", $folder, "/leader.json")),
            evaluation: include_str!(concat!("../programs/", $folder, "/leader.digest")),
        }
    };
}

struct Kept {
    program: &'static [u8],
    meaning: &'static str,
    assessment: &'static str,
    evaluation: &'static str,
}

/// Holds what a kept program gives against what it gave.
fn still_gives_what_it_gave(kept: &Kept) {
    let program = Program::parse(kept.program).unwrap();
    gives_what_it_gave(kept, &program);
    gives_what_it_gave(kept, &Program::again(kept.program).unwrap());
}

fn gives_what_it_gave(kept: &Kept, program: &Program<'_>) {
    let hexadecimal: String = program.digest().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hexadecimal, kept.meaning.trim());
    let found = read(program, kept.assessment, Notation::Json);
    assert!(found.diagnostics.is_empty(), "{:?}", found.diagnostics);
    let sheet = found.subjects[0].sheet.as_ref().unwrap();
    let digest = evaluate(program, None, sheet, |evaluation| evaluation.digest()).unwrap();
    assert_eq!(format!("{digest:016x}"), kept.evaluation.trim());
    let result = score(program, None, sheet, "leader-01").unwrap();
    let levels: Vec<&str> = result.outcomes.0.iter().filter_map(|(_, outcome)| outcome.level.as_deref()).collect();
    assert_eq!(levels, ["developing", "building", "high", "developing"]);
}

#[test]
fn a_program_of_the_first_format_still_gives_what_it_gave() {
    still_gives_what_it_gave(&kept!("v1"));
}

#[test]
fn a_program_of_the_second_format_still_gives_what_it_gave() {
    still_gives_what_it_gave(&kept!("v2"));
}
