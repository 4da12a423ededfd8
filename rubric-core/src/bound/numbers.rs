//! Ranges of arithmetic.

use super::{LevelRange, NumberRange, Pass, Range};
use crate::evaluate::{height, low_byte, rounding};
use crate::fraction::Fraction;
use crate::int::Int;
use crate::records::{NumberId, ScaleId};
use crate::row::{Item, NONE, Op, Row};
use crate::value::{Kind, Levels};
use crate::wire::Table;

impl<I: Int> Pass<'_, '_, '_, '_, I> {
    pub(super) fn arithmetic(&self, row: &Row) -> NumberRange<I> {
        let (a, b) = (self.number(row.a), self.number(row.b));
        if !a.known || !b.known {
            return NumberRange::never();
        }
        let by_nought = row.op == Op::Over && b.low <= Fraction::ZERO && b.high >= Fraction::ZERO;
        if by_nought && b.low == b.high {
            return NumberRange::never();
        }
        let value = match row.op {
            Op::Plus => NumberRange::from_ends(a.low.plus(b.low).zip(a.high.plus(b.high))),
            Op::Minus => NumberRange::from_ends(a.low.minus(b.high).zip(a.high.minus(b.low))),
            Op::Times => NumberRange::from_ends(corners(a, b, Fraction::times)),
            _ if by_nought => NumberRange::anything(),
            _ => NumberRange::from_ends(corners(a, b, Fraction::over)),
        };
        NumberRange { unknown: value.unknown || a.can_be_absent() || b.can_be_absent(), ..value }
    }

    pub(super) fn unary(&self, row: &Row) -> NumberRange<I> {
        let a = self.number(row.a);
        if !a.known {
            return NumberRange::never();
        }
        let ends = match row.op {
            Op::Negated => a.high.negated().zip(a.low.negated()),
            Op::Magnitude => a.low.magnitude().zip(a.high.magnitude()).map(|(low, high)| {
                let inside = a.low <= Fraction::ZERO && a.high >= Fraction::ZERO;
                (if inside { Fraction::ZERO } else { low.min(high) }, low.max(high))
            }),
            _ => {
                let round = |end: Fraction<I>| end.rounded(low_byte(row.b), rounding(row.how));
                round(a.low).zip(round(a.high))
            }
        };
        let value = NumberRange::from_ends(ends);
        NumberRange { unknown: value.unknown || a.can_be_absent(), ..value }
    }

    pub(super) fn linear(&self, row: &Row) -> NumberRange<I> {
        let a = self.number(row.a);
        if !a.known {
            return NumberRange::never();
        }
        let value = NumberRange::from_ends(self.heights(&self.items(row), a));
        NumberRange { unknown: value.unknown || a.can_be_absent(), ..value }
    }

    /// The least and the greatest height over a range: they stand at its ends or at points within it.
    fn heights(&self, points: &Table<'_, Item>, a: NumberRange<I>) -> Option<(Fraction<I>, Fraction<I>)> {
        let (one, other) = (height(self.program, points, a.low).ok()?, height(self.program, points, a.high).ok()?);
        let mut ends = (one.min(other), one.max(other));
        for item in points.iter() {
            let x = self.constant(NumberId::new(usize::from(item.a)))?;
            let y = self.constant(NumberId::new(usize::from(item.b)))?;
            if x >= a.low && x <= a.high {
                ends = (ends.0.min(y), ends.1.max(y));
            }
        }
        Some(ends)
    }

    pub(super) fn choose(&self, row: &Row) -> NumberRange<I> {
        let (mut hull, mut open, mut decided): (Option<NumberRange<I>>, bool, bool) = (None, false, false);
        for item in self.items(row).iter() {
            let condition = if item.a == NONE { super::TruthSet::of(true) } else { self.truth(item.a) };
            if condition.is_no() {
                continue;
            }
            open |= condition.can_be_unknown();
            let value = self.number(item.b);
            let value = NumberRange { unknown: value.can_be_absent(), left_out: false, ..value };
            hull = Some(hull.map_or(value, |hull| hull.or(value)));
            if condition.is_yes() {
                decided = true;
                break;
            }
        }
        let hull = hull.unwrap_or_else(NumberRange::never);
        let single = hull.known && hull.low == hull.high;
        NumberRange { unknown: hull.unknown || !decided || (open && !single), ..hull }
    }

    pub(super) fn level_number(&self, row: &Row) -> NumberRange<I> {
        let range = self.levels(row.a);
        let scale = ScaleId::new(usize::from(row.b));
        let den = self.program.scale(scale).map_or(1, |scale| scale.den);
        let value = |level: u8| {
            let num = self.program.level(scale, level)?.num;
            Fraction::new(i128::from(num), i128::from(den)).and_then(Fraction::at_width)
        };
        let values = range.possible.iter().filter_map(value).map(NumberRange::point).reduce(NumberRange::or);
        let value = values.unwrap_or_else(NumberRange::never);
        NumberRange { unknown: range.unknown || value.unknown, ..value }
    }

    pub(super) fn only(&self, row: &Row) -> NumberRange<I> {
        let (value, condition) = (self.number(row.a), self.truth(row.b));
        let nothing = NumberRange { unknown: false, ..NumberRange::never() };
        let base = if condition.can_be_yes() { value } else { nothing };
        NumberRange {
            left_out: base.left_out || condition.can_be_no(),
            unknown: base.unknown || condition.can_be_unknown(),
            ..base
        }
    }

    pub(super) fn first_known(&self, row: &Row) -> Range<I> {
        let items = self.items(row);
        if row.kind == Kind::Level {
            let mut found = LevelRange { unknown: true, ..LevelRange::known(Levels::NONE) };
            for item in items.iter() {
                if !found.unknown {
                    break;
                }
                let next = self.levels(item.a);
                found = LevelRange {
                    possible: found.possible.with(next.possible),
                    reach: found.reach.with(next.reach),
                    sure: Levels::NONE,
                    unknown: next.unknown,
                };
            }
            return Range::Level(found);
        }
        let mut found = NumberRange::never();
        for item in items.iter() {
            if !found.unknown {
                break;
            }
            let next = self.number(item.a);
            let absent = next.can_be_absent();
            found = NumberRange { unknown: absent, left_out: false, ..found.or(next) };
        }
        Range::Number(found)
    }
}

/// The least and the greatest of an operation at the ends of its operands.
fn corners<I: Int>(
    a: NumberRange<I>,
    b: NumberRange<I>,
    join: fn(Fraction<I>, Fraction<I>) -> Option<Fraction<I>>,
) -> Option<(Fraction<I>, Fraction<I>)> {
    let corner = join(a.low, b.low)?;
    let mut ends = (corner, corner);
    for value in [join(a.low, b.high)?, join(a.high, b.low)?, join(a.high, b.high)?] {
        ends = (ends.0.min(value), ends.1.max(value));
    }
    Some(ends)
}
