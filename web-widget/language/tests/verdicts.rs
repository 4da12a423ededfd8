//! Without prose too a text that is wrong gives nothing, and one that is right a program.

use rubric_dsl::Severity;
use rubric_dsl::codes::{ALL, Frame};
use web_language::compile;

/// Errors that are found behind the language: where the program is examined.
const BEHIND: [&str; 1] = ["RB503"];

#[test]
fn a_text_gives_a_program_where_it_breaks_no_rule() {
    let mut wrong = Vec::new();
    for rule in ALL.iter().filter(|rule| rule.frame != Frame::Other) {
        let code = rule.brief.code;
        if compile(&rule.file(rule.good), "").is_empty() {
            wrong.push(format!("{code}: what is right gives nothing"));
        }
        let is_error = rule.brief.severity == Severity::Error && !BEHIND.contains(&code);
        if is_error != compile(&rule.file(rule.bad), "").is_empty() {
            wrong.push(format!("{code}: what breaks it gives {}", if is_error { "a program" } else { "nothing" }));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_label_is_of_one_text_however_often_that_is_read() {
    const RUBRIC: &str = r#"rubric r "R" {
  version "1"
  scale growth { low = 1 "Low"   high = 2 "High" }
  domain flag "Flags" { indicator behind "Behind" }
  domain work "Work" { indicator aim "Aim" }
  for each d in domains { flag weak "{d} is weak" when d < 2 }
  STATEMENTS
}"#;
    let of = |statements: &str, changes: &str| compile(&RUBRIC.replace("STATEMENTS", statements), changes);
    assert!(!of("", "labels\0flag.weak\0{d} ist schwach\0").is_empty());
    let two = r#"flag behind "Behind" when work < 2"#;
    assert!(!of(two, "labels\0work.aim\0Ziel\0").is_empty());
    assert!(of(two, "labels\0flag.behind\0Zurueck\0").is_empty());
}
