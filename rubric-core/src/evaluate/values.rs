//! The values of the rows: all first parts, then all second parts, so that a loop over rows runs over plain lists.

use crate::int::Int;
use crate::value::Value;

/// What the rows hold, in memory that a caller lends.
#[derive(Debug, Default)]
pub(crate) struct Workings<'w, I> {
    pub(super) first: &'w mut [I],
    pub(super) second: &'w mut [I],
}

impl<'w, I: Int> Workings<'w, I> {
    /// The values of as many rows as there are pairs of integers.
    pub(crate) fn new(workings: &'w mut [[I; 2]]) -> Self {
        let rows = workings.len();
        let (first, second) = workings.as_flattened_mut().split_at_mut_checked(rows).unwrap_or_default();
        Self { first, second }
    }

    /// The values, to be read.
    #[inline]
    pub(crate) const fn values(&self) -> Values<'_, I> {
        Values { first: self.first, second: self.second }
    }

    /// The values, to be read from now on.
    pub(crate) const fn into_values(self) -> Values<'w, I> {
        Values { first: self.first, second: self.second }
    }

    /// The same values, for a while.
    pub(crate) const fn lend(&mut self) -> Workings<'_, I> {
        Workings { first: self.first, second: self.second }
    }

    #[inline]
    pub(crate) fn put(&mut self, at: usize, value: Value<I>) {
        if let (Some(first), Some(second)) = (self.first.get_mut(at), self.second.get_mut(at)) {
            (*first, *second) = value.parts();
        }
    }

    /// The values before a row, to be read, and those of `rows` from it, to be filled; nothing where they are not there.
    #[inline]
    pub(super) fn split(&mut self, at: usize, rows: usize) -> Option<(Values<'_, I>, Workings<'_, I>)> {
        let (before, first) = self.first.split_at_mut_checked(at)?;
        let (behind, second) = self.second.split_at_mut_checked(at)?;
        let own = Workings { first: first.get_mut(..rows)?, second: second.get_mut(..rows)? };
        Some((Values { first: before, second: behind }, own))
    }
}

/// What rows hold, to be read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Values<'w, I> {
    pub(super) first: &'w [I],
    pub(super) second: &'w [I],
}

impl<I: Int> Values<'_, I> {
    /// How many rows there are.
    pub(crate) const fn len(&self) -> usize {
        self.first.len()
    }

    /// The values of `rows` rows from `at`; nothing where they are not there.
    #[inline]
    pub(super) fn run(&self, at: usize, rows: usize) -> Option<Self> {
        let rows = at..at.checked_add(rows)?;
        Some(Self { first: self.first.get(rows.clone())?, second: self.second.get(rows)? })
    }

    /// The value of a row.
    #[inline]
    pub(crate) fn get(&self, at: usize) -> Value<I> {
        match (self.first.get(at), self.second.get(at)) {
            (Some(first), Some(second)) => Value::of_parts(*first, *second),
            _ => Value::BLANK,
        }
    }
}
