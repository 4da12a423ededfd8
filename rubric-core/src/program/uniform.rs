//! The one scale on which every leaf of a rubric is rated.

use crate::absence::Absence;
use crate::assessment::Rating;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::program::Program;
use crate::records::{Leaf, LeafId};
use crate::value::Value;

/// What the codes of levels are worth where every leaf is rated on one scale, noted once for all evaluations.
#[derive(Clone, Copy)]
pub(crate) struct Uniform {
    /// How many levels the scale has; nought where leaves differ, and where there are too many levels or too large values.
    pub(crate) levels: u8,
    /// The denominator of all values.
    pub(crate) den: i64,
    worths: [Tally; 16],
}

/// What ratings come to: sums of what [`Uniform::tally`] gives for each are sums of its parts.
#[derive(Clone, Copy)]
pub(crate) struct Tally(u64);

impl Tally {
    pub(crate) const NOTHING: Self = Self(0);
    /// A rating that is no level and not open.
    const OTHER: Self = Self(1 << 48);

    #[inline]
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0.wrapping_add(other.0))
    }

    /// The sum of the numerators.
    #[inline]
    pub(crate) const fn num(self) -> i64 {
        (self.0 & 0xFFFF_FFFF).cast_signed()
    }

    /// How many are levels.
    #[inline]
    pub(crate) const fn levels(self) -> usize {
        ((self.0 >> 32) & 0xFFFF) as usize
    }

    /// Whether all are levels or open.
    #[inline]
    pub(crate) const fn is_plain(self) -> bool {
        self.0 >> 48 == 0
    }
}

impl Uniform {
    pub(crate) const NONE: Self = Self { levels: 0, den: 1, worths: [Tally::OTHER; 16] };

    /// The scale of every leaf of a program; nothing where leaves differ, or where sums over all leaves would not fit.
    pub(crate) fn of(program: &Program<'_>) -> Option<Self> {
        let first = program.leaf(LeafId::new(0))?;
        let alike = |leaf: Leaf| leaf.form.is_rated() && leaf.scale == first.scale;
        let levels = u8::try_from(program.scale(first.scale)?.levels.len()).ok()?;
        let (_, den) = program.worth(&first, Rating::level(0)).ok()?;
        let mut uniform = Self { levels, den, ..Self::NONE };
        let (open, rest) = uniform.worths.split_first_mut()?;
        *open = Tally::NOTHING;
        for (level, slot) in (0..levels).zip(rest.get_mut(..usize::from(levels))?) {
            let (num, _) = program.worth(&first, Rating::level(level)).ok()?;
            *slot = Tally(u64::from(u16::try_from(num).ok()?) | (1 << 32));
        }
        program.leaves.iter().all(alike).then_some(uniform)
    }

    /// What a rating comes to.
    #[inline]
    pub(crate) fn tally(&self, rating: Rating) -> Tally {
        self.worths.get(usize::from(rating.code())).copied().unwrap_or(Tally::OTHER)
    }

    /// What each code is worth: a value for a level and for what is open, a blank for what is more.
    #[inline]
    pub(crate) fn worths<I: Int>(&self) -> [Value<I>; 16] {
        let mut worths = [Value::BLANK; 16];
        let Some(den) = I::from_long(self.den) else {
            return worths;
        };
        for (slot, tally) in worths.iter_mut().zip(self.worths) {
            match (tally.levels(), I::from_long(tally.num())) {
                (1, Some(num)) => *slot = Value::number(Fraction::over_positive(num, den)),
                _ if tally.is_plain() => *slot = Value::absent(Absence::Unrated),
                _ => {}
            }
        }
        worths
    }
}
