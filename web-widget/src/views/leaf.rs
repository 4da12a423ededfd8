//! One leaf: how it is answered, commented on and shown by evidence.
//!
//! A page holds hundreds, so each is of few elements, laid out in blocks: grids take a browser twice the memory.

use std::rc::Rc;

use rubric_core::Rating;
use rubric_core::records::LeafForm;
use yew::{AttrValue, Component, Context, Html, Properties, html};

use super::parts::{Area, area, button, called, fill, limits, link};
use crate::book::{Entry, Evidence, words_of};
use crate::form::{Choice, Form, Leaf, Node};
use crate::reading::Lack;
use crate::rubric::Rubric;
use crate::words::{Pack, counted};

/// What a leaf is shown from.
#[derive(Clone, Debug, Properties)]
pub(crate) struct Asked {
    /// The rubric.
    pub(crate) rubric: Rc<Rubric>,
    /// Which leaf.
    pub(crate) leaf: usize,
    /// What is given.
    pub(crate) entry: Rc<Entry>,
    /// What is still missing.
    pub(crate) lacks: Vec<Lack>,
    /// The level that is reached, of practices.
    pub(crate) reached: Option<AttrValue>,
    /// What ids begin with.
    pub(crate) id: Rc<str>,
    /// The words of the interface.
    pub(crate) pack: &'static Pack,
    /// The sign between whole and decimal places.
    pub(crate) decimal: char,
    /// Whether nothing can be changed.
    pub(crate) locked: bool,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.leaf == other.leaf
            && Rc::ptr_eq(&self.rubric, &other.rubric)
            && (Rc::ptr_eq(&self.entry, &other.entry) || self.entry == other.entry)
            && self.lacks == other.lacks
            && self.reached == other.reached
            && self.id == other.id
            && std::ptr::eq(self.pack, other.pack)
            && self.decimal == other.decimal
            && self.locked == other.locked
    }
}

/// One leaf.
#[derive(Debug)]
pub(crate) struct LeafView;

impl Component for LeafView {
    type Message = ();
    type Properties = Asked;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let asked = ctx.props();
        let form: &Form = &asked.rubric.form;
        let leaf = form.leaves.get(asked.leaf);
        match leaf.and_then(|leaf| Some((leaf, form.nodes.get(leaf.node)?))) {
            Some((leaf, node)) => View { asked, leaf, node, name: id(asked, "n") }.whole(),
            None => Html::default(),
        }
    }
}

struct View<'a> {
    asked: &'a Asked,
    leaf: &'a Leaf,
    node: &'a Node,
    /// What its choices share.
    name: AttrValue,
}

fn id(asked: &Asked, part: &str) -> AttrValue {
    AttrValue::from(format!("{}{part}{}", asked.id, asked.leaf))
}

impl View<'_> {
    fn whole(&self) -> Html {
        let class = if self.asked.lacks.is_empty() { "leaf" } else { "leaf open" };
        html! {
            <fieldset {class} part="indicator" id={id(self.asked, "l")} data-leaf={self.asked.leaf.to_string()}
                disabled={self.asked.locked}>
                <legend part="indicator-title" lang={self.asked.rubric.form.language.clone()}>{ &self.node.title }</legend>
                { if self.node.about.is_empty() { html! {} } else { html! { <p class="about">{ &self.node.about }</p> } } }
                { self.answer() }
                { self.comment() }
                { self.evidence() }
                { self.lacks() }
            </fieldset>
        }
    }

    fn answer(&self) -> Html {
        match self.leaf.form {
            LeafForm::Rated => html! { <>{ self.levels() }{ self.answers() }</> },
            LeafForm::Cumulative => html! { <>{ self.practices() }{ self.answers() }</> },
            LeafForm::Number => html! { <>{ self.figure() }{ self.answers() }</> },
            LeafForm::Narrative => html! { <>{ self.narrative() }{ self.answers() }</> },
        }
    }

    fn levels(&self) -> Html {
        let levels = self.leaf.choices.iter().filter(|choice| !choice.is_answer());
        html! {
            <div class="levels" part="levels" lang={self.asked.rubric.form.language.clone()}>
                { for levels.map(|choice| self.choice("level", choice)) }
            </div>
        }
    }

    /// Answers other than a level, and a way back where something is chosen.
    fn answers(&self) -> Html {
        let answers: Vec<&Choice> = self.leaf.choices.iter().filter(|choice| choice.is_answer()).collect();
        let chosen = self.asked.entry.rating != Rating::UNRATED;
        if answers.is_empty() && !chosen {
            return html! {};
        }
        html! {
            <div class="answers">
                { for answers.into_iter().map(|choice| self.choice("answer", choice)) }
                { if chosen && !self.asked.locked { self.clear() } else { html! {} } }
            </div>
        }
    }

    fn clear(&self) -> Html {
        let name = fill(self.asked.pack.clear_of, &[&self.node.title]);
        html! {
            <button type="button" class="quiet" part="button" data-do="rate"
                data-at="0" aria-label={name}>{ self.asked.pack.clear }</button>
        }
    }

    fn choice(&self, class: &'static str, choice: &Choice) -> Html {
        let text = if choice.text.is_empty() {
            html! {}
        } else {
            html! { <span class="text">{ &choice.text }</span> }
        };
        html! {
            <label {class} part={class}>
                <input type="radio" name={self.name.clone()} data-do="rate"
                    data-at={choice.rating.code().to_string()} checked={self.asked.entry.rating == choice.rating} />
                { called(self.asked.decimal, choice) }
                { text }
            </label>
        }
    }

    fn practices(&self) -> Html {
        let levels = self.leaf.choices.iter().filter(|choice| !choice.is_answer()).enumerate();
        let group = |(at, level): (usize, &Choice)| {
            let own = |practice: &crate::form::Practice| usize::from(practice.level) == at;
            let ticks: Vec<Html> = self
                .leaf
                .practices
                .iter()
                .enumerate()
                .filter(|(_, it)| own(it))
                .map(|(at, it)| self.tick(at, it))
                .collect();
            if ticks.is_empty() {
                return html! {};
            }
            html! { <div class="rung" role="group" aria-label={level.label.clone()}><p class="name">{ &level.label }</p>{ ticks }</div> }
        };
        // Shown always, if empty: where it came and went, the ticks before it would change places, and the keyboard with them.
        let reached = self.asked.reached.as_ref();
        html! {
            <div class="practices" part="practices">
                { for levels.map(group) }
                <p class="reached">{ reached.map(|level| fill(self.asked.pack.reached, &[level])).unwrap_or_default() }</p>
            </div>
        }
    }

    fn tick(&self, at: usize, practice: &crate::form::Practice) -> Html {
        html! {
            <label class="tick" part="practice">
                <input type="checkbox" data-do="tick" data-at={at.to_string()}
                    checked={self.asked.entry.is_ticked(at)} />
                <span>{ &practice.text }</span>
            </label>
        }
    }

    fn figure(&self) -> Html {
        let hint = limits(self.asked.pack, self.asked.decimal, &self.leaf.limits);
        let text = self.asked.entry.text.trim();
        let bad = !text.is_empty() && !self.is_within(text);
        html! {
            <label class="field short">
                { hint }
                <input type="text" inputmode="decimal" part="number" data-do="write"
                    aria-label={self.node.title.clone()} aria-invalid={bad.then_some("true")}
                    value={AttrValue::from(self.asked.entry.text.to_string())} />
            </label>
        }
    }

    fn is_within(&self, text: &str) -> bool {
        let program = self.asked.rubric.program();
        let leaf = program.and_then(|program| program.leaf(crate::form::leaf_id(self.asked.leaf)));
        leaf.is_some_and(|leaf| crate::book::number(text, (leaf.low, leaf.high)).is_some())
    }

    fn narrative(&self) -> Html {
        let pack = self.asked.pack;
        let count = usize::try_from(words_of(&self.asked.entry.text)).unwrap_or(usize::MAX);
        let words = match self.leaf.words {
            0 => counted(pack.words, count, &[]),
            least => counted(pack.words_of, count, &[&least.to_string()]),
        };
        html! {
            <>
                { area(&Area {
                    act: "write",
                    leaf: self.asked.leaf,
                    label: pack.your_text,
                    name: self.node.title.clone(),
                    text: &self.asked.entry.text,
                    rows: "6",
                    locked: false,
                }) }
                <p class="count">{ words }</p>
            </>
        }
    }

    fn comment(&self) -> Html {
        area(&Area {
            act: "comment",
            leaf: self.asked.leaf,
            label: self.asked.pack.comment,
            name: AttrValue::from(fill(self.asked.pack.comment_on, &[&self.node.title])),
            text: &self.asked.entry.comment,
            rows: "2",
            locked: false,
        })
    }

    fn evidence(&self) -> Html {
        if !self.leaf.form.is_rated() {
            return html! {};
        }
        let pack = self.asked.pack;
        let pieces = &self.asked.entry.evidence;
        let each = pieces.iter().enumerate().map(|(at, piece)| self.piece(at, piece));
        html! {
            <>
                { if pieces.is_empty() { html! {} } else { html! { <div class="pieces" part="evidence">{ for each }</div> } } }
                { if self.asked.locked { html! {} } else { html! {
                    <button type="button" class="quiet" part="button" data-do="add-evidence"
                        aria-label={fill(pack.add_evidence_for, &[&self.node.title])}>{ pack.add_evidence }</button>
                } } }
            </>
        }
    }

    fn piece(&self, at: usize, piece: &Evidence) -> Html {
        let pack = self.asked.pack;
        let name = fill(pack.piece, &[&(at + 1).to_string(), &self.node.title]);
        if self.asked.locked {
            return html! { <p>{ &*piece.kind }{ " " }{ link(&piece.link, &piece.title) }</p> };
        }
        html! {
            <div class="piece" role="group" aria-label={name}>
                { self.kind(at, piece) }
                { self.part(at, "evidence-title", pack.title, &piece.title) }
                { self.part(at, "evidence-link", pack.link, &piece.link) }
                { button("quiet", "drop-evidence", self.asked.leaf, at, pack.remove) }
            </div>
        }
    }

    fn kind(&self, at: usize, piece: &Evidence) -> Html {
        if self.leaf.kinds.is_empty() {
            return self.part(at, "evidence-kind", self.asked.pack.kind, &piece.kind);
        }
        let option = |kind: &AttrValue| html! { <option value={kind.clone()} selected={**kind == *piece.kind}>{ kind }</option> };
        html! {
            <label class="field">
                { self.asked.pack.kind }
                <select part="select" data-do="evidence-kind" data-at={at.to_string()}>
                    <option value="" selected={piece.kind.is_empty()}>{ "\u{2014}" }</option>
                    { for self.leaf.kinds.iter().map(option) }
                </select>
            </label>
        }
    }

    fn part(&self, at: usize, act: &'static str, label: &'static str, text: &str) -> Html {
        html! {
            <label class="field">
                { label }
                <input type="text" part="input" data-do={act} data-at={at.to_string()}
                    value={AttrValue::from(text.to_owned())} />
            </label>
        }
    }

    /// What is still missing, in words.
    fn lacks(&self) -> Html {
        let pack = self.asked.pack;
        let pieces = self.leaf.evidence.to_string();
        let word = |lack: &Lack| match lack {
            Lack::Answer => pack.lacks_answer.to_owned(),
            Lack::Comment => pack.lacks_comment.to_owned(),
            Lack::Evidence if self.leaf.evidence_first => fill(pack.lacks_evidence_first, &[&pieces]),
            Lack::Evidence => fill(pack.lacks_evidence, &[&pieces]),
        };
        if self.asked.lacks.is_empty() || self.asked.locked {
            return html! {};
        }
        let words: Vec<String> = self.asked.lacks.iter().map(word).collect();
        html! { <p class="lacks">{ fill(pack.lacks, &[&words.join(pack.and)]) }</p> }
    }
}
