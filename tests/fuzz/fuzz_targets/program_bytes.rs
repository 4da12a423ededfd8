//! Any bytes keep the law `program_bytes`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rubric_tests::hostile::program_bytes(bytes));
