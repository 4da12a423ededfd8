//! Any bytes keep the law `assessment_files`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rubric_tests::hostile::assessment_files(bytes));
