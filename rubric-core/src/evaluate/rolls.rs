//! Rows that bring many values to one: raters to a leaf, children to a node, arguments to a function.

use core::cmp::Ordering;

use super::{Outcome, Pass, guard};
use crate::absence::Absence;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::records::{NumberId, Roll};
use crate::row::{Item, NONE, Row};
use crate::value::{Kind, Levels, Value};
use crate::wire::{Field, Table};

/// What one pass over the children of a node gathers.
struct Cover<I> {
    /// The weight that is known.
    known: I,
    /// The weight that remains.
    remaining: I,
    /// Numerator of the weighted sum of the known children, as long as they agree.
    num: I,
    /// The denominator of the known children.
    den: I,
    /// Whether all known children stand over one denominator, and their sum fits.
    agree: bool,
}

impl<I: Int> Cover<I> {
    const NOTHING: Self = Self { known: I::ZERO, remaining: I::ZERO, num: I::ZERO, den: I::ZERO, agree: true };

    /// Adds a known child; nothing where the weights do not fit.
    #[inline]
    fn add(&mut self, value: Fraction<I>, weight: I) -> Option<()> {
        let num = value.num().times(weight).and_then(|term| self.num.plus(term));
        self.agree &= num.is_some() && (self.den == value.den() || self.known == I::ZERO);
        self.num = num.unwrap_or(I::ZERO);
        self.den = value.den();
        self.known = self.known.plus(weight)?;
        self.add_open(weight)
    }

    /// Adds a child that is not known.
    #[inline]
    fn add_open(&mut self, weight: I) -> Option<()> {
        self.remaining = self.remaining.plus(weight)?;
        Some(())
    }

    /// The weighted sum; nothing where the children stand over different denominators.
    #[inline]
    fn sum(&self) -> Option<Fraction<I>> {
        if self.agree { Fraction::new(self.num, self.den) } else { None }
    }
}

/// A constant that rows of one kind mostly share: looked up when it is another than the last.
#[derive(Default)]
pub(super) struct Constant<I> {
    last: Option<(u16, Fraction<I>)>,
}

impl<I: Int> Constant<I> {
    #[inline]
    fn get(&mut self, pass: &Pass<'_, '_, '_, '_, I>, id: u16) -> Outcome<I> {
        match self.last {
            Some((last, value)) if last == id => Ok(value),
            _ => {
                let value = pass.constant(NumberId::new(usize::from(id)))?;
                self.last = Some((id, value));
                Ok(value)
            }
        }
    }
}

/// The constants of roll-ups.
#[derive(Default)]
pub(super) struct Constants<I> {
    needs: Constant<I>,
    common: Constant<I>,
}

impl<I: Int> Pass<'_, '_, '_, '_, I> {
    /// Fills the roll-ups that stand together from row `from` on, and gives the row behind them.
    pub(super) fn rolls(&mut self, from: usize) -> usize {
        let (mut at, mut constants) = (from, Constants::default());
        let rows = self.table.rows.from(from);
        for row in rows.iter().take_while(|row| row.op == crate::row::Op::Roll) {
            let value = Value::of_number(self.roll(&row, &mut constants));
            self.put(at, value);
            at = at.saturating_add(1);
        }
        at
    }

    /// The official value of a leaf: the weighted mean of the raters who have one.
    pub(super) fn combine(&self, row: &Row) -> Outcome<I> {
        let (mut sum, mut weights, mut left_out, mut waiting) = (Fraction::ZERO, I::ZERO, None, false);
        for item in self.items(row).iter() {
            match self.number(item.a) {
                Ok(value) => {
                    let weight = weight(&item)?;
                    sum = weighted(value, weight).and_then(|term| sum.plus(term)).ok_or(Absence::TooLarge)?;
                    weights = weights.plus(weight).ok_or(Absence::TooLarge)?;
                }
                Err(reason) if reason.is_left_out() => left_out = Some(reason),
                Err(_) if item.b != 0 => waiting = true,
                Err(reason) => return Err(super::passed_on(reason)),
            }
        }
        match (weights == I::ZERO, left_out, waiting) {
            (true, Some(reason), false) => Err(reason),
            (true, _, _) => Err(Absence::Earlier),
            (false, _, _) => guard(row, divided(sum, weights)),
        }
    }

    /// The score of a node from its children.
    pub(super) fn roll(&self, row: &Row, constants: &mut Constants<I>) -> Outcome<I> {
        let items = self.items(row);
        let cover = self.cover(&items)?;
        if cover.remaining == I::ZERO {
            return Err(Absence::NothingRemains);
        }
        let needs = constants.needs.get(self, row.a)?;
        let covered = I::compare_products(cover.known, needs.den(), needs.num(), cover.remaining) != Ordering::Less;
        if cover.known == I::ZERO || !covered {
            return Err(Absence::BelowCoverage);
        }
        let value = match Roll::take(&mut [row.how].as_slice()) {
            Roll::Mean => cover.sum().or_else(|| self.weighted_sum(&items)).and_then(|sum| divided(sum, cover.known)),
            Roll::Sum => {
                let unit = self.constant(NumberId::new(usize::from(row.b)))?;
                cover.sum().or_else(|| self.weighted_sum(&items)).and_then(|sum| sum.over(unit))
            }
            how => self.chosen(&items, how),
        };
        guard(row, value.and_then(|value| self.over_common(row, value, &mut constants.common)))
    }

    /// Brings a value over the common denominator of its kind, where the compiler found one, so that what stands on it
    /// adds without a common divisor.
    #[inline]
    fn over_common(&self, row: &Row, value: Fraction<I>, common: &mut Constant<I>) -> Option<Fraction<I>> {
        if row.c == NONE {
            return Some(value);
        }
        let common = common.get(self, row.c).ok()?.num();
        if common.rest(value.den()) != I::ZERO {
            return Some(value);
        }
        let factor = common.over(value.den())?;
        Fraction::new(value.num().times(factor)?, common)
    }

    #[inline]
    fn cover(&self, items: &Table<'_, Item>) -> Result<Cover<I>, Absence> {
        let mut cover = Cover::NOTHING;
        for item in items.iter() {
            match self.number(item.a) {
                Ok(value) => cover.add(value, weight(&item)?).ok_or(Absence::TooLarge)?,
                Err(reason) if reason.is_left_out() => {}
                Err(_) => cover.add_open(weight(&item)?).ok_or(Absence::TooLarge)?,
            }
        }
        Ok(cover)
    }

    fn weighted_sum(&self, items: &Table<'_, Item>) -> Option<Fraction<I>> {
        let mut sum = Fraction::ZERO;
        for item in items.iter() {
            if let Ok(value) = self.number(item.a) {
                let weight = I::from_long(item.weight)?;
                sum = sum.plus(weighted(value, weight)?)?;
            }
        }
        Some(sum)
    }

    /// The value that a median, an end or the distance of the ends picks among the known ones.
    fn chosen(&self, items: &Table<'_, Item>, how: Roll) -> Option<Fraction<I>> {
        let known = || items.iter().filter_map(|item| self.number(item.a).ok());
        match how {
            Roll::Lowest => known().min(),
            Roll::Highest => known().max(),
            Roll::Spread => known().max()?.minus(known().min()?),
            Roll::MedianHigh => nth(known, known().count() / 2),
            Roll::Mean | Roll::Sum | Roll::Median => nth(known, known().count().saturating_sub(1) / 2),
        }
    }

    /// The weight known over the weight that remains.
    pub(super) fn coverage(&self, row: &Row) -> Outcome<I> {
        let cover = self.cover(&self.items(row))?;
        if cover.remaining == I::ZERO {
            Err(Absence::NothingRemains)
        } else {
            guard(row, Fraction::new(cover.known, cover.remaining))
        }
    }

    /// A function of arguments, every one of which must be known.
    pub(super) fn fold(&self, row: &Row) -> Outcome<I> {
        let items = self.items(row);
        if items.iter().any(|item| self.number(item.a).is_err()) {
            return Err(Absence::Earlier);
        }
        let sum = || items.iter().try_fold(Fraction::ZERO, |sum, item| sum.plus(self.number(item.a).ok()?));
        let value = match Roll::take(&mut [row.how].as_slice()) {
            Roll::Sum => sum(),
            Roll::Mean => {
                let count = I::from_wide(i128::from(row.count)).ok_or(Absence::TooLarge)?;
                sum().and_then(|sum| divided(sum, count))
            }
            how => self.chosen(&items, how),
        };
        guard(row, value)
    }

    /// The first of the rows that is known.
    pub(super) fn first_known(&self, row: &Row) -> Value<I> {
        let values = || self.items(row).iter().map(|item| self.value(item.a));
        let open = || match row.kind {
            // A level can still be what any of them can be.
            Kind::Level => {
                let levels = values().fold(Levels::NONE, |all, value| all.with(value.as_levels()));
                Value::level(levels, Some(Absence::Earlier))
            }
            _ => Value::absent(Absence::Earlier),
        };
        values().find(|value| value.is_known(row.kind)).unwrap_or_else(open)
    }

    /// The member of a set with the highest or the lowest score.
    pub(super) fn extreme(&self, row: &Row) -> Value<I> {
        let highest = row.op == crate::row::Op::Best;
        let mut found: Option<(Fraction<I>, u16)> = None;
        for item in self.items(row).iter() {
            let value = match self.number(item.a) {
                Ok(value) => value,
                Err(reason) if reason.is_left_out() => continue,
                Err(_) => return Value::absent(Absence::Earlier),
            };
            if found.is_none_or(|(best, _)| if highest { value > best } else { value < best }) {
                found = Some((value, item.b));
            }
        }
        found.map_or(Value::absent(Absence::NothingRemains), |(_, node)| Value::index(node))
    }
}

#[inline]
fn weight<I: Int>(item: &Item) -> Result<I, Absence> {
    I::from_long(item.weight).ok_or(Absence::TooLarge)
}

fn weighted<I: Int>(value: Fraction<I>, weight: I) -> Option<Fraction<I>> {
    match value.num().times(weight) {
        Some(num) => Fraction::new(num, value.den()),
        None => value.times(Fraction::whole(weight)),
    }
}

/// `sum / weights`, in whatever terms are cheapest.
#[inline]
fn divided<I: Int>(sum: Fraction<I>, weights: I) -> Option<Fraction<I>> {
    match sum.den().times(weights) {
        Some(den) => Fraction::new(sum.num(), den),
        None => sum.over(Fraction::whole(weights)),
    }
}

/// The value at `rank` (nought for the lowest) of those that `values` goes through.
pub(crate) fn nth<I: Int, T: Iterator<Item = Fraction<I>>>(values: impl Fn() -> T, rank: usize) -> Option<Fraction<I>> {
    values().find(|value| {
        let below = values().filter(|other| other < value).count();
        let same = values().filter(|other| other == value).count();
        (below..below.saturating_add(same)).contains(&rank)
    })
}
