//! The form: scales, answers, raters, context, settings, the tree and its leaves.

use rubric_core::records::{LeafForm, LeafId, NodeId, NodeKind, Policy, RaterId, Roll, ScaleId};
use rubric_core::{Decimal, Fraction, Rating};

use super::Expr;
use crate::span::Span;

/// A scale, or the levels that an outcome has of its own.
#[derive(Clone, Debug)]
pub struct Scale {
    /// Name.
    pub name: String,
    /// Levels, lowest first.
    pub levels: Vec<Level>,
    /// Whether the levels have values.
    pub valued: bool,
    /// Whether mid-points can be chosen.
    pub half_steps: bool,
    /// The level that each answer counts as here.
    pub counted: Vec<Option<u8>>,
    /// Its place.
    pub span: Span,
}

/// A level.
#[derive(Clone, Debug)]
pub struct Level {
    /// Name.
    pub name: String,
    /// Label.
    pub label: String,
    /// Value; its place, counted from nought, where the scale has no values.
    pub value: Fraction,
}

/// An answer other than a level.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Name.
    pub name: String,
    /// Label.
    pub label: String,
    /// What it means.
    pub policy: Policy,
    /// Whether it needs a comment.
    pub comment: bool,
}

/// A rater.
#[derive(Clone, Debug)]
pub struct Rater {
    /// Name.
    pub name: String,
    /// Label.
    pub label: String,
    /// Whether there can be many respondents.
    pub many: bool,
    /// The fewest respondents whose values are shown; at least one.
    pub floor: u16,
    /// Digits that the group's mean is brought to.
    pub rounded: Option<u8>,
    /// Whether the ratings stay the rater's own.
    pub private: bool,
    /// Its place.
    pub span: Span,
}

/// A rater's part in the combined value.
#[derive(Clone, Debug)]
pub struct Share {
    /// The rater.
    pub rater: RaterId,
    /// Weight.
    pub weight: Fraction,
    /// Whether the others do without it.
    pub optional: bool,
}

/// A context value.
#[derive(Clone, Debug)]
pub struct Context {
    /// Name.
    pub name: String,
    /// Label.
    pub label: String,
    /// What it is.
    pub form: ContextForm,
}

/// What a context value is.
#[derive(Clone, Debug)]
pub enum ContextForm {
    /// One of several choices: names and labels.
    Choices(Vec<(String, String)>),
    /// A number between two.
    Number(Decimal, Decimal),
}

/// A constant that a district may change.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Name.
    pub name: String,
    /// Label.
    pub label: String,
    /// Value, that of the overlay where there is one.
    pub value: Fraction,
    /// Limits.
    pub limits: Option<(Fraction, Fraction)>,
}

/// A node of the tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// Name.
    pub name: String,
    /// Full path.
    pub path: String,
    /// Title.
    pub title: String,
    /// What it is.
    pub kind: NodeKind,
    /// The node it stands in.
    pub parent: Option<NodeId>,
    /// The nodes below it that roll up: no numbers, no narratives.
    pub children: Vec<NodeId>,
    /// The first leaf at or below it.
    pub first_leaf: LeafId,
    /// How many leaves stand at or below it.
    pub leaves: usize,
    /// Weight.
    pub weight: Fraction,
    /// Share of the weight of its children that must be known.
    pub needs: Fraction,
    /// How its children roll up.
    pub roll: Roll,
    /// When it is asked.
    pub only_when: Option<Expr>,
    /// That condition as written.
    pub when: String,
    /// The scale that all leaves below share, if they do.
    pub scale: Option<ScaleId>,
    /// Tags, its own and those of the nodes it stands in.
    pub tags: Vec<String>,
    /// What it is about.
    pub about: String,
    /// Coaching questions.
    pub asks: Vec<String>,
    /// What it is as a leaf.
    pub leaf: Option<Leaf>,
    /// Its place.
    pub span: Span,
}

/// A leaf.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// How it is answered.
    pub form: LeafForm,
    /// The answers it accepts, by their place.
    pub answers: Vec<bool>,
    /// The ratings that need a comment.
    pub comments: Vec<Rating>,
    /// The fewest pieces of evidence.
    pub evidence: u16,
    /// Whether evidence comes before rating.
    pub evidence_first: bool,
    /// The kinds of evidence it accepts; any when there are none.
    pub kinds: Vec<String>,
    /// Descriptors, one for each level; empty where the leaf has none.
    pub descriptors: Vec<String>,
    /// Practices.
    pub practices: Vec<Practice>,
    /// Limits of a number.
    pub limits: (Decimal, Decimal),
    /// The fewest words of a narrative.
    pub words: u32,
}

/// A practice that is ticked.
#[derive(Clone, Debug)]
pub struct Practice {
    /// Name.
    pub name: String,
    /// Text.
    pub text: String,
    /// The level it belongs to.
    pub level: u8,
}
