//! Ranges of levels.

use super::{LevelRange, Pass, Range, TruthSet};
use crate::evaluate::{held, low_byte};
use crate::int::Int;
use crate::row::{NONE, Row};
use crate::value::Levels;

impl<I: Int> Pass<'_, '_, '_, '_, I> {
    /// A level is possible when its condition can be yes and no earlier condition that cannot be no stands for another
    /// level.
    pub(super) fn decide(&self, row: &Row) -> LevelRange {
        let mut range = LevelRange::known(Levels::NONE);
        let (mut forced, mut open, mut closed, mut decided) = (Levels::NONE, false, false, false);
        for item in self.items(row).iter() {
            let condition = if item.a == NONE { TruthSet::of(true) } else { self.truth(item.a) };
            if condition.is_no() {
                continue;
            }
            let level = Levels::only(low_byte(item.b));
            range.reach = range.reach.with(level);
            // Behind a yes that follows something unknown nothing stays open.
            let closes = open && condition.can_be_yes();
            open |= condition.can_be_unknown();
            if condition.can_be_yes() && forced.with(level) == level {
                range.possible = range.possible.with(level);
            }
            // A condition that cannot be no keeps its level open even where it is unknown.
            if !condition.can_be_no() {
                forced = forced.with(level);
                if !closed {
                    range.sure = range.sure.with(level);
                }
            }
            closed |= closes;
            if condition.is_yes() {
                decided = true;
                break;
            }
        }
        let single = range.reach.single().is_some();
        if single && range.possible.is_empty() && open {
            range.possible = range.reach;
        }
        LevelRange { unknown: !decided || (open && !single), ..range }
    }

    /// A level held at a cap. Levels that stayed open may become one by being held at the same level.
    pub(super) fn cap(&self, row: &Row) -> LevelRange {
        let (range, condition) = (self.levels(row.a), self.truth(row.b));
        let mut after = LevelRange { unknown: range.unknown, ..LevelRange::known(Levels::NONE) };
        let stays = held(row, range.possible).within(range.possible);
        if condition.can_be_no() {
            after.possible = after.possible.with(range.possible);
            after.reach = after.reach.with(range.reach);
        }
        if condition.can_be_yes() {
            let reach = held(row, range.reach);
            let level = Levels::only(low_byte(row.c));
            let can_meet = range.unknown && reach != range.reach && held(row, range.sure).with(level) == level;
            let met = if can_meet { level } else { Levels::NONE };
            after.possible = after.possible.with(held(row, range.possible)).with(met);
            after.reach = after.reach.with(reach);
        }
        if condition.can_be_unknown() {
            after.possible = after.possible.with(stays);
            after.reach = after.reach.with(range.reach).with(held(row, range.reach));
            after.unknown |= held(row, range.reach) != range.reach;
        }
        // With an unknown condition a level that was known can stay open beside the one at which it is held.
        if !condition.can_be_unknown() {
            let (moves, stays) = (condition.can_be_yes(), condition.can_be_no());
            let held = if moves { held(row, range.sure) } else { range.sure };
            after.sure = if stays { held.within(range.sure) } else { held };
        }
        if after.reach.single().is_some() {
            return LevelRange::known(after.reach);
        }
        after
    }

    pub(super) fn matrix(&self, row: &Row) -> LevelRange {
        let rows = self.levels(row.a);
        let (across, across_unknown) = match self.range(row.b) {
            Range::Level(range) => (u64::from(range.reach.bits()), range.unknown),
            Range::Choice(set) => (set, set == 0),
            _ => (u64::MAX, true),
        };
        let across = if across == 0 { u64::MAX } else { across };
        let columns = usize::from(row.c);
        let mut found = Levels::NONE;
        for (at, item) in self.items(row).iter().enumerate() {
            let (down, right) = (at.checked_div(columns).unwrap_or(0), at.checked_rem(columns).unwrap_or(0));
            let reached =
                u32::try_from(right).ok().and_then(|right| across.checked_shr(right)).is_some_and(|bits| bits & 1 == 1);
            if reached && rows.reach.has(u8::try_from(down).unwrap_or(u8::MAX)) {
                found = found.with(Levels::only(low_byte(item.b)));
            }
        }
        let single = found.single().is_some();
        LevelRange { unknown: (rows.unknown || across_unknown) && !single, ..LevelRange::known(found) }
    }
}
