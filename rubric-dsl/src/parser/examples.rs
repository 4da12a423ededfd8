//! Examples and promises.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt, verify};
use nom::sequence::{delimited, preceded};

use super::cursor::{Parsing, Tokens, mark, name, path, plain_number, signed, spanned, text, word, words};
use super::expressions::{expression, in_parentheses};
use super::{braces, commas};
use crate::ast::{
    Assign, Example, ExampleItem, ExampleItemKind, Expect, Expr, ExprKind, Given, Name, Promise, RuleKind,
};

pub(super) fn example<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Example<'s>> {
    let perspective = opt(preceded(word("as"), cut(name)));
    map((text, perspective, braces(example_item)), |(title, perspective, items)| Example { title, perspective, items })
        .parse(tokens)
}

fn example_item<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, ExampleItem<'s>> {
    let kind = alt((
        map(preceded(word("expect"), cut(expect)), ExampleItemKind::Expect),
        map(preceded(word("prior"), assigns), ExampleItemKind::Prior),
        map((name, assigns), |(rater, assigns)| ExampleItemKind::Response(rater, assigns)),
        map(assign, ExampleItemKind::Assign),
    ));
    map(spanned(kind), |(kind, span)| ExampleItem { kind, span }).parse(tokens)
}

fn assigns<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Vec<Assign<'s>>> {
    mark("{")(tokens)?;
    braces(assign)(tokens)
}

fn assign<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Assign<'s>> {
    let with = map(opt(preceded(word("with"), cut(commas(extra)))), Option::unwrap_or_default);
    let (rest, ((path, value, with), span)) = spanned((path, preceded(mark("="), cut(given)), with)).parse(tokens)?;
    let evidence = with.iter().find_map(|extra| *extra);
    let comment = with.iter().any(Option::is_none);
    Ok((rest, Assign { path, value, evidence, comment, span }))
}

/// `2 evidence` or `comment`.
fn extra<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Option<crate::ast::Literal<'s>>> {
    alt((map((plain_number, word("evidence")), |(count, _)| Some(count)), map(word("comment"), |_| None))).parse(tokens)
}

fn given<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Given<'s>> {
    let none = map((mark("["), mark("]")), |_| Vec::new());
    alt((
        map(none, Given::Practices),
        map(delimited(mark("["), commas(name), mark("]")), Given::Practices),
        map((plain_number, word("words")), |(count, _)| Given::Words(count)),
        map(signed, Given::Number),
        map(name, Given::Name),
    ))
    .parse(tokens)
}

fn expect<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Expect<'s>> {
    let may_be = (name, preceded(words(&["may", "be"]), cut(commas(name))));
    let unknown = (operand, preceded(word("is"), word("unknown")));
    let left_out = (operand, preceded(word("is"), words(&["left", "out"])));
    let problem = (opt(word("no")), preceded(words(&["problem", "with"]), cut(name)));
    alt((
        rule_expectation,
        map(problem, |(no, judged)| Expect::Problem { no: no.is_some(), judged }),
        map(may_be, |(outcome, levels)| Expect::MayBe(outcome, levels)),
        map(unknown, |(what, _)| Expect::Unknown(what)),
        map(left_out, |(what, _)| Expect::LeftOut(what)),
        map(expression, Expect::Holds),
    ))
    .parse(tokens)
}

/// A path, from a rater's side where one is named.
fn operand<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Expr<'s>> {
    let (rest, ((path, by), span)) = spanned((path, opt(preceded(word("by"), name)))).parse(tokens)?;
    Ok((rest, Expr { kind: ExprKind::Path(path, by), span }))
}

fn rule_expectation<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Expect<'s>> {
    let kind = alt((map(word("flag"), |_| RuleKind::Flag), map(word("advice"), |_| RuleKind::Advise)));
    let member = opt(delimited(mark("["), path, mark("]")));
    // Where the next word is an operator, `flag` or `advice` is the name of something else.
    let rule = verify(name, |name: &Name<'_>| !["is", "between"].contains(&name.text));
    map((opt(word("no")), kind, rule, member), |(no, kind, name, member)| Expect::Rule {
        no: no.is_some(),
        kind,
        name,
        member,
    })
    .parse(tokens)
}

pub(super) fn promise<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Promise<'s>> {
    let falls = words(&["never", "falls", "when", "a", "rating", "rises"]);
    let reaches = words(&["reaches", "every", "level"]);
    alt((
        map(preceded(word("never"), in_parentheses), Promise::Never),
        map(preceded(word("always"), in_parentheses), Promise::Always),
        map((name, falls), |(outcome, _)| Promise::NeverFalls(outcome)),
        map((name, reaches), |(outcome, _)| Promise::ReachesEveryLevel(outcome)),
    ))
    .parse(tokens)
}
