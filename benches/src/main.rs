//! Prints what the engine takes beside the hand-written function, both measured in turn in one run.

use std::hint::black_box;
use std::time::Instant;

use rubric_benches::columns::{self, LANES, Sheet};
use rubric_benches::common::{INDICATORS, ratings, text};
use rubric_benches::hand;
use rubric_benches::ours::{Ours, as_ratings};
use rubric_benches::side_by_side::{Found, Many, as_columns, by_hand, by_us};
use rubric_core::records::RaterId;
use rubric_core::{Int, Plan, Program, Step};

const ROUNDS: usize = 200;
const TIMES: u32 = 1;

fn main() {
    println!("| indicators | rows | by hand | by a plan | times | row by row |");
    println!("|---:|---:|---:|---:|---:|---:|");
    scalar::<6, 1, i32>();
    scalar::<60, 1, i32>();
    scalar::<600, 10, i64>();
    println!("\n| indicators | assessments | columns by hand | batch | times |");
    println!("|---:|---:|---:|---:|---:|");
    for blocks in [1, 10, 100, 1_000, 10_000] {
        batch::<6, 1, i32>(blocks);
    }
    batch::<60, 1, i32>(100);
    println!("\n| assessments | batch, one core | batch, two cores | of it |");
    println!("|---:|---:|---:|---:|");
    for blocks in [100, 1_000, 10_000] {
        two_cores::<6, i32>(blocks);
    }
    println!("\n| indicators | text to program | program to view | bytes |");
    println!("|---:|---:|---:|---:|");
    compiling::<6>();
    compiling::<60>();
    compiling::<600>();
}

/// One row of the table: from text to a program, and from the program's bytes to a verified view.
fn compiling<const COMPETENCIES: usize>() {
    let source = text(COMPETENCIES);
    let Some(compiled) = rubric_dsl::load(&source, None).compiled else { panic!("the common rubric is refused") };
    let [compile, load] = fastest(
        if COMPETENCIES > 100 { 3 } else { 20 },
        || {
            black_box(rubric_dsl::load(black_box(&source), None));
        },
        || {
            black_box(Program::parse(black_box(compiled.bytes())).is_ok());
        },
    );
    let indicators = COMPETENCIES * INDICATORS;
    let bytes = compiled.bytes().len();
    println!("| {indicators} | {:.2} ms | {:.1} µs | {bytes} |", compile * 1e3, load * 1e6);
}

/// One row of the table: a full result, by hand and by the engine, for `COMPETENCIES` competencies.
fn scalar<const COMPETENCIES: usize, const WORDS: usize, I: Int>() {
    let loaded = rubric_dsl::load(&text(COMPETENCIES), None);
    let Some(compiled) = loaded.compiled else { panic!("{:?}", loaded.diagnostics) };
    let program = compiled.program().unwrap_or_else(|error| panic!("{error}"));
    let ours = Ours::new(program);
    let indicators = COMPETENCIES * INDICATORS;
    let count = (24_000 / indicators).max(10);
    let [own, other] = ratings(indicators, count, 1);
    let (own_codes, other_codes) = (as_ratings(&own), as_ratings(&other));
    let rows = program.table(Some(RaterId::new(0))).map_or(0, |table| table.len());
    let (mut laid, mut workings) = (vec![[I::ZERO; 2]; rows], vec![[I::ZERO; 2]; rows]);
    let leader = Some(RaterId::new(0));
    let mut steps = vec![Step::BLANK; program.steps(leader)];
    let mut plan = Plan::new(&program, leader, &mut steps, &mut laid).unwrap_or_else(|error| panic!("{error}"));
    let pairs = || own.chunks_exact(indicators).zip(other.chunks_exact(indicators));
    let coded = || own_codes.chunks_exact(indicators).zip(other_codes.chunks_exact(indicators));
    for ((a, b), (x, y)) in pairs().zip(coded()) {
        let by_hand = hand::evaluate::<COMPETENCIES, WORDS>(a, b).decisions();
        assert_eq!(by_hand, ours.by_plan::<WORDS, I>(x, y, &mut plan).decisions(), "{a:?} {b:?}");
        assert_eq!(by_hand, ours.evaluate::<WORDS, I>(x, y, &mut workings).decisions(), "{a:?} {b:?}");
    }
    let by_hand = || {
        pairs().for_each(|(a, b)| {
            black_box(hand::evaluate::<COMPETENCIES, WORDS>(black_box(a), black_box(b)));
        })
    };
    let [hand, engine] = fastest(ROUNDS, by_hand, || {
        coded().for_each(|(a, b)| {
            black_box(ours.by_plan::<WORDS, I>(black_box(a), black_box(b), &mut plan));
        })
    });
    let [_, rowwise] = fastest(ROUNDS, by_hand, || {
        coded().for_each(|(a, b)| {
            black_box(ours.evaluate::<WORDS, I>(black_box(a), black_box(b), &mut workings));
        })
    });
    let [each, plan, rowwise] = [hand, engine, rowwise].map(|seconds| seconds * 1e9 / count as f64);
    println!("| {indicators} | {rows} | {each:.0} ns | {plan:.0} ns | {:.1} | {rowwise:.0} ns |", engine / hand);
}

/// One row of the table: blocks of assessments, by hand and by the engine, on one core.
fn batch<const COMPETENCIES: usize, const WORDS: usize, I: Int>(blocks: usize) {
    let loaded = rubric_dsl::load(&text(COMPETENCIES), None);
    let Some(compiled) = loaded.compiled else { panic!("{:?}", loaded.diagnostics) };
    let program = compiled.program().unwrap_or_else(|error| panic!("{error}"));
    let mut many = Many::<I>::new(Ours::new(program));
    let (indicators, count) = (COMPETENCIES * INDICATORS, blocks * LANES);
    let codes = ratings(indicators, count, 1).map(|codes| as_columns(&codes, indicators));
    let coded = codes.each_ref().map(|codes| as_ratings(codes));
    let (codes, coded) = (codes.each_ref().map(Vec::as_slice), coded.each_ref().map(Vec::as_slice));
    let (mut sheet, mut found) = (Box::new(Sheet::<COMPETENCIES>::blank()), Box::new(Found::blank()));
    for from in (0..count).step_by(LANES).take(40) {
        columns::evaluate(codes, count, from, &mut sheet);
        many.evaluate(coded, count, from, &mut found, |ours, block, found| {
            for lane in 0..LANES {
                assert_eq!(
                    by_hand::<COMPETENCIES, WORDS>(&sheet, lane),
                    by_us(ours, block, found, lane),
                    "{from} {lane}"
                );
            }
        });
    }
    let [hand, engine] = fastest(
        (40_000 / blocks).clamp(10, ROUNDS),
        || {
            for from in (0..count).step_by(LANES) {
                columns::evaluate(black_box(codes), count, from, black_box(&mut sheet));
            }
        },
        || {
            for from in (0..count).step_by(LANES) {
                many.evaluate(black_box(coded), count, from, black_box(&mut found), |_, block, _| {
                    black_box(block);
                });
            }
        },
    );
    let each = |seconds: f64| seconds * 1e9 / count as f64;
    println!("| {indicators} | {count} | {:.1} ns | {:.1} ns | {:.1} |", each(hand), each(engine), engine / hand);
}

/// One row of the table: the blocks gone through on one core, and shared by two.
fn two_cores<const COMPETENCIES: usize, I: Int + Send>(blocks: usize) {
    let loaded = rubric_dsl::load(&text(COMPETENCIES), None);
    let Some(compiled) = loaded.compiled else { panic!("{:?}", loaded.diagnostics) };
    let program = compiled.program().unwrap_or_else(|error| panic!("{error}"));
    let (indicators, count) = (COMPETENCIES * INDICATORS, blocks * LANES);
    let coded = ratings(indicators, count, 1).map(|codes| as_ratings(&as_columns(&codes, indicators)));
    let coded = coded.each_ref().map(Vec::as_slice);
    let mut both = [(); 2].map(|()| (Many::<I>::new(Ours::new(program)), Box::new(Found::blank())));
    let go = |(many, found): &mut (Many<'_, I>, Box<Found>), from: usize, to: usize| {
        for from in (from..to).step_by(LANES) {
            many.evaluate(black_box(coded), count, from, black_box(found), |_, block, _| {
                black_box(block);
            });
        }
    };
    let both = std::cell::RefCell::new(&mut both);
    let [one, two] = fastest(
        (200_000 / blocks).clamp(10, 2_000),
        || go(&mut both.borrow_mut()[0], 0, count),
        || {
            let [first, second] = &mut **both.borrow_mut();
            let half = blocks / 2 * LANES;
            std::thread::scope(|scope| {
                scope.spawn(|| go(second, half, count));
                go(first, 0, half);
            });
        },
    );
    let each = |seconds: f64| seconds * 1e9 / count as f64;
    println!("| {count} | {:.1} ns | {:.1} ns | {:.2} |", each(one), each(two), one / two);
}

/// The fewest seconds of two things, measured in turn.
fn fastest(rounds: usize, mut one: impl FnMut(), mut other: impl FnMut()) -> [f64; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..rounds {
        for (slot, run) in times.iter_mut().zip([&mut one as &mut dyn FnMut(), &mut other]) {
            let start = Instant::now();
            for _ in 0..TIMES {
                run();
            }
            slot.push(start.elapsed().as_secs_f64() / f64::from(TIMES));
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times.first().copied().unwrap_or(0.0)
    })
}
