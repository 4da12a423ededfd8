//! The values of the rows for an engine with loops: all first parts, then all second parts, so that a loop over rows runs over
//! plain lists.

use crate::int::Int;
use crate::plan::{Laid, is_later, unlaid};
use crate::value::{Truth, Value};

/// What the rows hold, in memory that a caller lends.
#[derive(Debug)]
pub(crate) struct Workings<'w, I> {
    pub(crate) first: &'w mut [I],
    pub(crate) second: &'w mut [I],
    pub(crate) laid: Laid<'w, I>,
}

impl<'w, I: Int> Workings<'w, I> {
    /// The values of as many rows as there are pairs of integers.
    pub(crate) fn new(workings: &'w mut [[I; 2]]) -> Self {
        let rows = workings.len();
        let (first, second) = workings.as_flattened_mut().split_at_mut_checked(rows).unwrap_or_default();
        Self { first, second, laid: None }
    }

    /// The values, to be read.
    #[inline]
    pub(crate) const fn values(&self) -> Values<'_, I> {
        Values { first: self.first, second: self.second, laid: self.laid }
    }

    /// The values, to be read from now on.
    pub(crate) const fn into_values(self) -> Values<'w, I> {
        Values { first: self.first, second: self.second, laid: self.laid }
    }

    /// The same values, for a while.
    pub(crate) const fn lend(&mut self) -> Workings<'_, I> {
        Workings { first: self.first, second: self.second, laid: self.laid }
    }

    #[inline]
    pub(crate) fn put(&mut self, at: usize, value: Value<I>) {
        if let (Some(first), Some(second)) = (self.first.get_mut(at), self.second.get_mut(at)) {
            (*first, *second) = value.parts();
        }
    }
}

/// What rows hold, to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Values<'w, I> {
    pub(crate) first: &'w [I],
    pub(crate) second: &'w [I],
    pub(crate) laid: Laid<'w, I>,
}

impl<I: Int> Values<'_, I> {
    /// Of no rows.
    pub(crate) const NONE: Self = Self { first: &[], second: &[], laid: None };

    /// How many rows there are.
    pub(crate) const fn len(&self) -> usize {
        self.first.len()
    }

    /// The value of a row that is kept.
    #[inline]
    pub(crate) fn get(&self, at: usize) -> Value<I> {
        match (self.first.get(at), self.second.get(at)) {
            (Some(first), Some(second)) if self.laid.is_some() => unlaid(*first, *second),
            (Some(first), Some(second)) => Value::of_parts(*first, *second),
            _ => Value::BLANK,
        }
    }

    /// Whether a row is not kept, and evaluated when somebody asks for it.
    #[inline]
    pub(crate) fn is_later(&self, at: usize) -> bool {
        self.laid.is_some() && self.first.get(at).is_some_and(|first| is_later(*first))
    }

    /// Whether a row of yes and no holds; of a row that is not there nothing holds.
    #[inline]
    pub(crate) fn truth(&self, at: usize) -> Truth {
        self.first.get(at).map_or(Truth::No, |first| Value::of_parts(*first, I::ONE).as_truth())
    }

    /// Whether a row of yes and no is yes.
    #[inline]
    pub(crate) fn holds(&self, at: usize) -> bool {
        self.first.get(at).is_some_and(|first| *first == I::ONE)
    }
}
