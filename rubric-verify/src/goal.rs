//! What is looked for: an assessment in which certain rows hold certain things.

use rubric_core::records::{RaterId, RowId};
use rubric_core::{Bounds, Evaluation, Levels, Program, Range, Reading, Truth};
use rubric_dsl::{Sheet, evaluate};

use crate::slot::Slot;

/// What one row is to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    /// Yes, no or unknown.
    Truth(Truth),
    /// One of these levels.
    Level(Levels),
}

/// Rows that are to hold things together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Goal {
    pub(crate) wants: Vec<(RowId, Want)>,
}

impl Goal {
    pub(crate) fn truth(row: RowId, truth: Truth) -> Self {
        Self { wants: vec![(row, Want::Truth(truth))] }
    }

    pub(crate) fn level(row: RowId, level: u8) -> Self {
        Self { wants: vec![(row, Want::Level(Levels::only(level)))] }
    }

    pub(crate) fn rows(&self) -> Vec<RowId> {
        self.wants.iter().map(|(row, _)| *row).collect()
    }

    /// Whether slots, in the order of the rows, are what is wanted.
    pub(crate) fn is_met_by(&self, slots: &[Slot]) -> bool {
        self.wants.iter().zip(slots).all(|((_, want), slot)| match want {
            Want::Truth(truth) => slot.truth() == *truth,
            Want::Level(levels) => slot.levels().single().is_some_and(|level| levels.has(level)),
        })
    }

    /// Whether ranges leave room for what is wanted.
    pub(crate) fn may_be_met(&self, bounds: &Bounds<'_, '_, i128>) -> bool {
        self.wants.iter().all(|(row, want)| match (want, bounds.range(*row)) {
            (Want::Truth(Truth::Yes), Range::Truth(set)) => set.can_be_yes(),
            (Want::Truth(Truth::No), Range::Truth(set)) => set.can_be_no(),
            (Want::Truth(Truth::Unknown), Range::Truth(set)) => set.can_be_unknown(),
            (Want::Level(levels), Range::Level(range)) => !range.possible.within(*levels).is_empty(),
            _ => true,
        })
    }

    /// Whether the engine says that a sheet has what is wanted.
    pub(crate) fn is_met_on(&self, program: &Program<'_>, perspective: Option<RaterId>, sheet: &Sheet) -> bool {
        evaluate(program, perspective, sheet, |evaluation| self.is_met_in(evaluation)) == Ok(true)
    }

    pub(crate) fn is_met_in(&self, evaluation: &Evaluation<'_, '_, '_, i128>) -> bool {
        self.wants.iter().all(|(row, want)| match (want, evaluation.reading(*row)) {
            (Want::Truth(truth), Reading::Truth(found)) => found == *truth,
            (Want::Level(levels), Reading::Level(_, Ok(level))) => levels.has(level),
            _ => false,
        })
    }
}
