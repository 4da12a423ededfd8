//! Strengths and growth are what sorting gives, whatever their number and however many members are the same.

use rubric_core::records::{NodeId, RankKind, RaterId};
use rubric_core::{Assessment, Evaluation, Fraction, Plan, Program, Rating, Response, Step};
use rubric_dsl::load;
use rubric_tests::random::Random;

const MEMBERS: usize = 12;

/// Scores of few members, near to each other; and scores on both sides of nought, whose numerators are greater than what a plan
/// sorts by.
const SCALES: [(&str, usize); 2] = [
    (r#"scale s { low = 1 "Low" middle = 2 "Middle" high = 3 "High" }"#, 2),
    (r#"scale s { low = -999999.999999 "Low" middle = 0 "Middle" high = 999999.999999 "High" }"#, 8),
];

fn source(top: usize, bottom: usize, (scale, each): (&str, usize)) -> String {
    let indicators = |at: usize| (0..each).map(|own| format!("indicator i{at}_{own} \"I\" ")).collect::<String>();
    let members: String =
        (0..MEMBERS).map(|at| format!("competency c{at} \"C\" needs 1% {{ {} }}\n", indicators(at))).collect();
    let ranks = format!("strengths top {top} of competencies\ngrowth bottom {bottom} of competencies");
    format!(
        "rubric r \"R\" {{\nversion \"1\"\n{scale}\nrater self \"Self\"\ndomain d \"D\" {{\n{members}}}\n{ranks}\n}}"
    )
}

#[test]
fn strengths_and_growth_are_what_sorting_gives() {
    let (mut random, mut tied, mut untied) = (Random::new(7), 0, 0);
    let counts = [(1, 2), (2, 1), (3, 4), (4, 5), (5, 3), (9, 10), (8, 12)];
    for ((top, bottom), scale) in counts.into_iter().flat_map(|counts| SCALES.map(|scale| (counts, scale))) {
        let loaded = load(&source(top, bottom, scale), None);
        let compiled = loaded.compiled.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
        let program = compiled.program().unwrap();
        for _ in 0..300 {
            let ratings: Vec<Rating> = (0..MEMBERS * scale.1)
                .map(|_| u8::try_from(random.below(4)).unwrap().checked_sub(1).map_or(Rating::UNRATED, Rating::level))
                .collect();
            let responses = [Response { rater: RaterId::new(0), ratings: &ratings, ..Response::default() }];
            let assessment = Assessment { responses: &responses, ..Assessment::default() };
            let rows = program.table(None).unwrap().len();
            let mut workings = [(); 2].map(|()| vec![[0_i64; 2]; rows]);
            let mut steps = vec![Step::BLANK; program.steps(None)];
            let [own, laid] = &mut workings;
            let mut plan = Plan::new(&program, None, &mut steps, laid).unwrap();
            for evaluation in [program.evaluate(None, &assessment, own).unwrap(), plan.evaluate(&assessment).unwrap()] {
                for is_tied in sorted(&program, &evaluation) {
                    tied += usize::from(is_tied);
                    untied += usize::from(!is_tied);
                }
            }
        }
    }
    assert!(tied > 1_000 && untied > 1_000, "{tied} tied, {untied} not");
}

/// Holds every rank to what sorting gives; whether each member that was found is tied.
fn sorted(program: &Program<'_>, evaluation: &Evaluation<'_, '_, '_, i64>) -> Vec<bool> {
    let mut ties = Vec::new();
    for rank in program.ranks().iter() {
        let nodes = program.members_in(rank.members).iter().map(|member| member.node);
        let mut known: Vec<(NodeId, Fraction)> =
            nodes.filter_map(|node| Some((node, evaluation.score(node).ok()?))).collect();
        known.sort_by(|(_, one), (_, other)| match rank.kind {
            RankKind::Strengths => other.cmp(one),
            RankKind::Growth => one.cmp(other),
        });
        let is_tied = |value: Fraction| known.iter().filter(|(_, other)| *other == value).count() > 1;
        let expected: Vec<_> =
            known.iter().take(usize::from(rank.count)).map(|(node, value)| (*node, *value, is_tied(*value))).collect();
        let found: Vec<_> = evaluation.ranked(&rank).map(|ranked| (ranked.node, ranked.value, ranked.tied)).collect();
        assert_eq!(expected, found, "{rank:?} {:?}", evaluation.assessment());
        ties.extend(found.iter().map(|(.., tied)| *tied));
    }
    ties
}
