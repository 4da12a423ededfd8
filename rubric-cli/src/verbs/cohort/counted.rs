//! What is counted of each subject: where it stands, what it is strong in, what is to be looked at.

use std::cmp::Reverse;

use rubric_core::records::{JudgedId, Node, NodeId, OutcomeId, Rank, RankKind, RuleId, RuleKind, ScaleId};
use rubric_core::{Evaluation, Fraction, Program, Truth};
use rubric_dsl::full_title;

/// Lines that stand together.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) lines: Vec<Line>,
    /// Whether what is most frequent comes first, and what is so of nobody is left out.
    by_frequency: bool,
    /// Of which best or worst the lines are members.
    rank: Option<Rank>,
}

/// What is counted, and how many have it: of all, and of each group.
pub(super) struct Line {
    pub(super) title: String,
    fact: Fact,
    counts: Vec<usize>,
}

/// What can be so of a subject.
enum Fact {
    /// An outcome is a level; or is not known.
    Outcome(OutcomeId, Option<u8>),
    /// A level was chosen; or none was.
    Judged(JudgedId, Option<u8>),
    /// A score is known.
    Known(NodeId),
    /// A score is at or above a level.
    Reaches(NodeId, Fraction),
    /// A node is among the best or the worst that the section is of.
    Ranked(NodeId),
    /// A flag or a piece of advice fires.
    Fires(RuleId),
}

impl Section {
    fn new(title: String, lines: Vec<Line>) -> Self {
        Self { title, lines, by_frequency: false, rank: None }
    }

    fn by_frequency(title: &str, lines: Vec<Line>) -> Self {
        Self { title: title.to_owned(), lines, by_frequency: true, rank: None }
    }

    /// Counts a subject of a group in every line that is so of it.
    pub(super) fn count(&mut self, evaluation: &Evaluation<'_, '_, '_, i128>, group: usize) {
        let ranked = self.rank.iter().flat_map(|rank| evaluation.ranked(rank));
        let ranked: Vec<NodeId> = ranked.map(|ranked| ranked.node).collect();
        for line in self.lines.iter_mut().filter(|line| line.fact.holds(evaluation, &ranked)) {
            super::add(&mut line.counts, group);
        }
    }

    /// Puts the lines in the order in which they are told.
    pub(super) fn told(mut self) -> Self {
        if self.by_frequency {
            self.lines.retain(|line| line.of(0) > 0);
            self.lines.sort_by_key(|line| Reverse(line.of(0)));
        }
        self
    }
}

impl Line {
    fn new(title: &str, fact: Fact) -> Self {
        Self { title: title.to_owned(), fact, counts: Vec::new() }
    }

    /// Of how many of a group it is so; of all in the first.
    pub(super) fn of(&self, group: usize) -> usize {
        self.counts.get(group).copied().unwrap_or(0)
    }
}

impl Fact {
    fn holds(&self, evaluation: &Evaluation<'_, '_, '_, i128>, ranked: &[NodeId]) -> bool {
        match self {
            Self::Outcome(outcome, level) => evaluation.outcome(*outcome).ok() == *level,
            Self::Judged(judged, level) => evaluation.judged(*judged).ok() == *level,
            Self::Known(node) => evaluation.score(*node).is_ok(),
            Self::Reaches(node, least) => evaluation.score(*node).is_ok_and(|score| score >= *least),
            Self::Ranked(node) => ranked.contains(node),
            Self::Fires(rule) => evaluation.fires(*rule) == Truth::Yes,
        }
    }
}

/// All that is counted by a rubric, in the order of a result.
pub(super) fn sections(program: &Program<'_>) -> Vec<Section> {
    let outcomes = program.outcomes().iter().enumerate().map(|(at, it)| {
        let fact = |level| Fact::Outcome(OutcomeId::new(at), level);
        Section::new(program.text(it.title).to_owned(), levels(program, it.scale, "not known", &fact))
    });
    let judged = program.judgements().iter().enumerate().map(|(at, it)| {
        let fact = |level| Fact::Judged(JudgedId::new(at), level);
        Section::new(program.text(it.title).to_owned(), levels(program, it.scale, "not chosen", &fact))
    });
    let nodes = program.nodes().iter().enumerate().filter(|(_, node)| node.is_leaf == 0 || !node.parent.is_some());
    let nodes = nodes.map(|(at, node)| {
        let id = NodeId::new(at);
        Section::new(full_title(program, id), reached(program, id, &node))
    });
    let ranks = program.ranks().iter().map(|rank| {
        let members = program.members_in(rank.members);
        let line = |node| Line::new(&full_title(program, node), Fact::Ranked(node));
        let title = if rank.kind == RankKind::Strengths { "Strengths" } else { "To grow in" };
        let members = members.iter().map(|member| line(member.node)).collect();
        Section { rank: Some(rank), ..Section::by_frequency(title, members) }
    });
    let rules = [(RuleKind::Flag, "Flags"), (RuleKind::Advice, "Advice")].map(|(kind, title)| {
        let rules = program.rules().iter().enumerate().filter(|(_, rule)| rule.kind == kind);
        let line = |(at, rule): (usize, rubric_core::records::Rule)| {
            Line::new(program.text(rule.name), Fact::Fires(RuleId::new(at)))
        };
        Section::by_frequency(title, rules.map(line).collect())
    });
    outcomes.chain(judged).chain(nodes).chain(ranks).chain(rules).collect()
}

/// A line for each level, lowest first, and one for none.
fn levels(program: &Program<'_>, scale: ScaleId, none: &str, fact: &dyn Fn(Option<u8>) -> Fact) -> Vec<Line> {
    let levels = program.scale(scale).map(|scale| program.levels_in(scale.levels));
    let levels = levels.iter().flat_map(|levels| levels.iter()).zip(0..);
    let levels = levels.map(|(level, at)| Line::new(program.text(level.label), fact(Some(at))));
    levels.chain([Line::new(none, fact(None))]).collect()
}

/// How far a score comes on its scale: a line for each level but the lowest, which every known score reaches.
fn reached(program: &Program<'_>, id: NodeId, node: &Node) -> Vec<Line> {
    let Some(scale) = node.scale.some().and_then(|scale| program.scale(scale)) else {
        return Vec::new();
    };
    let levels = program.levels_in(scale.levels);
    let above = levels.iter().enumerate().skip(1).filter_map(|(at, level)| {
        let above = if at + 1 < levels.len() { " or above" } else { "" };
        let least = Fraction::new(i128::from(level.num), i128::from(scale.den))?;
        Some(Line::new(&format!("{}{above}", program.text(level.label)), Fact::Reaches(id, least)))
    });
    std::iter::once(Line::new("known", Fact::Known(id))).chain(above).collect()
}
