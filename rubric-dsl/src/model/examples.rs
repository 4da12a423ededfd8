//! Examples and promises.

use rubric_core::records::*;
use rubric_core::{Decimal, Fraction, Given, Rating};

use super::{Expr, Target};
use crate::span::Span;

/// A worked example.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its title.
    pub title: String,
    /// The perspective; combined when there is none.
    pub perspective: Option<RaterId>,
    /// Responses.
    pub responses: Vec<Response>,
    /// Context values.
    pub context: Vec<Given>,
    /// Judged levels.
    pub judged: Vec<Option<u8>>,
    /// Whether judgements have comments.
    pub commented: Vec<bool>,
    /// Values of the previous result.
    pub prior: Vec<(Target, Prior)>,
    /// What is expected.
    pub expects: Vec<Expect>,
    /// Its place.
    pub span: Span,
}

/// A response of an example.
#[derive(Clone, Debug)]
pub struct Response {
    /// Who gives it.
    pub rater: RaterId,
    /// One entry for each leaf.
    pub entries: Vec<Entry>,
}

/// What a response gives for one leaf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The rating, unless practices are ticked.
    pub rating: Rating,
    /// The practices that are ticked, the first in the lowest bit.
    pub ticked: Option<u64>,
    /// The number.
    pub figure: Decimal,
    /// Pieces of evidence.
    pub evidence: u16,
    /// Words.
    pub words: u32,
    /// Whether there is a comment.
    pub comment: bool,
}

/// A value of a previous result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prior {
    /// A number.
    Number(Fraction),
    /// A level.
    Level(u8),
}

/// Something that an example expects.
#[derive(Clone, Debug)]
pub struct Expect {
    /// What.
    pub kind: ExpectKind,
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// The expectations.
#[derive(Clone, Debug)]
pub enum ExpectKind {
    /// One of several rules fires, or none does.
    Rule(Vec<usize>, bool),
    /// Something is unknown.
    Unknown(Expr),
    /// A node is left out.
    LeftOut(Expr),
    /// A judgement has a problem, or has none.
    Problem(JudgedId, bool),
    /// An outcome can still be just these levels.
    MayBe(OutcomeId, Vec<u8>),
    /// A condition holds.
    Holds(Expr),
}

/// Something the rubric promises.
#[derive(Clone, Debug)]
pub struct Promise {
    /// What.
    pub kind: PromiseKind,
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// The promises.
#[derive(Clone, Debug)]
pub enum PromiseKind {
    /// An outcome never falls when a rating rises.
    NeverFalls(OutcomeId),
    /// An outcome reaches every level.
    ReachesEveryLevel(OutcomeId),
    /// A condition is never true.
    Never(Expr),
    /// A condition is always true.
    Always(Expr),
}
