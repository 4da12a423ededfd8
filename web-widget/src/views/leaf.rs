//! One leaf: how it is answered, commented on and shown by evidence.
//!
//! A page holds hundreds, so each is of few elements, laid out in blocks: grids take a browser twice the memory.

use rubric_dsl::{List, joined};
use std::rc::Rc;

use rubric_core::Rating;
use rubric_core::records::LeafForm;
use yew::AttrValue;

use super::figure::Figure;
use super::parts::{Area, Tag, all, area, button, called, fill, link, nothing, option, tag, told};
use crate::book::{Entry, Evidence, words_of};
use crate::form::{Choice, Form, Leaf, Node};
use crate::reading::Lack;
use crate::rubric::Rubric;
use crate::words::{Pack, counted};

/// What a leaf is shown from.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The rubric.
    pub(super) rubric: Rc<Rubric>,
    /// Which leaf.
    pub(super) leaf: usize,
    /// What is given.
    pub(super) entry: Rc<Entry>,
    /// What a field for a number shows.
    pub(super) shown: String,
    /// What is still missing.
    pub(super) lacks: Vec<Lack>,
    /// The level that is reached, of practices.
    pub(super) reached: Option<AttrValue>,
    /// What ids begin with.
    pub(super) id: Rc<str>,
    /// The words of the interface.
    pub(super) pack: &'static Pack,
    /// The sign between whole and decimal places.
    pub(super) decimal: char,
    /// Whether nothing can be changed.
    pub(super) locked: bool,
}

/// What is given is the same only where it is the very same. Where the page sets an assessment, a control may show what a
/// person did since the leaf was drawn, so each is drawn anew.
impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.leaf == other.leaf
            && Rc::ptr_eq(&self.rubric, &other.rubric)
            && Rc::ptr_eq(&self.entry, &other.entry)
            && self.shown == other.shown
            && self.lacks == other.lacks
            && self.reached == other.reached
            && self.id == other.id
            && std::ptr::eq(self.pack, other.pack)
            && self.decimal == other.decimal
            && self.locked == other.locked
    }
}

/// One leaf.
pub(super) fn view(asked: &Asked) -> Tag {
    let form: &Form = &asked.rubric.form;
    let leaf = form.leaves.get(asked.leaf);
    match leaf.and_then(|leaf| Some((leaf, form.nodes.get(leaf.node)?))) {
        Some((leaf, node)) => View { asked, leaf, node, name: id(asked, "n") }.whole(),
        None => nothing(),
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
    fn whole(&self) -> Tag {
        let class = if self.asked.lacks.is_empty() { "leaf" } else { "leaf open" };
        let leaf = tag("fieldset part=indicator").with("class", class).with("id", id(self.asked, "l"));
        let title = tag("legend part=indicator-title").with("lang", self.language()).text(&self.node.title);
        let place = self.node.full_title.strip_prefix(self.node.title.as_str()).unwrap_or_default();
        let title = title.add(told("span class=hidden", place.to_owned()));
        leaf.leaf(self.asked.leaf)
            .is("disabled", self.asked.locked)
            .add(title)
            .add(told("p class=about", &self.node.about))
            .add(self.answer())
            .add(self.answers())
            .add(self.comment())
            .add(self.evidence())
            .add(self.lacks())
    }

    fn language(&self) -> &AttrValue {
        &self.asked.rubric.form.language
    }

    fn answer(&self) -> Tag {
        match self.leaf.form {
            LeafForm::Rated => self.levels(),
            LeafForm::Cumulative => self.practices(),
            LeafForm::Number => self.figure(),
            LeafForm::Narrative => self.narrative(),
        }
    }

    fn levels(&self) -> Tag {
        let levels = self.leaf.choices.iter().filter(|choice| !choice.is_answer());
        let levels = all(levels.map(|choice| self.choice("level", choice)));
        tag("div class=levels part=levels").with("lang", self.language()).add(levels)
    }

    /// Answers other than a level, and a way back where something is chosen.
    fn answers(&self) -> Tag {
        let mut answers = self.leaf.choices.iter().filter(|choice| choice.is_answer()).peekable();
        let chosen = self.asked.entry.rating != Rating::UNRATED;
        if answers.peek().is_none() && !chosen {
            return nothing();
        }
        let list = tag("div class=answers").add(all(answers.map(|choice| self.choice("answer", choice))));
        list.add(if chosen && !self.asked.locked { self.clear() } else { nothing() })
    }

    fn clear(&self) -> Tag {
        let name = fill(self.asked.pack.clear_of, &[&self.node.full_title]);
        let button = tag("button type=button class=quiet part=button data-do=rate data-at=0");
        button.with("aria-label", name).text(self.asked.pack.clear)
    }

    fn choice(&self, class: &'static str, choice: &Choice) -> Tag {
        let input = tag("input type=radio data-do=rate").with("name", self.name.clone());
        let input = input.at(choice.rating.code().into()).checked(self.asked.entry.rating == choice.rating);
        let label = tag("label").with("class", class).with("part", class).add(input);
        label.text(called(self.asked.decimal, choice)).add(told("span class=text", &choice.text))
    }

    fn practices(&self) -> Tag {
        let levels = self.leaf.choices.iter().filter(|choice| !choice.is_answer()).enumerate();
        // Shown always, if empty: where it came and went, the ticks before it would change places, and the keyboard with them.
        let reached = self.asked.reached.as_ref();
        let reached = reached.map(|level| fill(self.asked.pack.reached, &[level])).unwrap_or_default();
        let list = tag("div class=practices part=practices").add(all(levels.map(|(at, level)| self.rung(at, level))));
        list.add(tag("p class=reached").text(reached))
    }

    /// The practices of one level.
    fn rung(&self, level: usize, choice: &Choice) -> Tag {
        let own = self.leaf.practices.iter().enumerate().filter(|(_, it)| usize::from(it.level) == level);
        let mut own = own.map(|(at, it)| self.tick(at, it)).peekable();
        if own.peek().is_none() {
            return nothing();
        }
        let rung = tag("div class=rung role=group").with("aria-label", &choice.label);
        rung.add(tag("p class=name").text(&choice.label)).add(all(own))
    }

    fn tick(&self, at: usize, practice: &crate::form::Practice) -> Tag {
        let input = tag("input type=checkbox data-do=tick").at(at).checked(self.asked.entry.is_ticked(at));
        tag("label class=tick part=practice").add(input).add(tag("span").text(&practice.text))
    }

    fn figure(&self) -> Tag {
        let figure = Figure {
            pack: self.asked.pack,
            decimal: self.asked.decimal,
            limits: &self.leaf.limits,
            id: id(self.asked, "w"),
            name: &self.node.full_title,
            shown: self.asked.shown.clone(),
            text: &self.asked.entry.text,
        };
        let label = tag("label").with("class", "field short").text(figure.limits());
        figure.view(label, tag("input type=text inputmode=decimal part=number data-do=write"))
    }

    fn narrative(&self) -> Tag {
        let pack = self.asked.pack;
        let count = usize::try_from(words_of(&self.asked.entry.text)).unwrap_or(usize::MAX);
        let words = match self.leaf.words {
            0 => counted(pack.words, count, &[]),
            least => counted(pack.words_of, count, &[&least.to_string()]),
        };
        let text = area(&Area {
            act: "write",
            leaf: self.asked.leaf,
            label: "",
            name: self.node.full_title.clone(),
            text: &self.asked.entry.text,
            rows: "6",
        });
        all([text, tag("p class=count").text(words)])
    }

    fn comment(&self) -> Tag {
        area(&Area {
            act: "comment",
            leaf: self.asked.leaf,
            label: self.asked.pack.comment,
            name: AttrValue::from(fill(self.asked.pack.comment_on, &[&self.node.full_title])),
            text: &self.asked.entry.comment,
            rows: "2",
        })
    }

    fn evidence(&self) -> Tag {
        if !self.leaf.form.is_rated() {
            return nothing();
        }
        all([self.pieces(), self.add_evidence()])
    }

    fn pieces(&self) -> Tag {
        let pieces = &self.asked.entry.evidence;
        if pieces.is_empty() {
            return nothing();
        }
        let each = pieces.iter().enumerate().map(|(at, piece)| self.piece(at, piece));
        tag("div class=pieces part=evidence").add(all(each))
    }

    fn add_evidence(&self) -> Tag {
        if self.asked.locked {
            return nothing();
        }
        let pack = self.asked.pack;
        let button = tag("button type=button class=quiet part=button data-do=add-evidence");
        button.with("aria-label", fill(pack.add_evidence_for, &[&self.node.full_title])).text(pack.add_evidence)
    }

    fn piece(&self, at: usize, piece: &Evidence) -> Tag {
        let pack = self.asked.pack;
        if self.asked.locked {
            return tag("p").text(piece.kind.clone()).text(" ").add(link(&piece.link, &piece.title));
        }
        let name = fill(pack.piece, &[&(at + 1).to_string(), &self.node.full_title]);
        let group = tag("div class=piece role=group").with("aria-label", name);
        group
            .add(self.kind(at, piece))
            .add(Self::part(at, "evidence-title", pack.title, &piece.title))
            .add(Self::part(at, "evidence-link", pack.link, &piece.link))
            .add(button("quiet", "drop-evidence", self.asked.leaf, at, pack.remove))
    }

    fn kind(&self, at: usize, piece: &Evidence) -> Tag {
        let label = self.asked.pack.kind;
        if self.leaf.kinds.is_empty() {
            return Self::part(at, "evidence-kind", label, &piece.kind);
        }
        let kinds = self.leaf.kinds.iter().map(|kind| option(kind, **kind == *piece.kind).text(kind));
        let none = option(&AttrValue::default(), piece.kind.is_empty()).text("\u{2014}");
        let select = tag("select part=select data-do=evidence-kind").at(at).add(none).add(all(kinds));
        tag("label class=field").text(label).add(select)
    }

    fn part(at: usize, act: &'static str, label: &'static str, text: &Rc<str>) -> Tag {
        let input = tag("input type=text part=input").with("data-do", act).at(at).value(text.clone());
        tag("label class=field").text(label).add(input)
    }

    /// What is still missing, in words.
    fn lacks(&self) -> Tag {
        let pack = self.asked.pack;
        let pieces = self.leaf.evidence.to_string();
        let word = |lack: &Lack| match lack {
            Lack::Answer => pack.lacks_answer.to_owned(),
            Lack::Comment => pack.lacks_comment.to_owned(),
            Lack::Evidence if self.leaf.evidence_first => fill(pack.lacks_evidence_first, &[&pieces]),
            Lack::Evidence => fill(pack.lacks_evidence, &[&pieces]),
        };
        if self.asked.lacks.is_empty() || self.asked.locked {
            return nothing();
        }
        let words: Vec<String> = self.asked.lacks.iter().map(word).list();
        tag("p class=lacks").text(fill(pack.lacks, &[&joined(&words, pack.and)]))
    }
}
