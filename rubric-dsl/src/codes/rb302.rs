//! `RB302`: descriptor-missing.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB302", severity: Severity::Warning },
    slug: "descriptor-missing",
    means: "Some levels of an indicator have a descriptor and others have none.",
    matters: "A rater who hesitates between two levels finds nothing to decide by.",
    frame: Frame::Body,
    bad: r#"indicator budget "Keeps the budget" {
  emerging   "Learns of overspending from the office."
  developing "Notices overspending within the month."
  proficient "Plans the year's money with the team."
}"#,
    good: r#"indicator budget "Keeps the budget" {
  emerging   "Learns of overspending from the office."
  developing "Notices overspending within the month."
  proficient "Plans the year's money with the team."
  exemplary  "Moves money to what helps students most, and shows why."
}"#,
};

pub(crate) fn missing(span: Span, leaf: &str, levels: &[String]) -> Diagnostic {
    let names: Vec<String> = levels.iter().map(|level| said!("`{level}`")).collect();
    Diagnostic::new(&RULE, span, said!("`{leaf}` has no descriptor for {}", listed(&names, "and")))
}
