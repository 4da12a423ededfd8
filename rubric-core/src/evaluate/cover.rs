//! What the children of a node come to: how much of the weight is known, and their value.

use core::cmp::Ordering;

use super::rolls::{divided, nth};
use super::{Outcome, Values, constant};
use crate::absence::Absence;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::program::Program;
use crate::records::{NumberId, Roll};
use crate::row::{Item, NONE, Row};
use crate::value::Value;
use crate::wire::{Field, Table};

/// The children of a roll-up among the rows before it.
pub(super) struct Children<'w, 'p, I> {
    pub(super) values: Values<'w, I>,
    pub(super) items: Table<'p, Item>,
}

impl<I: Int> Children<'_, '_, I> {
    /// Each child's value and weight.
    #[inline]
    fn iter(&self) -> impl Iterator<Item = (Value<I>, i64)> {
        self.items.iter().map(|item| (self.values.get(usize::from(item.a)), item.weight))
    }

    /// The values of the children that are known.
    pub(super) fn known(&self) -> impl Iterator<Item = Fraction<I>> {
        self.iter().filter_map(|(value, _)| value.as_number().ok())
    }

    /// The known value that stands so to all others.
    #[inline(never)]
    fn end(&self, order: Ordering) -> Option<Fraction<I>> {
        self.known().reduce(|found, value| if value.cmp(&found) == order { value } else { found })
    }

    /// The value that a median, an end or the distance of the ends picks among the known ones.
    pub(super) fn chosen(&self, how: Roll) -> Option<Fraction<I>> {
        let known = || self.known();
        match how {
            Roll::Lowest => self.end(Ordering::Less),
            Roll::Highest => self.end(Ordering::Greater),
            Roll::Spread => self.end(Ordering::Greater)?.minus(self.end(Ordering::Less)?),
            Roll::MedianHigh => nth(known, known().count() / 2),
            Roll::Mean | Roll::Sum | Roll::Median => nth(known, known().count().saturating_sub(1) / 2),
        }
    }
}

/// What one pass over the children of a node gathers.
#[derive(Clone, Copy)]
pub(super) struct Cover<I> {
    /// The weight that is known.
    pub(super) known: I,
    /// The weight that remains.
    pub(super) remaining: I,
    /// Numerator of the weighted sum of the known children, as long as they agree.
    pub(super) num: I,
    /// The denominator of a known child.
    pub(super) den: I,
    /// Whether all known children stand over one denominator, and their sum fits.
    pub(super) agree: bool,
}

impl<I: Int> Cover<I> {
    /// Goes through children and their weights.
    ///
    /// # Errors
    /// That the weights do not fit.
    #[inline]
    pub(super) fn of(children: &Children<'_, '_, I>) -> Result<Self, Absence> {
        let (mut known, mut waiting, mut num, mut den, mut agree) = (I::ZERO, I::ZERO, I::ZERO, I::ZERO, true);
        for (value, weight) in children.iter() {
            let weight = I::from_long(weight).ok_or(Absence::TooLarge)?;
            match value.as_number() {
                Ok(value) => {
                    if den != value.den() {
                        (den, agree) = (value.den(), agree && den == I::ZERO);
                    }
                    match value.num().times(weight).and_then(|term| num.plus(term)) {
                        Some(sum) => num = sum,
                        None => agree = false,
                    }
                    known = known.plus(weight).ok_or(Absence::TooLarge)?;
                }
                Err(reason) if reason.is_left_out() => {}
                Err(_) => waiting = waiting.plus(weight).ok_or(Absence::TooLarge)?,
            }
        }
        let remaining = known.plus(waiting).ok_or(Absence::TooLarge)?;
        Ok(Self { known, remaining, num, den, agree })
    }

    /// The known share of what remains; nothing where nothing does.
    pub(super) fn share(&self) -> Option<Fraction<I>> {
        Fraction::over_positive(self.known, self.remaining)
    }

    /// The weighted sum; nothing where the children stand over different denominators.
    #[inline]
    fn sum(&self) -> Option<Fraction<I>> {
        if self.agree { Fraction::over_positive(self.num, self.den) } else { None }
    }
}

/// What roll-ups that differ by their children have in common.
pub(crate) struct Terms<I: Int> {
    how: Roll,
    needs: Outcome<I>,
    unit: Outcome<I>,
    common: Outcome<I>,
}

impl<I: Int> Terms<I> {
    #[cfg_attr(not(target_arch = "wasm32"), inline(never))]
    pub(crate) fn new(program: &Program<'_>, row: Row) -> Self {
        let how = Roll::take(&mut [row.how].as_slice());
        let number = |id: u16, wanted: bool| {
            if wanted { constant(program, NumberId::new(usize::from(id))) } else { Err(Absence::NothingRemains) }
        };
        Self {
            how,
            needs: number(row.a, true),
            unit: number(row.b, how == Roll::Sum),
            common: number(row.c, row.c != NONE),
        }
    }

    /// The value of one roll-up.
    pub(super) fn roll(&self, row: &Row, children: &Children<'_, '_, I>) -> Outcome<I> {
        let cover = Cover::of(children)?;
        self.rolled(row, &cover, children)
    }

    /// The value of one roll-up whose children were gone through.
    fn rolled(&self, row: &Row, cover: &Cover<I>, children: &Children<'_, '_, I>) -> Outcome<I> {
        if cover.remaining == I::ZERO {
            return Err(Absence::NothingRemains);
        }
        if !self.are_met(cover.known, cover.remaining)? {
            return Err(Absence::BelowCoverage);
        }
        let sum = || match cover.sum() {
            Some(sum) => Some(sum),
            None => weighted_sum(children),
        };
        let value = match self.how {
            Roll::Mean => sum().and_then(|sum| divided(sum, cover.known)),
            Roll::Sum => {
                let unit = self.unit?;
                sum().and_then(|sum| sum.over(unit))
            }
            how => children.chosen(how),
        };
        value.and_then(|value| self.over_common(row, value)).ok_or(Absence::TooLarge)
    }

    /// Whether enough is known.
    pub(crate) fn are_met(&self, known: I, remaining: I) -> Result<bool, Absence> {
        let needs = self.needs?;
        let order = I::compare_products(known, needs.den(), needs.num(), remaining);
        Ok(known != I::ZERO && order != Ordering::Less)
    }

    /// Brings a value over the common denominator of its kind, where the compiler found one, so that what stands on it
    /// adds without a common divisor.
    fn over_common(&self, row: &Row, value: Fraction<I>) -> Option<Fraction<I>> {
        if row.c == NONE {
            return Some(value);
        }
        let common = self.common.ok()?.num();
        if common.rest(value.den()) != I::ZERO {
            return Some(value);
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

#[cold]
fn weighted_sum<I: Int>(children: &Children<'_, '_, I>) -> Option<Fraction<I>> {
    let mut sum = Fraction::ZERO;
    for (value, weight) in children.iter() {
        if let Ok(value) = value.as_number() {
            sum = sum.plus(weighted(value, I::from_long(weight)?)?)?;
        }
    }
    Some(sum)
}

/// `value * weight`; an engine made small has one way for it.
pub(super) fn weighted<I: Int>(value: Fraction<I>, weight: I) -> Option<Fraction<I>> {
    match value.num().times(weight).filter(|_| cfg!(feature = "series")) {
        Some(num) => Fraction::over_positive(num, value.den()),
        None => value.times(Fraction::whole(weight)),
    }
}
