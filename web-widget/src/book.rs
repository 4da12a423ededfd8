//! The assessment as it is being given: everything that is typed, with what no reader understands kept as it came.

mod figure;
mod read;
mod sheet;
mod write;

pub(crate) use figure::{meanings, number, shown, written};
pub(crate) use write::entry_data;

use rubric_dsl::List;
use std::rc::Rc;

use rubric_core::Rating;

use crate::bridge;
use crate::data::Data;
use crate::form::Form;

/// An assessment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Book {
    /// Whose it is: an opaque name.
    pub(crate) subject: String,
    /// The day of the occasion.
    pub(crate) date: String,
    /// The version of the rubric that it was given for; empty where it is this one.
    pub(crate) version: String,
    /// Context values as a file has them, in the rubric's order.
    pub(crate) context: Vec<Rc<str>>,
    /// Responses, each with one entry for each leaf.
    pub(crate) responses: Vec<Response>,
    /// Judgements, in the rubric's order.
    pub(crate) judged: Vec<Judgement>,
    /// What was agreed, one for each leaf.
    pub(crate) agreed: Vec<Rc<Entry>>,
    /// Next steps.
    pub(crate) steps: Vec<Step>,
    /// Who has read the report: raters' names and days.
    pub(crate) read_by: Vec<(String, String)>,
    /// The previous result.
    pub(crate) prior: Data,
    /// What the rubric has no place for, as it came: `responses`, `context`, `judgements`, `agreed`.
    pub(crate) rest: Data,
}

/// What one respondent gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Response {
    /// The rater's place in the rubric.
    pub(crate) rater: usize,
    /// Whether the respondent says that it is finished.
    pub(crate) done: bool,
    /// One entry for each leaf.
    pub(crate) entries: Vec<Rc<Entry>>,
    /// Answers that the rubric has no place for, by their path, as they came.
    pub(crate) kept: Vec<(String, Data)>,
}

/// What was given for one leaf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// A level, a mid-point or an answer.
    pub(crate) rating: Rating,
    /// Practices that are ticked, the first in the lowest bit.
    pub(crate) ticked: u64,
    /// A number as a file has it, or a text.
    pub(crate) text: Rc<str>,
    /// A comment.
    pub(crate) comment: Rc<str>,
    /// Evidence.
    pub(crate) evidence: Vec<Evidence>,
}

/// A piece of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// Kind.
    pub(crate) kind: Rc<str>,
    /// Title.
    pub(crate) title: Rc<str>,
    /// Address.
    pub(crate) link: Rc<str>,
}

/// A level that a person chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Judgement {
    /// The level.
    pub(crate) level: Option<u8>,
    /// Why.
    pub(crate) comment: Rc<str>,
}

/// A next step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Step {
    /// What is to be done.
    pub(crate) text: Rc<str>,
    /// By when.
    pub(crate) date: Rc<str>,
}

impl Entry {
    /// Whether nothing is given.
    pub(crate) fn is_blank(&self) -> bool {
        self.rating == Rating::UNRATED
            && self.ticked == 0
            && self.text.is_empty()
            && self.comment.is_empty()
            && self.pieces().is_empty()
    }

    /// The pieces of evidence that say something: one that was only begun shows nothing.
    pub(crate) fn pieces(&self) -> Vec<&Evidence> {
        let says = |piece: &&Evidence| [&piece.kind, &piece.title, &piece.link].iter().any(|it| !it.trim().is_empty());
        self.evidence.iter().filter(says).list()
    }

    /// Whether there is no answer yet.
    pub(crate) fn is_open(&self) -> bool {
        self.rating == Rating::UNRATED && self.ticked == 0 && self.text.trim().is_empty()
    }
}

impl Book {
    /// An assessment in which nothing is given yet.
    pub(crate) fn blank(form: &Form) -> Self {
        Self {
            context: vec![Rc::from(""); form.contexts.len()],
            judged: vec![Judgement::default(); form.judged.len()],
            agreed: blank_entries(form),
            ..Self::default()
        }
    }

    /// The only response of a single rater.
    pub(crate) fn response(&self, rater: usize) -> Option<&Response> {
        self.responses.iter().find(|response| response.rater == rater)
    }

    /// What a rater gave for a leaf.
    pub(crate) fn entry(&self, rater: usize, leaf: usize) -> Rc<Entry> {
        self.response(rater).and_then(|response| response.entries.get(leaf)).cloned().unwrap_or_default()
    }

    /// The response of a rater, made where there is none.
    pub(crate) fn response_mut(&mut self, form: &Form, rater: usize) -> Option<&mut Response> {
        if self.response(rater).is_none() {
            self.responses.push(Response { rater, entries: blank_entries(form), ..Response::default() });
        }
        self.responses.iter_mut().find(|response| response.rater == rater)
    }

    /// How many respondents a rater has.
    pub(crate) fn respondents(&self, rater: usize) -> usize {
        self.responses.iter().filter(|response| response.rater == rater).count()
    }

    /// How many answers are kept that the rubric has no place for.
    pub(crate) fn kept(&self) -> usize {
        let others = self.rest.get("responses").items().iter().map(|response| response.get("ratings").fields().len());
        others.chain(self.responses.iter().map(|response| response.kept.len())).sum()
    }
}

fn blank_entries(form: &Form) -> Vec<Rc<Entry>> {
    let blank = Rc::new(Entry::default());
    vec![blank; form.leaves.len()]
}

/// The words of a text, as the engine counts them.
pub(crate) fn words_of(text: &str) -> u32 {
    let is_word = |word: &&str| word.bytes().any(|byte| byte.is_ascii_alphanumeric()) || bridge::has_letter(word);
    let words = text.split_whitespace().filter(is_word).count();
    u32::try_from(words).unwrap_or(u32::MAX)
}
