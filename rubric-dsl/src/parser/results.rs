//! What comes out: measures, outcomes and judgements.

use super::cursor::{Cursor, Read};
use super::expressions::expression;
use crate::ast::{
    Cap, Entry, Judged, JudgedItem, JudgedItemKind, Measure, MeasureForm, Outcome, OutcomeItem, OutcomeItemKind, Test,
};

pub(super) fn measure<'s>(c: &mut Cursor<'s>) -> Read<Measure<'s>> {
    let (name, title) = (c.name()?, c.maybe_text()?);
    let form = c.any_of(&[("=", |c| expression(c).map(MeasureForm::Formula)), ("of", of)])?;
    let form = match form {
        Some(form) => form,
        None => MeasureForm::List(c.block(&[], entry)?),
    };
    Ok(Measure { name, title, form })
}

fn of<'s>(c: &mut Cursor<'s>) -> Read<MeasureForm<'s>> {
    let (of, linear) = (expression(c)?, c.takes("linear"));
    let entries = c.block(&[], entry)?;
    Ok(if linear { MeasureForm::Linear(of, entries) } else { MeasureForm::Steps(of, entries) })
}

fn entry<'s>(c: &mut Cursor<'s>) -> Read<Entry<'s>> {
    let start = c.span();
    Ok(Entry { value: expression(c)?, test: test(c)?, span: c.since(start) })
}

fn test<'s>(c: &mut Cursor<'s>) -> Read<Test<'s>> {
    c.one_of(&[
        ("from", |c| expression(c).map(Test::From)),
        ("at", |c| expression(c).map(Test::At)),
        ("when", |c| expression(c).map(Test::When)),
        ("otherwise", |_| Ok(Test::Otherwise)),
    ])
}

pub(super) fn outcome<'s>(c: &mut Cursor<'s>) -> Read<Outcome<'s>> {
    Ok(Outcome {
        name: c.name()?,
        title: c.text()?,
        scale: c.after("on", Cursor::name)?,
        of: c.after("of", expression)?,
        by: c.after("by", Cursor::path)?,
        lowest_first: c.takes("lowest first"),
        items: c.block(&[], outcome_item)?,
    })
}

fn outcome_item<'s>(c: &mut Cursor<'s>) -> Read<OutcomeItem<'s>> {
    let start = c.span();
    Ok(OutcomeItem { kind: outcome_item_kind(c)?, span: c.since(start) })
}

/// A level may have the name of a keyword: what follows tells its clause from the others.
fn outcome_item_kind<'s>(c: &mut Cursor<'s>) -> Read<OutcomeItemKind<'s>> {
    if c.could("level NAME TEXT") {
        c.pass();
        return Ok(OutcomeItemKind::Level(c.name()?, c.text()?));
    }
    if let Some(cap) = cap(c)? {
        return Ok(OutcomeItemKind::Cap(cap));
    }
    if c.could("columns NAME") {
        c.pass();
        return c.commas(Cursor::name).map(OutcomeItemKind::Columns);
    }
    if c.could("row NAME :") {
        c.pass();
        let level = c.name()?;
        c.pass();
        return Ok(OutcomeItemKind::Row(level, c.commas(Cursor::name)?));
    }
    Ok(OutcomeItemKind::Clause(c.name()?, test(c)?))
}

/// `at most …` or `at least …`, if it stands here.
fn cap<'s>(c: &mut Cursor<'s>) -> Read<Option<Cap<'s>>> {
    c.any_of(&[("at most", |c| cap_of(c, true)), ("at least", |c| cap_of(c, false))])
}

fn cap_of<'s>(c: &mut Cursor<'s>, at_most: bool) -> Read<Cap<'s>> {
    let level = c.name()?;
    c.word("when")?;
    Ok(Cap { at_most, level, when: expression(c)?, because: c.after("because", Cursor::text)? })
}

pub(super) fn judged<'s>(c: &mut Cursor<'s>) -> Read<Judged<'s>> {
    let (name, title) = (c.name()?, c.text()?);
    c.word("on")?;
    let scale = c.name()?;
    c.word("by")?;
    let (rater, proposing) = (c.name()?, c.after("proposing", Cursor::name)?);
    Ok(Judged { name, title, scale, rater, proposing, items: c.braces(judged_item)?.unwrap_or_default() })
}

fn judged_item<'s>(c: &mut Cursor<'s>) -> Read<JudgedItem<'s>> {
    let start = c.span();
    let kind = c.one_of(&[
        ("comment required", |c| c.after("when", expression).map(JudgedItemKind::Comment)),
        ("at most", |c| cap_of(c, true).map(JudgedItemKind::Cap)),
        ("at least", |c| cap_of(c, false).map(JudgedItemKind::Cap)),
    ])?;
    Ok(JudgedItem { kind, span: c.since(start) })
}
