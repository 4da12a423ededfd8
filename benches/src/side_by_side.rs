//! The engine's evaluation of many assessments at a time, and both results in one shape.

use rubric_core::batch::{Assessments, Batch, Block, Column, LANES, Responses};
use rubric_core::records::{NodeId, OutcomeId, RaterId, RuleId};
use rubric_core::{Int, Rating, Truth, Value};

use crate::columns::Sheet;
use crate::hand::Result;
use crate::ours::Ours;

/// What the engine says of a block of assessments: one entry for each.
#[derive(Clone, Debug)]
pub struct Found<const COMPETENCIES: usize> {
    domains: [[(i32, i32); LANES]; 2],
    levels: [u8; LANES],
    capped: [u8; LANES],
    lopsided: [u8; LANES],
    advised: [[u8; LANES]; COMPETENCIES],
    differing: [[u8; LANES]; COMPETENCIES],
    ranks: [[[NodeId; LANES]; 2]; 2],
}

impl<const COMPETENCIES: usize> Found<COMPETENCIES> {
    /// Nothing yet.
    #[must_use]
    pub const fn blank() -> Self {
        Self {
            domains: [[(0, 0); LANES]; 2],
            levels: [0; LANES],
            capped: [0; LANES],
            lopsided: [0; LANES],
            advised: [[0; LANES]; COMPETENCIES],
            differing: [[0; LANES]; COMPETENCIES],
            ranks: [[[NodeId::NONE; LANES]; 2]; 2],
        }
    }
}

/// Evaluates blocks from the leader's side.
#[derive(Debug)]
pub struct Many<'p, I> {
    ours: Ours<'p>,
    batch: Batch<'p>,
    columns: Vec<Column<I>>,
    lane: Vec<Value<I>>,
}

impl<'p, I: Int> Many<'p, I> {
    /// Gets ready for blocks.
    #[must_use]
    pub fn new(ours: Ours<'p>) -> Self {
        let batch = match Batch::new(ours.program, Some(RaterId::new(0))) {
            Ok(batch) => batch,
            Err(error) => panic!("{error}"),
        };
        let rows = batch.table().len();
        Self { ours, batch, columns: vec![Column::BLANK; rows], lane: vec![Value::BLANK; rows] }
    }

    /// Evaluates the block of `count` assessments that begins at `from`.
    pub fn evaluate<const COMPETENCIES: usize>(
        &mut self,
        [own, other]: [&[Rating]; 2],
        count: usize,
        from: usize,
        found: &mut Found<COMPETENCIES>,
    ) {
        let responses = [(0, own), (1, other)].map(|(rater, ratings)| Responses {
            rater: RaterId::new(rater),
            ratings,
            ..Responses::default()
        });
        let assessments = Assessments { count, responses: &responses, ..Assessments::default() };
        match self.batch.evaluate(&assessments, from, &mut self.columns, &mut self.lane) {
            Ok(block) => read(&self.ours, &block, found),
            Err(error) => panic!("{error}"),
        }
    }

    /// Both results of one assessment of a block, in the shape of the function for one assessment.
    #[must_use]
    pub fn both<const COMPETENCIES: usize, const WORDS: usize>(
        &self,
        sheet: &Sheet<COMPETENCIES>,
        found: &Found<COMPETENCIES>,
        lane: usize,
    ) -> [Result<WORDS>; 2] {
        let place = |place: u8| if place == 255 { u16::MAX } else { u16::from(place) };
        let node = |node: NodeId| node.some().map_or(u16::MAX, |node| self.ours.places[node.index()]);
        let by_hand = Result {
            domains: [0, 1]
                .map(|domain| (i64::from(sheet.domains[domain][lane]), 12 * i64::from(sheet.weights[domain][lane]))),
            level: sheet.levels[lane],
            capped: sheet.capped[lane] != 0,
            lopsided: sheet.lopsided[lane] != 0,
            advised: bits(&sheet.advised, lane),
            differing: bits(&sheet.differing, lane),
            strengths: [0, 1].map(|at| place(sheet.strengths[at][lane])),
            growth: [0, 1].map(|at| place(sheet.growth[at][lane])),
        };
        let by_us = Result {
            domains: found.domains.map(|domain| (i64::from(domain[lane].0), i64::from(domain[lane].1))),
            level: found.levels[lane],
            capped: found.capped[lane] != 0,
            lopsided: found.lopsided[lane] != 0,
            advised: bits(&found.advised, lane),
            differing: bits(&found.differing, lane),
            strengths: [0, 1].map(|at| node(found.ranks[0][at][lane])),
            growth: [0, 1].map(|at| node(found.ranks[1][at][lane])),
        };
        [by_hand.decisions(), by_us.decisions()]
    }
}

fn bits<const WORDS: usize>(columns: &[[u8; LANES]], lane: usize) -> [u64; WORDS] {
    let mut bits = [0; WORDS];
    for (at, column) in columns.iter().enumerate() {
        bits[at / 64] |= u64::from(column[lane]) << (at % 64);
    }
    bits
}

fn read<const COMPETENCIES: usize, I: Int>(ours: &Ours<'_>, block: &Block<'_, '_, I>, found: &mut Found<COMPETENCIES>) {
    for (slots, node) in found.domains.iter_mut().zip(ours.domains) {
        for (slot, score) in slots.iter_mut().zip(block.scores(node)) {
            *slot = score.map_or((0, 0), |score| (score.num().wide() as i32, score.den().wide() as i32));
        }
    }
    let outcome = OutcomeId::new(0);
    for (slot, level) in found.levels.iter_mut().zip(block.outcomes(outcome)) {
        *slot = level.unwrap_or(255);
    }
    for ((slot, level), before) in found.capped.iter_mut().zip(&found.levels).zip(block.uncapped(outcome)) {
        *slot = u8::from(before.is_ok_and(|before| before != *level));
    }
    let fires = |slots: &mut [u8; LANES], rule: RuleId| {
        slots.iter_mut().zip(block.fires(rule)).for_each(|(slot, truth)| *slot = u8::from(truth == Truth::Yes));
    };
    fires(&mut found.lopsided, ours.lopsided);
    found.advised.iter_mut().zip(&ours.advised).for_each(|(slots, rule)| fires(slots, *rule));
    found.differing.iter_mut().zip(&ours.differing).for_each(|(slots, rule)| fires(slots, *rule));
    for (rank, places) in ours.ranks.iter().zip(&mut found.ranks) {
        block.ranked(rank, places);
    }
}

/// Codes of assessments, one behind the other, as columns.
#[must_use]
pub fn as_columns(codes: &[u8], indicators: usize) -> Vec<u8> {
    (0..indicators).flat_map(|column| codes.iter().skip(column).step_by(indicators).copied()).collect()
}
