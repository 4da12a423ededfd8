//! The shortest way up of an outcome, and what would lower it: asked for, and then as examining found it.

use rubric_dsl::result::OutcomeResult;
use yew::{Html, html};

use super::parts::fill;
use crate::data::Data;
use crate::form::Outcome;
use crate::state::State;

/// The button that asks for the way up of an outcome, and below it what came.
pub(super) fn of(state: &State, outcome: &Outcome, found: &OutcomeResult) -> Html {
    if !state.examines || found.level.is_none() {
        return html! {};
    }
    let is_here = state.way.get("outcome").as_text() == outcome.name.as_str();
    let name = format!("{}: {}", state.pack.way, outcome.title);
    html! {
        <>
            <button type="button" class="plain" part="button" data-do="way" data-text={outcome.name.clone()}
                aria-label={name}>{ state.pack.way }</button>
            <div aria-live="polite">{ if is_here { way(state) } else { html! {} } }</div>
        </>
    }
}

fn way(state: &State) -> Html {
    let (pack, found) = (state.pack, &state.way);
    let rises = found.get("rises").as_text();
    let said = match found.get("ways").as_text() {
        "fewest" if rises == "1" => pack.way_one.to_owned(),
        "fewest" => fill(pack.way_rises, &[rises]),
        "highest" => pack.way_highest.to_owned(),
        "none" => pack.way_none.to_owned(),
        _ => pack.way_open.to_owned(),
    };
    let ways = found.get("up").items().iter();
    let falls = found.get("falls").items();
    html! {
        <div class="way" part="way">
            <p>{ said }</p>
            <ul>{ for ways.map(|way| html! { <li>{ changes(state, way.items()) }</li> }) }</ul>
            { if falls.is_empty() { html! { <p>{ pack.way_no_fall }</p> } } else { html! {} } }
            <ul>{ for falls.iter().map(|fall| html! { <li>
                { fill(pack.way_falls, &[fall.get("then").as_text()]) }
                { change(state, fall.get("change")) }
            </li> }) }</ul>
        </div>
    }
}

fn changes(state: &State, changes: &[Data]) -> String {
    let each: Vec<String> = changes.iter().map(|it| change(state, it)).collect();
    each.join("; ")
}

/// A rating before and after; whose it is, where there is more than one rater.
fn change(state: &State, change: &Data) -> String {
    let text = |name: &str| change.get(name).as_text();
    let steps = format!("{}: {} \u{2192} {}", text("title"), text("from"), text("to"));
    if state.form().raters.len() > 1 { format!("{steps} ({})", text("rater")) } else { steps }
}
