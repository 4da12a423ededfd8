//! Rows that read the assessment.

use super::{Outcome, Pass, low_byte};
use crate::absence::Absence;
use crate::assessment::{Chosen, Earlier, Given, Rating, RatingKind, Response};
use crate::decimal::Decimal;
use crate::fraction::{Fraction, Rounding};
use crate::int::Int;
use crate::program::Program;
use crate::records::{Leaf, LeafForm, LeafId, Policy, RaterId};
use crate::row::{Op, Row};
use crate::value::{Kind, Levels, Value};

impl Program<'_> {
    /// What a rating of a leaf is worth: numerator and denominator, or why there is none.
    ///
    /// # Errors
    /// The [`Absence`] of a leaf that is rated so.
    pub fn worth(&self, leaf: &Leaf, rating: Rating) -> Result<(i64, i64), Absence> {
        self.worth_given(leaf, rating, None)
    }

    /// What an answer means; of one that is not there nothing is known.
    fn policy(&self, answer: u8) -> Policy {
        self.answers().get(usize::from(answer)).map_or(Policy::Missing, |answer| answer.policy)
    }

    /// What a leaf of a response is worth, whatever its form.
    pub(crate) fn worth_of(&self, leaf: LeafId, response: &Response<'_>) -> Result<(i64, i64), Absence> {
        let rating = response.ratings.get(leaf.index()).copied().unwrap_or_default();
        let Some(leaf) = self.leaf(leaf) else {
            return Err(Absence::Unrated);
        };
        self.worth_given(&leaf, rating, response.figures.get(usize::from(leaf.figure)).copied())
    }

    /// What a leaf is worth that is answered with `rating`, and with a figure where it is a number.
    pub(crate) fn worth_given(
        &self,
        leaf: &Leaf,
        rating: Rating,
        figure: Option<Decimal>,
    ) -> Result<(i64, i64), Absence> {
        let scale = self.scale(leaf.scale).filter(|_| leaf.form.is_rated());
        let (low, high) = match rating.kind() {
            RatingKind::Given if leaf.form == LeafForm::Number => {
                return Ok((figure.ok_or(Absence::Unrated)?.millionths(), 1_000_000));
            }
            RatingKind::Unrated | RatingKind::Given => return Err(Absence::Unrated),
            RatingKind::NothingTicked => return Err(Absence::NothingTicked),
            RatingKind::Level(index) => (index, index),
            RatingKind::HalfStep(index) => (index, index.saturating_add(1)),
            RatingKind::Answer(index) => match (self.policy(index), &scale) {
                (Policy::LeftOut, _) => return Err(Absence::LeftOut),
                (Policy::CountsAs, Some(scale)) => {
                    let counted = self.counted_in(scale.counted).get(usize::from(index));
                    let level = counted.map_or(u8::MAX, |counted| counted.level);
                    (level, level)
                }
                _ => return Err(Absence::Missing),
            },
        };
        let Some(scale) = scale else {
            return Err(Absence::Unrated);
        };
        let levels = self.levels_in(scale.levels);
        let num = |index: u8| levels.get(usize::from(index)).map(|level| level.num);
        // With half steps every value stands over twice the denominator, so that all values of a scale share one.
        let worth = match num(low) {
            Some(num) if scale.half_steps == 0 && low == high => Some((num, scale.den)),
            Some(low) => num(high).and_then(|high| low.checked_add(high)).zip(scale.den.checked_mul(2)),
            None => None,
        };
        worth.ok_or(Absence::TooLarge)
    }
}

/// A number over a denominator of at least one, at the width of the engine.
pub(crate) fn fraction<I: Int>((num, den): (i64, i64)) -> Outcome<I> {
    Fraction::over_positive(num, den).and_then(Fraction::at_width).ok_or(Absence::TooLarge)
}

/// What a leaf of a response is worth; unrated where there is none.
pub(super) fn rated<I: Int>(program: &Program<'_>, response: Option<&Response<'_>>, leaf: LeafId) -> Outcome<I> {
    fraction(response.map_or(Err(Absence::Unrated), |response| program.worth_of(leaf, response))?)
}

impl<'a, I: Int> Pass<'_, '_, 'a, '_, I> {
    /// The response of a single rater.
    pub(crate) fn seat(&self, rater: u16) -> Option<&'a Response<'a>> {
        self.seats.first(RaterId::new(usize::from(rater)), self.assessment)
    }

    pub(super) fn rating(&self, row: &Row) -> Outcome<I> {
        rated(self.program, self.seat(row.b), LeafId::new(usize::from(row.a)))
    }

    pub(super) fn group(&self, row: &Row) -> Outcome<I> {
        let leaf = LeafId::new(usize::from(row.a));
        group(self.program, row, self.responses(row.b).map(|response| self.program.worth_of(leaf, response)))
    }

    pub(super) fn tally(&self, row: &Row) -> Outcome<I> {
        let respondents = self.seats.respondents(RaterId::new(usize::from(row.b)));
        let mut total = 0_u64;
        for response in self.responses(row.b) {
            for leaf in leaves(row) {
                let count = match row.op {
                    Op::Evidence => response.evidence.get(leaf).map(|count| u32::from(*count)),
                    _ => response.words.get(leaf).copied(),
                };
                total = total.saturating_add(u64::from(count.unwrap_or(0)));
            }
        }
        tally(self.program, row, respondents, total)
    }

    pub(super) fn context(&self, row: &Row) -> Value<I> {
        context(row, self.assessment.context.get(usize::from(row.a)).copied().unwrap_or_default())
    }

    pub(super) fn judged(&self, row: &Row) -> Value<I> {
        judged(row, self.assessment.judged.get(usize::from(row.a)).copied().unwrap_or_default())
    }

    pub(super) fn prior(&self, row: &Row) -> Value<I> {
        prior(row, self.assessment.prior.get(usize::from(row.a)).copied().unwrap_or_default())
    }
}

/// The mean of what a leaf is worth to the respondents of a group, hidden below the group's floor.
pub(crate) fn group<I: Int>(
    program: &Program<'_>,
    row: &Row,
    worths: impl Iterator<Item = Result<(i64, i64), Absence>>,
) -> Outcome<I> {
    let floor = u32::from(floor(program, row.b));
    let (mut sum, mut den, mut all, mut rated, mut left_out) = (I::ZERO, 1, 0_u32, 0_u32, 0_u32);
    for worth in worths {
        all = all.wrapping_add(1);
        match worth {
            Ok((num, of)) => {
                sum = I::from_long(num).and_then(|num| sum.plus(num)).ok_or(Absence::TooLarge)?;
                den = of;
                rated = rated.wrapping_add(1);
            }
            Err(reason) => left_out = left_out.wrapping_add(u32::from(reason.is_left_out())),
        }
    }
    if all >= floor && rated == 0 {
        return Err(if all > 0 && left_out == all { Absence::LeftOut } else { Absence::Unrated });
    }
    if rated < floor {
        return Err(Absence::TooFewRaters);
    }
    let over = den.checked_mul(i64::from(rated)).and_then(I::from_long).ok_or(Absence::TooLarge)?;
    let mean = Fraction::over_positive(sum, over).ok_or(Absence::TooLarge)?;
    match row.how {
        u8::MAX => Ok(mean),
        digits => mean.rounded(digits, Rounding::HalfAway).ok_or(Absence::TooLarge),
    }
}

fn floor(program: &Program<'_>, rater: u16) -> u16 {
    program.rater(RaterId::new(usize::from(rater))).map_or(1, |rater| rater.floor)
}

/// The leaves that a count of evidence or words goes through.
pub(crate) fn leaves(row: &Row) -> core::ops::Range<usize> {
    let first = usize::from(row.a);
    first..first.saturating_add(usize::from(row.c))
}

/// The `total` of the pieces of evidence, or of the words, by the respondents of a rater; hidden below a group's floor.
pub(crate) fn tally<I: Int>(program: &Program<'_>, row: &Row, respondents: u16, total: u64) -> Outcome<I> {
    let rater = program.rater(RaterId::new(usize::from(row.b)));
    if rater.is_some_and(|rater| rater.many != 0 && respondents < rater.floor) {
        return Err(Absence::TooFewRaters);
    }
    i64::try_from(total).ok().and_then(I::from_long).map(Fraction::whole).ok_or(Absence::TooLarge)
}

/// A context value as it was given.
pub(crate) fn context<I: Int>(row: &Row, given: Given) -> Value<I> {
    match (given, row.kind) {
        (Given::Choice(choice), Kind::Choice) => Value::index(choice),
        (Given::Number(number), Kind::Number) => Value::of_number(fraction((number.millionths(), 1_000_000))),
        _ => Value::absent(Absence::NotGiven),
    }
}

/// A judgement as it was made.
pub(crate) fn judged<I: Int>(row: &Row, chosen: Chosen) -> Value<I> {
    match chosen.level {
        Some(level) => Value::level(Levels::only(level), None),
        None => Value::level(Levels::all(low_byte(row.b)), Some(Absence::NotJudged)),
    }
}

/// A value of the previous result as it was.
pub(crate) fn prior<I: Int>(row: &Row, earlier: Earlier) -> Value<I> {
    match (earlier, row.kind) {
        (Earlier::Number(number), Kind::Number) => {
            let parts = i64::from_wide(number.num()).zip(i64::from_wide(number.den()));
            Value::of_number(parts.ok_or(Absence::TooLarge).and_then(fraction))
        }
        (Earlier::Level(level), Kind::Level) => Value::level(Levels::only(level), None),
        (_, Kind::Level) => Value::level(Levels::all(low_byte(row.b)), Some(Absence::NoPrior)),
        _ => Value::absent(Absence::NoPrior),
    }
}
