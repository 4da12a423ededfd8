//! Evaluates every case of the bundle and prints its digest, a line each.

#![no_std]
#![no_main]

use cortex_m_rt::entry;
use rubric_cases::Memory;
use rubric_device::{Line, exit};

#[unsafe(link_section = ".bundle")]
static BUNDLE: [u8; include_bytes!(concat!(env!("RUBRIC_CASES"), "/cases.bin")).len()] =
    *include_bytes!(concat!(env!("RUBRIC_CASES"), "/cases.bin"));

#[entry]
fn main() -> ! {
    let Some(memory) = cortex_m::singleton!(: Memory = Memory::BLANK) else {
        exit(1);
    };
    let mut line = Line::default();
    rubric_cases::each(&BUNDLE, memory, |digest| match digest {
        Some(digest) => line.hexadecimal(digest).end(),
        None => line.text("no digest").end(),
    });
    exit(0)
}
