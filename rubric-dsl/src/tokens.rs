//! The words of the language.

use crate::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or keyword.
    Name,
    /// A number.
    Number,
    /// A number with a percent sign.
    Percent,
    /// A date.
    Date,
    /// A text on one line.
    Text,
    /// A text in triple quotes.
    Block,
    /// A mark.
    Mark(&'static str),
    /// The end of the file.
    End,
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'s> {
    pub(crate) kind: Kind,
    pub(crate) text: &'s str,
    pub(crate) span: Span,
    /// Whether it is the first of its line.
    pub(crate) leads: bool,
}

/// A comment, from its `#` to the end of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Where it stands.
    pub span: Span,
    /// Whether it has the line to itself.
    pub alone: bool,
}

/// The marks, longer ones first.
pub(crate) const MARKS: [&str; 18] =
    ["<=", ">=", "{", "}", "(", ")", "[", "]", ",", ":", ".", "=", "+", "-", "*", "/", "<", ">"];
