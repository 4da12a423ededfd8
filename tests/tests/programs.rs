//! Programs that were compiled long ago still load and give what they gave. Their files and figures are never changed:
//! a new format gets a folder of its own beside them.

use rubric_core::Program;
use rubric_dsl::files::{Notation, read};
use rubric_dsl::{evaluate, score};

const FIRST: &[u8] = include_bytes!("../programs/v1/school_leader.rbc");

#[test]
fn a_program_of_the_first_format_still_gives_what_it_gave() {
    let program = Program::parse(FIRST).unwrap();
    let hexadecimal: String = program.digest().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hexadecimal, include_str!("../programs/v1/school_leader.sha256").trim());
    let found = read(&program, include_str!("../programs/v1/leader.json"), Notation::Json);
    assert!(found.diagnostics.is_empty(), "{:?}", found.diagnostics);
    let sheet = found.subjects[0].sheet.as_ref().unwrap();
    let digest = evaluate(&program, None, sheet, |evaluation| evaluation.digest()).unwrap();
    assert_eq!(format!("{digest:016x}"), include_str!("../programs/v1/leader.digest").trim());
    let result = score(&program, None, sheet, "leader-01").unwrap();
    let levels: Vec<&str> = result.outcomes.0.iter().filter_map(|(_, outcome)| outcome.level.as_deref()).collect();
    assert_eq!(levels, ["developing", "building", "high", "developing"]);
}
