//! The coaching conversation: the same lines seen from two or more sides, biggest differences first.

use rubric_core::Fraction;
use rubric_core::records::LeafForm;
use yew::{AttrValue, Html, html};

use super::parts::{Area, area, called, fill, link, localized};
use super::{assess, conversation, result};
use crate::book::Entry;
use crate::form::{Choice, Leaf, Node, decimal, leaf_id};
use crate::state::State;
use crate::words::counted;

/// What one side gave for a leaf.
struct Side {
    rater: usize,
    label: AttrValue,
    value: Option<Fraction>,
    entry: Option<std::rc::Rc<Entry>>,
}

/// A leaf, and how far the sides are apart on it.
struct Line<'a> {
    at: usize,
    leaf: &'a Leaf,
    node: &'a Node,
    sides: Vec<Side>,
    apart: Option<Fraction>,
    /// The same as a share of how far apart they could be.
    share: Option<Fraction>,
}

pub(super) fn view(state: &State) -> Html {
    html! {
        <div class="columns">
            <div class="main">
                { assess::heading(state) }
                { if is_waiting(state) { closed(state) } else { lines(state) } }
                { conversation::steps(state) }
            </div>
            <section class="side" part="result" aria-labelledby={assess::id(state, "result")}>
                <h2 id={assess::id(state, "result")}>{ state.pack.result }</h2>
                { result::live(state) }
                { conversation::since(state) }
            </section>
        </div>
    }
}

/// Whether the sides may not see each other yet.
fn is_waiting(state: &State) -> bool {
    state.rater.is_some() && !state.is_open()
}

fn closed(state: &State) -> Html {
    let waits = |response: &&crate::book::Response| !response.done;
    let label =
        |response: &crate::book::Response| state.form().raters.get(response.rater).map(|rater| rater.label.clone());
    html! {
        <div part="closed">
            <p class="notice" role="status">{ state.pack.closed }</p>
            <ul>{ for state.book.responses.iter().filter(waits).filter_map(label)
                .map(|label| html! { <li>{ fill(state.pack.waits_for, &[&label]) }</li> }) }</ul>
            { conversation::finish(state) }
        </div>
    }
}

fn lines(state: &State) -> Html {
    let form = state.form();
    let all = form.leaves.iter().enumerate().filter(|(_, leaf)| state.reading.is_asked(leaf.node));
    let mut lines: Vec<Line<'_>> = all.filter_map(|(at, leaf)| line(state, at, leaf)).collect();
    // Where two are as far apart, the order of the rubric stands.
    lines.sort_by_key(|line| std::cmp::Reverse(line.share));
    let differ = |line: &&Line<'_>| line.apart.is_some_and(|apart| !apart.is_zero());
    let alike = |line: &&Line<'_>| line.apart.is_some_and(Fraction::is_zero);
    let open = |line: &&Line<'_>| line.apart.is_none();
    html! {
        <>
            { section(state, state.pack.differ, lines.iter().filter(differ)) }
            { section(state, state.pack.alike, lines.iter().filter(alike)) }
            { section(state, state.pack.not_rated, lines.iter().filter(open)) }
        </>
    }
}

fn section<'a>(state: &State, title: &'static str, lines: impl Iterator<Item = &'a Line<'a>>) -> Html {
    let shown: Vec<Html> = lines.map(|line| one(state, line)).collect();
    if shown.is_empty() {
        return html! {};
    }
    html! { <section part="lines"><h2>{ title }{ " " }<span class="value">{ shown.len() }</span></h2><div>{ shown }</div></section> }
}

fn line<'a>(state: &'a State, at: usize, leaf: &'a Leaf) -> Option<Line<'a>> {
    let node = state.form().nodes.get(leaf.node)?;
    let sides: Vec<Side> = state.sides().into_iter().filter_map(|rater| side(state, rater, at, leaf)).collect();
    let values = || sides.iter().filter_map(|side| side.value);
    let apart = values().max().zip(values().min()).filter(|_| values().count() > 1);
    let apart = apart.and_then(|(most, least)| most.minus(least));
    let share = apart.and_then(|apart| apart.over(span(state, at, leaf)?));
    Some(Line { at, leaf, node, sides, apart, share })
}

/// How far apart two sides of a leaf can be: from its lowest to its highest value.
fn span(state: &State, at: usize, leaf: &Leaf) -> Option<Fraction> {
    if leaf.form == LeafForm::Number {
        let leaf = state.rubric.program()?.leaf(leaf_id(at))?;
        return Fraction::new(i128::from(leaf.high) - i128::from(leaf.low), 1_000_000);
    }
    let values = || leaf.choices.iter().filter_map(|choice| choice.value);
    values().max()?.minus(values().min()?)
}

/// One side of a leaf; none where it may not be seen.
fn side(state: &State, rater: usize, at: usize, leaf: &Leaf) -> Option<Side> {
    let who = state.form().raters.get(rater)?;
    let value = state.reading.by(rater, leaf.node);
    if who.many {
        return Some(Side { rater, label: who.label.clone(), value, entry: None });
    }
    if state.is_hidden(rater) {
        return None;
    }
    let entry = state.book.entry(rater, at);
    Some(Side { rater, label: who.label.clone(), value, entry: Some(entry) })
}

pub(super) fn chosen<'l>(leaf: &'l Leaf, entry: &Entry) -> Option<&'l Choice> {
    leaf.choices.iter().find(|choice| choice.rating == entry.rating)
}

/// What a side gave, in words.
pub(super) fn given(state: &State, leaf: &Leaf, entry: &Entry) -> String {
    if let Some(choice) = chosen(leaf, entry) {
        return called(state.decimal, choice).to_string();
    }
    let ticked = leaf.practices.iter().enumerate().filter(|(at, _)| entry.is_ticked(*at));
    let ticked: Vec<&str> = ticked.map(|(_, practice)| practice.text.as_str()).collect();
    match (ticked.is_empty(), entry.text.trim()) {
        (false, _) => ticked.join("; "),
        (_, "") => state.pack.unrated.to_owned(),
        (_, text) => text.to_owned(),
    }
}

fn one(state: &State, line: &Line<'_>) -> Html {
    let apart = line.apart.filter(|apart| !apart.is_zero());
    let badge = |apart: Fraction| {
        let apart = localized(state.decimal, &decimal(apart));
        html! { <span class="badge">{ fill(state.pack.difference, &[&apart]) }</span> }
    };
    html! {
        <div class="line" part="line" key={line.at} id={assess::id(state, &format!("l{}", line.at))}>
            <div class="line-head"><h3 lang={state.form().language.clone()}>{ &line.node.title }</h3>{ apart.map(badge).unwrap_or_default() }</div>
            <div class="sides">{ for line.sides.iter().map(|side| one_side(state, line, side)) }</div>
            { asks(state, line.node) }
            { agree(state, line) }
        </div>
    }
}

fn one_side(state: &State, line: &Line<'_>, side: &Side) -> Html {
    let Some(entry) = &side.entry else {
        return group_side(state, side);
    };
    html! {
        <div class="side-of" part="side">
            <p class="who">{ &side.label }</p>
            <p class="rated">{ given(state, line.leaf, entry) }</p>
            { chosen(line.leaf, entry).filter(|choice| !choice.text.is_empty()).map(|choice| html! { <p class="hint">{ &choice.text }</p> }).unwrap_or_default() }
            { if entry.comment.is_empty() { html! {} } else { html! { <p>{ entry.comment.to_string() }</p> } } }
            { evidence(entry) }
        </div>
    }
}

/// A group shows its mean where it is large enough, and never who said what.
fn group_side(state: &State, side: &Side) -> Html {
    let floor = state.form().raters.get(side.rater).map_or(1, |rater| rater.floor);
    let count = state.book.respondents(side.rater);
    let (shown, hint) = match side.value {
        _ if count < floor => (state.pack.hidden.to_owned(), fill(state.pack.few, &[&floor.to_string()])),
        Some(value) => (localized(state.decimal, &decimal(value)), counted(state.pack.respondents, count, &[])),
        None => (state.pack.unrated.to_owned(), counted(state.pack.respondents, count, &[])),
    };
    html! {
        <div class="side-of" part="side">
            <p class="who">{ &side.label }</p><p class="rated">{ shown }</p><p class="hint">{ hint }</p>
        </div>
    }
}

pub(super) fn evidence(entry: &Entry) -> Html {
    if entry.evidence.is_empty() {
        return html! {};
    }
    let piece = |piece: &crate::book::Evidence| {
        let kind = if piece.kind.is_empty() { String::new() } else { format!("{}: ", piece.kind) };
        html! { <li>{ kind }{ link(&piece.link, &piece.title) }</li> }
    };
    html! { <ul>{ for entry.evidence.iter().map(piece) }</ul> }
}

fn asks(state: &State, node: &Node) -> Html {
    if node.asks.is_empty() {
        return html! {};
    }
    html! {
        <div class="asks"><span class="label">{ state.pack.ask }</span>
            { for node.asks.iter().map(|ask| html! { <p class="ask" lang={state.form().language.clone()}>{ ask }</p> }) }</div>
    }
}

/// What the two agree on.
fn agree(state: &State, line: &Line<'_>) -> Html {
    let entry = state.book.agreed.get(line.at).cloned().unwrap_or_default();
    let levels = line.leaf.choices.iter().filter(|choice| !choice.is_answer());
    let level = |choice: &Choice| {
        html! {
            <label class="level">
                <input type="radio" name={assess::id(state, &format!("a{}", line.at))} data-do="agree" data-leaf={line.at.to_string()}
                    data-at={choice.rating.code().to_string()} checked={entry.rating == choice.rating} />
                { called(state.decimal, choice) }
            </label>
        }
    };
    html! {
        <fieldset class="agree" part="agreed" disabled={state.locked}>
            <legend class="label">{ state.pack.agreed }<span class="hidden">{ format!(": {}", line.node.title) }</span></legend>
            <div class="levels">{ for levels.map(level) }</div>
            { area(&Area {
                act: "note", leaf: line.at, label: state.pack.agreed_note,
                name: AttrValue::from(format!("{}: {}", state.pack.agreed_note, line.node.title)),
                text: &entry.comment, rows: "2", locked: false,
            }) }
        </fieldset>
    }
}
