//! The smallest useful module: a program in the buffer, ratings behind it, an outcome's level back.

use rubric_core::records::{OutcomeId, RaterId};
use rubric_core::{Assessment, Program, Rating, Response};

use crate::{BUFFER, Own};

static WORKINGS: Own<[[i64; 2]; 4_096]> = Own::new([[0; 2]; 4_096]);
static RATINGS: Own<[Rating; 4_096]> = Own::new([Rating::UNRATED; 4_096]);

/// Loads the program in the first `len` bytes of the buffer, evaluates the codes of ratings that follow it, one for each
/// leaf, as those of `rater` and from their side, and gives the level of `outcome`; -1 where the program or the ratings
/// are refused, -2 where the level is not known.
#[unsafe(no_mangle)]
pub extern "C" fn evaluate(len: usize, rater: usize, outcome: usize) -> i32 {
    let Some((program, codes)) = BUFFER.lend().split_at_checked(len) else {
        return -1;
    };
    let Ok(program) = Program::parse(program) else {
        return -1;
    };
    let Some(ratings) = RATINGS.lend().get_mut(..program.leaves().len()) else {
        return -1;
    };
    for (slot, code) in ratings.iter_mut().zip(codes) {
        *slot = Rating::from_code(*code);
    }
    let rater = RaterId::new(rater);
    let responses = [Response { rater, ratings, ..Response::default() }];
    let assessment = Assessment { responses: &responses, ..Assessment::default() };
    match program.evaluate(Some(rater), &assessment, WORKINGS.lend()) {
        Ok(evaluation) => evaluation.outcome(OutcomeId::new(outcome)).map_or(-2, i32::from),
        Err(_) => -1,
    }
}
