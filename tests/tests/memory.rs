//! How much memory examining takes of a rubric that asks for as much as it can. Alone in its file, since what is measured
//! is the most that the whole process ever held.

use std::fmt::Write;

use rubric_dsl::load;
use rubric_verify::{Budget, Examination};

/// What `docs/verifying.md` promises, in kilobytes.
const LIMIT: u64 = 500_000;
/// The steps of one promise.
const STEPS: u64 = 1_500_000;

/// A rubric whose promises stand on everything at once: sums with weights of all sizes, medians, counts and comparisons.
fn hostile(roll: &str) -> String {
    let mut text = String::from("rubric hostile \"Hostile\" {\n  version \"1\"\n  scale main {\n");
    for level in 1..=6 {
        let _ = writeln!(text, "    l{level} = {level}.{level}25 \"Level {level}\"");
    }
    text += "  }\n  answer away \"Away\" left out\n  rater one \"One\"\n";
    for domain in 0..12 {
        let _ = writeln!(text, "  domain d{domain} \"D\" weight {domain}.37 needs 10% rolls up by {roll} {{");
        for leaf in 0..25 {
            let _ = writeln!(text, "    indicator i{domain}_{leaf} \"I\" weight {}.{}", leaf % 7 + 1, leaf % 5 + 1);
        }
        text += "  }\n";
    }
    let pairs = (0..12).map(|at| format!("i{at}_0 * i{at}_24 - d{at} > i{}_7 + {at}.5", (at + 5) % 12));
    let conditions: Vec<String> = pairs.collect();
    let _ = writeln!(
        text,
        "  outcome o \"O\" on main of mean(domains) {{
    l6 from 5.125
    l4 when {}
    l2 when count(indicators where score > 2) > 100 and spread(indicators) > 3
    l1 otherwise
  }}
  promise o never falls when a rating rises
  promise o reaches every level
  promise never (o is l4 and median(indicators) is 3.325 and {})
}}",
        conditions.join(" or "),
        conditions.join(" and ")
    );
    text
}

/// The most memory that this process has held, in kilobytes, where the system tells.
fn most_held() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[test]
fn examining_a_hostile_rubric_stays_within_the_memory_that_is_promised() {
    let never = || false;
    for roll in ["mean", "median"] {
        let source = hostile(roll);
        let loaded = load(&source, None);
        let model = loaded.model.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
        let examination = Examination::new(&model);
        for at in 0..examination.promises() {
            let promised = examination.promise(at, &mut Budget::new(STEPS, &never)).unwrap();
            println!("{roll}: {}: {:?} kB", promised.text, most_held());
        }
    }
    assert!(most_held().is_none_or(|held| held < LIMIT), "{:?} kB", most_held());
}
