//! Small pieces that several views are made of.

use rubric_core::RatingKind;
use rubric_core::records::NodeKind;
use rubric_dsl::parted;
use rubric_dsl::result::{OutcomeResult, Score};
pub(super) use rubric_dsl::{fill, localized};
use yew::AttrValue;

pub(super) use super::tag::{Tag, all, nothing, tag, told};

use crate::form::{Choice, Node};
use crate::state::State;
use crate::words::Pack;

/// What a choice is called: a mid-point by its number, as this reader writes it.
pub(super) fn called(decimal: char, choice: &Choice) -> AttrValue {
    match choice.rating.kind() {
        RatingKind::HalfStep(_) => AttrValue::from(localized(decimal, &choice.label)),
        _ => choice.label.clone(),
    }
}

/// A score of a node as it is shown: a level by its label.
pub(super) fn scored_as(pack: &Pack, decimal: char, node: &Node, score: &Score) -> String {
    match &score.level {
        Some(name) => label(&node.levels, name).to_string(),
        None if score.state == "left_out" => pack.left_out.to_owned(),
        None => number(decimal, score),
    }
}

/// An outcome as it is shown: its level, or whether one can still come.
pub(super) fn level_shown<'a>(pack: &'a Pack, found: &'a OutcomeResult) -> &'a str {
    let open = if found.possible.is_empty() { pack.never } else { pack.unknown };
    found.label.as_deref().unwrap_or(open)
}

/// A number as it is shown: one that is rounded is marked so, with the fraction beside it.
pub(super) fn number(decimal: char, score: &Score) -> String {
    let value = score.value.as_deref();
    value.map_or_else(|| "\u{2014}".to_owned(), |value| rubric_dsl::shown(decimal, value, score.exact.as_deref()))
}

/// The scores of a result beside the nodes that have one.
pub(super) fn scored(state: &State) -> impl Iterator<Item = (usize, &Node, &Score)> {
    let nodes = state.form().nodes.iter().enumerate().filter(|(_, node)| node.kind != NodeKind::Narrative);
    nodes.zip(&state.reading.result.scores.0).map(|((at, node), (_, score))| (at, node, score))
}

/// The scores of what holds others: of domains and competencies that are asked.
pub(super) fn groups(state: &State) -> impl Iterator<Item = (usize, &Node, &Score)> {
    scored(state).filter(|(at, node, _)| node.leaf.is_none() && state.reading.is_asked(*at))
}

/// The label of a level by its name.
pub(super) fn label(levels: &[(AttrValue, AttrValue)], name: &str) -> AttrValue {
    levels.iter().find(|(known, _)| known == name).map(|(_, label)| label.clone()).unwrap_or_default()
}

/// A button with a text.
pub(super) fn button(class: &'static str, act: &'static str, leaf: usize, at: usize, text: &'static str) -> Tag {
    let button = tag("button type=button part=button").with("class", Some(class).filter(|class| !class.is_empty()));
    button.with("data-do", act).leaf(leaf).at(at).text(text)
}

/// A text area with its label.
pub(super) fn area(state: &Area<'_>) -> Tag {
    let field = tag("textarea part=textarea").with("rows", state.rows).with("data-do", state.act).leaf(state.leaf);
    let field = field.with("aria-label", state.name.clone());
    tag("label class=field").text(state.label).add(field.value(state.text.to_owned()))
}

/// What a text area shows.
pub(super) struct Area<'a> {
    /// What typing does.
    pub(super) act: &'static str,
    /// Where it stands.
    pub(super) leaf: usize,
    /// Its label on screen.
    pub(super) label: &'static str,
    /// Its full name, for those who hear it alone.
    pub(super) name: AttrValue,
    /// What it holds.
    pub(super) text: &'a str,
    /// How many lines it shows.
    pub(super) rows: &'static str,
}

/// One of a list to choose from.
pub(super) fn option(name: &AttrValue, chosen: bool) -> Tag {
    tag("option").with("value", name).is("selected", chosen)
}

/// Paragraphs of a text.
pub(super) fn paragraphs(text: &str) -> Tag {
    let parts = parted(text, "\n\n");
    all(parts.into_iter().filter(|part| !part.trim().is_empty()).map(|part| tag("p").text(part.to_owned())))
}

/// A link that may be followed; any other address is shown as text. On paper the address stands behind the title, too.
pub(super) fn link(address: &str, title: &str) -> Tag {
    let lower = address.trim().to_ascii_lowercase();
    let is_named = !title.trim().is_empty();
    let name = if is_named { title } else { address };
    if lower.starts_with("https://") || lower.starts_with("mailto:") {
        let link = tag("a part=link target=_blank").with("rel", "noopener noreferrer");
        link.with("class", is_named.then_some("named")).with("href", address.to_owned()).text(name.to_owned())
    } else if is_named && !lower.is_empty() {
        tag("span").text(format!("{name} ({address})"))
    } else {
        tag("span").text(name.to_owned())
    }
}
