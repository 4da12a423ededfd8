//! What is asked: scales, answers, raters, context, settings and the tree.

use super::cursor::{Cursor, Read};
use super::expressions::expression;
use crate::ast::{
    Answer, Context, ContextForm, Evidence, Level, LevelText, Literal, Name, Node, NodeItem, NodeItemKind, NodeKind,
    NodeOption, NodeOptionKind, Policy, Rater, RollWord, Scale, Setting, Share, Signed, Text,
};
use crate::tokens::Kind;

pub(super) fn dates<'s>(c: &mut Cursor<'s>) -> Read<(Literal<'s>, Option<Literal<'s>>)> {
    c.word("from")?;
    Ok((c.date()?, c.after("until", Cursor::date)?))
}

/// `NAME "…"` in braces.
pub(super) fn terms<'s>(c: &mut Cursor<'s>) -> Read<Vec<(Name<'s>, Text<'s>)>> {
    c.block(&[], term)
}

fn term<'s>(c: &mut Cursor<'s>) -> Read<(Name<'s>, Text<'s>)> {
    Ok((c.name()?, c.text()?))
}

pub(super) fn scale<'s>(c: &mut Cursor<'s>) -> Read<Scale<'s>> {
    let name = c.name()?;
    let start = c.span();
    let half_steps = if c.takes("half steps") { Some(c.since(start)) } else { None };
    Ok(Scale { name, half_steps, levels: c.block(&[], level)? })
}

fn level<'s>(c: &mut Cursor<'s>) -> Read<Level<'s>> {
    Ok(Level { name: c.name()?, value: c.after("=", Cursor::signed)?, label: c.text()? })
}

pub(super) fn answer<'s>(c: &mut Cursor<'s>) -> Read<Answer<'s>> {
    let (name, label) = (c.name()?, c.text()?);
    let policy = c.one_of(&[
        ("left out", |_| Ok(Policy::LeftOut)),
        ("missing", |_| Ok(Policy::Missing)),
        ("counts as", |c| c.name().map(Policy::CountsAs)),
    ])?;
    Ok(Answer { name, label, policy, comment: c.takes("with comment") })
}

pub(super) fn rater<'s>(c: &mut Cursor<'s>) -> Read<Rater<'s>> {
    let (name, label, many) = (c.name()?, c.text()?, c.takes("many"));
    let floor = if many { c.after("at least", Cursor::plain_number)? } else { None };
    let rounded = if many { c.after("rounded to", Cursor::plain_number)? } else { None };
    Ok(Rater { name, label, many, floor, rounded, private: c.takes("private") })
}

pub(super) fn share<'s>(c: &mut Cursor<'s>) -> Read<Share<'s>> {
    Ok(Share { rater: c.name()?, weight: expression(c)?, optional: c.takes("optional") })
}

pub(super) fn context<'s>(c: &mut Cursor<'s>) -> Read<Context<'s>> {
    let (name, label) = (c.name()?, c.text()?);
    let form = if c.begins("number") {
        c.word("from")?;
        let (low, high) = limits(c)?;
        ContextForm::Number(low, high)
    } else {
        ContextForm::Choices(terms(c)?)
    };
    Ok(Context { name, label, form })
}

/// `LOW to HIGH`.
fn limits<'s>(c: &mut Cursor<'s>) -> Read<(Signed<'s>, Signed<'s>)> {
    let low = c.signed()?;
    c.word("to")?;
    Ok((low, c.signed()?))
}

pub(super) fn setting<'s>(c: &mut Cursor<'s>) -> Read<Setting<'s>> {
    let (name, label) = (c.name()?, c.text()?);
    c.word("=")?;
    Ok(Setting { name, label, value: c.signed()?, limits: c.after("from", limits)? })
}

/// A node, if the keyword of one stands here. A level may have the same name; the text behind it then tells.
pub(super) fn node<'s>(c: &mut Cursor<'s>) -> Read<Option<Node<'s>>> {
    const KINDS: [NodeKind; 5] =
        [NodeKind::Domain, NodeKind::Competency, NodeKind::Indicator, NodeKind::Number, NodeKind::Narrative];
    let is_level = matches!(c.next_kind(), Kind::Text | Kind::Block);
    let Some(kind) = KINDS.into_iter().find(|kind| c.here() == kind.word() && !is_level) else {
        c.wanted("a domain, competency, indicator, number or narrative");
        return Ok(None);
    };
    let start = c.pass();
    let (name, title, options, body) = (c.name()?, c.text()?, node_options(c)?, c.braces(node_item)?);
    Ok(Some(Node { kind, name, title, options, body, span: c.since(start) }))
}

fn node_options<'s>(c: &mut Cursor<'s>) -> Read<Vec<NodeOption<'s>>> {
    let mut options = Vec::new();
    while let Some(option) = node_option(c)? {
        options.push(option);
    }
    Ok(options)
}

fn node_option<'s>(c: &mut Cursor<'s>) -> Read<Option<NodeOption<'s>>> {
    use NodeOptionKind as Kind;
    let start = c.span();
    let kind = c.any_of(&[
        ("cumulative", |_| Ok(Kind::Cumulative)),
        ("from", |c| limits(c).map(|(low, high)| Kind::Between(low, high))),
        ("at least", least_words),
        ("weight", |c| expression(c).map(Kind::Weight)),
        ("using", |c| c.name().map(Kind::Using)),
        ("tag", |c| tags(c).map(Kind::Tag)),
        ("needs", |c| expression(c).map(Kind::Needs)),
        ("rolls up by", |c| roll(c).map(Kind::Rolls)),
        ("answers", |c| answers(c).map(Kind::Answers)),
        ("only when", |c| expression(c).map(Kind::OnlyWhen)),
    ])?;
    Ok(kind.map(|kind| NodeOption { kind, span: c.since(start) }))
}

fn least_words<'s>(c: &mut Cursor<'s>) -> Read<NodeOptionKind<'s>> {
    let count = c.plain_number()?;
    c.word("words")?;
    Ok(NodeOptionKind::Words(count))
}

/// Names with commas or without. Where there are none, the list stops before the word of another option.
fn tags<'s>(c: &mut Cursor<'s>) -> Read<Vec<Name<'s>>> {
    const OPTION_WORDS: [&str; 10] =
        ["cumulative", "from", "at", "weight", "using", "tag", "needs", "rolls", "answers", "only"];
    let mut tags = vec![c.name()?];
    loop {
        let begin = c.place();
        let comma = c.takes(",");
        // Inside braces the next statement may begin with a name of its own.
        let statement = !comma && matches!(c.next_kind(), Kind::Text | Kind::Block | Kind::Name);
        if c.kind() != Kind::Name || statement || OPTION_WORDS.contains(&c.here()) {
            c.back(begin);
            return Ok(tags);
        }
        tags.push(c.name()?);
    }
}

fn answers<'s>(c: &mut Cursor<'s>) -> Read<Vec<Name<'s>>> {
    if c.begins("none") { Ok(Vec::new()) } else { c.commas(Cursor::name) }
}

fn roll(c: &mut Cursor<'_>) -> Read<RollWord> {
    c.one_of(&[
        ("mean", |_| Ok(RollWord::Mean)),
        ("sum", |_| Ok(RollWord::Sum)),
        ("median high", |_| Ok(RollWord::MedianHigh)),
        ("median", |_| Ok(RollWord::Median)),
        ("lowest", |_| Ok(RollWord::Lowest)),
        ("highest", |_| Ok(RollWord::Highest)),
    ])
}

fn node_item<'s>(c: &mut Cursor<'s>) -> Read<NodeItem<'s>> {
    let start = c.span();
    Ok(NodeItem { kind: node_item_kind(c)?, span: c.since(start) })
}

fn node_item_kind<'s>(c: &mut Cursor<'s>) -> Read<NodeItemKind<'s>> {
    use NodeItemKind as Kind;
    if let Some(node) = node(c)? {
        return Ok(Kind::Node(node));
    }
    let own = c.any_of(&[
        ("about", |c| c.text().map(Kind::About)),
        ("ask", |c| c.text().map(Kind::Ask)),
        ("evidence", |c| evidence(c).map(Kind::Evidence)),
        ("comment required", |c| c.after("when", expression).map(Kind::Comment)),
    ])?;
    if let Some(own) = own {
        return Ok(own);
    }
    match node_option(c)? {
        Some(option) => Ok(Kind::Option(option)),
        None => level_text(c).map(Kind::Level),
    }
}

fn level_text<'s>(c: &mut Cursor<'s>) -> Read<LevelText<'s>> {
    let (level, text) = (c.name()?, c.maybe_text()?);
    let practices = c.braces(term)?;
    if text.is_none() && practices.is_none() {
        return Err(c.wanted("a text in quotes"));
    }
    Ok(LevelText { level, text, practices })
}

fn evidence<'s>(c: &mut Cursor<'s>) -> Read<Evidence<'s>> {
    Ok(Evidence {
        kinds: c.commas(evidence_kind)?,
        at_least: c.after("at least", Cursor::number)?,
        before_rating: c.takes("before rating"),
    })
}

fn evidence_kind<'s>(c: &mut Cursor<'s>) -> Read<Name<'s>> {
    if c.here() == "at" { Err(c.wanted("a name")) } else { c.name() }
}
