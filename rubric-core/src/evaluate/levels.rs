//! Rows whose value is a level: while it is not known, the set of levels it can be.

use super::{Pass, low_byte};
use crate::absence::Absence;
use crate::int::Int;
use crate::records::Limit;
use crate::row::{Item, NONE, Row};
use crate::value::{Kind, Levels, Truth, Value};
use crate::wire::{Field, Table};

impl<'p, I: Int> Pass<'_, 'p, '_, '_, I> {
    /// The level of the first condition that is yes, or, past conditions that are unknown, every level it can be.
    pub(crate) fn decide(&self, items: &Table<'p, Item>) -> Value<I> {
        let mut found = Levels::NONE;
        for item in items.iter() {
            let condition = if item.a == NONE { Truth::Yes } else { self.truth(item.a) };
            if condition == Truth::No {
                continue;
            }
            found = found.with(Levels::only(low_byte(item.b)));
            if condition == Truth::Yes {
                return Value::level(found, None);
            }
        }
        Value::level(found, found.is_empty().then_some(Absence::NoClause))
    }

    /// The levels of every cell that the two inputs can still reach.
    pub(super) fn matrix(&self, row: &Row, items: &Table<'p, Item>, (down, across): (Value<I>, Value<I>)) -> Value<I> {
        let rows = down.as_levels();
        let kind = self.kind(row.b);
        let reaches = |column: u16| match across.as_index() {
            _ if kind == Kind::Level => across.as_levels().has(low_byte(column)),
            Ok(reached) => reached == column,
            Err(_) => true,
        };
        let (mut found, mut down, mut right) = (Levels::NONE, 0_u8, 0_u16);
        for item in items.iter() {
            if rows.has(down) && reaches(right) {
                found = found.with(Levels::only(low_byte(item.b)));
            }
            right = right.wrapping_add(1);
            if right == row.c {
                (down, right) = (down.saturating_add(1), 0);
            }
        }
        Value::level(found, found.is_empty().then_some(Absence::NoClause))
    }
}

/// A level held at a cap or floor; an unknown condition leaves both possibilities.
pub(crate) fn cap<I: Int>(row: &Row, value: Value<I>, condition: Truth) -> Value<I> {
    let levels = value.as_levels();
    let held = held(row, levels);
    let reason = if levels.is_empty() { value.as_level().err() } else { None };
    match condition {
        Truth::No => value,
        Truth::Yes | Truth::Unknown => {
            let kept = if condition == Truth::Yes { Levels::NONE } else { levels };
            Value::level(kept.with(held), reason)
        }
    }
}

/// The levels after the cap or floor of a row.
pub(crate) fn held(row: &Row, levels: Levels) -> Levels {
    match Limit::take(&mut [row.how].as_slice()) {
        Limit::AtMost => levels.at_most(low_byte(row.c)),
        Limit::AtLeast => levels.at_least(low_byte(row.c)),
    }
}
