//! Reading an assessment that the page gives: what fits is taken, what does not is kept as it came.

use rubric_dsl::List;
use std::rc::Rc;

use rubric_core::Rating;
use rubric_core::records::LeafForm;

use super::{Book, Entry, Evidence, Judgement, Response, Step};
use crate::data::{Data, Fields};
use crate::form::{Choice, Form, Leaf};

impl Book {
    /// Reads an assessment.
    pub(crate) fn read(form: &Form, data: &Data) -> Self {
        let mut book = Self::blank(form);
        book.subject = data.get("subject").as_text().to_owned();
        book.date = data.get("date").as_text().to_owned();
        let version = data.get("version").as_text();
        if version != form.version.as_str() {
            book.version = version.to_owned();
        }
        for (slot, context) in book.context.iter_mut().zip(&form.contexts) {
            *slot = Rc::from(data.get("context").get(&context.name).as_text());
        }
        for (slot, judged) in book.judged.iter_mut().zip(&form.judged) {
            *slot = judgement(&judged.levels, data.get("judgements").get(&judged.name));
        }
        let context = rest(data.get("context"), &mut |name, _| form.contexts.iter().any(|known| known.name == name));
        let judgements = rest(data.get("judgements"), &mut |name, given| {
            let judged = form.judged.iter().find(|judged| judged.name == name);
            judged.is_some_and(|judged| judgement(&judged.levels, given).level.is_some())
        });
        let mut others = Vec::new();
        for given in data.get("responses").items() {
            match response(form, given) {
                Some(response) => book.responses.push(response),
                None => others.push(given.clone()),
            }
        }
        let conversation = data.get("conversation");
        let agreed = rest(conversation.get("agreed"), &mut |path, given| {
            let place = form.leaf_of(path);
            let read = place.and_then(|at| Some((book.agreed.get_mut(at)?, entry(form.leaves.get(at)?, given)?)));
            read.map(|(slot, entry)| *slot = Rc::new(entry)).is_some()
        });
        let text = |data: &Data, name: &str| Rc::from(data.get(name).as_text());
        let steps = conversation.get("steps").items().iter();
        book.steps = steps.map(|step| Step { text: text(step, "text"), date: text(step, "date") }).list();
        let read = conversation.get("read").fields().iter();
        book.read_by = read.map(|(rater, date)| (rater.clone(), date.as_text().to_owned())).list();
        book.rest = Fields::default()
            .with("responses", Data::List(others))
            .with("context", context)
            .with("judgements", judgements)
            .with("agreed", agreed)
            .done();
        book.prior = data.get("prior").clone();
        book
    }
}

/// The values of a map that are not taken.
fn rest(data: &Data, is_taken: &mut dyn FnMut(&str, &Data) -> bool) -> Data {
    Data::Map(data.fields().iter().filter(|(name, given)| !is_taken(name, given)).cloned().list())
}

fn judgement(levels: &[(yew::AttrValue, yew::AttrValue)], data: &Data) -> Judgement {
    let name = data.get("level").as_text();
    let level = levels.iter().position(|(known, _)| known == name).and_then(|at| u8::try_from(at).ok());
    Judgement { level, comment: Rc::from(data.get("comment").as_text()) }
}

fn response(form: &Form, data: &Data) -> Option<Response> {
    let rater = form.rater(data.get("rater").as_text())?;
    let done = *data.get("done") == Data::Truth(true);
    let mut response = Response { rater, done, entries: super::blank_entries(form), kept: Vec::new() };
    for (path, given) in data.get("ratings").fields() {
        let place = form.leaf_of(path);
        let read = place.and_then(|at| entry(form.leaves.get(at)?, given));
        match (place.and_then(|at| response.entries.get_mut(at)), read) {
            (Some(slot), Some(entry)) => *slot = Rc::new(entry),
            _ if given.is_nothing() => {}
            _ => response.kept.push((path.clone(), given.clone())),
        }
    }
    Some(response)
}

/// What was given for a leaf; nothing where the leaf has no place for it.
fn entry(leaf: &Leaf, data: &Data) -> Option<Entry> {
    let text = match data {
        Data::Text(text) | Data::Number(text) => text.as_str(),
        Data::Map(_) => return detailed(leaf, data),
        _ => return None,
    };
    if text.is_empty() {
        return Some(Entry::default());
    }
    let chosen = named(leaf, text).map(|choice| Entry { rating: choice.rating, ..Entry::default() });
    chosen.or_else(|| matches!(leaf.form, LeafForm::Number).then(|| Entry { text: Rc::from(text), ..Entry::default() }))
}

fn named<'l>(leaf: &'l Leaf, text: &str) -> Option<&'l Choice> {
    let value = |choice: &Choice| choice.value.is_some_and(|value| crate::form::decimal(value) == text);
    let by_name = leaf.choices.iter().find(|choice| choice.name == text);
    by_name.or_else(|| leaf.choices.iter().find(|choice| value(choice)))
}

fn detailed(leaf: &Leaf, data: &Data) -> Option<Entry> {
    let mut entry = Entry { comment: Rc::from(data.get("comment").as_text()), ..Entry::default() };
    let choice = [data.get("level").as_text(), data.get("answer").as_text()].into_iter().find(|name| !name.is_empty());
    if let Some(name) = choice {
        entry.rating = named(leaf, name)?.rating;
    }
    let written = [data.get("number").as_text(), data.get("text").as_text()].into_iter().find(|text| !text.is_empty());
    entry.text = Rc::from(written.unwrap_or(""));
    for name in data.get("practices").items() {
        let place = leaf.practices.iter().position(|practice| practice.name == name.as_text())?;
        entry.ticked |= 1_u64.checked_shl(u32::try_from(place).ok()?)?;
    }
    let text = |data: &Data, name: &str| Rc::from(data.get(name).as_text());
    let evidence = data.get("evidence").items().iter();
    entry.evidence = evidence
        .map(|piece| Evidence { kind: text(piece, "kind"), title: text(piece, "title"), link: text(piece, "link") })
        .list();
    Some(entry)
}

impl Response {
    /// Whether anything is given.
    pub(crate) fn is_blank(&self) -> bool {
        self.kept.is_empty() && self.entries.iter().all(|entry| entry.is_blank())
    }
}

/// Whether a rating is one that ticks gave.
pub(super) const fn is_chosen(rating: Rating) -> bool {
    rating.code() != 0
}
