//! The result file is what it promises to be, whatever was scored.

use rubric_core::records::RaterId;
use rubric_dsl::{files, load, score};
use rubric_tests::generate::rubric;
use rubric_tests::random::Random;
use rubric_tests::sheets::{Fill, rated, sheet};
use serde_json::{Map, Value};

/// Holds an object to the fields it must have and those it may have.
fn fields<'v>(value: &'v Value, must: &[&str], may: &[&str]) -> &'v Map<String, Value> {
    let object = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    let absent: Vec<&&str> = must.iter().filter(|name| !object.contains_key(**name)).collect();
    assert!(absent.is_empty(), "without {absent:?}: {value}");
    let strange: Vec<&String> =
        object.keys().filter(|name| !must.contains(&name.as_str()) && !may.contains(&name.as_str())).collect();
    assert!(strange.is_empty(), "with {strange:?}: {value}");
    object
}

fn list<'v>(value: &'v Value, name: &str) -> &'v Vec<Value> {
    value[name].as_array().unwrap_or_else(|| panic!("{name} is no list: {value}"))
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} is no text: {value}"))
}

fn texts(value: &Value, name: &str) {
    assert!(list(value, name).iter().all(Value::is_string), "{name} holds more than text: {value}");
}

/// The shortest decimal text of at most six digits behind the point.
fn decimal(number: &str) {
    let digits = number.strip_prefix('-').unwrap_or(number);
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    assert!(plain(whole) && (whole == "0" || !whole.starts_with('0')), "{number}");
    assert!(number != "-0", "{number}");
    assert!(part.is_none_or(|part| plain(part) && part.len() <= 6 && !part.ends_with('0')), "{number}");
}

/// A number, or why there is none; a rounded one has its fraction beside it.
fn scored(value: &Value) {
    match text(value, "state") {
        "known" => {
            let known = fields(value, &["state"], &["value", "exact", "level", "coverage", "coverage_exact"]);
            assert!(known.contains_key("value") || known.contains_key("level"), "{value}");
            known.get("value").map(|_| decimal(text(value, "value"))).unwrap_or_default();
            if known.contains_key("exact") {
                let (above, below) = text(value, "exact").split_once('/').unwrap();
                let (above, below): (i128, i128) = (above.parse().unwrap(), below.parse().unwrap());
                assert!(below > 1 && above.unsigned_abs() > 0, "{value}");
                // It does not end within six digits, and the value is the nearest that does.
                assert_ne!(above * 1_000_000 % below, 0, "{value}");
                let twice = (above.unsigned_abs() * 2_000_000 + below.unsigned_abs()) / (2 * below.unsigned_abs());
                assert_eq!(millionths(text(value, "value")), twice, "{value}");
            }
        }
        "unknown" | "left_out" => {
            fields(value, &["state", "why"], &["coverage", "coverage_exact"]);
            assert!(!text(value, "why").is_empty());
        }
        other => panic!("state {other}"),
    }
    if value.get("coverage").is_some() {
        decimal(text(value, "coverage"));
    }
}

fn millionths(number: &str) -> u128 {
    let digits = number.trim_start_matches('-');
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    format!("{whole}{part:0<6}").parse().unwrap()
}

/// Holds a result to `rubric-result/1`, field by field.
fn conforms(result: &Value) {
    let parts =
        ["scores", "measures", "outcomes", "judged", "flags", "advice", "waiting", "strengths", "growth", "gaps"];
    let must = [&["format", "rubric", "subject", "perspective", "complete"][..], &parts].concat();
    fields(result, &must, &[]);
    assert_eq!(text(result, "format"), "rubric-result/1");
    fields(&result["rubric"], &["id", "version", "digest"], &[]);
    let digest = text(&result["rubric"], "digest").strip_prefix("sha256:").unwrap();
    assert!(digest.len() == 64 && digest.bytes().all(|digit| digit.is_ascii_hexdigit()), "{digest}");
    result["scores"].as_object().unwrap().values().for_each(scored);
    result["measures"].as_object().unwrap().values().for_each(scored);
    result["outcomes"].as_object().unwrap().values().for_each(outcome);
    for judged in result["judged"].as_object().unwrap().values() {
        fields(judged, &["problems"], &["level", "label", "by", "proposed", "comment", "state"]);
        texts(judged, "problems");
    }
    for flag in list(result, "flags") {
        fields(flag, &["name", "text", "because"], &[]);
        texts(flag, "because");
    }
    for advice in list(result, "advice") {
        fields(advice, &["name", "text", "say", "ask", "links"], &["because", "priority"]);
    }
    for waiting in list(result, "waiting") {
        fields(waiting, &["name", "for"], &["text"]);
        assert!(!list(waiting, "for").is_empty(), "waiting for nothing: {waiting}");
    }
    for ranked in list(result, "strengths").iter().chain(list(result, "growth")) {
        fields(ranked, &["path", "value", "tied"], &["exact"]);
        let score = &result["scores"][text(ranked, "path")];
        assert_eq!(Some(&ranked["value"]), score.get("value").or_else(|| score.get("level")), "{ranked} of {score}");
    }
    for gap in list(result, "gaps") {
        fields(gap, &["path", "of", "difference"], &["exact"]);
        assert_eq!(list(gap, "of").len(), 2);
        decimal(text(gap, "difference"));
    }
    let complete = fields(&result["complete"], &["answered", "of", "missing"], &[]);
    assert!(complete["answered"].as_u64().unwrap() <= complete["of"].as_u64().unwrap());
    for missing in list(&result["complete"], "missing") {
        fields(missing, &["path", "what"], &["rater"]);
    }
}

fn outcome(value: &Value) {
    let possible = list(value, "possible");
    let must = ["state", "possible"];
    let may = ["level", "label", "before_caps", "decided_by", "capped_by", "why", "because"];
    let known = fields(value, &must, &may);
    match text(value, "state") {
        "known" => {
            assert_eq!(possible, &vec![value["level"].clone()], "{value}");
            assert!(known.contains_key("label"), "{value}");
        }
        "unknown" => assert!(!known.contains_key("level"), "{value}"),
        other => panic!("state {other}"),
    }
}

#[test]
fn every_result_conforms_to_its_format() {
    let (mut made, mut seed) = (0, 0);
    while made < 600 {
        seed += 1;
        let loaded = load(&rubric(seed), None);
        let (Some(model), Some(compiled)) = (loaded.model, loaded.compiled) else {
            continue;
        };
        let program = compiled.program().unwrap();
        let mut random = Random::new(seed);
        for fill in [Fill::Partly, Fill::Wholly] {
            let (sheet, _) = sheet(&mut random, &program, &model, fill);
            for perspective in [None, Some(RaterId::new(random.below(model.raters.len())))] {
                let result = score(&program, perspective, &sheet, "leader-01").unwrap();
                let line = files::to_json_line(&result);
                assert_eq!(line.matches('\n').count(), 1);
                let value: Value = serde_json::from_str(&line).unwrap();
                conforms(&value);
                let paths: Vec<&String> = value["scores"].as_object().unwrap().keys().collect();
                assert_eq!(paths.len(), result.scores.0.len(), "a path stands twice");
                assert_eq!(serde_json::from_str::<Value>(&files::to_json(&[result])).unwrap(), value);
                made += 1;
            }
        }
    }
}

#[test]
fn an_outcome_of_a_matrix_says_which_cell_it_was() {
    let text = include_str!("../../rubrics/systems/new-york-appr.rubric");
    let loaded = load(text, None);
    let compiled = loaded.compiled.unwrap();
    let program = compiled.program().unwrap();
    let table = "subject,rater,visits,performance\nleader-01,supervisor,3.8,14\nleader-01,independent,3.8,\n";
    let found = files::read(&program, table, files::Notation::Csv);
    let sheet = found.subjects[0].sheet.as_ref().unwrap_or_else(|| panic!("{:?}", found.diagnostics));
    let result = score(&program, None, sheet, "leader-01").unwrap();
    let overall = result.outcomes.0.iter().find(|(name, _)| name == "overall").unwrap();
    assert_eq!(
        overall.1.decided_by.as_deref(),
        Some("School visits is Highly Effective and Student performance is Developing")
    );
}

/// A scale whose levels have no numbers: what stands on it is spoken of by its levels.
const BARE: &str = r#"
rubric standing "Standing" {
  version "1.0.0"
  scale standing { below "Below standard" at_it "At standard" }
  rater self "Self"
  domain conduct "Conduct" rolls up by lowest {
    indicator honest "Is honest" { below "Not yet." at_it "Yes." }
    indicator fair   "Is fair"   { below "Not yet." at_it "Yes." }
  }
  flag low  "Low"  when conduct is below
  flag some "Some" when count(indicators where score <= below) >= 1
  advise grow "Grow" when conduct < at_it { say "Begin." }
  strengths top 1 of indicators
}
"#;

#[test]
fn a_level_without_a_number_is_spoken_of_by_its_label() {
    let loaded = load(BARE, None);
    let compiled = loaded.compiled.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let program = compiled.program().unwrap();
    let table = "subject,rater,conduct.honest,conduct.fair\nleader-01,self,below,at_it\n";
    let found = files::read(&program, table, files::Notation::Csv);
    let sheet = found.subjects[0].sheet.as_ref().unwrap_or_else(|| panic!("{:?}", found.diagnostics));
    let result = score(&program, None, sheet, "leader-01").unwrap();
    let because: Vec<&str> = result.flags.iter().flat_map(|flag| &flag.because).map(String::as_str).collect();
    let members = "the number of members that are at most Below standard is 1 of 2, at least 1";
    assert_eq!(because, ["Conduct is Below standard", members]);
    assert_eq!(result.advice[0].because, ["Conduct is Below standard, below At standard"]);
    assert_eq!(result.strengths[0].value, "at_it");
    let ranges = rubric_dsl::ranges(&program, None, sheet, "leader-01").unwrap();
    assert_eq!(ranges.scores.get("conduct").unwrap().lowest.as_deref(), Some("below"));
}

#[test]
fn what_an_outcome_waits_for_is_named_however_many_caps_stand_above_it() {
    let source = r#"rubric capped {
        version "1"
        scale s { low = 1 "Low" high = 2 "High" }
        rater self "Self"
        indicator plan "Plan"
        indicator courage "Courage"
        measure ready "Readiness in points" = plan * 10 - 5
        outcome o "Outcome" on s of ready {
            high from 10
            low otherwise
            at most high when courage < 1.25
            at most high when courage < 1.5
            at most high when courage < 1.75
            at most high when courage < 2
        }
    }"#;
    let compiled = load(source, None).compiled.unwrap();
    let program = compiled.program().unwrap();
    let sheet = rated(&program, "self", r#""courage": "high""#);
    let result = score(&program, None, &sheet, "").unwrap();
    assert_eq!(result.outcomes.get("o").unwrap().why.as_deref(), Some("not known: Readiness in points"));
}

#[test]
fn an_outcome_that_a_cap_alone_decides_is_not_said_to_come_from_a_line() {
    let source = r#"rubric capped {
        version "1"
        scale s { low = 1 "Low" mid = 2 "Middle" high = 3 "High" }
        rater self "Self"
        indicator plan "Plan"
        indicator courage "Courage"
        outcome o "Outcome" on s of plan {
            high from 3
            mid  from 2
            low  otherwise
            at most mid when courage < high
            at most low when courage < mid
        }
    }"#;
    let compiled = load(source, None).compiled.unwrap();
    let program = compiled.program().unwrap();
    let outcome = |ratings: &str| {
        let result = score(&program, None, &rated(&program, "self", ratings), "").unwrap();
        let outcome = result.outcomes.get("o").unwrap().clone();
        (outcome.level, outcome.before_caps, outcome.decided_by, outcome.capped_by)
    };
    let named = |name: &str| Some(name.to_owned());
    let caps = ["at most mid when courage < high", "at most low when courage < mid"].map(str::to_owned);
    assert_eq!(outcome(r#""courage": "low""#), (named("low"), None, None, caps.to_vec()));
    assert_eq!(
        outcome(r#""plan": "high", "courage": "low""#),
        (named("low"), named("high"), named("high from 3"), caps.to_vec())
    );
    assert_eq!(outcome(r#""plan": "mid", "courage": "mid""#), (named("mid"), None, named("mid from 2"), vec![]));
    assert_eq!(outcome(r#""plan": "low", "courage": "high""#), (named("low"), None, named("low otherwise"), vec![]));
    // While it is not known nothing has decided it.
    assert_eq!(outcome(r#""courage": "mid""#), (None, None, None, vec![]));
}
