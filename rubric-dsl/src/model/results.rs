//! Results: measures, outcomes and judged levels.

use rubric_core::Fraction;
use rubric_core::records::{Limit, OutcomeId, RaterId, ScaleId};

use super::Expr;
use crate::span::Span;

/// A measure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// What it is made of.
    pub form: MeasureForm,
    /// Its place.
    pub span: Span,
}

/// What a measure is made of.
#[derive(Clone, Debug)]
pub enum MeasureForm {
    /// A formula.
    Formula(Expr),
    /// The value of the first condition that is yes; the last may have none.
    List(Vec<(Expr, Option<Expr>)>),
    /// Straight lines between points, read at a value.
    Linear(Expr, Vec<(Fraction, Fraction)>),
}

impl MeasureForm {
    /// Calls `visit` with every expression of it.
    pub(crate) fn each_expr<'m>(&'m self, visit: &mut dyn FnMut(&'m Expr)) {
        match self {
            Self::Formula(formula) => visit(formula),
            Self::Linear(of, _) => visit(of),
            Self::List(lines) => lines.iter().for_each(|(value, when)| {
                visit(value);
                when.iter().for_each(&mut *visit);
            }),
        }
    }
}

/// An outcome.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Its levels.
    pub scale: ScaleId,
    /// How it is decided.
    pub form: OutcomeForm,
    /// Caps and floors.
    pub caps: Vec<Cap>,
    /// Its place.
    pub span: Span,
}

impl Outcome {
    /// Calls `visit` with every expression of it.
    pub(crate) fn each_expr<'m>(&'m self, visit: &mut dyn FnMut(&'m Expr)) {
        match &self.form {
            OutcomeForm::Clauses(clauses) => {
                clauses.iter().filter_map(|clause| clause.when.as_ref()).for_each(&mut *visit)
            }
            OutcomeForm::Matrix(rows, columns, _) => [rows, columns].into_iter().for_each(&mut *visit),
        }
        self.caps.iter().for_each(|cap| visit(&cap.when));
    }
}

/// How an outcome is decided.
#[derive(Clone, Debug)]
pub enum OutcomeForm {
    /// By the first clause that is true.
    Clauses(Vec<Clause>),
    /// By a cell: rows by the first input's levels, columns by the second's, lowest first.
    Matrix(Expr, Expr, Vec<Vec<u8>>),
}

/// A clause.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The level it gives.
    pub level: u8,
    /// Its condition; none for `otherwise`.
    pub when: Option<Expr>,
    /// Whether it is written as a cut.
    pub cut: bool,
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// A cap or a floor.
#[derive(Clone, Debug)]
pub struct Cap {
    /// Which way it works.
    pub limit: Limit,
    /// The level.
    pub level: u8,
    /// When it applies.
    pub when: Expr,
    /// Why.
    pub because: String,
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// A level that a person chooses.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Its levels.
    pub scale: ScaleId,
    /// Who chooses.
    pub rater: RaterId,
    /// The outcome that is proposed.
    pub proposing: Option<OutcomeId>,
    /// Its limits.
    pub caps: Vec<Cap>,
    /// When it needs a comment.
    pub comment: Option<Expr>,
    /// That condition as written.
    pub comment_text: String,
}
