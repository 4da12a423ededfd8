//! The one scale on which every leaf of a rubric is rated.

use crate::absence::Absence;
use crate::assessment::Rating;
use crate::int::Int;
use crate::program::Program;
use crate::records::{Leaf, LeafId};
use crate::value::Value;

/// How many codes are told apart: that of an open rating, those of the levels, and one for all that is more. An engine that
/// knows no series asks for none.
const CODES: usize = if cfg!(feature = "series") { 16 } else { 1 };

/// What the codes of levels are worth where every leaf is rated on one scale, noted once for all evaluations.
#[derive(Clone, Copy)]
pub(crate) struct Uniform {
    /// How many levels the scale has; nought where leaves differ, and where there are too many levels or too large values.
    pub(crate) levels: u8,
    /// The denominator of all values.
    pub(crate) den: u16,
    /// Numerators and denominators, as a value has them.
    worths: [(u16, u16); CODES],
    tallies: [Tally; CODES],
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

    /// How many are levels; more than there can be where one is neither a level nor open.
    #[inline]
    pub(crate) fn levels(self) -> usize {
        usize::try_from(self.0 >> 32).unwrap_or(usize::MAX)
    }
}

impl Uniform {
    pub(crate) const NONE: Self = Self { levels: 0, den: 1, worths: [(0, 0); CODES], tallies: [Tally::OTHER; CODES] };

    /// The scale of every leaf of a program; nothing where leaves differ, or where sums over all leaves would not fit.
    pub(crate) fn of(program: &Program<'_>) -> Option<Self> {
        let first = program.leaf(LeafId::new(0))?;
        let alike = |leaf: Leaf| leaf.form.is_rated() && leaf.scale == first.scale;
        let levels = u8::try_from(program.scale(first.scale)?.levels.len()).ok()?;
        let (_, den) = program.worth(&first, Rating::level(0)).ok()?;
        let mut uniform = Self { levels, den: u16::try_from(den).ok()?, ..Self::NONE };
        if usize::from(levels) >= CODES.saturating_sub(1) || !program.leaves().iter().all(alike) {
            return None;
        }
        let slots = uniform.worths.iter_mut().zip(&mut uniform.tallies);
        for (code, (worth, tally)) in (0..=levels).zip(slots) {
            (*worth, *tally) = match code.checked_sub(1) {
                None => ((u16::from(Absence::Unrated as u8), 0), Tally::NOTHING),
                Some(level) => {
                    let num = u16::try_from(program.worth(&first, Rating::level(level)).ok()?.0).ok()?;
                    ((num, uniform.den), Tally(u64::from(num) | (1 << 32)))
                }
            };
        }
        Some(uniform)
    }

    /// The lowest level's worth and the step from each level to the next, over `den`, where the levels are evenly spaced.
    pub(crate) fn steps(&self) -> Option<(i16, i16)> {
        let worth = |level: u8| i16::try_from(self.worths.get(usize::from(level)).map_or(0, |worth| worth.0)).ok();
        let (base, step) = (worth(1)?, worth(2.min(self.levels))?.checked_sub(worth(1)?)?);
        let even = |level: u8| worth(level)?.checked_sub(worth(level.checked_sub(1)?)?);
        (2..=self.levels).all(|level| even(level) == Some(step)).then_some((base, step))
    }

    /// What a rating comes to.
    #[inline]
    pub(crate) fn tally(&self, rating: Rating) -> Tally {
        self.tallies.get(usize::from(rating.code()).min(CODES - 1)).copied().unwrap_or(Tally::OTHER)
    }

    /// The value of a rating: a level's worth, or that it is open; a blank for what is more.
    #[inline]
    pub(crate) fn value<I: Int>(&self, rating: Rating) -> Value<I> {
        let worth = self.worths.get(usize::from(rating.code()).min(CODES - 1));
        worth.map_or(Value::BLANK, |(first, second)| Value::of_parts(I::from_short(*first), I::from_short(*second)))
    }
}
