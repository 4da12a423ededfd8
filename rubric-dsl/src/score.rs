//! One sheet scored from one perspective.

use rubric_core::records::{OutcomeId, RaterId};
use rubric_core::{AssessmentError, Evaluation, Program};

use crate::result::{ResultFile, result};
use crate::search;
use crate::sheet::Sheet;
use crate::words::{Evaluated, Voice};

/// Evaluates a sheet and reads the evaluation.
///
/// # Errors
/// [`AssessmentError`] when the sheet does not fit the program.
pub fn evaluate<R>(
    program: &Program<'_>,
    perspective: Option<RaterId>,
    sheet: &Sheet,
    read: impl FnOnce(&Evaluated<'_, '_, '_>) -> R,
) -> Result<R, AssessmentError> {
    let rows = program.table(perspective).map_or(0, |table| table.len());
    let mut workings = vec![[0_i128; 2]; rows];
    sheet.lend(|assessment| {
        let evaluation: Evaluation<'_, '_, '_, i128> = program.evaluate(perspective, assessment, &mut workings)?;
        Ok(read(&evaluation))
    })
}

/// Scores a sheet, in the sentences of the language that the rubric's texts are in.
///
/// # Errors
/// [`AssessmentError`] when the sheet does not fit the program.
pub fn score(
    program: &Program<'_>,
    perspective: Option<RaterId>,
    sheet: &Sheet,
    subject: &str,
) -> Result<ResultFile, AssessmentError> {
    let possible = |outcome: OutcomeId| search::possible(program, perspective, sheet, outcome, search::QUICK);
    let voice = Voice::of_texts(program);
    evaluate(program, perspective, sheet, |evaluation| result(evaluation, subject, &possible, voice))
}
