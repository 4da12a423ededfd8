//! Flags and advice that fire.

use super::Evaluation;
use crate::evaluate::Values;
use crate::int::Int;
use crate::records::{IndexEntry, Place, RuleId};
use crate::value::Truth;
use crate::wire::Table;

impl<'p, 'w, I: Int> Evaluation<'p, '_, 'w, I> {
    /// Whether a flag or a piece of advice fires; unknown does not, and waits.
    #[must_use]
    #[inline]
    pub fn fires(&self, rule: RuleId) -> Truth {
        self.truth_at(Place::Rule, rule.index()).unwrap_or(Truth::No)
    }

    /// The flags and pieces of advice that fire, in the order of the rubric's rules.
    #[inline]
    pub fn fired(&self) -> impl Iterator<Item = RuleId> + use<'p, 'w, I> {
        Fired { rules: self.program.rows_of(&self.table, Place::Rule), values: self.values, read: 0, bits: 0 }
    }
}

/// Which fire cannot be foreseen. So a number of them is looked at without a branch, before the first of these is told.
struct Fired<'p, 'w, I> {
    /// The rows of all rules.
    rules: Table<'p, IndexEntry>,
    values: Values<'w, I>,
    /// How many are looked at.
    read: usize,
    /// Which of the last of these fire and are not told: one bit each, the last of them the highest.
    bits: u64,
}

impl<I: Int> Iterator for Fired<'_, '_, I> {
    type Item = RuleId;

    #[inline]
    fn next(&mut self) -> Option<RuleId> {
        while self.bits == 0 {
            let rules = self.rules.slice(self.read, self.rules.len().saturating_sub(self.read).min(64));
            if rules.is_empty() {
                return None;
            }
            for rule in rules.iter() {
                self.bits = self.bits >> 1 | u64::from(self.values.holds(rule.row.index())) << 63;
            }
            self.read = self.read.wrapping_add(rules.len());
        }
        let behind = usize::try_from(u64::BITS.wrapping_sub(self.bits.trailing_zeros())).ok()?;
        self.bits &= self.bits.wrapping_sub(1);
        Some(RuleId::new(self.read.wrapping_sub(behind)))
    }
}
