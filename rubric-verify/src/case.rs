//! One table of a rubric, and questions about all assessments put to it.

use rubric_core::records::RowId;
use rubric_core::{Levels, Program, RowTable};
use rubric_dsl::{Sheet, evaluate};

use crate::budget::Budget;
use crate::chance::{Chance, climb};
use crate::frontier::{Choice, End, Found, Question, Searched, search};
use crate::goal::{Goal, Want};
use crate::inputs::{Asked, Inputs, asked};
use crate::loose::loosened;
use crate::nearness::Nearness;
use crate::net::{Net, NodeAt, TooFine};
use crate::parts::{Proof, ruled_out};
use crate::slot::Slot;
use crate::trend::never_falls;

/// What is found out about all assessments.
#[derive(Clone, Debug)]
pub(crate) enum Answer<T> {
    /// There is one, and this is the smallest.
    Smallest(T),
    /// There is one.
    Some(T),
    /// There is none.
    None,
    /// It is not known, after this much.
    Open(String),
}

/// One table of a program.
#[derive(Debug)]
pub(crate) struct Case<'p> {
    pub(crate) program: &'p Program<'p>,
    pub(crate) table: RowTable<'p>,
}

/// Two sheets that differ in one rating, which is one step higher on the second.
#[derive(Clone, Debug)]
pub(crate) struct Rise {
    pub(crate) before: Sheet,
    pub(crate) after: Sheet,
    /// The levels of the outcome before and after.
    pub(crate) levels: (u8, u8),
}

/// How many sheets are tried on ways towards a goal, and how many in a row that come no nearer.
const TRIES: u64 = 60_000;
const IDLE: u32 = 150;
/// How many steps the search through all assessments may take.
const SEARCH: u64 = 5_000_000;
/// How deep below a question scores are held before the search for a counterexample, and after it.
const SHALLOW: usize = 5;
const DEEP: usize = 7;
/// How many steps each depth may take before the search for a counterexample.
const QUICK: u64 = 300_000;

impl<'p> Case<'p> {
    /// Looks for an assessment that meets a goal.
    pub(crate) fn seek(&self, goal: &Goal, budget: &mut Budget<'_>) -> Answer<Sheet> {
        let rows = goal.rows();
        if self.is_ruled_out(&rows, goal, (0..SHALLOW, QUICK), budget) {
            return Answer::None;
        }
        let mut inputs = Inputs::default();
        let mut far = "before the search".to_owned();
        let net = self.net(&rows, &mut inputs, false).ok();
        if let Some((net, goals)) = &net {
            match budget.within(SEARCH, |budget| self.searched(net, &inputs, goals, 0, budget)) {
                Searched::Done(found) => {
                    let met = cheapest(&found, |end| goal.is_met_by(&end.goals));
                    let sheet = met.map(|end| inputs.sheet(self.program, &found.choices(end, 0), false));
                    match sheet.filter(|sheet| goal.is_met_on(self.program, self.table.perspective(), sheet)) {
                        Some(sheet) if inputs.whole => return Answer::Smallest(sheet),
                        Some(sheet) => return Answer::Some(sheet),
                        None if inputs.whole && met.is_none() => return Answer::None,
                        None => far = "every rating, but not every number".to_owned(),
                    }
                }
                Searched::Stopped(at, of) => far = format!("{at} of {of} things that can be given"),
                Searched::TooFine => far = "a number too fine to follow".to_owned(),
            }
        }
        let far_from = |choices: &[(u32, usize)]| self.far(goal, &inputs.sheet(self.program, choices, false));
        let near = self.approached(&inputs, (Chance::choices, self.cost()), far_from, budget);
        if let Some(choices) = near {
            return Answer::Some(inputs.sheet(self.program, &choices, false));
        }
        if let Some((net, goals)) = &net
            && Self::is_loosely_ruled_out(goal, net, goals, &inputs, budget)
        {
            return Answer::None;
        }
        if self.is_ruled_out(&rows, goal, (0..DEEP, u64::MAX), budget) {
            return Answer::None;
        }
        Answer::Open(far)
    }

    /// Whether nothing meets a goal even where the numbers that are compared with constants are free.
    fn is_loosely_ruled_out(
        goal: &Goal,
        net: &Net,
        goals: &[NodeAt],
        inputs: &Inputs,
        budget: &mut Budget<'_>,
    ) -> bool {
        let Ok(Some(loose)) = loosened(net, goals, &inputs.choices) else {
            return false;
        };
        let variables = &loose.variables;
        let question = Question { net: &loose.net, variables, goals: &loose.goals, ways: 1, most: None, marks: 0 };
        match budget.within(SEARCH, |budget| search(&question, budget)) {
            Searched::Done(found) => inputs.whole && !found.ends.iter().any(|end| goal.is_met_by(&end.goals)),
            Searched::Stopped(..) | Searched::TooFine => false,
        }
    }

    /// How far the engine finds a sheet from a goal; nought where it is met.
    fn far(&self, goal: &Goal, sheet: &Sheet) -> u32 {
        let far = evaluate(self.program, self.table.perspective(), sheet, |found| Nearness::new(found).of(goal));
        far.unwrap_or(u32::MAX)
    }

    /// Choices that are no way from a goal: begun by chance, and changed step by step while they come no further from it.
    fn approached(
        &self,
        inputs: &Inputs,
        (begin, cost): (impl Fn(&mut Chance, &[Vec<Choice>]) -> Vec<(u32, usize)>, u64),
        far: impl Fn(&[(u32, usize)]) -> u32,
        budget: &mut Budget<'_>,
    ) -> Option<Vec<(u32, usize)>> {
        let mut chance = Chance::new();
        budget.within(TRIES * cost, |budget| {
            while budget.is_left() && !inputs.choices.is_empty() {
                let mut choices = begin(&mut chance, &inputs.choices);
                let (mut nearest, mut idle) = (far(&choices), 0);
                while nearest > 0 && idle < IDLE && budget.take(cost) {
                    let beside = chance.beside(&inputs.choices, &choices);
                    let found = far(&beside);
                    idle = if found < nearest { 0 } else { idle + 1 };
                    if found <= nearest {
                        (choices, nearest) = (beside, found);
                    }
                }
                if nearest == 0 {
                    return Some(choices);
                }
            }
            None
        })
    }

    /// Whether ranges prove that nothing meets a goal.
    fn is_ruled_out(
        &self,
        rows: &[RowId],
        goal: &Goal,
        (depths, steps): (core::ops::Range<usize>, u64),
        budget: &mut Budget<'_>,
    ) -> bool {
        for depth in depths {
            let proof = budget.within(steps, |budget| {
                ruled_out(self.program, &self.table, rows, depth, &|bounds| goal.may_be_met(bounds), budget)
            });
            if proof == Proof::Impossible {
                return true;
            }
            if !budget.is_left() {
                return false;
            }
        }
        false
    }

    /// The levels that an outcome's row can have, each with the smallest sheet where that is known; and where the search
    /// did not come to an end, how far it came.
    pub(crate) fn levels(&self, row: RowId, count: u8, budget: &mut Budget<'_>) -> Vec<(u8, Answer<Sheet>)> {
        let mut inputs = Inputs::default();
        let mut found = Vec::new();
        let mut missing = Levels::all(count);
        if let Ok((net, goals)) = self.net(&[row], &mut inputs, false) {
            let mut chance = Chance::new();
            let by_chance: Vec<_> = (0..200).map(|_| chance.choices(&inputs.choices)).collect();
            for choices in by_chance.into_iter().chain(climb(&inputs.choices)) {
                if missing.is_empty() || !budget.take(self.cost()) {
                    break;
                }
                let sheet = inputs.sheet(self.program, &choices, false);
                if let Some(level) = self.level_on(row, &sheet).filter(|level| missing.has(*level)) {
                    missing = missing.without(Levels::only(level));
                    found.push((level, Answer::Some(sheet)));
                }
            }
            if missing.is_empty() {
                return found;
            }
            if let Searched::Done(all) = budget.within(QUICK, |budget| self.searched(&net, &inputs, &goals, 0, budget))
            {
                for level in missing.iter() {
                    let goal = Goal::level(row, level);
                    let met = cheapest(&all, |end| goal.is_met_by(&end.goals));
                    let sheet = met.map(|end| inputs.sheet(self.program, &all.choices(end, 0), false));
                    if let Some(sheet) = sheet {
                        found.push((level, Answer::Some(sheet)));
                        missing = missing.without(Levels::only(level));
                    } else if inputs.whole {
                        found.push((level, Answer::None));
                        missing = missing.without(Levels::only(level));
                    }
                }
            }
            for level in missing.iter() {
                let goal = Goal::level(row, level);
                let far_from = |choices: &[(u32, usize)]| self.far(&goal, &inputs.sheet(self.program, choices, false));
                let near = self.approached(&inputs, (Chance::choices, self.cost()), far_from, budget);
                if let Some(choices) = near {
                    missing = missing.without(Levels::only(level));
                    found.push((level, Answer::Some(inputs.sheet(self.program, &choices, false))));
                }
            }
        }
        for level in missing.iter() {
            found.push((level, self.seek(&Goal::level(row, level), budget)));
        }
        found
    }

    /// Looks for a rating that rises while an outcome falls.
    pub(crate) fn falls(&self, row: RowId, count: u8, budget: &mut Budget<'_>) -> Answer<Box<Rise>> {
        if never_falls(self.program, &self.table, row) {
            return Answer::None;
        }
        let mut inputs = Inputs::default();
        let mut far = "before the search".to_owned();
        if let Ok((net, goals)) = self.net(&[row], &mut inputs, true) {
            match budget.within(SEARCH, |budget| self.searched(&net, &inputs, &goals, 1, budget)) {
                Searched::Done(found) => {
                    let fell =
                        |end: &End| end.marks == 1 && level_at(end, 0) > level_at(end, 1) && level_at(end, 1).is_some();
                    let met = cheapest(&found, fell);
                    let rise = met.and_then(|end| self.rise(row, &inputs, &found.choices(end, 0)));
                    match rise {
                        Some(rise) if inputs.whole => return Answer::Smallest(Box::new(rise)),
                        Some(rise) => return Answer::Some(Box::new(rise)),
                        None if inputs.whole && met.is_none() => return Answer::None,
                        None => far = "every rating, but not every number or group".to_owned(),
                    }
                }
                Searched::Stopped(at, of) => far = format!("{at} of {of} things that can be given"),
                Searched::TooFine => far = "a number too fine to follow".to_owned(),
            }
        }
        for level in 1..count {
            let (before, after) = (Levels::all(count).without(Levels::all(level)), Levels::all(level));
            let far_from = |choices: &[(u32, usize)]| {
                let sheet = |after: bool| inputs.sheet(self.program, choices, after);
                let goal = |levels: Levels| Goal { wants: vec![(row, Want::Level(levels))] };
                self.far(&goal(before), &sheet(false)).saturating_add(self.far(&goal(after), &sheet(true)))
            };
            let near = self.approached(&inputs, (Chance::rising, 2 * self.cost()), far_from, budget);
            if let Some(rise) = near.and_then(|choices| self.rise(row, &inputs, &choices)) {
                return Answer::Some(Box::new(rise));
            }
        }
        Answer::Open(far)
    }

    /// The two sheets of choices, where the engine says that the outcome falls.
    fn rise(&self, row: RowId, inputs: &Inputs, choices: &[(u32, usize)]) -> Option<Rise> {
        let (before, after) = (inputs.sheet(self.program, choices, false), inputs.sheet(self.program, choices, true));
        let levels = (self.level_on(row, &before)?, self.level_on(row, &after)?);
        (levels.0 > levels.1).then_some(Rise { before, after, levels })
    }

    /// The level that the engine gives a row on a sheet.
    pub(crate) fn level_on(&self, row: RowId, sheet: &Sheet) -> Option<u8> {
        let reading = evaluate(self.program, self.table.perspective(), sheet, |found| found.reading(row));
        if let Ok(rubric_core::Reading::Level(_, level)) = reading { level.ok() } else { None }
    }

    /// The net of rows; with `rising`, before and after a rating rises.
    pub(crate) fn net(&self, rows: &[RowId], inputs: &mut Inputs, rising: bool) -> Result<(Net, Vec<NodeAt>), TooFine> {
        let mut net = Net::default();
        let mut goals = Vec::new();
        for port in 0..=u8::from(rising) {
            let mut input = |net: &mut Net, _, row: &rubric_core::Row| {
                let asked = asked(row).ok_or(TooFine)?;
                let port = if matches!(asked, Asked::Leaf(..)) { port } else { 0 };
                inputs.node(net, asked, port)
            };
            goals.extend(net.take_in(self.program, &self.table, rows, &mut input)?);
        }
        inputs.list(self.program, &net, rising)?;
        Ok((net, goals))
    }

    /// Of all assessments in which everything is known, how many end as is asked, and how many there are.
    pub(crate) fn counted(&self, goal: &Goal, budget: &mut Budget<'_>) -> Option<(u128, u128)> {
        let mut inputs = Inputs::default();
        let (net, goals) = self.net(&goal.rows(), &mut inputs, false).ok()?;
        let is_known = |choice: &Choice| choice.ports.first().is_some_and(Slot::is_known);
        inputs.choices.iter_mut().for_each(|choices| choices.retain(is_known));
        let finite = inputs.asked.iter().all(|asked| matches!(asked, Asked::Leaf(..) | Asked::Context(_)));
        let Searched::Done(found) = self.searched(&net, &inputs, &goals, 0, budget) else {
            return None;
        };
        let all: u128 = found.ends.iter().map(|end| end.count).fold(0, u128::saturating_add);
        let met = found.ends.iter().filter(|end| goal.is_met_by(&end.goals)).map(|end| end.count);
        let met = met.fold(0, u128::saturating_add);
        (finite && inputs.whole && all < u128::MAX && !inputs.has_numbers(self.program)).then_some((met, all))
    }

    fn searched(&self, net: &Net, inputs: &Inputs, goals: &[NodeAt], marks: u16, budget: &mut Budget<'_>) -> Searched {
        search(&Question { net, variables: &inputs.choices, goals, ways: 1, most: None, marks }, budget)
    }

    /// What it costs to evaluate one sheet.
    fn cost(&self) -> u64 {
        u64::try_from(self.table.len()).unwrap_or(u64::MAX) / 8 + 1
    }
}

/// The level that a goal holds at an end.
fn level_at(end: &End, goal: usize) -> Option<u8> {
    end.goals.get(goal).and_then(|slot| slot.levels().single())
}

/// The cheapest of the ends that something is said of.
fn cheapest(found: &Found, is: impl Fn(&End) -> bool) -> Option<&End> {
    found.ends.iter().filter(|end| is(end)).min_by_key(|end| end.costs.first().copied())
}
