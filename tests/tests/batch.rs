//! Assessments side by side are worth what each is worth by itself, row for row.

use std::fs;
use std::path::Path;

use rubric_core::batch::{Batch, Column, Denominators, LANES, Lent};
use rubric_core::records::{Place, RaterId};
use rubric_core::{AssessmentErrorKind, Fraction, Int, Program, Rating, Reading, Width};
use rubric_dsl::{Sheet, load};
use rubric_tests::columns::Columns;
use rubric_tests::generate::rubric;
use rubric_tests::random::Random;
use rubric_tests::sheets::{Fill, sheet};

/// Evaluates sheets side by side and one by one; gives how many pairs of an assessment and a perspective agreed.
fn same<I: Int>(program: &Program<'_>, sheets: &[Sheet], told: &str) -> usize {
    let perspectives = (0..program.raters().len()).map(|rater| Some(RaterId::new(rater))).chain([None]);
    let columns = Columns::of(program, sheets);
    let mut agreed = 0;
    for perspective in perspectives {
        let Ok(batch) = Batch::new(*program, perspective) else {
            continue;
        };
        let rows = batch.table().len();
        let (mut lent, mut lane, mut alone) =
            (vec![Column::<I>::BLANK; rows], vec![[I::ZERO; 2]; rows], vec![[I::ZERO; 2]; rows]);
        columns.lend(|assessments| {
            for from in (0..sheets.len()).step_by(LANES) {
                let block = batch.evaluate(assessments, from, &mut lent, &mut lane).unwrap();
                assert_eq!(block.len(), LANES.min(sheets.len() - from));
                let ranks: Vec<_> = program.ranks().iter().collect();
                let ranked = ranks.iter().map(|rank| {
                    let mut places = vec![[0; LANES]; usize::from(rank.count)];
                    block.ranked(rank, &mut places);
                    places
                });
                let ranked: Vec<_> = ranked.collect();
                for (at, sheet) in sheets[from..].iter().take(LANES).enumerate() {
                    sheet.lend(|assessment| {
                        let one = program.evaluate(perspective, assessment, &mut alone).unwrap();
                        for (row, _) in batch.table().rows() {
                            let reading = block.reading(row, at);
                            assert!(
                                block.lent(row).is_none_or(|lent| is_lent(lent, at, reading)),
                                "{row:?} {at}\n{told}"
                            );
                            assert_eq!(reading, one.reading(row), "{row:?} {perspective:?}\n{told}\n{sheet:?}");
                        }
                        assert_eq!(block.digest(at), one.digest());
                        for (rank, places) in ranks.iter().zip(&ranked) {
                            let members = program.members_in(rank.members);
                            let nodes = places.iter().filter_map(|place| members.get(usize::from(place[at])));
                            let nodes: Vec<_> = nodes.map(|member| member.node).collect();
                            let alone: Vec<_> = one.ranked(rank).map(|ranked| ranked.node).collect();
                            assert_eq!(nodes, alone, "{perspective:?}\n{told}\n{sheet:?}");
                        }
                        agreed += 1;
                    });
                }
            }
        });
    }
    agreed
}

/// Whether what is lent of a column says of one assessment what is read of it.
fn is_lent(lent: Lent<'_>, at: usize, reading: Reading) -> bool {
    match (lent, reading) {
        (Lent::Truths(truths), Reading::Truth(truth)) => truths[at] == truth as u8,
        (Lent::Levels(sets), Reading::Level(levels, level)) => {
            u32::from(sets[at]) == levels.bits() && sets[at].is_power_of_two() == level.is_ok()
        }
        (Lent::Numbers { nums, dens, whys }, Reading::Number(number)) => {
            let den = match dens {
                Denominators::One(den) => den,
                Denominators::Each(dens) => dens[at],
            };
            match number {
                Ok(number) => {
                    Fraction::new(i128::from(nums[at]), i128::from(den)).unwrap().lowest() == number && whys[at] == 0
                }
                Err(why) => whys[at] == why as u8 && nums[at] == 0 && den > 0,
            }
        }
        _ => false,
    }
}

/// Evaluates `count` sheets made by chance, at the program's own width and at the widest.
fn agree(source: &str, count: usize, seed: u64, fill: Fill) -> Option<usize> {
    let loaded = load(source, None);
    let (model, compiled) = (loaded.model?, loaded.compiled?);
    let program = compiled.program().unwrap();
    let mut random = Random::new(seed);
    let sheets: Vec<Sheet> = (0..count).map(|_| sheet(&mut random, &program, &model, fill).0).collect();
    let narrow = match program.width() {
        Width::Bits32 => same::<i32>(&program, &sheets, source),
        Width::Bits64 => same::<i64>(&program, &sheets, source),
        Width::Bits128 => 0,
    };
    Some(narrow + same::<i128>(&program, &sheets, source))
}

#[test]
fn assessments_side_by_side_are_worth_what_each_is_by_itself() {
    let mut agreed = 0;
    for seed in 0..400 {
        agreed += agree(&rubric(seed), 24, seed, Fill::Partly).unwrap_or(0);
    }
    println!("{agreed} pairs agree");
    assert!(agreed > 10_000);
}

/// Every rubric of the library, with blocks that are full and a last one that is not.
#[test]
fn so_is_every_rubric_of_the_library() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rubrics");
    let mut found = 0;
    for folder in [folder.clone(), folder.join("systems")] {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.extension().is_some_and(|ending| ending == "rubric") {
                let source = fs::read_to_string(&entry).unwrap();
                // Some are written down as they were printed, with what is wrong with them, and are refused.
                found += usize::from(agree(&source, 60, 7, Fill::Partly).is_some_and(|agreed| agreed > 0));
                agree(&source, 20, 8, Fill::Wholly);
            }
        }
    }
    assert!(found > 8, "{found}");
    let common = rubric_benches::common::text(6);
    assert!(agree(&common, 2 * LANES + 17, 1, Fill::Partly).is_some());
    assert!(agree(&common, LANES, 1, Fill::Wholly).is_some());
    // Domains without a common denominator, and answers other than a level among ratings.
    assert!(agree(&rubric_benches::common::text(60), 40, 1, Fill::Partly).is_some());
    // What stands on them, and takes more than sixteen bits.
    let wide = r#"
  measure gap     "Gap"     = smart_side - healthy_side
  measure total   "Total"   = smart_side + healthy_side
  measure times   "Times"   = gap * 3
  measure beside  "Beside"  = gap / total
  flag wide    "Wide"    when total > 5
  flag even    "Even"    when gap is 0 or beside < 0.01
  flag uneven  "Uneven"  when times is not 0 and total <= 6
  flag present "Present" when known(total) and not known(beside)
  flag high    "High"    when total >= 4.5
  outcome overall"#;
    let wide = rubric_benches::common::text(60).replacen("\n  outcome overall", wide, 1);
    assert!(agree(&wide, 200, 4, Fill::Partly).is_some());
    assert!(agree(&wide, 60, 5, Fill::Wholly).is_some());
    let answers = r#"answer unseen "Not seen" missing
  answer absent "Not there" left out
  rater self"#;
    for competencies in [6, 60] {
        let varied = rubric_benches::common::text(competencies).replacen("rater self", answers, 1);
        let varied = varied.replacen("indicator i1_0 \"I\"", "indicator i1_0 \"I\" weight 3", 1);
        assert!(agree(&varied, 60, 2, Fill::Partly).is_some());
        assert!(agree(&varied, 60, 3, Fill::Wholly).is_some());
    }
}

const SMALL: &str = r#"rubric small "Small" {
  version "1"
  scale s { low = 1 "Low" high = 2 "High" }
  answer unseen "Not seen" missing
  rater self "Self"
  domain d "D" needs 1% { indicator a "A" indicator b "B" }
  outcome o "O" on s of d { high from 1.5 low otherwise }
  flag weak "Weak" when a < 2
}
"#;

#[test]
fn columns_are_read_by_thing() {
    let compiled = load(SMALL, None).compiled.unwrap();
    let program = compiled.program().unwrap();
    let ratings = [1, 2, 0, 1, 2, 2].map(|code| if code == 0 { Rating::UNRATED } else { Rating::level(code - 1) });
    let responses = [rubric_core::batch::Responses { rater: RaterId::new(0), ratings: &ratings, ..Default::default() }];
    let assessments = rubric_core::batch::Assessments { count: 3, responses: &responses, ..Default::default() };
    let batch = Batch::new(program, Some(RaterId::new(0))).unwrap();
    let (mut columns, mut lane) = (vec![Column::<i64>::BLANK; batch.table().len()], vec![[0; 2]; batch.table().len()]);
    let block = batch.evaluate(&assessments, 0, &mut columns, &mut lane).unwrap();
    let lent = |place| block.lent(block.row_of(place, 0).unwrap()).unwrap();
    let Lent::Numbers { nums, dens: Denominators::One(den), whys } = lent(Place::Node) else { panic!("no numbers") };
    assert_eq!((nums, whys), ([den, 2 * den, 2 * den].as_slice(), [0; 3].as_slice()));
    assert_eq!(lent(Place::Outcome), Lent::Levels(&[0b01, 0b10, 0b10]));
    assert_eq!(lent(Place::Rule), Lent::Truths(&[1, 0, 2]));
}

/// What does not fit is refused as it is alone, and the assessment is named.
#[test]
fn an_assessment_that_does_not_fit_is_named() {
    let compiled = load(SMALL, None).compiled.unwrap();
    let program = compiled.program().unwrap();
    let batch = Batch::new(program, Some(RaterId::new(0))).unwrap();
    let rows = batch.table().len();
    let (mut columns, mut lane) = (vec![Column::<i64>::BLANK; rows], vec![[0; 2]; rows]);
    let mut refused = |ratings: &[Rating], given: &[bool], raters: &[RaterId], from: usize| {
        let responses: Vec<_> = raters
            .iter()
            .map(|rater| rubric_core::batch::Responses { rater: *rater, given, ratings, ..Default::default() })
            .collect();
        let assessments = rubric_core::batch::Assessments { count: 2, responses: &responses, ..Default::default() };
        let error = batch.evaluate(&assessments, from, &mut columns, &mut lane).err()?;
        Some((error.assessment(), error.error().kind(), error.to_string()))
    };
    let leader = [RaterId::new(0)];
    let third = [Rating::level(0), Rating::level(0), Rating::level(1), Rating::level(2)];
    assert_eq!(refused(&third, &[true, false], &leader, 0), None);
    let (at, kind, text) = refused(&third, &[], &leader, 1).unwrap();
    assert_eq!(at, Some(1));
    assert!(matches!(kind, AssessmentErrorKind::Rating { response: 0, .. }));
    assert_eq!(text, "assessment 1: leaf 1 of response 0 cannot be answered so");
    assert_eq!(refused(&third[..3], &[], &leader, 0).unwrap().1, AssessmentErrorKind::WrongLength);
    assert_eq!(refused(&third, &[true], &leader, 0).unwrap().1, AssessmentErrorKind::WrongLength);
    assert_eq!(refused(&third, &[], &[RaterId::new(3)], 0).unwrap().1, AssessmentErrorKind::UnknownRater);
    assert_eq!(
        refused(&third, &[], &[leader[0], leader[0]], 0).unwrap().1,
        AssessmentErrorKind::RepeatedRater(leader[0])
    );
}
