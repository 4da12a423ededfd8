//! Ranges of rows that bring many values to one.

use super::{NumberRange, Pass};
use crate::evaluate::nth;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::records::{NumberId, Roll};
use crate::row::{Item, Row};
use crate::wire::{Field, Table};

/// A member of a roll-up: what it can be, its weight, and whether the roll-up can do without it.
#[derive(Clone, Copy)]
struct Part<I> {
    range: NumberRange<I>,
    weight: Fraction<I>,
    drops: bool,
}

type Ends<I> = Option<(Fraction<I>, Fraction<I>)>;

impl<I: Int> Pass<'_, '_, '_, '_, I> {
    pub(super) fn combine(&self, row: &Row) -> NumberRange<I> {
        let items = self.items(row);
        let member = |item: &Item| (self.number(item.a), item.b != 0);
        let parts = || {
            items.iter().filter_map(|item| {
                let (range, optional) = member(&item);
                let weight = Fraction::whole(I::from_wide(i128::from(item.weight))?);
                range.known.then_some(Part { range, weight, drops: range.left_out || (optional && range.unknown) })
            })
        };
        let required_unknown =
            items.iter().map(|item| member(&item)).any(|(range, optional)| range.unknown && !optional);
        let blocked = items
            .iter()
            .map(|item| member(&item))
            .any(|(range, optional)| !range.known && !range.left_out && !optional);
        let all_may_drop = items
            .iter()
            .map(|item| member(&item))
            .all(|(range, optional)| range.left_out || (optional && range.unknown));
        let some_optional_unknown =
            items.iter().map(|item| member(&item)).any(|(range, optional)| optional && range.unknown);
        let known = !blocked && parts().next().is_some();
        NumberRange {
            known,
            unknown: required_unknown || (all_may_drop && some_optional_unknown) || (known && mean(parts).is_none()),
            left_out: items.iter().all(|item| self.number(item.a).left_out),
            ..NumberRange::from_ends(mean(parts))
        }
    }

    pub(super) fn roll(&self, row: &Row) -> NumberRange<I> {
        let items = self.items(row);
        let needs = self.constant(row.number_a()).unwrap_or(Fraction::ONE);
        let partial = needs < Fraction::ONE;
        let parts = || self.parts(&items, partial);
        let ends = match Roll::take(&mut [row.how].as_slice()) {
            Roll::Mean => mean(parts),
            Roll::Sum => {
                let unit = self.constant(NumberId::new(usize::from(row.b))).unwrap_or(Fraction::ONE);
                sum(parts).and_then(|(low, high)| Some((low.over(unit)?, high.over(unit)?)))
            }
            how => chosen(parts, how),
        };
        let (can_cover, can_lack) = self.coverage_of(&items, needs);
        let value = NumberRange::from_ends(ends);
        let known = can_cover && value.known && parts().next().is_some();
        NumberRange {
            known,
            unknown: can_lack || (known && value.unknown),
            left_out: items.iter().all(|item| self.number(item.a).left_out),
            ..value
        }
    }

    /// The children that can be known.
    fn parts(&self, items: &Table<'_, Item>, partial: bool) -> impl Iterator<Item = Part<I>> {
        items.iter().filter_map(move |item| {
            let range = self.number(item.a);
            let weight = Fraction::whole(I::from_wide(i128::from(item.weight))?);
            range.known.then_some(Part { range, weight, drops: range.left_out || (partial && range.unknown) })
        })
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
        let items = self.items(row);
        if items.iter().any(|item| !self.number(item.a).known) {
            return NumberRange::never();
        }
        let parts =
            || items.iter().map(|item| Part { range: self.number(item.a), weight: Fraction::ONE, drops: false });
        let ends = match Roll::take(&mut [row.how].as_slice()) {
            Roll::Mean => mean(parts),
            Roll::Sum => sum(parts),
            how => chosen(parts, how),
        };
        let absent = items.iter().any(|item| self.number(item.a).can_be_absent());
        let value = NumberRange::from_ends(ends);
        NumberRange { unknown: absent || value.unknown, ..value }
    }
}

fn mean<I: Int, P: Iterator<Item = Part<I>>>(parts: impl Fn() -> P) -> Ends<I> {
    let low = least_mean(|| parts().map(|part| (part.range.low, part.weight, part.drops)))?;
    let turned =
        least_mean(|| parts().map(|part| (part.range.high.negated().unwrap_or_default(), part.weight, part.drops)))?;
    Some((low, turned.negated()?))
}

/// The least weighted mean over every choice of the members that can drop. A member that can drop is worth keeping just
/// when it lies below the mean; starting with all, each round keeps fewer and lowers the mean until nothing changes.
fn least_mean<I: Int, P: Iterator<Item = (Fraction<I>, Fraction<I>, bool)>>(
    parts: impl Fn() -> P,
) -> Option<Fraction<I>> {
    if parts().all(|(_, _, drops)| drops) {
        return parts().map(|(value, _, _)| value).min();
    }
    let mut best: Option<Fraction<I>> = None;
    for _ in 0..=parts().count() {
        let (mut sum, mut weights) = (Fraction::ZERO, Fraction::ZERO);
        for (value, weight, drops) in parts() {
            if !drops || best.is_none_or(|best| value < best) {
                sum = sum.plus(value.times(weight)?)?;
                weights = weights.plus(weight)?;
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

fn sum<I: Int, P: Iterator<Item = Part<I>>>(parts: impl Fn() -> P) -> Ends<I> {
    let mut ends = (Fraction::ZERO, Fraction::ZERO);
    for part in parts() {
        let (low, high) = (part.range.low.times(part.weight)?, part.range.high.times(part.weight)?);
        let dropped = |end: Fraction<I>, out: bool| if part.drops && out { Fraction::ZERO } else { end };
        ends.0 = ends.0.plus(dropped(low, low > Fraction::ZERO))?;
        ends.1 = ends.1.plus(dropped(high, high < Fraction::ZERO))?;
    }
    Some(ends)
}

fn chosen<I: Int, P: Iterator<Item = Part<I>>>(parts: impl Fn() -> P, how: Roll) -> Ends<I> {
    let lows = || parts().map(|part| part.range.low);
    let highs = || parts().map(|part| part.range.high);
    let stay = || parts().filter(|part| !part.drops);
    let (lowest, highest) = (lows().min()?, highs().max()?);
    match how {
        Roll::Lowest => Some((lowest, stay().map(|part| part.range.high).min().unwrap_or(highest))),
        Roll::Highest => Some((stay().map(|part| part.range.low).max().unwrap_or(lowest), highest)),
        Roll::Spread => {
            let inner = stay().map(|part| part.range.low).max().zip(stay().map(|part| part.range.high).min());
            let least = inner.and_then(|(low, high)| low.minus(high)).unwrap_or(Fraction::ZERO);
            Some((least.max(Fraction::ZERO), highest.minus(lowest)?))
        }
        _ if parts().any(|part| part.drops) => Some((lowest, highest)),
        Roll::MedianHigh => {
            let rank = parts().count() / 2;
            Some((nth(lows, rank)?, nth(highs, rank)?))
        }
        Roll::Mean | Roll::Sum | Roll::Median => {
            let rank = parts().count().saturating_sub(1) / 2;
            Some((nth(lows, rank)?, nth(highs, rank)?))
        }
    }
}
