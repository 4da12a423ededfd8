//! Why something is as it is: down to the ratings and the lines of the rubric.

use rubric_dsl::Step;
use yew::virtual_dom::VText;
use yew::{AttrValue, Html};

use super::parts::{Tag, all, tag};

use crate::reading;
use crate::state::State;

/// How many steps stand open before a person opens more.
const OPEN: usize = 1;

pub(super) fn panel(state: &State, name: &str) -> Html {
    let Some(why) = reading::why(state, name) else {
        return Html::default();
    };
    let panel = tag("div class=reasons part=why role=region").with("aria-label", state.pack.why);
    panel.add(said(&why)).add(parts(state, &why, 0)).into()
}

fn said(step: &Step) -> Html {
    all(step.because.iter().map(|because| tag("p class=because").add(quoting(because))))
}

/// A sentence whose words between backticks are the rubric's own.
fn quoting(text: &str) -> Html {
    let part = |(at, part): (usize, &str)| {
        let part = AttrValue::from(part.to_owned());
        if at % 2 == 0 { Html::from(VText::new(part)) } else { tag("code").text(part).into() }
    };
    all(text.split('`').enumerate().map(part))
}

fn parts(state: &State, step: &Step, depth: usize) -> Html {
    if step.parts.is_empty() {
        return Html::default();
    }
    tag("ul class=steps").add(all(step.parts.iter().map(|part| one(state, part, depth)))).into()
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
