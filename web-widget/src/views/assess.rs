//! Assessing: the rubric as people read it, with what is given.

use std::rc::Rc;

use rubric_core::records::LeafForm;
use yew::AttrValue;

use super::figure::Figure;
use super::leaf::Asked;
use super::line::{Line, Titled, line};
use super::parts::{Area, Tag, all, area, button, fill, nothing, option, paragraphs, tag, told};
use super::{conversation, result};
use crate::form::{Context, Judged};
use crate::state::State;
use crate::words::counted;

pub(super) fn view(state: &State) -> Tag {
    let main = tag("div class=main")
        .add(heading(state))
        .add(bar(state))
        .add(contexts(state))
        .add(tag("div class=lines").add(items(state)))
        .add(tag("div class=lines").add(judgements(state)))
        .add(conversation::finish(state));
    let side = aside(state).with("id", id(state, "side")).with("tabindex", "-1");
    tag("div class=columns").add(main).add(side)
}

/// What stands beside the lines: the result.
pub(super) fn aside(state: &State) -> Tag {
    let title = tag("h2").with("id", id(state, "result")).text(state.pack.result);
    let side = tag("section class=side part=result").with("aria-labelledby", id(state, "result"));
    side.add(title).add(result::live(state))
}

pub(super) fn id(state: &State, part: &str) -> AttrValue {
    AttrValue::from(format!("{}{part}", state.id))
}

pub(super) fn heading(state: &State) -> Tag {
    let form = state.form();
    let rater = state.rater.and_then(|rater| form.raters.get(rater));
    tag("header class=head part=header")
        .add(told("p class=eyebrow", rater.map(|rater| rater.label.clone()).unwrap_or_default()))
        .add(tag("h1 class=title part=title").with("lang", &form.language).text(&form.title))
        .add(about(state))
        .add(kept(state))
}

fn about(state: &State) -> Tag {
    let form = state.form();
    if form.about.is_empty() {
        return nothing();
    }
    tag("details class=about")
        .add(tag("summary").text(state.pack.about))
        .add(tag("div").with("lang", &form.language).add(paragraphs(&form.about)))
        .add(all(form.sources.iter().map(|source| tag("p class=source").text(source))))
}

/// How many ratings are kept that the rubric has no place for.
fn kept(state: &State) -> Tag {
    let kept = state.book.kept();
    if kept == 0 {
        return nothing();
    }
    tag("p class=notice role=status").text(counted(state.pack.kept, kept, &[&state.form().version]))
}

/// How far it is, what comes next, and the way back.
fn bar(state: &State) -> Tag {
    let complete = &state.reading.result.complete;
    let (answered, of) = (complete.answered.to_string(), complete.of.to_string());
    let said = fill(state.pack.progress, &[&answered, &of]);
    let said = tag("span aria-live=polite").with("id", id(state, "progress")).text(said);
    let share = tag("progress part=progress").with("value", answered).with("max", complete.of.max(1).to_string());
    let share = share.with("aria-labelledby", id(state, "progress"));
    let open = state.open_leaves().next().is_some() && !state.is_locked();
    tag("div class=bar part=bar")
        .add(tag("div class=progress").add(said).add(share))
        .add(if open { button("next", "next", 0, 0, state.pack.next) } else { nothing() })
        .add(if state.locked { nothing() } else { undo(state) })
        .add(button("quiet", "result", 0, 0, state.pack.result))
}

fn undo(state: &State) -> Tag {
    let button = tag("button type=button class=quiet part=button data-do=undo");
    button.is("disabled", state.undo.is_empty()).text(state.pack.undo)
}

fn contexts(state: &State) -> Tag {
    if state.form().contexts.is_empty() {
        return nothing();
    }
    let each = state.form().contexts.iter().zip(&state.book.context).enumerate();
    let each = each.map(|(at, (context, given))| one_context(state, at, context, given));
    let group = tag("fieldset class=contexts part=context").is("disabled", state.is_locked());
    group.add(tag("legend").text(state.pack.context)).add(all(each))
}

fn one_context(state: &State, at: usize, context: &Context, given: &Rc<str>) -> Tag {
    let label = tag("label class=field");
    if context.choices.is_empty() {
        let figure = Figure {
            pack: state.pack,
            decimal: state.decimal,
            limits: &context.limits,
            id: id(state, &format!("c{at}")),
            name: "",
            shown: state.shown(("context", at, 0), given),
            text: given,
        };
        let label = label.text(format!("{} ({})", context.label, figure.limits()));
        let input = tag("input type=text inputmode=decimal part=number data-do=context").leaf(at);
        return tag("div").add(figure.view(label, input));
    }
    let choices = context.choices.iter().map(|(name, label)| option(name, **name == **given).text(label));
    let none = option(&AttrValue::default(), given.is_empty()).text(state.pack.choose);
    let select = tag("select part=select data-do=context").leaf(at).add(none).add(all(choices));
    label.text(&context.label).add(select)
}

/// Every line that is asked, each under its own key: what is asked changes with the context, and nothing else may move.
fn items(state: &State) -> Tag {
    let nodes = state.form().nodes.iter().enumerate().filter(|(at, _)| state.reading.is_asked(*at));
    let title = |node| Line::Title(Titled { rubric: state.rubric.clone(), node });
    nodes.fold(nothing(), |items, (at, node)| {
        items.put(line(at, node.leaf.map_or_else(|| title(at), |leaf| Line::Leaf(asked(state, leaf)))))
    })
}

fn judgements(state: &State) -> Tag {
    let judged = state.form().judged.iter().enumerate().filter(|(_, judged)| Some(judged.rater) == state.rater);
    all(judged.map(|(at, judged)| judgement(state, at, judged)))
}

fn asked(state: &State, leaf: usize) -> Asked {
    let entry = state.entry(leaf);
    let is_number = state.form().leaves.get(leaf).is_some_and(|leaf| leaf.form == LeafForm::Number);
    Asked {
        rubric: state.rubric.clone(),
        leaf,
        shown: if is_number { state.shown(("write", leaf, 0), &entry.text) } else { String::new() },
        entry,
        lacks: state.reading.missing.get(leaf).cloned().unwrap_or_default(),
        reached: reached(state, leaf),
        id: state.id.clone(),
        pack: state.pack,
        decimal: state.decimal,
        locked: state.is_locked(),
    }
}

/// The level that the ticked practices of a leaf give.
fn reached(state: &State, leaf: usize) -> Option<AttrValue> {
    let asked = state.form().leaves.get(leaf).filter(|leaf| leaf.form == LeafForm::Cumulative)?;
    let entry = state.entry(leaf);
    let program = state.rubric.program()?;
    let rating = program.rating_of_practices(crate::form::leaf_id(leaf), entry.ticked);
    let choice = asked.choices.iter().find(|choice| choice.rating == rating)?;
    (entry.ticked != 0).then(|| choice.label.clone())
}

/// The title of a domain or a competency, and what it is about.
pub(super) fn title(titled: &Titled) -> Tag {
    let form = &titled.rubric.form;
    let Some(node) = form.nodes.get(titled.node) else {
        return nothing();
    };
    let (class, title) = match node.depth {
        0 => ("group top", tag("h2 class=domain part=domain-title")),
        _ => ("group", tag("h3 class=competency part=competency-title")),
    };
    let title = title.with("lang", &form.language).text(&node.title);
    tag("div").with("class", class).add(title).add(told("p class=about", &node.about))
}

/// A level that this rater decides.
fn judgement(state: &State, at: usize, judged: &Judged) -> Tag {
    let given = state.book.judged.get(at).cloned().unwrap_or_default();
    let read = state.reading.result.judged.get(&judged.name);
    let proposed = read.and_then(|read| read.proposed.as_deref()).map(|name| super::parts::label(&judged.levels, name));
    let proposed = proposed.map(|label| fill(state.pack.proposed, &[&label]));
    let level = |(place, (_, label)): (usize, &(AttrValue, AttrValue))| {
        let input = tag("input type=radio data-do=judge").with("name", id(state, &format!("j{at}"))).leaf(at);
        let input = input.at(place + 1).checked(given.level.map(usize::from) == Some(place));
        tag("label class=level").add(input).text(label)
    };
    let problems = read.into_iter().flat_map(|read| &read.problems);
    tag("fieldset part=judgement")
        .with("class", "leaf judged")
        .is("disabled", state.is_locked())
        .add(tag("legend").text(&judged.title))
        .add(told("p class=about", proposed.unwrap_or_default()))
        .add(tag("div class=levels").add(all(judged.levels.iter().enumerate().map(level))))
        .add(area(&Area {
            act: "judge-comment",
            leaf: at,
            label: state.pack.comment,
            name: AttrValue::from(fill(state.pack.comment_on, &[&judged.title])),
            text: &given.comment,
            rows: "2",
        }))
        .add(all(problems.map(|problem| tag("p class=lacks").text(problem.clone()))))
}
