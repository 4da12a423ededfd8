//! Levels by their labels: of which scale what a row holds is a level.

use rubric_core::records::{Level, OutcomeId, Place, RowId, ScaleId};
use rubric_core::{Fraction, Op, Program};

use super::{Subject, Words, fill};

/// Whether the levels of a scale have no numbers.
fn is_bare(program: &Program<'_>, scale: ScaleId) -> bool {
    program.scale(scale).is_some_and(|scale| scale.valued == 0)
}

/// The level that a score is, where the levels of its scale have no numbers: the score is its place.
pub(crate) fn level_of(program: &Program<'_>, scale: ScaleId, score: Fraction) -> Option<Level> {
    let place = u8::try_from(score.num()).ok().filter(|_| is_bare(program, scale) && score.den() == 1)?;
    program.level(scale, place)
}

impl Words<'_, '_, '_, '_> {
    /// The label of a level.
    pub(crate) fn label(&self, scale: ScaleId, level: u8) -> String {
        let program = self.evaluation.program();
        program.level(scale, level).map_or_else(String::new, |level| program.text(level.label).to_owned())
    }

    /// The levels that a row's value is one of.
    pub(crate) fn scale_of(&self, row: RowId) -> Option<ScaleId> {
        let program = self.evaluation.program();
        match self.subject(row) {
            Some(Subject::Outcome(outcome)) => program.outcome(outcome).map(|outcome| outcome.scale),
            Some(Subject::Judged(judged)) => program.judgement(judged).map(|judged| judged.scale),
            Some(Subject::Node(node, _)) => program.node(node)?.scale.some().filter(|scale| is_bare(program, *scale)),
            Some(Subject::Measure(_)) => None,
            None => self.scale_of_levels(row),
        }
    }

    /// A number that is what a row holds, or stands beside it.
    pub(super) fn number_of(&self, row: RowId, number: Fraction) -> String {
        let program = self.evaluation.program();
        let level = self.scale_of(row).and_then(|scale| level_of(program, scale, number));
        level.map_or_else(|| self.number(number), |level| program.text(level.label).to_owned())
    }

    /// The levels of a row that has no name: those of the row it is made of.
    fn scale_of_levels(&self, row: RowId) -> Option<ScaleId> {
        let found = self.row(row);
        match found.op {
            Op::Decide | Op::Cap | Op::Matrix => {
                (0..self.evaluation.program().outcomes().len()).map(OutcomeId::new).find_map(|outcome| {
                    let same = [Place::Outcome, Place::Uncapped]
                        .into_iter()
                        .any(|place| self.evaluation.row_of(place, outcome.index()) == Some(row));
                    same.then(|| self.evaluation.program().outcome(outcome).map(|outcome| outcome.scale)).flatten()
                })
            }
            Op::Prior => {
                self.evaluation.program().priors().get(usize::from(found.a)).and_then(|prior| prior.scale.some())
            }
            _ => None,
        }
    }

    /// A level that has no label.
    pub(super) fn level_number(&self, level: u8) -> String {
        fill(self.says.level_number, &[&level.saturating_add(1).to_string()])
    }

    /// The label of a constant level: of the scale of whatever it is compared with.
    pub(super) fn label_beside(&self, row: RowId, level: u16) -> String {
        let rows = self.evaluation.table().rows();
        let beside = rows.filter(|(_, found)| found.op == Op::CompareLevels).find_map(|(_, found)| {
            let (a, b) = (found.row_a(), found.row_b());
            let other = if a == row {
                b
            } else if b == row {
                a
            } else {
                return None;
            };
            self.scale_of(other)
        });
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        beside.map_or_else(|| self.level_number(level), |scale| self.label(scale, level))
    }
}
