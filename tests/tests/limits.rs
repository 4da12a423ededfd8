//! Each limit of the language, through text: at its least and most it holds, one beyond it is refused by name.

use std::fmt::Write;

use rubric_core::bounds::{self, Limit};
use rubric_dsl::files::{Notation, read};
use rubric_dsl::{Diagnostic, Severity, load};

/// `count` pieces of text, numbered.
fn each(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, at| {
        let _ = write!(text, "{} ", piece(at));
        text
    })
}

fn whole(statements: &str) -> String {
    format!(
        "rubric limits \"Limits\" {{ version \"1\" scale growth {{ low = 1 \"Low\" high = 2 \"High\" }} {statements} }}"
    )
}

/// What has one of every statement that is not being counted.
fn usual(statements: &str) -> String {
    whole(&format!("rater supervisor \"Supervisor\" indicator a \"A\" {statements}"))
}

fn errors(source: &str) -> Vec<Diagnostic> {
    load(source, None).diagnostics.into_iter().filter(|found| found.severity() == Severity::Error).collect()
}

/// Holds a limit to its edges.
fn edges(limit: &Limit, source: impl Fn(usize) -> String) {
    edges_from(limit, limit.min, source);
}

/// Holds a limit to its edges, where a text with fewer than `from` would have no sense.
fn edges_from(limit: &Limit, from: usize, source: impl Fn(usize) -> String) {
    for count in [from, limit.max] {
        let found = errors(&source(count));
        let told: Vec<&str> = found.iter().map(Diagnostic::message).collect();
        assert!(told.is_empty(), "{count} {}: {told:?}", limit.name);
    }
    let below = from.checked_sub(1).filter(|_| from == limit.min);
    for count in below.into_iter().chain([limit.max + 1]) {
        let found = errors(&source(count));
        let told: Vec<&str> = found.iter().map(Diagnostic::message).collect();
        assert!(!told.is_empty(), "{count} {} were taken", limit.name);
        assert!(
            below == Some(count) || told.iter().any(|told| told.contains(limit.name) || told.contains("levels deep")),
            "{count} {}: {told:?}",
            limit.name
        );
    }
}

#[test]
fn what_is_declared_is_counted() {
    edges(&bounds::LEVELS, |count| {
        usual(&format!(
            "scale other {{ {} }} indicator b \"B\" using other",
            each(count, |at| format!("l{at} = {at} \"L\""))
        ))
    });
    edges_from(&bounds::RATERS, 1, |count| {
        whole(&format!("{} indicator a \"A\"", each(count, |at| format!("rater r{at} \"R\""))))
    });
    edges(&bounds::ANSWERS, |count| usual(&each(count, |at| format!("answer n{at} \"N\" missing"))));
    edges(&bounds::CHOICES, |count| {
        usual(&format!(
            "context role \"Role\" {{ {} }} flag f \"F\" when role is c0",
            each(count, |at| format!("c{at} \"C\""))
        ))
    });
    edges(&bounds::PRACTICES, |count| {
        usual(&format!("indicator p \"P\" cumulative {{ high {{ {} }} }}", each(count, |at| format!("p{at} \"P\""))))
    });
    edges(&bounds::SETTINGS, |count| {
        usual(&each(count, |at| format!("setting s{at} \"S\" = 1 from 1 to 2 indicator w{at} \"W\" weight s{at}")))
    });
}

#[test]
fn what_is_written_is_measured() {
    edges_from(&bounds::NESTING, 40, |count| {
        usual(&format!("measure m = {}a{}", "(".repeat(count), ")".repeat(count)))
    });
    edges_from(&bounds::TEXT_CHARS, 1, |count| usual(&format!("about \"{}\"", "ä".repeat(count))));
    edges(&bounds::FRACTION_DIGITS, |count| usual(&format!("measure m = round(a, {count})")));
    edges_from(&bounds::EVIDENCE, 1, |count| {
        usual(&format!("indicator e \"E\" {{ evidence artifact at least {count} before rating }}"))
    });
    edges_from(&bounds::WORDS, 1, |count| usual(&format!("narrative n \"N\" at least {count} words")));
    edges_from(&bounds::RESPONDENTS, 1, |count| {
        usual(&format!("rater group \"Group\" many at least {count} rounded to 1"))
    });
    for (number, taken) in
        [("1000000", true), ("1000000.000001", false), ("1000001", false), ("0.000001", true), ("0.0000001", false)]
    {
        let found = errors(&usual(&format!("number n \"N\" from 0 to {number}")));
        assert_eq!(found.is_empty(), taken, "{number}: {found:?}");
    }
}

#[test]
fn a_source_of_one_mebibyte_is_read_and_a_longer_one_is_not() {
    let limit = bounds::SOURCE_BYTES;
    let padded = |length: usize| {
        let source = usual("");
        let lines = "# filled\n".repeat((length - source.len()) / 9);
        let rest = length - source.len() - lines.len();
        format!("{source}{lines}{}", " ".repeat(rest))
    };
    assert_eq!(padded(limit.max).len(), limit.max);
    assert!(errors(&padded(limit.max)).is_empty());
    let found = errors(&padded(limit.max + 1));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code(), "RB701");
}

#[test]
fn leaves_nodes_and_rows_are_counted() {
    let leaves = |count: usize| {
        whole(&format!("rater supervisor \"Supervisor\" {}", each(count, |at| format!("indicator i{at} \"I\""))))
    };
    edges_from(&bounds::LEAVES, 1, leaves);
    let nodes = |count: usize| {
        let groups = count / 2;
        let single = count - 2 * groups;
        let grouped = each(groups, |at| format!("competency k{at} \"K\" {{ indicator i{at} \"I\" }}"));
        whole(&format!(
            "rater supervisor \"S\" {grouped} {}",
            each(single, |at| format!("competency x{at} \"X\" {{ }}"))
        ))
    };
    let found = errors(&nodes(bounds::NODES.max + 1));
    assert!(found.iter().any(|found| found.message().contains(bounds::NODES.name)), "{:?}", found.first());
    let raters = each(16, |at| format!("rater r{at} \"R\""));
    let shares = (0..16).map(|at| format!("r{at} 1")).collect::<Vec<_>>().join(", ");
    let rows = whole(&format!("{raters} combine {shares} {}", each(4_096, |at| format!("indicator i{at} \"I\""))));
    let found = errors(&rows);
    assert!(found.iter().any(|found| found.message().contains("rows")), "{:?}", found.first());
}

#[test]
fn respondents_and_evidence_of_an_assessment_are_counted() {
    let source = whole("rater group \"Group\" many at least 2 rounded to 1 indicator a \"A\"");
    let compiled = load(&source, None).compiled.unwrap();
    let program = compiled.program().unwrap();
    let table = |count: usize| {
        let rows = "leader-01,group,low\n".repeat(count);
        read(&program, &format!("subject,rater,a\n{rows}"), Notation::Csv)
    };
    let most = table(bounds::RESPONDENTS.max);
    assert!(most.diagnostics.is_empty() && most.subjects[0].sheet.is_some());
    let beyond = table(bounds::RESPONDENTS.max + 1);
    assert!(!beyond.diagnostics.is_empty() && beyond.subjects[0].sheet.is_none());
    let evidence = |count: usize| {
        read(&program, &format!("subject,rater,a#evidence\nleader-01,group,{count}\n"), Notation::Csv)
            .diagnostics
            .is_empty()
    };
    assert!(evidence(0) && evidence(bounds::EVIDENCE.max) && !evidence(bounds::EVIDENCE.max + 1));
}

#[test]
fn evidence_that_says_nothing_is_none() {
    let compiled = load(&usual(""), None).compiled.unwrap();
    let program = compiled.program().unwrap();
    let pieces = |pieces: &str| {
        let text = format!(
            r#"{{ "format": "rubric-assessment/1", "rubric": "limits", "version": "1", "subject": "leader-01",
  "responses": [{{ "rater": "supervisor", "ratings": {{ "a": {{ "level": "low", "evidence": [{pieces}] }} }} }}] }}"#
        );
        let found = read(&program, &text, Notation::Json);
        let sheet = found.subjects[0].sheet.as_ref().unwrap_or_else(|| panic!("{:?}", found.diagnostics));
        sheet.responses[0].evidence.first().copied().unwrap_or(0)
    };
    assert_eq!(pieces(r#"{}, { "title": "" }, { "title": " ", "link": "" }"#), 0);
    assert_eq!(pieces(r#"{}, { "title": "Plan" }, { "link": "" }"#), 1);
}

#[test]
fn previous_numbers_are_kept_within_their_denominator() {
    let source = usual("measure since = a - prior(a)");
    let compiled = load(&source, None).compiled.unwrap();
    let program = compiled.program().unwrap();
    let sheet = |exact: &str| {
        format!(
            r#"{{ "format": "rubric-assessment/1", "rubric": "limits", "version": "1", "subject": "leader-01", "responses": [],
  "prior": {{ "format": "rubric-result/1", "rubric": {{ "id": "limits" }},
    "scores": {{ "a": {{ "state": "known", "value": "1.5", "exact": "{exact}" }} }} }} }}"#
        )
    };
    for (exact, taken) in [
        ("3/2", true),
        ("4000000001/4000000000", true),
        ("4000000003/4000000002", false),
        ("3/0", false),
        ("x/2", false),
        ("170141183460469231731687303715884105728/3", false),
    ] {
        let found = read(&program, &sheet(exact), Notation::Json);
        assert_eq!(found.diagnostics.is_empty(), taken, "{exact}: {:?}", found.diagnostics);
    }
}
