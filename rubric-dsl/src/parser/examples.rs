//! Examples and promises.

use super::cursor::{Cursor, Read};
use super::expressions::expression;
use crate::ast::{
    Assign, Example, ExampleItem, ExampleItemKind, Expect, Expr, ExprKind, Given, Literal, Name, Path, Promise,
    RuleKind,
};
use crate::tokens::Kind;

pub(super) fn example<'s>(c: &mut Cursor<'s>) -> Read<Example<'s>> {
    Ok(Example { title: c.text()?, perspective: c.after("as", Cursor::name)?, items: c.block(&[], example_item)? })
}

fn example_item<'s>(c: &mut Cursor<'s>) -> Read<ExampleItem<'s>> {
    let start = c.span();
    let kind = if c.begins("expect") {
        ExampleItemKind::Expect(expect(c)?)
    } else if c.could("prior {") {
        c.pass();
        ExampleItemKind::Prior(c.block(&[], assign)?)
    } else if c.could("NAME {") {
        ExampleItemKind::Response(c.name()?, c.block(&[], assign)?)
    } else {
        ExampleItemKind::Assign(assign(c)?)
    };
    Ok(ExampleItem { kind, span: c.since(start) })
}

fn assign<'s>(c: &mut Cursor<'s>) -> Read<Assign<'s>> {
    let start = c.span();
    let path = c.path()?;
    c.word("=")?;
    let value = given(c)?;
    let with = c.after("with", |c| c.commas(extra))?.unwrap_or_default();
    let evidence = with.iter().find_map(|extra| *extra);
    let comment = with.iter().any(Option::is_none);
    Ok(Assign { path, value, evidence, comment, span: c.since(start) })
}

/// `2 evidence` or `comment`.
fn extra<'s>(c: &mut Cursor<'s>) -> Read<Option<Literal<'s>>> {
    if c.begins("comment") {
        return Ok(None);
    }
    let count = c.plain_number()?;
    c.word("evidence")?;
    Ok(Some(count))
}

fn given<'s>(c: &mut Cursor<'s>) -> Read<Given<'s>> {
    if c.begins("[") {
        return practices(c).map(Given::Practices);
    }
    if c.ahead("NUMBER words") {
        let count = c.plain_number()?;
        c.pass();
        return Ok(Given::Words(count));
    }
    if c.could("NAME") { c.name().map(Given::Name) } else { c.signed().map(Given::Number) }
}

/// The ticked practices, behind their bracket.
fn practices<'s>(c: &mut Cursor<'s>) -> Read<Vec<Name<'s>>> {
    if c.begins("]") {
        return Ok(Vec::new());
    }
    let ticked = c.commas(Cursor::name)?;
    c.word("]")?;
    Ok(ticked)
}

fn expect<'s>(c: &mut Cursor<'s>) -> Read<Expect<'s>> {
    let begin = c.place();
    let no = c.takes("no");
    for (words, kind) in [("flag NAME", RuleKind::Flag), ("advice NAME", RuleKind::Advise)] {
        // Where the next word is an operator, `flag` or `advice` is the name of something else.
        if c.could(words) && !matches!(c.next_text(), "is" | "between") {
            c.pass();
            return Ok(Expect::Rule { no, kind, name: c.name()?, member: member(c)? });
        }
    }
    if c.begins("problem with") {
        return Ok(Expect::Problem { no, judged: c.name()? });
    }
    c.back(begin);
    if c.kind() == Kind::Name { expect_of_name(c) } else { expression(c).map(Expect::Holds) }
}

/// `[ … ]`, if a path stands in it.
fn member<'s>(c: &mut Cursor<'s>) -> Read<Option<Path<'s>>> {
    let begin = c.place();
    if !c.ahead("[ NAME") {
        return Ok(None);
    }
    c.pass();
    let path = c.path()?;
    if c.takes("]") {
        return Ok(Some(path));
    }
    c.back(begin);
    Ok(None)
}

/// What is expected of what a name begins.
fn expect_of_name<'s>(c: &mut Cursor<'s>) -> Read<Expect<'s>> {
    let begin = c.place();
    if c.ahead("NAME may be") {
        let outcome = c.name()?;
        c.takes("may be");
        return Ok(Expect::MayBe(outcome, c.commas(Cursor::name)?));
    }
    let what = operand(c)?;
    if c.takes("is unknown") {
        return Ok(Expect::Unknown(what));
    }
    if c.takes("is left out") {
        return Ok(Expect::LeftOut(what));
    }
    c.back(begin);
    c.forget();
    expression(c).map(Expect::Holds)
}

/// A path, from a rater's side where one is named.
fn operand<'s>(c: &mut Cursor<'s>) -> Read<Expr<'s>> {
    let start = c.span();
    let path = c.path()?;
    let by = if c.ahead("by NAME") { c.after("by", Cursor::name)? } else { None };
    Ok(Expr { kind: ExprKind::Path(path, by), span: c.since(start) })
}

pub(super) fn promise<'s>(c: &mut Cursor<'s>) -> Read<Promise<'s>> {
    if c.begins("never (") {
        return in_parentheses(c).map(Promise::Never);
    }
    if c.begins("always (") {
        return in_parentheses(c).map(Promise::Always);
    }
    let outcome = c.name()?;
    if c.begins("never falls when a rating rises") {
        return Ok(Promise::NeverFalls(outcome));
    }
    c.word("reaches every level")?;
    Ok(Promise::ReachesEveryLevel(outcome))
}

/// `a )`.
fn in_parentheses<'s>(c: &mut Cursor<'s>) -> Read<Expr<'s>> {
    let inner = expression(c)?;
    c.word(")")?;
    Ok(inner)
}
