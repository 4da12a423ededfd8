//! Damages programs by chance and holds that each is refused or evaluates to an end: `mutants COUNT [SEED]`.
//!
//! The checksum of every mutant is mended, so that the checks behind it meet the damage.

use rubric_core::records::RaterId;
use rubric_core::{
    Assessment, Evaluation, Extent, Header, Int, Plan, Program, Rating, Record, Response, Step, Width, checksum,
};
use rubric_tests::generate::rubric;
use rubric_tests::random::Random;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().ok_or("a count is wanted")?.parse()?;
    let seed: u64 = arguments.next().map_or(Ok(1), |seed| seed.parse())?;
    let programs = programs(seed);
    let mut random = Random::new(seed);
    let (mut refused, mut evaluated) = (0_usize, 0_usize);
    for _ in 0..count {
        let mut bytes = random.one_of(&programs).cloned().unwrap_or_default();
        damage(&mut random, &mut bytes);
        match Program::parse(&bytes) {
            Ok(program) => {
                evaluated += 1;
                evaluate(&mut random, &program);
            }
            Err(_) => refused += 1,
        }
    }
    println!("{count} mutants: {refused} refused, {evaluated} evaluated to an end");
    Ok(())
}

/// Small programs of many kinds.
fn programs(seed: u64) -> Vec<Vec<u8>> {
    let compiled = (0..400).filter_map(|at| rubric_dsl::load(&rubric(seed + at), None).compiled);
    let mut programs: Vec<Vec<u8>> = compiled.map(|compiled| compiled.bytes().to_vec()).collect();
    programs.sort_by_key(Vec::len);
    programs.truncate(100);
    programs
}

/// Writes over one to four places, mostly behind the directory and the texts, and mends the checksum.
fn damage(random: &mut Random, bytes: &mut [u8]) {
    let strings = Extent::read(bytes.get(Header::SIZE..).unwrap_or(&[])).len as usize;
    for _ in 0..random.from_to(1, 4) {
        let from = if random.once_in(8) { 0 } else { Header::SIZE + strings };
        let at = from + random.below(bytes.len() - from);
        let value = if random.once_in(2) { random.below(8) } else { random.below(256) };
        bytes[at] = u8::try_from(value).unwrap();
    }
    let sum = checksum(&bytes[Header::SIZE..]).to_le_bytes();
    let mended = Header { checksum: u64::from_le_bytes(sum), ..Header::read(bytes) };
    let mut head = Vec::new();
    mended.write(&mut head);
    if !random.once_in(64) {
        bytes[..Header::SIZE].copy_from_slice(&head);
    }
}

fn evaluate(random: &mut Random, program: &Program<'_>) {
    match program.width() {
        Width::Bits32 => from_a_side::<i32>(random, program),
        Width::Bits64 => from_a_side::<i64>(random, program),
        Width::Bits128 => from_a_side::<i128>(random, program),
    }
}

fn from_a_side<I: Int>(random: &mut Random, program: &Program<'_>) {
    let raters = program.raters().len();
    let perspective = (!random.once_in(2)).then(|| RaterId::new(random.below(raters)));
    let Some(table) = program.table(perspective) else {
        return;
    };
    let ratings: Vec<Rating> =
        (0..program.leaves().len()).map(|_| Rating::level(u8::try_from(random.below(3)).unwrap())).collect();
    let responses: Vec<Response<'_>> = (0..raters)
        .map(|rater| Response { rater: RaterId::new(rater), ratings: &ratings, ..Response::default() })
        .collect();
    let assessment = Assessment { responses: &responses, ..Assessment::default() };
    let mut workings = [(); 2].map(|()| vec![[I::ZERO; 2]; table.len()]);
    let mut steps = vec![Step::BLANK; program.steps(perspective)];
    let [own, laid] = &mut workings;
    if let Ok(evaluation) = program.evaluate(perspective, &assessment, own) {
        read(&evaluation);
    }
    if let Ok(mut plan) = Plan::new(program, perspective, &mut steps, laid)
        && let Ok(evaluation) = plan.evaluate(&assessment)
    {
        read(&evaluation);
    }
}

fn read<I: Int>(evaluation: &Evaluation<'_, '_, '_, I>) {
    std::hint::black_box(evaluation.digest());
    std::hint::black_box(evaluation.missing().count());
    evaluation.program().ranks().iter().for_each(|rank| {
        std::hint::black_box(evaluation.ranked(&rank).count());
    });
}
