//! Expressions, loosest operator first: `or`, `and`, `not`, comparisons, `+ -`, `* /`, minus.

use super::cursor::{Cursor, Read, Reader};
use crate::ast::{Argument, CompareWord, Expr, ExprKind, NodeKind, Set};
use crate::codes;
use crate::tokens::Kind;

/// An expression.
pub(super) fn expression<'s>(c: &mut Cursor<'s>) -> Read<Expr<'s>> {
    chain(c, "or", |c| chain(c, "and", negation, ExprKind::And), ExprKind::Or)
}

/// `a or b or c`; one operand stands for itself.
fn chain<'s>(
    c: &mut Cursor<'s>,
    joint: &'static str,
    operand: Reader<'s, Expr<'s>>,
    make: fn(Vec<Expr<'s>>) -> ExprKind<'s>,
) -> Read<Expr<'s>> {
    let first = operand(c)?;
    if !c.ahead(joint) {
        return Ok(first);
    }
    let start = first.span;
    let mut operands = vec![first];
    while c.takes(joint) {
        operands.push(operand(c)?);
    }
    Ok(Expr { kind: make(operands), span: c.since(start) })
}

fn negation<'s>(c: &mut Cursor<'s>) -> Read<Expr<'s>> {
    prefixed(c, "not", negation, comparison, ExprKind::Not)
}

/// An operand behind its prefix, which may stand there again; without one, what binds tighter.
fn prefixed<'s>(
    c: &mut Cursor<'s>,
    prefix: &'static str,
    inner: Reader<'s, Expr<'s>>,
    tighter: Reader<'s, Expr<'s>>,
    make: fn(Box<Expr<'s>>) -> ExprKind<'s>,
) -> Read<Expr<'s>> {
    let start = c.span();
    if !c.takes(prefix) {
        return tighter(c);
    }
    let outer = c.deeper()?;
    let inner = Box::new(inner(c)?);
    c.at_depth(outer);
    Ok(Expr { kind: make(inner), span: c.since(start) })
}

fn comparison<'s>(c: &mut Cursor<'s>) -> Read<Expr<'s>> {
    let left = sum(c)?;
    let start = left.span;
    let kind = if c.takes("between") {
        let low = sum(c)?;
        c.word("and")?;
        ExprKind::Between(Box::new(left), Box::new(low), Box::new(sum(c)?))
    } else if let Some(how) = compare_word(c) {
        ExprKind::Compare(Box::new(left), how, Box::new(sum(c)?))
    } else {
        return Ok(left);
    };
    let span = c.since(start);
    if matches!(kind, ExprKind::Compare(..)) {
        let (place, next) = (c.place(), c.span());
        if compare_word(c).is_some() {
            c.report(codes::rb514::chained(next));
        }
        c.back(place);
    }
    Ok(Expr { kind, span })
}

fn compare_word(c: &mut Cursor<'_>) -> Option<CompareWord> {
    const WORDS: [CompareWord; 6] = [
        CompareWord::IsNot,
        CompareWord::Is,
        CompareWord::AtMost,
        CompareWord::AtLeast,
        CompareWord::Below,
        CompareWord::Above,
    ];
    // These belong to an example's expectations.
    if c.ahead("is unknown") || c.ahead("is left out") {
        return None;
    }
    WORDS.into_iter().find(|word| c.takes(word.text()))
}

fn sum<'s>(c: &mut Cursor<'s>) -> Read<Expr<'s>> {
    arithmetic(c, ("+", "-"), |c| arithmetic(c, ("*", "/"), signed, ExprKind::Product), ExprKind::Sum)
}

/// A chain of two operators of one strength; the second one is marked.
fn arithmetic<'s>(
    c: &mut Cursor<'s>,
    (plain, marked): (&'static str, &'static str),
    operand: Reader<'s, Expr<'s>>,
    make: fn(Box<Expr<'s>>, Vec<(bool, Expr<'s>)>) -> ExprKind<'s>,
) -> Read<Expr<'s>> {
    let first = operand(c)?;
    let mut operands = Vec::new();
    loop {
        let second = c.takes(marked);
        if !second && !c.takes(plain) {
            break;
        }
        operands.push((second, operand(c)?));
    }
    if operands.is_empty() {
        return Ok(first);
    }
    let span = c.since(first.span);
    Ok(Expr { kind: make(Box::new(first), operands), span })
}

fn signed<'s>(c: &mut Cursor<'s>) -> Read<Expr<'s>> {
    prefixed(c, "-", signed, primary, ExprKind::Negated)
}

fn primary<'s>(c: &mut Cursor<'s>) -> Read<Expr<'s>> {
    let start = c.span();
    let kind = match c.kind() {
        Kind::Number | Kind::Percent => ExprKind::Number(c.number()?),
        // A name before a parenthesis is a call only if it is a function's: a value in parentheses may follow any other.
        Kind::Name if c.ahead("NAME (") && FUNCTIONS.contains(&c.here()) => {
            let function = c.name()?;
            ExprKind::Call(function, inside(c, |c| c.commas(argument))?)
        }
        Kind::Name => return reference(c),
        _ if c.could("(") => ExprKind::Group(Box::new(inside(c, expression)?)),
        _ => {
            c.wanted("a number");
            return Err(c.wanted("a name"));
        }
    };
    Ok(Expr { kind, span: c.since(start) })
}

/// `( … )`, one level of nesting further in.
fn inside<'s, T>(c: &mut Cursor<'s>, inner: Reader<'s, T>) -> Read<T> {
    c.pass();
    let outer = c.deeper()?;
    let inner = inner(c)?;
    c.word(")")?;
    c.at_depth(outer);
    Ok(inner)
}

/// The functions of the language.
pub(crate) const FUNCTIONS: [&str; 25] = [
    "min",
    "max",
    "mean",
    "sum",
    "median",
    "abs",
    "round",
    "round_even",
    "floor",
    "ceiling",
    "count",
    "share",
    "any",
    "all",
    "spread",
    "evidence",
    "words",
    "known",
    "first_known",
    "prior",
    "domain",
    "competency",
    "best",
    "worst",
    "coverage",
];

fn argument<'s>(c: &mut Cursor<'s>) -> Read<Argument<'s>> {
    match maybe_set(c)? {
        Some(set) => Ok(Argument::Set(set, c.after("where", expression)?)),
        None => expression(c).map(Argument::Expr),
    }
}

/// `domains`, `competencies` or `indicators`, of a node, with a tag, from a rater's side.
pub(super) fn set<'s>(c: &mut Cursor<'s>) -> Read<Set<'s>> {
    maybe_set(c)?.ok_or(super::cursor::Stop)
}

fn maybe_set<'s>(c: &mut Cursor<'s>) -> Read<Option<Set<'s>>> {
    let start = c.span();
    let kind = c.any_of(&[
        ("domains", |_| Ok(NodeKind::Domain)),
        ("competencies", |_| Ok(NodeKind::Competency)),
        ("indicators", |_| Ok(NodeKind::Indicator)),
    ])?;
    let Some(kind) = kind else {
        return Ok(None);
    };
    let of = c.after("of", Cursor::path)?;
    let (tagged, by) = (c.after("tagged", Cursor::name)?, c.after("by", Cursor::name)?);
    Ok(Some(Set { kind, of, tagged, by, span: c.since(start) }))
}

fn reference<'s>(c: &mut Cursor<'s>) -> Read<Expr<'s>> {
    let start = c.span();
    Ok(Expr { kind: ExprKind::Path(c.path()?, c.after("by", Cursor::name)?), span: c.since(start) })
}
