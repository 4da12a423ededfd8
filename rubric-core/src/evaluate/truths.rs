//! Rows that are yes, no or unknown, and the counts they stand on.

use core::cmp::Ordering;

use super::Pass;
use crate::absence::Absence;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::row::{Comparison, Item, Row};
use crate::value::{Count, Kind, Levels, Truth, Value};
use crate::wire::{Field, Table};

pub(crate) fn comparison(how: u8) -> Comparison {
    Comparison::take(&mut [how].as_slice())
}

/// How two sets of levels compare: known only where every pair agrees.
pub(crate) fn compare_sets(how: Comparison, a: Levels, b: Levels) -> Truth {
    let ends = a.lowest().zip(a.highest()).zip(b.lowest().zip(b.highest()));
    let Some(((a_low, a_high), (b_low, b_high))) = ends else {
        return Truth::Unknown;
    };
    compare_ends(how, a.within(b).is_empty(), [a_low.cmp(&b_high), a_high.cmp(&b_low)])
}

/// How two ranges compare, which are `apart` when nothing is in both, by how the low end of one stands to the high end of
/// the other, and its high end to the other's low end.
fn compare_ends(how: Comparison, apart: bool, [low, high]: [Ordering; 2]) -> Truth {
    let same = match (low, high) {
        _ if apart => Truth::No,
        (Ordering::Equal, Ordering::Equal) => Truth::Yes,
        _ => Truth::Unknown,
    };
    match how {
        Comparison::Is => same,
        Comparison::IsNot => same.not(),
        _ => all_agree(how.holds(low), how.holds(high)),
    }
}

/// Yes when both ends say so, no when neither does.
pub(crate) const fn all_agree(one: bool, other: bool) -> Truth {
    match (one, other) {
        (true, true) => Truth::Yes,
        (false, false) => Truth::No,
        _ => Truth::Unknown,
    }
}

impl<'p, I: Int> Pass<'_, 'p, '_, '_, I> {
    /// Compares ranges: known where the members that are not known cannot change it.
    pub(super) fn compare_counts(&self, row: &Row, a: Value<I>, b: Value<I>) -> Truth {
        let ends = (range(self.kind(row.a), a, row.c & 1 != 0), range(self.kind(row.b), b, row.c & 2 != 0));
        let (Ok((a_low, a_high)), Ok((b_low, b_high))) = ends else {
            return Truth::Unknown;
        };
        let (low, high) = (a_low.cmp(&b_high), a_high.cmp(&b_low));
        compare_ends(comparison(row.how), low.is_gt() || high.is_lt(), [low, high])
    }

    pub(crate) fn count(&self, items: &Table<'p, Item>) -> Count {
        let mut count = Count::default();
        for item in items.iter() {
            if self.number(item.b).is_err_and(Absence::is_left_out) {
                continue;
            }
            // A row has fewer than 65,536 items.
            count.of = count.of.wrapping_add(1);
            let truth = self.truth(item.a);
            count.least = count.least.wrapping_add(u16::from(truth == Truth::Yes));
            count.most = count.most.wrapping_add(u16::from(truth != Truth::No));
        }
        count
    }
}

/// The ends of a count, of a share, or of a number (which has one).
fn range<I: Int>(kind: Kind, value: Value<I>, share: bool) -> Result<(Fraction<I>, Fraction<I>), Absence> {
    if kind != Kind::Count {
        return value.as_number().map(|number| (number, number));
    }
    let count = value.as_count();
    let of = I::from_short(if share { count.of } else { 1 });
    let end = |count: u16| Fraction::over_positive(I::from_short(count), of).ok_or(Absence::NothingRemains);
    Ok((end(count.least)?, end(count.most)?))
}

/// How two numbers compare.
pub(crate) fn compare<I: Int>(how: Comparison, a: Value<I>, b: Value<I>) -> Truth {
    match (a.as_number(), b.as_number()) {
        (Ok(a), Ok(b)) => Truth::of(how.holds(a.cmp(&b))),
        _ => Truth::Unknown,
    }
}

/// Whether a count is at least one.
pub(crate) const fn any(count: Count) -> Truth {
    all_agree(count.least > 0, count.most > 0)
}

/// Whether a count is everyone.
pub(super) const fn all(count: Count) -> Truth {
    all_agree(count.least == count.of, count.most == count.of)
}
