//! Pictures: every one has its words beside it.

use rubric_core::Fraction;
use rubric_dsl::List;
use rubric_dsl::result::Score;

use super::assess::id;
use super::parts::{Tag, groups, nothing, scored_as, tag};
use crate::form::Node;
use crate::state::State;

/// The width of a scale in a picture.
const WIDE: i32 = 1000;

/// How far along its scale a score lies, in thousandths. Where levels have no numbers, they are equally far apart.
pub(super) fn place(node: &Node, score: &Score) -> Option<i32> {
    let (low, high) = node.ends?;
    let level = score.level.as_deref().and_then(|name| node.levels.iter().position(|(known, _)| known == name));
    let level = level.and_then(|level| i128::try_from(level).ok()).map(Fraction::whole);
    along(level.or_else(|| value(score))?, low, high)
}

pub(super) fn along(value: Fraction, low: Fraction, high: Fraction) -> Option<i32> {
    let share = value.minus(low)?.over(high.minus(low)?)?.times(Fraction::whole(WIDE.into()))?;
    Some(i32::try_from(share.num().checked_div(share.den())?).ok()?.clamp(0, WIDE))
}

/// The exact value of a score.
pub(super) fn value(score: &Score) -> Option<Fraction> {
    let exact = score.exact.as_deref().and_then(|exact| exact.split_once('/'));
    exact
        .and_then(|(num, den)| Fraction::new(num.parse().ok()?, den.parse().ok()?))
        .or_else(|| rubric_core::Decimal::parse(score.value.as_deref()?).ok().map(rubric_core::Decimal::fraction))
}

/// A score as a bar on its scale; the number beside it says the same.
pub(super) fn track(node: &Node, score: &Score) -> Tag {
    let steps = i32::try_from(node.levels.len()).unwrap_or(0);
    if steps < 2 {
        return nothing();
    }
    // From level to level a thousand units, with a gap at the end of each.
    let (steps, gap) = (steps - 1, 3 * (steps - 1));
    let dashes = format!("{} {gap}", WIDE - gap);
    let line = |class: &'static str, to: i32| {
        let line = tag("line y1=5 y2=5").with("class", class).with("x2", to.to_string());
        line.with("pathLength", (to * steps).to_string()).with("stroke-dasharray", dashes.clone())
    };
    tag("svg class=track part=track preserveAspectRatio=none aria-hidden=true focusable=false")
        .with("viewBox", "0 0 1000 10")
        .add(line("rail", WIDE))
        .add(place(node, score).map_or_else(nothing, |at| line("fillbar", at.max(6))))
}

/// Two sides as one picture: each leans out from the middle as far as its score goes.
pub(super) fn balance(state: &State) -> Tag {
    let sides = groups(state).filter(|(_, node, _)| node.depth == 0).map(|(_, node, score)| (node, score)).list();
    let [(left, left_score), (right, right_score)] = sides.as_slice() else {
        return nothing();
    };
    if left.ends.is_none() || right.ends.is_none() {
        return nothing();
    }
    let (one, other) = (place(left, left_score), place(right, right_score));
    // It tilts only where both sides are known: an open side is no light side.
    let tilt = one.zip(other).map_or(0, |(one, other)| (one - other) / 25);
    let (one, other) = (one.unwrap_or(0), other.unwrap_or(0));
    let shown = |node: &Node, score: &Score| scored_as(state.pack, state.decimal, node, score);
    let words = |node: &Node, score: &Score| format!("{}: {}", node.title, shown(node, score));
    let name = format!("{}. {}. {}.", state.pack.balance, words(left, left_score), words(right, right_score));
    let beam = tag("line class=beam x1=40 x2=1960").with("y1", (200 + tilt).to_string());
    let picture = tag("svg role=img focusable=false")
        .with("viewBox", "0 0 2000 330")
        .with("aria-labelledby", id(state, "bal"))
        .add(tag("title").with("id", id(state, "bal")).text(name))
        .add(tag("path class=pivot").with("d", "M1000 215 L1060 320 L940 320 Z"))
        .add(beam.with("y2", (200 - tilt).to_string()))
        .add(side("one", 1000 - one * 95 / 100, one * 95 / 100, tilt))
        .add(side("two", 1000, other * 95 / 100, -tilt))
        .add(tag("line class=middle x1=1000 y1=40 x2=1000 y2=215"));
    let words = |kind: &'static str, node: &Node, score: &Score| {
        tag(kind).add(tag("b").text(&node.title)).text(" ").text(shown(node, score))
    };
    let words = tag("figcaption").add(words("span class=one", left, left_score)).add(words(
        "span class=two",
        right,
        right_score,
    ));
    tag("figure class=balance part=balance").add(picture).add(words)
}

/// A side of the balance as a bar above the beam.
fn side(class: &'static str, from: i32, wide: i32, tilt: i32) -> Tag {
    let bar = tag("rect height=80 rx=12").with("class", class).with("x", from.to_string());
    bar.with("y", (109 + tilt / 2).to_string()).with("width", wide.to_string())
}
