//! The result: outcomes, balance, scores, strengths and growth, what to look at and what to do next.

use rubric_dsl::result::{Advice, Flag, OutcomeResult, Ranked, Score};
use yew::{AttrValue, Html, html};

use super::parts::{fill, label, link, localized, number, scored, title};
use super::{picture, way, why};
use crate::form::{Node, Outcome};
use crate::state::State;
use crate::words::counted;

/// The result as it stands now.
pub(super) fn live(state: &State) -> Html {
    html! {
        <>
            { outcomes(state) }
            { picture::balance(state) }
            { scores(state) }
            { measures(state) }
            { strengths(state) }
            { flags(state) }
            { advice(state) }
            { waiting(state) }
        </>
    }
}

/// A value that opens its reasons; the reasons follow where they are open.
pub(super) fn opening(state: &State, name: &str, shown: &str, what: &str) -> Html {
    let open = state.why.as_deref() == Some(name);
    html! {
        <button type="button" class="why" part="why-button" data-do="why" data-text={name.to_owned()}
            aria-expanded={if open { "true" } else { "false" }}
            aria-label={format!("{what}: {shown}. {}", state.pack.why)}>{ shown }</button>
    }
}

pub(super) fn reasons(state: &State, name: &str) -> Html {
    if state.why.as_deref() == Some(name) {
        why::panel(state, name)
    } else {
        html! {}
    }
}

pub(super) fn outcomes(state: &State) -> Html {
    let outcomes = state.form().outcomes.iter();
    let each = outcomes.filter_map(|outcome| Some((outcome, state.reading.result.outcomes.get(&outcome.name)?)));
    html! { <>{ for each.map(|(outcome, found)| one_outcome(state, outcome, found)) }</> }
}

fn one_outcome(state: &State, outcome: &Outcome, found: &OutcomeResult) -> Html {
    let shown = found.label.clone().unwrap_or_else(|| state.pack.unknown.to_owned());
    let step = |(name, label): &(AttrValue, AttrValue)| {
        let is = found.level.as_deref() == Some(name.as_str());
        let may = found.possible.iter().any(|possible| possible == name.as_str());
        let (class, word) = match (is, may) {
            (true, _) => ("is", state.pack.is_level),
            (_, true) => ("may", state.pack.may_level),
            _ => ("no", state.pack.no_level),
        };
        html! { <li {class}>{ label }<span class="hidden">{ format!(" ({word})") }</span></li> }
    };
    html! {
        <div class="outcome" part="outcome">
            <h3>{ &outcome.title }</h3>
            <p class="level-now" part="outcome-level">{ opening(state, &outcome.name, &shown, &outcome.title) }</p>
            <ol class="ladder" part="ladder">{ for outcome.levels.iter().map(step) }</ol>
            { before_caps(state, outcome, found) }
            { reasons(state, &outcome.name) }
            { way::of(state, outcome, found) }
        </div>
    }
}

/// What held an outcome back.
fn before_caps(state: &State, outcome: &Outcome, found: &OutcomeResult) -> Html {
    match &found.before_caps {
        Some(before) => {
            let before = label(&outcome.levels, before);
            html! { <p class="held">{ fill(state.pack.held, &[&before]) }{ found.capped_by.join("; ") }</p> }
        }
        None => html! {},
    }
}

/// Every domain and competency on its scale.
pub(super) fn scores(state: &State) -> Html {
    let groups = scored(state).filter(|(at, node, _)| node.leaf.is_none() && state.reading.is_asked(*at));
    html! {
        <div class="scores" part="scores">
            <h3>{ state.pack.scores }</h3>
            <ul class="plain">{ for groups.map(|(_, node, score)| one_score(state, node, score)) }</ul>
        </div>
    }
}

fn one_score(state: &State, node: &Node, score: &Score) -> Html {
    let level = score.level.as_deref();
    let shown = match level {
        Some(name) => name.to_owned(),
        None if score.state == "left_out" => state.pack.left_out.to_owned(),
        None => number(state, score),
    };
    let class = if node.depth == 0 { "score top" } else { "score" };
    html! {
        <li {class} part="score">
            <span class="what">{ &node.title }</span>
            { opening(state, &node.path, &shown, &node.title) }
            { picture::track(node, score) }
            { reasons(state, &node.path) }
        </li>
    }
}

fn measures(state: &State) -> Html {
    let each = state
        .form()
        .measures
        .iter()
        .filter_map(|(name, title)| Some((name, title, state.reading.result.measures.get(name)?)));
    let each: Vec<Html> = each
        .map(|(name, title, score)| {
            html! {
                <li class="score measure" part="measure">
                    <span class="what">{ title }</span>
                    { opening(state, name, &number(state, score), title) }
                    { reasons(state, name) }
                </li>
            }
        })
        .collect();
    if each.is_empty() {
        return html! {};
    }
    html! { <div class="scores" part="measures"><h3>{ state.pack.measures }</h3><ul class="plain">{ each }</ul></div> }
}

/// Strengths and growth, always together.
pub(super) fn strengths(state: &State) -> Html {
    let result = &state.reading.result;
    if result.strengths.is_empty() && result.growth.is_empty() {
        return html! {};
    }
    html! {
        <div class="pair" part="strengths">
            <div><h3>{ state.pack.strengths }</h3><ul>{ for result.strengths.iter().map(|it| ranked(state, it)) }</ul></div>
            <div><h3>{ state.pack.growth }</h3><ul>{ for result.growth.iter().map(|it| ranked(state, it)) }</ul></div>
        </div>
    }
}

fn ranked(state: &State, ranked: &Ranked) -> Html {
    let tied = if ranked.tied { state.pack.tied } else { "" };
    let score = state.reading.result.scores.get(&ranked.path);
    let shown = score.map_or_else(|| localized(state.decimal, &ranked.value), |score| number(state, score));
    html! { <li>{ title(state.form(), &ranked.path) }{ " " }<span class="value">{ shown }{ tied }</span></li> }
}

pub(super) fn flags(state: &State) -> Html {
    let flags = &state.reading.result.flags;
    if flags.is_empty() {
        return html! {};
    }
    let flag = |flag: &Flag| {
        html! {
            <li class="flag" part="flag"><span aria-hidden="true" class="mark"></span>
                <span>{ &flag.text }</span>{ because(&flag.because) }</li>
        }
    };
    html! { <div class="flags" part="flags"><h3>{ state.pack.flags }</h3><ul class="plain">{ for flags.iter().map(flag) }</ul></div> }
}

fn because(facts: &[String]) -> Html {
    if facts.is_empty() {
        return html! {};
    }
    html! { <p class="because">{ facts.join("; ") }</p> }
}

pub(super) fn advice(state: &State) -> Html {
    let advice = &state.reading.result.advice;
    if advice.is_empty() {
        return html! {};
    }
    html! {
        <div class="advices" part="advice"><h3>{ state.pack.advice }</h3>
            <ul class="plain">{ for advice.iter().map(one_advice) }</ul></div>
    }
}

fn one_advice(advice: &Advice) -> Html {
    html! {
        <li class="advice">
            <p class="what">{ &advice.text }</p>
            { for advice.say.iter().map(|say| html! { <p>{ say }</p> }) }
            { for advice.ask.iter().map(|ask| html! { <p class="ask">{ ask }</p> }) }
            { for advice.links.iter().map(|it| html! { <p>{ link(&it.link, &it.title) }</p> }) }
            { because(&advice.because) }
        </li>
    }
}

fn waiting(state: &State) -> Html {
    let waiting = &state.reading.result.waiting;
    if waiting.is_empty() {
        return html! {};
    }
    html! { <p class="waiting" part="waiting">{ counted(state.pack.waiting, waiting.len(), &[]) }</p> }
}
