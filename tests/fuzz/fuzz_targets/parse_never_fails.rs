//! Any bytes keep the law `parse_never_fails`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rubric_tests::hostile::parse_never_fails(bytes));
