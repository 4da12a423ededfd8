//! What examining may cost: it ends when it is told to, and says how far it came.

use std::cell::Cell;

use rubric_dsl::load;
use rubric_verify::{Budget, Examination, Verdict};

/// How often an examination asks whether to go on until it is told to stop, and asks no more.
const ASKED: u32 = 50;

#[test]
fn a_hostile_rubric_is_given_up_within_its_budget() {
    let leaves: String =
        (0..300).map(|at| format!("    indicator i{at} \"I\" weight {}.{}\n", at % 7 + 1, at % 5 + 1)).collect();
    let terms: Vec<String> = (0..120).map(|at| format!("(i{} - i{}) * i{}", at, at + 50, at + 99)).collect();
    let source = format!(
        "rubric hostile \"Hostile\" {{
  version \"1\"
  scale main {{ low = 1.25 \"Low\" mid = 2.5 \"Mid\" high = 3.75 \"High\" }}
  rater one \"One\"
  domain d \"D\" needs 10% {{
{leaves}  }}
  measure m \"M\" = {}
  outcome o \"O\" on main of m {{ high from 60.125 mid from 0.375 low otherwise }}
  promise o never falls when a rating rises
  promise never (o is mid and spread(indicators) is 1.25 and m is d * 17.5)
}}",
        terms.join(" + ")
    );
    let model = load(&source, None).model.unwrap();
    let examination = Examination::new(&model);
    for at in 0..examination.promises() {
        let asked = Cell::new(0);
        let late = || {
            asked.set(asked.get() + 1);
            asked.get() == ASKED
        };
        let promised = examination.promise(at, &mut Budget::new(u64::MAX, &late)).unwrap();
        assert_eq!(asked.get(), ASKED, "{promised:?}");
    }
}

#[test]
fn a_budget_that_is_stopped_leaves_a_promise_undecided_and_says_how_far_it_came() {
    let model = load(include_str!("../../rubrics/systems/washington-principal.rubric"), None).model.unwrap();
    let at = model.promises.iter().position(|promise| promise.text.starts_with("never")).unwrap();
    let stop = || true;
    let promised = Examination::new(&model).promise(at, &mut Budget::new(1_500, &stop)).unwrap();
    assert!(matches!(&promised.verdict, Verdict::NotDecided(far) if !far.is_empty()), "{promised:?}");
}
