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
    /// Where the levels are evenly spaced: the lowest level's worth and the step from each to the next, both over `den`.
    steps: Option<(i16, i16)>,
    /// Numerators and denominators, as a value has them.
    worths: [(u16, u16); CODES],
}

impl Uniform {
    pub(crate) const NONE: Self = Self { levels: 0, den: 1, steps: None, worths: [(0, 0); CODES] };

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
        for (code, worth) in (0..=levels).zip(&mut uniform.worths) {
            *worth = match code.checked_sub(1) {
                None => (u16::from(Absence::Unrated as u8), 0),
                Some(level) => {
                    let num = u16::try_from(program.worth(&first, Rating::level(level)).ok()?.0).ok()?;
                    (num, uniform.den)
                }
            };
        }
        uniform.steps = uniform.even();
        Some(uniform)
    }

    /// The lowest level's worth and the step from each level to the next, over `den`, where the levels are evenly spaced.
    #[inline]
    pub(crate) const fn steps(&self) -> Option<(i16, i16)> {
        self.steps
    }

    /// The steps of the worths that were noted.
    fn even(&self) -> Option<(i16, i16)> {
        let worth = |level: u8| i16::try_from(self.worths.get(usize::from(level)).map_or(0, |worth| worth.0)).ok();
        let (base, step) = (worth(1)?, worth(2.min(self.levels))?.checked_sub(worth(1)?)?);
        let even = |level: u8| worth(level)?.checked_sub(worth(level.checked_sub(1)?)?);
        (2..=self.levels).all(|level| even(level) == Some(step)).then_some((base, step))
    }

    /// The value of a rating: a level's worth, or that it is open; a blank for what is more.
    #[inline]
    pub(crate) fn value<I: Int>(&self, rating: Rating) -> Value<I> {
        let worth = self.worths.get(usize::from(rating.code())).or(self.worths.last());
        worth.map_or(Value::BLANK, |(first, second)| Value::of_parts(I::from_short(*first), I::from_short(*second)))
    }
}
