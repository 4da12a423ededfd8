//! Texts with places for values: `{c}` a title, `{c.score}` a number, `{overall.level}` a label.

use super::Checker;
use super::expressions::Scope;
use super::names::Global;
use crate::ast::{Name, Path, Text};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::list::List;
use crate::model::{Piece, Target};
use crate::named::Named;
use crate::span::Span;

impl<'s> Checker<'_, 's> {
    /// Cuts a text into pieces. Braces that hold no name are part of the text.
    pub(super) fn template(&mut self, key: &str, text: &Text<'s>, scope: &Scope<'_>) -> Vec<Piece> {
        let shown = self.text(&[key], text);
        let mut pieces = Vec::new();
        let mut plain = String::new();
        for part in parts(&shown) {
            match part {
                Part::Plain(text) => plain.push_str(text),
                Part::Place(name) => match self.place(name, text.span, scope) {
                    Ok(Piece::Text(title)) => plain.push_str(&title),
                    Ok(piece) => {
                        pieces.push(Piece::Text(std::mem::take(&mut plain)));
                        pieces.push(piece);
                    }
                    Err(finding) => self.report(finding),
                },
            }
        }
        pieces.push(Piece::Text(plain));
        pieces.retain(|piece| *piece != Piece::Text(String::new()));
        pieces
    }

    /// What a place shows.
    fn place(&self, name: &str, span: Span, scope: &Scope<'_>) -> Result<Piece, Diagnostic> {
        if let Some((_, title)) = self.target(name, span, scope) {
            return Ok(Piece::Text(title));
        }
        let shown = |what: &str| Some(self.target(name.strip_suffix(what)?, span, scope)?.0);
        match (shown(".score"), shown(".level")) {
            (Some(target @ (Target::Node(_) | Target::Measure(_))), _) => Ok(Piece::Number(target)),
            (_, Some(target @ (Target::Outcome(_) | Target::Judged(_)))) => Ok(Piece::Label(target)),
            _ => Err(codes::rb603::unknown(span, name, self.shown_names(scope))),
        }
    }

    /// The thing that a name in a text stands for, and its title.
    fn target(&self, name: &str, span: Span, scope: &Scope<'_>) -> Option<(Target, String)> {
        let title = |text: Option<&String>| text.cloned().unwrap_or_default();
        if let Some((global, _)) = self.names.globals.get(name) {
            return match *global {
                Global::Measure(id) => {
                    Some((Target::Measure(id), title(self.model.measures.get(id.index()).map(|found| &found.title))))
                }
                Global::Outcome(id) => {
                    Some((Target::Outcome(id), title(self.model.outcomes.get(id.index()).map(|found| &found.title))))
                }
                Global::Judged(id) => {
                    Some((Target::Judged(id), title(self.model.judged.get(id.index()).map(|found| &found.title))))
                }
                Global::Context(_) | Global::Setting(_) => None,
            };
        }
        let names = name.split('.').map(|text| Name { text, span }).list();
        let node = self.node_in_scope(&Path { names, span }, scope).ok()?;
        Some((Target::Node(node), self.model.node(node)?.title.clone()))
    }

    /// The names that a place can hold.
    fn shown_names(&self, scope: &Scope<'_>) -> Vec<String> {
        let each = scope.each.map(|(name, _)| name);
        let globals = self.names.globals.keys().copied();
        codes::names(each.into_iter().chain(globals).chain(self.names.tails.keys().map(String::as_str)))
    }
}

/// A part of a text with places.
enum Part<'t> {
    /// The text itself.
    Plain(&'t str),
    /// The name that stands in braces.
    Place(&'t str),
}

/// Cuts a text at its places.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        parts.push(Part::Plain(before));
        match behind.split_once('}').filter(|(name, _)| is_name(name)) {
            Some((name, after)) => {
                parts.push(Part::Place(name));
                rest = after;
            }
            None => {
                parts.push(Part::Plain("{"));
                rest = behind;
            }
        }
    }
    parts.push(Part::Plain(rest));
    parts
}

/// The names that stand in braces in a text.
pub(super) fn places(text: &str) -> Named<&str, ()> {
    let mut places = Named::default();
    for part in parts(text) {
        if let Part::Place(name) = part {
            places.insert(name, ());
        }
    }
    places
}

/// Whether a text between braces is meant as a name.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.split('.').all(|part| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        })
}
