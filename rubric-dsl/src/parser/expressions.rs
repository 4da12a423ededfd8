//! Expressions, loosest operator first: `or`, `and`, `not`, comparisons, `+ -`, `* /`, minus.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt, verify};
use nom::sequence::{delimited, preceded};

use super::commas;
use super::cursor::{Parsing, Tokens, mark, name, number, path, spanned, word, words};
use crate::ast::{Argument, CompareWord, Expr, ExprKind, NodeKind, Set};
use crate::codes;

/// An expression.
pub(super) fn expression<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Expr<'s>> {
    chain("or", |rest| chain("and", negation, ExprKind::And, rest), ExprKind::Or, tokens)
}

/// `a or b or c`; one operand stands for itself.
fn chain<'t, 's: 't>(
    joint: &'static str,
    operand: impl Fn(Tokens<'t, 's>) -> Parsing<'t, 's, Expr<'s>>,
    make: impl Fn(Vec<Expr<'s>>) -> ExprKind<'s>,
    tokens: Tokens<'t, 's>,
) -> Parsing<'t, 's, Expr<'s>> {
    let (mut rest, first) = operand(tokens)?;
    if !rest.is_word(joint) {
        return Ok((rest, first));
    }
    let mut operands = vec![first];
    while rest.is_word(joint) {
        let (after, next) = cut(&operand).parse(rest.after())?;
        operands.push(next);
        rest = after;
    }
    let span = ends(&operands).unwrap_or_default();
    Ok((rest, Expr { kind: make(operands), span }))
}

fn ends(operands: &[Expr<'_>]) -> Option<crate::span::Span> {
    Some(operands.first()?.span.to(operands.last()?.span))
}

fn negation<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Expr<'s>> {
    if tokens.is_word("not") {
        let (rest, inner) = cut(negation).parse(tokens.after().deeper()?)?;
        let span = tokens.span().to(inner.span);
        return Ok((rest.at_depth_of(tokens), Expr { kind: ExprKind::Not(Box::new(inner)), span }));
    }
    comparison(tokens)
}

fn comparison<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Expr<'s>> {
    let (rest, left) = sum(tokens)?;
    if rest.is_word("between") {
        let (rest, (low, _, high)) = cut((sum, word("and"), sum)).parse(rest.after())?;
        let span = left.span.to(high.span);
        return Ok((rest, Expr { kind: ExprKind::Between(Box::new(left), Box::new(low), Box::new(high)), span }));
    }
    let (rest, how) = opt(compare_word).parse(rest)?;
    let Some(how) = how else {
        return Ok((rest, left));
    };
    let (rest, right) = cut(sum).parse(rest)?;
    if let Ok((_, _)) = compare_word(rest) {
        rest.report(codes::rb514::chained(rest.span()));
    }
    let span = left.span.to(right.span);
    Ok((rest, Expr { kind: ExprKind::Compare(Box::new(left), how, Box::new(right)), span }))
}

fn compare_word<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, CompareWord> {
    alt((
        // `is unknown` and `is left out` belong to an example's expectations.
        map(is_not, |()| CompareWord::IsNot),
        map(is, |()| CompareWord::Is),
        map(mark("<="), |_| CompareWord::AtMost),
        map(mark(">="), |_| CompareWord::AtLeast),
        map(mark("<"), |_| CompareWord::Below),
        map(mark(">"), |_| CompareWord::Above),
    ))
    .parse(tokens)
}

fn is_not<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, ()> {
    map(words(&["is", "not"]), |_| ()).parse(tokens)
}

fn is<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, ()> {
    let (rest, _) = word("is")(tokens)?;
    if rest.is_word("unknown") || words(&["left", "out"])(rest).is_ok() {
        return word("a value")(rest).map(|(rest, _)| (rest, ()));
    }
    Ok((rest, ()))
}

fn sum<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Expr<'s>> {
    arithmetic(("+", "-"), |rest| arithmetic(("*", "/"), signed, ExprKind::Product, rest), ExprKind::Sum, tokens)
}

/// A chain of two operators of one strength; the second one is marked.
fn arithmetic<'t, 's: 't>(
    (plain, marked): (&'static str, &'static str),
    operand: impl Fn(Tokens<'t, 's>) -> Parsing<'t, 's, Expr<'s>>,
    make: impl Fn(Box<Expr<'s>>, Vec<(bool, Expr<'s>)>) -> ExprKind<'s>,
    tokens: Tokens<'t, 's>,
) -> Parsing<'t, 's, Expr<'s>> {
    let (mut rest, first) = operand(tokens)?;
    let mut operands = Vec::new();
    while rest.is_mark(plain) || rest.is_mark(marked) {
        let second = rest.is_mark(marked);
        let (after, next) = cut(&operand).parse(rest.after())?;
        operands.push((second, next));
        rest = after;
    }
    let Some((_, last)) = operands.last() else {
        return Ok((rest, first));
    };
    let span = first.span.to(last.span);
    Ok((rest, Expr { kind: make(Box::new(first), operands), span }))
}

fn signed<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Expr<'s>> {
    if tokens.is_mark("-") {
        let (rest, inner) = cut(signed).parse(tokens.after().deeper()?)?;
        let span = tokens.span().to(inner.span);
        return Ok((rest.at_depth_of(tokens), Expr { kind: ExprKind::Negated(Box::new(inner)), span }));
    }
    primary(tokens)
}

fn primary<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Expr<'s>> {
    let literal = map(number, |literal| Expr { kind: ExprKind::Number(literal), span: literal.span });
    alt((literal, group, call, reference)).parse(tokens)
}

fn group<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Expr<'s>> {
    let (inside, _) = mark("(")(tokens)?;
    let (rest, (inner, close)) = cut((expression, mark(")"))).parse(inside.deeper()?)?;
    let span = tokens.span().to(close);
    Ok((rest.at_depth_of(tokens), Expr { kind: ExprKind::Group(Box::new(inner)), span }))
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

/// `f(…)`. A name before a parenthesis is a call only if it is a function's: a value in parentheses may follow any other.
fn call<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Expr<'s>> {
    let (inside, (function, _)) = (verify(name, |name| FUNCTIONS.contains(&name.text)), mark("(")).parse(tokens)?;
    let (rest, (arguments, close)) = cut((commas(argument), mark(")"))).parse(inside.deeper()?)?;
    let span = function.span.to(close);
    Ok((rest.at_depth_of(tokens), Expr { kind: ExprKind::Call(function, arguments), span }))
}

fn argument<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Argument<'s>> {
    let of_set =
        map((set, opt(preceded(word("where"), cut(expression)))), |(set, condition)| Argument::Set(set, condition));
    alt((of_set, map(expression, Argument::Expr))).parse(tokens)
}

/// `domains`, `competencies` or `indicators`, of a node, with a tag, from a rater's side.
pub(super) fn set<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Set<'s>> {
    let kind = alt((
        map(word("domains"), |_| NodeKind::Domain),
        map(word("competencies"), |_| NodeKind::Competency),
        map(word("indicators"), |_| NodeKind::Indicator),
    ));
    let of = opt(preceded(word("of"), cut(path)));
    let tagged = opt(preceded(word("tagged"), cut(name)));
    let by = opt(preceded(word("by"), cut(name)));
    let (rest, ((kind, of, tagged, by), span)) = spanned((kind, of, tagged, by)).parse(tokens)?;
    Ok((rest, Set { kind, of, tagged, by, span }))
}

fn reference<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Expr<'s>> {
    let (rest, ((path, rater), span)) = spanned((path, opt(preceded(word("by"), cut(name))))).parse(tokens)?;
    Ok((rest, Expr { kind: ExprKind::Path(path, rater), span }))
}

/// `( a )` as an expression in its own right, for promises.
pub(super) fn in_parentheses<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Expr<'s>> {
    delimited(mark("("), expression, mark(")")).parse(tokens)
}
