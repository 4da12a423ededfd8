//! Tokens to tree.
//!
//! Parsing never fails: a statement that cannot be read is reported and passed over, and reading goes on with the next.
//! The grammar is written with nom over tokens. A parser that has seen its keyword commits, so that an error speaks of
//! the statement that was meant.

mod cursor;
mod examples;
mod expressions;
mod form;
mod results;
mod rules;

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use crate::ast::{File, Item, ItemKind, Rubric};
use crate::codes;
use crate::diagnostic::{Diagnostic, sort};
use crate::lexer::lex;
use crate::tokens::Kind;
use cursor::{Context, Parsing, Tokens, block, mark, name, spanned, text, word};

/// What parsing gives: a tree, whatever the text, and what was found on the way.
#[derive(Clone, Debug)]
pub struct Parsed<'s> {
    /// The tree.
    pub file: File<'s>,
    /// What was found, in file order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a rubric from its text.
#[must_use]
pub fn parse(source: &str) -> Parsed<'_> {
    if let Some(found) = codes::rb701::source(source) {
        return Parsed { file: File { source, rubric: None, comments: Vec::new() }, diagnostics: vec![found] };
    }
    let lexed = lex(source);
    let context = Context::new(source, &lexed.tokens, lexed.diagnostics);
    let rubric = file(Tokens::new(&lexed.tokens, &context));
    let mut diagnostics = context.into_diagnostics();
    sort(&mut diagnostics);
    Parsed { file: File { source, rubric, comments: lexed.comments }, diagnostics }
}

/// The rubric of a file; whatever else stands in it is reported.
fn file<'s>(tokens: Tokens<'_, 's>) -> Option<Rubric<'s>> {
    let read = preceded(word("rubric"), cut(spanned((name, opt(text), |rest| block(statement, &STARTERS, rest)))))
        .parse(tokens);
    match read {
        Ok((rest, ((name, title, items), span))) => {
            if rest.kind() != Kind::End {
                tokens.report(codes::rb108::more(rest.span()));
            }
            Some(Rubric { name, title, items, span: tokens.span().to(span) })
        }
        Err(_) if tokens.text() != "rubric" => {
            tokens.report(codes::rb108::none(tokens.span()));
            None
        }
        Err(error) => {
            tokens.report_trouble(&error);
            None
        }
    }
}

/// The keywords that begin a statement of a rubric.
pub(crate) const STARTERS: [&str; 29] = [
    "version",
    "language",
    "effective",
    "source",
    "about",
    "terms",
    "needs",
    "scale",
    "answer",
    "rater",
    "combine",
    "context",
    "setting",
    "require",
    "domain",
    "competency",
    "indicator",
    "number",
    "narrative",
    "measure",
    "outcome",
    "judged",
    "flag",
    "advise",
    "for",
    "strengths",
    "growth",
    "example",
    "promise",
];

fn statement<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Item<'s>> {
    let kind = alt((head_statement, form_statement, result_statement));
    map(spanned(kind), |(kind, span)| Item { kind, span }).parse(tokens)
}

fn head_statement<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, ItemKind<'s>> {
    alt((
        map(preceded(word("version"), cut(text)), ItemKind::Version),
        map(preceded(word("language"), cut(text)), ItemKind::Language),
        map(preceded(word("effective"), cut(form::dates)), |(from, until)| ItemKind::Effective(from, until)),
        map(preceded(word("source"), cut(text)), ItemKind::Source),
        map(preceded(word("about"), cut(text)), ItemKind::About),
        map(preceded(word("terms"), cut(form::terms)), ItemKind::Terms),
        map(preceded(word("needs"), cut(expressions::expression)), ItemKind::Needs),
    ))
    .parse(tokens)
}

fn form_statement<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, ItemKind<'s>> {
    alt((
        map(preceded(word("scale"), cut(form::scale)), ItemKind::Scale),
        map(preceded(word("answer"), cut(form::answer)), ItemKind::Answer),
        map(preceded(word("rater"), cut(form::rater)), ItemKind::Rater),
        map(preceded(word("combine"), cut(form::shares)), ItemKind::Combine),
        map(preceded(word("context"), cut(form::context)), ItemKind::Context),
        map(preceded(word("setting"), cut(form::setting)), ItemKind::Setting),
        map(preceded(word("require"), cut((expressions::expression, text))), |(when, text)| {
            ItemKind::Require(when, text)
        }),
        map(form::node, ItemKind::Node),
    ))
    .parse(tokens)
}

fn result_statement<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, ItemKind<'s>> {
    alt((
        map(preceded(word("measure"), cut(results::measure)), ItemKind::Measure),
        map(preceded(word("outcome"), cut(results::outcome)), ItemKind::Outcome),
        map(preceded(word("judged"), cut(results::judged)), ItemKind::Judged),
        map(rules::rule, ItemKind::Rule),
        map(preceded(word("for"), cut(rules::for_each)), ItemKind::ForEach),
        map(rules::rank, ItemKind::Rank),
        map(preceded(word("example"), cut(examples::example)), ItemKind::Example),
        map(preceded(word("promise"), cut(examples::promise)), ItemKind::Promise),
    ))
    .parse(tokens)
}

/// `{ a b … }` on entries that are not statements.
fn braces<'t, 's: 't, T>(
    entry: impl Fn(Tokens<'t, 's>) -> Parsing<'t, 's, T>,
) -> impl Fn(Tokens<'t, 's>) -> Parsing<'t, 's, Vec<T>> {
    move |tokens| block(&entry, &[], tokens)
}

/// Items with commas between them.
fn commas<'t, 's: 't, T>(
    item: impl Fn(Tokens<'t, 's>) -> Parsing<'t, 's, T>,
) -> impl Fn(Tokens<'t, 's>) -> Parsing<'t, 's, Vec<T>> {
    move |tokens| {
        let (mut rest, first) = item(tokens)?;
        let mut items = vec![first];
        while let Ok((after, _)) = mark(",").parse(rest) {
            let (after, next) = cut(&item).parse(after)?;
            items.push(next);
            rest = after;
        }
        Ok((rest, items))
    }
}
