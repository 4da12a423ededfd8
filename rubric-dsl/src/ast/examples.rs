//! Examples and promises.

use super::{Expr, Literal, Name, Path, RuleKind, Signed, Text};
use crate::span::Span;

/// A worked example, run as a test.
#[derive(Clone, Debug)]
pub struct Example<'s> {
    /// Its title.
    pub title: Text<'s>,
    /// The perspective; combined when there is none.
    pub perspective: Option<Name<'s>>,
    /// What stands in the braces.
    pub items: Vec<ExampleItem<'s>>,
}

/// A statement of an example.
#[derive(Clone, Debug)]
pub struct ExampleItem<'s> {
    /// What it is.
    pub kind: ExampleItemKind<'s>,
    /// Its place.
    pub span: Span,
}

/// The statements of an example.
#[derive(Clone, Debug)]
pub enum ExampleItemKind<'s> {
    /// `NAME = VALUE`.
    Assign(Assign<'s>),
    /// `RATER { … }`.
    Response(Name<'s>, Vec<Assign<'s>>),
    /// `prior { … }`.
    Prior(Vec<Assign<'s>>),
    /// `expect …`.
    Expect(Expect<'s>),
}

/// Something given in an example.
#[derive(Clone, Debug)]
pub struct Assign<'s> {
    /// To what.
    pub path: Path<'s>,
    /// What.
    pub value: Given<'s>,
    /// `with N evidence`.
    pub evidence: Option<Literal<'s>>,
    /// `with comment`.
    pub comment: bool,
    /// Its place.
    pub span: Span,
}

/// A value given in an example.
#[derive(Clone, Debug)]
pub enum Given<'s> {
    /// A level, an answer or a choice.
    Name(Name<'s>),
    /// A number.
    Number(Signed<'s>),
    /// `[a, b]`.
    Practices(Vec<Name<'s>>),
    /// `N words`.
    Words(Literal<'s>),
}

/// What an example expects.
#[derive(Clone, Debug)]
pub enum Expect<'s> {
    /// `flag NAME` or `no flag NAME`, `advice NAME` or `no advice NAME`.
    Rule {
        /// Whether it is not to fire.
        no: bool,
        /// What it gives.
        kind: RuleKind,
        /// Its name.
        name: Name<'s>,
        /// The member of a `for each`.
        member: Option<Path<'s>>,
    },
    /// `PATH is unknown`.
    Unknown(Expr<'s>),
    /// `PATH is left out`.
    LeftOut(Expr<'s>),
    /// `problem with JUDGED` or `no problem with JUDGED`.
    Problem {
        /// Whether there is to be none.
        no: bool,
        /// The judgement.
        judged: Name<'s>,
    },
    /// `OUTCOME may be A, B`.
    MayBe(Name<'s>, Vec<Name<'s>>),
    /// Any condition.
    Holds(Expr<'s>),
}

/// Something the rubric promises.
#[derive(Clone, Debug)]
pub enum Promise<'s> {
    /// `OUTCOME never falls when a rating rises`.
    NeverFalls(Name<'s>),
    /// `OUTCOME reaches every level`.
    ReachesEveryLevel(Name<'s>),
    /// `never (CONDITION)`.
    Never(Expr<'s>),
    /// `always (CONDITION)`.
    Always(Expr<'s>),
}
