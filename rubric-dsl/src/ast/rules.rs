//! Rules: flags, advice, rules for each member of a set, strengths and growth.

use super::{Expr, Literal, Name, Set, Text};
use crate::span::Span;

/// What a rule gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// `flag`.
    Flag,
    /// `advise`.
    Advise,
}

/// A flag or a piece of advice.
#[derive(Clone, Debug)]
pub struct Rule<'s> {
    /// What it gives.
    pub kind: RuleKind,
    /// Name.
    pub name: Name<'s>,
    /// Text.
    pub text: Text<'s>,
    /// When it fires.
    pub when: Expr<'s>,
    /// What stands in the braces, if there are any.
    pub items: Option<Vec<RuleItem<'s>>>,
    /// Its place.
    pub span: Span,
}

/// A line of advice.
#[derive(Clone, Debug)]
pub struct RuleItem<'s> {
    /// What it is.
    pub kind: RuleItemKind<'s>,
    /// Its place.
    pub span: Span,
}

/// The lines of advice.
#[derive(Clone, Debug)]
pub enum RuleItemKind<'s> {
    /// `say "…"`.
    Say(Text<'s>),
    /// `ask "…"`.
    Ask(Text<'s>),
    /// `link "address" "title"`.
    Link(Text<'s>, Option<Text<'s>>),
    /// `priority N`.
    Priority(Literal<'s>),
}

/// Rules for each member of a set.
#[derive(Clone, Debug)]
pub struct ForEach<'s> {
    /// The name of the member.
    pub member: Name<'s>,
    /// The set.
    pub set: Set<'s>,
    /// The rules.
    pub rules: Vec<Rule<'s>>,
}

/// `strengths top N of SET` or `growth bottom N of SET`.
#[derive(Clone, Debug)]
pub struct Rank<'s> {
    /// Whether it shows the best.
    pub strengths: bool,
    /// How many.
    pub count: Literal<'s>,
    /// The set.
    pub set: Set<'s>,
}
