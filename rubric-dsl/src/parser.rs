//! Tokens to tree.
//!
//! Parsing never fails: a statement that cannot be read is reported and passed over, and reading goes on with the next.
//! nom cuts the text into tokens; each thing of the grammar is one plain function that moves a cursor along them. Words
//! tell what stands at a place, and from then on an error speaks of the statement that was meant.

mod cursor;
mod examples;
mod expressions;
mod form;
mod results;
mod rules;

use crate::ast::{File, Item, ItemKind, Rubric, RuleKind};
use crate::codes;
use crate::diagnostic::{Diagnostic, in_order};
use crate::lexer::lex;
use crate::named::Named;
use crate::tokens::Kind;
use cursor::{Cursor, Read};

/// What parsing gives: a tree, whatever the text, and what was found on the way.
#[derive(Clone, Debug)]
pub struct Parsed<'s> {
    /// The tree.
    pub file: File<'s>,
    /// What was found, in file order.
    pub diagnostics: Vec<Diagnostic>,
    /// The names of which less is known, or nothing, because statements could not be read.
    pub lost: Named<&'s str, ()>,
}

/// Reads a rubric from its text.
#[must_use]
pub fn parse(source: &str) -> Parsed<'_> {
    if let Some(found) = codes::rb701::source(source) {
        let file = File { source, rubric: None, comments: Vec::new() };
        return Parsed { file, diagnostics: vec![found], lost: Named::default() };
    }
    let lexed = lex(source);
    let mut cursor = Cursor::new(lexed.tokens, lexed.diagnostics);
    let rubric = file(&mut cursor);
    let (found, lost) = cursor.into_found();
    Parsed { file: File { source, rubric, comments: lexed.comments }, diagnostics: in_order(found), lost }
}

/// The rubric of a file; whatever else stands in it is reported.
fn file<'s>(c: &mut Cursor<'s>) -> Option<Rubric<'s>> {
    if !c.ahead("rubric") {
        c.report(codes::rb108::none(c.span()));
        return None;
    }
    let read = rubric(c);
    if read.is_err() {
        c.report_stop();
    } else if c.kind() != Kind::End {
        c.report(codes::rb108::more(c.span()));
    }
    read.ok()
}

fn rubric<'s>(c: &mut Cursor<'s>) -> Read<Rubric<'s>> {
    let start = c.pass();
    let (name, title) = (c.name()?, c.maybe_text()?);
    Ok(Rubric { name, title, items: c.block(&STARTERS, statement)?, span: c.since(start) })
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

fn statement<'s>(c: &mut Cursor<'s>) -> Read<Item<'s>> {
    let start = c.span();
    let kind = match form::node(c)? {
        Some(node) => ItemKind::Node(node),
        None => statement_kind(c)?,
    };
    Ok(Item { kind, span: c.since(start) })
}

fn statement_kind<'s>(c: &mut Cursor<'s>) -> Read<ItemKind<'s>> {
    c.one_of(&[
        ("version", |c| c.text().map(ItemKind::Version)),
        ("language", |c| c.text().map(ItemKind::Language)),
        ("effective", |c| form::dates(c).map(|(from, until)| ItemKind::Effective(from, until))),
        ("source", |c| c.text().map(ItemKind::Source)),
        ("about", |c| c.text().map(ItemKind::About)),
        ("terms", |c| form::terms(c).map(ItemKind::Terms)),
        ("needs", |c| expressions::expression(c).map(ItemKind::Needs)),
        ("scale", |c| form::scale(c).map(ItemKind::Scale)),
        ("answer", |c| form::answer(c).map(ItemKind::Answer)),
        ("rater", |c| form::rater(c).map(ItemKind::Rater)),
        ("combine", |c| c.commas(form::share).map(ItemKind::Combine)),
        ("context", |c| form::context(c).map(ItemKind::Context)),
        ("setting", |c| form::setting(c).map(ItemKind::Setting)),
        ("require", |c| Ok(ItemKind::Require(expressions::expression(c)?, c.text()?))),
        ("measure", |c| results::measure(c).map(ItemKind::Measure)),
        ("outcome", |c| results::outcome(c).map(ItemKind::Outcome)),
        ("judged", |c| results::judged(c).map(ItemKind::Judged)),
        ("flag", |c| rules::rule_of(c, RuleKind::Flag).map(ItemKind::Rule)),
        ("advise", |c| rules::rule_of(c, RuleKind::Advise).map(ItemKind::Rule)),
        ("for", |c| rules::for_each(c).map(ItemKind::ForEach)),
        ("strengths top", |c| rules::rank(c, true).map(ItemKind::Rank)),
        ("growth bottom", |c| rules::rank(c, false).map(ItemKind::Rank)),
        ("example", |c| examples::example(c).map(ItemKind::Example)),
        ("promise", |c| examples::promise(c).map(ItemKind::Promise)),
    ])
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_misspelt_statement_on_a_scale_called_growth_is_one_finding() {
        for statement in
            ["ooutcome o \"O\" on growth of i { high from 2 low otherwise }", "jugded j \"J\" on growth by s"]
        {
            let text = format!("rubric r {{ {statement} growth bottom 1 of indicators }}");
            let found = parse(&text).diagnostics;
            assert_eq!(found.len(), 1, "{found:?}");
        }
    }

    #[test]
    fn evidence_of_no_kind_is_reported_and_not_passed_over() {
        let found = parse("rubric r { indicator i \"I\" { evidence at least 1 } }").diagnostics;
        let messages: Vec<&str> = found.iter().map(|found| found.message()).collect();
        assert_eq!(messages, ["expected a name, found `at`"]);
    }
}
