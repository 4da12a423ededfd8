//! Ranges of comparisons and counts.

use super::range::CountRange;
use super::{NumberRange, Pass, Range, TruthSet};
use crate::evaluate::{all_agree, compare_sets, comparison};
use crate::fraction::Fraction;
use crate::int::Int;
use crate::records::RowId;
use crate::row::{Comparison, Op, Row};
use crate::value::Truth;

/// How two ranges compare: each of yes and no that some pair of their members gives.
fn compare_ranges<I: Int>(how: Comparison, a: NumberRange<I>, b: NumberRange<I>) -> TruthSet {
    let unknown = a.can_be_absent() || b.can_be_absent();
    if !a.known || !b.known {
        return TruthSet::UNKNOWN;
    }
    let (yes, no) = match how {
        Comparison::Is | Comparison::IsNot => {
            let overlap = a.low <= b.high && b.low <= a.high;
            let same = a.low == a.high && b.low == b.high && a.low == b.low;
            if how == Comparison::Is { (overlap, !same) } else { (!same, overlap) }
        }
        // Going up in `a` or down in `b` turns these comparisons once at most, so the ends tell.
        _ => match all_agree(how.holds(a.low.cmp(&b.high)), how.holds(a.high.cmp(&b.low))) {
            Truth::Yes => (true, false),
            Truth::No => (false, true),
            Truth::Unknown => (true, true),
        },
    };
    TruthSet::made_of(yes, no, unknown)
}

impl<I: Int> Pass<'_, '_, '_, '_, I> {
    pub(super) fn compare(&self, row: &Row) -> TruthSet {
        compare_ranges(comparison(row.how), self.number(row.a), self.number(row.b))
    }

    pub(super) fn compare_levels(&self, row: &Row) -> TruthSet {
        let (a, b) = (self.levels(row.a), self.levels(row.b));
        let how = comparison(row.how);
        let both = compare_sets(how, a.reach, b.reach);
        let (can, cannot) = (both != Truth::No, both != Truth::Yes);
        // Of the sets of levels that each can be, those speak for an order that lie furthest towards it.
        let holds = |a: Option<u8>, b: Option<u8>| a.zip(b).is_some_and(|(a, b)| how.holds(a.cmp(&b)));
        let fails = |a: Option<u8>, b: Option<u8>| a.zip(b).is_some_and(|(a, b)| !how.holds(a.cmp(&b)));
        let same = !a.possible.within(b.possible).is_empty();
        let (yes, no) = match how {
            Comparison::Is => (same, cannot),
            Comparison::IsNot => (can, same),
            Comparison::AtLeast | Comparison::Above => {
                (holds(a.greatest_low(), b.least_high()), fails(a.least_high(), b.greatest_low()))
            }
            _ => (holds(a.least_high(), b.greatest_low()), fails(a.greatest_low(), b.least_high())),
        };
        TruthSet::made_of(yes, no, (a.unknown || b.unknown) && can && cannot)
    }

    pub(super) fn compare_choices(&self, row: &Row) -> TruthSet {
        let set = |row: u16| if let Range::Choice(set) = self.range(row) { set } else { u64::MAX };
        let (a, b) = (set(row.a), set(row.b));
        let overlap = a & b != 0;
        let single = |set: u64| set.is_power_of_two();
        let same = single(a) && a == b;
        let (is, is_not) = (overlap, !same);
        let absent = a == 0 || b == 0;
        match comparison(row.how) {
            _ if absent => TruthSet::UNKNOWN,
            Comparison::Is => TruthSet::made_of(is, is_not, false),
            _ => TruthSet::made_of(is_not, is, false),
        }
    }

    /// Members that stay unknown leave a comparison unknown only where they could change it.
    pub(super) fn compare_counts(&self, row: &Row) -> TruthSet {
        let side = |at: u16, share: bool| {
            let range = self.count_range(at, share);
            let counted = matches!(self.range(at), Range::Count(_));
            (NumberRange { unknown: range.unknown && !counted, ..range }, counted && range.unknown)
        };
        let ((a, a_open), (b, b_open)) = (side(row.a, row.c & 1 != 0), side(row.b, row.c & 2 != 0));
        let set = compare_ranges(comparison(row.how), a, b);
        let open = (a_open || b_open) && set.can_be_yes() && set.can_be_no();
        if open { set.with(TruthSet::UNKNOWN) } else { set }
    }

    /// A count, or a share, or a number, as numbers.
    fn count_range(&self, row: u16, share: bool) -> NumberRange<I> {
        let Range::Count(count) = self.range(row) else {
            return self.number(row);
        };
        let end = |num: u16, den: u16| {
            I::from_wide(i128::from(num))
                .zip(I::from_wide(i128::from(den)))
                .and_then(|(num, den)| Fraction::new(num, den))
        };
        if !share {
            let ends = NumberRange::from_ends(end(count.least, 1).zip(end(count.most, 1)));
            return NumberRange { unknown: count.unknown, ..ends };
        }
        if count.of_most == 0 {
            return NumberRange::left_out();
        }
        let high =
            end(count.most.min(count.of_least.max(1)), count.of_least.max(1)).map(|high| high.min(Fraction::ONE));
        let ends = NumberRange::from_ends(end(count.least, count.of_most).zip(high));
        NumberRange { unknown: count.unknown, left_out: count.of_least == 0, ..ends }
    }

    pub(super) fn count_number(&self, row: &Row) -> NumberRange<I> {
        self.count_range(row.a, row.how != 0)
    }

    /// Whether a node can be, or can fail to be, the extreme one of a set.
    pub(super) fn is_node(&self, row: &Row) -> TruthSet {
        let Some(set) =
            self.table.row(RowId::new(usize::from(row.a))).filter(|set| matches!(set.op, Op::Best | Op::Worst))
        else {
            return TruthSet::ANY;
        };
        let items = self.items(&set);
        // For the worst, turning every sign makes it the best.
        let range = |index: u16| {
            let range = self.number(index);
            match (set.op, range.low.negated().zip(range.high.negated())) {
                (Op::Worst, Some((high, low))) => NumberRange { low, high, ..range },
                _ => range,
            }
        };
        let unknown = items.iter().any(|item| range(item.a).unknown) || items.iter().all(|item| range(item.a).left_out);
        let Some((place, own)) =
            items.iter().enumerate().find(|(_, item)| item.b == row.b).map(|(at, item)| (at, range(item.a)))
        else {
            return TruthSet::made_of(false, true, unknown);
        };
        let others =
            || items.iter().enumerate().filter(|(at, _)| *at != place).map(|(at, item)| (at < place, range(item.a)));
        let beaten = |earlier: bool, other: Fraction<I>, own: Fraction<I>| other > own || (earlier && other == own);
        let yes =
            own.known && !others().any(|(earlier, other)| other.is_certain() && beaten(earlier, other.low, own.high));
        let no = !own.known
            || own.left_out
            || others().any(|(earlier, other)| other.known && beaten(earlier, other.high, own.low));
        TruthSet::made_of(yes, no, unknown)
    }

    pub(super) fn known(&self, row: &Row) -> TruthSet {
        match self.range(row.a) {
            Range::Number(range) => TruthSet::made_of(range.known, range.can_be_absent(), false),
            Range::Level(range) => TruthSet::made_of(!range.possible.is_empty(), range.unknown, false),
            Range::Choice(set) => TruthSet::made_of(set != 0, set == 0, false),
            Range::Truth(set) => TruthSet::made_of(set.can_be_yes() || set.can_be_no(), set.can_be_unknown(), false),
            Range::Count(count) => TruthSet::made_of(true, count.unknown, false),
            Range::Node => TruthSet::made_of(true, true, false),
        }
    }

    pub(super) fn count(&self, row: &Row) -> CountRange {
        let mut count = CountRange::default();
        for item in self.items(row).iter() {
            let (condition, member) = (self.truth(item.a), self.number(item.b));
            let (may_be_there, is_there) = (member.known || member.unknown, !member.left_out);
            let add = |sum: &mut u16, holds: bool| *sum = sum.saturating_add(u16::from(holds));
            add(&mut count.of_least, is_there);
            add(&mut count.of_most, may_be_there);
            add(&mut count.least, is_there && condition.is_yes());
            add(&mut count.most, may_be_there && !condition.is_no());
            add(&mut count.lacking_least, is_there && !condition.can_be_yes());
            add(&mut count.lacking_most, may_be_there && !condition.is_yes());
            count.unknown |= may_be_there && condition.can_be_unknown();
        }
        count
    }

    fn counted(&self, row: &Row) -> CountRange {
        if let Range::Count(count) = self.range(row.a) {
            count
        } else {
            CountRange { unknown: true, most: u16::MAX, ..CountRange::default() }
        }
    }

    pub(super) fn any(&self, row: &Row) -> TruthSet {
        let count = self.counted(row);
        TruthSet::made_of(count.most > 0, count.least == 0, count.unknown && count.least == 0)
    }

    pub(super) fn all(&self, row: &Row) -> TruthSet {
        let count = self.counted(row);
        TruthSet::made_of(count.lacking_least == 0, count.lacking_most > 0, count.unknown)
    }
}
