//! Writing an assessment, as the command reads it.

use super::{Book, Entry, Response};
use crate::data::{Data, Fields};
use crate::form::{Form, Leaf};
use rubric_dsl::List;

/// The name and version of the format.
const FORMAT: &str = "rubric-assessment/1";

impl Book {
    /// The assessment as plain data.
    pub(crate) fn write(&self, form: &Form) -> Data {
        let version = if self.version.is_empty() { form.version.as_str() } else { self.version.as_str() };
        let context = form.contexts.iter().zip(&self.context);
        let context =
            context.fold(Fields::default(), |fields, (context, value)| fields.with(&context.name, Data::text(value)));
        let responses = self.responses.iter().filter(|response| !response.is_blank() || response.done);
        let responses = responses.map(|response| response_data(form, response));
        let responses = responses.chain(self.rest.get("responses").items().iter().cloned());
        Fields::default()
            .with("format", Data::text(FORMAT))
            .with("rubric", Data::text(&form.id))
            .with("version", Data::text(version))
            .with("subject", Data::text(&self.subject))
            .with("date", Data::text(&self.date))
            .with("context", context.with_rest(self.rest.get("context").fields()).done())
            .with("responses", Data::List(responses.list()))
            .with("judgements", self.judgements(form))
            .with("conversation", self.conversation(form))
            .with("prior", self.prior.clone())
            .done()
    }

    fn judgements(&self, form: &Form) -> Data {
        let judged = form.judged.iter().zip(&self.judged);
        let fields = judged.fold(Fields::default(), |fields, (judged, given)| {
            let level = given.level.and_then(|level| judged.levels.get(usize::from(level)));
            let Some((level, _)) = level else {
                return fields;
            };
            let by = form.raters.get(judged.rater).map_or("", |rater| rater.name.as_str());
            let data = Fields::default()
                .with("level", Data::text(level))
                .with("by", Data::text(by))
                .with("comment", Data::text(&given.comment));
            fields.with(&judged.name, data.done())
        });
        fields.with_rest(self.rest.get("judgements").fields()).done()
    }

    /// What the two sides agreed: ratings with notes, next steps, and who has read it.
    fn conversation(&self, form: &Form) -> Data {
        let steps = self.steps.iter().filter(|step| !step.text.trim().is_empty());
        let steps = steps.map(|step| {
            Fields::default().with("text", Data::text(&step.text)).with("date", Data::text(&step.date)).done()
        });
        let read =
            self.read_by.iter().fold(Fields::default(), |fields, (rater, date)| fields.with(rater, Data::text(date)));
        Fields::default()
            .with("agreed", ratings(form, &self.agreed).with_rest(self.rest.get("agreed").fields()).done())
            .with("steps", Data::List(steps.list()))
            .with("read", read.done())
            .done()
    }
}

fn response_data(form: &Form, response: &Response) -> Data {
    let rater = form.raters.get(response.rater).map_or("", |rater| rater.name.as_str());
    // What a person answers anew stands in the place of what was kept.
    let fields = ratings(form, &response.entries).with_rest(&response.kept);
    let done = if response.done { Data::Truth(true) } else { Data::Nothing };
    Fields::default().with("rater", Data::text(rater)).with("done", done).with("ratings", fields.done()).done()
}

fn ratings(form: &Form, entries: &[std::rc::Rc<Entry>]) -> Fields {
    form.leaves.iter().zip(entries).filter(|(_, entry)| !entry.is_blank()).fold(
        Fields::default(),
        |fields, (leaf, entry)| {
            let path = form.nodes.get(leaf.node).map_or("", |node| node.path.as_str());
            fields.with(path, entry_data(leaf, entry))
        },
    )
}

/// What was given for a leaf: a name alone where there is nothing else.
pub(crate) fn entry_data(leaf: &Leaf, entry: &Entry) -> Data {
    let choice =
        leaf.choices.iter().find(|choice| super::read::is_chosen(entry.rating) && choice.rating == entry.rating);
    let name = choice.map_or("", |choice| choice.name.as_str());
    let key = if choice.is_some_and(crate::form::Choice::is_answer) { "answer" } else { "level" };
    if let (Some(_), true) = (choice, entry.comment.is_empty() && entry.pieces().is_empty()) {
        return Data::text(name);
    }
    let ticked = leaf.practices.iter().enumerate().filter(|(at, _)| entry.is_ticked(*at));
    let practices = Data::List(ticked.map(|(_, practice)| Data::text(&practice.name)).list());
    let written = if leaf.form == rubric_core::records::LeafForm::Number { "number" } else { "text" };
    let (practices, text) =
        if choice.is_some() { (Data::Nothing, Data::Nothing) } else { (practices, Data::text(&entry.text)) };
    let evidence = entry.pieces().into_iter().map(|piece| {
        Fields::default()
            .with("kind", Data::text(&piece.kind))
            .with("title", Data::text(&piece.title))
            .with("link", Data::text(&piece.link))
            .done()
    });
    Fields::default()
        .with(key, Data::text(name))
        .with("practices", practices)
        .with(written, text)
        .with("comment", Data::text(&entry.comment))
        .with("evidence", Data::List(evidence.list()))
        .done()
}

impl Entry {
    /// Whether the practice at a place is ticked.
    pub(crate) fn is_ticked(&self, at: usize) -> bool {
        u32::try_from(at).ok().and_then(|at| self.ticked.checked_shr(at)).is_some_and(|bits| bits & 1 == 1)
    }
}
