//! Rules: flags, advice, strengths and growth.

use rubric_core::records::{LineKind, NodeId, RankKind, RuleKind};

use super::{Expr, Target};
use crate::span::Span;

/// A flag or a piece of advice.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Name.
    pub name: String,
    /// The member of the set it was made for.
    pub subject: Option<NodeId>,
    /// What it gives.
    pub kind: RuleKind,
    /// Its text.
    pub text: Vec<Piece>,
    /// When it fires.
    pub when: Expr,
    /// That condition as written.
    pub condition: String,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its place among advice.
    pub priority: u16,
    /// Its place.
    pub span: Span,
}

/// A line of advice.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// Its text.
    pub text: Vec<Piece>,
    /// The address of a link.
    pub link: String,
}

/// A piece of a text with places for values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The text itself.
    Text(String),
    /// The number of a node or measure.
    Number(Target),
    /// The label of an outcome's or judgement's level.
    Label(Target),
}

/// Strengths or growth.
#[derive(Clone, Debug)]
pub struct Rank {
    /// Which end.
    pub kind: RankKind,
    /// How many.
    pub count: u16,
    /// The set.
    pub members: Vec<NodeId>,
}
