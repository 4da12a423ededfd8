//! The shortest honest way up: the fewest one-level rises that move an outcome to its next level, and what one change
//! would lower it.

use rubric_core::records::{LeafId, NodeId, OutcomeId, Place, RankKind, RaterId, RowId};
use rubric_core::{Absence, Levels, Program, Rating, RatingKind, Reading, Row};
use rubric_dsl::{Filled, Sheet, evaluate, ratings_of};

use crate::budget::Budget;
use crate::case::Case;
use crate::frontier::{Choice, Question, Searched, search};
use crate::inputs::{Asked, asked};
use crate::net::{Net, Node, NodeAt, TooFine};
use crate::slot::{Exact, Slot};

/// A rating that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whose rating.
    pub rater: RaterId,
    /// Of what.
    pub leaf: LeafId,
    /// What it is.
    pub from: Rating,
    /// What it becomes.
    pub to: Rating,
    /// How many levels that is.
    pub steps: u32,
}

/// The ways to the next level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ways {
    /// The fewest rises, and up to three ways to make them; those that follow the growth areas come first.
    Fewest(u32, Vec<Vec<Change>>),
    /// No rises of what is rated lead there.
    None,
    /// The outcome has its highest level.
    Highest,
    /// The outcome is not known, so it has no next level.
    NotKnown,
    /// The search stopped; fewer rises than this many do not suffice.
    NotDecided(u32),
}

/// The way up of an outcome, and what would lower it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The level that it has.
    pub level: Option<u8>,
    /// The ways to a higher one.
    pub ways: Ways,
    /// Each single fall by one level that lowers it, with the level it then has.
    pub falls: Vec<(Change, u8)>,
}

/// How many ways are shown.
const SHOWN: usize = 3;

/// The path of an outcome from a sheet; nothing where the sheet does not fit.
#[must_use]
pub fn path(
    program: &Program<'_>,
    perspective: Option<RaterId>,
    sheet: &Sheet,
    outcome: OutcomeId,
    budget: &mut Budget<'_>,
) -> Option<Path> {
    let table = program.table(perspective)?;
    let row = program.row_of(&table, Place::Outcome, outcome.index())?;
    let levels = program.scale(program.outcome(outcome)?.scale)?.levels.len();
    let case = Case { program, table };
    let level = case.level_on(row, sheet);
    let ways = match level {
        None => Ways::NotKnown,
        Some(level) if usize::from(level) + 1 >= levels => Ways::Highest,
        Some(level) => climb(&case, sheet, outcome, level, budget)?,
    };
    let falls = level.map_or_else(Vec::new, |level| falls(&case, sheet, outcome, level));
    Some(Path { level, ways, falls })
}

/// Every rating by a single rater that can change, with the ratings of its leaf that are levels, lowest first.
fn rated(program: &Program<'_>, sheet: &Sheet) -> Vec<(usize, RaterId, LeafId, Vec<Rating>, usize)> {
    let mut found = Vec::new();
    for (response, filled) in sheet.responses.iter().enumerate() {
        if program.rater(filled.rater).is_none_or(|rater| rater.many != 0) {
            continue;
        }
        for (at, rating) in filled.ratings.iter().enumerate() {
            let leaf = LeafId::new(at);
            let ladder = ladder(program, leaf);
            if let Some(place) = ladder.iter().position(|known| known == rating) {
                found.push((response, filled.rater, leaf, ladder, place));
            }
        }
    }
    found
}

/// The levels of a leaf, mid-points among them, lowest first.
fn ladder(program: &Program<'_>, leaf: LeafId) -> Vec<Rating> {
    let mut ratings = ratings_of(program, leaf);
    ratings.retain(|rating| rating.kind().is_level());
    ratings.sort_by_key(|rating| match rating.kind() {
        RatingKind::HalfStep(at) => (at, 1),
        RatingKind::Level(at) => (at, 0),
        _ => (0, 0),
    });
    ratings
}

/// Each single fall that lowers an outcome.
fn falls(case: &Case<'_>, sheet: &Sheet, outcome: OutcomeId, level: u8) -> Vec<(Change, u8)> {
    let program = case.program;
    let Some(row) = program.row_of(&case.table, Place::Outcome, outcome.index()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (response, rater, leaf, ladder, place) in rated(program, sheet) {
        let Some((from, to)) = place.checked_sub(1).and_then(|below| Some((*ladder.get(place)?, *ladder.get(below)?)))
        else {
            continue;
        };
        let mut lower = sheet.clone();
        lower.responses.get_mut(response).into_iter().for_each(|filled| filled.rate(leaf, to));
        if let Some(then) = case.level_on(row, &lower).filter(|then| *then < level) {
            found.push((Change { rater, leaf, from, to, steps: 1 }, then));
        }
    }
    found
}

/// The net of an outcome over the ratings that can rise; everything else is held as it is.
struct Climb {
    net: Net,
    goal: NodeAt,
    changes: Vec<Vec<Change>>,
    choices: Vec<Vec<Choice>>,
}

fn climb(case: &Case<'_>, sheet: &Sheet, outcome: OutcomeId, level: u8, budget: &mut Budget<'_>) -> Option<Ways> {
    let Ok(climb) = Climb::new(case, sheet, outcome) else {
        return Some(Ways::NotDecided(1));
    };
    let most: u32 = climb.choices.iter().filter_map(|choices| choices.last().map(|choice| choice.cost.0)).sum();
    // Fewer rises first: the search then sees few states.
    let mut allowed = 1;
    loop {
        let goals = [climb.goal];
        let question = Question {
            net: &climb.net,
            variables: &climb.choices,
            goals: &goals,
            ways: SHOWN,
            most: Some(allowed),
            marks: 0,
        };
        match search(&question, budget) {
            Searched::Done(found) => {
                let mut ways: Vec<((u32, u32), Vec<Change>)> = Vec::new();
                for end in &found.ends {
                    let now = end.goals.first().map_or(Levels::NONE, Slot::levels).single();
                    if now.is_some_and(|now| now > level) {
                        for (rank, cost) in end.costs.iter().enumerate() {
                            ways.push((*cost, climb.changes(&found.choices(end, rank))));
                        }
                    }
                }
                ways.sort_by_key(|way| way.0);
                if let Some(fewest) = ways.first().map(|((rises, _), _)| *rises) {
                    let shown = ways.into_iter().filter(|((rises, _), _)| *rises == fewest).map(|(_, way)| way);
                    return Some(Ways::Fewest(fewest, shown.take(SHOWN).collect()));
                }
            }
            Searched::Stopped(..) | Searched::TooFine => return Some(Ways::NotDecided(allowed)),
        }
        if allowed >= most {
            return Some(Ways::None);
        }
        allowed = allowed.saturating_mul(3);
    }
}

impl Climb {
    fn new(case: &Case<'_>, sheet: &Sheet, outcome: OutcomeId) -> Result<Self, TooFine> {
        let program = case.program;
        let row = program.row_of(&case.table, Place::Outcome, outcome.index()).ok_or(TooFine)?;
        let grown = growth(program, case, sheet);
        let rated = rated(program, sheet);
        let (mut changes, mut choices): (Vec<Vec<Change>>, Vec<Vec<Choice>>) = (Vec::new(), Vec::new());
        let mut variables: Vec<(RaterId, LeafId)> = Vec::new();
        let mut net = Net::default();
        let held = held(case, sheet);
        let mut input = |net: &mut Net, id: RowId, row: &Row| {
            let asked = asked(row).ok_or(TooFine)?;
            let risen = match asked {
                Asked::Leaf(leaf, rater) => rated.iter().find(|(_, by, of, ..)| *by == rater && *of == leaf),
                _ => None,
            };
            let Some((_, rater, leaf, ladder, place)) = risen else {
                let slot = held.get(id.index()).cloned().flatten().ok_or(TooFine)?;
                return net.add(Node::Constant(slot));
            };
            let variable = match variables.iter().position(|known| *known == (*rater, *leaf)) {
                Some(known) => known,
                None => {
                    variables.push((*rater, *leaf));
                    let (steps, offers) = rises((*rater, *leaf), ladder, *place, (program, &grown));
                    changes.push(steps);
                    choices.push(offers);
                    variables.len() - 1
                }
            };
            net.add(Node::Input(u32::try_from(variable).map_err(|_| TooFine)?, 0))
        };
        let goals = net.take_in(program, &case.table, &[row], &mut input)?;
        let goal = goals.first().copied().ok_or(TooFine)?;
        Ok(Self { net, goal, changes, choices })
    }

    /// What choices change.
    fn changes(&self, choices: &[(u32, usize)]) -> Vec<Change> {
        let change = |(variable, choice): &(u32, usize)| {
            let variable = usize::try_from(*variable).ok()?;
            self.changes.get(variable)?.get(choice.checked_sub(1)?).copied()
        };
        let mut changed: Vec<Change> = choices.iter().filter_map(change).collect();
        changed.sort_by_key(|change| (change.leaf, change.rater));
        changed
    }
}

/// What the engine reads from a sheet, for each row; nothing where a number is too fine.
fn held(case: &Case<'_>, sheet: &Sheet) -> Vec<Option<Slot>> {
    let read = evaluate(case.program, case.table.perspective(), sheet, |evaluation| {
        let slot = |id: RowId| match evaluation.reading(id) {
            Reading::Number(Ok(number)) => Exact::of_wide(number).map(Slot::Number),
            Reading::Number(Err(reason)) if Absence::is_left_out(reason) => Some(Slot::LeftOut),
            Reading::Level(levels, _) => Some(Slot::Level(levels.bits())),
            Reading::Choice(Ok(choice)) => Some(Slot::Index(choice)),
            _ => Some(Slot::Unknown),
        };
        (0..case.table.len()).map(|at| slot(RowId::new(at))).collect()
    });
    read.unwrap_or_default()
}

/// The rises of one rating, and what each costs: how many steps, and less where a growth area asks for it.
fn rises(
    (rater, leaf): (RaterId, LeafId),
    ladder: &[Rating],
    place: usize,
    (program, grown): (&Program<'_>, &[NodeId]),
) -> (Vec<Change>, Vec<Choice>) {
    let (mut changes, mut choices) = (Vec::new(), Vec::new());
    let rank = growth_rank(program, grown, leaf);
    for (steps, to) in ladder.iter().enumerate().skip(place).map(|(at, to)| (at - place, *to)) {
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        let slot = crate::inputs::worth(program, leaf, to);
        choices.push(Choice { ports: vec![slot], cost: (steps, steps.saturating_mul(rank)), marked: false });
        if let Some(from) = ladder.get(place).filter(|_| steps > 0) {
            changes.push(Change { rater, leaf, from: *from, to, steps });
        }
    }
    (changes, choices)
}

/// The growth areas of a sheet, first things first.
fn growth(program: &Program<'_>, case: &Case<'_>, sheet: &Sheet) -> Vec<NodeId> {
    let listed = evaluate(program, case.table.perspective(), sheet, |evaluation| {
        let ranks = program.ranks();
        let growth = ranks.iter().filter(|rank| rank.kind == RankKind::Growth);
        growth.flat_map(|rank| evaluation.ranked(&rank).map(|ranked| ranked.node).collect::<Vec<_>>()).collect()
    });
    listed.unwrap_or_default()
}

/// How early a leaf stands among the growth areas; behind them all where it is in none.
fn growth_rank(program: &Program<'_>, grown: &[NodeId], leaf: LeafId) -> u32 {
    let holds = |node: &NodeId| {
        program.node(*node).is_some_and(|node| {
            (node.leaf.index()..node.leaf.index() + usize::from(node.leaves)).contains(&leaf.index())
        })
    };
    let place = grown.iter().position(holds).unwrap_or(grown.len());
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// A sheet after changes.
#[must_use]
pub fn changed(sheet: &Sheet, changes: &[Change]) -> Sheet {
    let mut after = sheet.clone();
    for change in changes {
        let of_rater = |filled: &&mut Filled| filled.rater == change.rater;
        after.responses.iter_mut().find(of_rater).into_iter().for_each(|filled| filled.rate(change.leaf, change.to));
    }
    after
}
