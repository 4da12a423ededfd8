//! What `verify` says is so: verdicts against going through all assessments, counterexamples against the engine.

use std::time::{Duration, Instant};

use rubric_core::records::{ContextForm, LeafForm, LeafId, OutcomeId, Place, RaterId, RowId};
use rubric_core::{Decimal, Fraction, Given, Program, Rating, RatingKind, Reading, Truth, Value};
use rubric_dsl::model::{Expr, Model, PromiseKind};
use rubric_dsl::{Filled, Sheet, compile_with, load, ratings_of, trials};
use rubric_tests::promises;
use rubric_verify::{Budget, Examination, Promised, Verdict};

/// Small rubrics that are gone through assessment by assessment: all of them in a release build.
const SMALL: u64 = if cfg!(debug_assertions) { 300 } else { 5_000 };
/// As many assessments as are gone through.
const FEASIBLE: usize = 8_000;

fn promises_of(model: &Model) -> Vec<Promised> {
    let never = || false;
    let examination = Examination::new(model);
    let all = 0..examination.promises();
    all.map(|at| examination.promise(at, &mut Budget::new(20_000_000, &never)).unwrap()).collect()
}

/// Everything that can be given, each with all it can be given, nothing first.
struct Everything<'p> {
    program: &'p Program<'p>,
    things: Vec<Thing>,
}

#[derive(Clone, Copy)]
enum What {
    Leaf(RaterId, LeafId),
    Context(usize),
}

struct Thing {
    what: What,
    options: Vec<Option<Option<Rating>>>,
    numbers: Vec<i64>,
}

impl<'p> Everything<'p> {
    fn of(program: &'p Program<'p>) -> Self {
        let mut things = Vec::new();
        let critical = |low: i64, high: i64| {
            let mut points = vec![low, high];
            for number in program.numbers().iter() {
                let at = i64::try_from(number.num * 1_000_000 / number.den).unwrap();
                points.extend([at - 1, at, at + 1]);
            }
            points.retain(|point| (low..=high).contains(point));
            points.sort_unstable();
            points.dedup();
            points
        };
        for (at, context) in program.contexts().iter().enumerate() {
            let numbers = match context.form {
                ContextForm::Choice => (0..i64::try_from(context.choices.len()).unwrap()).collect(),
                ContextForm::Number => critical(context.low, context.high),
            };
            things.push(Thing { what: What::Context(at), options: Vec::new(), numbers });
        }
        for rater in (0..program.raters().len()).map(RaterId::new) {
            for (at, leaf) in program.leaves().iter().enumerate() {
                let id = LeafId::new(at);
                let what = What::Leaf(rater, id);
                let numbers = if leaf.form == LeafForm::Number { critical(leaf.low, leaf.high) } else { Vec::new() };
                let mut ratings = ratings_of(program, id);
                ratings
                    .retain(|rating| leaf.form != LeafForm::Number || matches!(rating.kind(), RatingKind::Answer(_)));
                ratings.sort_unstable();
                things.push(Thing {
                    what,
                    options: ratings.into_iter().map(|rating| Some(Some(rating))).collect(),
                    numbers,
                });
            }
        }
        Self { program, things }
    }

    fn total(&self) -> usize {
        self.things.iter().map(|thing| 1 + thing.options.len() + thing.numbers.len()).product()
    }

    /// An assessment by its number, and how many things it gives.
    fn sheet(&self, number: usize) -> (Sheet, usize) {
        let mut sheet = Sheet::blank(self.program);
        let (mut rest, mut given) = (number, 0);
        for thing in &self.things {
            let count = 1 + thing.options.len() + thing.numbers.len();
            let choice = rest % count;
            rest /= count;
            let Some(at) = choice.checked_sub(1) else {
                continue;
            };
            given += 1;
            match thing.what {
                What::Context(context) => {
                    let number = thing.numbers[at];
                    let choice = self.program.contexts().get(context).unwrap().form == ContextForm::Choice;
                    sheet.context[context] = if choice {
                        Given::Choice(u16::try_from(number).unwrap())
                    } else {
                        Given::Number(Decimal::from_millionths(number).unwrap())
                    };
                }
                What::Leaf(rater, leaf) => {
                    if !sheet.responses.iter().any(|filled| filled.rater == rater) {
                        sheet.responses.push(Filled::blank(self.program, rater));
                    }
                    let filled = sheet.responses.iter_mut().find(|filled| filled.rater == rater).unwrap();
                    match thing.options.get(at) {
                        Some(rating) => filled.rate(leaf, rating.unwrap().unwrap()),
                        None => {
                            let number = Decimal::from_millionths(thing.numbers[at - thing.options.len()]).unwrap();
                            filled.figure(self.program, leaf, number);
                        }
                    }
                }
            }
        }
        (sheet, given)
    }
}

/// What going through everything says of one promise: whether it holds, and how little an assessment that breaks it
/// gives.
struct Truths {
    broken: Vec<Option<usize>>,
}

fn truths(model: &Model, everything: &Everything<'_>, rows: &[RowId]) -> Truths {
    let program = everything.program;
    let table = program.table(None).unwrap();
    let mut workings = vec![Value::<i128>::BLANK; table.len()];
    let mut broken = vec![None; model.promises.len()];
    let mut reached: Vec<u32> = vec![0; model.promises.len()];
    for number in 0..everything.total() {
        let (sheet, given) = everything.sheet(number);
        let mut extras = rows.iter();
        for (at, promise) in model.promises.iter().enumerate() {
            let breaks = match &promise.kind {
                PromiseKind::Never(_) => truth(program, &sheet, *extras.next().unwrap(), &mut workings) == Truth::Yes,
                PromiseKind::Always(_) => truth(program, &sheet, *extras.next().unwrap(), &mut workings) == Truth::No,
                PromiseKind::ReachesEveryLevel(outcome) => {
                    reached[at] |= level(program, &sheet, *outcome, &mut workings).map_or(0, |level| 1 << level);
                    false
                }
                PromiseKind::NeverFalls(outcome) => {
                    level(program, &sheet, *outcome, &mut workings).is_some_and(|before| {
                        risen(program, &sheet).iter().any(|sheet| {
                            level(program, sheet, *outcome, &mut workings).is_some_and(|after| after < before)
                        })
                    })
                }
            };
            if breaks && broken[at].is_none_or(|least| given < least) {
                broken[at] = Some(given);
            }
        }
    }
    for (at, promise) in model.promises.iter().enumerate() {
        if let PromiseKind::ReachesEveryLevel(outcome) = promise.kind {
            let scale = model.scale(model.outcomes[outcome.index()].scale).unwrap();
            let all = (1_u32 << scale.levels.len()) - 1;
            broken[at] = (reached[at] != all).then_some(0);
        }
    }
    Truths { broken }
}

fn truth(program: &Program<'_>, sheet: &Sheet, row: RowId, workings: &mut [Value<i128>]) -> Truth {
    sheet.lend(|assessment| match program.evaluate(None, assessment, workings).unwrap().reading(row) {
        Reading::Truth(truth) => truth,
        other => panic!("{other:?}"),
    })
}

fn level(program: &Program<'_>, sheet: &Sheet, outcome: OutcomeId, workings: &mut [Value<i128>]) -> Option<u8> {
    sheet.lend(|assessment| program.evaluate(None, assessment, workings).unwrap().outcome(outcome).ok())
}

/// The sheets on which one rating is one step higher.
fn risen(program: &Program<'_>, sheet: &Sheet) -> Vec<Sheet> {
    let mut all = Vec::new();
    for (response, filled) in sheet.responses.iter().enumerate() {
        for (at, rating) in filled.ratings.iter().enumerate() {
            if let RatingKind::Level(level) = rating.kind() {
                let scale = program.scale(program.leaf(LeafId::new(at)).unwrap().scale).unwrap();
                if usize::from(level) + 1 < scale.levels.len() {
                    let mut higher = sheet.clone();
                    higher.responses[response].rate(LeafId::new(at), Rating::level(level + 1));
                    all.push(higher);
                }
            }
        }
    }
    all
}

/// How many things a sheet gives.
fn given(sheet: &Sheet) -> usize {
    let contexts = sheet.context.iter().filter(|given| **given != Given::Unset).count();
    let ratings = sheet.responses.iter().flat_map(|filled| &filled.ratings);
    contexts + ratings.filter(|rating| **rating != Rating::UNRATED).count()
}

/// A rubric's text with one example more.
fn with_example(source: &str, example: &str) -> String {
    let end = source.rfind('}').unwrap();
    format!("{}{example}}}\n", &source[..end])
}

/// Whether an example fails when the rubric's examples are run.
fn fails(source: &str, example: &str) -> bool {
    let longer = with_example(source, example);
    let loaded = load(&longer, None);
    let model = loaded.model.unwrap_or_else(|| panic!("{:#?}\n{longer}", loaded.diagnostics));
    trials(&model).last().is_some_and(|trial| !trial.failures.is_empty())
}

#[test]
fn on_small_rubrics_every_verdict_is_that_of_going_through_all_assessments() {
    let (mut rubrics, mut seed) = (0, 0);
    let (mut holds, mut broken, mut smallest) = (0, 0, 0);
    while rubrics < SMALL {
        seed += 1;
        let source = promises::small(seed);
        let Some(model) = load(&source, None).model else {
            continue;
        };
        let conditions: Vec<(Option<RaterId>, &Expr)> = model
            .promises
            .iter()
            .filter_map(|promise| match &promise.kind {
                PromiseKind::Never(expr) | PromiseKind::Always(expr) => Some((None, expr)),
                _ => None,
            })
            .collect();
        let compiled = compile_with(&model, &conditions);
        let program = compiled.program().unwrap();
        let everything = Everything::of(&program);
        if everything.total() > FEASIBLE {
            continue;
        }
        rubrics += 1;
        let truths = truths(&model, &everything, compiled.extras());
        for (promised, least) in promises_of(&model).iter().zip(&truths.broken) {
            let told = || format!("seed {seed}: {}\n{:?}\n{source}", promised.text, promised.verdict);
            match &promised.verdict {
                Verdict::Holds => {
                    assert!(least.is_none(), "{}", told());
                    holds += 1;
                }
                Verdict::Broken(None) => assert!(least.is_some(), "{}", told()),
                Verdict::Broken(Some(found)) => {
                    assert!(least.is_some() && fails(&source, &found.example), "{}", told());
                    if found.smallest {
                        assert_eq!(Some(given(&found.sheet)), *least, "{}", told());
                        smallest += 1;
                    }
                    broken += 1;
                }
                Verdict::NotDecided(_) => panic!("{}", told()),
            }
        }
    }
    println!(
        "{rubrics} rubrics: {holds} promises hold, {broken} are broken, {smallest} of them by a smallest assessment"
    );
    assert!(holds > rubrics && broken > rubrics / 2 && smallest * 2 > broken);
}
