//! The state of one element, and the one function that changes it.

use std::rc::Rc;

use rubric_core::Rating;
use rubric_core::records::LeafForm;
use rubric_dsl::{List, Sentences, Voice};

use crate::action::{Action, Part, Typed};
use crate::book::{Book, Entry, Evidence, Step};
use crate::data::Data;
use crate::form::{Form, Leaf, Rater};
use crate::reading::Reading;
use crate::rubric::Rubric;
use crate::words::Pack;

/// How many changes can be taken back.
const UNDO: usize = 50;

/// What the element is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    /// One rater rates.
    #[default]
    Assess,
    /// Two sides look at the same lines.
    Compare,
    /// What was agreed, to read and print.
    Report,
}

/// Everything that is shown.
#[derive(Clone, Debug)]
pub(crate) struct State {
    /// What ids of this element begin with.
    pub(crate) id: Rc<str>,
    /// The rubric.
    pub(crate) rubric: Rc<Rubric>,
    /// What the element is for.
    pub(crate) mode: Mode,
    /// The rater who sits before it.
    pub(crate) rater: Option<usize>,
    /// What is said of the page's attributes; empty where all that they name is there.
    pub(crate) amiss: Rc<str>,
    /// The side from which the result is seen; none for the combined one.
    pub(crate) perspective: Option<usize>,
    /// Whether nothing can be changed: the page says so, or names a rater that there is none of.
    pub(crate) locked: bool,
    /// Today, as `YYYY-MM-DD`.
    pub(crate) today: Rc<str>,
    /// The words of the interface.
    pub(crate) pack: &'static Pack,
    /// Which way the interface is read: `ltr` or `rtl`.
    pub(crate) direction: &'static str,
    /// The language tag of the reader.
    pub(crate) lang: Rc<str>,
    /// How a day is written for a language tag.
    pub(crate) day: fn(&str, &str) -> String,
    /// The sign between whole and decimal places.
    pub(crate) decimal: char,
    /// The assessment.
    pub(crate) book: Rc<Book>,
    /// What the engine says of it.
    pub(crate) reading: Rc<Reading>,
    /// The assessment before each of the last changes, with the field that was typed into.
    pub(crate) undo: Vec<(Option<Typed>, Rc<Book>)>,
    /// Whether the shortest way up can be asked for.
    pub(crate) examines: bool,
    /// The way up of one outcome, as examining found it.
    pub(crate) way: Rc<Data>,
    /// The field for a number that is being typed into, with its text as it stands there.
    pub(crate) typing: Option<(Typed, Rc<str>)>,
    /// What reasons are open.
    pub(crate) why: Option<Rc<str>>,
    /// Where the keyboard is to go: an id, and a number that grows.
    pub(crate) focus: (Rc<str>, usize),
    /// What is said until it is no longer so, or until the person closes it.
    pub(crate) notices: Vec<Notice>,
}

/// Something that is said. All but trouble are of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// A draft was restored.
    Restored,
    /// Drafts cannot be kept: storage is full or refused.
    NotSaved,
    /// The draft was changed in another tab.
    OtherTab,
    /// The draft was begun with another version of the rubric.
    OtherVersion,
    /// Something went wrong: in the page's own words.
    Trouble(String),
}

impl Default for State {
    fn default() -> Self {
        Self {
            id: Rc::from("r-"),
            rubric: Rc::default(),
            mode: Mode::default(),
            rater: None,
            amiss: Rc::default(),
            perspective: None,
            locked: false,
            today: Rc::from(""),
            pack: crate::words::pack(""),
            direction: "ltr",
            lang: Rc::from("en"),
            day: |_, date| date.to_owned(),
            decimal: '.',
            book: Rc::default(),
            reading: Rc::default(),
            undo: Vec::new(),
            examines: false,
            way: Rc::default(),
            typing: None,
            why: None,
            focus: (Rc::from(""), 0),
            notices: Vec::new(),
        }
    }
}

impl State {
    /// How the engine speaks to the reader: in the language of the interface, with the reader's numbers.
    pub(crate) fn voice(&self) -> Voice {
        Voice { sentences: Sentences::of(self.pack.tag), decimal: self.decimal }
    }

    /// The texts of the rubric.
    pub(crate) fn form(&self) -> &Form {
        &self.rubric.form
    }

    /// The name of the rater who sits before it.
    pub(crate) fn rater_name(&self) -> Option<&str> {
        self.rater.and_then(|rater| self.form().raters.get(rater)).map(|rater| rater.name.as_str())
    }

    /// What the rater who sits before it gave for a leaf.
    pub(crate) fn entry(&self, leaf: usize) -> Rc<Entry> {
        self.rater.map(|rater| self.book.entry(rater, leaf)).unwrap_or_default()
    }

    /// Whether a rater's ratings are not to be seen from where this element stands: while one assesses, only one's own
    /// side is looked at; a private side is its rater's alone; and before both sides are finished neither sees the other.
    pub(crate) fn is_hidden(&self, rater: usize) -> bool {
        let private = self.form().raters.get(rater).is_some_and(|rater| rater.private);
        match (self.mode, self.rater) {
            (_, Some(own)) if own == rater => false,
            (Mode::Assess, Some(_)) => true,
            (Mode::Compare, Some(_)) => private || !self.is_open(),
            _ => private,
        }
    }

    /// The assessment without what is not to be seen from here.
    pub(crate) fn seen(&self) -> Book {
        let mut book = Book::clone(&self.book);
        book.responses.retain(|response| !self.is_hidden(response.rater));
        book
    }

    /// Whether one's own side is handed in.
    pub(crate) fn is_done(&self) -> bool {
        self.rater.and_then(|rater| self.book.response(rater)).is_some_and(|response| response.done)
    }

    /// Whether no answer can be changed: the page says so, or one's own side is handed in and not taken back.
    pub(crate) fn is_locked(&self) -> bool {
        self.locked || self.mode == Mode::Assess && self.is_done()
    }

    /// Whether each side may see the other.
    pub(crate) fn is_open(&self) -> bool {
        self.sides().len() > 1 && self.waits_for().next().is_none()
    }

    /// The single raters with a response who do not say that it is finished. A group is not waited for.
    pub(crate) fn waits_for(&self) -> impl Iterator<Item = &Rater> {
        let open = self.book.responses.iter().filter(|response| !response.done);
        open.filter_map(|response| self.form().raters.get(response.rater)).filter(|rater| !rater.many)
    }

    /// The raters who have given something.
    pub(crate) fn sides(&self) -> Vec<usize> {
        (0..self.form().raters.len()).filter(|rater| self.book.respondents(*rater) > 0).list()
    }

    /// The state with its assessment read anew.
    pub(crate) fn read(mut self) -> Self {
        self.reading = Reading::of(&self, Some(&self.reading.clone()));
        self.way = Rc::default();
        self
    }

    /// The state after an act.
    pub(crate) fn reduce(&self, action: &Action) -> Self {
        let mut next = self.clone();
        next.typing = None;
        match action {
            Action::Why { name } => {
                next.why = if self.is_why(name) { None } else { Some(Rc::from(name.as_str())) };
                return next;
            }
            Action::Next => return next.at_next_open(),
            Action::Dismiss { at } => {
                if *at < next.notices.len() {
                    next.notices.remove(*at);
                }
                return next;
            }
            _ if self.locked => return next,
            Action::Undo => return next.undone(),
            Action::Done { .. } => {}
            _ if self.is_locked() => return next,
            _ => {}
        }
        let field = action.field();
        let number = self.number_typed(action);
        next.typing = number.zip(field).map(|(text, field)| (field, Rc::from(text)));
        let mut book = Book::clone(&self.book);
        change(self, &mut book, action, number.map(|text| Rc::from(crate::book::written(self, text))));
        if book == *self.book {
            return next;
        }
        let goes_on = field.is_some() && self.undo.last().is_some_and(|(last, _)| *last == field);
        if !goes_on {
            next.undo.push((field, self.book.clone()));
            let excess = next.undo.len().saturating_sub(UNDO);
            next.undo.drain(..excess);
        }
        next.book = Rc::new(book);
        next.read()
    }

    /// The text that an act types into a field for a number.
    fn number_typed<'a>(&self, action: &'a Action) -> Option<&'a str> {
        let is_number = |leaf: usize| self.form().leaves.get(leaf).is_some_and(|leaf| leaf.form == LeafForm::Number);
        match action {
            Action::Context { at, text } => {
                self.form().contexts.get(*at).filter(|context| context.choices.is_empty()).map(|_| text.as_str())
            }
            Action::Write { leaf, text } | Action::AgreeOn { leaf, text } if is_number(*leaf) => Some(text),
            _ => None,
        }
    }

    /// What a field for a number shows: what is being typed there as it is, else the number as the reader writes it.
    pub(crate) fn shown(&self, field: Typed, text: &str) -> String {
        let typed = self.typing.as_ref().filter(|(typing, _)| *typing == field);
        typed.map_or_else(|| crate::book::shown(self.decimal, text), |(_, typed)| typed.to_string())
    }

    fn undone(mut self) -> Self {
        if let Some((_, book)) = self.undo.pop() {
            self.book = book;
        }
        self.read()
    }

    /// Whether the reasons of something are open.
    pub(crate) fn is_why(&self, name: &str) -> bool {
        self.why.as_deref() == Some(name)
    }

    /// The leaves that still lack something, in file order.
    pub(crate) fn open_leaves(&self) -> impl Iterator<Item = usize> {
        self.reading.missing.iter().enumerate().filter(|(_, lacks)| !lacks.is_empty()).map(|(leaf, _)| leaf)
    }

    fn at_next_open(mut self) -> Self {
        let last = self.focus.0.rsplit_once('l').and_then(|(_, leaf)| leaf.parse::<usize>().ok());
        let open: Vec<usize> = self.open_leaves().list();
        let after = open.iter().find(|leaf| last.is_some_and(|last| **leaf > last));
        if let Some(leaf) = after.or(open.first()) {
            self.focus = (Rc::from(format!("{}l{leaf}", self.id)), self.focus.1 + 1);
        }
        self
    }
}

/// Changes one thing of an assessment; a number that was typed comes as a file has it.
fn change(state: &State, book: &mut Book, action: &Action, number: Option<Rc<str>>) {
    match action {
        Action::Context { at, text } => put(&mut book.context, *at, number.unwrap_or_else(|| Rc::from(text.as_str()))),
        Action::Judge { at, level } => {
            let levels = state.form().judged.get(*at).map_or(0, |judged| judged.levels.len());
            if let Some(judged) = book.judged.get_mut(*at).filter(|_| usize::from(*level) <= levels) {
                judged.level = level.checked_sub(1);
            }
        }
        Action::JudgeComment { at, text } => {
            if let Some(judged) = book.judged.get_mut(*at) {
                judged.comment = Rc::from(text.as_str());
            }
        }
        Action::Agree { leaf, code } => agree(book, *leaf, |entry| entry.rating = rating(*code)),
        Action::AgreeOn { leaf, .. } => agree(book, *leaf, |entry| entry.text = number.unwrap_or_default()),
        Action::Note { leaf, text } => agree(book, *leaf, |entry| entry.comment = Rc::from(text.as_str())),
        Action::AddStep => book.steps.push(Step::default()),
        Action::Step { at, text } => step(book, *at, |step| step.text = Rc::from(text.as_str())),
        Action::StepDate { at, date } => step(book, *at, |step| step.date = Rc::from(date.as_str())),
        Action::DropStep { at } if *at < book.steps.len() => drop(book.steps.remove(*at)),
        Action::Read { rater, date } => read_by(state, book, *rater, date),
        Action::Done { on } => {
            if let Some(response) = state.rater.and_then(|rater| book.response_mut(state.form(), rater)) {
                response.done = *on;
            }
        }
        _ => change_entry(state, book, action, number),
    }
}

/// Whether a leaf has a place for what an act gives it.
fn is_taken(state: &State, action: &Action) -> bool {
    let leaf = |leaf: usize| state.form().leaves.get(leaf);
    match action {
        Action::Rate { leaf: at, code } => {
            let known = |leaf: &Leaf| leaf.choices.iter().any(|choice| choice.rating.code() == *code);
            *code == 0 || leaf(*at).is_some_and(known)
        }
        Action::Tick { leaf: at, practice, .. } => leaf(*at).is_some_and(|leaf| *practice < leaf.practices.len()),
        Action::Write { leaf: at, .. } => {
            leaf(*at).is_some_and(|leaf| matches!(leaf.form, LeafForm::Number | LeafForm::Narrative))
        }
        _ => true,
    }
}

/// Changes what the rater gave for one leaf.
fn change_entry(state: &State, book: &mut Book, action: &Action, number: Option<Rc<str>>) {
    if !is_taken(state, action) {
        return;
    }
    let text = |text: &String| Rc::from(text.as_str());
    match action {
        Action::Rate { leaf, code } => own(state, book, *leaf, |entry| {
            entry.rating = rating(*code);
            entry.ticked = 0;
        }),
        Action::Tick { leaf, practice, on } => own(state, book, *leaf, |entry| {
            let bit = u32::try_from(*practice).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0);
            entry.rating = Rating::UNRATED;
            entry.ticked = if *on { entry.ticked | bit } else { entry.ticked & !bit };
        }),
        Action::Write { leaf, text: written } => own(state, book, *leaf, |entry| {
            entry.text = number.unwrap_or_else(|| text(written));
            entry.rating = Rating::UNRATED;
        }),
        Action::Comment { leaf, text: written } => own(state, book, *leaf, |entry| entry.comment = text(written)),
        Action::AddEvidence { leaf } => own(state, book, *leaf, |entry| entry.evidence.push(Evidence::default())),
        Action::Attach { leaf, kind, title, link } => own(state, book, *leaf, |entry| {
            // In the place of one that was only begun.
            entry.evidence = entry.pieces().into_iter().cloned().list();
            entry.evidence.push(Evidence { kind: text(kind), title: text(title), link: text(link) });
        }),
        Action::Evidence { leaf, at, part, text: written } => own(state, book, *leaf, |entry| {
            let Some(piece) = entry.evidence.get_mut(*at) else {
                return;
            };
            match part {
                Part::Kind => piece.kind = text(written),
                Part::Title => piece.title = text(written),
                Part::Link => piece.link = text(written),
            }
        }),
        Action::DropEvidence { leaf, at } => own(state, book, *leaf, |entry| {
            if *at < entry.evidence.len() {
                entry.evidence.remove(*at);
            }
        }),
        _ => {}
    }
}

fn rating(code: u8) -> Rating {
    match code {
        1..=32 => Rating::level(code - 1),
        33..=63 => Rating::half_step(code - 33),
        64..=127 => Rating::answer(code - 64),
        _ => Rating::UNRATED,
    }
}

fn own(state: &State, book: &mut Book, leaf: usize, change: impl FnOnce(&mut Entry)) {
    let response = state.rater.and_then(|rater| book.response_mut(state.form(), rater));
    if let Some(entry) = response.and_then(|response| response.entries.get_mut(leaf)) {
        change(Rc::make_mut(entry));
    }
}

fn agree(book: &mut Book, leaf: usize, change: impl FnOnce(&mut Entry)) {
    if let Some(entry) = book.agreed.get_mut(leaf) {
        change(Rc::make_mut(entry));
    }
}

fn step(book: &mut Book, at: usize, change: impl FnOnce(&mut Step)) {
    if let Some(step) = book.steps.get_mut(at) {
        change(step);
    }
}

fn read_by(state: &State, book: &mut Book, rater: usize, date: &str) {
    let name = state.form().raters.get(rater).map_or("", |rater| rater.name.as_str());
    book.read_by.retain(|(reader, _)| reader != name);
    if !date.is_empty() {
        book.read_by.push((name.to_owned(), date.to_owned()));
    }
}

fn put<T>(list: &mut [T], at: usize, value: T) {
    if let Some(place) = list.get_mut(at) {
        *place = value;
    }
}
