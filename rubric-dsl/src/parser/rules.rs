//! Flags, advice, strengths and growth.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use super::braces;
use super::cursor::{Parsing, Tokens, mark, name, plain_number, spanned, text, word, words};
use super::expressions::{expression, set};
use crate::ast::{ForEach, Rank, Rule, RuleItem, RuleItemKind, RuleKind};

pub(super) fn rule<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Rule<'s>> {
    let kind = alt((map(word("flag"), |_| RuleKind::Flag), map(word("advise"), |_| RuleKind::Advise)));
    let items = opt(|rest: Tokens<'t, 's>| {
        mark("{")(rest)?;
        braces(rule_item)(rest)
    });
    let body = cut((name, text, preceded(word("when"), expression), items));
    map(spanned((kind, body)), |((kind, (name, text, when, items)), span)| Rule { kind, name, text, when, items, span })
        .parse(tokens)
}

fn rule_item<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, RuleItem<'s>> {
    let kind = alt((
        map(preceded(word("say"), cut(text)), RuleItemKind::Say),
        map(preceded(word("ask"), cut(text)), RuleItemKind::Ask),
        map(preceded(word("link"), cut((text, opt(text)))), |(address, title)| RuleItemKind::Link(address, title)),
        map(preceded(word("priority"), cut(plain_number)), RuleItemKind::Priority),
    ));
    map(spanned(kind), |(kind, span)| RuleItem { kind, span }).parse(tokens)
}

pub(super) fn for_each<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, ForEach<'s>> {
    let head = (preceded(word("each"), name), preceded(word("in"), set));
    map((head, braces(rule)), |((member, set), rules)| ForEach { member, set, rules }).parse(tokens)
}

pub(super) fn rank<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Rank<'s>> {
    let which = alt((map(words(&["strengths", "top"]), |_| true), map(words(&["growth", "bottom"]), |_| false)));
    map((which, cut((plain_number, preceded(word("of"), set)))), |(strengths, (count, set))| Rank {
        strengths,
        count,
        set,
    })
    .parse(tokens)
}
