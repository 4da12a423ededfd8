//! A line of a long list: it is drawn anew only where what it is shown from has changed.

use std::rc::Rc;

use rubric_dsl::result::Score;
use yew::virtual_dom::{Key, VChild};
use yew::{Component, Context, Html, Properties};

use super::leaf::{self, Asked};
use super::{assess, result};
use crate::rubric::Rubric;
use crate::words::Pack;

/// What a line is of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Line {
    /// A leaf, to be answered.
    Leaf(Asked),
    /// A title above leaves.
    Title(Titled),
    /// A score.
    Score(Scored),
}

/// What a title is shown from.
#[derive(Clone, Debug)]
pub(super) struct Titled {
    /// The rubric.
    pub(super) rubric: Rc<Rubric>,
    /// Which node.
    pub(super) node: usize,
}

impl PartialEq for Titled {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node && Rc::ptr_eq(&self.rubric, &other.rubric)
    }
}

/// What a score is shown from.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    /// Whose score.
    pub(super) of: Titled,
    /// What of the score is shown.
    pub(super) score: Score,
    /// Its reasons, where they are open.
    pub(super) reasons: Option<Html>,
    /// The words of the interface.
    pub(super) pack: &'static Pack,
    /// The sign between whole and decimal places.
    pub(super) decimal: char,
}

/// Open reasons tell of more than the score.
impl PartialEq for Scored {
    fn eq(&self, other: &Self) -> bool {
        self.of == other.of
            && self.score == other.score
            && self.reasons.is_none()
            && other.reasons.is_none()
            && std::ptr::eq(self.pack, other.pack)
            && self.decimal == other.decimal
    }
}

/// A line under a key: lines come and go with the context, and nothing else may move.
pub(super) fn line(key: usize, line: Line) -> Html {
    VChild::<LineView>::new(Drawn { line }, Some(Key::from(key))).into()
}

/// What a line is drawn from.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct Drawn {
    line: Line,
}

/// One line.
#[derive(Debug)]
pub(super) struct LineView;

impl Component for LineView {
    type Message = ();
    type Properties = Drawn;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let drawn = match &ctx.props().line {
            Line::Leaf(asked) => leaf::view(asked),
            Line::Title(titled) => assess::title(titled),
            Line::Score(scored) => result::score(scored),
        };
        drawn.into()
    }
}
