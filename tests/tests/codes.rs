//! Every rule of the checker: its example breaks it, what to write instead does not, and what the author sees is kept.

use std::collections::BTreeSet;

use rubric_dsl::codes::{ALL, FRAME};
use rubric_dsl::{Severity, load};
use rubric_tests::findings::{findings, is_about_bytes, seen};

#[test]
fn every_example_breaks_its_rule_and_what_to_write_instead_does_not() {
    let mut wrong = Vec::new();
    for rule in ALL.iter().filter(|rule| !is_about_bytes(rule)) {
        let (_, found) = findings(rule, rule.bad);
        if !found.iter().any(|found| found.code() == rule.brief.code) {
            wrong.push(format!("{}: the example does not break it: {found:#?}", rule.brief.code));
        }
        let (_, found) = findings(rule, rule.good);
        let grave = found.iter().filter(|found| found.severity() > Severity::Note || found.code() == rule.brief.code);
        wrong.extend(
            grave.map(|found| format!("{}: instead gives {} {}", rule.brief.code, found.code(), found.message())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_author_sees() {
    for rule in ALL.iter().filter(|rule| !is_about_bytes(rule)) {
        insta::with_settings!({ description => rule.bad, omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("{}-{}", rule.brief.code, rule.slug), seen(rule));
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
    let codes: Vec<&str> = ALL.iter().map(|rule| rule.brief.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    let mut slugs: Vec<&str> = ALL.iter().map(|rule| rule.slug).collect();
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), codes.len());
}

#[test]
fn messages_keep_to_the_house_rules() {
    for rule in ALL.iter().filter(|rule| !is_about_bytes(rule)) {
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
    let about_bytes: Vec<_> = ALL.iter().filter(|rule| is_about_bytes(rule)).collect();
    assert_eq!(about_bytes.len(), 4);
    for rule in about_bytes {
        assert!(seen(rule).starts_with(&format!("error[{}]: ", rule.brief.code)), "{}", seen(rule));
    }
}

#[test]
fn every_snapshot_is_of_a_rule() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let of_rules: BTreeSet<String> = files.filter(|name| name.starts_with("RB") && name.ends_with(".snap")).collect();
    let rules = ALL.iter().filter(|rule| !is_about_bytes(rule));
    let wanted: BTreeSet<String> = rules.map(|rule| format!("{}-{}.snap", rule.brief.code, rule.slug)).collect();
    let odd: Vec<_> = of_rules.symmetric_difference(&wanted).collect();
    assert!(odd.is_empty(), "left over, or missing: {odd:?}");
}
