//! A checked rubric: every name resolved, every text in place, every constant computed.
//!
//! Nothing here can be wrong any more. What is written once for many (`for each`, `where`) is written out.

use rubric_core::records::{
    ContextId, JudgedId, LeafForm, LeafId, Limit, LineKind, MeasureId, NodeId, NodeKind, OutcomeId, Policy, RankKind,
    RaterId, Roll, RuleKind, ScaleId,
};
use rubric_core::{Comparison, Decimal, Fraction, Given, Rating, Rounding};

use crate::span::Span;

/// A checked rubric.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// Language tag of the texts.
    pub language: String,
    /// First day it holds; empty when it does not say.
    pub from: String,
    /// Last day it holds; empty when it does not say.
    pub until: String,
    /// What it is for.
    pub about: String,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// What domains, competencies and indicators are called on screen.
    pub terms: [String; 3],
    /// Scales, then the levels that outcomes have of their own.
    pub scales: Vec<Scale>,
    /// Answers other than a level.
    pub answers: Vec<Answer>,
    /// Raters.
    pub raters: Vec<Rater>,
    /// Whose values make the combined one.
    pub shares: Vec<Share>,
    /// Context values.
    pub contexts: Vec<Context>,
    /// Settings.
    pub settings: Vec<Setting>,
    /// Share of the weight that a set of nodes must have known.
    pub needs: Fraction,
    /// The tree, parents before children.
    pub nodes: Vec<Node>,
    /// The nodes that are leaves.
    pub leaves: Vec<NodeId>,
    /// Measures.
    pub measures: Vec<Measure>,
    /// Outcomes.
    pub outcomes: Vec<Outcome>,
    /// Judged levels.
    pub judged: Vec<Judged>,
    /// Measures and outcomes, each behind what it is made of.
    pub order: Vec<Target>,
    /// Flags and advice.
    pub rules: Vec<Rule>,
    /// Strengths and growth.
    pub ranks: Vec<Rank>,
    /// Examples.
    pub examples: Vec<Example>,
    /// Promises.
    pub promises: Vec<Promise>,
}

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

/// A measure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// What it is made of.
    pub form: MeasureForm,
    /// Its place.
    pub span: Span,
}

/// What a measure is made of.
#[derive(Clone, Debug)]
pub enum MeasureForm {
    /// A formula.
    Formula(Expr),
    /// The value of the first condition that is yes; the last may have none.
    List(Vec<(Expr, Option<Expr>)>),
    /// Straight lines between points, read at a value.
    Linear(Expr, Vec<(Fraction, Fraction)>),
}

/// An outcome.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Its levels.
    pub scale: ScaleId,
    /// How it is decided.
    pub form: OutcomeForm,
    /// Caps and floors.
    pub caps: Vec<Cap>,
    /// Its place.
    pub span: Span,
}

/// How an outcome is decided.
#[derive(Clone, Debug)]
pub enum OutcomeForm {
    /// By the first clause that is true.
    Clauses(Vec<Clause>),
    /// By a cell: rows by the first input's levels, columns by the second's, lowest first.
    Matrix(Expr, Expr, Vec<Vec<u8>>),
}

/// A clause.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The level it gives.
    pub level: u8,
    /// Its condition; none for `otherwise`.
    pub when: Option<Expr>,
    /// Whether it is written as a cut.
    pub cut: bool,
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// A cap or a floor.
#[derive(Clone, Debug)]
pub struct Cap {
    /// Which way it works.
    pub limit: Limit,
    /// The level.
    pub level: u8,
    /// When it applies.
    pub when: Expr,
    /// Why.
    pub because: String,
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// A level that a person chooses.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Its levels.
    pub scale: ScaleId,
    /// Who chooses.
    pub rater: RaterId,
    /// The outcome that is proposed.
    pub proposing: Option<OutcomeId>,
    /// Its limits.
    pub caps: Vec<Cap>,
    /// When it needs a comment.
    pub comment: Option<Expr>,
    /// That condition as written.
    pub comment_text: String,
}

/// A flag or a piece of advice.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Name.
    pub name: String,
    /// The member of the set it was made for.
    pub subject: Option<NodeId>,
    /// What it gives.
    pub kind: RuleKind,
    /// Its text.
    pub text: Vec<Piece>,
    /// When it fires.
    pub when: Expr,
    /// That condition as written.
    pub condition: String,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Its place among advice.
    pub priority: u16,
    /// Its place.
    pub span: Span,
}

/// A line of advice.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// Its text.
    pub text: Vec<Piece>,
    /// The address of a link.
    pub link: String,
}

/// A piece of a text with places for values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The text itself.
    Text(String),
    /// The number of a node or measure.
    Number(Target),
    /// The label of an outcome's or judgement's level.
    Label(Target),
}

/// Strengths or growth.
#[derive(Clone, Debug)]
pub struct Rank {
    /// Which end.
    pub kind: RankKind,
    /// How many.
    pub count: u16,
    /// The set.
    pub members: Vec<NodeId>,
}

/// Something that has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A node.
    Node(NodeId),
    /// A measure.
    Measure(MeasureId),
    /// An outcome.
    Outcome(OutcomeId),
    /// A judgement.
    Judged(JudgedId),
}

/// From whose side a node is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// The perspective's.
    Own,
    /// A rater's.
    Rater(RaterId),
    /// The combined one.
    Combined,
}

/// What an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A number.
    Number,
    /// A level of a scale or outcome.
    Level(ScaleId),
    /// Yes or no.
    Truth,
    /// A choice of a context value.
    Choice(ContextId),
    /// A node of a set.
    Node,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// What it gives.
    pub ty: Type,
    /// Its place.
    pub span: Span,
}

/// The expressions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A number.
    Number(Fraction),
    /// A level.
    Level(u8),
    /// A choice.
    Choice(u16),
    /// A node itself.
    Node(NodeId),
    /// The score of a node.
    Score(NodeId, View),
    /// The coverage of a node.
    Coverage(NodeId, View),
    /// Pieces of evidence at or below a node.
    Evidence(NodeId, View),
    /// Words written at or below a node.
    Words(NodeId, View),
    /// A context value.
    Context(ContextId),
    /// A measure.
    Measure(MeasureId),
    /// An outcome.
    Outcome(OutcomeId),
    /// A judged level.
    Judged(JudgedId),
    /// A value of the previous result.
    Prior(Target),
    /// The value of a level.
    LevelValue(Box<Expr>),
    /// `not a`.
    Not(Box<Expr>),
    /// `-a`.
    Negated(Box<Expr>),
    /// `a or b …`.
    Or(Vec<Expr>),
    /// `a and b …`.
    And(Vec<Expr>),
    /// A comparison.
    Compare(Box<Expr>, Comparison, Box<Expr>),
    /// `a + b - c …`; a yes stands for minus.
    Sum(Box<Expr>, Vec<(bool, Expr)>),
    /// `a * b / c …`; a yes stands for division.
    Product(Box<Expr>, Vec<(bool, Expr)>),
    /// A function of arguments.
    Fold(Roll, Vec<Expr>),
    /// A function of the members of a set.
    Roll(Roll, Vec<NodeId>, View),
    /// How many members of a set meet a condition, each with its own.
    Count(CountForm, Vec<(NodeId, Expr)>, View),
    /// The member of a set with the highest or lowest score.
    Extreme(bool, Vec<NodeId>, View),
    /// `abs(a)`.
    Magnitude(Box<Expr>),
    /// `round(a, n)` and the like.
    Round(Box<Expr>, u8, Rounding),
    /// `known(a)`.
    Known(Box<Expr>),
    /// `first_known(a, b …)`.
    FirstKnown(Vec<Expr>),
}

/// What is said of the members that meet a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountForm {
    /// How many.
    Count,
    /// What share.
    Share,
    /// Whether any.
    Any,
    /// Whether all.
    All,
}

/// A worked example.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its title.
    pub title: String,
    /// The perspective; combined when there is none.
    pub perspective: Option<RaterId>,
    /// Responses.
    pub responses: Vec<Response>,
    /// Context values.
    pub context: Vec<Given>,
    /// Judged levels.
    pub judged: Vec<Option<u8>>,
    /// Whether judgements have comments.
    pub commented: Vec<bool>,
    /// Values of the previous result.
    pub prior: Vec<(Target, Prior)>,
    /// What is expected.
    pub expects: Vec<Expect>,
    /// Its place.
    pub span: Span,
}

/// A response of an example.
#[derive(Clone, Debug)]
pub struct Response {
    /// Who gives it.
    pub rater: RaterId,
    /// One entry for each leaf.
    pub entries: Vec<Entry>,
}

/// What a response gives for one leaf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The rating, unless practices are ticked.
    pub rating: Rating,
    /// The practices that are ticked, the first in the lowest bit.
    pub ticked: Option<u64>,
    /// The number.
    pub figure: Decimal,
    /// Pieces of evidence.
    pub evidence: u16,
    /// Words.
    pub words: u32,
    /// Whether there is a comment.
    pub comment: bool,
}

/// A value of a previous result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prior {
    /// A number.
    Number(Fraction),
    /// A level.
    Level(u8),
}

/// Something that an example expects.
#[derive(Clone, Debug)]
pub struct Expect {
    /// What.
    pub kind: ExpectKind,
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// The expectations.
#[derive(Clone, Debug)]
pub enum ExpectKind {
    /// One of several rules fires, or none does.
    Rule(Vec<usize>, bool),
    /// Something is unknown.
    Unknown(Expr),
    /// A node is left out.
    LeftOut(Expr),
    /// An outcome can still be just these levels.
    MayBe(OutcomeId, Vec<u8>),
    /// A condition holds.
    Holds(Expr),
}

/// Something the rubric promises.
#[derive(Clone, Debug)]
pub struct Promise {
    /// What.
    pub kind: PromiseKind,
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// The promises.
#[derive(Clone, Debug)]
pub enum PromiseKind {
    /// An outcome never falls when a rating rises.
    NeverFalls(OutcomeId),
    /// An outcome reaches every level.
    ReachesEveryLevel(OutcomeId),
    /// A condition is never true.
    Never(Expr),
    /// A condition is always true.
    Always(Expr),
}

impl Model {
    /// Calls `visit` with every expression of the rubric, those of examples and promises included.
    pub(crate) fn each_expr<'m>(&'m self, visit: &mut dyn FnMut(&'m Expr)) {
        self.nodes.iter().filter_map(|node| node.only_when.as_ref()).for_each(&mut *visit);
        for measure in &self.measures {
            match &measure.form {
                MeasureForm::Formula(formula) => visit(formula),
                MeasureForm::Linear(of, _) => visit(of),
                MeasureForm::List(lines) => lines.iter().for_each(|(value, when)| {
                    visit(value);
                    when.iter().for_each(&mut *visit);
                }),
            }
        }
        for outcome in &self.outcomes {
            match &outcome.form {
                OutcomeForm::Clauses(clauses) => {
                    clauses.iter().filter_map(|clause| clause.when.as_ref()).for_each(&mut *visit)
                }
                OutcomeForm::Matrix(rows, columns, _) => [rows, columns].into_iter().for_each(&mut *visit),
            }
            outcome.caps.iter().for_each(|cap| visit(&cap.when));
        }
        for judged in &self.judged {
            judged.caps.iter().for_each(|cap| visit(&cap.when));
            judged.comment.iter().for_each(&mut *visit);
        }
        self.rules.iter().for_each(|rule| visit(&rule.when));
        for expect in self.examples.iter().flat_map(|example| &example.expects) {
            if let ExpectKind::Unknown(expr) | ExpectKind::LeftOut(expr) | ExpectKind::Holds(expr) = &expect.kind {
                visit(expr);
            }
        }
        for promise in &self.promises {
            if let PromiseKind::Never(expr) | PromiseKind::Always(expr) = &promise.kind {
                visit(expr);
            }
        }
    }

    /// A node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    /// A scale.
    #[must_use]
    pub fn scale(&self, id: ScaleId) -> Option<&Scale> {
        self.scales.get(id.index())
    }
}

/// Calls `visit` with each expression that `expr` is directly made of.
pub(crate) fn each_operand<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    match &expr.kind {
        ExprKind::LevelValue(inner)
        | ExprKind::Not(inner)
        | ExprKind::Negated(inner)
        | ExprKind::Magnitude(inner)
        | ExprKind::Round(inner, ..)
        | ExprKind::Known(inner) => visit(inner),
        ExprKind::Or(operands)
        | ExprKind::And(operands)
        | ExprKind::Fold(_, operands)
        | ExprKind::FirstKnown(operands) => {
            operands.iter().for_each(visit);
        }
        ExprKind::Compare(left, _, right) => {
            visit(left);
            visit(right);
        }
        ExprKind::Sum(first, rest) | ExprKind::Product(first, rest) => {
            visit(first);
            rest.iter().for_each(|(_, next)| visit(next));
        }
        ExprKind::Count(_, members, _) => members.iter().for_each(|(_, condition)| visit(condition)),
        ExprKind::Number(_)
        | ExprKind::Level(_)
        | ExprKind::Choice(_)
        | ExprKind::Node(_)
        | ExprKind::Score(..)
        | ExprKind::Coverage(..)
        | ExprKind::Evidence(..)
        | ExprKind::Words(..)
        | ExprKind::Context(_)
        | ExprKind::Measure(_)
        | ExprKind::Outcome(_)
        | ExprKind::Judged(_)
        | ExprKind::Prior(_)
        | ExprKind::Roll(..)
        | ExprKind::Extreme(..) => {}
    }
}
