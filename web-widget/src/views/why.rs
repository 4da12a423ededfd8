//! Why something is as it is: down to the ratings and the lines of the rubric.

use rubric_dsl::Step;
use yew::{Html, html};

use crate::reading;
use crate::state::State;

/// How many steps stand open before a person opens more.
const OPEN: usize = 1;

pub(super) fn panel(state: &State, name: &str) -> Html {
    match reading::why(state, name) {
        Some(why) => html! {
            <div class="reasons" part="why" role="region" aria-label={state.pack.why}>
                { said(&why) }
                { parts(state, &why, 0) }
            </div>
        },
        None => html! {},
    }
}

fn said(step: &Step) -> Html {
    html! { <>{ for step.because.iter().map(|because| html! { <p class="because">{ quoting(because) }</p> }) }</> }
}

/// A sentence whose words between backticks are the rubric's own.
fn quoting(text: &str) -> Html {
    let parts = text.split('`').enumerate();
    let part = |(at, part): (usize, &str)| {
        let part = part.to_owned();
        if at % 2 == 0 {
            html! { { part } }
        } else {
            html! { <code>{ part }</code> }
        }
    };
    html! { <>{ for parts.map(part) }</> }
}

fn parts(state: &State, step: &Step, depth: usize) -> Html {
    if step.parts.is_empty() {
        return html! {};
    }
    html! { <ul class="steps">{ for step.parts.iter().map(|part| one(state, part, depth)) }</ul> }
}

fn one(state: &State, step: &Step, depth: usize) -> Html {
    let head = html! { <><span class="what">{ &step.what }</span>{ " " }<span class="value">{ &step.value }</span></> };
    if step.parts.is_empty() {
        return html! { <li>{ head }{ said(step) }</li> };
    }
    html! {
        <li><details open={depth < OPEN}><summary>{ head }</summary>{ said(step) }{ parts(state, step, depth + 1) }</details></li>
    }
}
