//! Every rule of the checker: its example breaks it, what to write instead does not, and what the author sees is kept.

use rubric_core::Program;
use rubric_dsl::codes::{ALL, FRAME, Frame, Rule};
use rubric_dsl::files::{self, Notation};
use rubric_dsl::render::{Findings, Style, render};
use rubric_dsl::{Diagnostic, Overlay, Severity, load, parse};

/// What an example gives: the text it is found in, and the findings.
fn findings(rule: &Rule, example: &str) -> (String, Vec<Diagnostic>) {
    match rule.frame {
        Frame::Body | Frame::Whole => {
            let source = rule.file(example);
            let found = load(&source, None).diagnostics;
            (source, found)
        }
        Frame::Other => {
            let frame = FRAME.replace("STATEMENTS", r#"measure growth_since = smart - prior(smart)"#);
            let loaded = load(&frame, None);
            let compiled = loaded.compiled.expect("the frame is a rubric");
            let program = compiled.program().unwrap();
            let found = match rule.code {
                "RB608" => load(&frame, Some(&overlay(example, &frame).unwrap())).diagnostics,
                "RB907" => overlay(example, &frame).err().unwrap_or_default(),
                _ => files::read(&program, example, Notation::of_text(example)).diagnostics,
            };
            // What an overlay does to a rubric is shown in the rubric.
            (if rule.code == "RB608" { frame } else { example.to_owned() }, found)
        }
    }
}

fn overlay(text: &str, frame: &str) -> Result<Overlay, Vec<Diagnostic>> {
    files::read_overlay(text, &parse(frame).file)
}

#[test]
fn every_example_breaks_its_rule_and_what_to_write_instead_does_not() {
    let mut wrong = Vec::new();
    for rule in ALL.iter().filter(|rule| !rule.code.starts_with("RB8")) {
        let (_, found) = findings(rule, rule.bad);
        if !found.iter().any(|found| found.code() == rule.code) {
            wrong.push(format!("{}: the example does not break it: {found:#?}", rule.code));
        }
        let (_, found) = findings(rule, rule.good);
        let grave = found.iter().filter(|found| found.severity() > Severity::Note || found.code() == rule.code);
        wrong.extend(grave.map(|found| format!("{}: instead gives {} {}", rule.code, found.code(), found.message())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_author_sees() {
    for rule in ALL.iter().filter(|rule| !rule.code.starts_with("RB8")) {
        let (source, found) = findings(rule, rule.bad);
        let own: Vec<Diagnostic> = found.into_iter().filter(|found| found.code() == rule.code).collect();
        let seen = render(&[Findings::new("example", &source, &own)], Style::Full { colour: false });
        insta::with_settings!({ description => rule.bad, omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("{}-{}", rule.code, rule.slug), seen);
        });
    }
}

#[test]
fn a_flag_about_what_is_still_open_is_not_called_dead() {
    let open = r#"flag open "Belief is still to be rated" when not known(belief)"#;
    let found = load(&FRAME.replace("STATEMENTS", open), None).diagnostics;
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_level_may_be_called_effective() {
    let level = r#"outcome standing "Standing" of smart {
  level effective   "Effective"
  level ineffective "Ineffective"
  effective   from 2.5
  ineffective otherwise
}
outcome twice "Standing, by lines" {
  level effective   "Effective"
  level ineffective "Ineffective"
  effective   when smart >= 2.5
  ineffective otherwise
}"#;
    let found = load(&FRAME.replace("STATEMENTS", level), None).diagnostics;
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn codes_are_in_order_and_used_once() {
    let codes: Vec<&str> = ALL.iter().map(|rule| rule.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    let mut slugs: Vec<&str> = ALL.iter().map(|rule| rule.slug).collect();
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), codes.len());
}

#[test]
fn messages_keep_to_the_house_rules() {
    for rule in ALL.iter().filter(|rule| !rule.code.starts_with("RB8")) {
        for found in findings(rule, rule.bad).1 {
            for text in [Some(found.message()), found.help_text()].into_iter().flatten() {
                assert!(
                    !text.ends_with('.') || text.contains("requirement"),
                    "{}: ends with a stop: {text}",
                    found.code()
                );
                assert!(
                    !text.starts_with(|c: char| c.is_uppercase()),
                    "{}: begins with a capital: {text}",
                    found.code()
                );
                assert!(!text.contains('\n'), "{}: breaks the line: {text}", found.code());
                for word in ["Option", "Some(", "None", "Err(", "usize", "Vec<", "unwrap"] {
                    assert!(!text.contains(word), "{}: speaks of Rust: {text}", found.code());
                }
            }
        }
    }
}

#[test]
fn program_errors_have_their_codes() {
    let compiled = load(&FRAME.replace("STATEMENTS", ""), None).compiled.unwrap();
    let bytes = compiled.bytes();
    let code = |bytes: &[u8]| Program::parse(bytes).err().map(|error| error.code());
    assert_eq!(code(b"rubric frame"), Some("RB801"));
    assert_eq!(code(&[]), Some("RB801"));
    let mut version = bytes.to_vec();
    version[8] = 99;
    assert_eq!(code(&version), Some("RB802"));
    assert_eq!(code(&bytes[..bytes.len() - 1]), Some("RB803"));
    let known: Vec<&str> = ALL.iter().map(|rule| rule.code).filter(|code| code.starts_with("RB8")).collect();
    assert_eq!(known, ["RB801", "RB802", "RB803", "RB804"]);
}
