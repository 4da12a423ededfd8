//! What the two sides do together: finishing, next steps, reading.

use yew::AttrValue;

use super::parts::{Tag, all, button, fill, label, level_shown, nothing, scored, scored_as, tag, told};
use crate::book::Step;

use crate::state::State;
use crate::words::counted;

/// One's own side is finished, or goes on.
pub(super) fn finish(state: &State) -> Tag {
    if state.rater.is_none() || state.locked {
        return nothing();
    }
    let pack = state.pack;
    let open = state.open_leaves().count();
    let part = tag("div class=finish part=finish");
    if state.is_done() {
        let button = tag("button type=button class=quiet part=button data-do=done").text(pack.take_back);
        return part.add(tag("p class=notice role=status").text(pack.handed_in)).add(button);
    }
    let still = if open == 0 { String::new() } else { counted(pack.still_open, open, &[]) };
    let button = tag("button type=button class=primary part=submit data-do=submit").text(pack.hand_in);
    part.add(told("p", still)).add(button)
}

/// What the two will do next, each with a day.
pub(super) fn steps(state: &State) -> Tag {
    let pack = state.pack;
    let each = state.book.steps.iter().enumerate().map(|(at, it)| step(state, at, it));
    let more = if state.locked { nothing() } else { button("", "add-step", 0, 0, pack.add_step) };
    tag("fieldset class=next-steps part=steps")
        .is("disabled", state.locked)
        .add(tag("legend").add(tag("h2").text(pack.steps)))
        .add(tag("div").add(all(each)))
        .add(more)
}

fn step(state: &State, at: usize, step: &Step) -> Tag {
    let pack = state.pack;
    let name = AttrValue::from(fill(pack.step, &[&(at + 1).to_string()]));
    let text = tag("input type=text part=input data-do=step").at(at).value(step.text.clone());
    let date = tag("input type=date part=input data-do=step-date").at(at).value(step.date.clone());
    tag("div class=step-row role=group")
        .key(at)
        .with("aria-label", &name)
        .add(tag("label class=field").text(name).add(text))
        .add(tag("label class=field").text(pack.by_when).add(date))
        .add(button("quiet", "drop-step", 0, at, pack.remove))
}

/// What has changed since the previous result.
pub(super) fn since(state: &State) -> Tag {
    let before = state.book.prior.get("scores");
    let scores = scored(state).filter(|(_, node, _)| node.leaf.is_none()).filter_map(|(_, node, score)| {
        let then = before.get(&node.path);
        let (level, value, exact) =
            (then.get("level").as_text(), then.get("value").as_text(), then.get("exact").as_text());
        let number = || rubric_dsl::shown(state.decimal, value, Some(exact).filter(|exact| !exact.is_empty()));
        let then = if level.is_empty() { number() } else { label(&node.levels, level).to_string() };
        let row = || changed(&node.full_title, then.clone(), scored_as(state.pack, state.decimal, node, score));
        (!then.is_empty()).then(row)
    });
    let outcomes = state.form().outcomes.iter().filter_map(|outcome| {
        let then = state.book.prior.get("outcomes").get(&outcome.name).get("label").as_text();
        let now = level_shown(state.pack, state.reading.result.outcomes.get(&outcome.name)?);
        (!then.is_empty()).then(|| changed(&outcome.title, then.to_owned(), now.to_owned()))
    });
    let mut rows = outcomes.chain(scores).peekable();
    if rows.peek().is_none() {
        return nothing();
    }
    let column = |title: &'static str| tag("th scope=col").text(title);
    let head = tag("tr").add(tag("td")).add(column(state.pack.before)).add(column(state.pack.now));
    let table = tag("table").add(tag("caption").text(state.pack.progress_over));
    let table = table.add(tag("thead").add(head)).add(tag("tbody").add(all(rows)));
    tag("div class=scroll part=progress-over-time").add(table)
}

fn changed(what: &AttrValue, then: String, now: String) -> Tag {
    let cell = |text: String| tag("td class=num").text(text);
    tag("tr").add(tag("th scope=row").text(what)).add(cell(then)).add(cell(now))
}
