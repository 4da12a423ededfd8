//! Verdicts on what a rubric promises.

use rubric_core::records::{OutcomeId, Place, RaterId, RowId};
use rubric_core::{Program, Truth};
use rubric_dsl::model::{Expr, Model, Promise, PromiseKind};
use rubric_dsl::{Compiled, Sheet, compile_with};

use crate::budget::Budget;
use crate::case::{Answer, Case};
use crate::example::{self, Counterexample};
use crate::fall::Rise;

/// A verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No assessment breaks it.
    Holds,
    /// Some assessment breaks it: the smallest, where that is proved. Where a level is never reached, there is none to show.
    Broken(Option<Counterexample>),
    /// It is not known; how far the search came.
    NotDecided(String),
}

/// A promise and its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    /// The promise as written.
    pub text: String,
    /// Where it is written.
    pub span: rubric_dsl::Span,
    /// The verdict.
    pub verdict: Verdict,
}

/// A rubric that is examined, from the combined perspective.
#[derive(Debug)]
pub struct Examination<'m> {
    model: &'m Model,
    compiled: Compiled,
}

impl<'m> Examination<'m> {
    /// Makes a rubric ready to be examined.
    #[must_use]
    pub fn new(model: &'m Model) -> Self {
        let conditions: Vec<(Option<RaterId>, &Expr)> =
            model.promises.iter().filter_map(condition).map(|expr| (None, expr)).collect();
        Self { model, compiled: compile_with(model, &conditions) }
    }

    /// How many promises there are.
    #[must_use]
    pub fn promises(&self) -> usize {
        self.model.promises.len()
    }

    /// The verdict on the promise at a place; nothing where there is none.
    #[must_use]
    pub fn promise(&self, at: usize, budget: &mut Budget<'_>) -> Option<Promised> {
        let promise = self.model.promises.get(at)?;
        let before = self.model.promises.iter().take(at).filter_map(condition).count();
        let program = self.compiled.program().ok()?;
        let table = program.table(None)?;
        let case = Case { program: &program, table };
        let asked = Asked { model: self.model, case: &case, promise, row: self.compiled.extras().get(before).copied() };
        let verdict = asked.verdict(budget);
        Some(Promised { text: promise.text.clone(), span: promise.span, verdict })
    }

    /// Puts a question to the combined table.
    pub(crate) fn with_case<R>(&self, ask: impl FnOnce(&Model, &Case<'_>) -> R) -> Option<R> {
        let program = self.compiled.program().ok()?;
        let table = program.table(None)?;
        Some(ask(self.model, &Case { program: &program, table }))
    }
}

/// The condition that a promise speaks of.
const fn condition(promise: &Promise) -> Option<&Expr> {
    match &promise.kind {
        PromiseKind::Never(expr) | PromiseKind::Always(expr) => Some(expr),
        PromiseKind::NeverFalls(_) | PromiseKind::ReachesEveryLevel(_) => None,
    }
}

/// A promise that is examined.
struct Asked<'a> {
    model: &'a Model,
    case: &'a Case<'a>,
    promise: &'a Promise,
    row: Option<RowId>,
}

impl Asked<'_> {
    fn verdict(&self, budget: &mut Budget<'_>) -> Verdict {
        match self.promise.kind {
            PromiseKind::Never(_) => self.condition(Truth::Yes, budget),
            PromiseKind::Always(_) => self.condition(Truth::No, budget),
            PromiseKind::NeverFalls(outcome) => self.falls(outcome, budget),
            PromiseKind::ReachesEveryLevel(outcome) => self.reaches(outcome, budget),
        }
    }

    fn program(&self) -> &Program<'_> {
        self.case.program
    }

    fn outcome_row(&self, outcome: OutcomeId) -> Option<RowId> {
        self.program().row_of(&self.case.table, Place::Outcome, outcome.index())
    }

    /// How many levels an outcome has.
    fn levels_of(&self, outcome: OutcomeId) -> Option<u8> {
        let scale = self.model.scale(self.model.outcomes.get(outcome.index())?.scale)?;
        u8::try_from(scale.levels.len()).ok()
    }

    fn condition(&self, broken_by: Truth, budget: &mut Budget<'_>) -> Verdict {
        let Some(row) = self.row else {
            return Verdict::NotDecided("before the search".to_owned());
        };
        let shown = |sheet: &Sheet, smallest: bool| {
            let written = self.promise.text.split_once('(').map_or("", |(_, rest)| rest);
            let condition = written.rsplit_once(')').map_or(written, |(inner, _)| inner);
            let expect = if broken_by == Truth::Yes { format!("not ({condition})") } else { format!("({condition})") };
            let title = format!("breaks: {}", self.promise.text);
            Some(example::of(self.program(), sheet, &title, &[expect], smallest))
        };
        match self.case.seek(&crate::goal::Goal::truth(row, broken_by), budget) {
            Answer::None => Verdict::Holds,
            Answer::Smallest(sheet) => Verdict::Broken(shown(&sheet, true)),
            Answer::Some(sheet) => Verdict::Broken(shown(&sheet, false)),
            Answer::Open(far) => Verdict::NotDecided(far),
        }
    }

    fn falls(&self, outcome: OutcomeId, budget: &mut Budget<'_>) -> Verdict {
        let Some((row, count)) = self.outcome_row(outcome).zip(self.levels_of(outcome)) else {
            return Verdict::NotDecided("before the search".to_owned());
        };
        match self.case.falls(row, count, budget) {
            Answer::None => Verdict::Holds,
            Answer::Smallest(rise) => Verdict::Broken(Some(self.fall(outcome, &rise, true))),
            Answer::Some(rise) => Verdict::Broken(Some(self.fall(outcome, &rise, false))),
            Answer::Open(far) => Verdict::NotDecided(far),
        }
    }

    fn fall(&self, outcome: OutcomeId, rise: &Rise, smallest: bool) -> Counterexample {
        let found = self.model.outcomes.get(outcome.index());
        let name = found.map_or("", |outcome| outcome.name.as_str());
        let scale = found.and_then(|outcome| self.model.scale(outcome.scale));
        let level =
            |at: u8| scale.and_then(|scale| scale.levels.get(usize::from(at))).map_or("", |level| level.name.as_str());
        let (before, after) = rise.levels;
        let moved = example::difference(self.program(), &rise.before, &rise.after);
        let title = format!("{name} falls from {} to {} when {moved}", level(before), level(after));
        let expect = format!("{name} >= {}", level(before));
        example::of(self.program(), &rise.after, &title, &[expect], smallest)
    }

    fn reaches(&self, outcome: OutcomeId, budget: &mut Budget<'_>) -> Verdict {
        let Some((row, count)) = self.outcome_row(outcome).zip(self.levels_of(outcome)) else {
            return Verdict::NotDecided("before the search".to_owned());
        };
        let mut open = None;
        for (_, answer) in self.case.levels(row, count, budget) {
            match answer {
                Answer::None => return Verdict::Broken(None),
                Answer::Open(far) => open = Some(far),
                Answer::Some(_) | Answer::Smallest(_) => {}
            }
        }
        open.map_or(Verdict::Holds, Verdict::NotDecided)
    }
}
