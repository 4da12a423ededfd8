//! Rows that bring many values to one: raters to a leaf, children to a node, arguments to a function.

use super::Pass;
use crate::absence::Absence;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::row::{Item, Row};
use crate::value::{Kind, Levels, Value};
use crate::wire::Table;

impl<'p, I: Int> Pass<'_, 'p, '_, '_, I> {
    /// The first of the rows that is known.
    pub(super) fn first_known(&self, row: &Row, items: &Table<'p, Item>) -> Value<I> {
        // A level can still be what any of them can be.
        let mut open = Levels::NONE;
        for item in items.iter() {
            let value = self.value(item.a);
            if value.is_known(row.kind) {
                return value;
            }
            open = open.with(value.as_levels());
        }
        match row.kind {
            Kind::Level => Value::level(open, Some(Absence::Earlier)),
            _ => Value::absent(Absence::Earlier),
        }
    }
}

/// `sum / weights`, in whatever terms are cheapest; an engine made small has one way for it.
#[inline]
pub(crate) fn divided<I: Int>(sum: Fraction<I>, weights: I) -> Option<Fraction<I>> {
    match sum.den().times(weights).filter(|_| cfg!(feature = "series")) {
        Some(den) => Fraction::over_positive(sum.num(), den),
        None => sum.over(Fraction::whole(weights)),
    }
}

/// The value at `rank` (nought for the lowest) of those that `values` goes through.
pub(crate) fn nth<I: Int, T: Iterator<Item = Fraction<I>>>(values: impl Fn() -> T, rank: usize) -> Option<Fraction<I>> {
    values().find(|value| {
        let (mut below, mut upto) = (0_usize, 0_usize);
        for other in values() {
            let order = other.cmp(value);
            below = below.wrapping_add(usize::from(order.is_lt()));
            upto = upto.wrapping_add(usize::from(order.is_le()));
        }
        (below..upto).contains(&rank)
    })
}
