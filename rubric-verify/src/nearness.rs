//! How far an assessment is from what is looked for, so that a search can go towards it step by step.
//!
//! The distance is nought where the engine says that everything holds. Else it is made from the numbers that are compared
//! on the way there: the further a score is from its cut, the further the assessment is from the level behind it.

use std::cell::Cell;

use rubric_core::records::{Limit, RowId};
use rubric_core::{Comparison, Evaluation, Field, Levels, NONE, Op, Reading, Row, Truth};

use crate::goal::{Goal, Want};

/// How far one unit of a number is.
const UNIT: i128 = 16;
/// How far something is that nothing more is known of.
const FAR: u32 = 2_000;
/// How many rows are looked at.
const LOOKS: u32 = 1_000;

/// One evaluation, looked at from a goal.
pub(crate) struct Nearness<'n, 'p, 'a, 'w> {
    evaluation: &'n Evaluation<'p, 'a, 'w, i128>,
    /// How many rows may still be looked at: conditions that stand on each other many times over are not followed.
    left: Cell<u32>,
}

impl<'n, 'p, 'a, 'w> Nearness<'n, 'p, 'a, 'w> {
    pub(crate) const fn new(evaluation: &'n Evaluation<'p, 'a, 'w, i128>) -> Self {
        Self { evaluation, left: Cell::new(LOOKS) }
    }

    /// How far a goal is; nought where it is met.
    pub(crate) fn of(&self, goal: &Goal) -> u32 {
        let each = goal.wants.iter().map(|(row, want)| match want {
            Want::Truth(truth) => self.truth(*row, *truth),
            Want::Level(levels) => self.level(*row, *levels),
        });
        each.fold(0, u32::saturating_add)
    }

    /// A row, unless enough were looked at.
    fn row(&self, at: RowId) -> Option<Row> {
        self.left.set(self.left.get().checked_sub(1)?);
        self.evaluation.table().row(at)
    }

    fn truth(&self, at: RowId, want: Truth) -> u32 {
        if matches!(self.evaluation.reading(at), Reading::Truth(found) if found == want) {
            return 0;
        }
        let Some(row) = self.row(at).filter(|_| want != Truth::Unknown) else {
            return FAR;
        };
        let (a, b) = (RowId::new(usize::from(row.a)), RowId::new(usize::from(row.b)));
        let both = || self.truth(a, want).saturating_add(self.truth(b, want));
        let either = || self.truth(a, want).min(self.truth(b, want));
        let far = match (row.op, want) {
            (Op::And, Truth::Yes) | (Op::Or, Truth::No) => both(),
            (Op::And, _) | (Op::Or, _) => either(),
            (Op::Not, _) => self.truth(a, want.not()),
            (Op::Any | Op::All, _) => self.members(a, row.op, want),
            (Op::IsNode, _) => self.leads(a, row.b, want),
            (Op::CompareLevels, _) => self.levels_compared(&row, want),
            (Op::Compare | Op::CompareCounts, _) => self.apart(a, b),
            _ => FAR,
        };
        far.max(1)
    }

    /// How far two numbers or counts are from each other.
    fn apart(&self, a: RowId, b: RowId) -> u32 {
        let number = |at: RowId| match self.evaluation.reading(at) {
            Reading::Number(Ok(number)) => Some((number.num(), number.den())),
            Reading::Count(count) => Some((i128::from(count.least), 1)),
            _ => None,
        };
        let Some(((a, a_den), (b, b_den))) = number(a).zip(number(b)) else {
            return FAR;
        };
        let scaled = |num: i128, den: i128| num.checked_mul(UNIT)?.checked_div(den);
        let apart = scaled(a, a_den).zip(scaled(b, b_den)).and_then(|(a, b)| u32::try_from((a - b).abs()).ok());
        apart.map_or(FAR, |apart| apart.saturating_add(1).min(FAR))
    }

    /// How far it is until some, or all, of the members of a set meet a condition, or do not.
    fn members(&self, set: RowId, op: Op, want: Truth) -> u32 {
        let table = self.evaluation.table();
        let Some(row) = table.row(set) else {
            return FAR;
        };
        let items = table.items_of(&row);
        let each = items.iter().map(|item| self.truth(RowId::new(usize::from(item.a)), want));
        if (op == Op::Any) == (want == Truth::Yes) {
            each.min().unwrap_or(FAR)
        } else {
            each.fold(0, u32::saturating_add)
        }
    }

    /// How far it is until a node leads all members of a set, or no longer does.
    fn leads(&self, set: RowId, node: u16, want: Truth) -> u32 {
        let table = self.evaluation.table();
        let Some(row) = table.row(set).filter(|row| matches!(row.op, Op::Best | Op::Worst)) else {
            return FAR;
        };
        let items = table.items_of(&row);
        let score = |at: u16| self.evaluation.reading(RowId::new(usize::from(at))).number().ok();
        let Some(own) = items.iter().find(|item| item.b == node).and_then(|item| score(item.a)) else {
            return FAR;
        };
        let each = items.iter().filter(|item| item.b != node).map(|item| {
            let Some(other) = score(item.a) else {
                return FAR / 16;
            };
            let ahead = if row.op == Op::Best { other.minus(own) } else { own.minus(other) };
            let ahead = ahead.and_then(|ahead| ahead.num().checked_mul(UNIT)?.checked_div(ahead.den()));
            let ahead = ahead.map_or(0, |ahead| if want == Truth::Yes { ahead + 1 } else { 1 - ahead });
            u32::try_from(ahead.max(0)).unwrap_or(FAR)
        });
        if want == Truth::Yes { each.fold(0, u32::saturating_add) } else { each.min().unwrap_or(FAR) }
    }

    fn levels_compared(&self, row: &Row, want: Truth) -> u32 {
        let levels = |at: u16| match self.evaluation.reading(RowId::new(usize::from(at))) {
            Reading::Level(levels, _) => levels,
            _ => Levels::NONE,
        };
        let how = Comparison::take(&mut [row.how].as_slice());
        let Some(fixed) = levels(row.b).single() else {
            return FAR;
        };
        let fits = (0..32_u8).filter(|level| how.holds(level.cmp(&fixed)) == (want == Truth::Yes));
        self.level(RowId::new(usize::from(row.a)), fits.map(Levels::only).fold(Levels::NONE, Levels::with))
    }

    pub(crate) fn level(&self, at: RowId, want: Levels) -> u32 {
        if matches!(self.evaluation.reading(at), Reading::Level(_, Ok(level)) if want.has(level)) {
            return 0;
        }
        let Some(row) = self.row(at) else {
            return FAR;
        };
        let far = match row.op {
            Op::Decide => self.decided(&row, want),
            Op::Cap => self.capped(&row, want),
            _ => FAR,
        };
        far.max(1)
    }

    /// The nearest line that gives a level that is wanted: it is true, and no earlier one is.
    fn decided(&self, row: &Row, want: Levels) -> u32 {
        let (mut nearest, mut before) = (FAR, 0_u32);
        for item in self.evaluation.table().items_of(row).iter() {
            let is = |truth: Truth| match item.a {
                NONE => u32::from(truth == Truth::No) * FAR,
                condition => self.truth(RowId::new(usize::from(condition)), truth),
            };
            if u8::try_from(item.b).is_ok_and(|level| want.has(level)) {
                nearest = nearest.min(before.saturating_add(is(Truth::Yes)));
            }
            before = before.saturating_add(is(Truth::No));
        }
        nearest
    }

    fn capped(&self, row: &Row, want: Levels) -> u32 {
        let (level, condition) = (RowId::new(usize::from(row.a)), RowId::new(usize::from(row.b)));
        let cap = u8::try_from(row.c).unwrap_or(u8::MAX);
        let free = self.level(level, want).saturating_add(self.truth(condition, Truth::No));
        let beyond = (0..32_u8).filter(|level| match Limit::take(&mut [row.how].as_slice()) {
            Limit::AtMost => *level >= cap,
            Limit::AtLeast => *level <= cap,
        });
        let beyond = beyond.map(Levels::only).fold(Levels::NONE, Levels::with);
        let held = if want.has(cap) {
            self.level(level, beyond).saturating_add(self.truth(condition, Truth::Yes))
        } else {
            FAR
        };
        free.min(held)
    }
}
