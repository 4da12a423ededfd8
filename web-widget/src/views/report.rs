//! The report: what was found and agreed, to read, to sign as read, and to print.

use super::parts::{Tag, all, button, fill, groups, nothing, scored_as, tag, told};
use super::{assess, compare, conversation, picture, result};
use crate::form::{Leaf, Rater};
use crate::state::State;
use rubric_dsl::{List, joined};

pub(super) fn view(state: &State) -> Tag {
    let pack = state.pack;
    let tools = tag("div").with("class", "tools noprint");
    let tools = tools
        .add(button("primary", "print", 0, 0, pack.print))
        .add(button("", "json", 0, 0, pack.export_json))
        .add(button("", "csv", 0, 0, pack.export_csv));
    let main = tag("div class=main")
        .add(assess::heading(state))
        .add(tag("p class=label").text(facts(state)))
        .add(tools)
        .add(tag("h2 class=domain").text(pack.result))
        .add(result::outcomes(state))
        .add(picture::balance(state))
        .add(scores(state))
        .add(result::measures(state))
        .add(result::strengths(state))
        .add(result::flags(state))
        .add(result::advice(state))
        .add(ratings(state))
        .add(steps(state))
        .add(conversation::since(state))
        .add(read_by(state));
    tag("div").with("class", "columns wide").add(main)
}

fn facts(state: &State) -> String {
    let version = fill(state.pack.version, &[&state.form().version]);
    let given = state.form().contexts.iter().zip(&state.book.context).filter(|(_, given)| !given.is_empty());
    let given = given.map(|(context, given)| {
        let label = super::parts::label(&context.choices, given);
        let value = if label.is_empty() { crate::book::shown(state.decimal, given) } else { label.to_string() };
        format!("{}: {value}", context.label)
    });
    let facts: Vec<String> = [state.book.subject.clone(), crate::words::day(state, &state.book.date), version]
        .into_iter()
        .chain(given)
        .filter(|it| !it.is_empty())
        .list();
    joined(&facts, " \u{00B7} ")
}

fn scores(state: &State) -> Tag {
    let mut rows = groups(state).peekable();
    if rows.peek().is_none() {
        return nothing();
    }
    let rows = rows.map(|(_, node, score)| {
        let level = scored_as(state.pack, state.decimal, node, score);
        let row = tag("tr").add(tag("th scope=row").text(&node.title)).add(tag("td class=num").text(level));
        row.add(tag("td").add(picture::track(node, score)))
    });
    let table = tag("table").add(tag("tbody").add(all(rows)));
    tag("div class=scroll part=scores").add(tag("h2").text(state.pack.scores)).add(table)
}

/// Every line with what each side gave and what was agreed.
fn ratings(state: &State) -> Tag {
    let sides: Vec<(usize, &Rater)> = state
        .sides()
        .into_iter()
        .filter(|rater| !state.is_hidden(*rater))
        .filter_map(|rater| Some((rater, state.form().raters.get(rater).filter(|it| !it.many)?)))
        .list();
    let heads = all(sides.iter().map(|(_, rater)| tag("th scope=col").text(&rater.label)));
    let head = tag("tr").add(tag("td")).add(heads).add(tag("th scope=col").text(state.pack.agreed));
    let asked = state.form().leaves.iter().enumerate().filter(|(_, leaf)| state.reading.is_asked(leaf.node));
    let rows = all(asked.map(|(at, leaf)| rated(state, at, leaf, &sides)));
    let table = tag("table").add(tag("thead").add(head)).add(tag("tbody").add(rows));
    let part = tag("div part=ratings").with("class", "scroll ratings");
    part.add(tag("h2").text(state.pack.compare)).add(table)
}

fn rated(state: &State, at: usize, leaf: &Leaf, sides: &[(usize, &Rater)]) -> Tag {
    let title = state.form().nodes.get(leaf.node).map(|node| node.full_title.clone()).unwrap_or_default();
    let cell = |(rater, side): &(usize, &Rater)| {
        let entry = state.book.entry(*rater, at);
        let cell = tag("td").with("data-label", &side.label).text(compare::given(state, leaf, &entry));
        cell.add(told("p class=hint", entry.comment.clone())).add(compare::evidence(&entry))
    };
    let agreed = state.book.agreed.get(at).cloned().unwrap_or_default();
    let level = if agreed.is_open() { String::new() } else { compare::given(state, leaf, &agreed) };
    let level = tag("td").with("data-label", state.pack.agreed).add(tag("b").text(level));
    let level = level.add(told("p", agreed.comment.clone()));
    tag("tr").key(at).add(tag("th scope=row").text(title)).add(all(sides.iter().map(cell))).add(level)
}

fn steps(state: &State) -> Tag {
    let steps = state.book.steps.iter().filter(|step| !step.text.trim().is_empty());
    let mut steps = steps
        .map(|step| {
            let day = tag("span class=value").text(crate::words::day(state, &step.date));
            tag("li").text(step.text.clone()).text(" ").add(day)
        })
        .peekable();
    if steps.peek().is_none() {
        return nothing();
    }
    tag("div part=steps").add(tag("h2").text(state.pack.steps)).add(tag("ol").add(all(steps)))
}

/// Who has read it, and where each signs.
fn read_by(state: &State) -> Tag {
    let sides =
        state.sides().into_iter().filter_map(|at| Some((at, state.form().raters.get(at).filter(|it| !it.many)?)));
    tag("div class=sign part=read").add(all(sides.map(|(at, rater)| reader(state, at, rater))))
}

fn reader(state: &State, at: usize, rater: &Rater) -> Tag {
    let day = state.book.read_by.iter().find(|(name, _)| *name == rater.name.as_str()).map(|(_, day)| day);
    let said = match day {
        Some(day) => fill(state.pack.read_on, &[&crate::words::day(state, day)]),
        None => state.pack.not_read.to_owned(),
    };
    let may = state.rater == Some(at) && day.is_none() && !state.locked;
    tag("div")
        .add(tag("p").text(&rater.label).text(": ").text(said))
        .add(if may { read_it(state, at) } else { nothing() })
        .add(tag("p class=label").text(state.pack.signature))
}

fn read_it(state: &State, at: usize) -> Tag {
    let button = tag("button type=button part=button data-do=read").with("class", "primary noprint").at(at);
    button.with("data-text", state.today.clone()).text(state.pack.read_it)
}
