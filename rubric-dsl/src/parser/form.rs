//! What is asked: scales, answers, raters, context, settings and the tree.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt, verify};
use nom::sequence::preceded;

use super::cursor::{
    Parsing, Tokens, block, date, mark, name, number, plain_number, signed, spanned, text, word, words,
};
use super::expressions::expression;
use super::{braces, commas};
use crate::ast::{
    Answer, Context, ContextForm, Evidence, Level, LevelText, Literal, Name, Node, NodeItem, NodeItemKind, NodeKind,
    NodeOption, NodeOptionKind, Policy, Rater, RollWord, Scale, Setting, Share, Text,
};

pub(super) fn dates<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, (Literal<'s>, Option<Literal<'s>>)> {
    (preceded(word("from"), cut(date)), opt(preceded(word("until"), cut(date)))).parse(tokens)
}

/// `NAME "…"` in braces.
pub(super) fn terms<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Vec<(Name<'s>, Text<'s>)>> {
    braces(|rest| (name, cut(text)).parse(rest))(tokens)
}

pub(super) fn scale<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Scale<'s>> {
    let half_steps = opt(words(&["half", "steps"]));
    map((name, half_steps, braces(level)), |(name, half_steps, levels)| Scale { name, half_steps, levels })
        .parse(tokens)
}

fn level<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Level<'s>> {
    let value = opt(preceded(mark("="), cut(signed)));
    map((name, value, cut(text)), |(name, value, label)| Level { name, value, label }).parse(tokens)
}

pub(super) fn answer<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Answer<'s>> {
    let policy = alt((
        map(words(&["left", "out"]), |_| Policy::LeftOut),
        map(word("missing"), |_| Policy::Missing),
        map(preceded(words(&["counts", "as"]), cut(name)), Policy::CountsAs),
    ));
    let comment = map(opt(words(&["with", "comment"])), |comment| comment.is_some());
    map((name, text, policy, comment), |(name, label, policy, comment)| Answer { name, label, policy, comment })
        .parse(tokens)
}

pub(super) fn rater<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Rater<'s>> {
    let floor = opt(preceded(words(&["at", "least"]), cut(plain_number)));
    let rounded = opt(preceded(words(&["rounded", "to"]), cut(plain_number)));
    let many = opt(preceded(word("many"), (floor, rounded)));
    let private = map(opt(word("private")), |private| private.is_some());
    map((name, text, many, private), |(name, label, many, private)| {
        let (floor, rounded) = many.unwrap_or_default();
        Rater { name, label, many: many.is_some(), floor, rounded, private }
    })
    .parse(tokens)
}

pub(super) fn shares<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Vec<Share<'s>>> {
    commas(|rest| {
        let optional = map(opt(word("optional")), |optional| optional.is_some());
        map((name, expression, optional), |(rater, weight, optional)| Share { rater, weight, optional }).parse(rest)
    })(tokens)
}

pub(super) fn context<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Context<'s>> {
    let limits = (preceded(word("from"), cut(signed)), cut(preceded(word("to"), signed)));
    let form = alt((
        map(preceded(word("number"), cut(limits)), |(low, high)| ContextForm::Number(low, high)),
        map(terms, ContextForm::Choices),
    ));
    map((name, text, form), |(name, label, form)| Context { name, label, form }).parse(tokens)
}

pub(super) fn setting<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Setting<'s>> {
    let limits = opt((preceded(word("from"), cut(signed)), cut(preceded(word("to"), signed))));
    map((name, text, preceded(mark("="), signed), limits), |(name, label, value, limits)| Setting {
        name,
        label,
        value,
        limits,
    })
    .parse(tokens)
}

pub(super) fn node<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Node<'s>> {
    let (rest, kind) = node_kind(tokens)?;
    let body = opt(|rest: Tokens<'t, 's>| {
        mark("{")(rest)?;
        block(node_item, &[], rest)
    });
    let (rest, ((name, title, options, body), span)) = cut(spanned((name, text, node_options, body))).parse(rest)?;
    Ok((rest, Node { kind, name, title, options, body, span: tokens.span().to(span) }))
}

/// The keyword of a node. A level may have the same name; the text behind it then tells.
fn node_kind<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, NodeKind> {
    let kinds = [NodeKind::Domain, NodeKind::Competency, NodeKind::Indicator, NodeKind::Number, NodeKind::Narrative];
    let is_level = matches!(tokens.after().kind(), crate::tokens::Kind::Text | crate::tokens::Kind::Block);
    match kinds.into_iter().find(|kind| tokens.is_word(kind.word()) && !is_level) {
        Some(kind) => Ok((tokens.after(), kind)),
        None => word("a domain, competency, indicator, number or narrative")(tokens)
            .map(|(rest, _)| (rest, NodeKind::Domain)),
    }
}

fn node_options<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Vec<NodeOption<'s>>> {
    let (mut rest, mut options) = (tokens, Vec::new());
    while let (after, Some(option)) = opt(node_option).parse(rest)? {
        options.push(option);
        rest = after;
    }
    Ok((rest, options))
}

fn node_option<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, NodeOption<'s>> {
    use NodeOptionKind as Kind;
    let limits = (signed, preceded(word("to"), signed));
    let kind = alt((
        map(word("cumulative"), |_| Kind::Cumulative),
        map(preceded(word("from"), cut(limits)), |(low, high)| Kind::Between(low, high)),
        map(preceded(words(&["at", "least"]), cut((plain_number, word("words")))), |(count, _)| Kind::Words(count)),
        map(preceded(word("weight"), cut(expression)), Kind::Weight),
        map(preceded(word("using"), cut(name)), Kind::Using),
        map(preceded(word("tag"), cut(tags)), Kind::Tag),
        map(preceded(word("needs"), cut(expression)), Kind::Needs),
        map(preceded(words(&["rolls", "up", "by"]), cut(roll)), Kind::Rolls),
        map(preceded(word("answers"), cut(answers)), Kind::Answers),
        map(preceded(words(&["only", "when"]), cut(expression)), Kind::OnlyWhen),
    ));
    map(spanned(kind), |(kind, span)| NodeOption { kind, span }).parse(tokens)
}

/// The words that begin an option, where a list of names without commas must stop.
const OPTION_WORDS: [&str; 10] =
    ["cumulative", "from", "at", "weight", "using", "tag", "needs", "rolls", "answers", "only"];

/// Names with commas or without.
fn tags<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Vec<Name<'s>>> {
    let (mut rest, first) = name(tokens)?;
    let mut tags = vec![first];
    let more = |rest: Tokens<'t, 's>| {
        preceded(opt(mark(",")), verify(name, |name| !OPTION_WORDS.contains(&name.text))).parse(rest)
    };
    while let Ok((after, tag)) = more(rest) {
        // Inside braces the next statement may begin with a name of its own.
        if !rest.is_mark(",")
            && matches!(
                after.kind(),
                crate::tokens::Kind::Text | crate::tokens::Kind::Block | crate::tokens::Kind::Name
            )
        {
            break;
        }
        tags.push(tag);
        rest = after;
    }
    Ok((rest, tags))
}

fn answers<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Vec<Name<'s>>> {
    alt((map(word("none"), |_| Vec::new()), commas(name))).parse(tokens)
}

fn roll<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, RollWord> {
    alt((
        map(word("mean"), |_| RollWord::Mean),
        map(word("sum"), |_| RollWord::Sum),
        map(words(&["median", "high"]), |_| RollWord::MedianHigh),
        map(word("median"), |_| RollWord::Median),
        map(word("lowest"), |_| RollWord::Lowest),
        map(word("highest"), |_| RollWord::Highest),
    ))
    .parse(tokens)
}

fn node_item<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, NodeItem<'s>> {
    use NodeItemKind as Kind;
    let condition = opt(preceded(word("when"), cut(expression)));
    let kind = alt((
        map(node, Kind::Node),
        map(preceded(word("about"), cut(text)), Kind::About),
        map(preceded(word("ask"), cut(text)), Kind::Ask),
        map(preceded(word("evidence"), cut(evidence)), Kind::Evidence),
        map(preceded(words(&["comment", "required"]), condition), Kind::Comment),
        map(node_option, Kind::Option),
        map(level_text, Kind::Level),
    ));
    map(spanned(kind), |(kind, span)| NodeItem { kind, span }).parse(tokens)
}

fn level_text<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, LevelText<'s>> {
    let (rest, level) = name(tokens)?;
    let (rest, text) = opt(text).parse(rest)?;
    let practices = |rest: Tokens<'t, 's>| {
        mark("{")(rest)?;
        terms(rest)
    };
    let (rest, practices) = opt(practices).parse(rest)?;
    if text.is_none() && practices.is_none() {
        return crate::parser::cursor::text(rest).map(|(rest, _)| (rest, LevelText { level, text, practices }));
    }
    Ok((rest, LevelText { level, text, practices }))
}

fn evidence<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Evidence<'s>> {
    let kinds = commas(|rest| verify(name, |name| name.text != "at").parse(rest));
    let at_least = opt(preceded(words(&["at", "least"]), cut(number)));
    let before = map(opt(words(&["before", "rating"])), |before| before.is_some());
    map((kinds, at_least, before), |(kinds, at_least, before_rating)| Evidence { kinds, at_least, before_rating })
        .parse(tokens)
}
