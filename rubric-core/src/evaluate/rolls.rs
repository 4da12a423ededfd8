//! Rows that bring many values to one: raters to a leaf, children to a node, arguments to a function.

use core::cmp::Ordering;

use super::cover::{Children, Cover, Terms, weighted};
use super::{Outcome, Pass};
use crate::absence::Absence;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::records::Roll;
use crate::row::{Op, Row};
use crate::value::{Kind, Levels, Value};
use crate::wire::Field;

impl<'p, I: Int> Pass<'_, 'p, '_, '_, I> {
    /// The official value of a leaf: the weighted mean of the raters who have one.
    pub(super) fn combine(&self, row: &Row) -> Outcome<I> {
        let (mut sum, mut weights) = (Fraction::ZERO, I::ZERO);
        let (mut left_out, mut waiting) = (Absence::Earlier, false);
        for item in self.items(row).iter() {
            match self.number(item.a) {
                Ok(value) => {
                    let weight = I::from_long(item.weight).ok_or(Absence::TooLarge)?;
                    sum = weighted(value, weight).and_then(|term| sum.plus(term)).ok_or(Absence::TooLarge)?;
                    weights = weights.plus(weight).ok_or(Absence::TooLarge)?;
                }
                Err(reason) if reason.is_left_out() => left_out = reason,
                Err(_) if item.b != 0 => waiting = true,
                Err(reason) => return Err(super::passed_on(reason)),
            }
        }
        if weights == I::ZERO {
            return Err(if waiting { Absence::Earlier } else { left_out });
        }
        divided(sum, weights).ok_or(Absence::TooLarge)
    }

    fn children(&self, row: &Row) -> Children<'_, 'p, I> {
        Children { values: self.workings.values(), items: self.items(row) }
    }

    /// The score of a node from its children.
    pub(super) fn roll(&self, row: &Row) -> Outcome<I> {
        Terms::new(self.program, *row).roll(row, &self.children(row))
    }

    /// The weight known over the weight that remains.
    pub(super) fn coverage(&self, row: &Row) -> Outcome<I> {
        Cover::of(&self.children(row))?.share().ok_or(Absence::NothingRemains)
    }

    /// A function of arguments, every one of which must be known.
    pub(super) fn fold(&self, row: &Row) -> Outcome<I> {
        let arguments = self.children(row);
        if arguments.known().count() < usize::from(row.count) {
            return Err(Absence::Earlier);
        }
        let sum = || arguments.known().try_fold(Fraction::ZERO, |sum, value| sum.plus(value));
        let value = match Roll::take(&mut [row.how].as_slice()) {
            Roll::Sum => sum(),
            Roll::Mean => sum().and_then(|sum| divided(sum, I::from_short(row.count))),
            how => arguments.chosen(how),
        };
        value.ok_or(Absence::TooLarge)
    }

    /// The first of the rows that is known.
    pub(super) fn first_known(&self, row: &Row) -> Value<I> {
        // A level can still be what any of them can be.
        let mut open = Levels::NONE;
        for item in self.items(row).iter() {
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

    /// The member of a set with the highest or the lowest score.
    pub(super) fn extreme(&self, row: &Row) -> Value<I> {
        let wanted = if row.op == Op::Best { Ordering::Greater } else { Ordering::Less };
        let mut found: Option<(Fraction<I>, u16)> = None;
        for item in self.items(row).iter() {
            let value = match self.number(item.a) {
                Ok(value) => value,
                Err(reason) if reason.is_left_out() => continue,
                Err(_) => return Value::absent(Absence::Earlier),
            };
            if found.is_none_or(|(best, _)| value.cmp(&best) == wanted) {
                found = Some((value, item.b));
            }
        }
        found.map_or(Value::absent(Absence::NothingRemains), |(_, node)| Value::index(node))
    }
}

/// `sum / weights`, in whatever terms are cheapest; an engine made small has one way for it.
#[inline]
pub(super) fn divided<I: Int>(sum: Fraction<I>, weights: I) -> Option<Fraction<I>> {
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
