//! What is seen: functions of the state. Controls name their act in `data-do`, so that no view holds a callback.

mod assess;
mod compare;
mod conversation;
mod figure;
mod leaf;
mod line;
mod parts;
mod picture;
mod report;
mod result;
mod tag;
mod way;
mod why;

use std::rc::Rc;

use yew::{Component, Context, Html, Properties};

use self::parts::{Tag, all, button, nothing, tag};
use crate::state::{Mode, Notice, State};

/// What the shell shows.
#[derive(Clone, Debug, Default, Properties)]
pub(crate) struct Shown {
    /// The state; none while the element is not on a page.
    #[prop_or_default]
    pub(crate) state: Option<Rc<State>>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        match (&self.state, &other.state) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        }
    }
}

/// The whole view.
#[derive(Debug)]
pub(crate) struct Shell;

impl Component for Shell {
    type Message = ();
    type Properties = Shown;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        ctx.props().state.as_deref().map(|state| root(state).into()).unwrap_or_default()
    }
}

fn root(state: &State) -> Tag {
    let notices = state.notices.iter().enumerate().map(|(at, notice)| said(state, at, notice));
    let root = tag("div class=root part=root").with("lang", state.pack.tag).with("dir", state.direction);
    let root = root.add(tag("div").add(all(notices))).add(amiss(state));
    root.add(if state.rubric.form.id.is_empty() { nothing() } else { mode(state) })
}

/// What the page's attributes name that there is not.
fn amiss(state: &State) -> Tag {
    if state.amiss.is_empty() {
        return nothing();
    }
    tag("p class=notice role=alert").text(state.amiss.to_string())
}

fn mode(state: &State) -> Tag {
    match state.mode {
        Mode::Assess => assess::view(state),
        Mode::Compare => compare::view(state),
        Mode::Report => report::view(state),
    }
}

fn said(state: &State, at: usize, notice: &Notice) -> Tag {
    let pack = state.pack;
    let (class, role, text) = match notice {
        Notice::Restored => ("notice", "status", pack.restored),
        Notice::NotSaved => ("notice bad", "status", pack.not_saved),
        Notice::OtherTab => ("notice bad", "status", pack.other_tab),
        Notice::OtherVersion => ("notice bad", "status", pack.other_version),
        Notice::Trouble(text) => ("notice bad", "alert", text.as_str()),
    };
    let text = tag("p").with("role", role).text(text.to_owned());
    tag("div part=notice").with("class", class).add(text).add(button("quiet", "dismiss", 0, at, pack.dismiss))
}
