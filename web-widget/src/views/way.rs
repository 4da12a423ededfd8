//! The shortest way up of an outcome, and what would lower it: asked for, and then as examining found it.

use rubric_dsl::result::OutcomeResult;
use rubric_dsl::{List, joined};

use super::parts::{Tag, all, fill, nothing, tag, told};
use crate::data::Data;
use crate::form::Outcome;
use crate::state::State;

/// The button that asks for the way up of an outcome, and below it what came.
pub(super) fn of(state: &State, outcome: &Outcome, found: &OutcomeResult) -> Tag {
    if !state.examines || found.level.is_none() {
        return nothing();
    }
    let is_here = state.way.get("outcome").as_text() == outcome.name.as_str();
    let button = tag("button type=button class=plain part=button data-do=way").with("data-text", &outcome.name);
    let button = button.with("aria-label", format!("{}: {}", state.pack.way, outcome.title)).text(state.pack.way);
    let came = if is_here { way(state) } else { nothing() };
    all([button, tag("div aria-live=polite").add(came)])
}

fn way(state: &State) -> Tag {
    let (pack, found) = (state.pack, &state.way);
    let rises = found.get("rises").as_text();
    let said = match found.get("ways").as_text() {
        "fewest" if rises == "1" => pack.way_one.to_owned(),
        "fewest" => fill(pack.way_rises, &[rises]),
        "highest" => pack.way_highest.to_owned(),
        "none" => pack.way_none.to_owned(),
        _ => pack.way_open.to_owned(),
    };
    let ways = found.get("up").items().iter().map(|way| tag("li").text(changes(state, way.items())));
    let falls = found.get("falls").items();
    let none = if falls.is_empty() { pack.way_no_fall } else { "" };
    let falls = falls.iter().map(|fall| {
        let then = fill(pack.way_falls, &[fall.get("then").as_text()]);
        tag("li").text(then).text(change(state, fall.get("change")))
    });
    tag("div class=way part=way")
        .add(tag("p").text(said))
        .add(tag("ul").add(all(ways)))
        .add(told("p", none))
        .add(tag("ul").add(all(falls)))
}

fn changes(state: &State, changes: &[Data]) -> String {
    let each: Vec<String> = changes.iter().map(|it| change(state, it)).list();
    joined(&each, "; ")
}

/// A rating before and after; whose it is, where there is more than one rater.
fn change(state: &State, change: &Data) -> String {
    let text = |name: &str| change.get(name).as_text();
    let steps = format!("{}: {} \u{2192} {}", text("title"), text("from"), text("to"));
    if state.form().raters.len() > 1 { format!("{steps} ({})", text("rater")) } else { steps }
}
