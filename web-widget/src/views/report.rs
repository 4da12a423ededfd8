//! The report: what was found and agreed, to read, to sign as read, and to print.

use yew::{AttrValue, Html, html};

use super::parts::{button, called, fill, number, scored};
use super::{assess, compare, conversation, picture, result};
use crate::form::{Leaf, Node, Rater};
use crate::state::State;

pub(super) fn view(state: &State) -> Html {
    let pack = state.pack;
    html! {
        <div class="columns wide"><div class="main">
            { assess::heading(state) }
            { facts(state) }
            <div class="tools noprint">
                { button("primary", "print", 0, 0, pack.print) }
                { button("", "json", 0, 0, pack.export_json) }
                { button("", "csv", 0, 0, pack.export_csv) }
            </div>
            <h2 class="domain">{ pack.result }</h2>
            { result::outcomes(state) }
            { picture::balance(state) }
            { scores(state) }
            { result::strengths(state) }
            { result::flags(state) }
            { result::advice(state) }
            { ratings(state) }
            { steps(state) }
            { conversation::since(state) }
            { read_by(state) }
        </div></div>
    }
}

fn facts(state: &State) -> Html {
    let version = fill(state.pack.version, &[&state.form().version]);
    let given = state.form().contexts.iter().zip(&state.book.context).filter(|(_, given)| !given.is_empty());
    let given = given.map(|(context, given)| {
        let label = super::parts::label(&context.choices, given);
        let value = if label.is_empty() { given.to_string() } else { label.to_string() };
        format!("{}: {value}", context.label)
    });
    let facts: Vec<String> = [state.book.subject.clone(), crate::words::day(state, &state.book.date), version]
        .into_iter()
        .chain(given)
        .filter(|it| !it.is_empty())
        .collect();
    html! { <p class="label">{ facts.join(" \u{00B7} ") }</p> }
}

fn scores(state: &State) -> Html {
    let rows = scored(state).filter(|(at, node, _)| node.leaf.is_none() && state.reading.is_asked(*at));
    let row = |(_, node, score): (usize, &Node, &rubric_dsl::result::Score)| {
        let level = score.level.clone().unwrap_or_else(|| number(state, score));
        html! {
            <tr><th scope="row">{ &node.title }</th><td class="num">{ level }</td><td>{ picture::track(node, score) }</td></tr>
        }
    };
    html! {
        <div class="scroll" part="scores"><h2>{ state.pack.scores }</h2><table><tbody>{ for rows.map(row) }</tbody></table></div>
    }
}

/// Every line with what each side gave and what was agreed.
fn ratings(state: &State) -> Html {
    let sides: Vec<(usize, &Rater)> = state
        .sides()
        .into_iter()
        .filter(|rater| !state.is_hidden(*rater))
        .filter_map(|rater| Some((rater, state.form().raters.get(rater).filter(|it| !it.many)?)))
        .collect();
    let asked = state.form().leaves.iter().enumerate().filter(|(_, leaf)| state.reading.is_asked(leaf.node));
    html! {
        <div class="scroll ratings" part="ratings"><h2>{ state.pack.compare }</h2><table>
            <thead><tr><td></td>{ for sides.iter().map(|(_, rater)| html! { <th scope="col">{ &rater.label }</th> }) }
                <th scope="col">{ state.pack.agreed }</th></tr></thead>
            <tbody>{ for asked.map(|(at, leaf)| rated(state, at, leaf, &sides)) }</tbody>
        </table></div>
    }
}

fn rated(state: &State, at: usize, leaf: &Leaf, sides: &[(usize, &Rater)]) -> Html {
    let title = state.form().nodes.get(leaf.node).map(|node| node.title.clone());
    let cell = |(rater, side): &(usize, &Rater)| {
        let entry = state.book.entry(*rater, at);
        html! {
            <td data-label={side.label.clone()}>{ compare::given(state, leaf, &entry) }
                { if entry.comment.is_empty() { html! {} } else { html! { <p class="hint">{ entry.comment.to_string() }</p> } } }
                { compare::evidence(&entry) }</td>
        }
    };
    let agreed = state.book.agreed.get(at).cloned().unwrap_or_default();
    let level = compare::chosen(leaf, &agreed).map(|choice| called(state.decimal, choice)).unwrap_or_default();
    html! {
        <tr key={at}><th scope="row">{ title }</th>{ for sides.iter().map(cell) }
            <td data-label={state.pack.agreed}><b>{ level }</b>{ if agreed.comment.is_empty() { html! {} } else { html! { <p>{ agreed.comment.to_string() }</p> } } }</td></tr>
    }
}

fn steps(state: &State) -> Html {
    let steps: Vec<Html> = state
        .book
        .steps
        .iter()
        .filter(|step| !step.text.trim().is_empty())
        .map(|step| {
            let day = crate::words::day(state, &step.date);
            html! { <li>{ step.text.to_string() }{ " " }<span class="value">{ day }</span></li> }
        })
        .collect();
    if steps.is_empty() {
        return html! {};
    }
    html! { <div part="steps"><h2>{ state.pack.steps }</h2><ol>{ steps }</ol></div> }
}

/// Who has read it, and where each signs.
fn read_by(state: &State) -> Html {
    let sides =
        state.sides().into_iter().filter_map(|at| Some((at, state.form().raters.get(at).filter(|it| !it.many)?)));
    html! { <div class="sign" part="read">{ for sides.map(|(at, rater)| reader(state, at, rater)) }</div> }
}

fn reader(state: &State, at: usize, rater: &Rater) -> Html {
    let day = state.book.read_by.iter().find(|(name, _)| *name == rater.name.as_str()).map(|(_, day)| day);
    let said = match day {
        Some(day) => fill(state.pack.read_on, &[&crate::words::day(state, day)]),
        None => state.pack.not_read.to_owned(),
    };
    let may = state.rater == Some(at) && day.is_none() && !state.locked;
    html! {
        <div>
            <p>{ &rater.label }{ ": " }{ said }</p>
            { if may { html! {
                <button type="button" class="primary noprint" part="button" data-do="read" data-at={at.to_string()}
                    data-text={AttrValue::from(state.today.to_string())}>{ state.pack.read_it }</button>
            } } else { html! {} } }
            <p class="label">{ state.pack.signature }</p>
        </div>
    }
}
