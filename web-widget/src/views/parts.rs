//! Small pieces that several views are made of.

use rubric_core::RatingKind;
use rubric_core::records::NodeKind;
use rubric_dsl::result::Score;
pub(super) use rubric_dsl::{fill, localized};
use yew::{AttrValue, Html, html};

use crate::form::{Choice, Form};
use crate::state::State;
use crate::words::Pack;

/// What a choice is called: a mid-point by its number, as this reader writes it.
pub(super) fn called(decimal: char, choice: &Choice) -> AttrValue {
    match choice.rating.kind() {
        RatingKind::HalfStep(_) => AttrValue::from(localized(decimal, &choice.label)),
        _ => choice.label.clone(),
    }
}

/// A number as it is shown: one that is rounded is marked so, with the fraction beside it.
pub(super) fn number(state: &State, score: &Score) -> String {
    let value = score.value.as_deref().map(|value| localized(state.decimal, value));
    match (value, &score.exact) {
        (Some(value), Some(exact)) => format!("\u{2248} {value} ({exact})"),
        (Some(value), None) => value,
        (None, _) => "\u{2014}".to_owned(),
    }
}

/// The least and the greatest number that is taken.
pub(super) fn limits(pack: &Pack, decimal: char, (low, high): &(AttrValue, AttrValue)) -> String {
    fill(pack.from_to, &[&localized(decimal, low), &localized(decimal, high)])
}

/// The scores of a result beside the nodes that have one.
pub(super) fn scored(state: &State) -> impl Iterator<Item = (usize, &crate::form::Node, &Score)> {
    let nodes = state.form().nodes.iter().enumerate().filter(|(_, node)| node.kind != NodeKind::Narrative);
    nodes.zip(&state.reading.result.scores.0).map(|((at, node), (_, score))| (at, node, score))
}

/// The label of a level by its name.
pub(super) fn label(levels: &[(AttrValue, AttrValue)], name: &str) -> AttrValue {
    levels.iter().find(|(known, _)| known == name).map(|(_, label)| label.clone()).unwrap_or_default()
}

/// The title of the node with a path.
pub(super) fn title(form: &Form, path: &str) -> AttrValue {
    form.node(path).map(|node| node.title.clone()).unwrap_or_default()
}

/// A button with a text.
pub(super) fn button(class: &'static str, act: &'static str, leaf: usize, at: usize, text: &str) -> Html {
    html! {
        <button type="button" {class} part="button" data-do={act} data-leaf={leaf.to_string()} data-at={at.to_string()}>
            { text }
        </button>
    }
}

/// A text area with its label; `hint` says more.
pub(super) fn area(state: &Area<'_>) -> Html {
    html! {
        <label class="field">
            { state.label }
            <textarea part="textarea" rows={state.rows} data-do={state.act} data-leaf={state.leaf.to_string()}
                aria-label={state.name.clone()} readonly={state.locked} value={AttrValue::from(state.text.to_owned())} />
        </label>
    }
}

/// What a text area shows.
pub(super) struct Area<'a> {
    /// What typing does.
    pub(super) act: &'static str,
    /// Where it stands.
    pub(super) leaf: usize,
    /// Its label on screen.
    pub(super) label: &'a str,
    /// Its full name, for those who hear it alone.
    pub(super) name: AttrValue,
    /// What it holds.
    pub(super) text: &'a str,
    /// How many lines it shows.
    pub(super) rows: &'static str,
    /// Whether it cannot be changed.
    pub(super) locked: bool,
}

/// Paragraphs of a text.
pub(super) fn paragraphs(text: &str) -> Html {
    html! { <>{ for text.split("\n\n").filter(|part| !part.trim().is_empty()).map(|part| html! { <p>{ part.to_owned() }</p> }) }</> }
}

/// A link that may be followed; any other address is shown as text.
pub(super) fn link(address: &str, title: &str) -> Html {
    let title = if title.is_empty() { address } else { title }.to_owned();
    let lower = address.trim().to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("mailto:") {
        html! { <a part="link" href={address.to_owned()} target="_blank" rel="noopener noreferrer">{ title }</a> }
    } else {
        html! { <span>{ title }</span> }
    }
}
