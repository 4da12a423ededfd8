//! What the page gets: the result as plain data, and the assessment as a table.

use rubric_dsl::result::{
    Advice, Complete, Flag, Gap, JudgedResult, Named, OutcomeResult, Ranked, ResultFile, Score, Waiting,
};
use rubric_dsl::{List, guarded, joined};

use crate::book::{Book, Entry, Response};
use crate::data::{Data, Fields};
use crate::form::Form;

/// A result, as the command writes it.
pub(crate) fn result(result: &ResultFile) -> Data {
    let rubric = Fields::default()
        .with("id", Data::text(&result.rubric.id))
        .with("version", Data::text(&result.rubric.version))
        .with("digest", Data::text(&result.rubric.digest));
    Data::Map(vec![
        ("format".to_owned(), Data::text(&result.format)),
        ("rubric".to_owned(), rubric.done()),
        ("subject".to_owned(), Data::text(&result.subject)),
        ("perspective".to_owned(), Data::text(&result.perspective)),
        ("scores".to_owned(), named(&result.scores, score)),
        ("measures".to_owned(), named(&result.measures, score)),
        ("outcomes".to_owned(), named(&result.outcomes, outcome)),
        ("judged".to_owned(), named(&result.judged, judged)),
        ("flags".to_owned(), list(&result.flags, flag)),
        ("advice".to_owned(), list(&result.advice, advice)),
        ("waiting".to_owned(), list(&result.waiting, waiting)),
        ("strengths".to_owned(), list(&result.strengths, ranked)),
        ("growth".to_owned(), list(&result.growth, ranked)),
        ("gaps".to_owned(), list(&result.gaps, gap)),
        ("complete".to_owned(), complete(&result.complete)),
    ])
}

fn named<T>(named: &Named<T>, data: fn(&T) -> Data) -> Data {
    Data::Map(named.0.iter().map(|(name, value)| (name.clone(), data(value))).list())
}

fn list<T>(list: &[T], data: fn(&T) -> Data) -> Data {
    Data::List(list.iter().map(data).list())
}

fn maybe(text: Option<&String>) -> Data {
    text.map_or(Data::Nothing, |text| Data::text(text))
}

fn texts(texts: &[String]) -> Data {
    Data::List(texts.iter().map(|text| Data::text(text)).list())
}

fn score(score: &Score) -> Data {
    Fields::default()
        .with("state", Data::text(&score.state))
        .with("value", maybe(score.value.as_ref()))
        .with("exact", maybe(score.exact.as_ref()))
        .with("level", maybe(score.level.as_ref()))
        .with("coverage", maybe(score.coverage.as_ref()))
        .with("coverage_exact", maybe(score.coverage_exact.as_ref()))
        .with("why", maybe(score.why.as_ref()))
        .done()
}

fn outcome(outcome: &OutcomeResult) -> Data {
    Fields::default()
        .with("state", Data::text(&outcome.state))
        .with("level", maybe(outcome.level.as_ref()))
        .with("label", maybe(outcome.label.as_ref()))
        .with("before_caps", maybe(outcome.before_caps.as_ref()))
        .with("decided_by", maybe(outcome.decided_by.as_ref()))
        .and("capped_by", texts(&outcome.capped_by))
        .and("possible", texts(&outcome.possible))
        .with("why", maybe(outcome.why.as_ref()))
        .done()
}

fn judged(judged: &JudgedResult) -> Data {
    Fields::default()
        .with("level", maybe(judged.level.as_ref()))
        .with("by", Data::text(&judged.by))
        .with("proposed", maybe(judged.proposed.as_ref()))
        .and("problems", texts(&judged.problems))
        .done()
}

fn flag(flag: &Flag) -> Data {
    Data::Map(vec![
        ("name".to_owned(), Data::text(&flag.name)),
        ("text".to_owned(), Data::text(&flag.text)),
        ("because".to_owned(), texts(&flag.because)),
    ])
}

fn advice(advice: &Advice) -> Data {
    let links = advice.links.iter().map(|link| {
        Data::Map(vec![("link".to_owned(), Data::text(&link.link)), ("title".to_owned(), Data::text(&link.title))])
    });
    Data::Map(vec![
        ("name".to_owned(), Data::text(&advice.name)),
        ("text".to_owned(), Data::text(&advice.text)),
        ("because".to_owned(), texts(&advice.because)),
        ("say".to_owned(), texts(&advice.say)),
        ("ask".to_owned(), texts(&advice.ask)),
        ("links".to_owned(), Data::List(links.list())),
    ])
}

fn waiting(waiting: &Waiting) -> Data {
    Data::Map(vec![("name".to_owned(), Data::text(&waiting.name)), ("for".to_owned(), texts(&waiting.r#for))])
}

fn ranked(ranked: &Ranked) -> Data {
    Fields::default()
        .with("path", Data::text(&ranked.path))
        .with("value", Data::text(&ranked.value))
        .with("exact", maybe(ranked.exact.as_ref()))
        .and("tied", Data::Truth(ranked.tied))
        .done()
}

fn gap(gap: &Gap) -> Data {
    Fields::default()
        .with("path", Data::text(&gap.path))
        .with("of", texts(&gap.of))
        .with("difference", Data::text(&gap.difference))
        .with("exact", maybe(gap.exact.as_ref()))
        .done()
}

/// What is answered and what is missing.
pub(crate) fn complete(complete: &Complete) -> Data {
    let missing = complete.missing.iter().map(|entry| {
        Data::Map(vec![
            ("path".to_owned(), Data::text(&entry.path)),
            ("rater".to_owned(), Data::text(&entry.rater)),
            ("what".to_owned(), Data::text(&entry.what)),
        ])
    });
    Data::Map(vec![
        ("answered".to_owned(), Data::Number(complete.answered.to_string())),
        ("of".to_owned(), Data::Number(complete.of.to_string())),
        ("missing".to_owned(), Data::List(missing.list())),
    ])
}

/// The assessment as a table, one row for each response, as the command reads it.
pub(crate) fn csv(form: &Form, book: &Book) -> String {
    let mut head = vec!["subject".to_owned(), "rater".to_owned()];
    head.extend(form.contexts.iter().map(|context| format!("context.{}", context.name)));
    for leaf in &form.leaves {
        let path = form.nodes.get(leaf.node).map_or("", |node| node.path.as_str());
        head.push(path.to_owned());
        head.push(format!("{path}#comment"));
        if !leaf.practices.is_empty() {
            head.push(format!("{path}#practices"));
        }
        head.push(format!("{path}#evidence"));
    }
    let mut table = line(&head);
    for response in book.responses.iter().filter(|response| !response.is_blank()) {
        table.push_str(&line(&row(form, book, response)));
    }
    table
}

fn row(form: &Form, book: &Book, response: &Response) -> Vec<String> {
    let rater = form.raters.get(response.rater).map_or("", |rater| rater.name.as_str());
    let mut cells = vec![book.subject.clone(), rater.to_owned()];
    cells.extend(book.context.iter().map(|value| value.to_string()));
    for (leaf, entry) in form.leaves.iter().zip(&response.entries) {
        cells.push(cell(leaf, entry));
        cells.push(entry.comment.to_string());
        if !leaf.practices.is_empty() {
            let ticked = leaf.practices.iter().enumerate().filter(|(at, _)| entry.is_ticked(*at));
            cells.push(joined(&ticked.map(|(_, practice)| practice.name.as_str()).list(), ";"));
        }
        let pieces = entry.pieces().len();
        cells.push(if pieces == 0 { String::new() } else { pieces.to_string() });
    }
    cells
}

fn cell(leaf: &crate::form::Leaf, entry: &Entry) -> String {
    let choice = leaf.choices.iter().find(|choice| choice.rating == entry.rating);
    choice.map_or_else(|| entry.text.to_string(), |choice| choice.name.to_string())
}

fn line(cells: &[String]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| quoted(cell)).list();
    joined(&quoted, ",") + "\r\n"
}

fn quoted(cell: &str) -> String {
    let cell = guarded(cell);
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}
