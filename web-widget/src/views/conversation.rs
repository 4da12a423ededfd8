//! What the two sides do together: finishing, next steps, reading.

use yew::{AttrValue, Html, html};

use super::parts::{button, fill, localized, number, scored};
use crate::book::Step;

use crate::state::State;
use crate::words::counted;

/// One's own side is finished, or goes on.
pub(super) fn finish(state: &State) -> Html {
    let Some(rater) = state.rater.filter(|_| !state.locked) else {
        return html! {};
    };
    let pack = state.pack;
    let done = state.book.response(rater).is_some_and(|response| response.done);
    let open = state.open_leaves().count();
    if done {
        return html! {
            <div class="finish" part="finish">
                <p class="notice" role="status">{ pack.handed_in }</p>
                <button type="button" class="quiet" part="button" data-do="done">{ pack.take_back }</button>
            </div>
        };
    }
    let still = counted(pack.still_open, open, &[]);
    html! {
        <div class="finish" part="finish">
            { if open == 0 { html! {} } else { html! { <p>{ still }</p> } } }
            <button type="button" class="primary" part="submit" data-do="submit">{ pack.hand_in }</button>
        </div>
    }
}

/// What the two will do next, each with a day.
pub(super) fn steps(state: &State) -> Html {
    let pack = state.pack;
    let step = |(at, step): (usize, &Step)| {
        let name = fill(pack.step, &[&(at + 1).to_string()]);
        html! {
            <div class="step-row" key={at} role="group" aria-label={name.clone()}>
                <label class="field">{ name }
                    <input type="text" part="input" data-do="step" data-at={at.to_string()}
                        value={AttrValue::from(step.text.to_string())} /></label>
                <label class="field">{ pack.by_when }
                    <input type="date" part="input" data-do="step-date" data-at={at.to_string()}
                        value={AttrValue::from(step.date.to_string())} /></label>
                { button("quiet", "drop-step", 0, at, pack.remove) }
            </div>
        }
    };
    html! {
        <fieldset class="next-steps" part="steps" disabled={state.locked}>
            <legend><h2>{ pack.steps }</h2></legend>
            <div>{ for state.book.steps.iter().enumerate().map(step) }</div>
            { if state.locked { html! {} } else { button("", "add-step", 0, 0, pack.add_step) } }
        </fieldset>
    }
}

/// What has changed since the previous result.
pub(super) fn since(state: &State) -> Html {
    let before = state.book.prior.get("scores");
    let rows: Vec<Html> = scored(state)
        .filter(|(_, node, _)| node.leaf.is_none())
        .filter_map(|(_, node, score)| {
            let then = before.get(&node.path).get("value").as_text();
            if then.is_empty() {
                None
            } else {
                Some(changed(&node.title, &localized(state.decimal, then), &number(state, score)))
            }
        })
        .collect();
    let outcomes = state.form().outcomes.iter().filter_map(|outcome| {
        let then = state.book.prior.get("outcomes").get(&outcome.name).get("label").as_text();
        let now = state.reading.result.outcomes.get(&outcome.name)?.label.clone();
        let now = now.unwrap_or_else(|| state.pack.unknown.to_owned());
        if then.is_empty() { None } else { Some(changed(&outcome.title, then, &now)) }
    });
    let rows: Vec<Html> = outcomes.chain(rows).collect();
    if rows.is_empty() {
        return html! {};
    }
    html! {
        <div class="scroll" part="progress-over-time"><table>
            <caption>{ state.pack.progress_over }</caption>
            <thead><tr><td></td><th scope="col">{ state.pack.before }</th><th scope="col">{ state.pack.now }</th></tr></thead>
            <tbody>{ rows }</tbody>
        </table></div>
    }
}

fn changed(what: &AttrValue, then: &str, now: &str) -> Html {
    html! { <tr><th scope="row">{ what }</th><td class="num">{ then.to_owned() }</td><td class="num">{ now.to_owned() }</td></tr> }
}
