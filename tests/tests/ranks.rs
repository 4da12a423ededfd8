//! Strengths and growth are what sorting gives, whatever their number and however many members are the same.

use rubric_core::records::{NodeId, RankKind, RaterId};
use rubric_core::{Assessment, Fraction, Rating, Response};
use rubric_dsl::load;
use rubric_tests::random::Random;

const MEMBERS: usize = 12;

fn source(top: usize, bottom: usize) -> String {
    let members: String = (0..MEMBERS)
        .map(|at| format!("competency c{at} \"C\" {{ indicator a{at} \"A\" indicator b{at} \"B\" }}\n"))
        .collect();
    let scale = "scale s { low = 1 \"Low\" middle = 2 \"Middle\" high = 3 \"High\" }";
    let ranks = format!("strengths top {top} of competencies\ngrowth bottom {bottom} of competencies");
    format!(
        "rubric r \"R\" {{\nversion \"1\"\n{scale}\nrater self \"Self\"\ndomain d \"D\" {{\n{members}}}\n{ranks}\n}}"
    )
}

#[test]
fn strengths_and_growth_are_what_sorting_gives() {
    let (mut random, mut tied, mut untied) = (Random::new(7), 0, 0);
    for (top, bottom) in [(1, 2), (2, 1), (3, 4), (4, 5), (5, 3), (9, 10), (8, 12)] {
        let loaded = load(&source(top, bottom), None);
        let compiled = loaded.compiled.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
        let program = compiled.program().unwrap();
        for _ in 0..300 {
            let ratings: Vec<Rating> = (0..MEMBERS * 2)
                .map(|_| u8::try_from(random.below(4)).unwrap().checked_sub(1).map_or(Rating::UNRATED, Rating::level))
                .collect();
            let responses = [Response { rater: RaterId::new(0), ratings: &ratings, ..Response::default() }];
            let assessment = Assessment { responses: &responses, ..Assessment::default() };
            let mut workings = vec![[0_i64; 2]; program.table(None).unwrap().len()];
            let evaluation = program.evaluate(None, &assessment, &mut workings).unwrap();
            for rank in program.ranks().iter() {
                let nodes = program.members_in(rank.members).iter().map(|member| member.node);
                let mut known: Vec<(NodeId, Fraction)> =
                    nodes.filter_map(|node| Some((node, evaluation.score(node).ok()?))).collect();
                known.sort_by(|(_, one), (_, other)| match rank.kind {
                    RankKind::Strengths => other.cmp(one),
                    RankKind::Growth => one.cmp(other),
                });
                let is_tied = |value: Fraction| known.iter().filter(|(_, other)| *other == value).count() > 1;
                let expected: Vec<_> = known
                    .iter()
                    .take(usize::from(rank.count))
                    .map(|(node, value)| (*node, *value, is_tied(*value)))
                    .collect();
                let found: Vec<_> =
                    evaluation.ranked(&rank).map(|ranked| (ranked.node, ranked.value, ranked.tied)).collect();
                assert_eq!(expected, found, "{rank:?} {ratings:?}");
                tied += found.iter().filter(|(.., tied)| *tied).count();
                untied += found.iter().filter(|(.., tied)| !tied).count();
            }
        }
    }
    assert!(tied > 1_000 && untied > 1_000, "{tied} tied, {untied} not");
}
