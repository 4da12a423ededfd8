//! The form: scales, answers, raters, context, settings and the tree of what is asked.

use super::{Expr, Literal, Name, Signed, Text};
use crate::span::Span;

/// A scale.
#[derive(Clone, Debug)]
pub struct Scale<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Whether mid-points can be chosen.
    pub half_steps: Option<Span>,
    /// Levels, lowest first.
    pub levels: Vec<Level<'s>>,
}

/// A level of a scale, or a choice.
#[derive(Clone, Debug)]
pub struct Level<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Value.
    pub value: Option<Signed<'s>>,
    /// Label.
    pub label: Text<'s>,
}

/// An answer other than a level.
#[derive(Clone, Debug)]
pub struct Answer<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Label.
    pub label: Text<'s>,
    /// What it means.
    pub policy: Policy<'s>,
    /// Whether it needs a comment.
    pub comment: bool,
}

/// What an answer means.
#[derive(Clone, Copy, Debug)]
pub enum Policy<'s> {
    /// `left out`.
    LeftOut,
    /// `missing`.
    Missing,
    /// `counts as LEVEL`.
    CountsAs(Name<'s>),
}

/// A rater.
#[derive(Clone, Debug)]
pub struct Rater<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Label.
    pub label: Text<'s>,
    /// Whether there can be many respondents.
    pub many: bool,
    /// The fewest respondents whose values are shown.
    pub floor: Option<Literal<'s>>,
    /// Digits that the group's mean is brought to.
    pub rounded: Option<Literal<'s>>,
    /// Whether the ratings stay the rater's own.
    pub private: bool,
}

/// A rater's part in the combined value.
#[derive(Clone, Debug)]
pub struct Share<'s> {
    /// The rater.
    pub rater: Name<'s>,
    /// Weight.
    pub weight: Expr<'s>,
    /// Whether the others do without it.
    pub optional: bool,
}

/// A context value.
#[derive(Clone, Debug)]
pub struct Context<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Label.
    pub label: Text<'s>,
    /// What it is.
    pub form: ContextForm<'s>,
}

/// What a context value is.
#[derive(Clone, Debug)]
pub enum ContextForm<'s> {
    /// One of several choices.
    Choices(Vec<(Name<'s>, Text<'s>)>),
    /// A number between two.
    Number(Signed<'s>, Signed<'s>),
}

/// A constant that a district may change.
#[derive(Clone, Debug)]
pub struct Setting<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Label.
    pub label: Text<'s>,
    /// Value.
    pub value: Signed<'s>,
    /// Limits.
    pub limits: Option<(Signed<'s>, Signed<'s>)>,
}

/// What kind of node a keyword makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// `domain`.
    Domain,
    /// `competency`.
    Competency,
    /// `indicator`.
    Indicator,
    /// `number`.
    Number,
    /// `narrative`.
    Narrative,
}

impl NodeKind {
    /// Its keyword.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Competency => "competency",
            Self::Indicator => "indicator",
            Self::Number => "number",
            Self::Narrative => "narrative",
        }
    }
}

/// A node of the form.
#[derive(Clone, Debug)]
pub struct Node<'s> {
    /// What it is.
    pub kind: NodeKind,
    /// Name.
    pub name: Name<'s>,
    /// Title.
    pub title: Text<'s>,
    /// What stands between the title and the brace.
    pub options: Vec<NodeOption<'s>>,
    /// What stands in the braces, if there are any.
    pub body: Option<Vec<NodeItem<'s>>>,
    /// Its place.
    pub span: Span,
}

impl<'s> Node<'s> {
    /// What stands in its braces.
    #[must_use]
    pub fn items(&self) -> &[NodeItem<'s>] {
        self.body.as_deref().unwrap_or_default()
    }
}

/// An option of a node.
#[derive(Clone, Debug)]
pub struct NodeOption<'s> {
    /// What it is.
    pub kind: NodeOptionKind<'s>,
    /// Its place.
    pub span: Span,
}

/// The options of a node.
#[derive(Clone, Debug)]
pub enum NodeOptionKind<'s> {
    /// `cumulative`.
    Cumulative,
    /// `from A to B`.
    Between(Signed<'s>, Signed<'s>),
    /// `at least N words`.
    Words(Literal<'s>),
    /// `weight W`.
    Weight(Expr<'s>),
    /// `using SCALE`.
    Using(Name<'s>),
    /// `tag A, B`.
    Tag(Vec<Name<'s>>),
    /// `needs N%`.
    Needs(Expr<'s>),
    /// `rolls up by …`.
    Rolls(RollWord),
    /// `answers A, B`; none when it is empty.
    Answers(Vec<Name<'s>>),
    /// `only when CONDITION`.
    OnlyWhen(Expr<'s>),
}

/// How a node rolls up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollWord {
    /// `mean`.
    Mean,
    /// `sum`.
    Sum,
    /// `median`.
    Median,
    /// `median high`.
    MedianHigh,
    /// `lowest`.
    Lowest,
    /// `highest`.
    Highest,
}

impl RollWord {
    /// The word or words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Sum => "sum",
            Self::Median => "median",
            Self::MedianHigh => "median high",
            Self::Lowest => "lowest",
            Self::Highest => "highest",
        }
    }
}

/// A statement in the braces of a node.
#[derive(Clone, Debug)]
pub struct NodeItem<'s> {
    /// What it is.
    pub kind: NodeItemKind<'s>,
    /// Its place.
    pub span: Span,
}

/// The statements in the braces of a node.
#[derive(Clone, Debug)]
pub enum NodeItemKind<'s> {
    /// A node below.
    Node(Node<'s>),
    /// An option written inside.
    Option(NodeOption<'s>),
    /// `about "…"`.
    About(Text<'s>),
    /// `ask "…"`.
    Ask(Text<'s>),
    /// `LEVEL "…"`, and the practices of a cumulative leaf.
    Level(LevelText<'s>),
    /// `evidence …`.
    Evidence(Evidence<'s>),
    /// `comment required when …`.
    Comment(Option<Expr<'s>>),
}

/// What a level looks like in one leaf.
#[derive(Clone, Debug)]
pub struct LevelText<'s> {
    /// The level.
    pub level: Name<'s>,
    /// Its descriptor.
    pub text: Option<Text<'s>>,
    /// The practices to tick.
    pub practices: Option<Vec<(Name<'s>, Text<'s>)>>,
}

/// What evidence a leaf asks for.
#[derive(Clone, Debug)]
pub struct Evidence<'s> {
    /// The kinds it accepts.
    pub kinds: Vec<Name<'s>>,
    /// The fewest pieces.
    pub at_least: Option<Literal<'s>>,
    /// Whether it is to be attached before rating.
    pub before_rating: bool,
}
