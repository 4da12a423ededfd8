//! Calls everything that `rubric-core` offers on bytes that the compiler cannot see through. If a path to a panic were
//! left anywhere, this would not link.

#![no_std]
#![no_main]

use core::hint::black_box;

use cortex_m_rt::entry;
use rubric_core::batch::{Assessments, Batch, Column, LANES, Responses};
use rubric_core::records::{JudgedId, LeafId, MeasureId, NodeId, OutcomeId, Place, RaterId, RowId, RuleId};
use rubric_core::{
    Assessment, Chosen, Decimal, DecimalText, Earlier, Fraction, Given, Int, Program, Range, Rating, Response,
    Rounding, Scope,
};

use rubric_device as _;

static BYTES: [u8; 64] = [0; 64];

#[entry]
fn main() -> ! {
    let bytes: &[u8] = black_box(&BYTES);
    loop {
        match Program::parse(bytes) {
            Ok(program) => {
                exercise::<i32>(&program);
                exercise::<i64>(&program);
                exercise::<i128>(&program);
            }
            Err(error) => {
                black_box((error.code(), error.kind()));
            }
        }
    }
}

fn exercise<I: Int>(program: &Program<'_>) {
    let ratings = black_box([Rating::level(1), Rating::answer(2), Rating::half_step(0)]);
    let response = Response {
        rater: black_box(RaterId::new(0)),
        ratings: &ratings,
        figures: &black_box([Decimal::ZERO]),
        evidence: &black_box([1]),
        words: &black_box([2]),
        comments: &black_box([true]),
    };
    let assessment = Assessment {
        responses: &black_box([response]),
        context: &black_box([Given::Choice(1), Given::Number(Decimal::ZERO)]),
        judged: &black_box([Chosen { level: Some(1), commented: false }]),
        prior: &black_box([Earlier::Level(1), Earlier::Number(Fraction::ONE)]),
    };
    let mut workings = black_box([[I::ZERO; 2]; 64]);
    if let Ok(evaluation) = program.evaluate(black_box(None), &assessment, &mut workings) {
        let at = black_box(3_usize);
        black_box(evaluation.score(NodeId::new(at)).map(|number| DecimalText::new(number, 6)).ok());
        black_box(evaluation.score_by(NodeId::new(at), RaterId::new(at)).ok());
        black_box(evaluation.coverage(NodeId::new(at)));
        black_box(evaluation.measure(MeasureId::new(at)).ok());
        black_box(evaluation.outcome(OutcomeId::new(at)).ok());
        black_box(evaluation.outcome_levels(OutcomeId::new(at)));
        black_box(evaluation.deciding_clause(OutcomeId::new(at)));
        black_box(evaluation.deciding_caps(OutcomeId::new(at)).count());
        black_box(evaluation.judged(JudgedId::new(at)).ok());
        black_box(evaluation.broken_limits(JudgedId::new(at)).count());
        black_box(evaluation.fires(RuleId::new(at)));
        black_box(evaluation.reading(RowId::new(at)));
        black_box(evaluation.gaps().count());
        black_box(evaluation.missing().count());
        black_box(evaluation.asked());
        for rank in program.ranks().iter() {
            black_box(evaluation.ranked(&rank).count());
        }
        let mut marks = black_box([false; 64]);
        evaluation.mark_needed(RowId::new(at), &mut marks);
        black_box(marks);
        black_box(evaluation.digest());
        for because in evaluation.table().because(RowId::new(at)) {
            black_box(because);
        }
    }
    side_by_side::<I>(program);
    let mut ranges = black_box([Range::<I>::default(); 64]);
    if let Ok(bounds) = program.bound(black_box(None), &assessment, black_box(Scope::Completions), &mut ranges) {
        black_box(bounds.possible(OutcomeId::new(black_box(0))));
        black_box(bounds.range_of(Place::Node, black_box(0)));
    }
    black_box(program.rating_of_practices(LeafId::new(black_box(0)), black_box(7)));
    black_box(program.text(program.meta().title));
    black_box(Decimal::parse(core::str::from_utf8(black_box(&BYTES)).unwrap_or("")).ok());
    black_box(Fraction::<I>::ONE.rounded(black_box(3), Rounding::HalfEven));
}

/// The same for columns of assessments.
fn side_by_side<I: Int>(program: &Program<'_>) {
    let ratings = black_box([Rating::level(1), Rating::answer(2)]);
    let responses = Responses {
        rater: black_box(RaterId::new(0)),
        given: &black_box([true]),
        ratings: &ratings,
        figures: &black_box([Decimal::ZERO]),
        evidence: &black_box([1]),
        words: &black_box([2]),
    };
    let assessments = Assessments {
        count: black_box(1),
        responses: &black_box([responses]),
        context: &black_box([Given::Choice(1)]),
        judged: &black_box([Chosen { level: Some(1), commented: false }]),
        prior: &black_box([Earlier::Level(1)]),
    };
    let (mut columns, mut lane) = (black_box([Column::<I>::BLANK; 4]), black_box([[I::ZERO; 2]; 4]));
    let Ok(batch) = Batch::new(*program, black_box(None)) else {
        return;
    };
    if let Ok(block) = batch.evaluate(&assessments, black_box(0), &mut columns, &mut lane) {
        let at = black_box(3_usize);
        black_box(block.reading(RowId::new(at), at));
        black_box(block.digest(at));
        black_box(block.lent(RowId::new(at)));
        black_box(block.row_of(Place::Node, at));
        let mut places = black_box([[0_u16; LANES]; 3]);
        for rank in program.ranks().iter() {
            block.ranked(&rank, &mut places);
        }
        black_box(places);
    }
}
