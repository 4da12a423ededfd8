//! The tree of a rubric as it is written, with the place of everything.

mod examples;
mod expressions;
mod form;
mod results;
mod rules;

use crate::lexer::unescape;
use crate::span::Span;

pub use crate::tokens::Comment;
pub use examples::{Assign, Example, ExampleItem, ExampleItemKind, Expect, Given, Promise};
pub use expressions::{Argument, CompareWord, Expr, ExprKind, Set};
pub use form::*;
pub use results::*;
pub use rules::*;

/// A file: at most one rubric, and the comments that stand around and in it.
#[derive(Clone, Debug)]
pub struct File<'s> {
    /// The text it was read from.
    pub source: &'s str,
    /// The rubric.
    pub rubric: Option<Rubric<'s>>,
    /// The comments, in order.
    pub comments: Vec<Comment>,
}

/// A name where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'s> {
    /// The name.
    pub text: &'s str,
    /// Its place.
    pub span: Span,
}

/// Names joined by dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path<'s> {
    /// The names.
    pub names: Vec<Name<'s>>,
    /// Its place.
    pub span: Span,
}

impl Path<'_> {
    /// The path as it is written in one piece.
    #[must_use]
    pub fn text(&self) -> String {
        dotted(self.names.iter().map(|name| name.text))
    }
}

/// Names with dots between them; an empty one is passed over where it comes first.
pub(crate) fn dotted<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut text = String::new();
    for name in names {
        text.push_str(if text.is_empty() { "" } else { "." });
        text.push_str(name);
    }
    text
}

/// A text in quotes.
#[derive(Clone, Copy, Debug)]
pub struct Text<'s> {
    /// What stands between the quotes.
    pub raw: &'s str,
    /// Whether the quotes are triple.
    pub block: bool,
    /// Its place, quotes included.
    pub span: Span,
}

impl Text<'_> {
    /// The text that is meant: escapes replaced, common indentation removed.
    #[must_use]
    pub fn value(&self) -> String {
        if self.block { dedent(self.raw) } else { unescape(self.raw) }
    }
}

/// The lines of a block text without their common indentation and without blank lines at its ends.
fn dedent(raw: &str) -> String {
    let lines = || raw.split('\n').map(str::trim_end);
    let indented = lines().skip(1).filter(|line| !line.is_empty());
    let indent = indented.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let (mut text, mut breaks) = (String::with_capacity(raw.len()), 0);
    for (at, line) in lines().enumerate() {
        let line = if at == 0 { line.trim_start() } else { line.get(indent..).unwrap_or("") };
        if !line.is_empty() {
            for _ in 0..breaks {
                text.push('\n');
            }
            text.push_str(line);
            breaks = 0;
        }
        breaks += usize::from(!text.is_empty());
    }
    text
}

/// A literal as written: a number, a percentage or a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Literal<'s> {
    /// As written, percent sign included.
    pub text: &'s str,
    /// Its place.
    pub span: Span,
}

/// A rubric.
#[derive(Clone, Debug)]
pub struct Rubric<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Title.
    pub title: Option<Text<'s>>,
    /// What stands in it, in order.
    pub items: Vec<Item<'s>>,
    /// Its place, from its keyword to its last brace.
    pub span: Span,
}

/// A statement of a rubric.
#[derive(Clone, Debug)]
pub struct Item<'s> {
    /// What it is.
    pub kind: ItemKind<'s>,
    /// Its place.
    pub span: Span,
}

/// The statements of a rubric.
#[derive(Clone, Debug)]
pub enum ItemKind<'s> {
    /// `version "…"`.
    Version(Text<'s>),
    /// `language "…"`.
    Language(Text<'s>),
    /// `effective from DATE until DATE`.
    Effective(Literal<'s>, Option<Literal<'s>>),
    /// `source "…"`.
    Source(Text<'s>),
    /// `about "…"`.
    About(Text<'s>),
    /// `terms { … }`.
    Terms(Vec<(Name<'s>, Text<'s>)>),
    /// `needs N%`.
    Needs(Expr<'s>),
    /// `scale …`.
    Scale(Scale<'s>),
    /// `answer …`.
    Answer(Answer<'s>),
    /// `rater …`.
    Rater(Rater<'s>),
    /// `combine …`.
    Combine(Vec<Share<'s>>),
    /// `context …`.
    Context(Context<'s>),
    /// `setting …`.
    Setting(Setting<'s>),
    /// `require …`.
    Require(Expr<'s>, Text<'s>),
    /// `domain`, `competency`, `indicator`, `number` or `narrative`.
    Node(Node<'s>),
    /// `measure …`.
    Measure(Measure<'s>),
    /// `outcome …`.
    Outcome(Outcome<'s>),
    /// `judged …`.
    Judged(Judged<'s>),
    /// `flag …` or `advise …`.
    Rule(Rule<'s>),
    /// `for each …`.
    ForEach(ForEach<'s>),
    /// `strengths …` or `growth …`.
    Rank(Rank<'s>),
    /// `example …`.
    Example(Example<'s>),
    /// `promise …`.
    Promise(Promise<'s>),
}

/// A literal that may have a minus sign.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'s> {
    /// Whether it has one.
    pub negative: bool,
    /// The literal.
    pub literal: Literal<'s>,
    /// The place of both.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn block_text_loses_its_common_indentation() {
        let text = |raw| Text { raw, block: true, span: Span::default() }.value();
        assert_eq!(text("\n    One\n      two\n\n    three\n  "), "One\n  two\n\nthree");
        assert_eq!(text("one\r\n  two"), "one\ntwo");
    }
}
