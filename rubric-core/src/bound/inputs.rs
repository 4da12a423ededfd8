//! Ranges of rows that read the assessment.

use super::{LevelRange, NumberRange, Pass, Range, Scope};
use crate::absence::Absence;
use crate::assessment::{Chosen, Earlier, Given, Rating, RatingKind, Response};
use crate::bounds;
use crate::evaluate::low_byte;
use crate::fraction::{Fraction, Rounding};
use crate::int::Int;
use crate::records::{ContextForm, Leaf, LeafForm, LeafId, Policy, RaterId};
use crate::row::{Op, Row};
use crate::value::{Kind, Levels};

impl<I: Int> Pass<'_, '_, '_, '_, I> {
    pub(super) fn absent(&self, row: &Row) -> Range<I> {
        let left_out = Absence::from_code(row.how).unwrap_or_default().is_left_out();
        match row.kind {
            Kind::Level => Range::Level(LevelRange::never(Levels::all(low_byte(row.b)))),
            Kind::Choice => Range::Choice(0),
            Kind::Node => Range::Node,
            _ if left_out => Range::Number(NumberRange::left_out()),
            _ => Range::Number(NumberRange::never()),
        }
    }

    pub(super) fn rating(&self, row: &Row) -> NumberRange<I> {
        let leaf = LeafId::new(usize::from(row.a));
        match self.seats.first(RaterId::new(usize::from(row.b)), self.assessment) {
            Some(response) => self.rating_in(leaf, response),
            None => self.open(leaf),
        }
    }

    /// What a leaf of one response can become.
    fn rating_in(&self, leaf: LeafId, response: &Response<'_>) -> NumberRange<I> {
        match self.program.worth_of(leaf, response) {
            Ok((num, den)) => ends(num, num, den),
            Err(reason) if reason.is_left_out() => NumberRange::left_out(),
            Err(Absence::Unrated) => self.open(leaf),
            Err(_) => NumberRange::never(),
        }
    }

    /// What an unrated leaf can become: any level or number, or any answer it accepts.
    fn open(&self, leaf: LeafId) -> NumberRange<I> {
        let Some(leaf) = self.program.leaf(leaf) else {
            return NumberRange::never();
        };
        let numbers = match leaf.form {
            LeafForm::Number => ends(leaf.low, leaf.high, 1_000_000),
            LeafForm::Narrative => NumberRange::never(),
            LeafForm::Rated | LeafForm::Cumulative => self.levels_of(&leaf),
        };
        let answers = || {
            self.program.answers().iter().enumerate().filter(|(at, _)| {
                u32::try_from(*at).ok().and_then(|at| leaf.answers.checked_shr(at)).is_some_and(|bits| bits & 1 == 1)
            })
        };
        let unvalued = |policy: Policy| leaf.form == LeafForm::Number && policy == Policy::CountsAs;
        let nothing_ticked = leaf.form == LeafForm::Cumulative
            && self.program.practices_in(leaf.practices).iter().any(|practice| practice.level == 0);
        NumberRange {
            left_out: answers().any(|(_, answer)| answer.policy == Policy::LeftOut),
            unknown: numbers.unknown
                || self.scope == Scope::Every
                || nothing_ticked
                || answers().any(|(_, answer)| answer.policy == Policy::Missing || unvalued(answer.policy)),
            ..numbers
        }
    }

    /// From the lowest to the highest level that a leaf's rating can have.
    fn levels_of(&self, leaf: &Leaf) -> NumberRange<I> {
        let count = self.program.scale(leaf.scale).map_or(0, |scale| scale.levels.len());
        let practices = self.program.practices_in(leaf.practices);
        // A level of a cumulative leaf is where the ticks stop: some practice of the next level is open.
        let stops = |index: usize| {
            leaf.form == LeafForm::Rated
                || index.saturating_add(1) == count
                || practices.iter().any(|practice| usize::from(practice.level) == index.saturating_add(1))
        };
        let answers = (0..bounds::ANSWERS.max)
            .filter_map(|at| u8::try_from(at).ok())
            .filter(|at| leaf.answers.checked_shr(u32::from(*at)).is_some_and(|bits| bits & 1 == 1));
        let ratings = (0..count)
            .filter(|index| stops(*index))
            .filter_map(|index| u8::try_from(index).ok())
            .map(Rating::level)
            .chain(answers.map(Rating::answer));
        let worths = ratings.filter_map(|rating| self.program.worth(leaf, rating).ok());
        let hull = worths.map(|(num, den)| ends(num, num, den)).reduce(NumberRange::or);
        hull.unwrap_or_else(NumberRange::never)
    }

    /// What the mean of a group can become.
    pub(super) fn group(&self, row: &Row) -> NumberRange<I> {
        let leaf = LeafId::new(usize::from(row.a));
        let floor = self.program.rater(RaterId::new(usize::from(row.b))).map_or(1, |rater| rater.floor.max(1));
        let respondents = self.seats.respondents(RaterId::new(usize::from(row.b)));
        let open = self.open(leaf);
        let range = if respondents < floor {
            NumberRange { unknown: true, ..open }
        } else {
            self.closed_group(row, floor, open)
        };
        match (row.how, range.known) {
            (u8::MAX, _) | (_, false) => range,
            (digits, true) => {
                let round = |end: Fraction<I>| end.rounded(digits, Rounding::HalfAway);
                let ends = NumberRange::from_ends(round(range.low).zip(round(range.high)));
                NumberRange { unknown: range.unknown || ends.unknown, left_out: range.left_out, ..ends }
            }
        }
    }

    fn closed_group(&self, row: &Row, floor: u16, open: NumberRange<I>) -> NumberRange<I> {
        let leaf = LeafId::new(usize::from(row.a));
        let (mut rated, mut unrated, mut left_out, mut missing) = (0_u16, 0_u16, 0_u16, 0_u16);
        let mut sums = Some((Fraction::<I>::ZERO, Fraction::<I>::ZERO));
        for response in self.responses(row.b) {
            let range = match self.program.worth_of(leaf, response) {
                Ok((num, den)) => {
                    rated = rated.saturating_add(1);
                    ends(num, num, den)
                }
                Err(Absence::Unrated) => {
                    unrated = unrated.saturating_add(1);
                    open
                }
                Err(reason) if reason.is_left_out() => {
                    left_out = left_out.saturating_add(1);
                    continue;
                }
                Err(_) => {
                    missing = missing.saturating_add(1);
                    continue;
                }
            };
            sums = sums.and_then(|(low, high)| Some((low.plus(range.low)?, high.plus(range.high)?)));
        }
        let drops = open.can_be_absent();
        let most = rated.saturating_add(unrated);
        let mean = |sum: Fraction<I>| sum.over(Fraction::whole(I::from_wide(i128::from(most))?));
        let ends = match (rated, unrated) {
            (0, 0) => None,
            (0, _) if drops => Some((open.low, open.high)),
            _ => sums.and_then(|(low, high)| Some((mean(low)?, mean(high)?))),
        };
        let known = most >= floor && ends.is_some() && (rated > 0 || open.known);
        NumberRange {
            known,
            unknown: !known || (drops && rated < floor),
            left_out: rated == 0 && missing == 0 && (unrated == 0 || open.left_out) && (left_out > 0 || unrated > 0),
            ..ends.map_or_else(NumberRange::never, |(low, high)| NumberRange::span(low, high))
        }
    }

    /// Evidence and words: what is there, and for leaves that are not answered as much as the limits allow.
    pub(super) fn tally(&self, row: &Row) -> NumberRange<I> {
        let rater = self.program.rater(RaterId::new(usize::from(row.b)));
        let respondents = self.seats.respondents(RaterId::new(usize::from(row.b)));
        let below = rater.is_some_and(|rater| rater.many != 0 && respondents < rater.floor.max(1));
        let leaves = usize::from(row.a)..usize::from(row.a).saturating_add(usize::from(row.c));
        let (mut low, mut high) = (0_u64, 0_u64);
        for response in self.responses(row.b) {
            for leaf in leaves.clone() {
                let (given, more) = self.tallied(row, leaf, response);
                low = low.saturating_add(given);
                high = high.saturating_add(given).saturating_add(more);
            }
        }
        let unseen = rater.is_some_and(|rater| rater.many == 0) && respondents == 0;
        if below || unseen {
            let each = leaves.filter(|leaf| self.limit_of(row, *leaf) > 0).count();
            let many = if below { bounds::RESPONDENTS.max } else { 1 };
            let limit = self.limit_of_any(row).saturating_mul(each).saturating_mul(many);
            high = high.saturating_add(u64::try_from(limit).unwrap_or(u64::MAX));
        }
        let whole = |count: u64| I::from_wide(i128::from(count)).map(Fraction::whole);
        NumberRange::from_ends(whole(low).zip(whole(high)))
    }

    fn tallied(&self, row: &Row, leaf: usize, response: &Response<'_>) -> (u64, u64) {
        let rating = response.ratings.get(leaf).copied().unwrap_or_default();
        let more = if rating.kind() == RatingKind::Unrated { self.limit_of(row, leaf) } else { 0 };
        let given = match row.op {
            Op::Evidence => response.evidence.get(leaf).map_or(0, |count| u64::from(*count)),
            _ => response.words.get(leaf).map_or(0, |count| u64::from(*count)),
        };
        (given, u64::try_from(more).unwrap_or(0))
    }

    fn limit_of_any(&self, row: &Row) -> usize {
        if row.op == Op::Evidence { bounds::EVIDENCE.max } else { bounds::WORDS.max }
    }

    /// How much can still be given for a leaf: evidence for any, words for a narrative.
    fn limit_of(&self, row: &Row, leaf: usize) -> usize {
        let narrative = self.program.leaves().get(leaf).is_some_and(|leaf| leaf.form == LeafForm::Narrative);
        if row.op == Op::Evidence || narrative { self.limit_of_any(row) } else { 0 }
    }

    pub(super) fn context(&self, row: &Row) -> Range<I> {
        let given = self.assessment.context.get(usize::from(row.a)).copied().unwrap_or_default();
        let Some(context) = self.program.contexts().get(usize::from(row.a)) else {
            return Range::Number(NumberRange::never());
        };
        match (given, context.form) {
            (Given::Choice(choice), _) => Range::Choice(1_u64.checked_shl(u32::from(choice)).unwrap_or(0)),
            (Given::Number(number), _) => Range::Number(ends(number.millionths(), number.millionths(), 1_000_000)),
            (Given::Unset, ContextForm::Number) => Range::Number(ends(context.low, context.high, 1_000_000)),
            (Given::Unset, ContextForm::Choice) => {
                let count = u32::try_from(context.choices.len()).unwrap_or(64);
                Range::Choice(1_u64.checked_shl(count).map_or(u64::MAX, |bit| bit.wrapping_sub(1)))
            }
        }
    }

    pub(super) fn judged(&self, row: &Row) -> Range<I> {
        Range::Level(match self.assessment.judged.get(usize::from(row.a)) {
            Some(Chosen { level: Some(level), .. }) => LevelRange::known(Levels::only(*level)),
            _ => LevelRange { unknown: self.scope == Scope::Every, ..LevelRange::known(Levels::all(low_byte(row.b))) },
        })
    }

    pub(super) fn prior(&self, row: &Row) -> Range<I> {
        let all = Levels::all(low_byte(row.b));
        match (self.assessment.prior.get(usize::from(row.a)).copied().unwrap_or_default(), row.kind) {
            (_, Kind::Level) if self.scope != Scope::Completions => {
                Range::Level(LevelRange { unknown: true, ..LevelRange::known(all) })
            }
            (_, _) if self.scope != Scope::Completions => Range::Number(NumberRange::anything()),
            (Earlier::Number(number), Kind::Number) => {
                Range::Number(number.at_width().map_or_else(NumberRange::never, NumberRange::point))
            }
            (Earlier::Level(level), Kind::Level) => Range::Level(LevelRange::known(Levels::only(level))),
            (_, Kind::Level) => Range::Level(LevelRange::never(all)),
            _ => Range::Number(NumberRange::never()),
        }
    }
}

/// The numbers from `low` to `high` over `den`.
fn ends<I: Int>(low: i64, high: i64, den: i64) -> NumberRange<I> {
    let end = |num: i64| Fraction::new(i128::from(num), i128::from(den)).and_then(Fraction::at_width);
    NumberRange::from_ends(end(low).zip(end(high)))
}
