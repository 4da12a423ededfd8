//! Expressions.

use rubric_core::records::*;
use rubric_core::{Comparison, Fraction, Rounding};

use crate::span::Span;

/// Something that has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A node.
    Node(NodeId),
    /// A measure.
    Measure(MeasureId),
    /// An outcome.
    Outcome(OutcomeId),
    /// A judgement.
    Judged(JudgedId),
}

/// From whose side a node is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// The perspective's.
    Own,
    /// A rater's.
    Rater(RaterId),
    /// The combined one.
    Combined,
}

/// What an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A number.
    Number,
    /// A level of a scale or outcome.
    Level(ScaleId),
    /// Yes or no.
    Truth,
    /// A choice of a context value.
    Choice(ContextId),
    /// A node of a set.
    Node,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// What it gives.
    pub ty: Type,
    /// Its place.
    pub span: Span,
}

/// The expressions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A number.
    Number(Fraction),
    /// A level.
    Level(u8),
    /// A choice.
    Choice(u16),
    /// A node itself.
    Node(NodeId),
    /// The score of a node.
    Score(NodeId, View),
    /// The coverage of a node.
    Coverage(NodeId, View),
    /// Pieces of evidence at or below a node.
    Evidence(NodeId, View),
    /// Words written at or below a node.
    Words(NodeId, View),
    /// A context value.
    Context(ContextId),
    /// A measure.
    Measure(MeasureId),
    /// An outcome.
    Outcome(OutcomeId),
    /// A judged level.
    Judged(JudgedId),
    /// A value of the previous result.
    Prior(Target),
    /// The value of a level.
    LevelValue(Box<Expr>),
    /// `not a`.
    Not(Box<Expr>),
    /// `-a`.
    Negated(Box<Expr>),
    /// `a or b …`.
    Or(Vec<Expr>),
    /// `a and b …`.
    And(Vec<Expr>),
    /// A comparison.
    Compare(Box<Expr>, Comparison, Box<Expr>),
    /// `a + b - c …`; a yes stands for minus.
    Sum(Box<Expr>, Vec<(bool, Expr)>),
    /// `a * b / c …`; a yes stands for division.
    Product(Box<Expr>, Vec<(bool, Expr)>),
    /// A function of arguments.
    Fold(Roll, Vec<Expr>),
    /// A function of the members of a set.
    Roll(Roll, Vec<NodeId>, View),
    /// How many members of a set meet a condition, each with its own.
    Count(CountForm, Vec<(NodeId, Expr)>, View),
    /// The member of a set with the highest or lowest score.
    Extreme(bool, Vec<NodeId>, View),
    /// `abs(a)`.
    Magnitude(Box<Expr>),
    /// `round(a, n)` and the like.
    Round(Box<Expr>, u8, Rounding),
    /// `known(a)`.
    Known(Box<Expr>),
    /// `first_known(a, b …)`.
    FirstKnown(Vec<Expr>),
}

/// What is said of the members that meet a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountForm {
    /// How many.
    Count,
    /// What share.
    Share,
    /// Whether any.
    Any,
    /// Whether all.
    All,
}

/// Calls `visit` with each expression that `expr` is directly made of.
pub(crate) fn each_operand<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    match &expr.kind {
        ExprKind::LevelValue(inner)
        | ExprKind::Not(inner)
        | ExprKind::Negated(inner)
        | ExprKind::Magnitude(inner)
        | ExprKind::Round(inner, ..)
        | ExprKind::Known(inner) => visit(inner),
        ExprKind::Or(operands)
        | ExprKind::And(operands)
        | ExprKind::Fold(_, operands)
        | ExprKind::FirstKnown(operands) => {
            operands.iter().for_each(visit);
        }
        ExprKind::Compare(left, _, right) => {
            visit(left);
            visit(right);
        }
        ExprKind::Sum(first, rest) | ExprKind::Product(first, rest) => {
            visit(first);
            rest.iter().for_each(|(_, next)| visit(next));
        }
        ExprKind::Count(_, members, _) => members.iter().for_each(|(_, condition)| visit(condition)),
        ExprKind::Number(_)
        | ExprKind::Level(_)
        | ExprKind::Choice(_)
        | ExprKind::Node(_)
        | ExprKind::Score(..)
        | ExprKind::Coverage(..)
        | ExprKind::Evidence(..)
        | ExprKind::Words(..)
        | ExprKind::Context(_)
        | ExprKind::Measure(_)
        | ExprKind::Outcome(_)
        | ExprKind::Judged(_)
        | ExprKind::Prior(_)
        | ExprKind::Roll(..)
        | ExprKind::Extreme(..) => {}
    }
}
