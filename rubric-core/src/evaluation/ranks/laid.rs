//! The members that come first where a plan has all scores one behind the other over one denominator.

use crate::int::Int;
use crate::plan::unknown_below;
use crate::records::RankKind;

/// The members of a set, best or worst first.
///
/// Each is looked for anew among those behind the last. Nothing branches on scores, which cannot be foreseen.
pub(super) struct InOrder<'w, I> {
    nums: &'w [I],
    kind: RankKind,
    /// The score of the last.
    last: I,
    /// Where the next could stand that has the score of the last.
    from: usize,
    /// How many have the score of the last and come behind it.
    equal: u32,
}

impl<'w, I: Int> InOrder<'w, I> {
    pub(super) fn new(nums: &'w [I], kind: RankKind) -> Self {
        let last = match kind {
            RankKind::Strengths => I::GREATEST,
            RankKind::Growth => unknown_below::<I>().minus_wrapping(I::ONE),
        };
        Self { nums, kind, last, from: 0, equal: 0 }
    }

    /// The score that comes behind the last; nothing where none does.
    #[inline]
    fn behind(&self) -> Option<I> {
        // As far as a score comes behind the last, so far it lies below the greatest integer, and what does not come behind
        // it lies below nought: the greatest is wanted. What is not known lies below all scores that come behind.
        let turn = |last: I| last.on_line(I::ONE, I::LEAST);
        let found = match self.kind {
            RankKind::Strengths => {
                let last = turn(self.last);
                self.nums.iter().fold(I::LEAST, |most, num| most.max(num.minus_wrapping(last))).on_line(I::ONE, last)
            }
            RankKind::Growth => {
                let last = turn(self.last);
                last.minus_wrapping(self.nums.iter().fold(I::LEAST, |most, num| most.max(last.minus_wrapping(*num))))
            }
        };
        let is_behind = match self.kind {
            RankKind::Strengths => found < self.last,
            RankKind::Growth => found > self.last,
        };
        (is_behind && found >= unknown_below()).then_some(found)
    }
}

impl<I: Int> Iterator for InOrder<'_, I> {
    /// The place of a member, its score, and whether another has the same.
    type Item = (usize, I, bool);

    fn next(&mut self) -> Option<Self::Item> {
        let has_equal = self.equal > 0;
        if has_equal {
            self.equal = self.equal.wrapping_sub(1);
        } else {
            let next = self.behind()?;
            let alike = self.nums.iter().fold(0_u32, |alike, num| alike.wrapping_add(u32::from(*num == next)));
            (self.last, self.from, self.equal) = (next, 0, alike.saturating_sub(1));
        }
        let at = self.nums.get(self.from..)?.iter().position(|num| *num == self.last)?.checked_add(self.from)?;
        self.from = at.checked_add(1)?;
        Some((at, self.last, has_equal || self.equal > 0))
    }
}
