//! What one perspective's ranges say of a rubric.

use rubric_core::records::{Limit, OutcomeId, Place, RaterId, RowId};
use rubric_core::{
    Bounds, Comparison, Fraction, NumberRange, Op, Program, Range, Reading, Row, RowTable, Truth, TruthSet,
};

use crate::model::Cap;
use crate::search::{Goal, Verdict};
use crate::words::Evaluated;

/// What one perspective's ranges say.
pub(super) struct View {
    pub(super) perspective: Option<RaterId>,
    /// Conditions of clauses, none for `otherwise`; of caps; of rules.
    pub(super) clauses: Vec<Option<TruthSet>>,
    pub(super) cuts: Vec<Option<Cut>>,
    pub(super) caps: Vec<Option<TruthSet>>,
    pub(super) rules: Vec<Option<TruthSet>>,
    pub(super) possible: Vec<u32>,
    pub(super) uncapped: Vec<u32>,
    /// For each row, whether it asks what is known.
    asking: Vec<bool>,
}

/// A number, and the constant it is cut at.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    pub(super) range: NumberRange<i128>,
    pub(super) at: Fraction,
    pub(super) row: Row,
}

impl View {
    pub(super) fn new(program: &Program<'_>, bounds: &Bounds<'_, '_, i128>) -> Self {
        let table = bounds.table();
        let asking = asking(table);
        let asks = |place: Place, at: usize| {
            program.row_of(table, place, at).is_some_and(|row| asking.get(row.index()).copied().unwrap_or(false))
        };
        let truths = |place: Place, count: usize| -> Vec<Option<TruthSet>> {
            (0..count)
                .map(|at| match bounds.range_of(place, at) {
                    _ if asks(place, at) => Some(TruthSet::ANY),
                    Some(Range::Truth(set)) => Some(set),
                    _ => None,
                })
                .collect()
        };
        let levels = |place: Place| -> Vec<u32> {
            (0..program.outcomes().len())
                .map(|at| match bounds.range_of(place, at) {
                    _ if asks(place, at) => u32::MAX,
                    Some(Range::Level(range)) => range.possible.bits(),
                    _ => 0,
                })
                .collect()
        };
        let cut = |at: usize| {
            let row = table.row(program.row_of(table, Place::Clause, at)?)?;
            let constant = table.row(row.row_b()).filter(|constant| constant.op == Op::Number)?;
            let known = row.op == Op::Compare && Comparison::from_code(row.how) == Some(Comparison::AtLeast);
            let Range::Number(range) = bounds.range(row.row_a()) else {
                return None;
            };
            let subject = table.row(row.row_a())?;
            known.then(|| Cut { range, at: program.number(constant.number_a()), row: subject })
        };
        Self {
            perspective: table.perspective(),
            clauses: truths(Place::Clause, program.clauses().len()),
            cuts: (0..program.clauses().len()).map(cut).collect(),
            caps: truths(Place::Cap, program.caps().len()),
            rules: truths(Place::Rule, program.rules().len()),
            possible: levels(Place::Outcome),
            uncapped: levels(Place::Uncapped),
            asking,
        }
    }

    /// Whether a row asks what is known. The ranges speak of assessments in which everything is answered; such a row is
    /// written for the others.
    pub(super) fn asks(&self, row: RowId) -> bool {
        self.asking.get(row.index()).copied().unwrap_or(false)
    }

    pub(super) fn clause(&self, at: usize) -> TruthSet {
        self.clauses.get(at).copied().flatten().unwrap_or(TruthSet::of(true))
    }
}

/// For each row, whether it, or one that it is made of, asks what is known.
fn asking(table: &RowTable<'_>) -> Vec<bool> {
    let mut asking: Vec<bool> = Vec::with_capacity(table.len());
    for (id, row) in table.rows() {
        let own = matches!(row.op, Op::Known | Op::Coverage | Op::FirstKnown);
        let made = table.because(id).any(|earlier| asking.get(earlier.index()).copied().unwrap_or(false));
        asking.push(own || made);
    }
    asking
}

/// That a cap's condition is yes while the level before it lies beyond it.
pub(super) struct BeyondCap<'m> {
    pub(super) outcome: OutcomeId,
    pub(super) condition: RowId,
    pub(super) uncapped: RowId,
    pub(super) cap: &'m Cap,
}

pub(super) fn is_beyond(cap: &Cap, level: u8) -> bool {
    match cap.limit {
        Limit::AtMost => level > cap.level,
        Limit::AtLeast => level < cap.level,
    }
}

impl Goal for BeyondCap<'_> {
    fn verdict(&self, bounds: &Bounds<'_, '_, i128>) -> Verdict {
        let (Range::Truth(truth), Range::Level(levels)) = (bounds.range(self.condition), bounds.range(self.uncapped))
        else {
            return Verdict::Open;
        };
        let some = levels.possible.iter().any(|level| is_beyond(self.cap, level));
        let all = some && !levels.unknown && levels.possible.iter().all(|level| is_beyond(self.cap, level));
        match (truth.can_be_yes() && some, truth.is_yes() && all) {
            (false, _) => Verdict::Impossible,
            (true, true) => Verdict::Certain,
            (true, false) => Verdict::Open,
        }
    }

    fn holds(&self, evaluation: &Evaluated<'_, '_, '_>) -> bool {
        let met = evaluation.reading(self.condition) == Reading::Truth(Truth::Yes);
        met && evaluation.uncapped(self.outcome).is_ok_and(|level| is_beyond(self.cap, level))
    }
}
