//! One rubric, one assessment: how many instructions an evaluation takes and how deep the stack went.
//!
//! The clock is QEMU's with `-icount shift=0`: one nanosecond an instruction, read by the core's timer at 25 MHz.

#![no_std]
#![no_main]

use core::hint::black_box;

use cortex_m::peripheral::SYST;
use cortex_m::peripheral::syst::SystClkSource;
use cortex_m_rt::entry;
use rubric_core::records::{OutcomeId, RaterId};
use rubric_core::{Assessment, Program, Rating, Response};
use rubric_device::{Line, exit};

static PROGRAM: &[u8] = include_bytes!(concat!(env!("RUBRIC_CASES"), "/common.rbc"));
const ROWS: usize = 117;
const TIMES: u32 = 100;
/// Instructions in a tick of the timer.
const INSTRUCTIONS: u32 = 40;

#[entry]
fn main() -> ! {
    let Some(peripherals) = cortex_m::Peripherals::take() else { exit(1) };
    let mut timer = peripherals.SYST;
    timer.set_clock_source(SystClkSource::Core);
    timer.set_reload(0x00FF_FFFF);
    timer.clear_current();
    timer.enable_counter();
    let mut line = Line::default();
    let Ok(program) = Program::parse(black_box(PROGRAM)) else { exit(2) };
    let loading = 0x00FF_FFFF_u32.wrapping_sub(SYST::get_current());
    let Some(workings) = cortex_m::singleton!(: [[i32; 2]; ROWS] = [[0; 2]; ROWS]) else { exit(3) };
    let ratings = [[Rating::level(2); 24], [Rating::level(1); 24]];
    timer.clear_current();
    for _ in 0..TIMES {
        if !evaluate(&program, black_box(&ratings), workings) {
            exit(4);
        }
    }
    let evaluating = 0x00FF_FFFF_u32.wrapping_sub(SYST::get_current());
    line.text("instructions-load ").number(loading.wrapping_mul(INSTRUCTIONS)).end();
    line.text("instructions-evaluate ").number(evaluating.wrapping_mul(INSTRUCTIONS) / TIMES).end();
    line.text("bytes-workings ").number(size_of::<[[i32; 2]; ROWS]>() as u32).end();
    line.text("bytes-ratings ").number(size_of_val(&ratings) as u32).end();
    line.text("bytes-stack ").number(stack()).end();
    exit(0)
}

#[inline(never)]
fn evaluate(program: &Program<'_>, ratings: &[[Rating; 24]; 2], workings: &mut [[i32; 2]]) -> bool {
    let [own, other] = ratings;
    let responses = [(0, own), (1, other)].map(|(rater, ratings)| Response {
        rater: RaterId::new(rater),
        ratings,
        ..Response::default()
    });
    let assessment = Assessment { responses: &responses, ..Assessment::default() };
    let evaluation = program.evaluate(Some(RaterId::new(0)), &assessment, workings);
    evaluation.is_ok_and(|evaluation| black_box(evaluation.outcome(OutcomeId::new(0))).is_ok())
}

/// Bytes of the stack that were ever written: it was painted before `main`.
fn stack() -> u32 {
    const PAINT: u32 = 0xCCCC_CCCC;
    unsafe extern "C" {
        static _stack_end: u32;
        static _stack_start: u32;
    }
    let (mut at, top) = (&raw const _stack_end, &raw const _stack_start);
    // SAFETY: the words between the two symbols are the stack's, aligned and readable.
    while at < top && unsafe { at.read_volatile() } == PAINT {
        at = at.wrapping_add(1);
    }
    (top as u32).wrapping_sub(at as u32)
}
