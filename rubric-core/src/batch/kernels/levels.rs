//! Levels over columns, where there are at most eight.

use crate::absence::Absence;
use crate::batch::LANES;
use crate::batch::column::{Column, Form};
use crate::batch::lanes::Alone;
use crate::int::Int;
use crate::records::Limit;
use crate::row::NONE;
use crate::wire::Field;

/// All bits where something holds.
#[inline(always)]
fn mask(holds: bool) -> u8 {
    u8::from(holds).wrapping_neg()
}

/// The level of the first condition that is yes, or every level that is still open.
pub(super) fn decide<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let mut open = [u8::MAX; LANES];
    column.bytes = [0; LANES];
    for item in alone.items().iter() {
        let level = 1_u8.checked_shl(u32::from(item.b))?;
        if item.a == NONE {
            column.bytes.iter_mut().zip(&mut open).for_each(|(found, open)| *found |= level & core::mem::take(open));
            break;
        }
        let truths = alone.column(item.a)?.truths()?;
        for ((found, open), truth) in column.bytes.iter_mut().zip(&mut open).zip(truths) {
            *found |= level & *open & mask(*truth != 0);
            *open &= mask(*truth != 1);
        }
    }
    for (why, found) in column.nums.iter_mut().zip(&column.bytes) {
        *why = i16::from(mask(*found == 0) & Absence::NoClause as u8);
    }
    Some(Form::Levels)
}

/// Levels held at a cap or floor; an unknown condition leaves both possibilities.
pub(super) fn cap<I: Int>(column: &mut Column<I>, alone: &Alone<'_, '_, I>) -> Option<Form> {
    let levels = alone.column(alone.row.a).filter(|column| column.form == Form::Levels)?;
    let truths = alone.column(alone.row.b)?.truths()?;
    let level = 1_u8.checked_shl(u32::from(alone.row.c))?;
    let below = level.wrapping_sub(1);
    let beyond = match Limit::take(&mut [alone.row.how].as_slice()) {
        Limit::AtMost => !(below | level),
        Limit::AtLeast => below,
    };
    column.nums = levels.nums;
    for (slot, (set, truth)) in column.bytes.iter_mut().zip(levels.bytes.iter().zip(truths)) {
        let held = (set & !beyond) | (level & mask(set & beyond != 0));
        *slot = (set & mask(*truth != 1)) | (held & mask(*truth != 0));
    }
    Some(Form::Levels)
}
