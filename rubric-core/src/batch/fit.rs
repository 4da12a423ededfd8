//! Whether a block of assessments fits a program.

use core::fmt;

use super::{Responses, Window};
use crate::assessment::{
    AssessmentError, AssessmentErrorKind, Seats, accepts, accepts_judged, accepts_prior, counts_hold, is_figure,
    is_given,
};
use crate::program::Program;
use crate::records::{Leaf, LeafId};

/// Why a block cannot be evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchError {
    assessment: Option<usize>,
    error: AssessmentError,
}

impl BatchError {
    pub(super) const fn whole(kind: AssessmentErrorKind) -> Self {
        Self { assessment: None, error: AssessmentError::new(kind) }
    }

    const fn at(assessment: usize, kind: AssessmentErrorKind) -> Self {
        Self { assessment: Some(assessment), error: AssessmentError::new(kind) }
    }

    /// The place of the assessment that does not fit; nothing where none of them can.
    #[must_use]
    pub const fn assessment(&self) -> Option<usize> {
        self.assessment
    }

    /// What does not fit. A response is counted among the responses of the list.
    #[must_use]
    pub const fn error(&self) -> AssessmentError {
        self.error
    }
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.assessment {
            Some(assessment) => write!(f, "assessment {assessment}: {}", self.error),
            None => self.error.fmt(f),
        }
    }
}

impl core::error::Error for BatchError {}

/// Checks the assessments of a block against a program; gives whether some rating is more than a level of the one scale
/// or an open rating.
pub(super) fn fit(window: &Window<'_, '_>) -> Result<bool, BatchError> {
    let program = window.program();
    let all = window.assessments;
    let length = |given: usize, columns: usize| given == 0 || Some(given) == columns.checked_mul(all.count);
    if !length(all.context.len(), program.contexts().len())
        || !length(all.judged.len(), program.judgements().len())
        || !length(all.prior.len(), program.priors().len())
    {
        return Err(BatchError::whole(AssessmentErrorKind::WrongLength));
    }
    let mut seats = Seats::NONE;
    for (at, responses) in all.responses.iter().enumerate() {
        seats.take(program, responses.rater, at).map_err(BatchError::whole)?;
    }
    let mut odd = false;
    for (at, responses) in all.responses.iter().enumerate() {
        odd |= fit_responses(program, window, at, responses)?;
    }
    fit_others(program, window).map(|()| odd)
}

fn fit_responses<'b>(
    program: &Program<'_>,
    window: &Window<'b, '_>,
    at: usize,
    responses: &'b Responses<'b>,
) -> Result<bool, BatchError> {
    let count = window.assessments.count;
    let wanted = program.leaves().len().checked_mul(count);
    let figures = program.leaves().iter().filter(is_figure).count().checked_mul(count);
    let optional = |given: usize, wanted: Option<usize>| given == 0 || Some(given) == wanted;
    if Some(responses.ratings.len()) != wanted
        || !optional(responses.given.len(), Some(count))
        || !optional(responses.figures.len(), figures)
        || !optional(responses.evidence.len(), wanted)
        || !optional(responses.words.len(), wanted)
    {
        return Err(BatchError::whole(AssessmentErrorKind::WrongLength));
    }
    let plain = responses.evidence.is_empty() && responses.words.is_empty();
    let (levels, mut odd) = (program.uniform.levels, false);
    for leaf in 0..program.leaves().len() {
        // What is left undone, or is a level of the one scale, is accepted by every leaf.
        let ratings = window.of(responses.ratings, leaf);
        let is_odd = ratings.iter().fold(0, |most, rating| most.max(rating.code())) > levels;
        odd |= is_odd;
        if plain && !is_odd {
            continue;
        }
        let Some(form) = program.leaf(LeafId::new(leaf)) else { continue };
        let refuses =
            |lane: usize| window.has(responses, lane) && !fits(program, window, responses, (leaf, &form), lane);
        if let Some(lane) = (0..window.lanes).find(|lane| refuses(*lane)) {
            let kind = AssessmentErrorKind::Rating { response: at, leaf: LeafId::new(leaf) };
            return Err(BatchError::at(window.from.saturating_add(lane), kind));
        }
    }
    Ok(odd)
}

/// Whether a leaf can be answered as it is in one assessment.
fn fits<'b>(
    program: &Program<'_>,
    window: &Window<'b, '_>,
    responses: &'b Responses<'b>,
    (leaf, form): (usize, &Leaf),
    lane: usize,
) -> bool {
    let rating = window.of(responses.ratings, leaf).get(lane).copied().unwrap_or_default();
    let evidence = window.of(responses.evidence, leaf).get(lane).copied().unwrap_or(0);
    let words = window.of(responses.words, leaf).get(lane).copied().unwrap_or(0);
    let figure = window.of(responses.figures, usize::from(form.figure)).get(lane).copied();
    counts_hold(evidence, words) && accepts(program, form, rating, figure)
}

/// Context values, judgements and previous values.
fn fit_others(program: &Program<'_>, window: &Window<'_, '_>) -> Result<(), BatchError> {
    let all = window.assessments;
    let wrong = |lane: usize, kind| Err(BatchError::at(window.from.saturating_add(lane), kind));
    for (at, context) in program.contexts().iter().enumerate() {
        let column = window.of(all.context, at);
        if let Some(lane) = column.iter().position(|given| !is_given(&context, *given)) {
            return wrong(lane, AssessmentErrorKind::Context(at));
        }
    }
    for (at, judged) in program.judgements().iter().enumerate() {
        let column = window.of(all.judged, at);
        if let Some(lane) = column.iter().position(|chosen| !accepts_judged(program, &judged, *chosen)) {
            return wrong(lane, AssessmentErrorKind::Judged(at));
        }
    }
    for (at, prior) in program.priors().iter().enumerate() {
        let column = window.of(all.prior, at);
        if let Some(lane) = column.iter().position(|earlier| !accepts_prior(program, &prior, *earlier)) {
            return wrong(lane, AssessmentErrorKind::Prior(at));
        }
    }
    Ok(())
}
