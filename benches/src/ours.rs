//! The engine's evaluation, read in the shape of the hand-written function's result.

use rubric_core::records::{NodeId, OutcomeId, Rank, RaterId, RuleId};
use rubric_core::{Assessment, Evaluation, Int, Program, Rating, Response, Truth};

use crate::hand::Result;

/// The program, and where in it the things of the result stand.
#[derive(Debug)]
pub struct Ours<'p> {
    /// The program.
    pub program: Program<'p>,
    /// The two domains.
    pub domains: [NodeId; 2],
    /// For each node, its place among the competencies.
    pub(crate) places: Vec<u16>,
    /// The flag that the domains are out of balance.
    pub lopsided: RuleId,
    /// What is advised for each competency.
    pub advised: Vec<RuleId>,
    /// The flag that the raters see a competency differently, for each.
    pub differing: Vec<RuleId>,
    pub(crate) ranks: [Rank; 2],
}

impl<'p> Ours<'p> {
    /// Finds the parts of the common rubric in its program.
    #[must_use]
    pub fn new(program: Program<'p>) -> Self {
        let nodes = program.nodes();
        let inner = |depth: usize| {
            let depth_of = |mut at: usize| {
                let mut depth = 0;
                while let Some(parent) = nodes.get(at).and_then(|node| node.parent.some()) {
                    at = parent.index();
                    depth += 1;
                }
                depth
            };
            (0..nodes.len()).filter(move |at| depth_of(*at) == depth).map(NodeId::new).collect::<Vec<_>>()
        };
        let rules = |name: &str| {
            let named = |(at, rule): (usize, rubric_core::records::Rule)| {
                program.text(rule.name).starts_with(name).then(|| RuleId::new(at))
            };
            program.rules().iter().enumerate().filter_map(named).collect::<Vec<_>>()
        };
        let ranks: Vec<Rank> = program.ranks().iter().collect();
        let (domains, competencies) = (inner(0), inner(1));
        Self {
            domains: [domains[0], domains[1]],
            places: (0..nodes.len())
                .map(|at| competencies.iter().take_while(|node| node.index() < at).count() as u16)
                .collect(),
            lopsided: rules("lopsided")[0],
            advised: rules("grow"),
            differing: rules("two_views"),
            ranks: [ranks[0], ranks[1]],
            program,
        }
    }

    /// Evaluates codes of ratings by the leader and by a supervisor, from the leader's side.
    #[must_use]
    #[inline]
    pub fn evaluate<const WORDS: usize, I: Int>(
        &self,
        own: &[Rating],
        other: &[Rating],
        workings: &mut [[I; 2]],
    ) -> Result<WORDS> {
        let responses = [
            Response { rater: RaterId::new(0), ratings: own, ..Response::default() },
            Response { rater: RaterId::new(1), ratings: other, ..Response::default() },
        ];
        let assessment = Assessment { responses: &responses, ..Assessment::default() };
        match self.program.evaluate(Some(RaterId::new(0)), &assessment, workings) {
            Ok(evaluation) => self.read(&evaluation),
            Err(error) => panic!("{error}"),
        }
    }

    fn read<const WORDS: usize, I: Int>(&self, evaluation: &Evaluation<'_, '_, '_, I>) -> Result<WORDS> {
        let outcome = OutcomeId::new(0);
        let mut ranks = self.ranks.iter().map(|rank| {
            let mut found = [u16::MAX; 2];
            for (slot, ranked) in found.iter_mut().zip(evaluation.ranked(rank)) {
                *slot = self.places[ranked.node.index()];
            }
            found
        });
        Result {
            domains: self
                .domains
                .map(|node| evaluation.raw_score(node).map_or((0, 0), |score| (long(score.num()), long(score.den())))),
            level: evaluation.outcome(outcome).unwrap_or(255),
            capped: evaluation.deciding_caps(outcome).next().is_some(),
            lopsided: evaluation.fires(self.lopsided) == Truth::Yes,
            advised: bits(evaluation, &self.advised),
            differing: bits(evaluation, &self.differing),
            strengths: ranks.next().unwrap_or_default(),
            growth: ranks.next().unwrap_or_default(),
        }
    }
}

fn bits<const WORDS: usize, I: Int>(evaluation: &Evaluation<'_, '_, '_, I>, rules: &[RuleId]) -> [u64; WORDS] {
    let mut bits = [0; WORDS];
    for (at, rule) in rules.iter().enumerate() {
        bits[at / 64] |= u64::from(evaluation.fires(*rule) == Truth::Yes) << (at % 64);
    }
    bits
}

fn long(value: impl Int) -> i64 {
    value.wide() as i64
}

/// The codes as the engine takes them.
#[must_use]
pub fn as_ratings(codes: &[u8]) -> Vec<Rating> {
    codes.iter().map(|code| code.checked_sub(1).map_or(Rating::UNRATED, Rating::level)).collect()
}
