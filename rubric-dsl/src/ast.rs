//! The tree of a rubric as it is written, with the place of everything.

use crate::lexer::unescape;
use crate::span::Span;
pub use crate::tokens::Comment;

/// A file: at most one rubric, and the comments that stand around and in it.
#[derive(Clone, Debug)]
pub struct File<'s> {
    /// The text it was read from.
    pub source: &'s str,
    /// The rubric.
    pub rubric: Option<Rubric<'s>>,
    /// The comments, in order.
    pub comments: Vec<Comment>,
}

/// A name where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'s> {
    /// The name.
    pub text: &'s str,
    /// Its place.
    pub span: Span,
}

/// Names joined by dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path<'s> {
    /// The names.
    pub names: Vec<Name<'s>>,
    /// Its place.
    pub span: Span,
}

impl Path<'_> {
    /// The path as it is written in one piece.
    #[must_use]
    pub fn text(&self) -> String {
        self.names.iter().map(|name| name.text).collect::<Vec<_>>().join(".")
    }
}

/// A text in quotes.
#[derive(Clone, Copy, Debug)]
pub struct Text<'s> {
    /// What stands between the quotes.
    pub raw: &'s str,
    /// Whether the quotes are triple.
    pub block: bool,
    /// Its place, quotes included.
    pub span: Span,
}

impl Text<'_> {
    /// The text that is meant: escapes replaced, common indentation removed.
    #[must_use]
    pub fn value(&self) -> String {
        if self.block { dedent(self.raw) } else { unescape(self.raw) }
    }
}

/// The lines of a block text without their common indentation and without blank lines at its ends.
fn dedent(raw: &str) -> String {
    let lines: Vec<&str> = raw.lines().map(str::trim_end).collect();
    let indent = lines.iter().skip(1).filter(|line| !line.is_empty()).map(|line| line.len() - line.trim_start().len());
    let indent = indent.min().unwrap_or(0);
    let plain = lines
        .iter()
        .enumerate()
        .map(|(at, line)| if at == 0 { line.trim_start() } else { line.get(indent..).unwrap_or("") });
    let joined = plain.collect::<Vec<_>>().join("\n");
    joined.trim_matches('\n').to_owned()
}

/// A literal as written: a number, a percentage or a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Literal<'s> {
    /// As written, percent sign included.
    pub text: &'s str,
    /// Its place.
    pub span: Span,
}

/// A rubric.
#[derive(Clone, Debug)]
pub struct Rubric<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Title.
    pub title: Option<Text<'s>>,
    /// What stands in it, in order.
    pub items: Vec<Item<'s>>,
    /// Its place, from its keyword to its last brace.
    pub span: Span,
}

/// A statement of a rubric.
#[derive(Clone, Debug)]
pub struct Item<'s> {
    /// What it is.
    pub kind: ItemKind<'s>,
    /// Its place.
    pub span: Span,
}

/// The statements of a rubric.
#[derive(Clone, Debug)]
pub enum ItemKind<'s> {
    /// `version "…"`.
    Version(Text<'s>),
    /// `language "…"`.
    Language(Text<'s>),
    /// `effective from DATE until DATE`.
    Effective(Literal<'s>, Option<Literal<'s>>),
    /// `source "…"`.
    Source(Text<'s>),
    /// `about "…"`.
    About(Text<'s>),
    /// `terms { … }`.
    Terms(Vec<(Name<'s>, Text<'s>)>),
    /// `needs N%`.
    Needs(Expr<'s>),
    /// `scale …`.
    Scale(Scale<'s>),
    /// `answer …`.
    Answer(Answer<'s>),
    /// `rater …`.
    Rater(Rater<'s>),
    /// `combine …`.
    Combine(Vec<Share<'s>>),
    /// `context …`.
    Context(Context<'s>),
    /// `setting …`.
    Setting(Setting<'s>),
    /// `require …`.
    Require(Expr<'s>, Text<'s>),
    /// `domain`, `competency`, `indicator`, `number` or `narrative`.
    Node(Node<'s>),
    /// `measure …`.
    Measure(Measure<'s>),
    /// `outcome …`.
    Outcome(Outcome<'s>),
    /// `judged …`.
    Judged(Judged<'s>),
    /// `flag …` or `advise …`.
    Rule(Rule<'s>),
    /// `for each …`.
    ForEach(ForEach<'s>),
    /// `strengths …` or `growth …`.
    Rank(Rank<'s>),
    /// `example …`.
    Example(Example<'s>),
    /// `promise …`.
    Promise(Promise<'s>),
}

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

/// A literal that may have a minus sign.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'s> {
    /// Whether it has one.
    pub negative: bool,
    /// The literal.
    pub literal: Literal<'s>,
    /// The place of both.
    pub span: Span,
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

/// A measure.
#[derive(Clone, Debug)]
pub struct Measure<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Title.
    pub title: Option<Text<'s>>,
    /// What it is made of.
    pub form: MeasureForm<'s>,
}

/// What a measure is made of.
#[derive(Clone, Debug)]
pub enum MeasureForm<'s> {
    /// `= EXPR`.
    Formula(Expr<'s>),
    /// `of EXPR { VALUE from CUT … }`.
    Steps(Expr<'s>, Vec<Entry<'s>>),
    /// `of EXPR linear { VALUE at POINT … }`.
    Linear(Expr<'s>, Vec<Entry<'s>>),
    /// `{ VALUE when CONDITION … }`.
    List(Vec<Entry<'s>>),
}

/// A line of a measure: a value and when it holds.
#[derive(Clone, Debug)]
pub struct Entry<'s> {
    /// The value.
    pub value: Expr<'s>,
    /// When it holds.
    pub test: Test<'s>,
    /// Its place.
    pub span: Span,
}

/// When a line holds.
#[derive(Clone, Debug)]
pub enum Test<'s> {
    /// `from CUT`.
    From(Expr<'s>),
    /// `at POINT`.
    At(Expr<'s>),
    /// `when CONDITION`.
    When(Expr<'s>),
    /// `otherwise`.
    Otherwise,
}

/// An outcome.
#[derive(Clone, Debug)]
pub struct Outcome<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Title.
    pub title: Text<'s>,
    /// `on SCALE`.
    pub scale: Option<Name<'s>>,
    /// `of EXPR`.
    pub of: Option<Expr<'s>>,
    /// `by OUTCOME`.
    pub by: Option<Path<'s>>,
    /// Whether its own levels are written lowest first.
    pub lowest_first: bool,
    /// What stands in the braces.
    pub items: Vec<OutcomeItem<'s>>,
}

/// A statement of an outcome.
#[derive(Clone, Debug)]
pub struct OutcomeItem<'s> {
    /// What it is.
    pub kind: OutcomeItemKind<'s>,
    /// Its place.
    pub span: Span,
}

/// The statements of an outcome.
#[derive(Clone, Debug)]
pub enum OutcomeItemKind<'s> {
    /// `level NAME "…"`.
    Level(Name<'s>, Text<'s>),
    /// `LEVEL from CUT`, `LEVEL when CONDITION` or `LEVEL otherwise`.
    Clause(Name<'s>, Test<'s>),
    /// A cap or floor.
    Cap(Cap<'s>),
    /// `columns A, B`.
    Columns(Vec<Name<'s>>),
    /// `row LEVEL: A, B`.
    Row(Name<'s>, Vec<Name<'s>>),
}

/// `at most LEVEL when CONDITION because "…"`, or `at least`.
#[derive(Clone, Debug)]
pub struct Cap<'s> {
    /// Whether it is a cap rather than a floor.
    pub at_most: bool,
    /// The level.
    pub level: Name<'s>,
    /// When it applies.
    pub when: Expr<'s>,
    /// Why.
    pub because: Option<Text<'s>>,
}

/// A level that a person chooses.
#[derive(Clone, Debug)]
pub struct Judged<'s> {
    /// Name.
    pub name: Name<'s>,
    /// Title.
    pub title: Text<'s>,
    /// Its scale.
    pub scale: Name<'s>,
    /// Who chooses.
    pub rater: Name<'s>,
    /// The outcome that is proposed.
    pub proposing: Option<Name<'s>>,
    /// What stands in the braces.
    pub items: Vec<JudgedItem<'s>>,
}

/// A statement of a judgement.
#[derive(Clone, Debug)]
pub struct JudgedItem<'s> {
    /// What it is.
    pub kind: JudgedItemKind<'s>,
    /// Its place.
    pub span: Span,
}

/// The statements of a judgement.
#[derive(Clone, Debug)]
pub enum JudgedItemKind<'s> {
    /// `comment required when …`.
    Comment(Option<Expr<'s>>),
    /// A limit.
    Cap(Cap<'s>),
}

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

/// A set of nodes.
#[derive(Clone, Debug)]
pub struct Set<'s> {
    /// What its members are: domains, competencies or indicators.
    pub kind: NodeKind,
    /// The node they stand below.
    pub of: Option<Path<'s>>,
    /// The tag they have.
    pub tagged: Option<Name<'s>>,
    /// The rater from whose side they are seen.
    pub by: Option<Name<'s>>,
    /// Its place.
    pub span: Span,
}

/// A worked example, run as a test.
#[derive(Clone, Debug)]
pub struct Example<'s> {
    /// Its title.
    pub title: Text<'s>,
    /// The perspective; combined when there is none.
    pub perspective: Option<Name<'s>>,
    /// What stands in the braces.
    pub items: Vec<ExampleItem<'s>>,
}

/// A statement of an example.
#[derive(Clone, Debug)]
pub struct ExampleItem<'s> {
    /// What it is.
    pub kind: ExampleItemKind<'s>,
    /// Its place.
    pub span: Span,
}

/// The statements of an example.
#[derive(Clone, Debug)]
pub enum ExampleItemKind<'s> {
    /// `NAME = VALUE`.
    Assign(Assign<'s>),
    /// `RATER { … }`.
    Response(Name<'s>, Vec<Assign<'s>>),
    /// `prior { … }`.
    Prior(Vec<Assign<'s>>),
    /// `expect …`.
    Expect(Expect<'s>),
}

/// Something given in an example.
#[derive(Clone, Debug)]
pub struct Assign<'s> {
    /// To what.
    pub path: Path<'s>,
    /// What.
    pub value: Given<'s>,
    /// `with N evidence`.
    pub evidence: Option<Literal<'s>>,
    /// `with comment`.
    pub comment: bool,
    /// Its place.
    pub span: Span,
}

/// A value given in an example.
#[derive(Clone, Debug)]
pub enum Given<'s> {
    /// A level, an answer or a choice.
    Name(Name<'s>),
    /// A number.
    Number(Signed<'s>),
    /// `[a, b]`.
    Practices(Vec<Name<'s>>),
    /// `N words`.
    Words(Literal<'s>),
}

/// What an example expects.
#[derive(Clone, Debug)]
pub enum Expect<'s> {
    /// `flag NAME` or `no flag NAME`, `advice NAME` or `no advice NAME`.
    Rule {
        /// Whether it is not to fire.
        no: bool,
        /// What it gives.
        kind: RuleKind,
        /// Its name.
        name: Name<'s>,
        /// The member of a `for each`.
        member: Option<Path<'s>>,
    },
    /// `PATH is unknown`.
    Unknown(Expr<'s>),
    /// `PATH is left out`.
    LeftOut(Expr<'s>),
    /// `OUTCOME may be A, B`.
    MayBe(Name<'s>, Vec<Name<'s>>),
    /// Any condition.
    Holds(Expr<'s>),
}

/// Something the rubric promises.
#[derive(Clone, Debug)]
pub enum Promise<'s> {
    /// `OUTCOME never falls when a rating rises`.
    NeverFalls(Name<'s>),
    /// `OUTCOME reaches every level`.
    ReachesEveryLevel(Name<'s>),
    /// `never (CONDITION)`.
    Never(Expr<'s>),
    /// `always (CONDITION)`.
    Always(Expr<'s>),
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr<'s> {
    /// What it is.
    pub kind: ExprKind<'s>,
    /// Its place.
    pub span: Span,
}

/// The expressions. Chains of one operator are lists, so that no text can nest the tree deeper than its parentheses.
#[derive(Clone, Debug)]
pub enum ExprKind<'s> {
    /// A number or percentage.
    Number(Literal<'s>),
    /// A name or path, from a rater's side where one is named.
    Path(Path<'s>, Option<Name<'s>>),
    /// `f(…)`.
    Call(Name<'s>, Vec<Argument<'s>>),
    /// `not a`.
    Not(Box<Expr<'s>>),
    /// `-a`.
    Negated(Box<Expr<'s>>),
    /// `a or b …`.
    Or(Vec<Expr<'s>>),
    /// `a and b …`.
    And(Vec<Expr<'s>>),
    /// `a < b` and the like.
    Compare(Box<Expr<'s>>, CompareWord, Box<Expr<'s>>),
    /// `a between b and c`.
    Between(Box<Expr<'s>>, Box<Expr<'s>>, Box<Expr<'s>>),
    /// `a + b - c …`; a yes stands for minus.
    Sum(Box<Expr<'s>>, Vec<(bool, Expr<'s>)>),
    /// `a * b / c …`; a yes stands for division.
    Product(Box<Expr<'s>>, Vec<(bool, Expr<'s>)>),
    /// `(a)`.
    Group(Box<Expr<'s>>),
}

/// An argument of a function.
#[derive(Clone, Debug)]
pub enum Argument<'s> {
    /// An expression.
    Expr(Expr<'s>),
    /// A set, and the condition its members must meet.
    Set(Set<'s>, Option<Expr<'s>>),
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareWord {
    /// `is`.
    Is,
    /// `is not`.
    IsNot,
    /// `<`.
    Below,
    /// `<=`.
    AtMost,
    /// `>`.
    Above,
    /// `>=`.
    AtLeast,
}

impl CompareWord {
    /// The word or mark.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is not",
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::AtLeast => ">=",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn block_text_loses_its_common_indentation() {
        let text = |raw| Text { raw, block: true, span: Span::default() }.value();
        assert_eq!(text("\n    One\n      two\n\n    three\n  "), "One\n  two\n\nthree");
        assert_eq!(text("one\r\n  two"), "one\ntwo");
    }
}
