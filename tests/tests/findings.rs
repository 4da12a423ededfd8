//! Findings as people and tools get them.

use rubric_dsl::render::{Findings, Style, render};
use rubric_dsl::{Diagnostic, load, position};
use serde_json::Value;

/// Five mistakes, on five lines.
const FIVE: &str = r#"rubric five "Five mistakes" {
  version "1"
  scale growth { low = 1 "Low" middle = 2 "Middle" high = 2 "High" }
  rater supervisor "Supervisor"
  domain smart "Smart" { indicator data_use "Uses data" using growht }
  domain healthy "Healthy" { indicator belief "Believes" indicator team "Builds a team" }
  measure balance = min(smart, helthy)
  outcome overall "Overall" on growth of mean(domains) { high from 2.5 midle from 1.5 low otherwise }
  flag quiet "Never asked" when blance < 0.5
}
"#;

#[test]
fn what_names_a_statement_that_could_not_be_read_is_not_found_as_well() {
    let sound = r#"rubric slip "A slip" {
  version "1"
  scale growth { low = 1 "Low" middle = 2 "Middle" high = 3 "High" }
  rater supervisor "Supervisor"
  domain smart "Smart" { indicator data_use "Uses data" { middle "Some." } }
  measure more "More" = data_use + 1
  outcome overall "Overall" on growth of smart { high from 2.5 middle from 1.5 low otherwise }
  flag much "Much" when more > 2
}
"#;
    for (whole, slip) in [
        ("middle = 2 \"Middle\"", "middle 2 \"Middle\""),
        ("indicator data_use \"Uses data\"", "indicator data_use"),
        ("measure more \"More\" =", "measure more \"More\""),
    ] {
        let found = load(&sound.replace(whole, slip), None).diagnostics;
        assert_eq!(found.len(), 1, "{slip}: {found:?}");
    }
    assert!(load(sound, None).compiled.is_some());
}

#[test]
fn a_level_beside_what_is_on_no_scale_is_told_from_a_misspelt_name() {
    let text = r#"rubric standing "Standing" {
  version "1"
  scale standing { below "Below standard" at_it "At standard" }
  rater self "Self"
  domain conduct "Conduct" rolls up by lowest { indicator honest "Is honest" { below "Not yet." at_it "Yes." } }
  flag low "Low" when worst(domains) is below
}
"#;
    let found = load(text, None).diagnostics;
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((finding.code(), finding.span().of(text)), ("RB403", "below"));
}

#[test]
fn a_half_step_that_cannot_be_written_is_refused() {
    let found = |high: &str| {
        let scale = format!("scale fine half steps {{ low = 1 \"Low\" high = {high} \"High\" }}");
        load(&format!("rubric fine \"Fine\" {{ version \"1\" {scale} rater self \"Self\" indicator i \"I\" }}"), None)
    };
    assert!(found("1.000002").compiled.is_some());
    let refused = found("1.000001").diagnostics;
    assert!(refused.iter().any(|finding| finding.code() == "RB304"), "{refused:?}");
}

fn found() -> Vec<Diagnostic> {
    load(FIVE, None).diagnostics
}

#[test]
fn five_mistakes_are_found_in_one_run_each_at_its_place_with_the_right_name() {
    let found = found();
    let shown: Vec<(&str, usize, &str)> = found
        .iter()
        .map(|found| (found.code(), position(FIVE, found.span().start()).line, found.span().of(FIVE)))
        .collect();
    let lines: Vec<usize> = shown.iter().map(|(_, line, _)| *line).collect();
    assert_eq!(lines, [3, 5, 7, 8, 9], "{shown:?}");
    let told = render(&[Findings::new("five.rubric", FIVE, &found)], Style::Full { colour: false });
    for right in ["growth", "healthy", "middle", "balance"] {
        assert!(told.contains(&format!("`{right}`")), "nothing names `{right}`\n{told}");
    }
    insta::assert_snapshot!("five-full", told);
}

#[test]
fn findings_for_a_line_each() {
    insta::assert_snapshot!("five-concise", render(&[Findings::new("five.rubric", FIVE, &found())], Style::Concise));
}

#[test]
fn findings_as_json() {
    let text = render(&[Findings::new("five.rubric", FIVE, &found())], Style::Json);
    let Value::Array(list) = serde_json::from_str(&text).unwrap() else {
        panic!("no list: {text}");
    };
    assert_eq!(list.len(), 5);
    for one in &list {
        let (start, end) = (one["start"].as_u64().unwrap() as usize, one["end"].as_u64().unwrap() as usize);
        assert!(FIVE.get(start..end).is_some());
        assert!(one["line"].as_u64().unwrap() >= 1 && one["column"].as_u64().unwrap() >= 1);
        assert!(["error", "warning", "note"].contains(&one["severity"].as_str().unwrap()));
    }
    insta::assert_snapshot!("five-json", text);
}

#[test]
fn findings_as_sarif() {
    let text = render(&[Findings::new("five.rubric", FIVE, &found())], Style::Sarif);
    let log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif"));
    let run = &log["runs"][0];
    let rules: Vec<&str> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert!(!run["tool"]["driver"]["name"].as_str().unwrap().is_empty());
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 5);
    for result in results {
        let rule = result["ruleId"].as_str().unwrap();
        assert!(rules.contains(&rule), "{rule} is not declared");
        if let Some(index) = result["ruleIndex"].as_u64() {
            assert_eq!(rules[index as usize], rule);
        }
        assert!(["error", "warning", "note", "none"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "five.rubric");
        let region = &place["region"];
        assert!(region["startLine"].as_u64().unwrap() >= 1 && region["startColumn"].as_u64().unwrap() >= 1);
    }
    insta::assert_snapshot!("five-sarif", text);
}
