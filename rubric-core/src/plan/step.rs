//! What is to be done, one thing after the other.

use core::ops::Range;

use crate::evaluate::Values;
use crate::int::Int;
use crate::records::Roll;
use crate::row::{Comparison, Row};

/// How many ratings a mean of ratings can have in a loop.
pub(super) const RATINGS: usize = 8;

/// The greatest factor of a mean of ratings in a loop.
pub(super) const FACTOR: u16 = u16::MAX >> 1;

/// Rows that are filled by one loop, or one by one.
#[derive(Clone, Copy, Debug)]
pub struct Step<I> {
    /// The first row.
    pub(super) at: u16,
    /// How many there are.
    pub(super) rows: u16,
    pub(super) work: Work<I>,
}

impl<I: Int> Step<I> {
    /// Nothing to do.
    pub const BLANK: Self = Self { at: 0, rows: 0, work: Work::Alone };

    /// Whether it fills nothing.
    pub(super) const fn is_set(&self) -> bool {
        matches!(self.work, Work::Set { .. })
    }

    /// The places of its rows.
    pub(super) fn places(&self) -> Range<usize> {
        let at = usize::from(self.at);
        at..at.saturating_add(usize::from(self.rows))
    }

    /// A set: the place of its first member, and the numerators and the denominator of all.
    pub(crate) fn set<'w>(&self, values: &Values<'w, I>) -> Option<(usize, &'w [I], I)> {
        match self.work {
            Work::Set { first, den } => Some((usize::try_from(first).ok()?, values.first.get(self.places())?, den)),
            _ => None,
        }
    }
}

/// Rows that operands go through, one for each row of a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// The first.
    pub(super) at: u16,
    /// How far it is from each to the next.
    pub(super) step: u8,
}

/// Integers between two ends, or all others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Within<I> {
    pub(super) least: I,
    pub(super) most: I,
    pub(super) turned: bool,
}

/// What a step does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Work<I> {
    /// Fills each row by what its operation means.
    Alone,
    /// The same for one row that was read before.
    Row(Row),
    /// One row of two numbers brought to one.
    Two { how: Roll, a: u16, b: u16 },
    /// Ratings by a single rater of leaves that follow one another: `base + code * step`.
    Ratings { rater: u16, leaf: u16, base: u16, step: u16 },
    /// Means of as many ratings each of leaves that follow one another: the sum of codes, times a factor by how many are
    /// known, and `more`. A factor of nought says that too few are.
    Means { rater: u16, leaf: u16, ratings: u8, factors: [u16; RATINGS + 1], more: I },
    /// Weighted means of rows that stand one behind the other, all over `den`, where a share of the weight is known.
    Weigh { den: I, needs: (I, I) },
    /// Differences of numbers over one denominator.
    Minus { a: Run, b: Run },
    /// Distances from nought.
    Magnitude { a: Run },
    /// Whether numerators lie within.
    Within { a: Run, within: Within<I> },
    /// Whether differences of numerators lie within.
    Order { a: Run, b: Run, within: Within<I> },
    /// How numbers over their own denominators compare.
    Compare { a: Run, b: Run, how: Comparison },
    /// Whether numbers are known.
    Known { a: Run },
    /// Whether both hold.
    And { a: Run, b: Run },
    /// Fills nothing: the scores of a set whose first member stands at a place, one behind the other, all over `den`.
    Set { first: u32, den: I },
}
