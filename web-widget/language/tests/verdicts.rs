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
