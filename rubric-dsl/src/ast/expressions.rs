//! Expressions and the sets they speak of.

use super::{Literal, Name, NodeKind, Path};
use crate::span::Span;

/// A set of nodes.
#[derive(Clone, Debug)]
pub struct Set<'s> {
    /// What its members are: domains, competencies or indicators.
    pub kind: NodeKind,
    /// The node they stand below.
    pub of: Option<Path<'s>>,
    /// The tag they have.
    pub tagged: Option<Name<'s>>,
    /// The rater from whose side they are seen.
    pub by: Option<Name<'s>>,
    /// Its place.
    pub span: Span,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr<'s> {
    /// What it is.
    pub kind: ExprKind<'s>,
    /// Its place.
    pub span: Span,
}

/// The expressions. Chains of one operator are lists, so that no text can nest the tree deeper than its parentheses.
#[derive(Clone, Debug)]
pub enum ExprKind<'s> {
    /// A number or percentage.
    Number(Literal<'s>),
    /// A name or path, from a rater's side where one is named.
    Path(Path<'s>, Option<Name<'s>>),
    /// `f(…)`.
    Call(Name<'s>, Vec<Argument<'s>>),
    /// `not a`.
    Not(Box<Expr<'s>>),
    /// `-a`.
    Negated(Box<Expr<'s>>),
    /// `a or b …`.
    Or(Vec<Expr<'s>>),
    /// `a and b …`.
    And(Vec<Expr<'s>>),
    /// `a < b` and the like.
    Compare(Box<Expr<'s>>, CompareWord, Box<Expr<'s>>),
    /// `a between b and c`.
    Between(Box<Expr<'s>>, Box<Expr<'s>>, Box<Expr<'s>>),
    /// `a + b - c …`; a yes stands for minus.
    Sum(Box<Expr<'s>>, Vec<(bool, Expr<'s>)>),
    /// `a * b / c …`; a yes stands for division.
    Product(Box<Expr<'s>>, Vec<(bool, Expr<'s>)>),
    /// `(a)`.
    Group(Box<Expr<'s>>),
}

/// An argument of a function.
#[derive(Clone, Debug)]
pub enum Argument<'s> {
    /// An expression.
    Expr(Expr<'s>),
    /// A set, and the condition its members must meet.
    Set(Set<'s>, Option<Expr<'s>>),
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareWord {
    /// `is`.
    Is,
    /// `is not`.
    IsNot,
    /// `<`.
    Below,
    /// `<=`.
    AtMost,
    /// `>`.
    Above,
    /// `>=`.
    AtLeast,
}

impl CompareWord {
    /// The word or mark.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is not",
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::AtLeast => ">=",
        }
    }
}
