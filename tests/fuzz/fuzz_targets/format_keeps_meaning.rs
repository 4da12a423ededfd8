//! Any bytes keep the law `format_keeps_meaning`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rubric_tests::hostile::format_keeps_meaning(bytes));
