//! Laws, one test each. The table of them stands in ARCHITECTURE.md.

use rubric_core::records::{LeafId, RaterId, RowId};
use rubric_core::{Fraction, Item, Op, Program, Reading, Row, Truth, Width};
use rubric_dsl::{Sheet, format, has_errors, load, parse, stripped};
use rubric_tests::generate::rubric;
use rubric_tests::hostile::{exercise, mend};
use rubric_tests::random::Random;
use rubric_tests::sheets::{Fill, rate, sheet};

/// Calls `check` with generated programs and sheets.
fn each_pair(count: usize, salt: u64, check: impl Fn(&Program<'_>, Option<RaterId>, &Sheet, &mut Random, &str)) {
    let (mut made, mut seed) = (0, salt);
    while made < count {
        seed += 1;
        let source = rubric(seed);
        let loaded = load(&source, None);
        let (Some(model), Some(compiled)) = (loaded.model, loaded.compiled) else {
            continue;
        };
        let program = compiled.program().unwrap();
        let mut random = Random::new(seed);
        for _ in 0..3 {
            let (sheet, _) = sheet(&mut random, &program, &model, Fill::Partly);
            let perspective = (!random.once_in(2)).then(|| RaterId::new(random.below(model.raters.len())));
            check(&program, perspective, &sheet, &mut random, &source);
            made += 1;
        }
    }
}

fn digest<I: rubric_core::Int>(program: &Program<'_>, perspective: Option<RaterId>, sheet: &Sheet) -> u64 {
    let mut workings = vec![[I::ZERO; 2]; program.table(perspective).unwrap().len()];
    sheet.lend(|assessment| program.evaluate(perspective, assessment, &mut workings).unwrap().digest())
}

fn readings(program: &Program<'_>, perspective: Option<RaterId>, sheet: &Sheet) -> Vec<Reading> {
    let mut workings = vec![[0_i128; 2]; program.table(perspective).unwrap().len()];
    sheet.lend(|assessment| {
        let evaluation = program.evaluate(perspective, assessment, &mut workings).unwrap();
        (0..evaluation.table().len()).map(|row| evaluation.reading(RowId::new(row))).collect()
    })
}

#[test]
fn every_width_that_a_program_allows_gives_the_same_digest() {
    let narrow = std::cell::Cell::new(0);
    each_pair(3_000, 0, |program, perspective, sheet, _, source| {
        let widest = digest::<i128>(program, perspective, sheet);
        if program.width() != Width::Bits128 {
            assert_eq!(widest, digest::<i64>(program, perspective, sheet), "{source}");
        }
        if program.width() == Width::Bits32 {
            narrow.set(narrow.get() + 1);
            assert_eq!(widest, digest::<i32>(program, perspective, sheet), "{source}");
        }
    });
    assert!(narrow.get() > 100, "only {} programs were narrow", narrow.get());
}

#[test]
fn the_order_of_responses_does_not_matter() {
    each_pair(1_500, 10_000, |program, perspective, sheet, _, source| {
        let mut turned = sheet.clone();
        turned.responses.reverse();
        assert_eq!(
            digest::<i128>(program, perspective, sheet),
            digest::<i128>(program, perspective, &turned),
            "{source}"
        );
    });
}

#[test]
fn a_changed_rating_changes_only_rows_that_stand_on_it() {
    each_pair(1_500, 20_000, |program, perspective, sheet, random, source| {
        let mut changed = sheet.clone();
        let Some(response) = (!changed.responses.is_empty()).then(|| random.below(changed.responses.len())) else {
            return;
        };
        let leaf = LeafId::new(random.below(program.leaves().len()));
        let rater = changed.responses[response].rater;
        rate(random, program, leaf, &mut changed.responses[response]);
        let table = program.table(perspective).unwrap();
        let mut stands = vec![false; table.len()];
        for (id, row) in table.rows() {
            let reads = match row.op {
                Op::Rating | Op::Group | Op::Figure => {
                    usize::from(row.a) == leaf.index() && usize::from(row.b) == rater.index()
                }
                Op::Words => usize::from(row.b) == rater.index(),
                _ => false,
            };
            stands[id.index()] = reads || table.because(id).any(|earlier| stands[earlier.index()]);
        }
        let (before, after) = (readings(program, perspective, sheet), readings(program, perspective, &changed));
        for (at, (before, after)) in before.iter().zip(&after).enumerate() {
            assert!(stands[at] || before == after, "row {at} changed from {before:?} to {after:?}\n{source}");
        }
    });
}

#[test]
fn every_step_can_be_recomputed_from_what_it_names() {
    each_pair(1_500, 30_000, |program, perspective, sheet, _, source| {
        let values = readings(program, perspective, sheet);
        let table = program.table(perspective).unwrap();
        for (id, row) in table.rows() {
            let items: Vec<Item> = table.items_of(&row).iter().collect();
            if let Some(expected) = recomputed(program, &row, &items, &values) {
                assert_eq!(expected, values[id.index()], "row {} {:?}\n{source}", id.index(), row.op);
            }
        }
    });
}

/// What simple steps give, from the readings of the rows they name, as a person would do it by hand.
fn recomputed(program: &Program<'_>, row: &Row, items: &[Item], values: &[Reading]) -> Option<Reading> {
    let number = |at: u16| if let Reading::Number(Ok(number)) = values[usize::from(at)] { Some(number) } else { None };
    let truth = |at: u16| if let Reading::Truth(truth) = values[usize::from(at)] { truth } else { Truth::Unknown };
    let (a, b) = (row.a, row.b);
    let made = |number: Option<Fraction>| number.map(|number| Reading::Number(Ok(number.lowest())));
    match row.op {
        Op::Plus => made(number(a)?.plus(number(b)?)),
        Op::Minus => made(number(a)?.minus(number(b)?)),
        Op::Times => made(number(a)?.times(number(b)?)),
        Op::Over => made(number(a)?.over(number(b)?)),
        Op::Negated => made(number(a)?.negated()),
        Op::Magnitude => made(number(a)?.magnitude()),
        Op::Number => made(Some(program.number(row.number_a()))),
        Op::And => Some(Reading::Truth(truth(a).and(truth(b)))),
        Op::Or => Some(Reading::Truth(truth(a).or(truth(b)))),
        Op::Not => Some(Reading::Truth(truth(a).not())),
        Op::Compare => {
            let how = rubric_core::Comparison::from_code(row.how)?;
            let known = number(a).zip(number(b)).map(|(a, b)| Truth::of(how.holds(a.cmp(&b))));
            Some(Reading::Truth(known.unwrap_or(Truth::Unknown)))
        }
        Op::Roll if row.how == rubric_core::records::Roll::Mean as u8 && !items.is_empty() => {
            let known: Option<Vec<(Fraction, i64)>> =
                items.iter().map(|item| Some((number(item.a)?, item.weight))).collect();
            let known = known?;
            let weights: i64 = known.iter().map(|(_, weight)| weight).sum();
            let weighted = known.iter().map(|(value, weight)| value.times(Fraction::whole(i128::from(*weight))));
            let sum = weighted.reduce(|sum, next| sum?.plus(next?))??;
            made(sum.over(Fraction::whole(i128::from(weights))))
        }
        Op::Decide => None,
        _ => None,
    }
}

#[test]
fn printing_and_reading_again_gives_the_same_rubric() {
    for seed in 0..1_500 {
        let source = rubric(seed);
        let printed = format(&parse(&source).file);
        let again = parse(&printed);
        assert!(!has_errors(&again.diagnostics), "{printed}");
        assert_eq!(printed, format(&again.file), "the layout is not stable");
        let (before, after) = (load(&source, None).compiled, load(&printed, None).compiled);
        match (before, after) {
            (Some(before), Some(after)) => {
                let (before, after) = (before.program().unwrap().digest(), after.program().unwrap().digest());
                assert_eq!(before, after, "the digest changed\n{source}\n{printed}");
            }
            (None, None) => {}
            _ => panic!("only one of the two is accepted\n{source}\n{printed}"),
        }
    }
}

#[test]
fn a_program_without_its_source_map_gives_the_same_results_and_keeps_its_digest() {
    for seed in 0..200 {
        let source = rubric(seed);
        let loaded = load(&source, None);
        let (Some(model), Some(compiled)) = (loaded.model, loaded.compiled) else {
            continue;
        };
        let bare = stripped(compiled.bytes());
        let (whole, bare) = (compiled.program().unwrap(), Program::parse(&bare).unwrap());
        assert_eq!(whole.digest(), bare.digest());
        let (sheet, _) = sheet(&mut Random::new(seed), &whole, &model, Fill::Partly);
        assert_eq!(digest::<i128>(&whole, None, &sheet), digest::<i128>(&bare, None, &sheet));
    }
}

#[test]
fn any_bytes_are_a_program_or_an_error() {
    let compiled = load(include_str!("../rubrics/school_leader.rubric"), None).compiled.unwrap();
    let whole = compiled.bytes();
    let mut random = Random::new(7);
    let mut parsed = 0;
    for round in 0..40_000 {
        let mut bytes = whole.to_vec();
        match round % 4 {
            0 => bytes.truncate(random.below(bytes.len())),
            1 => (0..random.from_to(1, 8))
                .for_each(|_| bytes[random.below(whole.len())] = random.number().to_le_bytes()[0]),
            2 => {
                let at = random.below(bytes.len());
                bytes.splice(at..at, (0..random.below(16)).map(|_| 0xFF_u8).collect::<Vec<_>>());
            }
            _ => {
                let at = random.below(bytes.len());
                let end = (at + random.below(8)).min(bytes.len());
                bytes.drain(at..end);
            }
        }
        // With its checksum mended, damage is met by the checks behind it.
        mend(&mut bytes);
        if let Ok(program) = Program::parse(&bytes) {
            parsed += 1;
            exercise(&program);
        }
    }
    assert!(parsed > 1_000, "only {parsed} mutants came past the checks");
}

#[test]
fn the_rubric_of_the_language_page_passes_its_own_examples() {
    let loaded = load(include_str!("../rubrics/school_leader.rubric"), None);
    let trials = rubric_dsl::trials(&loaded.model.unwrap());
    assert_eq!(trials.len(), 2);
    assert!(trials.iter().all(|trial| trial.failures.is_empty() && trial.expected > 2), "{trials:?}");
}
