//! The coaching conversation: the same lines seen from two or more sides, biggest differences first.

use rubric_core::Fraction;
use rubric_core::records::LeafForm;
use rubric_dsl::{List, joined};
use yew::AttrValue;

use super::figure::Figure;
use super::parts::{Area, Tag, all, area, button, called, fill, link, nothing, tag, told};
use super::{assess, conversation};
use crate::book::Entry;
use crate::form::{Choice, Leaf, Node, leaf_id};
use crate::state::State;
use crate::words::counted;

/// What one side gave for a leaf.
struct Side {
    rater: usize,
    label: AttrValue,
    value: Option<Fraction>,
    entry: Option<std::rc::Rc<Entry>>,
}

/// A leaf, and how far the sides are apart on it.
struct Line<'a> {
    at: usize,
    leaf: &'a Leaf,
    node: &'a Node,
    sides: Vec<Side>,
    apart: Option<Fraction>,
    /// The same as a share of how far apart they could be.
    share: Option<Fraction>,
}

impl Line<'_> {
    /// Whether it is told in words, and more than one side has.
    fn is_written(&self) -> bool {
        let words = |side: &&Side| side.entry.as_ref().is_some_and(|entry| !entry.text.trim().is_empty());
        self.leaf.form == LeafForm::Narrative && self.sides.iter().filter(words).count() > 1
    }
}

pub(super) fn view(state: &State) -> Tag {
    let main = tag("div class=main")
        .add(assess::heading(state))
        .add(if is_waiting(state) { closed(state) } else { lines(state) })
        .add(conversation::steps(state));
    tag("div class=columns").add(main).add(assess::aside(state).add(conversation::since(state)))
}

/// Whether the sides may not see each other yet.
fn is_waiting(state: &State) -> bool {
    state.rater.is_some() && !state.is_open()
}

fn closed(state: &State) -> Tag {
    let waits = state.waits_for().map(|rater| tag("li").text(fill(state.pack.waits_for, &[&rater.label])));
    tag("div part=closed")
        .add(tag("p class=notice role=status").text(state.pack.closed))
        .add(tag("ul").add(all(waits)))
        .add(conversation::finish(state))
}

fn lines(state: &State) -> Tag {
    let form = state.form();
    let asked = form.leaves.iter().enumerate().filter(|(_, leaf)| state.reading.is_asked(leaf.node));
    // Where two are as far apart, the order of the rubric stands.
    let mut lines: Vec<Line<'_>> = Vec::new();
    for line in asked.filter_map(|(at, leaf)| line(state, at, leaf)) {
        let at = lines.partition_point(|before| before.share >= line.share);
        lines.insert(at, line);
    }
    let differ = |line: &Line<'_>| line.apart.is_some_and(|apart| !apart.is_zero());
    let alike = |line: &Line<'_>| line.apart.is_some_and(Fraction::is_zero);
    let written = |line: &Line<'_>| line.is_written();
    let open = |line: &Line<'_>| line.apart.is_none() && !line.is_written();
    all([
        section(state, state.pack.differ, &lines, &differ),
        section(state, state.pack.alike, &lines, &alike),
        section(state, state.pack.written, &lines, &written),
        section(state, state.pack.not_rated, &lines, &open),
    ])
}

fn section(state: &State, title: &'static str, lines: &[Line<'_>], is_in: &dyn Fn(&Line<'_>) -> bool) -> Tag {
    let shown = || lines.iter().filter(|line| is_in(line));
    let count = shown().count();
    if count == 0 {
        return nothing();
    }
    let title = tag("h2").text(title).text(" ").add(tag("span class=value").text(count.to_string()));
    tag("section part=lines").add(title).add(tag("div").add(all(shown().map(|line| one(state, line)))))
}

fn line<'a>(state: &'a State, at: usize, leaf: &'a Leaf) -> Option<Line<'a>> {
    let node = state.form().nodes.get(leaf.node)?;
    let sides: Vec<Side> = state.sides().into_iter().filter_map(|rater| side(state, rater, at, leaf)).list();
    let values = || sides.iter().filter_map(|side| side.value);
    let apart = values().max().zip(values().min()).filter(|_| values().count() > 1);
    let apart = apart.and_then(|(most, least)| most.minus(least));
    let share = apart.and_then(|apart| apart.over(span(state, at, leaf)?));
    Some(Line { at, leaf, node, sides, apart, share })
}

/// How far apart two sides of a leaf can be: from its lowest to its highest value.
fn span(state: &State, at: usize, leaf: &Leaf) -> Option<Fraction> {
    if leaf.form == LeafForm::Number {
        let leaf = state.rubric.program()?.leaf(leaf_id(at))?;
        return Fraction::new(i128::from(leaf.high) - i128::from(leaf.low), 1_000_000);
    }
    let values = || leaf.choices.iter().filter_map(|choice| choice.value);
    values().max()?.minus(values().min()?)
}

/// One side of a leaf; none where it may not be seen.
fn side(state: &State, rater: usize, at: usize, leaf: &Leaf) -> Option<Side> {
    let who = state.form().raters.get(rater)?;
    let value = state.reading.by(rater, leaf.node);
    if who.many {
        return Some(Side { rater, label: who.label.clone(), value, entry: None });
    }
    if state.is_hidden(rater) {
        return None;
    }
    let entry = state.book.entry(rater, at);
    Some(Side { rater, label: who.label.clone(), value, entry: Some(entry) })
}

pub(super) fn chosen<'l>(leaf: &'l Leaf, entry: &Entry) -> Option<&'l Choice> {
    leaf.choices.iter().find(|choice| choice.rating == entry.rating)
}

/// What a side gave, in words.
pub(super) fn given(state: &State, leaf: &Leaf, entry: &Entry) -> String {
    if let Some(choice) = chosen(leaf, entry) {
        return called(state.decimal, choice).to_string();
    }
    let ticked = leaf.practices.iter().enumerate().filter(|(at, _)| entry.is_ticked(*at));
    let ticked: Vec<&str> = ticked.map(|(_, practice)| practice.text.as_str()).list();
    match (ticked.is_empty(), entry.text.trim()) {
        (false, _) => joined(&ticked, "; "),
        (_, "") => state.pack.unrated.to_owned(),
        (_, text) if leaf.form == LeafForm::Number => crate::book::shown(state.decimal, text),
        (_, text) => text.to_owned(),
    }
}

fn one(state: &State, line: &Line<'_>) -> Tag {
    let apart = line.apart.filter(|apart| !apart.is_zero());
    let apart = apart.map(|apart| fill(state.pack.difference, &[&rubric_dsl::with_fraction(state.decimal, apart)]));
    let title = tag("h3").with("lang", &state.form().language).text(&line.node.full_title);
    let head = tag("div class=line-head").add(title).add(told("span class=badge", apart.unwrap_or_default()));
    let sides = line.sides.iter().map(|side| one_side(state, line, side));
    tag("div class=line part=line")
        .key(line.at)
        .with("id", assess::id(state, &format!("l{}", line.at)))
        .add(head)
        .add(tag("div class=sides").add(all(sides)))
        .add(asks(state, line.node))
        .add(agree(state, line))
}

fn one_side(state: &State, line: &Line<'_>, side: &Side) -> Tag {
    let Some(entry) = &side.entry else {
        return group_side(state, side);
    };
    let text = chosen(line.leaf, entry).map(|choice| choice.text.clone());
    tag("div class=side-of part=side")
        .add(tag("p class=who").text(&side.label))
        .add(tag("p class=rated").text(given(state, line.leaf, entry)))
        .add(told("p class=hint", text.unwrap_or_default()))
        .add(told("p", entry.comment.clone()))
        .add(evidence(entry))
}

/// A group shows its mean where it is large enough, and never who said what.
fn group_side(state: &State, side: &Side) -> Tag {
    let floor = state.form().raters.get(side.rater).map_or(1, |rater| rater.floor);
    let count = state.book.respondents(side.rater);
    let (shown, hint) = match side.value {
        _ if count < floor => (state.pack.hidden.to_owned(), fill(state.pack.few, &[&floor.to_string()])),
        Some(value) => (rubric_dsl::with_fraction(state.decimal, value), counted(state.pack.respondents, count, &[])),
        None => (state.pack.unrated.to_owned(), counted(state.pack.respondents, count, &[])),
    };
    tag("div class=side-of part=side")
        .add(tag("p class=who").text(&side.label))
        .add(tag("p class=rated").text(shown))
        .add(tag("p class=hint").text(hint))
}

pub(super) fn evidence(entry: &Entry) -> Tag {
    let pieces = entry.pieces();
    if pieces.is_empty() {
        return nothing();
    }
    let piece = |piece: &crate::book::Evidence| {
        let kind = if piece.kind.is_empty() { String::new() } else { format!("{}: ", piece.kind) };
        tag("li").text(kind).add(link(&piece.link, &piece.title))
    };
    tag("ul").add(all(pieces.into_iter().map(piece)))
}

fn asks(state: &State, node: &Node) -> Tag {
    if node.asks.is_empty() {
        return nothing();
    }
    let asks = node.asks.iter().map(|ask| tag("p class=ask").with("lang", &state.form().language).text(ask));
    tag("div class=asks").add(tag("span class=label").text(state.pack.ask)).add(all(asks))
}

/// What the two agree on: a level or a number, with a note; of what is told in words, the note alone.
fn agree(state: &State, line: &Line<'_>) -> Tag {
    let entry = state.book.agreed.get(line.at).cloned().unwrap_or_default();
    let named = |what: &str| AttrValue::from(format!("{what}: {}", line.node.full_title));
    let on = match line.leaf.form {
        LeafForm::Narrative => nothing(),
        LeafForm::Number => {
            let figure = Figure {
                pack: state.pack,
                decimal: state.decimal,
                limits: &line.leaf.limits,
                id: assess::id(state, &format!("w{}", line.at)),
                name: &named(state.pack.agreed),
                shown: state.shown(("agree", line.at, 0), &entry.text),
                text: &entry.text,
            };
            let label = tag("label").with("class", "field short").text(figure.limits());
            let input = tag("input type=text inputmode=decimal part=number data-do=agree-on").leaf(line.at);
            figure.view(label, input)
        }
        _ => levels(state, line, &entry),
    };
    let legend = tag("legend class=label").text(state.pack.agreed);
    let legend = legend.add(tag("span class=hidden").text(format!(": {}", line.node.full_title)));
    tag("fieldset class=agree part=agreed")
        .is("disabled", state.locked)
        .add(if line.leaf.form == LeafForm::Narrative { nothing() } else { legend })
        .add(on)
        .add(area(&Area {
            act: "note",
            leaf: line.at,
            label: state.pack.agreed_note,
            name: named(state.pack.agreed_note),
            text: &entry.comment,
            rows: "2",
        }))
}

/// Every level, and a way back where one is agreed on.
fn levels(state: &State, line: &Line<'_>, entry: &Entry) -> Tag {
    let levels = line.leaf.choices.iter().filter(|choice| !choice.is_answer());
    let level = |choice: &Choice| {
        let input = tag("input type=radio data-do=agree").with("name", assess::id(state, &format!("a{}", line.at)));
        let input = input.leaf(line.at).at(choice.rating.code().into()).checked(entry.rating == choice.rating);
        tag("label class=level").add(input).text(called(state.decimal, choice))
    };
    let levels = tag("div class=levels").add(all(levels.map(level)));
    if entry.rating == rubric_core::Rating::UNRATED || state.locked {
        return levels;
    }
    let name = fill(state.pack.clear_of, &[&line.node.full_title]);
    levels.add(button("quiet", "agree", line.at, 0, state.pack.clear).with("aria-label", name))
}
