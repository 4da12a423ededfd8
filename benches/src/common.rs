//! The common rubric: competencies of four indicators in two domains, weights three, two and one in turn.

use std::fmt::Write;

/// Indicators of a competency.
pub const INDICATORS: usize = 4;
/// Weights of the competencies, in turn.
pub const WEIGHTS: [i64; 3] = [3, 2, 1];

/// Whether a competency is one of values, which the gate looks at.
#[must_use]
pub const fn is_of_values(competency: usize) -> bool {
    competency % 6 == 3
}

/// The rubric's text with `competencies` competencies, an even number.
#[must_use]
pub fn text(competencies: usize) -> String {
    let mut text = String::from(HEAD);
    for (domain, title) in ["smart", "healthy"].into_iter().enumerate() {
        let _ = writeln!(text, "  domain {domain}_side \"{title}\" needs 0.0001% {{", domain = title);
        let half = competencies / 2;
        for competency in domain * half..(domain + 1) * half {
            let tag = if is_of_values(competency) { " tag values" } else { "" };
            let weight = WEIGHTS[competency % 3];
            let _ = writeln!(text, "    competency c{competency} \"C{competency}\" weight {weight} needs 50%{tag} {{");
            for indicator in 0..INDICATORS {
                let _ = writeln!(text, "      indicator i{competency}_{indicator} \"I\"");
            }
            text.push_str("    }\n");
        }
        text.push_str("  }\n");
    }
    text.push_str(RESULTS);
    text
}

/// Ratings of `count` assessments by two raters, made by chance: `indicators` codes each, nought for not observed,
/// one to four for the levels.
#[must_use]
pub fn ratings(indicators: usize, count: usize, seed: u64) -> [Vec<u8>; 2] {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u8::try_from((state >> 33) % 256).unwrap_or(0)
    };
    [(); 2].map(|()| {
        (0..count)
            .flat_map(|_| {
                let leaning = next() % 3;
                (0..indicators)
                    .map(|_| if next() % 10 == 0 { 0 } else { 1 + (next() % 4 + leaning) % 4 })
                    .collect::<Vec<_>>()
            })
            .collect()
    })
}

const HEAD: &str = r#"rubric common "The common rubric" {
  version "1"
  scale growth {
    emerging   = 1 "Emerging"
    developing = 2 "Developing"
    proficient = 3 "Proficient"
    exemplary  = 4 "Exemplary"
  }
  rater self       "Self"
  rater supervisor "Supervisor"
"#;

const RESULTS: &str = r#"
  measure balance "Balance" = min(smart_side, healthy_side) / max(smart_side, healthy_side)
  outcome overall "Overall" on growth of mean(smart_side, healthy_side) {
    exemplary  from 3.25
    proficient from 2.5
    developing from 1.75
    emerging   otherwise
    at most developing when any(competencies tagged values where known(score) and score < 2)
  }
  flag lopsided "Out of balance" when balance < 0.75
  for each c in competencies {
    flag two_views "Seen differently" when abs(c by self - c by supervisor) >= 1
    advise grow "Choose one" when c < 2.5 and domain(c) < max(smart_side, healthy_side) { say "Start small." }
  }
  strengths top 2 of competencies
  growth    bottom 2 of competencies
}
"#;
