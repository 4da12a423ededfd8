//! One table of a rubric, and questions about all assessments put to it.

use rubric_core::records::RowId;
use rubric_core::{Levels, Program, RowTable};
use rubric_dsl::{Sheet, evaluate};

use crate::budget::{Budget, cost};
use crate::chance::{Chance, climb};
use crate::frontier::{Choice, End, Found, Question, Searched, search};
use crate::goal::Goal;
use crate::inputs::{Asked, Inputs, asked};
use crate::loose::loosened;
use crate::nearness::Nearness;
use crate::net::{Net, NodeAt, TooFine};
use crate::parts::{Claim, Proof, ruled_out};
use crate::slot::Slot;

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

/// How many sheets are tried on ways towards a goal, and how many in a row that come no nearer.
pub(crate) const TRIES: u64 = 60_000;
const IDLE: u32 = 150;
/// How many steps the search through all assessments may take.
pub(crate) const SEARCH: u64 = 3_000_000;
/// How deep below a question scores are held before the search for a counterexample, and after it.
const SHALLOW: usize = 5;
pub(crate) const DEEP: usize = 7;
/// How many steps each depth may take before the search for a counterexample.
pub(crate) const QUICK: u64 = 300_000;

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
        let near = self.approached(&inputs, (Chance::choices, self.cost(), TRIES), far_from, budget);
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
    pub(crate) fn far(&self, goal: &Goal, sheet: &Sheet) -> u32 {
        let far = evaluate(self.program, self.table.perspective(), sheet, |found| Nearness::new(found).of(goal));
        far.unwrap_or(u32::MAX)
    }

    /// Choices that are no way from a goal: begun by chance, and changed step by step while they come no further from it.
    pub(crate) fn approached(
        &self,
        inputs: &Inputs,
        (begin, cost, tries): (impl Fn(&mut Chance, &[Vec<Choice>]) -> Vec<(u32, usize)>, u64, u64),
        far: impl Fn(&[(u32, usize)]) -> u32,
        budget: &mut Budget<'_>,
    ) -> Option<Vec<(u32, usize)>> {
        let mut chance = Chance::new();
        budget.within(tries * cost, |budget| {
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
    pub(crate) fn is_ruled_out(
        &self,
        rows: &[RowId],
        goal: &Goal,
        (depths, steps): (core::ops::Range<usize>, u64),
        budget: &mut Budget<'_>,
    ) -> bool {
        for depth in depths {
            let proof = budget.within(steps, |budget| {
                let claim = Claim { rows, depth, rising: None, possible: &[&|bounds| goal.may_be_met(bounds)] };
                ruled_out(self.program, &self.table, &claim, budget)
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
                let near = self.approached(&inputs, (Chance::choices, self.cost(), TRIES), far_from, budget);
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

    pub(crate) fn searched(
        &self,
        net: &Net,
        inputs: &Inputs,
        goals: &[NodeAt],
        marks: u16,
        budget: &mut Budget<'_>,
    ) -> Searched {
        search(&Question { net, variables: &inputs.choices, goals, ways: 1, most: None, marks }, budget)
    }

    /// What it costs to evaluate one sheet.
    pub(crate) fn cost(&self) -> u64 {
        cost(&self.table)
    }
}

/// The level that a goal holds at an end.
pub(crate) fn level_at(end: &End, goal: usize) -> Option<u8> {
    end.goals.get(goal).and_then(|slot| slot.levels().single())
}

/// The cheapest of the ends that something is said of.
pub(crate) fn cheapest(found: &Found, is: impl Fn(&End) -> bool) -> Option<&End> {
    found.ends.iter().filter(|end| is(end)).min_by_key(|end| end.costs.first().copied())
}
