//! A program laid out for many evaluations from one perspective: what is the same in all of them is read once.
//!
//! Rows that are alike make one [`Step`], which one loop fills. Where the denominator of such rows is the same in every
//! assessment, it stands beside them from the beginning, and an evaluation puts one integer for each: the numerator, or,
//! below all numerators, the reason why there is none. What an operation means is said where a single row is filled, and
//! there every row is filled that no loop is sure of; only what brings two numbers to one is written out again. A number that
//! nothing is decided by is not filled: whoever asks for it has its row evaluated then.

mod keep;
mod laid;
mod lay;
mod loops;
mod single;
mod step;

pub(crate) use laid::{Laid, is_later, unknown_below, unlaid};
use loops::Filling;
pub use step::Step;

use crate::assessment::{Assessment, AssessmentError, AssessmentErrorKind, fit};
use crate::evaluate::{Pass, Values, Workings};
use crate::evaluation::Evaluation;
use crate::int::Int;
use crate::program::{Program, RowTable};
use crate::records::RaterId;

/// A program laid out for evaluations from one perspective.
#[derive(Debug)]
pub struct Plan<'p, 'w, I> {
    program: &'w Program<'p>,
    table: RowTable<'p>,
    steps: &'w mut [Step<I>],
    workings: Workings<'w, I>,
    /// How many steps there are; none before the denominators stand beside the rows.
    laid: usize,
}

impl<'p, 'w, I: Int> Plan<'p, 'w, I> {
    /// Lays a program out for a rater's perspective, or for the combined one, in the caller's memory: as many
    /// [`steps`](Program::steps) as it has, and two integers for each row, at least as wide as the program's
    /// [`width`](Program::width).
    ///
    /// # Errors
    /// [`AssessmentError`] when there is no such perspective, or the memory is too small or too narrow.
    pub fn new(
        program: &'w Program<'p>,
        perspective: Option<RaterId>,
        steps: &'w mut [Step<I>],
        workings: &'w mut [[I; 2]],
    ) -> Result<Self, AssessmentError> {
        let (table, workings) = program.lent(perspective, workings)?;
        let wanted = program.steps(perspective);
        let Some(steps) = steps.get_mut(..wanted) else {
            return Err(AssessmentError::new(AssessmentErrorKind::StepsTooFew(wanted)));
        };
        Ok(Self { program, table, steps, workings: Workings::new(workings), laid: 0 })
    }

    /// Evaluates an assessment, to the same values as [`Program::evaluate`].
    ///
    /// # Errors
    /// [`AssessmentError`] when the assessment does not fit the program.
    pub fn evaluate<'a>(
        &'a mut self,
        assessment: &'a Assessment<'a>,
    ) -> Result<Evaluation<'p, 'a, 'a, I>, AssessmentError> {
        let (program, table) = (self.program, self.table);
        let seats = fit(program, assessment)?;
        if self.laid == 0 {
            self.laid = lay::lay(program, &table, self.steps, &mut self.workings);
        }
        let steps = self.steps.get(..self.laid).unwrap_or_default();
        let pass = Pass { program, table: &table, assessment, seats: &seats, values: Values::NONE };
        let mut filling = Filling { pass, workings: Workings { laid: Some(steps), ..self.workings.lend() } };
        let is_filled = steps.iter().all(|step| filling.take(step).is_some());
        let mut workings = filling.workings;
        if !is_filled {
            // Rare: a value does not go over the denominator of its row. Each row is filled by itself, with its own.
            workings.laid = None;
            self.laid = 0;
            pass.run(&mut workings);
        }
        Ok(Evaluation::new(program, table, assessment, seats, workings.into_values()))
    }
}
