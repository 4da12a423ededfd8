//! Results: measures, outcomes and judged levels.

use super::{Expr, Name, Path, Text};
use crate::span::Span;

/// A measure.
#[derive(Clone, Debug)]
pub struct Measure<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Title.
    pub title: Option<Text<'s>>,
    /// What it is made of.
    pub form: MeasureForm<'s>,
}

/// What a measure is made of.
#[derive(Clone, Debug)]
pub enum MeasureForm<'s> {
    /// `= EXPR`.
    Formula(Expr<'s>),
    /// `of EXPR { VALUE from CUT … }`.
    Steps(Expr<'s>, Vec<Entry<'s>>),
    /// `of EXPR linear { VALUE at POINT … }`.
    Linear(Expr<'s>, Vec<Entry<'s>>),
    /// `{ VALUE when CONDITION … }`.
    List(Vec<Entry<'s>>),
}

/// A line of a measure: a value and when it holds.
#[derive(Clone, Debug)]
pub struct Entry<'s> {
    /// The value.
    pub value: Expr<'s>,
    /// When it holds.
    pub test: Test<'s>,
    /// Its place.
    pub span: Span,
}

/// When a line holds.
#[derive(Clone, Debug)]
pub enum Test<'s> {
    /// `from CUT`.
    From(Expr<'s>),
    /// `at POINT`.
    At(Expr<'s>),
    /// `when CONDITION`.
    When(Expr<'s>),
    /// `otherwise`.
    Otherwise,
}

/// An outcome.
#[derive(Clone, Debug)]
pub struct Outcome<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Title.
    pub title: Text<'s>,
    /// `on SCALE`.
    pub scale: Option<Name<'s>>,
    /// `of EXPR`.
    pub of: Option<Expr<'s>>,
    /// `by OUTCOME`.
    pub by: Option<Path<'s>>,
    /// Whether its own levels are written lowest first.
    pub lowest_first: bool,
    /// What stands in the braces.
    pub items: Vec<OutcomeItem<'s>>,
}

/// A statement of an outcome.
#[derive(Clone, Debug)]
pub struct OutcomeItem<'s> {
    /// What it is.
    pub kind: OutcomeItemKind<'s>,
    /// Its place.
    pub span: Span,
}

/// The statements of an outcome.
#[derive(Clone, Debug)]
pub enum OutcomeItemKind<'s> {
    /// `level NAME "…"`.
    Level(Name<'s>, Text<'s>),
    /// `LEVEL from CUT`, `LEVEL when CONDITION` or `LEVEL otherwise`.
    Clause(Name<'s>, Test<'s>),
    /// A cap or floor.
    Cap(Cap<'s>),
    /// `columns A, B`.
    Columns(Vec<Name<'s>>),
    /// `row LEVEL: A, B`.
    Row(Name<'s>, Vec<Name<'s>>),
}

/// `at most LEVEL when CONDITION because "…"`, or `at least`.
#[derive(Clone, Debug)]
pub struct Cap<'s> {
    /// Whether it is a cap rather than a floor.
    pub at_most: bool,
    /// The level.
    pub level: Name<'s>,
    /// When it applies.
    pub when: Expr<'s>,
    /// Why.
    pub because: Option<Text<'s>>,
}

/// A level that a person chooses.
#[derive(Clone, Debug)]
pub struct Judged<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Title.
    pub title: Text<'s>,
    /// Its scale.
    pub scale: Name<'s>,
    /// Who chooses.
    pub rater: Name<'s>,
    /// The outcome that is proposed.
    pub proposing: Option<Name<'s>>,
    /// What stands in the braces.
    pub items: Vec<JudgedItem<'s>>,
}

/// A statement of a judgement.
#[derive(Clone, Debug)]
pub struct JudgedItem<'s> {
    /// What it is.
    pub kind: JudgedItemKind<'s>,
    /// Its place.
    pub span: Span,
}

/// The statements of a judgement.
#[derive(Clone, Debug)]
pub enum JudgedItemKind<'s> {
    /// `comment required when …`.
    Comment(Option<Expr<'s>>),
    /// A limit.
    Cap(Cap<'s>),
}
