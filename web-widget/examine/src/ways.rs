//! The shortest way up of one result.

use rubric_core::records::{OutcomeId, RaterId};
use rubric_core::{Program, Rating, RatingKind};
use rubric_dsl::files::{Notation, read};
use rubric_dsl::full_title;
use rubric_verify::{Budget, PathChange, Ways, path as found_path};
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

/// How many steps a search may take: a few hundredths of a second are enough for the rubrics that ship.
const STEPS: u64 = 3_000_000;

/// The path of an outcome from the first subject of an assessment, as JSON: `ways` says `fewest`, `none`, `highest`,
/// `unknown` or `open`; then come how many `rises` there are, the `up` that they make (lists of changes with `title`,
/// `rater`, `from`, `to`), and the `falls`, each with the level `then`.
///
/// # Errors
/// A sentence that says which of the bytes, the assessment, the rater and the outcome cannot be used.
#[wasm_bindgen]
pub fn path(program: &[u8], assessment: &str, perspective: &str, outcome: &str) -> Result<String, String> {
    let program = Program::parse(program).map_err(|error| error.to_string())?;
    let read = read(&program, assessment, Notation::of_text(assessment));
    let sheet = read.subjects.into_iter().find_map(|subject| subject.sheet);
    let wrong = || read.diagnostics.first().map_or("", |found| found.message()).to_owned();
    let sheet = sheet.ok_or_else(wrong)?;
    let side = match perspective {
        "combined" => None,
        name => Some(rater(&program, name).ok_or_else(|| format!("`{name}` is no rater of this rubric"))?),
    };
    let at = program.outcomes().iter().position(|found| program.text(found.name) == outcome);
    let at = at.ok_or_else(|| format!("`{outcome}` is no outcome of this rubric"))?;
    let never = || false;
    let found = found_path(&program, side, &sheet, OutcomeId::new(at), &mut Budget::new(STEPS, &never));
    let found = found.ok_or("the assessment does not fit the rubric")?;
    let scale = program.outcome(OutcomeId::new(at)).map(|outcome| outcome.scale).unwrap_or_default();
    let level = |level: u8| program.level(scale, level).map_or("", |level| program.text(level.label));
    let told = |change: &PathChange| told(&program, change);
    let (word, rises, ways) = match &found.ways {
        Ways::Fewest(rises, ways) => ("fewest", *rises, ways.as_slice()),
        Ways::None => ("none", 0, &[][..]),
        Ways::Highest => ("highest", 0, &[][..]),
        Ways::NotKnown => ("unknown", 0, &[][..]),
        Ways::NotDecided(rises) => ("open", *rises, &[][..]),
    };
    let up: Vec<Vec<Value>> = ways.iter().map(|way| way.iter().map(told).collect()).collect();
    let falls: Vec<Value> =
        found.falls.iter().map(|(change, then)| json!({ "change": told(change), "then": level(*then) })).collect();
    Ok(json!({ "outcome": outcome, "ways": word, "rises": rises, "up": up, "falls": falls }).to_string())
}

fn rater(program: &Program<'_>, name: &str) -> Option<RaterId> {
    program.raters().iter().position(|rater| program.text(rater.name) == name).map(RaterId::new)
}

/// A change in the words of the rubric.
fn told(program: &Program<'_>, change: &PathChange) -> Value {
    let leaf = program.leaf(change.leaf);
    let title = leaf.map_or_else(String::new, |leaf| full_title(program, leaf.node));
    let scale = leaf.map(|leaf| leaf.scale).unwrap_or_default();
    let level = |at: u8| program.level(scale, at).map_or("", |level| program.text(level.label)).to_owned();
    let label = |rating: Rating| match rating.kind() {
        RatingKind::Level(at) => level(at),
        RatingKind::HalfStep(at) => format!("{} / {}", level(at), level(at.saturating_add(1))),
        _ => String::new(),
    };
    let rater = program.rater(change.rater).map_or("", |rater| program.text(rater.label));
    json!({ "title": title, "rater": rater, "from": label(change.from), "to": label(change.to) })
}
