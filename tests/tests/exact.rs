//! Numbers that other ways of counting get wrong, through rubric text, from ratings to results.

use rubric_dsl::{has_errors, load, trials};

const SCALE: &str = r#"
  scale growth { one = 1 "One" two = 2 "Two" three = 3 "Three" four = 4 "Four" }
  rater supervisor "Supervisor"
"#;

/// Checks a rubric and holds it to its examples.
fn holds(statements: &str) {
    let source = format!("rubric exact \"Exact\" {{\n  version \"1\"{SCALE}{statements}\n}}\n");
    let loaded = load(&source, None);
    assert!(!has_errors(&loaded.diagnostics), "{:#?}", loaded.diagnostics);
    let run = trials(&loaded.model.unwrap());
    assert!(run.iter().map(|trial| trial.expected).sum::<usize>() > 0, "nothing is expected");
    for trial in run {
        assert!(trial.failures.is_empty(), "{}: {:?}", trial.title, trial.failures);
    }
}

#[test]
fn seventy_twenty_and_ten_percent_reach_a_cut_of_three_point_one() {
    holds(
        r#"
  domain practice "Practice" weight 70% { indicator a "A" }
  domain growth_of_students "Growth" weight 20% { indicator b "B" }
  domain survey "Survey" weight 10% { indicator c "C" }
  measure written = 70% * practice + 20% * growth_of_students + 10% * survey
  measure constants = 70% * 3 + 20% * 4 + 10% * 2
  outcome overall "Overall" on growth of mean(domains) { four from 3.5 three from 3.10 two from 1.5 one otherwise }
  outcome by_formula "By formula" on growth of written { four from 3.5 three from 3.10 two from 1.5 one otherwise }
  flag below "Below the cut" when mean(domains) < 3.10 or written < 3.1 or constants < 3.1
  example "three, four and two" {
    supervisor { a = three b = four c = two }
    expect written is 3.1
    expect constants is 3.1
    expect mean(domains) is 3.1
    expect written is constants
    expect overall is three
    expect by_formula is three
    expect no flag below
  }"#,
    );
}

#[test]
fn eight_thirds_minus_five_thirds_is_one() {
    holds(
        r#"
  domain first "First" { indicator a "A" indicator b "B" indicator c "C" }
  domain second "Second" { indicator d "D" indicator e "E" indicator f "F" }
  measure difference = first - second
  flag is_one "One" when difference is 1
  flag is_more "More" when difference > 1
  flag is_less "Less" when difference < 1
  example "8/3 and 5/3" {
    supervisor { a = three b = three c = two d = two e = two f = one }
    expect first is 8 / 3
    expect second is 5 / 3
    expect difference is 1
    expect flag is_one
    expect no flag is_more
    expect no flag is_less
  }"#,
    );
}

#[test]
fn equal_fractions_are_equal_however_they_were_built() {
    holds(
        r#"
  domain plain "Plain mean" { indicator a "A" indicator b "B" indicator c "C" }
  domain weighted "Weights two and one" { indicator d "D" weight 2 indicator e "E" }
  domain thirds "Weights of thirds" { indicator f "F" weight 2 / 3 indicator g "G" weight 1 / 3 }
  domain nested "Means of means" {
    competency inner "Inner" weight 2 { indicator h "H" indicator i "I" }
    competency other "Other" { indicator j "J" }
  }
  domain fine "Six digits" { indicator k "K" weight 0.000002 indicator l "L" weight 0.000001 }
  measure summed = sum(indicators of plain) / 3
  measure shared = 2 / 3 * 2 + 1 / 3
  measure by_ninths = (15 / 9)
  measure turned = 1 / (1 / plain)
  example "five thirds, nine times" {
    supervisor {
      a = one b = two c = two
      d = two e = one
      f = two g = one
      h = two i = two j = one
      k = two l = one
    }
    expect plain is weighted
    expect weighted is thirds
    expect thirds is nested
    expect nested is fine
    expect fine is summed
    expect summed is shared
    expect shared is by_ninths
    expect by_ninths is turned
    expect turned is plain
    expect count(domains where score is 5 / 3) is 5
    expect spread(domains) is 0
    expect plain >= fine and plain <= fine and not plain < fine and not plain > fine
  }"#,
    );
}

#[test]
fn sums_and_products_that_binary_floats_miss_are_exact() {
    holds(
        r#"
  indicator a "A"
  measure tenths = 0.1 + 0.2
  measure parts_of_49 = 1 / 49 * 49
  measure price = 1.1 * 1.1
  measure ends_in_five = round(1.005, 2)
  measure to_even = round_even(2.5, 0)
  measure below_nought = round(-2.5, 0)
  measure long_way = 0.000001 * 1000000
  measure telescoped = a / 7 + a / 11 - a * 18 / 77
  example "by hand" {
    supervisor { a = three }
    expect tenths is 0.3
    expect parts_of_49 is 1
    expect price is 1.21
    expect ends_in_five is 1.01
    expect to_even is 2
    expect below_nought is (-3)
    expect long_way is 1
    expect telescoped is 0
  }"#,
    );
}
