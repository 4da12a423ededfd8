//! The engine's evaluation of many assessments at a time, and both results in one shape.

use rubric_core::batch::{Assessments, Batch, Block, Column, LANES, Lent, Responses};
use rubric_core::records::{Place, RaterId, RuleId};
use rubric_core::{Int, Rating, Reading, Truth};

use crate::columns::Sheet;
use crate::hand::Result;
use crate::ours::Ours;

/// What is read of a block beside what its columns lend as it is: one entry for each assessment.
#[derive(Clone, Debug)]
pub struct Found {
    /// The level, lowest nought; 255 where it is unknown.
    pub levels: [u8; LANES],
    /// Whether the gate lowered it.
    pub capped: [u8; LANES],
    /// The best two competencies, and the weakest two; 65535 where there is none.
    pub ranks: [[[u16; LANES]; 2]; 2],
}

impl Found {
    /// Nothing yet.
    #[must_use]
    pub const fn blank() -> Self {
        Self { levels: [0; LANES], capped: [0; LANES], ranks: [[[0; LANES]; 2]; 2] }
    }

    fn read<I: Int>(&mut self, ours: &Ours<'_>, block: &Block<'_, '_, I>) {
        let lent = |place| block.row_of(place, 0).and_then(|row| block.lent(row));
        let (Some(Lent::Levels(after)), Some(Lent::Levels(before))) = (lent(Place::Outcome), lent(Place::Uncapped))
        else {
            panic!("the outcome's levels are not lent");
        };
        let level = |set: u8| if set.is_power_of_two() { set.trailing_zeros() as u8 } else { 255 };
        self.levels.iter_mut().zip(after).for_each(|(slot, set)| *slot = level(*set));
        for (slot, (after, before)) in self.capped.iter_mut().zip(after.iter().zip(before)) {
            *slot = u8::from((after != before) & before.is_power_of_two());
        }
        for (rank, places) in ours.ranks.iter().zip(&mut self.ranks) {
            block.ranked(rank, places);
        }
    }
}

/// Evaluates blocks from the leader's side.
#[derive(Debug)]
pub struct Many<'p, I> {
    ours: Ours<'p>,
    batch: Batch<'p>,
    columns: Vec<Column<I>>,
    lane: Vec<[I; 2]>,
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
        Self { ours, batch, columns: vec![Column::BLANK; rows], lane: vec![[I::ZERO; 2]; rows] }
    }

    /// Evaluates the block of `count` assessments that begins at `from`, and hands it on.
    pub fn evaluate(
        &mut self,
        [own, other]: [&[Rating]; 2],
        count: usize,
        from: usize,
        found: &mut Found,
        see: impl FnOnce(&Ours<'p>, &Block<'_, 'p, I>, &Found),
    ) {
        let responses = [(0, own), (1, other)].map(|(rater, ratings)| Responses {
            rater: RaterId::new(rater),
            ratings,
            ..Responses::default()
        });
        let assessments = Assessments { count, responses: &responses, ..Assessments::default() };
        match self.batch.evaluate(&assessments, from, &mut self.columns, &mut self.lane) {
            Ok(block) => {
                found.read(&self.ours, &block);
                see(&self.ours, &block, found);
            }
            Err(error) => panic!("{error}"),
        }
    }
}

/// One assessment of a block by hand, in the shape of the function for one assessment.
#[must_use]
pub fn by_hand<const COMPETENCIES: usize, const WORDS: usize>(
    sheet: &Sheet<COMPETENCIES>,
    lane: usize,
) -> Result<WORDS> {
    let place = |place: u8| if place == 255 { u16::MAX } else { u16::from(place) };
    Result {
        domains: [0, 1]
            .map(|domain| (i64::from(sheet.domains[domain][lane]), 12 * i64::from(sheet.weights[domain][lane]))),
        level: sheet.levels[lane],
        capped: sheet.capped[lane] != 0,
        lopsided: sheet.lopsided[lane] != 0,
        advised: bits(sheet.advised.iter().map(|column| column[lane] != 0)),
        differing: bits(sheet.differing.iter().map(|column| column[lane] != 0)),
        strengths: [0, 1].map(|at| place(sheet.strengths[at][lane])),
        growth: [0, 1].map(|at| place(sheet.growth[at][lane])),
    }
    .decisions()
}

/// The same by the engine.
#[must_use]
pub fn by_us<const WORDS: usize, I: Int>(
    ours: &Ours<'_>,
    block: &Block<'_, '_, I>,
    found: &Found,
    lane: usize,
) -> Result<WORDS> {
    let reading = |place, index| block.row_of(place, index).map(|row| block.reading(row, lane));
    let fires = |rule: &RuleId| reading(Place::Rule, rule.index()) == Some(Reading::Truth(Truth::Yes));
    Result {
        domains: ours.domains.map(|node| match reading(Place::Node, node.index()) {
            Some(Reading::Number(Ok(score))) => (score.num() as i64, score.den() as i64),
            _ => (0, 0),
        }),
        level: found.levels[lane],
        capped: found.capped[lane] != 0,
        lopsided: fires(&ours.lopsided),
        advised: bits(ours.advised.iter().map(fires)),
        differing: bits(ours.differing.iter().map(fires)),
        strengths: [0, 1].map(|at| found.ranks[0][at][lane]),
        growth: [0, 1].map(|at| found.ranks[1][at][lane]),
    }
    .decisions()
}

fn bits<const WORDS: usize>(set: impl Iterator<Item = bool>) -> [u64; WORDS] {
    let mut bits = [0; WORDS];
    for (at, bit) in set.enumerate() {
        bits[at / 64] |= u64::from(bit) << (at % 64);
    }
    bits
}

/// Codes of assessments, one behind the other, as columns.
#[must_use]
pub fn as_columns(codes: &[u8], indicators: usize) -> Vec<u8> {
    (0..indicators).flat_map(|column| codes.iter().skip(column).step_by(indicators).copied()).collect()
}
