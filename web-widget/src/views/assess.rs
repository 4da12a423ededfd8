//! Assessing: the rubric as people read it, with what is given.

use rubric_core::records::LeafForm;
use yew::{AttrValue, Html, html};

use super::leaf::LeafView;
use super::parts::{Area, area, button, fill, limits, paragraphs};
use super::{conversation, result};
use crate::form::{Context, Judged, Node};
use crate::state::State;
use crate::words::counted;

pub(super) fn view(state: &State) -> Html {
    html! {
        <div class="columns">
            <div class="main">
                { heading(state) }
                { bar(state) }
                { contexts(state) }
                <div class="lines">{ items(state) }</div>
                <div class="lines">{ judgements(state) }</div>
                { conversation::finish(state) }
            </div>
            <section class="side" part="result" aria-labelledby={id(state, "result")} id={id(state, "side")} tabindex="-1">
                <h2 id={id(state, "result")}>{ state.pack.result }</h2>
                { result::live(state) }
            </section>
        </div>
    }
}

pub(super) fn id(state: &State, part: &str) -> AttrValue {
    AttrValue::from(format!("{}{part}", state.id))
}

pub(super) fn heading(state: &State) -> Html {
    let form = state.form();
    let rater = state.rater.and_then(|rater| form.raters.get(rater));
    html! {
        <header class="head" part="header">
            { rater.map(|rater| html! { <p class="eyebrow">{ &rater.label }</p> }).unwrap_or_default() }
            <h1 class="title" part="title" lang={form.language.clone()}>{ &form.title }</h1>
            { if form.about.is_empty() { html! {} } else { html! {
                <details class="about"><summary>{ state.pack.about }</summary>
                    <div lang={form.language.clone()}>{ paragraphs(&form.about) }</div>
                    { for form.sources.iter().map(|source| html! { <p class="source">{ source }</p> }) }
                </details>
            } } }
            { if state.book.kept() == 0 { html! {} } else { html! {
                <p class="notice" role="status">{ counted(state.pack.kept, state.book.kept(), &[&form.version]) }</p>
            } } }
        </header>
    }
}

/// How far it is, what comes next, and the way back.
fn bar(state: &State) -> Html {
    let complete = &state.reading.result.complete;
    let (answered, of) = (complete.answered.to_string(), complete.of.to_string());
    let said = fill(state.pack.progress, &[&answered, &of]);
    let open = state.open_leaves().next().is_some();
    html! {
        <div class="bar" part="bar">
            <div class="progress">
                <span id={id(state, "progress")} aria-live="polite">{ said }</span>
                <progress part="progress" value={answered} max={complete.of.max(1).to_string()}
                    aria-labelledby={id(state, "progress")}></progress>
            </div>
            { if open && !state.locked { button("next", "next", 0, 0, state.pack.next) } else { html! {} } }
            { if state.locked { html! {} } else { html! {
                <button type="button" class="quiet" part="button" data-do="undo" disabled={state.undo.is_empty()}>{ state.pack.undo }</button>
            } } }
        </div>
    }
}

fn contexts(state: &State) -> Html {
    if state.form().contexts.is_empty() {
        return html! {};
    }
    let each = state.form().contexts.iter().zip(&state.book.context).enumerate();
    html! {
        <fieldset class="contexts" part="context" disabled={state.locked}>
            <legend>{ state.pack.context }</legend>
            { for each.map(|(at, (context, given))| one_context(state, at, context, given)) }
        </fieldset>
    }
}

fn one_context(state: &State, at: usize, context: &Context, given: &str) -> Html {
    let choice = |(name, label): &(AttrValue, AttrValue)| {
        html! { <option value={name.clone()} selected={name == given}>{ label }</option> }
    };
    let control = if context.choices.is_empty() {
        html! {
            <input type="text" inputmode="decimal" part="number" data-do="context" data-leaf={at.to_string()}
                value={AttrValue::from(given.to_owned())} />
        }
    } else {
        html! {
            <select part="select" data-do="context" data-leaf={at.to_string()}>
                <option value="" selected={given.is_empty()}>{ state.pack.choose }</option>
                { for context.choices.iter().map(choice) }
            </select>
        }
    };
    let hint = if context.choices.is_empty() {
        format!("{} ({})", context.label, limits(state.pack, state.decimal, &context.limits))
    } else {
        context.label.to_string()
    };
    html! { <label class="field">{ hint }{ control }</label> }
}

/// Every line that is asked, each under its own key: what is asked changes with the context, and nothing else may move.
fn items(state: &State) -> Vec<Html> {
    let nodes = state.form().nodes.iter().enumerate();
    nodes.filter(|(at, _)| state.reading.is_asked(*at)).map(|(at, node)| item(state, at, node)).collect()
}

fn judgements(state: &State) -> Vec<Html> {
    let judged = state.form().judged.iter().enumerate().filter(|(_, judged)| Some(judged.rater) == state.rater);
    judged.map(|(at, judged)| judgement(state, at, judged)).collect()
}

/// A heading, or a leaf.
fn item(state: &State, at: usize, node: &Node) -> Html {
    let Some(leaf) = node.leaf else {
        return group(state, at, node);
    };
    let lacks = state.reading.missing.get(leaf).cloned().unwrap_or_default();
    html! {
        <LeafView key={at} rubric={state.rubric.clone()} {leaf} entry={state.entry(leaf)} {lacks} reached={reached(state, leaf)}
            id={state.id.clone()} pack={state.pack} decimal={state.decimal} locked={state.locked} />
    }
}

/// The level that the ticked practices of a leaf give.
fn reached(state: &State, leaf: usize) -> Option<AttrValue> {
    let asked = state.form().leaves.get(leaf).filter(|leaf| leaf.form == LeafForm::Cumulative)?;
    let entry = state.entry(leaf);
    let program = state.rubric.program()?;
    let rating = program.rating_of_practices(crate::form::leaf_id(leaf), entry.ticked);
    let choice = asked.choices.iter().find(|choice| choice.rating == rating)?;
    (entry.ticked != 0).then(|| choice.label.clone())
}

fn group(state: &State, at: usize, node: &Node) -> Html {
    let lang = state.form().language.clone();
    let title = if node.depth == 0 {
        html! { <h2 class="domain" part="domain-title" {lang}>{ &node.title }</h2> }
    } else {
        html! { <h3 class="competency" part="competency-title" {lang}>{ &node.title }</h3> }
    };
    html! {
        <div class={if node.depth == 0 { "group top" } else { "group" }} key={at}>
            { title }
            { if node.about.is_empty() { html! {} } else { html! { <p class="about">{ &node.about }</p> } } }
        </div>
    }
}

/// A level that this rater decides.
fn judgement(state: &State, at: usize, judged: &Judged) -> Html {
    let given = state.book.judged.get(at).cloned().unwrap_or_default();
    let read = state.reading.result.judged.get(&judged.name);
    let proposed = read.and_then(|read| read.proposed.as_deref()).map(|name| super::parts::label(&judged.levels, name));
    let level = |(place, (_, label)): (usize, &(AttrValue, AttrValue))| {
        html! {
            <label class="level">
                <input type="radio" name={id(state, &format!("j{at}"))} data-do="judge" data-leaf={at.to_string()}
                    data-at={(place + 1).to_string()} checked={given.level.map(usize::from) == Some(place)} />
                { label }
            </label>
        }
    };
    html! {
        <fieldset class="leaf judged" part="judgement" disabled={state.locked}>
            <legend>{ &judged.title }</legend>
            { proposed.map(|label| html! { <p class="about">{ fill(state.pack.proposed, &[&label]) }</p> }).unwrap_or_default() }
            <div class="levels">{ for judged.levels.iter().enumerate().map(level) }</div>
            { area(&Area {
                act: "judge-comment", leaf: at, label: state.pack.comment,
                name: AttrValue::from(fill(state.pack.comment_on, &[&judged.title])),
                text: &given.comment, rows: "2", locked: false,
            }) }
            { for read.into_iter().flat_map(|read| &read.problems).map(|problem| html! { <p class="lacks">{ problem }</p> }) }
        </fieldset>
    }
}
