//! Expressions on one line.

use crate::ast::{Argument, Cap, Expr, ExprKind, Name, NodeKind, Set, Signed, Test};
use crate::list::List;

/// An expression as it is written.
pub(crate) fn expression(expr: &Expr<'_>) -> String {
    let mut text = String::new();
    write(&mut text, expr);
    text
}

fn write(text: &mut String, expr: &Expr<'_>) {
    match &expr.kind {
        ExprKind::Number(literal) => text.push_str(literal.text),
        ExprKind::Path(path, by) => {
            text.push_str(&path.text());
            write_name(text, " by ", by.as_ref());
        }
        ExprKind::Call(function, arguments) => {
            text.push_str(function.text);
            text.push('(');
            for (at, argument) in arguments.iter().enumerate() {
                text.push_str(if at > 0 { ", " } else { "" });
                write_argument(text, argument);
            }
            text.push(')');
        }
        ExprKind::Not(inner) => write_after(text, "not ", inner),
        ExprKind::Negated(inner) => write_after(text, "-", inner),
        ExprKind::Or(operands) => write_joined(text, operands, " or "),
        ExprKind::And(operands) => write_joined(text, operands, " and "),
        ExprKind::Compare(left, how, right) => {
            write(text, left);
            text.push(' ');
            text.push_str(how.text());
            write_after(text, " ", right);
        }
        ExprKind::Between(value, low, high) => {
            write(text, value);
            write_after(text, " between ", low);
            write_after(text, " and ", high);
        }
        ExprKind::Sum(first, rest) => write_chained(text, first, rest, (" + ", " - ")),
        ExprKind::Product(first, rest) => write_chained(text, first, rest, (" * ", " / ")),
        ExprKind::Group(inner) => {
            write_after(text, "(", inner);
            text.push(')');
        }
    }
}

fn write_after(text: &mut String, before: &str, expr: &Expr<'_>) {
    text.push_str(before);
    write(text, expr);
}

fn write_joined(text: &mut String, operands: &[Expr<'_>], joint: &str) {
    for (at, operand) in operands.iter().enumerate() {
        write_after(text, if at > 0 { joint } else { "" }, operand);
    }
}

fn write_chained(text: &mut String, first: &Expr<'_>, rest: &[(bool, Expr<'_>)], (plain, marked): (&str, &str)) {
    write(text, first);
    for (second, operand) in rest {
        write_after(text, if *second { marked } else { plain }, operand);
    }
}

fn write_argument(text: &mut String, argument: &Argument<'_>) {
    match argument {
        Argument::Expr(expr) => write(text, expr),
        Argument::Set(set, condition) => {
            write_set(text, set);
            if let Some(condition) = condition {
                write_after(text, " where ", condition);
            }
        }
    }
}

/// A name behind its word, if there is one.
fn write_name(text: &mut String, word: &str, name: Option<&Name<'_>>) {
    if let Some(name) = name {
        text.push_str(word);
        text.push_str(name.text);
    }
}

/// A set as it is written.
pub(crate) fn set(set: &Set<'_>) -> String {
    let mut text = String::new();
    write_set(&mut text, set);
    text
}

fn write_set(text: &mut String, set: &Set<'_>) {
    text.push_str(match set.kind {
        NodeKind::Domain => "domains",
        NodeKind::Competency => "competencies",
        _ => "indicators",
    });
    if let Some(of) = &set.of {
        text.push_str(" of ");
        text.push_str(&of.text());
    }
    write_name(text, " tagged ", set.tagged.as_ref());
    write_name(text, " by ", set.by.as_ref());
}

/// When a line holds, as it is written.
pub(crate) fn test(test: &Test<'_>) -> String {
    let mut text = String::new();
    match test {
        Test::From(cut) => write_after(&mut text, "from ", cut),
        Test::At(point) => write_after(&mut text, "at ", point),
        Test::When(condition) => write_after(&mut text, "when ", condition),
        Test::Otherwise => text.push_str("otherwise"),
    }
    text
}

/// A cap or floor as it is written, without its reason.
pub(crate) fn cap(cap: &Cap<'_>) -> String {
    let mut text = String::from(if cap.at_most { "at most " } else { "at least " });
    text.push_str(cap.level.text);
    write_after(&mut text, " when ", &cap.when);
    text
}

/// A literal with its sign.
pub(super) fn signed(signed: &Signed<'_>) -> String {
    format!("{}{}", if signed.negative { "-" } else { "" }, signed.literal.text)
}

/// Names with commas between them.
pub(super) fn names(names: &[Name<'_>]) -> String {
    names.iter().map(|name| name.text.to_owned()).list().join(", ")
}
