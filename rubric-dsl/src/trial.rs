//! Examples, run as tests.

use rubric_core::records::{JudgedId, OutcomeId, RowId, RuleId};
use rubric_core::{Absence, Program, Reading, Truth};

use crate::compile::compile_with;
use crate::model::{Example, Expect, ExpectKind, Expr, Model};
use crate::result::problems;
use crate::score::evaluate;
use crate::search;
use crate::sheet::Sheet;
use crate::span::Span;
use crate::words::{Evaluated, Sentences, Voice, Words};

/// What running an example gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The example's title.
    pub title: String,
    /// Its place.
    pub span: Span,
    /// How many things it expects.
    pub expected: usize,
    /// What came otherwise.
    pub failures: Vec<Failure>,
}

/// An expectation that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What was expected, as written.
    pub expected: String,
    /// What came.
    pub came: String,
    /// Its place.
    pub span: Span,
}

/// Runs the examples of a model.
#[must_use]
pub fn trials(model: &Model) -> Vec<Trial> {
    let extras: Vec<(Option<rubric_core::records::RaterId>, &Expr)> = model
        .examples
        .iter()
        .flat_map(|example| {
            example.expects.iter().filter_map(|expect| expr_of(expect).map(|expr| (example.perspective, expr)))
        })
        .collect();
    let compiled = compile_with(model, &extras);
    let Ok(program) = compiled.program() else {
        return Vec::new();
    };
    let mut rows = compiled.extras().iter().copied();
    model.examples.iter().map(|example| trial(&program, example, &mut rows)).collect()
}

/// The expression that an expectation speaks of.
fn expr_of(expect: &Expect) -> Option<&Expr> {
    match &expect.kind {
        ExpectKind::Unknown(expr) | ExpectKind::LeftOut(expr) | ExpectKind::Holds(expr) => Some(expr),
        ExpectKind::Rule(..) | ExpectKind::Problem(..) | ExpectKind::MayBe(..) => None,
    }
}

fn trial(program: &Program<'_>, example: &Example, rows: &mut impl Iterator<Item = RowId>) -> Trial {
    let sheet = Sheet::of_example(program, example);
    let wanted: Vec<(&Expect, Option<RowId>)> =
        example.expects.iter().map(|expect| (expect, expr_of(expect).and_then(|_| rows.next()))).collect();
    let judged = evaluate(program, example.perspective, &sheet, |evaluation| {
        let words = Words::new(evaluation, Voice::default());
        let judge = Judge { program, example, sheet: &sheet, evaluation, words };
        wanted.iter().filter_map(|(expect, row)| judge.failure(expect, *row)).collect::<Vec<_>>()
    });
    let failures = judged.unwrap_or_else(|error| {
        vec![Failure { expected: "an assessment".to_owned(), came: error.to_string(), span: example.span }]
    });
    Trial { title: example.title.clone(), span: example.span, expected: wanted.len(), failures }
}

struct Judge<'e, 'p, 'a, 'w> {
    program: &'e Program<'p>,
    example: &'e Example,
    sheet: &'e Sheet,
    evaluation: &'e Evaluated<'p, 'a, 'w>,
    words: Words<'e, 'p, 'a, 'w>,
}

impl Judge<'_, '_, '_, '_> {
    fn failure(&self, expect: &Expect, row: Option<RowId>) -> Option<Failure> {
        let came = match &expect.kind {
            ExpectKind::Rule(rules, fires) => self.rule(rules, *fires),
            ExpectKind::Problem(judged, any) => self.problem(*judged, *any),
            ExpectKind::MayBe(outcome, levels) => self.may_be(*outcome, levels),
            ExpectKind::Unknown(_) => row.and_then(|row| self.unknown(row)),
            ExpectKind::LeftOut(_) => row.and_then(|row| self.left_out(row)),
            ExpectKind::Holds(_) => row.and_then(|row| self.holds(row)),
        };
        came.map(|came| Failure { expected: expect.text.clone(), came, span: expect.span })
    }

    fn rule(&self, rules: &[usize], fires: bool) -> Option<String> {
        let truths: Vec<Truth> = rules.iter().map(|rule| self.evaluation.fires(RuleId::new(*rule))).collect();
        let any = truths.contains(&Truth::Yes);
        if any == fires {
            return None;
        }
        Some(match (any, truths.contains(&Truth::Unknown)) {
            (true, _) => "it applies".to_owned(),
            (false, true) => "it is not known yet".to_owned(),
            (false, false) => "it does not apply".to_owned(),
        })
    }

    fn problem(&self, judged: JudgedId, any: bool) -> Option<String> {
        let found = problems(self.evaluation, judged, <&Sentences>::default());
        let came = || {
            if found.is_empty() { "it has no problem".to_owned() } else { format!("it {}", self.words.listed(&found)) }
        };
        (found.is_empty() == any).then(came)
    }

    fn may_be(&self, outcome: OutcomeId, levels: &[u8]) -> Option<String> {
        let known = self.evaluation.outcome(outcome).ok();
        let possible = known.map_or_else(
            || search::possible(self.program, self.example.perspective, self.sheet, outcome, search::BUDGET),
            rubric_core::Levels::only,
        );
        let mut wanted = levels.to_vec();
        wanted.sort_unstable();
        if possible.iter().eq(wanted) {
            return None;
        }
        let scale = self.program.outcome(outcome).map(|outcome| outcome.scale).unwrap_or_default();
        let names = possible
            .iter()
            .filter_map(|level| self.program.level(scale, level))
            .map(|level| self.program.text(level.name).to_owned());
        let names: Vec<String> = names.collect();
        Some(if names.is_empty() {
            "no level is possible".to_owned()
        } else {
            format!("it may be {}", self.words.listed(&names))
        })
    }

    fn unknown(&self, row: RowId) -> Option<String> {
        match self.evaluation.absence(row) {
            Some(reason) if !reason.is_left_out() => None,
            _ => Some(format!("it is {}", self.words.value(row))),
        }
    }

    fn left_out(&self, row: RowId) -> Option<String> {
        if self.evaluation.absence(row).is_some_and(Absence::is_left_out) {
            return None;
        }
        Some(format!("it is {}", self.words.value(row)))
    }

    fn holds(&self, row: RowId) -> Option<String> {
        match self.evaluation.reading(row) {
            Reading::Truth(Truth::Yes) => None,
            Reading::Truth(Truth::No) => Some(self.words.listed(&self.words.facts(row, Truth::No))),
            _ => Some(self.words.why(row).unwrap_or_else(|| "it is not known".to_owned())),
        }
    }
}
