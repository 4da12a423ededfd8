//! A result as it travels: `rubric-result/1`.
//!
//! Numbers are decimal text; one that does not end within six digits is rounded and has the exact fraction beside it.

mod shapes;

use rubric_core::records::{
    Cap, JudgedId, LineKind, NodeId, NodeKind, OutcomeId, Place, RankKind, RaterId, Rule, RuleId, RuleKind, Run, Show,
};
use rubric_core::{Levels, Missing, MissingWhat, Op, Program, Reading, Truth};

use crate::list::List;
use crate::words::levels::level_of;
use crate::words::{Evaluated, Sentences, Voice, Words, exact, fill, number};

pub use shapes::*;

/// The name and version of the format.
pub const FORMAT: &str = "rubric-result/1";

/// Builds a result in the sentences of a language. `possible` gives the levels that an outcome can still have.
pub fn result(
    evaluation: &Evaluated<'_, '_, '_>,
    subject: &str,
    possible: &dyn Fn(OutcomeId) -> Levels,
    voice: Voice,
) -> ResultFile {
    let builder = Builder { words: Words::new(evaluation, voice), program: evaluation.program() };
    ResultFile {
        format: FORMAT.to_owned(),
        rubric: builder.rubric(),
        subject: subject.to_owned(),
        perspective: perspective_name(evaluation.program(), evaluation.perspective()),
        scores: builder.scores(),
        measures: builder.measures(),
        outcomes: builder.outcomes(possible),
        judged: builder.judged(),
        flags: builder.flags(),
        advice: builder.advice(),
        waiting: builder.waiting(),
        strengths: builder.ranked(RankKind::Strengths),
        growth: builder.ranked(RankKind::Growth),
        gaps: builder.gaps(),
        complete: builder.complete(),
    }
}

/// The name of a perspective.
#[must_use]
pub fn perspective_name(program: &Program<'_>, perspective: Option<RaterId>) -> String {
    perspective.and_then(|rater| program.rater(rater)).map_or("combined", |rater| program.text(rater.name)).to_owned()
}

/// The digest of a program as it is written.
#[must_use]
pub fn digest_text(program: &Program<'_>) -> String {
    use std::fmt::Write;
    program.digest().iter().fold("sha256:".to_owned(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

struct Builder<'e, 'p, 'a, 'w> {
    words: Words<'e, 'p, 'a, 'w>,
    program: &'e Program<'p>,
}

impl Builder<'_, '_, '_, '_> {
    fn rubric(&self) -> RubricRef {
        let meta = self.program.meta();
        RubricRef {
            id: self.program.text(meta.id).to_owned(),
            version: self.program.text(meta.version).to_owned(),
            digest: digest_text(self.program),
        }
    }

    fn path(&self, node: NodeId) -> String {
        self.program.node(node).map_or("", |node| self.program.text(node.path)).to_owned()
    }

    fn rater_name(&self, rater: RaterId) -> String {
        self.program.rater(rater).map_or("", |rater| self.program.text(rater.name)).to_owned()
    }

    /// What stands at a place of the index, as a score.
    fn score(&self, place: Place, index: usize) -> Score {
        let evaluation = self.words.evaluation;
        let Some(row) = evaluation.row_of(place, index) else {
            return Score { state: "unknown".to_owned(), ..Score::default() };
        };
        let known = || "known".to_owned();
        match evaluation.reading(row).number() {
            Ok(found) => match self.words.scale_of(row).and_then(|scale| level_of(self.program, scale, found)) {
                Some(level) => {
                    Score { state: known(), level: Some(self.program.text(level.name).to_owned()), ..Score::default() }
                }
                None => {
                    let (value, exact) = exact(found);
                    Score { state: known(), value: Some(value), exact, ..Score::default() }
                }
            },
            Err(_) => {
                let left_out = evaluation.absence(row).is_some_and(rubric_core::Absence::is_left_out);
                let state = if left_out { "left_out" } else { "unknown" };
                Score { state: state.to_owned(), why: self.words.why(row), ..Score::default() }
            }
        }
    }

    fn scores(&self) -> Named<Score> {
        let nodes = self.program.nodes().iter().enumerate().filter(|(_, node)| node.kind != NodeKind::Narrative);
        let scored = nodes.map(|(at, node)| {
            let (coverage, coverage_exact) = self.words.evaluation.coverage(NodeId::new(at)).map(exact).unzip();
            let coverage_exact = coverage_exact.flatten();
            let score = Score { coverage, coverage_exact, ..self.score(Place::Node, at) };
            (self.program.text(node.path).to_owned(), score)
        });
        Named(scored.list())
    }

    fn measures(&self) -> Named<Score> {
        let measures = self.program.measures().iter().enumerate();
        Named(
            measures
                .map(|(at, measure)| (self.program.text(measure.name).to_owned(), self.score(Place::Measure, at)))
                .list(),
        )
    }

    fn outcomes(&self, possible: &dyn Fn(OutcomeId) -> Levels) -> Named<OutcomeResult> {
        let outcomes = self.program.outcomes().iter().enumerate();
        Named(
            outcomes
                .map(|(at, outcome)| {
                    (self.program.text(outcome.name).to_owned(), self.outcome(OutcomeId::new(at), possible))
                })
                .list(),
        )
    }

    fn outcome(&self, id: OutcomeId, possible: &dyn Fn(OutcomeId) -> Levels) -> OutcomeResult {
        let evaluation = self.words.evaluation;
        let scale = self.program.outcome(id).map(|outcome| outcome.scale).unwrap_or_default();
        let name =
            |level: u8| self.program.level(scale, level).map_or("", |level| self.program.text(level.name)).to_owned();
        let why = || evaluation.row_of(Place::Outcome, id.index()).and_then(|row| self.words.why(row));
        let Ok(level) = evaluation.outcome(id) else {
            let left = possible(id);
            let none = left.is_empty().then(|| self.words.says.no_level.to_owned());
            return OutcomeResult {
                state: "unknown".to_owned(),
                possible: left.iter().map(name).list(),
                why: none.into_iter().chain(why()).reduce(|one, other| format!("{one}; {other}")),
                ..OutcomeResult::default()
            };
        };
        let capped: Vec<Cap> =
            evaluation.deciding_caps(id).filter_map(|cap| self.program.caps().get(cap.index())).list();
        let clause = evaluation.deciding_clause(id).and_then(|clause| self.program.clauses().get(clause.index()));
        OutcomeResult {
            state: "known".to_owned(),
            level: Some(name(level)),
            label: Some(self.words.label(scale, level)),
            before_caps: evaluation.uncapped(id).ok().filter(|before| *before != level).map(name),
            decided_by: clause
                .map(|clause| self.program.text(clause.text).to_owned())
                .or_else(|| self.deciding_cell(id)),
            capped_by: capped.iter().map(|cap| self.program.text(cap.text).to_owned()).list(),
            possible: vec![name(level)],
            why: None,
        }
    }

    /// The row and the column of the matrix that an outcome is read from, as far as they are known.
    fn deciding_cell(&self, id: OutcomeId) -> Option<String> {
        let row = self.words.evaluation.row_of(Place::Uncapped, id.index())?;
        if self.words.row(row).op != Op::Matrix {
            return None;
        }
        let says = self.words.says;
        let known = self.words.because(row).into_iter().filter(|input| self.words.evaluation.absence(*input).is_none());
        let said = known.map(|input| fill(says.is, &[&self.words.name(input), &self.words.value(input)]));
        said.reduce(|down, across| fill(says.and, &[&down, &across]))
    }

    fn judged(&self) -> Named<JudgedResult> {
        let judged = self.program.judgements().iter().enumerate();
        Named(
            judged
                .map(|(at, judged)| {
                    (self.program.text(judged.name).to_owned(), self.judgement(JudgedId::new(at), &judged))
                })
                .list(),
        )
    }

    fn judgement(&self, id: JudgedId, judged: &rubric_core::records::Judged) -> JudgedResult {
        let evaluation = self.words.evaluation;
        let name =
            |level: u8| self.program.level(judged.scale, level).map(|level| self.program.text(level.name).to_owned());
        let proposed = judged.proposing.some().and_then(|outcome| evaluation.outcome(outcome).ok());
        JudgedResult {
            level: evaluation.judged(id).ok().and_then(name),
            by: self.rater_name(judged.rater),
            proposed: proposed.and_then(name),
            problems: problems(evaluation, id, self.words.says),
        }
    }

    /// The rules of a kind that fire, with the facts that make them.
    fn firing(&self, kind: RuleKind) -> Vec<(Rule, Vec<String>)> {
        let evaluation = self.words.evaluation;
        let rules = evaluation.fired().filter_map(|id| Some((id.index(), self.program.rules().get(id.index())?)));
        rules
            .filter(|(_, rule)| rule.kind == kind)
            .map(|(at, rule)| {
                let facts = evaluation.row_of(Place::Rule, at).map(|row| self.words.facts(row, Truth::Yes));
                (rule, facts.unwrap_or_default())
            })
            .list()
    }

    /// A text with its values in place.
    fn filled(&self, run: Run) -> String {
        let evaluation = self.words.evaluation;
        let pieces = self.program.pieces_in(run);
        let shown = pieces.iter().map(|piece| {
            let row = || evaluation.row_of(piece.place, usize::from(piece.index));
            match piece.show {
                Show::Literal => self.program.text(piece.text).to_owned(),
                Show::Number => {
                    row().and_then(|row| evaluation.reading(row).number().ok().map(|found| (row, found))).map_or_else(
                        || "\u{2014}".to_owned(),
                        |(row, found)| match self.words.scale_of(row) {
                            Some(_) => self.words.value(row),
                            None => self.words.short_number(found),
                        },
                    )
                }
                Show::Label => row().map_or_else(String::new, |row| self.words.value(row)),
            }
        });
        shown.collect()
    }

    fn flags(&self) -> Vec<Flag> {
        let firing = self.firing(RuleKind::Flag).into_iter();
        firing
            .map(|(rule, because)| Flag {
                name: self.program.text(rule.name).to_owned(),
                text: self.filled(rule.text),
                because,
            })
            .list()
    }

    fn advice(&self) -> Vec<Advice> {
        let mut firing = Vec::new();
        for (rule, because) in self.firing(RuleKind::Advice) {
            let at = firing.partition_point(|(before, _): &(Rule, _)| before.priority <= rule.priority);
            firing.insert(at, (rule, because));
        }
        let advice = firing.into_iter().map(|(rule, because)| {
            let lines = |kind: LineKind| {
                self.program
                    .lines_in(rule.lines)
                    .iter()
                    .filter(move |line| line.kind == kind)
                    .map(|line| self.filled(line.text))
            };
            let links = self.program.lines_in(rule.lines).iter().filter(|line| line.kind == LineKind::Link);
            Advice {
                name: self.program.text(rule.name).to_owned(),
                text: self.filled(rule.text),
                because,
                say: lines(LineKind::Say).list(),
                ask: lines(LineKind::Ask).list(),
                links: links
                    .map(|line| Link { link: self.program.text(line.link).to_owned(), title: self.filled(line.text) })
                    .list(),
            }
        });
        advice.list()
    }

    /// Rules that are unknown because a person has still to give something.
    fn waiting(&self) -> Vec<Waiting> {
        let evaluation = self.words.evaluation;
        let unknown = self
            .program
            .rules()
            .iter()
            .enumerate()
            .filter(|(at, _)| evaluation.fires(RuleId::new(*at)) == Truth::Unknown);
        let waiting = unknown.filter_map(|(at, rule)| {
            let names = self.words.waits_for(evaluation.row_of(Place::Rule, at)?);
            (!names.is_empty()).then(|| Waiting { name: self.program.text(rule.name).to_owned(), r#for: names })
        });
        waiting.list()
    }

    fn ranked(&self, kind: RankKind) -> Vec<Ranked> {
        let ranks = self.program.ranks().iter().filter(|rank| rank.kind == kind);
        let ranked = ranks.flat_map(|rank| self.words.evaluation.ranked(&rank).list());
        let told = |ranked: rubric_core::Ranked| {
            let Score { value, level, exact, .. } = self.score(Place::Node, ranked.node.index());
            let value = value.or(level).unwrap_or_else(|| number(ranked.value));
            Ranked { path: self.path(ranked.node), value, exact, tied: ranked.tied }
        };
        ranked.map(told).list()
    }

    fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        for gap in self.words.evaluation.gaps() {
            let size = gap.difference.magnitude();
            let at = gaps.partition_point(|before: &rubric_core::Gap| before.difference.magnitude() >= size);
            gaps.insert(at, gap);
        }
        gaps.into_iter()
            .map(|gap| {
                let (difference, exact) = exact(gap.difference);
                Gap {
                    path: self.path(gap.node),
                    of: vec![self.rater_name(gap.first), self.rater_name(gap.second)],
                    difference,
                    exact,
                }
            })
            .list()
    }

    fn complete(&self) -> Complete {
        let asked = self.words.evaluation.asked();
        let missing = missing(self.words.evaluation).into_iter().map(|missing| self.missing(missing)).list();
        Complete { answered: asked.answered, of: asked.of, missing }
    }

    fn missing(&self, missing: Missing) -> MissingEntry {
        let leaf = |leaf| self.program.leaf(leaf).map_or_else(String::new, |leaf| self.path(leaf.node));
        let judged = |id| {
            self.program.judgement(id).map_or_else(String::new, |judged| self.program.text(judged.name).to_owned())
        };
        let (path, what) = match missing.what {
            MissingWhat::Rating(id) => (leaf(id), "rating"),
            MissingWhat::Words(id) => (leaf(id), "words"),
            MissingWhat::Comment(id) => (leaf(id), "comment"),
            MissingWhat::Evidence(id) => (leaf(id), "evidence"),
            MissingWhat::Respondents => (String::new(), "respondents"),
            MissingWhat::Context(at) => (
                self.program.contexts().get(at).map_or("", |context| self.program.text(context.name)).to_owned(),
                "context",
            ),
            MissingWhat::Judgement(id) => (judged(id), "judgement"),
            MissingWhat::JudgementComment(id) => (judged(id), "comment"),
        };
        MissingEntry { path, rater: self.rater_name(missing.rater), what: what.to_owned() }
    }
}

/// What is still to be given.
#[must_use]
pub fn missing(evaluation: &Evaluated<'_, '_, '_>) -> Vec<Missing> {
    evaluation.missing().list()
}

/// What is wrong with the level that was chosen: the limits it breaks, and the comment that is missing.
pub(crate) fn problems(evaluation: &Evaluated<'_, '_, '_>, id: JudgedId, says: &Sentences) -> Vec<String> {
    let program = evaluation.program();
    let limits = evaluation.broken_limits(id).filter_map(|cap| program.caps().get(cap.index()));
    let mut problems: Vec<String> = limits.map(|cap| fill(says.breaks, &[program.text(cap.text)])).list();
    let commented = evaluation.assessment().judged.get(id.index()).is_some_and(|chosen| chosen.commented);
    let wants_comment = evaluation.row_of(Place::Comment, id.index()).map(|row| evaluation.reading(row))
        == Some(Reading::Truth(Truth::Yes));
    if evaluation.judged(id).is_ok() && wants_comment && !commented {
        problems.push(match program.judgement(id).map_or("", |judged| program.text(judged.comment)) {
            "always" => says.needs_comment.to_owned(),
            condition => fill(says.needs_comment_when, &[condition]),
        });
    }
    problems
}
