//! Flags, advice, strengths and growth.

use super::cursor::{Cursor, Read};
use super::expressions::{expression, set};
use crate::ast::{ForEach, Rank, Rule, RuleItem, RuleItemKind, RuleKind};

/// `flag …` or `advise …`, from its keyword.
fn rule<'s>(c: &mut Cursor<'s>) -> Read<Rule<'s>> {
    c.one_of(&[("flag", |c| rule_of(c, RuleKind::Flag)), ("advise", |c| rule_of(c, RuleKind::Advise))])
}

/// A rule behind its keyword.
pub(super) fn rule_of<'s>(c: &mut Cursor<'s>, kind: RuleKind) -> Read<Rule<'s>> {
    let start = c.last();
    let (name, text) = (c.name()?, c.text()?);
    c.word("when")?;
    let (when, items) = (expression(c)?, c.braces(rule_item)?);
    Ok(Rule { kind, name, text, when, items, span: c.since(start) })
}

fn rule_item<'s>(c: &mut Cursor<'s>) -> Read<RuleItem<'s>> {
    let start = c.span();
    let kind = c.one_of(&[
        ("say", |c| c.text().map(RuleItemKind::Say)),
        ("ask", |c| c.text().map(RuleItemKind::Ask)),
        ("link", |c| Ok(RuleItemKind::Link(c.text()?, c.maybe_text()?))),
        ("priority", |c| c.plain_number().map(RuleItemKind::Priority)),
    ])?;
    Ok(RuleItem { kind, span: c.since(start) })
}

pub(super) fn for_each<'s>(c: &mut Cursor<'s>) -> Read<ForEach<'s>> {
    c.word("each")?;
    let member = c.name()?;
    c.word("in")?;
    Ok(ForEach { member, set: set(c)?, rules: c.block(&[], rule)? })
}

pub(super) fn rank<'s>(c: &mut Cursor<'s>, strengths: bool) -> Read<Rank<'s>> {
    let count = c.plain_number()?;
    c.word("of")?;
    Ok(Rank { strengths, count, set: set(c)? })
}
