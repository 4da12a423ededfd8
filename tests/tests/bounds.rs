//! What the range reading promises: it contains the truth of every completion, and for outcomes it is the truth.

use rubric_core::records::{LeafForm, LeafId, OutcomeId, RaterId, RowId};
use rubric_core::{Levels, Op, Program, Range, Rating, Reading, Scope, Truth};
use rubric_dsl::{Sheet, load, possible};
use rubric_tests::generate::rubric;
use rubric_tests::random::Random;
use rubric_tests::sheets::{Fill, completion, rated, sheet};

/// Partial assessments whose completions are sampled, and completions of each.
const PARTIAL: usize = 2_000;
const COMPLETIONS: usize = 25;
/// Partial assessments whose completions are gone through one by one.
const ENUMERATED: usize = 2_000;
/// As many completions as are gone through.
const FEASIBLE: usize = 3_000;

#[test]
fn the_truth_of_every_completion_lies_within_the_ranges() {
    let (mut partial, mut seed) = (0, 0);
    while partial < PARTIAL {
        seed += 1;
        let source = rubric(seed);
        let Some(compiled) = load(&source, None).compiled else {
            continue;
        };
        let Some(model) = load(&source, None).model else {
            continue;
        };
        let program = compiled.program().unwrap();
        let mut random = Random::new(seed ^ 0xB0);
        for _ in 0..4 {
            let (sheet, _) = sheet(&mut random, &program, &model, Fill::Partly);
            let perspective = (!random.once_in(2)).then(|| RaterId::new(random.below(model.raters.len())));
            let rows = program.table(perspective).unwrap().len();
            let mut ranges = vec![Range::<i128>::default(); rows];
            sheet
                .lend(|partial| program.bound(perspective, partial, Scope::Completions, &mut ranges).map(|_| ()))
                .unwrap();
            for _ in 0..COMPLETIONS {
                let whole = completion(&mut random, &program, &sheet);
                let told = || format!("{source}\n{perspective:?}\npartial {sheet:?}\nwhole {whole:?}");
                contained(&program, perspective, &whole, &ranges, &told);
            }
            partial += 1;
        }
    }
}

/// Whether every row's value lies within its range.
fn contained(
    program: &Program<'_>,
    perspective: Option<RaterId>,
    whole: &Sheet,
    ranges: &[Range<i128>],
    told: &dyn Fn() -> String,
) {
    let mut workings = vec![[0_i128; 2]; ranges.len()];
    whole.lend(|assessment| {
        let evaluation = program.evaluate(perspective, assessment, &mut workings).unwrap();
        for (at, range) in ranges.iter().enumerate() {
            let row = RowId::new(at);
            let reading = evaluation.reading(row);
            let absent = evaluation.absence(row);
            let within = match (range, reading) {
                (Range::Number(range), Reading::Number(Ok(number))) => {
                    range.known && range.low <= number && number <= range.high
                }
                (Range::Number(range), Reading::Number(Err(reason))) if reason.is_left_out() => range.left_out,
                (Range::Number(range), Reading::Number(Err(_))) => range.unknown,
                (Range::Level(range), Reading::Level(levels, level)) => {
                    levels.within(range.reach) == levels
                        && level.map_or(range.unknown, |level| range.possible.has(level))
                }
                (Range::Truth(set), Reading::Truth(Truth::Yes)) => set.can_be_yes(),
                (Range::Truth(set), Reading::Truth(Truth::No)) => set.can_be_no(),
                (Range::Truth(set), Reading::Truth(Truth::Unknown)) => set.can_be_unknown(),
                (Range::Count(range), Reading::Count(count)) => {
                    let open = count.least == count.most || range.unknown;
                    let counted = range.least <= count.least && count.most <= range.most;
                    counted && open && range.of_least <= count.of && count.of <= range.of_most
                }
                (Range::Choice(set), Reading::Choice(Ok(choice))) => set >> choice & 1 == 1,
                (Range::Choice(set), Reading::Choice(Err(_))) => *set == 0,
                (Range::Node, _) => true,
                _ => false,
            };
            let op = evaluation.table().row(row).map(|row| row.op);
            assert!(within, "row {at} {op:?} holds {reading:?} ({absent:?}), not within {range:?}\n{}", told());
        }
    });
}

#[test]
fn what_an_outcome_can_still_be_is_exactly_what_some_completion_gives() {
    let (mut compared, mut open, mut seed) = (0, 0, 0);
    while compared < ENUMERATED {
        seed += 1;
        let source = rubric(seed);
        let loaded = load(&source, None);
        let (Some(model), Some(compiled)) = (loaded.model, loaded.compiled) else {
            continue;
        };
        let program = compiled.program().unwrap();
        let mut random = Random::new(seed ^ 0xE4AC7);
        let (mut sheet, _) = sheet(&mut random, &program, &model, Fill::Wholly);
        if !is_finite(&program) {
            continue;
        }
        let openings = blank(&mut random, &program, &mut sheet);
        let options: Vec<Vec<Rating>> = openings.iter().map(|(_, leaf)| options(&program, *leaf)).collect();
        if options.iter().map(Vec::len).product::<usize>() > FEASIBLE {
            continue;
        }
        for outcome in (0..model.outcomes.len()).map(OutcomeId::new) {
            let truth = enumerate(&program, &sheet, &openings, &options, outcome);
            let found = possible(&program, None, &sheet, outcome, rubric_dsl::BUDGET);
            assert_eq!(truth, found, "{}\n{source}\n{sheet:?}", model.outcomes[outcome.index()].name);
            open += usize::from(found.single().is_none());
            compared += 1;
        }
    }
    println!("{compared} outcomes compared, {open} of them open or impossible");
    assert!(open > compared / 20);
}

/// With the plan answered so that no rating makes up for it every level stays open for good; the cap, which holds the highest
/// of them down, makes none the level.
#[test]
fn a_cap_makes_no_level_of_what_stays_open_with_a_lower_one() {
    let source = r#"rubric capped {
        version "1"
        scale s { low = 1 "Low" mid = 2 "Middle" high = 3 "High" }
        answer gone "Gone" missing
        rater self "Self" needs 100%
        domain first "First" { indicator plan "Plan" }
        indicator courage "Courage"
        outcome o "Outcome" on s of first { high from 2.5 mid from 2 low otherwise at most mid when courage < high }
    }"#;
    let compiled = load(source, None).compiled.unwrap();
    let program = compiled.program().unwrap();
    let left = |plan: &str| {
        let sheet = rated(&program, "self", &format!(r#""courage": "mid" {plan}"#));
        let mut ranges = vec![Range::<i128>::default(); program.table(None).unwrap().len()];
        sheet
            .lend(|given| {
                let bounds = program.bound(None, given, Scope::Completions, &mut ranges);
                bounds.map(|bounds| bounds.possible(OutcomeId::new(0)))
            })
            .unwrap()
    };
    assert_eq!(left(""), Levels::all(2));
    assert_eq!(left(r#", "first.plan": { "answer": "gone" }"#), Levels::NONE);
}

/// Whether nothing that is counted without end, and no group, stands in the combined table.
fn is_finite(program: &Program<'_>) -> bool {
    let table = program.table(None).unwrap();
    table.rows().all(|(_, row)| !matches!(row.op, Op::Evidence | Op::Words | Op::Group))
}

/// Takes the ratings of up to four leaves of single raters away.
fn blank(random: &mut Random, program: &Program<'_>, sheet: &mut Sheet) -> Vec<(usize, LeafId)> {
    let rated = |leaf: LeafId| {
        program.leaf(leaf).is_some_and(|leaf| matches!(leaf.form, LeafForm::Rated | LeafForm::Cumulative))
    };
    let mut openings = Vec::new();
    for _ in 0..random.from_to(1, 4) {
        let response = random.below(sheet.responses.len());
        let leaf = LeafId::new(random.below(program.leaves().len()));
        if rated(leaf) && !openings.contains(&(response, leaf)) {
            sheet.responses[response].rate(leaf, Rating::UNRATED);
            openings.push((response, leaf));
        }
    }
    openings
}

/// Everything that a leaf accepts.
fn options(program: &Program<'_>, leaf: LeafId) -> Vec<Rating> {
    let form = program.leaf(leaf).unwrap();
    let scale = program.scale(form.scale).unwrap();
    let count = u8::try_from(scale.levels.len()).unwrap();
    let answers = (0..64_u8).filter(|answer| form.answers >> answer & 1 == 1).map(Rating::answer);
    let levels: Vec<Rating> = match form.form {
        LeafForm::Cumulative => {
            let practices = u32::try_from(form.practices.len()).unwrap();
            let mut ratings: Vec<Rating> =
                (0..1_u64 << practices).map(|ticked| program.rating_of_practices(leaf, ticked)).collect();
            ratings.sort_unstable();
            ratings.dedup();
            ratings
        }
        _ if scale.half_steps != 0 => {
            (0..count).map(Rating::level).chain((0..count - 1).map(Rating::half_step)).collect()
        }
        _ => (0..count).map(Rating::level).collect(),
    };
    levels.into_iter().chain(answers).collect()
}

/// The levels that an outcome has over all completions.
fn enumerate(
    program: &Program<'_>,
    sheet: &Sheet,
    openings: &[(usize, LeafId)],
    options: &[Vec<Rating>],
    outcome: OutcomeId,
) -> Levels {
    let total: usize = options.iter().map(Vec::len).product();
    let mut found = Levels::NONE;
    let mut whole = sheet.clone();
    let mut workings = vec![[0_i128; 2]; program.table(None).unwrap().len()];
    for number in 0..total {
        let mut rest = number;
        for ((response, leaf), ratings) in openings.iter().zip(options) {
            whole.responses[*response].rate(*leaf, ratings[rest % ratings.len()]);
            rest /= ratings.len();
        }
        let level =
            whole.lend(|assessment| program.evaluate(None, assessment, &mut workings).unwrap().outcome(outcome));
        found = level.map_or(found, |level| found.with(Levels::only(level)));
    }
    found
}
