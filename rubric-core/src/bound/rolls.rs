//! Ranges of rows that bring many values to one.

use core::cmp::Ordering;

use super::{NumberRange, Pass};
use crate::evaluate::nth;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::records::{NumberId, Roll};
use crate::row::{Item, Row};
use crate::wire::{Field, Table};

/// A member of a roll-up: what it can be, its weight, and whether the roll-up can do without it.
#[derive(Clone, Copy)]
struct Part<I: Int> {
    range: NumberRange<I>,
    weight: Fraction<I>,
    drops: bool,
}

/// What the items of a row are, which says how they weigh and whether the row can do without one.
#[derive(Clone, Copy)]
enum Kinship {
    /// Raters of a leaf, some of whom the others do without.
    Raters,
    /// Children of a node; where it is enough that a part of them is known, it does without the others.
    Children { partial: bool },
    /// Arguments of a function, all alike and all needed.
    Arguments,
}

/// The members of a roll-up that can be known.
struct Parts<'s, I: Int> {
    pass: &'s Pass<'s, 's, 's, 's, I>,
    items: Table<'s, Item>,
    kinship: Kinship,
}

/// An end of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Low,
    High,
}

type Ends<I> = Option<(Fraction<I>, Fraction<I>)>;

impl<I: Int> Pass<'_, '_, '_, '_, I> {
    fn parts(&self, row: &Row, kinship: Kinship) -> Parts<'_, I> {
        Parts { pass: self, items: self.items(row), kinship }
    }

    pub(super) fn combine(&self, row: &Row) -> NumberRange<I> {
        let parts = self.parts(row, Kinship::Raters);
        let (mut required_unknown, mut optional_unknown, mut blocked) = (false, false, false);
        let (mut all_may_drop, mut left_out) = (true, true);
        for item in parts.items.iter() {
            let (range, optional) = (self.number(item.a), item.b != 0);
            required_unknown |= range.unknown && !optional;
            optional_unknown |= range.unknown && optional;
            blocked |= !range.known && !range.left_out && !optional;
            all_may_drop &= range.left_out || (optional && range.unknown);
            left_out &= range.left_out;
        }
        let (known, mean) = (!blocked && !parts.is_empty(), parts.mean());
        NumberRange {
            known,
            unknown: required_unknown || (all_may_drop && optional_unknown) || (known && mean.is_none()),
            left_out,
            ..NumberRange::from_ends(mean)
        }
    }

    pub(super) fn roll(&self, row: &Row) -> NumberRange<I> {
        let needs = self.constant(row.number_a()).unwrap_or(Fraction::ONE);
        let parts = self.parts(row, Kinship::Children { partial: needs < Fraction::ONE });
        let ends = match Roll::take(&mut [row.how].as_slice()) {
            Roll::Sum => {
                let unit = self.constant(NumberId::new(usize::from(row.b))).unwrap_or(Fraction::ONE);
                parts.sum().and_then(|(low, high)| Some((low.over(unit)?, high.over(unit)?)))
            }
            how => parts.rolled(how),
        };
        let (can_cover, can_lack) = self.coverage_of(&parts.items, needs);
        let value = NumberRange::from_ends(ends);
        let known = can_cover && value.known && !parts.is_empty();
        NumberRange {
            known,
            unknown: can_lack || (known && value.unknown),
            left_out: parts.items.iter().all(|item| self.number(item.a).left_out),
            ..value
        }
    }

    /// Whether enough weight can be known, and whether too little can.
    fn coverage_of(&self, items: &Table<'_, Item>, needs: Fraction<I>) -> (bool, bool) {
        let (mut best, mut never, mut sure, mut open) = (0_i128, 0_i128, 0_i128, 0_i128);
        for item in items.iter() {
            let range = self.number(item.a);
            let weight = i128::from(item.weight);
            let add = |sum: &mut i128, holds: bool| *sum = sum.saturating_add(if holds { weight } else { 0 });
            add(&mut best, range.known);
            add(&mut never, !range.known && !range.left_out);
            add(&mut sure, range.is_certain());
            add(&mut open, range.unknown);
        }
        let (num, den) = (needs.num().wide(), needs.den().wide());
        let covers = |known: i128, lacking: i128| {
            known > 0 && i128::compare_products(known, den, num, known.saturating_add(lacking)).is_ge()
        };
        (covers(best, never), open > 0 && !covers(sure, open))
    }

    pub(super) fn coverage(&self, row: &Row) -> NumberRange<I> {
        let items = self.items(row);
        let open = items.iter().any(|item| self.number(item.a).unknown);
        let low = if open { Fraction::ZERO } else { Fraction::ONE };
        let never = items.iter().any(|item| !self.number(item.a).known && !self.number(item.a).left_out);
        let blank = never && items.iter().all(|item| !self.number(item.a).known);
        let high = if blank { Fraction::ZERO } else { Fraction::ONE };
        NumberRange { left_out: items.iter().all(|item| self.number(item.a).left_out), ..NumberRange::span(low, high) }
    }

    pub(super) fn fold(&self, row: &Row) -> NumberRange<I> {
        let parts = self.parts(row, Kinship::Arguments);
        if parts.items.iter().any(|item| !self.number(item.a).known) {
            return NumberRange::never();
        }
        let absent = parts.iter().any(|part| part.range.can_be_absent());
        let value = NumberRange::from_ends(parts.rolled(Roll::take(&mut [row.how].as_slice())));
        NumberRange { unknown: absent || value.unknown, ..value }
    }
}

impl<I: Int> Parts<'_, I> {
    fn iter(&self) -> impl Iterator<Item = Part<I>> {
        self.items.iter().filter_map(|item| {
            let range = self.pass.number(item.a);
            let (weight, spared) = match self.kinship {
                Kinship::Raters => (item.weight, item.b != 0),
                Kinship::Children { partial } => (item.weight, partial),
                Kinship::Arguments => return Some(Part { range, weight: Fraction::ONE, drops: false }),
            };
            let weight = Fraction::whole(I::from_long(weight)?);
            range.known.then_some(Part { range, weight, drops: range.left_out || (spared && range.unknown) })
        })
    }

    fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// An end of every member.
    fn ends(&self, end: End) -> impl Iterator<Item = Fraction<I>> {
        self.iter().map(move |part| part.end(end))
    }

    /// The end that stands so to all others, of the members that stay or of all.
    #[inline(never)]
    fn outermost(&self, end: End, order: Ordering, all: bool) -> Option<Fraction<I>> {
        let ends = self.iter().filter(|part| all || !part.drops).map(|part| part.end(end));
        ends.reduce(|found, value| if value.cmp(&found) == order { value } else { found })
    }

    fn rolled(&self, how: Roll) -> Ends<I> {
        match how {
            Roll::Mean => self.mean(),
            Roll::Sum => self.sum(),
            how => self.chosen(how),
        }
    }

    fn mean(&self) -> Ends<I> {
        Some((self.least_mean(End::Low)?, self.least_mean(End::High)?.negated()?))
    }

    /// The least weighted mean, of the high ends with their signs turned, over every choice of the members that can drop.
    /// A member that can drop is worth keeping just when it lies below the mean; starting with all, each round keeps fewer
    /// and lowers the mean until nothing changes.
    #[inline(never)]
    fn least_mean(&self, end: End) -> Option<Fraction<I>> {
        let value = |part: Part<I>| match end {
            End::Low => part.range.low,
            End::High => part.range.high.negated().unwrap_or_default(),
        };
        if self.iter().all(|part| part.drops) {
            return self.iter().map(value).min();
        }
        let mut best: Option<Fraction<I>> = None;
        for _ in 0..=self.items.len() {
            let (mut sum, mut weights) = (Fraction::ZERO, Fraction::ZERO);
            for part in self.iter() {
                let value = value(part);
                if !part.drops || best.is_none_or(|best| value < best) {
                    sum = sum.plus(value.times(part.weight)?)?;
                    weights = weights.plus(part.weight)?;
                }
            }
            let mean = sum.over(weights)?;
            if best == Some(mean) {
                break;
            }
            best = Some(mean);
        }
        best
    }

    #[inline(never)]
    fn sum(&self) -> Ends<I> {
        let mut ends = (Fraction::ZERO, Fraction::ZERO);
        for part in self.iter() {
            let (low, high) = (part.range.low.times(part.weight)?, part.range.high.times(part.weight)?);
            let dropped = |end: Fraction<I>, out: bool| if part.drops && out { Fraction::ZERO } else { end };
            ends.0 = ends.0.plus(dropped(low, low > Fraction::ZERO))?;
            ends.1 = ends.1.plus(dropped(high, high < Fraction::ZERO))?;
        }
        Some(ends)
    }

    fn chosen(&self, how: Roll) -> Ends<I> {
        let lowest = self.outermost(End::Low, Ordering::Less, true)?;
        let highest = self.outermost(End::High, Ordering::Greater, true)?;
        let least_high = || self.outermost(End::High, Ordering::Less, false);
        let greatest_low = || self.outermost(End::Low, Ordering::Greater, false);
        match how {
            Roll::Lowest => Some((lowest, least_high().unwrap_or(highest))),
            Roll::Highest => Some((greatest_low().unwrap_or(lowest), highest)),
            Roll::Spread => {
                let least = greatest_low().zip(least_high()).and_then(|(low, high)| low.minus(high));
                Some((least.unwrap_or(Fraction::ZERO).max(Fraction::ZERO), highest.minus(lowest)?))
            }
            _ if self.iter().any(|part| part.drops) => Some((lowest, highest)),
            how => {
                let others = self.iter().count().saturating_sub(usize::from(how != Roll::MedianHigh));
                let middle = |end: End| nth(|| self.ends(end), others / 2);
                Some((middle(End::Low)?, middle(End::High)?))
            }
        }
    }
}

impl<I: Int> Part<I> {
    fn end(&self, end: End) -> Fraction<I> {
        match end {
            End::Low => self.range.low,
            End::High => self.range.high,
        }
    }
}
