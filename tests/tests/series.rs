//! Rows that are filled in one loop are worth what each is worth by itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rubric_core::records::{RaterId, RowId, SeriesForm};
use rubric_core::{Extent, Header, Int, Op, Program, Record, Section, Width, checksum};
use rubric_dsl::{Sheet, load};
use rubric_tests::generate::rubric;
use rubric_tests::random::Random;
use rubric_tests::sheets::{Fill, sheet};

/// The same program without what it tells of series, so that it is gone through row by row.
fn without_series(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = Header::SIZE + Section::Walks as usize * Extent::SIZE;
    bytes[at + 4..at + 8].fill(0);
    let mut head = Vec::new();
    Header { checksum: checksum(&bytes[Header::SIZE..]), ..Header::read(&bytes) }.write(&mut head);
    bytes[..Header::SIZE].copy_from_slice(&head);
    bytes
}

/// Counts the rows of each form and operation in every table.
fn count(program: &Program<'_>, counts: &mut BTreeMap<(SeriesForm, Op), usize>) {
    let raters = (0..program.raters().len()).map(|rater| Some(RaterId::new(rater)));
    for table in raters.chain([None]).filter_map(|perspective| program.table(perspective)) {
        let mut at = 0;
        for series in table.series().iter() {
            let row = table.row(RowId::new(at)).unwrap();
            *counts.entry((series.form, row.op)).or_default() += usize::from(series.rows);
            at += usize::from(series.rows);
        }
        assert_eq!(at, table.len());
    }
}

fn same(source: &str, sheets: usize, seed: u64, counts: &mut BTreeMap<(SeriesForm, Op), usize>) {
    let loaded = load(source, None);
    let (Some(model), Some(compiled)) = (loaded.model, loaded.compiled) else {
        return;
    };
    let plain = without_series(compiled.bytes());
    let (together, alone) = (compiled.program().unwrap(), Program::parse(&plain).unwrap());
    count(&together, counts);
    let mut random = Random::new(seed);
    for _ in 0..sheets {
        let (sheet, _) = sheet(&mut random, &together, &model, Fill::Partly);
        let perspective = (!random.once_in(3)).then(|| RaterId::new(random.below(model.raters.len())));
        let own = match together.width() {
            Width::Bits32 => digests::<i32>([&together, &alone], perspective, &sheet),
            Width::Bits64 => digests::<i64>([&together, &alone], perspective, &sheet),
            Width::Bits128 => digests::<i128>([&together, &alone], perspective, &sheet),
        };
        let wide = digests::<i128>([&together, &alone], perspective, &sheet);
        let same = own.iter().chain(&wide).all(|digest| *digest == own[0]);
        assert!(same, "{source}\n{perspective:?}\n{sheet:?}");
    }
}

fn digests<I: Int>(programs: [&Program<'_>; 2], perspective: Option<RaterId>, sheet: &Sheet) -> [u64; 2] {
    let left_behind = [I::ZERO, I::ONE];
    [0, 1].map(|at| {
        // Each finds something else left behind, so that a row that one of them forgets is seen.
        let (program, mut workings) =
            (programs[at], vec![[left_behind[at]; 2]; programs[at].table(perspective).unwrap().len()]);
        sheet.lend(|assessment| program.evaluate(perspective, assessment, &mut workings).unwrap().digest())
    })
}

#[test]
fn rows_that_are_alike_are_worth_what_each_is_by_itself() {
    let mut counts = BTreeMap::new();
    for seed in 0..600 {
        same(&rubric(seed), 10, seed, &mut counts);
    }
    for system in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../rubrics/systems")).unwrap() {
        let path = system.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "rubric") {
            same(&fs::read_to_string(path).unwrap(), 60, 6, &mut counts);
        }
    }
    let common = rubric_benches::common::text(12);
    same(&common, 500, 1, &mut counts);
    // So many rows that several are filled at once; scales of other levels.
    let many = rubric_benches::common::text(42);
    same(&many, 200, 3, &mut counts);
    same(&many.replacen("proficient = 3", "proficient = 3.5", 1), 100, 4, &mut counts);
    same(
        &many
            .replacen("= 1 \"", "= 4 \"", 1)
            .replacen("= 2 \"", "= 5.5 \"", 1)
            .replacen("= 3 \"", "= 7 \"", 1)
            .replacen("= 4 \"Exem", "= 8.5 \"Exem", 1),
        100,
        5,
        &mut counts,
    );
    // Answers other than a level, unlike weights, and competencies of different lengths.
    let answers = r#"answer unseen "Not seen" missing
  answer absent "Not there" left out
  rater self"#;
    let varied = common.replacen("rater self", answers, 1).replacen("      indicator i4_1 \"I\"\n", "", 1);
    let varied = varied.replacen("indicator i9_0 \"I\"", "indicator i9_0 \"I\" weight 3", 1);
    assert!(load(&varied, None).compiled.is_some(), "{:?}", load(&varied, None).diagnostics);
    same(&varied, 500, 2, &mut counts);
    for op in [Op::Rating, Op::Number, Op::Minus, Op::Magnitude, Op::Compare, Op::And, Op::Known] {
        assert!(counts.get(&(SeriesForm::Steps, op)).is_some_and(|rows| *rows > 20), "{op:?}: {counts:?}");
    }
    for form in [SeriesForm::Rolls, SeriesForm::Rated] {
        assert!(counts.get(&(form, Op::Roll)).is_some_and(|rows| *rows > 20), "{form:?}: {counts:?}");
    }
}
