//! Expressions whose value is known when the rubric is checked.

use rubric_core::Fraction;

use crate::model::{Expr, ExprKind};

/// The number of an expression, if it is constant and fits.
pub(crate) fn number(expr: &Expr) -> Option<Fraction> {
    number_for(expr, None)
}

/// The truth of an expression, if it is constant.
pub(crate) fn truth(expr: &Expr) -> Option<bool> {
    truth_for(expr, None)
}

/// The truth of an expression in which every score is `rating`.
pub(crate) fn truth_for(expr: &Expr, rating: Option<Fraction>) -> Option<bool> {
    let truth = |expr: &Expr| truth_for(expr, rating);
    match &expr.kind {
        ExprKind::Not(inner) => truth(inner).map(|truth| !truth),
        // Known only where every operand is.
        ExprKind::And(operands) => operands.iter().try_fold(true, |all, next| Some(all & truth(next)?)),
        ExprKind::Or(operands) => operands.iter().try_fold(false, |any, next| Some(any | truth(next)?)),
        ExprKind::Compare(left, how, right) => {
            Some(how.holds(number_for(left, rating)?.cmp(&number_for(right, rating)?)))
        }
        _ => None,
    }
}

fn number_for(expr: &Expr, rating: Option<Fraction>) -> Option<Fraction> {
    let number = |expr: &Expr| number_for(expr, rating);
    match &expr.kind {
        ExprKind::Number(number) => Some(*number),
        ExprKind::Level(level) => Some(Fraction::whole(i128::from(*level))),
        ExprKind::Score(..) => rating,
        ExprKind::Negated(inner) => number(inner)?.negated(),
        ExprKind::Magnitude(inner) => number(inner)?.magnitude(),
        ExprKind::Round(inner, digits, rounding) => number(inner)?.rounded(*digits, *rounding),
        ExprKind::Sum(first, rest) => rest.iter().try_fold(number(first)?, |sum, (minus, next)| {
            let next = number(next)?;
            if *minus { sum.minus(next) } else { sum.plus(next) }
        }),
        ExprKind::Product(first, rest) => rest.iter().try_fold(number(first)?, |product, (over, next)| {
            let next = number(next)?;
            if *over { product.over(next) } else { product.times(next) }
        }),
        _ => None,
    }
}
