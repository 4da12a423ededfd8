//! Laws that hold the engines together.

use rubric_core::records::{MeasureId, NodeId, NodeKind, OutcomeId, Place, RaterId, RuleId};
use rubric_core::{Evaluation, Fraction, Program, Reading, Truth};
use rubric_dsl::model::{Model, Prior, Target};
use rubric_dsl::{Sheet, load};
use rubric_tests::arithmetic::Number;
use rubric_tests::generate::rubric;
use rubric_tests::random::Random;
use rubric_tests::reference::{Reference, Value};
use rubric_tests::sheets::{Fill, sheet};

/// Pairs of a rubric and an assessment that the engines are held together on.
const PAIRS: usize = 100_000;
const SHEETS: usize = 20;

#[test]
fn the_engine_gives_what_the_specification_gives() {
    let parts = std::thread::available_parallelism().map_or(1, usize::from);
    let counts: Vec<(usize, usize, usize)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..parts).map(|part| scope.spawn(move || agree(part, parts))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    let pairs: usize = counts.iter().map(|(pairs, ..)| pairs).sum();
    let refused: usize = counts.iter().map(|(_, refused, _)| refused).sum();
    let known: usize = counts.iter().map(|(.., known)| known).sum();
    println!("{pairs} pairs agree, {known} known outcomes; {refused} generated rubrics were refused");
    assert!(pairs >= PAIRS);
    // Agreement on nothing would be no agreement.
    assert!(known > pairs / 4, "only {known} outcomes of {pairs} pairs were known");
}

fn agree(part: usize, parts: usize) -> (usize, usize, usize) {
    let (mut pairs, mut refused, mut known) = (0, 0, 0);
    let mut seed = part as u64;
    while pairs < PAIRS.div_ceil(parts) {
        let source = rubric(seed);
        let mut random = Random::new(seed ^ 0xA55E);
        seed += parts as u64;
        let loaded = load(&source, None);
        let (Some(model), Some(compiled)) = (loaded.model, loaded.compiled) else {
            refused += 1;
            continue;
        };
        let program = compiled.program().unwrap();
        for _ in 0..SHEETS {
            let (sheet, prior) = sheet(&mut random, &program, &model, Fill::Partly);
            let perspective = perspective(&mut random, &model);
            known += compare(&source, &program, &model, perspective, &sheet, &prior);
            pairs += 1;
        }
    }
    (pairs, refused, known)
}

fn perspective(random: &mut Random, model: &Model) -> Option<RaterId> {
    (!random.once_in(2)).then(|| RaterId::new(random.below(model.raters.len())))
}

/// Compares everything a result shows; gives how many outcomes were known.
fn compare(
    source: &str,
    program: &Program<'_>,
    model: &Model,
    perspective: Option<RaterId>,
    sheet: &Sheet,
    prior: &[(Target, Prior)],
) -> usize {
    let reference = Reference { model, perspective, sheet, prior };
    let mut workings = vec![[0_i128; 2]; program.table(perspective).unwrap().len()];
    sheet.lend(|assessment| {
        let evaluation = program.evaluate(perspective, assessment, &mut workings).unwrap();
        let told = |what: String| format!("{what}\n{source}\n{perspective:?}\n{sheet:?}");
        for (at, node) in model.nodes.iter().enumerate().filter(|(_, node)| node.kind != NodeKind::Narrative) {
            let id = NodeId::new(at);
            same(&reference.score(id, perspective), evaluation.score(id), || told(node.path.clone()));
            for rater in (0..model.raters.len()).map(RaterId::new).filter(|rater| reference.sees(*rater)) {
                same(&reference.score(id, Some(rater)), evaluation.score_by(id, rater), || {
                    told(format!("{} by {rater:?}", node.path))
                });
            }
        }
        for (at, measure) in model.measures.iter().enumerate() {
            let expected = reference.measure(MeasureId::new(at));
            match (&expected, evaluation.row_of(Place::Measure, at).map(|row| evaluation.reading(row))) {
                (Value::Count(least, most, of, false), Some(Reading::Count(count))) => {
                    let found = (usize::from(count.least), usize::from(count.most), usize::from(count.of));
                    assert_eq!((*least, *most, *of), found, "{}", told(measure.name.clone()));
                }
                _ => {
                    let number = reference.number(&expression_of(at));
                    same(&number, evaluation.measure(MeasureId::new(at)), || told(measure.name.clone()));
                }
            }
        }
        for (at, rule) in model.rules.iter().enumerate() {
            let expected = match reference.truth(&rule.when) {
                Some(true) => Truth::Yes,
                Some(false) => Truth::No,
                None => Truth::Unknown,
            };
            assert_eq!(expected, evaluation.fires(RuleId::new(at)), "{}", told(rule.name.clone()));
        }
        outcomes(&reference, &evaluation, &told)
    })
}

/// A measure, as an expression.
fn expression_of(measure: usize) -> rubric_dsl::model::Expr {
    use rubric_dsl::model::{Expr, ExprKind, Type};
    Expr { kind: ExprKind::Measure(MeasureId::new(measure)), ty: Type::Number, span: rubric_dsl::Span::default() }
}

fn outcomes(
    reference: &Reference<'_>,
    evaluation: &Evaluation<'_, '_, '_, i128>,
    told: &dyn Fn(String) -> String,
) -> usize {
    let mut known = 0;
    for (at, outcome) in reference.model.outcomes.iter().enumerate() {
        let id = OutcomeId::new(at);
        let (before, after) = reference.outcome(id);
        let found: Vec<u8> = evaluation.outcome_levels(id).iter().collect();
        assert_eq!(after.iter().copied().collect::<Vec<_>>(), found, "{}", told(outcome.name.clone()));
        let single =
            |levels: &std::collections::BTreeSet<u8>| if levels.len() == 1 { levels.first().copied() } else { None };
        assert_eq!(single(&before), evaluation.uncapped(id).ok(), "{}", told(outcome.name.clone()));
        assert_eq!(single(&after), evaluation.outcome(id).ok(), "{}", told(outcome.name.clone()));
        known += usize::from(after.len() == 1);
    }
    known
}

fn same(expected: &Number, found: Result<Fraction, rubric_core::Absence>, told: impl Fn() -> String) {
    let agree = match (expected, found) {
        (Number::Known(expected), Ok(found)) => {
            expected.numer() == &found.num().into() && expected.denom() == &found.den().into()
        }
        (Number::LeftOut, Err(reason)) => reason.is_left_out(),
        (Number::Unknown, Err(reason)) => !reason.is_left_out(),
        // What does not fit 128 bits is unknown, never wrong; the author was warned.
        (Number::Known(_), Err(rubric_core::Absence::TooLarge)) => true,
        _ => false,
    };
    assert!(agree, "expected {expected:?}, found {found:?} at {}", told());
}

/// What a rubric can be made of, as it is written.
const CONSTRUCTS: &[&str] = &[
    "needs ",
    "half steps",
    "scale order",
    "using other",
    "using order",
    "left out",
    "missing",
    "counts as",
    "with comment",
    "many at least",
    "rounded to",
    "private",
    "combine ",
    "optional",
    "context role",
    "number from",
    "setting ",
    "weight weight_of_some",
    "weight 1 / 3",
    "tag marked",
    "tagged marked",
    "only when role is not",
    "only when years",
    "cumulative",
    "answers none",
    "answers a0",
    "narrative ",
    "rolls up by mean",
    "rolls up by sum",
    "rolls up by median {",
    "rolls up by median high",
    "rolls up by lowest",
    "rolls up by highest",
    " linear ",
    "from 2.5",
    "lowest first",
    "at most ",
    "at least low when",
    "columns l",
    "columns c",
    "judged ",
    "proposing ",
    "comment required when",
    "for each",
    "strengths top",
    "growth bottom",
    " by r1",
    "indicators of d",
    "min(",
    "max(",
    "mean(",
    "sum(",
    "median(",
    "spread(",
    "abs(",
    "round(",
    "round_even(",
    "floor(",
    "ceiling(",
    "count(",
    "share(",
    "any(",
    "all(",
    "evidence(",
    "words(",
    "known(",
    "known(role)",
    "first_known(prior(o",
    "prior(d",
    "prior(m",
    "prior(o",
    "prior(chosen)",
    "domain(",
    "competency(",
    "best(",
    "worst(",
    "coverage(",
    " between ",
    " and ",
    " or ",
    "not (",
    " is not ",
    "-(",
    " / ",
];

#[test]
fn what_is_generated_holds_every_construct() {
    let mut absent: Vec<&str> = CONSTRUCTS.to_vec();
    for seed in 0..3_000 {
        let source = rubric(seed);
        if absent.iter().any(|construct| source.contains(construct)) && load(&source, None).compiled.is_some() {
            absent.retain(|construct| !source.contains(construct));
        }
        if absent.is_empty() {
            return;
        }
    }
    panic!("no accepted rubric has {absent:?}");
}
