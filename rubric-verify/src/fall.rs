//! A rating that rises while an outcome falls.
//!
//! An outcome falls when it is at some level before, and below it after. Each rating and each level are a question of their
//! own: most are answered by where the rows go, and what is left by ranges before and after.

use rubric_core::Levels;
use rubric_core::records::RowId;
use rubric_dsl::Sheet;

use crate::budget::Budget;
use crate::case::{Answer, Case, DEEP, QUICK, SEARCH, TRIES, cheapest, level_at};
use crate::chance::Chance;
use crate::frontier::{End, Searched};
use crate::goal::{Goal, Want};
use crate::inputs::{Asked, Inputs, asked};
use crate::net::{Net, NodeAt, cone};
use crate::parts::{Claim, Proof, ruled_out};
use crate::trend::may_fall_below;

/// Two sheets that differ in one rating, which is one step higher on the second.
#[derive(Clone, Debug)]
pub(crate) struct Rise {
    pub(crate) before: Sheet,
    pub(crate) after: Sheet,
    /// The levels of the outcome before and after.
    pub(crate) levels: (u8, u8),
}

/// A rating, and a level that an outcome may fall below when it rises.
type Doubt = (Asked, u8);

/// An outcome that may fall.
struct Falling<'f, 'p> {
    case: &'f Case<'p>,
    row: RowId,
    count: u8,
    /// What is not ruled out yet.
    doubts: Vec<Doubt>,
    /// Whether the doubts are all there are.
    whole: bool,
}

impl Case<'_> {
    /// Looks for a rating that rises while an outcome falls.
    pub(crate) fn falls(&self, row: RowId, count: u8, budget: &mut Budget<'_>) -> Answer<Box<Rise>> {
        let below = may_fall_below(self.program, &self.table, (row, count), None);
        if below.is_empty() {
            return Answer::None;
        }
        let mut falling = Falling { case: self, row, count, doubts: Vec::new(), whole: true };
        falling.doubt(&below, budget);
        if falling.is_ruled_out() {
            return Answer::None;
        }
        let mut inputs = Inputs::default();
        let Ok((net, goals)) = self.net(&[row], &mut inputs, true) else {
            return Answer::Open("before the search".to_owned());
        };
        falling.restrict(&mut inputs);
        let far = match falling.searched((&net, &goals), &inputs, budget) {
            Answer::Open(far) => far,
            answer => return answer,
        };
        for tries in [TRIES / 20, TRIES] {
            if let Some(rise) = falling.approached(&inputs, tries, budget) {
                return Answer::Some(rise);
            }
            falling.rule_out(budget);
            if falling.is_ruled_out() {
                return Answer::None;
            }
            falling.restrict(&mut inputs);
        }
        Answer::Open(far)
    }
}

impl Falling<'_, '_> {
    fn is_ruled_out(&self) -> bool {
        self.whole && self.doubts.is_empty()
    }

    /// The levels that are in doubt, the lowest first.
    fn levels(&self) -> Vec<u8> {
        (1..self.count).filter(|level| self.doubts.iter().any(|(_, of)| of == level)).collect()
    }

    /// Asks of each rating where the rows go when it rises. The mean of a group, which one person's rating moves by less
    /// than a step, is left in doubt.
    fn doubt(&mut self, below: &[u8], budget: &mut Budget<'_>) {
        let table = &self.case.table;
        let needed = cone(table, &[self.row]);
        for (_, row) in table.rows().filter(|(id, _)| needed.get(id.index()) == Some(&true)) {
            let Some(rating) = asked(&row) else {
                continue;
            };
            self.whole &= !matches!(rating, Asked::Group(..));
            if !matches!(rating, Asked::Leaf(..)) || self.doubts.iter().any(|(known, _)| *known == rating) {
                continue;
            }
            let levels = if budget.take(u64::try_from(table.len()).unwrap_or(u64::MAX) / 4 + 1) {
                may_fall_below(self.case.program, table, (self.row, self.count), Some(rating))
            } else {
                below.to_vec()
            };
            self.doubts.extend(levels.into_iter().filter(|level| below.contains(level)).map(|level| (rating, level)));
        }
    }

    /// Takes from the inputs the rises that are not in doubt.
    fn restrict(&self, inputs: &mut Inputs) {
        for (asked, choices) in inputs.asked.iter().zip(&mut inputs.choices) {
            if !self.doubts.iter().any(|(rating, _)| rating == asked) {
                choices.retain(|choice| !choice.marked);
            }
        }
    }

    /// What going through all assessments at once says.
    fn searched(&self, (net, goals): (&Net, &[NodeAt]), inputs: &Inputs, budget: &mut Budget<'_>) -> Answer<Box<Rise>> {
        match budget.within(SEARCH, |budget| self.case.searched(net, inputs, goals, 1, budget)) {
            Searched::Done(found) => {
                let fell =
                    |end: &End| end.marks == 1 && level_at(end, 0) > level_at(end, 1) && level_at(end, 1).is_some();
                let met = cheapest(&found, fell);
                let rise = met.and_then(|end| self.rise(inputs, &found.choices(end, 0)));
                match rise {
                    Some(rise) if inputs.whole => Answer::Smallest(rise),
                    Some(rise) => Answer::Some(rise),
                    None if inputs.whole && met.is_none() => Answer::None,
                    None => Answer::Open("every rating, but not every number or group".to_owned()),
                }
            }
            Searched::Stopped(at, of) => Answer::Open(format!("{at} of {of} things that can be given")),
            Searched::TooFine => Answer::Open("a number too fine to follow".to_owned()),
        }
    }

    /// A rise that is come to step by step.
    fn approached(&self, inputs: &Inputs, tries: u64, budget: &mut Budget<'_>) -> Option<Box<Rise>> {
        if !inputs.choices.iter().flatten().any(|choice| choice.marked) {
            return None;
        }
        self.levels().into_iter().find_map(|level| {
            let [before, after] = self.sides(level);
            let far_from = |choices: &[(u32, usize)]| {
                let sheet = |after: bool| inputs.sheet(self.case.program, choices, after);
                self.case.far(&before, &sheet(false)).saturating_add(self.case.far(&after, &sheet(true)))
            };
            let way = (Chance::rising, 2 * self.case.cost(), tries);
            let near = self.case.approached(inputs, way, far_from, budget);
            near.and_then(|choices| self.rise(inputs, &choices))
        })
    }

    /// The outcome at a level before, and below it after.
    fn sides(&self, level: u8) -> [Goal; 2] {
        let below = Levels::all(level);
        let sides = [Levels::all(self.count).without(below), below];
        sides.map(|levels| Goal { wants: vec![(self.row, Want::Level(levels))] })
    }

    /// Takes from the doubts what ranges rule out: a level that is never reached or never missed, and then each rating.
    fn rule_out(&mut self, budget: &mut Budget<'_>) {
        let rows = [self.row];
        for level in self.levels() {
            let sides = self.sides(level);
            if sides.iter().any(|side| self.case.is_ruled_out(&rows, side, (1..DEEP, QUICK / 3), budget)) {
                self.doubts.retain(|(_, of)| *of != level);
            }
        }
        for doubt in self.doubts.clone() {
            if !(1..DEEP).any(|depth| self.is_ruled_out_at(doubt, depth, budget)) {
                break;
            }
            self.doubts.retain(|other| *other != doubt);
        }
    }

    /// Whether ranges rule out that the outcome falls below a level when a rating rises.
    fn is_ruled_out_at(&self, (rating, level): Doubt, depth: usize, budget: &mut Budget<'_>) -> bool {
        let [before, after] = self.sides(level);
        let claim = Claim {
            rows: &[self.row],
            depth,
            rising: Some(rating),
            possible: &[&|bounds| before.may_be_met(bounds), &|bounds| after.may_be_met(bounds)],
        };
        let proof = budget.within(QUICK / 3, |budget| ruled_out(self.case.program, &self.case.table, &claim, budget));
        proof == Proof::Impossible
    }

    /// The two sheets of choices, where the engine says that the outcome falls.
    fn rise(&self, inputs: &Inputs, choices: &[(u32, usize)]) -> Option<Box<Rise>> {
        let [before, after] = [false, true].map(|after| inputs.sheet(self.case.program, choices, after));
        let levels = (self.case.level_on(self.row, &before)?, self.case.level_on(self.row, &after)?);
        (levels.0 > levels.1).then(|| Box::new(Rise { before, after, levels }))
    }
}
