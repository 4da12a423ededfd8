//! What a row does, told in words, means what the rubric says.

use rubric_core::Fraction;
use rubric_core::records::{MeasureId, Place};
use rubric_dsl::{Sentences, Voice, evaluate, explain, load};
use rubric_tests::random::Random;
use rubric_tests::sheets::rated;

/// How many formulas are told and read back.
const FORMULAS: usize = 500;

/// Arithmetic made by chance; in its text every operation stands in parentheses.
fn formula(random: &mut Random, depth: usize) -> String {
    if depth == 0 || random.once_in(4) {
        return ["plan", "courage", "plan", "courage", "3"][random.below(5)].to_owned();
    }
    let sign = ["+", "-", "*", "/"][random.below(4)];
    let (one, other) = (formula(random, depth - 1), formula(random, depth - 1));
    // Of two constants the compiler makes one, whose text may be rounded.
    let one = if one == "3" && other == "3" { "plan".to_owned() } else { one };
    format!("({one} {sign} {other})")
}

/// What a formula comes to for one assessment, and how it is told.
fn told(formula: &str) -> (Option<Fraction>, Vec<String>) {
    let source = format!(
        r#"rubric told {{ version "1" scale s {{ low = 1 "Low" high = 2 "High" }} rater self "Self"
            indicator plan "plan" indicator courage "courage" measure m "m" = {formula} }}"#
    );
    let loaded = load(&source, None);
    let compiled = loaded.compiled.unwrap_or_else(|| panic!("{source}: {:?}", loaded.diagnostics));
    let program = compiled.program().unwrap();
    let sheet = rated(&program, "self", r#""plan": "low", "courage": "high""#);
    let voice = Voice { sentences: Sentences::of("en"), decimal: '.' };
    evaluate(&program, None, &sheet, |evaluation| {
        let row = evaluation.row_of(Place::Measure, MeasureId::new(0).index()).unwrap();
        (evaluation.reading(row).number().ok(), explain(evaluation, "m", voice).unwrap().because)
    })
    .unwrap()
}

#[test]
fn a_formula_told_in_words_is_the_formula() {
    let (mut random, mut read_back) = (Random::new(7), 0);
    for _ in 0..FORMULAS {
        let written = formula(&mut random, 3);
        if written.starts_with('(') {
            let (value, because) = told(&written);
            assert_eq!(told(&because[0]).0, value, "{written} is told as {}", because[0]);
            read_back += 1;
        }
    }
    assert!(read_back > FORMULAS / 2, "{read_back}");
}

#[test]
fn things_with_commas_stand_apart_and_conditions_keep_their_parentheses() {
    let source = r#"rubric told { version "1" scale s { low = 1 "Low" high = 2 "High" } rater self "Self"
        indicator plan "Plans, and keeps to them" indicator courage "Courage" indicator team "Team"
        measure m "Least" = min(plan, courage, team) - 1
        measure n "Rounded" = round(mean(courage, team), 1)
        measure o "All" = m * (n - 1)
        outcome f "F" {
            level yes "Yes" level no "No"
            yes when plan >= 2 and (courage >= 2 or team >= 2)
            no  otherwise
        }
    }"#;
    let loaded = load(source, None);
    let compiled = loaded.compiled.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let program = compiled.program().unwrap();
    let blank = rubric_dsl::Sheet::default();
    let voice = Voice { sentences: Sentences::of("en"), decimal: '.' };
    let told =
        |name: &str| evaluate(&program, None, &blank, |evaluation| explain(evaluation, name, voice).unwrap()).unwrap();
    assert_eq!(told("m").because[0], "(lowest of Plans, and keeps to them; Courage; Team) - 1");
    assert_eq!(told("n").because[0], "mean of Courage, Team rounded to 1 digit");
    assert_eq!(told("o").because[0], "Least * (Rounded - 1)");
    let conditions: Vec<String> = told("f").parts.iter().map(|part| part.what.clone()).collect();
    let whole = "Plans, and keeps to them is at least 2 and (Courage is at least 2 or Team is at least 2)";
    assert!(conditions.iter().any(|told| told == whole), "{conditions:?}");
}

#[test]
fn a_groups_mean_says_how_it_is_rounded() {
    let source = r#"rubric g "G" {
        version "1"
        scale s { low = 1 "Low" high = 2 "High" }
        rater self     "Self"
        rater teachers "Teachers" many rounded to 2
        combine self 1, teachers 1
        indicator i "I"
        example "three" {
            self     { i = low }
            teachers { i = high } teachers { i = high } teachers { i = low }
            expect i is 1.335
        }
    }"#;
    let loaded = load(source, None);
    let (model, compiled) = loaded.model.zip(loaded.compiled).unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
    let program = compiled.program().unwrap();
    let sheet = rubric_dsl::Sheet::of_example(&program, &model.examples[0]);
    let voice = Voice { sentences: Sentences::of("en"), decimal: '.' };
    let step = evaluate(&program, None, &sheet, |evaluation| explain(evaluation, "i", voice).unwrap()).unwrap();
    assert_eq!((step.parts[1].value.as_str(), step.value.as_str()), ("1.67", "1.335"));
    assert_eq!(step.parts[1].because, ["mean of the ratings by Teachers rounded to 2 digits; 3 responded"]);
}
