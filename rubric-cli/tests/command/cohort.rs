//! Counting several subjects together: what is counted, and what is hidden.

use crate::support::{Run, Workplace};

/// How many subjects there are, all and in each group.
fn subjects(run: &Run) -> Vec<&str> {
    let line = run.out.lines().find(|line| line.starts_with("subjects ")).unwrap();
    line.split_whitespace().skip(1).collect()
}

#[test]
fn a_cohort_is_counted_together_and_in_groups() {
    let place = Workplace::scoring();
    let all = place.run(&["cohort", "school.rubric", "leaders.csv", "--at-least", "1"]);
    insta::assert_snapshot!("cohort", all.shown());
    let by_role = ["cohort", "school.rubric", "leaders.csv", "--at-least", "1", "--by", "role", "--format", "csv"];
    insta::assert_snapshot!("cohort-by-role", place.run(&by_role).shown());
}

#[test]
fn few_are_not_counted() {
    let place = Workplace::scoring();
    insta::assert_snapshot!("cohort-few", place.run(&["cohort", "school.rubric", "leaders.csv"]).shown());
    let by_role = place.run(&["cohort", "school.rubric", "leaders.csv", "--at-least", "2", "--by", "role"]);
    assert_eq!(by_role.code, 0, "{}", by_role.err);
    assert_eq!(subjects(&by_role), ["3", "hidden", "hidden", "hidden"]);
    assert!(
        by_role.out.ends_with("\nhidden: it would tell of fewer than 2, alone or by what the others leave of all\n")
    );
}

#[test]
fn a_refused_subject_is_told_and_not_counted() {
    let place = Workplace::scoring();
    place.write("mixed.csv", &place.read("leaders.csv").replace("assistant,proficient", "assistant,profcient"));
    let mixed = place.run(&["cohort", "school.rubric", "mixed.csv", "--at-least", "2"]);
    assert_eq!(mixed.code, 1);
    assert!(mixed.err.contains("did you mean `proficient`?"), "{}", mixed.err);
    assert_eq!(subjects(&mixed), ["2"]);
}

#[test]
fn groups_are_those_of_a_context_value_with_choices() {
    let place = Workplace::scoring();
    let wrong = place.run(&["cohort", "school.rubric", "leaders.csv", "--by", "rle"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert_eq!(wrong.err, "rubric: `rle` is no context value with choices of this rubric; there is role\n");
}
