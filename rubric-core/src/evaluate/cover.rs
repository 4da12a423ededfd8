//! What the children of a node come to: how much of the weight is known, and their value.

use core::cmp::Ordering;

use super::rolls::{divided, nth};
use super::{Outcome, Pass, constant};
use crate::absence::Absence;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::program::Program;
use crate::records::{NumberId, Roll};
use crate::row::{Item, NONE, Op, Row};
use crate::value::Value;
use crate::wire::{Field, Table};

/// The items of a row among the rows before it.
pub(super) struct Children<'w, 'p, I> {
    pub(super) pass: Pass<'w, 'p, 'w, 'w, I>,
    pub(super) items: Table<'p, Item>,
}

impl<I: Int> Children<'_, '_, I> {
    /// Each child's value, and the item that mentions it.
    #[inline]
    fn iter(&self) -> impl Iterator<Item = (Value<I>, Item)> {
        self.items.iter().map(|item| (self.pass.value(item.a), item))
    }

    /// The numbers that are known, and the items that mention them.
    fn known(&self) -> impl Iterator<Item = (Fraction<I>, Item)> {
        self.iter().filter_map(|(value, item)| Some((value.as_number().ok()?, item)))
    }

    /// The known number that stands so to all others, the first of equals, and what stands beside it in its item.
    #[inline(never)]
    fn end(&self, order: Ordering) -> Option<(Fraction<I>, u16)> {
        let mut found: Option<(Fraction<I>, u16)> = None;
        for (value, item) in self.known() {
            if found.is_none_or(|(found, _)| value.cmp(&found) == order) {
                found = Some((value, item.b));
            }
        }
        found
    }

    /// The member whose number stands so to all others.
    fn member(&self, order: Ordering) -> Outcome<I> {
        self.end(order).map(|(_, node)| Fraction::whole(I::from_short(node))).ok_or(Absence::NothingRemains)
    }

    /// The known numbers as `how` brings them to one.
    fn brought(&self, how: Roll, cover: &Cover<I>) -> Option<Fraction<I>> {
        let known = || self.known().map(|(value, _)| value);
        let end = |order| self.end(order).map(|(value, _)| value);
        match how {
            Roll::Mean => divided(cover.sum?, cover.known),
            Roll::Sum => cover.sum,
            Roll::Lowest => end(Ordering::Less),
            Roll::Highest => end(Ordering::Greater),
            Roll::Spread => end(Ordering::Greater)?.minus(end(Ordering::Less)?),
            Roll::MedianHigh => nth(known, known().count() / 2),
            Roll::Median => nth(known, known().count().saturating_sub(1) / 2),
        }
    }
}

/// What one pass over the items of a row gathers.
#[derive(Clone, Copy)]
struct Cover<I: Int> {
    /// The weight that is known.
    known: I,
    /// The weight that remains.
    remaining: I,
    /// The weighted sum of what is known, if it fits.
    sum: Option<Fraction<I>>,
    /// Whether something is not known that the others do not do without.
    is_blocked: bool,
    /// Why the last that is left out is so.
    left_out: Absence,
}

impl<I: Int> Cover<I> {
    /// Goes through children and their weights; a child without a weight weighs one.
    ///
    /// # Errors
    /// That the weights do not fit.
    #[inline(always)]
    fn of(children: &Children<'_, '_, I>) -> Result<Self, Absence> {
        let (mut known, mut remaining, mut sum) = (I::ZERO, I::ZERO, Some(Fraction::ZERO));
        let (mut is_blocked, mut left_out) = (false, Absence::Earlier);
        for (value, item) in children.iter() {
            let weight = I::from_long(item.weight.max(1)).ok_or(Absence::TooLarge)?;
            match value.as_number() {
                Ok(value) => {
                    sum = sum.and_then(|sum| sum.plus(weighted(value, weight)?));
                    known = known.plus(weight).ok_or(Absence::TooLarge)?;
                }
                Err(reason) if reason.is_left_out() => {
                    left_out = reason;
                    continue;
                }
                Err(_) => is_blocked |= item.b == 0,
            }
            remaining = remaining.plus(weight).ok_or(Absence::TooLarge)?;
        }
        Ok(Self { known, remaining, sum, is_blocked, left_out })
    }

    /// The known share of what remains; nothing where nothing does.
    fn share(&self) -> Option<Fraction<I>> {
        Fraction::over_positive(self.known, self.remaining)
    }
}

/// What rows that bring many to one, and differ by what they bring, have in common.
pub(crate) struct Terms<I: Int> {
    how: Roll,
    needs: Outcome<I>,
    unit: Outcome<I>,
    common: Outcome<I>,
}

impl<I: Int> Terms<I> {
    #[cfg_attr(target_arch = "arm", inline(never))]
    pub(crate) fn new(program: &Program<'_>, row: Row) -> Self {
        let how = if row.op == Op::Combine { Roll::Mean } else { Roll::take(&mut [row.how].as_slice()) };
        let number = |id: u16, wanted: bool| match wanted && row.op == Op::Roll {
            true => constant(program, NumberId::new(usize::from(id))),
            false => Err(Absence::NothingRemains),
        };
        Self {
            how,
            needs: number(row.a, true),
            unit: number(row.b, how == Roll::Sum),
            common: number(row.c, row.c != NONE),
        }
    }

    /// The value of one row.
    pub(super) fn value(&self, row: &Row, children: &Children<'_, '_, I>) -> Outcome<I> {
        let cover = Cover::of(children)?;
        match row.op {
            // The weight known over the weight that remains.
            Op::Coverage => return cover.share().ok_or(Absence::NothingRemains),
            // The official value of a leaf: the mean of the raters who have one.
            Op::Combine if cover.is_blocked => return Err(Absence::Earlier),
            Op::Combine if cover.remaining == I::ZERO => return Err(cover.left_out),
            Op::Combine if cover.known == I::ZERO => return Err(Absence::Earlier),
            // A function of arguments, every one of which must be known.
            Op::Fold if cover.known != I::from_short(row.count) => return Err(Absence::Earlier),
            // The member of a set with the highest or the lowest score.
            Op::Best | Op::Worst if cover.known != cover.remaining => return Err(Absence::Earlier),
            Op::Best => return children.member(Ordering::Greater),
            Op::Worst => return children.member(Ordering::Less),
            // The score of a node from its children.
            Op::Roll if cover.remaining == I::ZERO => return Err(Absence::NothingRemains),
            Op::Roll if !self.are_met(cover.known, cover.remaining)? => return Err(Absence::BelowCoverage),
            _ => {}
        }
        let mut value = children.brought(self.how, &cover);
        if row.op == Op::Roll && self.how == Roll::Sum {
            let unit = self.unit?;
            value = value.and_then(|sum| sum.over(unit));
        }
        value.map(|value| self.over_common(value).unwrap_or(value)).ok_or(Absence::TooLarge)
    }

    /// Whether enough is known.
    pub(crate) fn are_met(&self, known: I, remaining: I) -> Result<bool, Absence> {
        let needs = self.needs?;
        let order = I::compare_products(known, needs.den(), needs.num(), remaining);
        Ok(known != I::ZERO && order != Ordering::Less)
    }

    /// A value over the common denominator of its kind, where the compiler found one, so that what stands on it adds without
    /// a common divisor. An engine made small goes without.
    fn over_common(&self, value: Fraction<I>) -> Option<Fraction<I>> {
        let common = self.common()?;
        if !cfg!(feature = "series") || common.rest(value.den()) != I::ZERO {
            return None;
        }
        Fraction::new(value.num().times(common.over(value.den())?)?, common)
    }

    /// The factor that makes a sum over `den` the mean over the common denominator, when `known` of `count` children of
    /// weight one are known: nought where that is too few. Nothing where there is more to do than to multiply.
    pub(crate) fn factor(&self, row: &Row, (known, count): (I, I), den: I) -> Option<I> {
        if self.how != Roll::Mean || row.guarded != 0 || row.c == NONE {
            return None;
        }
        if !self.are_met(known, count).ok()? {
            return Some(I::ZERO);
        }
        let (common, over) = (self.common.ok()?.num(), den.times(known)?);
        if common.rest(over) == I::ZERO { common.over(over) } else { None }
    }

    /// The common denominator, where the compiler found one.
    pub(crate) fn common(&self) -> Option<I> {
        self.common.ok().map(Fraction::num)
    }
}

/// `value * weight`; an engine made small has one way for it.
pub(super) fn weighted<I: Int>(value: Fraction<I>, weight: I) -> Option<Fraction<I>> {
    match value.num().times(weight).filter(|_| cfg!(feature = "series")) {
        Some(num) => Fraction::over_positive(num, value.den()),
        None => value.times(Fraction::whole(weight)),
    }
}
