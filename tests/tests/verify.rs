//! What `verify` says is so: verdicts against going through all assessments, counterexamples against the engine.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use rubric_core::records::{LeafId, OutcomeId, RaterId, RowId};
use rubric_core::{Given, Program, Rating, RatingKind, Reading, Truth};
use rubric_dsl::model::{Expr, Model, PromiseKind};
use rubric_dsl::{Sheet, check, compile_with, load, parse, trials};
use rubric_tests::everything::Everything;
use rubric_tests::promises;
use rubric_tests::random::Random;
use rubric_verify::{Budget, Examination, Finding, Promised, Verdict, Ways, changed, path};

/// Small rubrics that are gone through assessment by assessment, large ones that are examined, and paths that are held
/// against going through all rises. The environment says how many where it says anything: the whole is
/// `SMALL=5000 LARGE=500 PATHS=2000`.
const SMALL: usize = 300;
const LARGE: usize = 6;
const PATHS: usize = 300;

/// How many of a kind there are to be.
fn wanted(kind: &str, usually: usize) -> usize {
    std::env::var(kind).map_or(usually, |count| count.parse().unwrap())
}

/// As many assessments as are gone through, and as many where two raters give a number: there are few that have fewer.
const FEASIBLE: usize = 8_000;
const FEASIBLE_NUMBERS: usize = 100_000;

fn promises_of(model: &Model) -> Vec<Promised> {
    let never = || false;
    let examination = Examination::new(model);
    let all = 0..examination.promises();
    all.map(|at| examination.promise(at, &mut Budget::new(20_000_000, &never)).unwrap()).collect()
}

/// What going through everything says of one promise: whether it holds, and how little an assessment that breaks it
/// gives.
struct Truths {
    broken: Vec<Option<usize>>,
}

fn truths(model: &Model, everything: &Everything<'_>, rows: &[RowId]) -> Truths {
    let program = everything.program;
    let table = program.table(None).unwrap();
    let mut workings = vec![[0_i128; 2]; table.len()];
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

fn truth(program: &Program<'_>, sheet: &Sheet, row: RowId, workings: &mut [[i128; 2]]) -> Truth {
    sheet.lend(|assessment| match program.evaluate(None, assessment, workings).unwrap().reading(row) {
        Reading::Truth(truth) => truth,
        other => panic!("{other:?}"),
    })
}

fn level(program: &Program<'_>, sheet: &Sheet, outcome: OutcomeId, workings: &mut [[i128; 2]]) -> Option<u8> {
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

/// Whether an example fails when the rubric's examples are run. What examining finds wrong does not keep them from it.
fn fails(source: &str, example: &str) -> bool {
    let longer = with_example(source, example);
    let checked = check(&parse(&longer).file, None);
    let model = checked.model.unwrap_or_else(|| panic!("{:#?}\n{longer}", checked.diagnostics));
    trials(&model).last().is_some_and(|trial| !trial.failures.is_empty())
}

#[test]
fn on_small_rubrics_every_verdict_is_that_of_going_through_all_assessments() {
    let (mut rubrics, mut seed) = (0, 0);
    let (mut holds, mut broken, mut smallest, mut numbers) = (0, 0, 0, 0);
    while rubrics < wanted("SMALL", SMALL) {
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
        let of_two = source.contains("number share") && source.contains("combine");
        if everything.total() > if of_two { FEASIBLE_NUMBERS } else { FEASIBLE } {
            continue;
        }
        rubrics += 1;
        numbers += usize::from(of_two);
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
        "{rubrics} rubrics, {numbers} with a number by two raters: {holds} promises hold, {broken} are broken, {smallest} of \
         them by a smallest assessment"
    );
    assert!(numbers > 0 && holds > rubrics && broken > rubrics / 2 && smallest * 2 > broken);
}

/// The steps that each promise of a large rubric may take: on an idle machine a step takes less than a microsecond, so
/// that all of them are less than ten seconds.
const STEPS: u64 = 10_000_000;

#[test]
fn on_large_rubrics_a_verdict_is_so_or_says_how_far_the_search_came() {
    let never = || false;
    let (mut decided, mut open, mut whole, mut rubrics, mut seed) = (0, Vec::new(), 0, 0, 0);
    let (mut slowest, mut all) = (Duration::ZERO, Duration::ZERO);
    while rubrics < wanted("LARGE", LARGE) {
        seed += 1;
        let source = promises::large(seed);
        let Some(model) = load(&source, None).model else {
            continue;
        };
        rubrics += 1;
        let (before, examination) = (open.len(), Examination::new(&model));
        for at in 0..examination.promises() {
            let begun = worked();
            let promised = examination.promise(at, &mut Budget::new(STEPS, &never)).unwrap();
            let took = worked() - begun;
            (slowest, all) = (slowest.max(took), all + took);
            match &promised.verdict {
                Verdict::NotDecided(far) => {
                    assert!(!far.is_empty());
                    open.push(format!("seed {seed}: {}: {far}: {took:?}", promised.text));
                }
                Verdict::Broken(Some(found)) => {
                    assert!(fails(&source, &found.example), "seed {seed}: {}\n{source}", found.example);
                    decided += 1;
                }
                Verdict::Broken(None) => decided += 1,
                Verdict::Holds => {
                    assert!(survives(&model, at, seed), "seed {seed}: {}\n{source}", promised.text);
                    decided += 1;
                }
            }
        }
        whole += usize::from(open.len() == before);
    }
    let undecided = open.len();
    println!(
        "{rubrics} large rubrics, {whole} of them wholly decided: {decided} promises decided, {undecided} not, in {all:?} \
         of work, {slowest:?} for the slowest: {open:#?}"
    );
    assert!(undecided * 20 <= decided + undecided, "{open:#?}");
}

/// Whether no assessment made by chance breaks a promise that is said to hold.
fn survives(model: &Model, at: usize, seed: u64) -> bool {
    let (broken_by, outcome, conditions) = match &model.promises[at].kind {
        PromiseKind::Never(expr) => (Truth::Yes, None, vec![(None, expr)]),
        PromiseKind::Always(expr) => (Truth::No, None, vec![(None, expr)]),
        PromiseKind::NeverFalls(outcome) => (Truth::Unknown, Some(*outcome), Vec::new()),
        PromiseKind::ReachesEveryLevel(_) => return true,
    };
    let compiled = compile_with(model, &conditions);
    let program = compiled.program().unwrap();
    let mut workings = vec![[0_i128; 2]; program.table(None).unwrap().len()];
    let mut random = Random::new(seed ^ 0x501D);
    (0..60).all(|_| {
        let (sheet, _) = rubric_tests::sheets::sheet(&mut random, &program, model, rubric_tests::sheets::Fill::Wholly);
        let Some(outcome) = outcome else {
            return truth(&program, &sheet, compiled.extras()[0], &mut workings) != broken_by;
        };
        let before = level(&program, &sheet, outcome, &mut workings);
        risen(&program, &sheet).iter().all(|risen| {
            let after = level(&program, risen, outcome, &mut workings);
            before.zip(after).is_none_or(|(before, after)| after >= before)
        })
    })
}

/// How long this thread has worked, where the system tells; else how late it is.
fn worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = told.and_then(|told| told.split(' ').next()?.parse().ok());
    spent.map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}

static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The rubrics that ship, by path and text.
fn library() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../rubrics");
    let folders = [root.clone(), root.join("systems")];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|kind| kind == "rubric")).collect();
    files.sort();
    let text = |path: &std::path::PathBuf| std::fs::read_to_string(path).unwrap();
    files.iter().map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), text(path))).collect()
}

#[test]
fn every_promise_of_the_library_is_proved_to_hold() {
    let never = || false;
    let mut promises = 0;
    for (name, source) in library() {
        let Some(model) = load(&source, None).model else {
            continue;
        };
        let examination = Examination::new(&model);
        let (mut slowest, many) = (Duration::ZERO, examination.promises());
        for at in 0..many {
            let begun = worked();
            let promised = examination.promise(at, &mut Budget::new(STEPS, &never)).unwrap();
            slowest = slowest.max(worked() - begun);
            assert_eq!(promised.verdict, Verdict::Holds, "{name}: {}", promised.text);
        }
        promises += many;
        println!("| {name} | {many} | {many} | {slowest:?} |");
    }
    assert!(promises > 90, "{promises}");
}

#[test]
fn a_path_is_as_short_as_going_through_all_rises_says() {
    let (mut compared, mut with_rises, mut seed) = (0, 0, 0);
    while compared < wanted("PATHS", PATHS) {
        seed += 1;
        let Some(model) = load(&promises::small(seed), None).model else {
            continue;
        };
        let compiled = rubric_dsl::compile(&model);
        let program = compiled.program().unwrap();
        let mut random = Random::new(seed ^ 0x9A7);
        let (sheet, _) = rubric_tests::sheets::sheet(&mut random, &program, &model, rubric_tests::sheets::Fill::Wholly);
        for outcome in (0..model.outcomes.len()).map(OutcomeId::new) {
            let never = || false;
            let found = path(&program, None, &sheet, outcome, &mut Budget::new(50_000_000, &never)).unwrap();
            let mut workings = vec![[0_i128; 2]; program.table(None).unwrap().len()];
            let now = level(&program, &sheet, outcome, &mut workings);
            assert_eq!(found.level, now);
            let Some(now) = now else {
                assert_eq!(found.ways, Ways::NotKnown);
                continue;
            };
            compared += 1;
            let least = fewest_rises(&program, &sheet, outcome, now, &mut workings);
            let told =
                || format!("seed {seed} {outcome:?}: {found:?}\nthe fewest are {least:?}\n{}", promises::small(seed));
            match (&found.ways, least) {
                (Ways::Highest | Ways::None, None) => {}
                (Ways::Fewest(rises, ways), Some(least)) => {
                    assert_eq!(*rises, least, "{}", told());
                    assert!(!ways.is_empty() && ways.len() <= 3, "{}", told());
                    for way in ways {
                        assert_eq!(way.iter().map(|change| change.steps).sum::<u32>(), least, "{}", told());
                        let then = level(&program, &changed(&sheet, way), outcome, &mut workings);
                        assert!(then.is_some_and(|then| then > now), "{}", told());
                    }
                    with_rises += usize::from(least > 0);
                }
                _ => panic!("{}", told()),
            }
            for (change, then) in &found.falls {
                let lower = changed(&sheet, std::slice::from_ref(change));
                assert_eq!(level(&program, &lower, outcome, &mut workings), Some(*then), "{}", told());
                assert!(*then < now, "{}", told());
            }
        }
    }
    println!("{compared} paths compared, {with_rises} of them with rises");
    assert!(with_rises * 5 > compared);
}

/// The fewest one-level rises that give an outcome a higher level, by going through them: those of one rise, of two, and
/// so on.
fn fewest_rises(
    program: &Program<'_>,
    sheet: &Sheet,
    outcome: OutcomeId,
    now: u8,
    workings: &mut [[i128; 2]],
) -> Option<u32> {
    let mut layer = vec![sheet.clone()];
    for rises in 1.. {
        let mut next: Vec<Sheet> = Vec::new();
        for sheet in &layer {
            for higher in risen(program, sheet) {
                if !next.contains(&higher) {
                    next.push(higher);
                }
            }
        }
        if next.is_empty() {
            return None;
        }
        if next.iter().any(|sheet| level(program, sheet, outcome, workings).is_some_and(|then| then > now)) {
            return Some(rises);
        }
        layer = next;
    }
    None
}

/// What is found in a rubric as printed, without its being asked.
fn unasked(name: &str) -> (String, Vec<Finding>) {
    let (_, source) = library().into_iter().find(|(known, _)| known == name).unwrap();
    let checked = check(&parse(&source).file, None);
    let model = checked.model.unwrap();
    let never = || false;
    let found = Examination::new(&model).findings(2_000_000, &mut Budget::new(u64::MAX, &never)).found;
    (source, found)
}

/// What is found that begins in one way, each shown by an example that fails.
fn shown<'f>(source: &str, found: &'f [Finding], begins: &str) -> Vec<(&'f str, &'f str)> {
    let those = found.iter().filter(|finding| finding.text.starts_with(begins));
    let shown = those.map(|finding| {
        let example = &finding.shown.as_ref().unwrap_or_else(|| panic!("{finding:#?}")).example;
        assert!(fails(source, example), "{example}");
        (finding.text.as_str(), example.as_str())
    });
    shown.collect()
}

#[test]
fn known_defects_of_published_rules_are_found_and_shown() {
    let (source, kentucky) = unasked("kentucky-ppges-as-printed");
    let texts: Vec<&str> = shown(&source, &kentucky, "no line of").into_iter().map(|(text, _)| text).collect();
    for expected in [
        "no line of `exactly` matches some assessments: 2073 of 4096 complete assessments",
        "no line of `at_or_above` matches some assessments: 1672 of 4096 complete assessments",
    ] {
        assert!(texts.contains(&expected), "{expected} is not among {texts:#?}");
    }
    let (source, colorado) = unasked("colorado-smes-as-printed");
    assert_eq!(shown(&source, &colorado, "no line of `practice`").len(), 1, "{colorado:#?}");
    let (_, cap) = unasked("colorado-smes-cap-as-printed");
    assert!(cap.iter().any(|finding| finding.text.contains("never changes `final`")), "{cap:#?}");
    let (source, louisiana) = unasked("louisiana-compass-as-printed");
    let gaps = shown(&source, &louisiana, "no line of `rating`");
    assert!(gaps.len() == 1 && gaps[0].1.contains("practice = "), "{gaps:#?}");
    println!("{}", gaps[0].1);
    let (source, washington) = unasked("washington-local-contract-as-printed");
    assert_eq!(shown(&source, &washington, "the order of").len(), 2, "{washington:#?}");
}
