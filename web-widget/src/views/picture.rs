//! Pictures: every one has its words beside it.

use rubric_core::Fraction;
use rubric_dsl::result::Score;
use yew::{AttrValue, Html, html};

use super::assess::id;
use super::parts::{number, scored};
use crate::form::Node;
use crate::state::State;

/// The width of a scale in a picture.
const WIDE: i128 = 1000;

/// How far along its scale a score lies, in thousandths.
pub(super) fn place(node: &Node, score: &Score) -> Option<i128> {
    let (low, high) = node.ends?;
    along(value(score)?, low, high)
}

pub(super) fn along(value: Fraction, low: Fraction, high: Fraction) -> Option<i128> {
    let share = value.minus(low)?.over(high.minus(low)?)?.times(Fraction::whole(WIDE))?;
    Some(share.num().checked_div(share.den())?.clamp(0, WIDE))
}

/// The exact value of a score.
pub(super) fn value(score: &Score) -> Option<Fraction> {
    let exact = score.exact.as_deref().and_then(|exact| exact.split_once('/'));
    exact
        .and_then(|(num, den)| Fraction::new(num.parse().ok()?, den.parse().ok()?))
        .or_else(|| rubric_core::Decimal::parse(score.value.as_deref()?).ok().map(rubric_core::Decimal::fraction))
}

/// A score as a bar on its scale; the number beside it says the same.
pub(super) fn track(node: &Node, score: &Score) -> Html {
    let steps = i128::try_from(node.levels.len()).unwrap_or(0);
    if steps < 2 {
        return html! {};
    }
    let tick = |at: i128| format!("M{} 0h3v10h-3z", WIDE * at / (steps - 1));
    html! {
        <svg class="track" part="track" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="rail" x="0" y="3" width="1000" height="4" />
            { place(node, score).map(|at| html! { <rect class="fillbar" x="0" y="2" width={at.max(6).to_string()} height="6" /> }).unwrap_or_default() }
            <path class="tickmark" d={(1..steps - 1).map(tick).collect::<String>()} />
        </svg>
    }
}

/// Two sides as one picture: each leans out from the middle as far as its score goes.
pub(super) fn balance(state: &State) -> Html {
    let sides: Vec<(&Node, &Score)> = scored(state)
        .filter(|(at, node, _)| node.depth == 0 && node.leaf.is_none() && state.reading.is_asked(*at))
        .map(|(_, node, score)| (node, score))
        .collect();
    let [(left, left_score), (right, right_score)] = sides.as_slice() else {
        return html! {};
    };
    let (one, other) = (place(left, left_score), place(right, right_score));
    // It tilts only where both sides are known: an open side is no light side.
    let tilt = one.zip(other).map_or(0, |(one, other)| (one - other) / 25);
    let (one, other) = (one.unwrap_or(0), other.unwrap_or(0));
    let words = |node: &Node, score: &Score| format!("{}: {}", node.title, number(state, score));
    let name = format!("{}. {}. {}.", state.pack.balance, words(left, left_score), words(right, right_score));
    html! {
        <figure class="balance" part="balance">
            <svg viewBox="0 0 2000 330" role="img" aria-labelledby={id(state, "bal")} focusable="false">
                <title id={id(state, "bal")}>{ name }</title>
                <path class="pivot" d="M1000 215 L1060 320 L940 320 Z" />
                <line class="beam" x1="40" y1={(200 + tilt).to_string()} x2="1960" y2={(200 - tilt).to_string()} />
                { side("one", 1000 - one * 95 / 100, one * 95 / 100, tilt) }
                { side("two", 1000, other * 95 / 100, -tilt) }
                <line class="middle" x1="1000" y1="40" x2="1000" y2="215" />
            </svg>
            <figcaption>
                <span class="one"><b>{ &left.title }</b>{ " " }{ number(state, left_score) }</span>
                <span class="two"><b>{ &right.title }</b>{ " " }{ number(state, right_score) }</span>
            </figcaption>
        </figure>
    }
}

/// A side of the balance as a bar above the beam.
fn side(class: &'static str, from: i128, wide: i128, tilt: i128) -> Html {
    let text = |number: i128| AttrValue::from(number.to_string());
    html! { <rect {class} x={text(from)} y={text(109 + tilt / 2)} width={text(wide)} height="80" rx="12" /> }
}
