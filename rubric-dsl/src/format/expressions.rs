//! Expressions on one line.

use crate::ast::{Argument, Cap, Expr, ExprKind, Name, Set, Signed, Test};
use crate::list::List;

/// An expression as it is written.
pub(crate) fn expression(expr: &Expr<'_>) -> String {
    match &expr.kind {
        ExprKind::Number(literal) => literal.text.to_owned(),
        ExprKind::Path(path, None) => path.text(),
        ExprKind::Path(path, Some(rater)) => format!("{} by {}", path.text(), rater.text),
        ExprKind::Call(function, arguments) => {
            let arguments: Vec<String> = arguments.iter().map(argument).list();
            format!("{}({})", function.text, arguments.join(", "))
        }
        ExprKind::Not(inner) => format!("not {}", expression(inner)),
        ExprKind::Negated(inner) => format!("-{}", expression(inner)),
        ExprKind::Or(operands) => joined(operands, " or "),
        ExprKind::And(operands) => joined(operands, " and "),
        ExprKind::Compare(left, how, right) => format!("{} {} {}", expression(left), how.text(), expression(right)),
        ExprKind::Between(value, low, high) => {
            format!("{} between {} and {}", expression(value), expression(low), expression(high))
        }
        ExprKind::Sum(first, rest) => chained(first, rest, (" + ", " - ")),
        ExprKind::Product(first, rest) => chained(first, rest, (" * ", " / ")),
        ExprKind::Group(inner) => format!("({})", expression(inner)),
    }
}

fn joined(operands: &[Expr<'_>], joint: &str) -> String {
    operands.iter().map(expression).list().join(joint)
}

fn chained(first: &Expr<'_>, rest: &[(bool, Expr<'_>)], (plain, marked): (&str, &str)) -> String {
    rest.iter().fold(expression(first), |text, (second, operand)| {
        text + if *second { marked } else { plain } + &expression(operand)
    })
}

fn argument(argument: &Argument<'_>) -> String {
    match argument {
        Argument::Expr(expr) => expression(expr),
        Argument::Set(members, None) => set(members),
        Argument::Set(members, Some(condition)) => format!("{} where {}", set(members), expression(condition)),
    }
}

/// A set as it is written.
pub(crate) fn set(set: &Set<'_>) -> String {
    let mut text = match set.kind {
        crate::ast::NodeKind::Domain => "domains",
        crate::ast::NodeKind::Competency => "competencies",
        _ => "indicators",
    }
    .to_owned();
    let parts = [
        (" of ", set.of.as_ref().map(crate::ast::Path::text)),
        (" tagged ", set.tagged.map(|tag| tag.text.to_owned())),
        (" by ", set.by.map(|rater| rater.text.to_owned())),
    ];
    for (word, part) in parts {
        text.extend(part.map(|part| word.to_owned() + &part));
    }
    text
}

/// When a line holds, as it is written.
pub(crate) fn test(test: &Test<'_>) -> String {
    match test {
        Test::From(cut) => format!("from {}", expression(cut)),
        Test::At(point) => format!("at {}", expression(point)),
        Test::When(condition) => format!("when {}", expression(condition)),
        Test::Otherwise => "otherwise".to_owned(),
    }
}

/// A cap or floor as it is written, without its reason.
pub(crate) fn cap(cap: &Cap<'_>) -> String {
    let limit = if cap.at_most { "at most" } else { "at least" };
    format!("{limit} {} when {}", cap.level.text, expression(&cap.when))
}

/// A literal with its sign.
pub(super) fn signed(signed: &Signed<'_>) -> String {
    format!("{}{}", if signed.negative { "-" } else { "" }, signed.literal.text)
}

/// Names with commas between them.
pub(super) fn names(names: &[Name<'_>]) -> String {
    names.iter().map(|name| name.text.to_owned()).list().join(", ")
}
