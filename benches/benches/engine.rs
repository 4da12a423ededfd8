//! What the engine takes for the common rubric, kept by divan: `cargo bench`.

use divan::Bencher;
use rubric_benches::columns::LANES;
use rubric_benches::common::{INDICATORS, ratings, text};
use rubric_benches::ours::{Ours, as_ratings};
use rubric_benches::side_by_side::{Found, Many, as_columns};
use rubric_core::records::RaterId;
use rubric_core::{Assessment, Plan, Program, Range, Response, Scope, Step};
use rubric_dsl::Compiled;

/// Competencies of the common rubric: 24, 240 and 2,400 indicators.
const SIZES: [usize; 3] = [6, 60, 600];

fn main() {
    divan::main();
}

fn leader() -> RaterId {
    RaterId::new(0)
}

fn compiled(competencies: usize) -> Compiled {
    rubric_dsl::load(&text(competencies), None).compiled.unwrap()
}

#[divan::bench(args = SIZES)]
fn compile(bencher: Bencher<'_, '_>, competencies: usize) {
    let source = text(competencies);
    bencher.bench(|| rubric_dsl::load(&source, None));
}

#[divan::bench(args = SIZES)]
fn load(bencher: Bencher<'_, '_>, competencies: usize) {
    let compiled = compiled(competencies);
    bencher.bench(|| Program::parse(compiled.bytes()).is_ok());
}

#[divan::bench(args = SIZES)]
fn evaluate(bencher: Bencher<'_, '_>, competencies: usize) {
    let compiled = compiled(competencies);
    let ours = Ours::new(compiled.program().unwrap());
    let [own, other] = ratings(competencies * INDICATORS, 1, 1).map(|codes| as_ratings(&codes));
    let mut workings = vec![[0_i64; 2]; ours.program.table(Some(leader())).unwrap().len()];
    let mut steps = vec![Step::BLANK; ours.program.steps(Some(leader()))];
    let mut plan = Plan::new(&ours.program, Some(leader()), &mut steps, &mut workings).unwrap();
    bencher.bench_local(|| ours.by_plan::<10, i64>(&own, &other, &mut plan));
}

/// One block of assessments; the time is that of all of them.
#[divan::bench]
fn batch(bencher: Bencher<'_, '_>) {
    const COMPETENCIES: usize = 6;
    let compiled = compiled(COMPETENCIES);
    let mut many = Many::<i32>::new(Ours::new(compiled.program().unwrap()));
    let indicators = COMPETENCIES * INDICATORS;
    let [own, other] = ratings(indicators, LANES, 1).map(|codes| as_ratings(&as_columns(&codes, indicators)));
    let mut found = Box::new(Found::blank());
    bencher.counter(divan::counter::ItemsCount::new(LANES)).bench_local(|| {
        many.evaluate([&own, &other], LANES, 0, &mut found, |_, block, _| {
            divan::black_box(block);
        })
    });
}

#[divan::bench(args = SIZES)]
fn bound(bencher: Bencher<'_, '_>, competencies: usize) {
    let compiled = compiled(competencies);
    let program = compiled.program().unwrap();
    let [own, _] = ratings(competencies * INDICATORS, 1, 1).map(|codes| as_ratings(&codes));
    let responses = [Response { rater: leader(), ratings: &own, ..Response::default() }];
    let assessment = Assessment { responses: &responses, ..Assessment::default() };
    let mut ranges = vec![Range::<i64>::default(); program.table(Some(leader())).unwrap().len()];
    bencher.bench_local(|| program.bound(Some(leader()), &assessment, Scope::Completions, &mut ranges).is_ok());
}
