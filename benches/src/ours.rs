//! The engine's evaluation, read in the shape of the hand-written function's result.

use rubric_core::records::{NodeId, OutcomeId, Rank, RaterId, RuleId};
use rubric_core::{Assessment, Evaluation, Int, Plan, Program, Rating, Response};

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
    /// For each rule, the word and the bit of the result that says whether it fires.
    slots: Vec<(u16, u16)>,
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
        let words = competencies.len().div_ceil(64) as u16;
        let mut slots = vec![(2 * words, 0); program.rules().len()];
        for (first, named) in [(0, rules("grow")), (words, rules("two_views"))] {
            for (at, rule) in named.into_iter().enumerate() {
                slots[rule.index()] = (first + at as u16 / 64, at as u16 % 64);
            }
        }
        Self {
            slots,
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

    /// Evaluates codes of ratings by the leader and by a supervisor, from the leader's side, row by row.
    #[must_use]
    #[inline]
    pub fn evaluate<const WORDS: usize, I: Int>(
        &self,
        own: &[Rating],
        other: &[Rating],
        workings: &mut [[I; 2]],
    ) -> Result<WORDS> {
        let responses = responses(own, other);
        let assessment = Assessment { responses: &responses, ..Assessment::default() };
        match self.program.evaluate(Some(RaterId::new(0)), &assessment, workings) {
            Ok(evaluation) => self.read(&evaluation),
            Err(error) => panic!("{error}"),
        }
    }

    /// The same by a plan.
    #[must_use]
    #[inline]
    pub fn by_plan<const WORDS: usize, I: Int>(
        &self,
        own: &[Rating],
        other: &[Rating],
        plan: &mut Plan<'_, '_, I>,
    ) -> Result<WORDS> {
        let responses = responses(own, other);
        let assessment = Assessment { responses: &responses, ..Assessment::default() };
        match plan.evaluate(&assessment) {
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
        let mut words = [0_u64; 32];
        for (word, bit) in evaluation.fired().filter_map(|rule| self.slots.get(rule.index())) {
            words[usize::from(*word) % 32] |= 1 << (bit % 64);
        }
        let word = |at: usize| words[at % 32];
        Result {
            domains: self
                .domains
                .map(|node| evaluation.raw_score(node).map_or((0, 0), |score| (long(score.num()), long(score.den())))),
            level: evaluation.outcome(outcome).unwrap_or(255),
            capped: evaluation.deciding_caps(outcome).next().is_some(),
            lopsided: word(2 * WORDS) != 0,
            advised: std::array::from_fn(word),
            differing: std::array::from_fn(|at| word(WORDS + at)),
            strengths: ranks.next().unwrap_or_default(),
            growth: ranks.next().unwrap_or_default(),
        }
    }
}

fn responses<'a>(own: &'a [Rating], other: &'a [Rating]) -> [Response<'a>; 2] {
    [(0, own), (1, other)].map(|(rater, ratings)| Response {
        rater: RaterId::new(rater),
        ratings,
        ..Response::default()
    })
}

fn long(value: impl Int) -> i64 {
    value.wide() as i64
}

/// The codes as the engine takes them.
#[must_use]
pub fn as_ratings(codes: &[u8]) -> Vec<Rating> {
    codes.iter().map(|code| code.checked_sub(1).map_or(Rating::UNRATED, Rating::level)).collect()
}
