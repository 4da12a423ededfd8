//! Numbers in assessments are read exactly as written, or refused with a word about them.

use rubric_core::Program;
use rubric_dsl::files::{Notation, read};
use rubric_dsl::{Compiled, load, score};

const RUBRIC: &str = r#"rubric numbers "Numbers" {
  version "1"
  scale growth { low = 1 "Low" high = 2.5 "High" }
  rater supervisor "Supervisor"
  context years "Years" number from 0 to 50
  number survey "Survey" from 0 to 100
  indicator a "A"
  measure shown = survey
  measure since = years
}
"#;

fn compiled() -> Compiled {
    load(RUBRIC, None).compiled.unwrap()
}

/// What the measure shows, or the codes of what was found.
fn shown(program: &Program<'_>, text: &str, notation: Notation) -> Result<String, Vec<String>> {
    let found = read(program, text, notation);
    let codes: Vec<String> = found.diagnostics.iter().map(|found| found.code().to_owned()).collect();
    match found.subjects.first().and_then(|subject| subject.sheet.as_ref()).filter(|_| codes.is_empty()) {
        Some(sheet) => {
            let result = score(program, None, sheet, "leader-01").unwrap();
            let shown = result.measures.get("shown").unwrap();
            Ok(shown.value.clone().unwrap_or_else(|| shown.state.clone()))
        }
        None => Err(codes),
    }
}

fn json(number: &str) -> String {
    format!(
        r#"{{ "format": "rubric-assessment/1", "rubric": "numbers", "version": "1", "subject": "leader-01",
  "responses": [ {{ "rater": "supervisor", "ratings": {{ "survey": {{ "number": {number} }} }} }} ] }}"#
    )
}

fn ron(number: &str) -> String {
    format!(
        r#"( format: "rubric-assessment/1", rubric: "numbers", version: "1", subject: "leader-01",
  responses: [ ( rater: "supervisor", ratings: {{ "survey": ( number: {number} ) }} ) ] )"#
    )
}

fn csv(number: &str) -> String {
    format!("subject,rater,survey\nleader-01,supervisor,{number}\n")
}

#[test]
fn a_number_is_read_as_it_is_written() {
    let compiled = compiled();
    let program = compiled.program().unwrap();
    for (written, wanted) in [
        ("82.5", "82.5"),
        ("0", "0"),
        ("100", "100"),
        ("100.000000", "100"),
        ("0.1", "0.1"),
        ("0.000001", "0.000001"),
        ("99.999999", "99.999999"),
        ("8.25e1", "82.5"),
        ("8250e-2", "82.5"),
        ("1E2", "100"),
        ("0.1e-5", "0.000001"),
        ("1e-6", "0.000001"),
        ("-0", "0"),
    ] {
        for (text, notation) in [
            (json(written), Notation::Json),
            (json(&format!("\"{written}\"")), Notation::Json),
            (json(written).replace('\n', " "), Notation::JsonLines),
            (ron(&format!("\"{written}\"")), Notation::Ron),
            (csv(written), Notation::Csv),
        ] {
            assert_eq!(shown(&program, &text, notation), Ok(wanted.to_owned()), "{written} as {notation:?}");
        }
    }
}

#[test]
fn what_is_no_number_or_cannot_be_kept_is_refused() {
    let compiled = compiled();
    let program = compiled.program().unwrap();
    for written in [
        "1e400",
        "-1e400",
        "1e-400",
        "0.1234567",
        "1e-7",
        "100.000001",
        "-0.000001",
        "1000001",
        "99999999999999999999999999999999999999999999",
        "1e99999999999999999999",
    ] {
        for (text, notation) in [
            (json(written), Notation::Json),
            (json(&format!("\"{written}\"")), Notation::Json),
            (ron(&format!("\"{written}\"")), Notation::Ron),
            (csv(written), Notation::Csv),
        ] {
            assert_eq!(shown(&program, &text, notation), Err(vec!["RB904".to_owned()]), "{written} as {notation:?}");
        }
    }
    for written in
        ["NaN", "inf", "Infinity", "-inf", "1,5", "0x10", "1_000", "٣", "1e", "--1", "+", ".", "1.2.3", "12 %"]
    {
        for (text, notation) in [
            (json(&format!("\"{written}\"")), Notation::Json),
            (ron(&format!("\"{written}\"")), Notation::Ron),
            (csv(&format!("\"{written}\"")), Notation::Csv),
        ] {
            let found = shown(&program, &text, notation);
            assert!(found.as_ref().is_err_and(|codes| !codes.is_empty()), "{written} as {notation:?}: {found:?}");
        }
        let bare = shown(&program, &json(written), Notation::Json);
        assert!(bare.as_ref().is_err_and(|codes| !codes.is_empty()), "{written} bare: {bare:?}");
    }
}

#[test]
fn a_level_may_be_written_by_its_value_and_only_by_a_value_of_its_scale() {
    let compiled = compiled();
    let program = compiled.program().unwrap();
    let rated = |cell: &str| read(&program, &format!("subject,rater,a\nleader-01,supervisor,{cell}\n"), Notation::Csv);
    for cell in ["high", "2.5", "2.50", "25e-1"] {
        let found = rated(cell);
        assert!(found.diagnostics.is_empty(), "{cell}: {:?}", found.diagnostics);
        assert_eq!(found.subjects[0].sheet.as_ref().unwrap().responses[0].ratings[1], rubric_core::Rating::level(1));
    }
    for cell in ["2", "2.499999", "High", "3", "-1", "2.5000001", "1e400"] {
        let found = rated(cell);
        assert_eq!(found.diagnostics.len(), 1, "{cell}: {:?}", found.diagnostics);
        assert!(found.subjects.iter().all(|subject| subject.sheet.is_none()), "{cell} was scored");
    }
}

#[test]
fn what_is_given_twice_is_refused() {
    let compiled = compiled();
    let program = compiled.program().unwrap();
    let twice = [
        (json("1").replace("\"survey\":", "\"survey\": 2, \"survey\":"), Notation::Json),
        (json("1").replace("\"subject\":", "\"subject\": \"leader-02\", \"subject\":"), Notation::Json),
        (json("1, \"number\": 2"), Notation::Json),
        (ron("\"1\", number: \"2\""), Notation::Ron),
        ("subject,rater,survey,survey\nleader-01,supervisor,1,2\n".to_owned(), Notation::Csv),
        ("subject,rater,survey\nleader-01,supervisor,1\nleader-01,supervisor,2\n".to_owned(), Notation::Csv),
    ];
    for (text, notation) in twice {
        let found = shown(&program, &text, notation);
        assert!(found.as_ref().is_err_and(|codes| !codes.is_empty()), "{found:?}\n{text}");
    }
}
