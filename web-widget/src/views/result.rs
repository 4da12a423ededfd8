//! The result: outcomes, balance, scores, strengths and growth, what to look at and what to do next.

use rubric_dsl::joined;
use rubric_dsl::result::{Advice, Flag, OutcomeResult, Ranked, Score};
use yew::AttrValue;

use super::line::{Line, Scored, Titled, line};
use super::parts::{
    Tag, all, fill, groups, label, level_shown, link, localized, nothing, number, scored_as, tag, told,
};
use super::{picture, way, why};
use crate::form::{Node, Outcome};
use crate::state::State;
use crate::words::{Pack, counted};

/// The result as it stands now.
pub(super) fn live(state: &State) -> Tag {
    all([
        outcomes(state),
        picture::balance(state),
        scores(state),
        measures(state),
        strengths(state),
        flags(state),
        advice(state),
        waiting(state),
    ])
}

/// A value that opens its reasons; the reasons follow where they are open.
fn opening(pack: &Pack, open: bool, name: &str, shown: &str, what: &str) -> Tag {
    let button = tag("button type=button class=why part=why-button data-do=why").with("data-text", name.to_owned());
    let button = button.with("aria-expanded", if open { "true" } else { "false" });
    button.with("aria-label", format!("{what}: {shown}. {}", pack.why)).text(shown.to_owned())
}

fn reasons(state: &State, name: &str) -> Tag {
    if state.is_why(name) { why::panel(state, name) } else { nothing() }
}

pub(super) fn outcomes(state: &State) -> Tag {
    let outcomes = state.form().outcomes.iter();
    let each = outcomes.filter_map(|outcome| Some((outcome, state.reading.result.outcomes.get(&outcome.name)?)));
    all(each.map(|(outcome, found)| one_outcome(state, outcome, found)))
}

fn one_outcome(state: &State, outcome: &Outcome, found: &OutcomeResult) -> Tag {
    let shown = level_shown(state.pack, found);
    let level = opening(state.pack, state.is_why(&outcome.name), &outcome.name, shown, &outcome.title);
    let ladder = outcome.levels.iter().map(|(name, label)| step(state, found, name, label));
    tag("div class=outcome part=outcome")
        .add(tag("h3").text(&outcome.title))
        .add(tag("p class=level-now part=outcome-level").add(level))
        .add(tag("ol class=ladder part=ladder").add(all(ladder)))
        .add(only_one(state, outcome, found))
        .add(before_caps(state, outcome, found))
        .add(reasons(state, &outcome.name))
        .add(way::of(state, outcome, found))
}

/// A level on the ladder of an outcome: what it is, what it may be, or not.
fn step(state: &State, found: &OutcomeResult, name: &AttrValue, label: &AttrValue) -> Tag {
    let is = found.level.as_deref() == Some(name.as_str());
    let may = found.possible.iter().any(|possible| possible == name.as_str());
    let (class, word) = match (is, may) {
        (true, _) => ("is", state.pack.is_level),
        (_, true) => ("may", state.pack.may_level),
        _ => ("no", state.pack.no_level),
    };
    let word = tag("span class=hidden").text(format!(" ({word})"));
    tag("li").with("class", class).text(label).add(word)
}

/// That one level is left, whatever comes of what is still open.
fn only_one(state: &State, outcome: &Outcome, found: &OutcomeResult) -> Tag {
    match found.possible.as_slice() {
        [only] if found.level.is_none() => {
            told("p class=held", fill(state.pack.only_level, &[&label(&outcome.levels, only)]))
        }
        _ => nothing(),
    }
}

/// What held an outcome back.
fn before_caps(state: &State, outcome: &Outcome, found: &OutcomeResult) -> Tag {
    let before = match &found.before_caps {
        Some(before) => fill(state.pack.held, &[&label(&outcome.levels, before)]),
        None if !found.capped_by.is_empty() => state.pack.held_by.to_owned(),
        None => return nothing(),
    };
    tag("p class=held").text(before).text(joined(&found.capped_by, "; "))
}

/// Every domain and competency on its scale.
pub(super) fn scores(state: &State) -> Tag {
    let mut groups = groups(state).peekable();
    if groups.peek().is_none() {
        return nothing();
    }
    let groups = groups.fold(tag("ul class=plain"), |groups, (at, node, score)| {
        groups.put(line(at, Line::Score(scored_of(state, at, node, score))))
    });
    tag("div class=scores part=scores").add(tag("h3").text(state.pack.scores)).add(groups)
}

fn scored_of(state: &State, at: usize, node: &Node, score: &Score) -> Scored {
    Scored {
        of: Titled { rubric: state.rubric.clone(), node: at },
        score: Score { coverage: None, coverage_exact: None, why: None, ..score.clone() },
        reasons: state.is_why(&node.path).then(|| why::panel(state, &node.path).into()),
        pack: state.pack,
        decimal: state.decimal,
    }
}

/// A score on its scale.
pub(super) fn score(scored: &Scored) -> Tag {
    let Scored { of, score, reasons, pack, decimal } = scored;
    let Some(node) = of.rubric.form.nodes.get(of.node) else {
        return nothing();
    };
    let shown = scored_as(pack, *decimal, node, score);
    tag("li part=score")
        .with("class", if node.depth == 0 { "score top" } else { "score" })
        .add(tag("span class=what").text(&node.title))
        .add(opening(pack, reasons.is_some(), &node.path, &shown, &node.full_title))
        .add(picture::track(node, score))
        .put(reasons.clone().unwrap_or_default())
}

pub(super) fn measures(state: &State) -> Tag {
    let each = state.form().measures.iter();
    let each = each.filter_map(|(name, title)| Some((name, title, state.reading.result.measures.get(name)?)));
    let mut each = each.map(|(name, title, score)| measure(state, name, title, score)).peekable();
    if each.peek().is_none() {
        return nothing();
    }
    let list = tag("div class=scores part=measures").add(tag("h3").text(state.pack.measures));
    list.add(tag("ul class=plain").add(all(each)))
}

fn measure(state: &State, name: &str, title: &AttrValue, score: &Score) -> Tag {
    tag("li part=measure")
        .with("class", "score measure")
        .add(tag("span class=what").text(title))
        .add(opening(state.pack, state.is_why(name), name, &number(state.decimal, score), title))
        .add(reasons(state, name))
}

/// Strengths and growth, always together.
pub(super) fn strengths(state: &State) -> Tag {
    let result = &state.reading.result;
    if result.strengths.is_empty() && result.growth.is_empty() {
        return nothing();
    }
    let list = |title: &'static str, list: &[Ranked]| {
        let each = all(list.iter().map(|it| ranked(state, it)));
        tag("div").add(tag("h3").text(title)).add(tag("ul").add(each))
    };
    tag("div class=pair part=strengths")
        .add(list(state.pack.strengths, &result.strengths))
        .add(list(state.pack.growth, &result.growth))
}

fn ranked(state: &State, ranked: &Ranked) -> Tag {
    let node = state.form().node(&ranked.path);
    let shown = node.zip(state.reading.result.scores.get(&ranked.path)).map_or_else(
        || localized(state.decimal, &ranked.value),
        |(node, score)| scored_as(state.pack, state.decimal, node, score),
    );
    let value = tag("span class=value").text(shown).text(if ranked.tied { state.pack.tied } else { "" });
    tag("li").text(node.map(|node| node.full_title.clone()).unwrap_or_default()).text(" ").add(value)
}

pub(super) fn flags(state: &State) -> Tag {
    let flags = &state.reading.result.flags;
    if flags.is_empty() {
        return nothing();
    }
    let flag = |flag: &Flag| {
        let flagged = tag("li class=flag part=flag").add(tag("span aria-hidden=true class=mark"));
        flagged.add(tag("span").text(flag.text.clone())).add(because(&flag.because))
    };
    let list = tag("ul class=plain").add(all(flags.iter().map(flag)));
    tag("div class=flags part=flags").add(tag("h3").text(state.pack.flags)).add(list)
}

fn because(facts: &[String]) -> Tag {
    told("p class=because", joined(facts, "; "))
}

pub(super) fn advice(state: &State) -> Tag {
    let advice = &state.reading.result.advice;
    if advice.is_empty() {
        return nothing();
    }
    let list = tag("ul class=plain").add(all(advice.iter().map(one_advice)));
    tag("div class=advices part=advice").add(tag("h3").text(state.pack.advice)).add(list)
}

fn one_advice(advice: &Advice) -> Tag {
    let each = |kind: &'static str, texts: &[String]| all(texts.iter().map(|text| tag(kind).text(text.clone())));
    tag("li class=advice")
        .add(tag("p class=what").text(advice.text.clone()))
        .add(each("p", &advice.say))
        .add(each("p class=ask", &advice.ask))
        .add(all(advice.links.iter().map(|it| tag("p").add(link(&it.link, &it.title)))))
        .add(because(&advice.because))
}

fn waiting(state: &State) -> Tag {
    let waiting = &state.reading.result.waiting;
    if waiting.is_empty() {
        return nothing();
    }
    tag("p class=waiting part=waiting").text(counted(state.pack.waiting, waiting.len(), &[]))
}
