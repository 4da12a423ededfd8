//! What comes out: measures, outcomes and judgements.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use super::cursor::{Parsing, Tokens, mark, name, path, spanned, text, word, words};
use super::expressions::expression;
use super::{braces, commas};
use crate::ast::{
    Cap, Entry, Judged, JudgedItem, JudgedItemKind, Measure, MeasureForm, Outcome, OutcomeItem, OutcomeItemKind, Test,
};

pub(super) fn measure<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Measure<'s>> {
    let form = alt((
        map(preceded(mark("="), cut(expression)), MeasureForm::Formula),
        preceded(word("of"), cut(of)),
        map(braces(entry), MeasureForm::List),
    ));
    map((name, opt(text), form), |(name, title, form)| Measure { name, title, form }).parse(tokens)
}

fn of<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, MeasureForm<'s>> {
    let (rest, (of, linear, entries)) = (expression, opt(word("linear")), braces(entry)).parse(tokens)?;
    Ok((rest, if linear.is_some() { MeasureForm::Linear(of, entries) } else { MeasureForm::Steps(of, entries) }))
}

fn entry<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Entry<'s>> {
    map(spanned((expression, test)), |((value, test), span)| Entry { value, test, span }).parse(tokens)
}

fn test<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Test<'s>> {
    alt((
        map(preceded(word("from"), cut(expression)), Test::From),
        map(preceded(word("at"), cut(expression)), Test::At),
        map(preceded(word("when"), cut(expression)), Test::When),
        map(word("otherwise"), |_| Test::Otherwise),
    ))
    .parse(tokens)
}

pub(super) fn outcome<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Outcome<'s>> {
    let scale = opt(preceded(word("on"), cut(name)));
    let of = opt(preceded(word("of"), cut(expression)));
    let by = opt(preceded(word("by"), cut(path)));
    let lowest_first = map(opt(words(&["lowest", "first"])), |found| found.is_some());
    map(
        (name, text, scale, of, by, lowest_first, braces(outcome_item)),
        |(name, title, scale, of, by, lowest_first, items)| Outcome { name, title, scale, of, by, lowest_first, items },
    )
    .parse(tokens)
}

fn outcome_item<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, OutcomeItem<'s>> {
    use OutcomeItemKind as Kind;
    let kind = alt((
        map((word("level"), name, text), |(_, name, label)| Kind::Level(name, label)),
        map(cap, Kind::Cap),
        map(preceded(word("columns"), commas(name)), Kind::Columns),
        map((word("row"), name, mark(":"), cut(commas(name))), |(_, level, _, cells)| Kind::Row(level, cells)),
        map((name, test), |(level, test)| Kind::Clause(level, test)),
    ));
    map(spanned(kind), |(kind, span)| OutcomeItem { kind, span }).parse(tokens)
}

fn cap<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Cap<'s>> {
    let limit = alt((map(words(&["at", "most"]), |_| true), map(words(&["at", "least"]), |_| false)));
    let because = opt(preceded(word("because"), cut(text)));
    let body = cut((name, preceded(word("when"), expression), because));
    map((limit, body), |(at_most, (level, when, because))| Cap { at_most, level, when, because }).parse(tokens)
}

pub(super) fn judged<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Judged<'s>> {
    let proposing = opt(preceded(word("proposing"), cut(name)));
    let head = (name, text, preceded(word("on"), name), preceded(word("by"), name), proposing);
    let items = map(
        opt(|rest: Tokens<'t, 's>| {
            mark("{")(rest)?;
            braces(judged_item)(rest)
        }),
        Option::unwrap_or_default,
    );
    map((head, items), |((name, title, scale, rater, proposing), items)| Judged {
        name,
        title,
        scale,
        rater,
        proposing,
        items,
    })
    .parse(tokens)
}

fn judged_item<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, JudgedItem<'s>> {
    let condition = opt(preceded(word("when"), cut(expression)));
    let kind = alt((
        map(preceded(words(&["comment", "required"]), condition), JudgedItemKind::Comment),
        map(cap, JudgedItemKind::Cap),
    ));
    map(spanned(kind), |(kind, span)| JudgedItem { kind, span }).parse(tokens)
}
