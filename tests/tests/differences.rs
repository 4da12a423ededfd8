//! Two rubrics side by side: changed rules are told from changed words.

use rubric_dsl::load;
use rubric_dsl::model::Model;
use rubric_verify::{Budget, OutcomeChange, diff};

/// A rubric for the tests of the difference.
fn district(cut: &str, title: &str, roll: &str) -> Model {
    let source = format!(
        "rubric district \"District\" {{
  version \"1\"
  scale growth {{ low = 1 \"Low\" mid = 2 \"Mid\" high = 3 \"High\" }}
  rater one \"One\"
  domain skill \"{title}\" rolls up by {roll} {{
    indicator a \"A\"
    indicator b \"B\"
  }}
  outcome overall \"Overall\" on growth of skill {{ high from {cut} mid from 2 low otherwise }}
}}"
    );
    let loaded = load(&source, None);
    loaded.model.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
}

#[test]
fn a_changed_rule_is_told_from_a_changed_word() {
    let never = || false;
    let compared = |one: &Model, other: &Model| diff(one, other, &mut Budget::new(10_000_000, &never));
    let old = district("3", "Skill", "mean");
    let same = compared(&old, &district("3", "Skill", "mean"));
    assert_eq!(same.outcomes, [("overall".to_owned(), OutcomeChange::SameMeaning)]);
    assert!(same.reworded.is_empty() && same.rules.is_empty() && same.renamed.is_empty());

    let reworded = compared(&old, &district("3", "Craft", "mean"));
    assert_eq!(reworded.outcomes, [("overall".to_owned(), OutcomeChange::SameMeaning)]);
    assert_eq!(reworded.reworded, ["skill"]);

    // No mean of two levels lies between 2.5 and 3.
    let finer = compared(&old, &district("2.75", "Skill", "mean"));
    assert_eq!(finer.outcomes, [("overall".to_owned(), OutcomeChange::SameForAll)]);
    assert_eq!(finer.rules, ["overall: `high from 3` is gone", "overall: `high from 2.75` is new"]);

    let easier = compared(&old, &district("2.5", "Skill", "mean"));
    let [(_, OutcomeChange::Differs(found, before, after))] = easier.outcomes.as_slice() else {
        panic!("{easier:?}");
    };
    assert_eq!((before.as_deref(), after.as_deref()), (Some("mid"), Some("high")));
    assert!(found.smallest && found.example.contains("expect overall is mid"), "{}", found.example);

    let lowest = compared(&old, &district("3", "Skill", "lowest"));
    assert!(matches!(lowest.outcomes.as_slice(), [(_, OutcomeChange::Differs(..))]), "{lowest:?}");
}

#[test]
fn a_renamed_competency_is_not_a_changed_rule() {
    let never = || false;
    let source = |name: &str| {
        format!(
            "rubric district \"District\" {{ version \"1\"
  scale growth {{ low = 1 \"Low\" high = 2 \"High\" }}
  rater one \"One\"
  indicator {name} \"Uses data\"
  indicator other \"Works with others\"
  outcome overall \"Overall\" on growth of mean(indicators) {{ high from 1.5 low otherwise }} }}"
        )
    };
    let (old, new) = (load(&source("data"), None).model.unwrap(), load(&source("evidence_use"), None).model.unwrap());
    let found = diff(&old, &new, &mut Budget::new(1_000_000, &never));
    assert_eq!(found.renamed, [("data".to_owned(), "evidence_use".to_owned())]);
    assert_eq!(found.outcomes, [("overall".to_owned(), OutcomeChange::SameMeaning)]);
    assert!(found.gone.is_empty() && found.added.is_empty() && found.rules.is_empty());
}
