//! Evaluations by a plan, in loops over rows that are alike, are worth what each row is by itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rubric_core::records::{NodeId, Number, RaterId, RowId, SeriesForm};
use rubric_core::{
    Assessment, Extent, Fraction, Header, Int, Op, Plan, Program, Rating, Record, Response, Section, Step, Width,
    checksum,
};
use rubric_dsl::{Sheet, load};
use rubric_tests::generate::rubric;
use rubric_tests::random::Random;
use rubric_tests::sheets::{Fill, sheet};

/// A program with some of its bytes changed, and its checksum mended.
fn changed(bytes: &[u8], change: impl FnOnce(&mut [u8])) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    change(&mut bytes);
    let mut head = Vec::new();
    Header { checksum: checksum(&bytes[Header::SIZE..]), ..Header::read(&bytes) }.write(&mut head);
    bytes[..Header::SIZE].copy_from_slice(&head);
    bytes
}

/// Where a section's extent stands.
fn extent(section: Section) -> usize {
    Header::SIZE + section as usize * Extent::SIZE
}

/// The same program without what it tells of series.
fn without_series(bytes: &[u8]) -> Vec<u8> {
    changed(bytes, |bytes| bytes[extent(Section::Walks) + 4..][..4].fill(0))
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
    let raters = (0..model.raters.len()).map(|rater| Some(RaterId::new(rater)));
    for perspective in raters.chain([None]) {
        let sheets: Vec<Sheet> =
            (0..sheets.div_ceil(3)).map(|_| sheet(&mut random, &together, &model, Fill::Partly).0).collect();
        let wide = digests::<i128>([&together, &alone], perspective, &sheets);
        let own = match together.width() {
            Width::Bits32 => digests::<i32>([&together, &alone], perspective, &sheets),
            Width::Bits64 => digests::<i64>([&together, &alone], perspective, &sheets),
            Width::Bits128 => wide.clone(),
        };
        for ((own, wide), sheet) in own.iter().zip(&wide).zip(&sheets) {
            assert!(own.iter().chain(wide).all(|digest| *digest == own[0]), "{source}\n{perspective:?}\n{sheet:?}");
        }
    }
}

/// What each sheet comes to by the program, and by a plan of either, which goes on from one sheet to the next.
fn digests<I: Int>(programs: [&Program<'_>; 2], perspective: Option<RaterId>, sheets: &[Sheet]) -> Vec<[u64; 3]> {
    let rows = programs[0].table(perspective).unwrap().len();
    let mut workings = [(); 3].map(|()| vec![[I::ONE; 2]; rows]);
    let mut steps = programs.map(|program| vec![Step::BLANK; program.steps(perspective)]);
    let ([first, second], [own, one, other]) = (&mut steps, &mut workings);
    let mut plans = [
        Plan::new(programs[0], perspective, first, one).unwrap(),
        Plan::new(programs[1], perspective, second, other).unwrap(),
    ];
    let mut digests = |sheet: &Sheet| {
        sheet.lend(|assessment| {
            let by_plan = plans.each_mut().map(|plan| plan.evaluate(assessment).unwrap().digest());
            [programs[0].evaluate(perspective, assessment, own).unwrap().digest(), by_plan[0], by_plan[1]]
        })
    };
    sheets.iter().map(&mut digests).collect()
}

#[test]
fn a_plan_gives_what_each_row_is_by_itself() {
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
    // Functions of two numbers, either of which may not be known.
    let functions = ["min", "max", "mean", "median", "sum", "spread"];
    let measures =
        functions.map(|name| format!("  measure by_{name} \"M\" = {name}(smart_side, healthy_side)\n")).concat();
    let functions = common.replacen("  measure balance", &format!("{measures}  measure balance"), 1);
    assert!(load(&functions, None).compiled.is_some(), "{:?}", load(&functions, None).diagnostics);
    let before = counts.get(&(SeriesForm::Loose, Op::Fold)).copied().unwrap_or_default();
    same(&functions, 500, 7, &mut counts);
    let folds = counts.get(&(SeriesForm::Loose, Op::Fold)).copied().unwrap_or_default();
    assert!(folds >= before + 6, "{before} {folds}");
    same(&with_differences(&common), 500, 8, &mut counts);
    for op in [Op::Rating, Op::Number, Op::Minus, Op::Magnitude, Op::Compare, Op::And, Op::Known] {
        assert!(counts.get(&(SeriesForm::Steps, op)).is_some_and(|rows| *rows > 20), "{op:?}: {counts:?}");
    }
    for form in [SeriesForm::Rolls, SeriesForm::Rated] {
        assert!(counts.get(&(form, Op::Roll)).is_some_and(|rows| *rows > 20), "{form:?}: {counts:?}");
    }
}

/// The same with flags that look at differences and distances in every way, and with measures that show some of them.
fn with_differences(common: &str) -> String {
    let difference = "c by self - c by supervisor";
    let flags: String = ["<", "<=", ">", ">=", "is", "is not"]
        .into_iter()
        .flat_map(|how| ["-0.5", "0", "0.5", "1"].map(|than| (how, than)))
        .enumerate()
        .map(|(at, (how, than))| {
            let flag = |name: &str, what: &str| format!("    flag {name}{at} \"F\" when {what} {how} {than}\n");
            flag("apart", &format!("abs({difference})")) + &flag("less", difference)
        })
        .collect();
    let shown = "  measure shown \"M\" = abs(c1 by self - c1 by supervisor) + c2 by supervisor\n";
    let each = "  for each c in competencies {\n";
    let text = common.replacen(each, &format!("{shown}{each}{flags}"), 1);
    assert!(load(&text, None).compiled.is_some(), "{:?}", load(&text, None).diagnostics);
    text
}

/// Each is made of the one before, twice. To evaluate one from the ratings on would take two steps for that, four for the
/// one before, and so on.
#[test]
fn numbers_that_only_are_shown_are_not_evaluated_over_and_over() {
    let chain: String =
        (1..60).map(|at| format!("  measure m{at} \"M\" = (m{} - m{}) / 2 + 1\n", at - 1, at - 1)).collect();
    let chain = format!("  measure m0 \"M\" = smart_side / 4\n{chain}  measure balance");
    let source = rubric_benches::common::text(6).replacen("  measure balance", &chain, 1);
    assert!(load(&source, None).compiled.is_some(), "{:?}", load(&source, None).diagnostics);
    same(&source, 10, 1, &mut BTreeMap::new());
}

/// The compiler chooses a common denominator for every mean that can come about. Another program need not.
#[test]
fn where_a_mean_does_not_go_over_its_rows_denominator_rows_have_their_own() {
    let answer = "answer absent \"Not there\" left out\n  rater self";
    let source = rubric_benches::common::text(6).replacen("rater self", answer, 1).replace("needs 50%", "needs 100%");
    let compiled = load(&source, None).compiled.unwrap();
    let [twelfths, quarters] = [12, 4].map(|num| {
        let mut record = Vec::new();
        Number { num, den: 1 }.write(&mut record);
        record
    });
    let damaged = changed(compiled.bytes(), |bytes| {
        let at = bytes.windows(twelfths.len()).position(|window| window == twelfths).unwrap();
        bytes[at..][..quarters.len()].copy_from_slice(&quarters);
    });
    let program = Program::parse(&damaged).unwrap();
    let leader = Some(RaterId::new(0));
    let mut workings = [(); 2].map(|()| vec![[0_i64; 2]; program.table(leader).unwrap().len()]);
    let mut steps = vec![Step::BLANK; program.steps(leader)];
    let [own, laid] = &mut workings;
    let mut plan = Plan::new(&program, leader, &mut steps, laid).unwrap();
    let whole = vec![Rating::level(2); 24];
    let mut lacking = whole.clone();
    (lacking[0], lacking[1]) = (Rating::answer(0), Rating::level(0));
    for ratings in [&whole, &lacking, &whole] {
        let responses = [Response { rater: RaterId::new(0), ratings, ..Response::default() }];
        let assessment = Assessment { responses: &responses, ..Assessment::default() };
        let expected = program.evaluate(leader, &assessment, own).unwrap();
        let found = plan.evaluate(&assessment).unwrap();
        assert_eq!(found.digest(), expected.digest());
        assert_eq!(found.digest(), plan.evaluate(&assessment).unwrap().digest());
        let score = expected.score(NodeId::new(1)).unwrap();
        assert_eq!(score, if ratings == &whole { Fraction::whole(3) } else { Fraction::new(7, 3).unwrap() });
    }
}

#[test]
fn a_plan_says_how_much_memory_it_needs() {
    let compiled = load(&rubric_benches::common::text(6), None).compiled.unwrap();
    let program = compiled.program().unwrap();
    let (wanted, rows) = (program.steps(None), program.table(None).unwrap().len());
    let error = |steps: usize, rows: usize| {
        let (mut steps, mut workings) = (vec![Step::<i64>::BLANK; steps], vec![[0; 2]; rows]);
        Plan::new(&program, None, &mut steps, &mut workings).err().map(|error| error.to_string())
    };
    assert_eq!(error(wanted, rows), None);
    assert_eq!(error(wanted - 1, rows), Some(format!("there must be room for at least {wanted} steps")));
    assert_eq!(error(wanted, rows - 1), Some(format!("the workings must hold at least {rows} values")));
}
