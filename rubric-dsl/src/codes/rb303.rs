//! `RB303`: descriptor-for-no-level.

use super::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    brief: &Brief { code: "RB303", severity: Severity::Error },
    slug: "descriptor-for-no-level",
    means: "A descriptor or a practice is written for a level that the scale does not have.",
    matters: "Nobody would ever see it.",
    frame: Frame::Body,
    bad: r#"indicator budget "Keeps the budget" {
  excellent "Moves money to what helps students most."
}"#,
    good: r#"indicator budget "Keeps the budget" {
  emerging   "Learns of overspending from the office."
  developing "Notices overspending within the month."
  proficient "Plans the year's money with the team."
  exemplary  "Moves money to what helps students most, and shows why."
}"#,
};

pub(crate) fn no_level(span: Span, name: &str, scale: &str, levels: &[String]) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, span, said!("`{name}` is no level of `{scale}`"));
    match nearest(name, levels.iter().map(String::as_str)) {
        Some(near) => finding.help(said!("did you mean `{near}`?")).fix(span, near, said!("write `{near}`")),
        None => {
            let names: Vec<String> = levels.iter().map(|level| said!("`{level}`")).collect();
            finding.help(said!("its levels are {}", listed(&names, "and")))
        }
    }
}
