//! Writes the bundle of cases that every machine evaluates: see `rubric-cases`, which reads it.

use rubric_core::records::RaterId;
use rubric_core::{Chosen, Earlier, Given, Program};
use rubric_dsl::{Compiled, Filled, Sheet, load, stripped};

use crate::generate;
use crate::random::Random;
use crate::sheets::{Fill, sheet};

/// Cases of each rubric of the library, and of each generated one.
const CASES: [usize; 2] = [60, 12];

/// A bundle of the given rubrics and of `generated` more that are made by chance, all without their source maps.
#[must_use]
pub fn bundle(rubrics: &[String], generated: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (at, source) in rubrics.iter().enumerate() {
        write_program(&mut bytes, source, CASES[0], at as u64);
    }
    let (mut made, mut seed) = (0, 40_000);
    while made < generated {
        seed += 1;
        made += usize::from(write_program(&mut bytes, &generate::rubric(seed), CASES[1], seed));
    }
    bytes
}

/// Writes a program and its cases; a rubric that the checker refuses is none.
fn write_program(bytes: &mut Vec<u8>, source: &str, cases: usize, seed: u64) -> bool {
    let loaded = load(source, None);
    let (Some(model), Some(compiled)) = (loaded.model, loaded.compiled) else {
        return false;
    };
    let bare = bare(&compiled);
    let program = Program::parse(&bare).unwrap();
    let mut random = Random::new(seed);
    bytes.extend(size(bare.len()));
    bytes.extend(&bare);
    bytes.extend(size(cases));
    for case in 0..cases {
        let fill = if case % 3 == 0 { Fill::Wholly } else { Fill::Partly };
        let (sheet, _) = sheet(&mut random, &program, &model, fill);
        let perspective = (!random.once_in(2)).then(|| RaterId::new(random.below(model.raters.len())));
        write_case(bytes, perspective, &sheet);
    }
    true
}

/// A program without its source map.
#[must_use]
pub fn bare(compiled: &Compiled) -> Vec<u8> {
    stripped(compiled.bytes())
}

fn write_case(bytes: &mut Vec<u8>, perspective: Option<RaterId>, sheet: &Sheet) {
    bytes.push(perspective.map_or(u8::MAX, |rater| byte(rater.index())));
    bytes.push(byte(sheet.context.len()));
    for given in &sheet.context {
        match given {
            Given::Unset => bytes.push(0),
            Given::Choice(choice) => bytes.extend([1].into_iter().chain(choice.to_le_bytes())),
            Given::Number(number) => bytes.extend([2].into_iter().chain(number.millionths().to_le_bytes())),
        }
    }
    bytes.push(byte(sheet.judged.len()));
    bytes.extend(sheet.judged.iter().map(|Chosen { level, .. }| level.unwrap_or(u8::MAX)));
    bytes.push(byte(sheet.prior.len()));
    for earlier in &sheet.prior {
        match earlier {
            Earlier::Unknown => bytes.push(0),
            Earlier::Number(number) => {
                bytes.push(1);
                bytes.extend(number.num().to_le_bytes());
                bytes.extend(number.den().to_le_bytes());
            }
            Earlier::Level(level) => bytes.extend([2, *level]),
        }
    }
    bytes.push(byte(sheet.responses.len()));
    for response in &sheet.responses {
        write_response(bytes, response);
    }
}

fn write_response(bytes: &mut Vec<u8>, response: &Filled) {
    bytes.push(byte(response.rater.index()));
    bytes.extend(count(response.ratings.len()));
    bytes.extend(response.ratings.iter().map(|rating| rating.code()));
    bytes.extend(count(response.figures.len()));
    bytes.extend(response.figures.iter().flat_map(|figure| figure.millionths().to_le_bytes()));
    bytes.extend(count(response.evidence.len()));
    bytes.extend(response.evidence.iter().flat_map(|count| count.to_le_bytes()));
    bytes.extend(count(response.words.len()));
    bytes.extend(response.words.iter().flat_map(|count| count.to_le_bytes()));
}

fn size(len: usize) -> [u8; 4] {
    u32::try_from(len).unwrap().to_le_bytes()
}

fn count(len: usize) -> [u8; 2] {
    u16::try_from(len).unwrap().to_le_bytes()
}

fn byte(len: usize) -> u8 {
    u8::try_from(len).unwrap()
}
