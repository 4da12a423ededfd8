//! Why something is as it is: down to the ratings and the lines of the rubric.

use super::parts::{Tag, all, nothing, tag};
use rubric_dsl::Step;

use crate::reading;
use crate::state::State;

/// How many steps stand open before a person opens more.
const OPEN: usize = 1;

pub(super) fn panel(state: &State, name: &str) -> Tag {
    let Some(why) = reading::why(state, name) else {
        return nothing();
    };
    let panel = tag("div class=reasons part=why role=region").with("aria-label", state.pack.why);
    panel.add(said(&why)).add(parts(state, &why, 0))
}

fn said(step: &Step) -> Tag {
    all(step.because.iter().map(|because| tag("p class=because").add(quoting(because))))
}

/// A sentence whose words between backticks are the rubric's own.
fn quoting(text: &str) -> Tag {
    let mut quoting = nothing();
    for (at, part) in text.split('`').map(str::to_owned).enumerate() {
        quoting = if at % 2 == 0 { quoting.text(part) } else { quoting.add(tag("code").text(part)) };
    }
    quoting
}

fn parts(state: &State, step: &Step, depth: usize) -> Tag {
    if step.parts.is_empty() {
        return nothing();
    }
    tag("ul class=steps").add(all(step.parts.iter().map(|part| one(state, part, depth))))
}

fn one(state: &State, step: &Step, depth: usize) -> Tag {
    let head = |within: Tag| {
        let what = tag("span class=what").text(step.what.clone());
        within.add(what).text(" ").add(tag("span class=value").text(step.value.clone()))
    };
    if step.parts.is_empty() {
        return head(tag("li")).add(said(step));
    }
    let more = tag("details").is("open", depth < OPEN).add(head(tag("summary")));
    tag("li").add(more.add(said(step)).add(parts(state, step, depth + 1)))
}
