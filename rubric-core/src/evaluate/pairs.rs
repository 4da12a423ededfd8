//! The values of the rows for an engine made small: row by row, each as the pair that the caller lends for it.

use crate::int::Int;
use crate::value::{Truth, Value};

/// What the rows hold, in memory that a caller lends.
#[derive(Debug)]
pub(crate) struct Workings<'w, I> {
    pairs: &'w mut [[I; 2]],
}

impl<'w, I: Int> Workings<'w, I> {
    /// The values of as many rows as there are pairs of integers.
    pub(crate) const fn new(pairs: &'w mut [[I; 2]]) -> Self {
        Self { pairs }
    }

    /// The values, to be read.
    #[inline]
    pub(crate) const fn values(&self) -> Values<'_, I> {
        Values { pairs: self.pairs }
    }

    /// The values, to be read from now on.
    pub(crate) const fn into_values(self) -> Values<'w, I> {
        Values { pairs: self.pairs }
    }

    /// The same values, for a while.
    pub(crate) const fn lend(&mut self) -> Workings<'_, I> {
        Workings { pairs: self.pairs }
    }

    #[inline]
    pub(crate) fn put(&mut self, at: usize, value: Value<I>) {
        if let Some(slot) = self.pairs.get_mut(at) {
            *slot = value.parts().into();
        }
    }
}

/// What rows hold, to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Values<'w, I> {
    pairs: &'w [[I; 2]],
}

impl<I: Int> Values<'_, I> {
    /// Of no rows.
    pub(crate) const NONE: Self = Self { pairs: &[] };

    /// How many rows there are.
    pub(crate) const fn len(&self) -> usize {
        self.pairs.len()
    }

    /// The value of a row.
    #[inline]
    pub(crate) fn get(&self, at: usize) -> Value<I> {
        self.pairs.get(at).map_or(Value::BLANK, |[first, second]| Value::of_parts(*first, *second))
    }

    /// Whether a row is not kept: all are.
    #[inline]
    pub(crate) const fn is_later(&self, _: usize) -> bool {
        false
    }

    /// Whether a row of yes and no holds; of a row that is not there nothing holds.
    #[inline]
    pub(crate) fn truth(&self, at: usize) -> Truth {
        self.pairs.get(at).map_or(Truth::No, |[first, _]| Value::of_parts(*first, I::ONE).as_truth())
    }

    /// Whether a row of yes and no is yes.
    #[inline]
    pub(crate) fn holds(&self, at: usize) -> bool {
        self.pairs.get(at).is_some_and(|[first, _]| *first == I::ONE)
    }
}
