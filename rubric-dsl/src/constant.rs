//! Expressions whose value is known when the rubric is checked.

use rubric_core::Fraction;

use crate::model::{Expr, ExprKind};

/// A value that is known when the rubric is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Constant {
    Number(Fraction),
    Truth(bool),
}

/// The number of an expression, if it is constant and fits.
pub(crate) fn number(expr: &Expr) -> Option<Fraction> {
    match value(expr, None)? {
        Constant::Number(number) => Some(number),
        Constant::Truth(_) => None,
    }
}

/// The truth of an expression, if it is constant.
pub(crate) fn truth(expr: &Expr) -> Option<bool> {
    truth_for(expr, None)
}

/// The truth of an expression in which every score is `rating`.
pub(crate) fn truth_for(expr: &Expr, rating: Option<Fraction>) -> Option<bool> {
    match value(expr, rating)? {
        Constant::Truth(truth) => Some(truth),
        Constant::Number(_) => None,
    }
}

fn value(expr: &Expr, rating: Option<Fraction>) -> Option<Constant> {
    let number = |expr: &Expr| match value(expr, rating)? {
        Constant::Number(number) => Some(number),
        Constant::Truth(_) => None,
    };
    let truth = |expr: &Expr| truth_for(expr, rating);
    match &expr.kind {
        ExprKind::Number(number) => Some(Constant::Number(*number)),
        ExprKind::Level(level) => Some(Constant::Number(Fraction::whole(i128::from(*level)))),
        ExprKind::Score(..) => rating.map(Constant::Number),
        ExprKind::Negated(inner) => number(inner)?.negated().map(Constant::Number),
        ExprKind::Magnitude(inner) => number(inner)?.magnitude().map(Constant::Number),
        ExprKind::Round(inner, digits, rounding) => number(inner)?.rounded(*digits, *rounding).map(Constant::Number),
        ExprKind::Sum(first, rest) => rest
            .iter()
            .try_fold(
                number(first)?,
                |sum, (minus, next)| if *minus { sum.minus(number(next)?) } else { sum.plus(number(next)?) },
            )
            .map(Constant::Number),
        ExprKind::Product(first, rest) => {
            rest.iter()
                .try_fold(number(first)?, |product, (over, next)| {
                    if *over { product.over(number(next)?) } else { product.times(number(next)?) }
                })
                .map(Constant::Number)
        }
        ExprKind::Not(inner) => truth(inner).map(|truth| Constant::Truth(!truth)),
        // Known only where every operand is.
        ExprKind::And(operands) => {
            operands.iter().try_fold(true, |all, next| Some(all & truth(next)?)).map(Constant::Truth)
        }
        ExprKind::Or(operands) => {
            operands.iter().try_fold(false, |any, next| Some(any | truth(next)?)).map(Constant::Truth)
        }
        ExprKind::Compare(left, how, right) => Some(Constant::Truth(how.holds(number(left)?.cmp(&number(right)?)))),
        _ => None,
    }
}
