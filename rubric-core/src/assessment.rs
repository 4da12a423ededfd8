//! What one engine reads of an assessment: codes and counts, and no person.

use core::fmt;

use crate::bounds;
use crate::decimal::Decimal;
use crate::fraction::Fraction;
use crate::program::{Program, Width};
use crate::records::{ContextForm, Judged, Leaf, LeafForm, LeafId, Prior, RaterId};

/// What one rater gave for one leaf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rating(u8);

/// The parts a [`Rating`] code is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatingKind {
    /// Nothing yet.
    Unrated,
    /// The level at a place, lowest first.
    Level(u8),
    /// The mid-point between the level at a place and the next.
    HalfStep(u8),
    /// The answer at a place.
    Answer(u8),
    /// A cumulative leaf whose ticks reach no level.
    NothingTicked,
    /// A number or a text.
    Given,
}

impl RatingKind {
    /// Whether it is a level or a mid-point.
    #[must_use]
    pub const fn is_level(self) -> bool {
        matches!(self, Self::Level(_) | Self::HalfStep(_))
    }
}

impl Rating {
    /// Nothing yet.
    pub const UNRATED: Self = Self(0);
    /// A cumulative leaf whose ticks reach no level.
    pub const NOTHING_TICKED: Self = Self(128);
    /// A number or a text; the number stands among the response's figures, the words among its words.
    pub const GIVEN: Self = Self(129);

    const HALF: u8 = 33;
    const ANSWER: u8 = 64;

    /// The level at `index`, lowest first; at most 32 levels.
    #[must_use]
    pub const fn level(index: u8) -> Self {
        if index < 32 { Self(index.wrapping_add(1)) } else { Self::UNRATED }
    }

    /// The mid-point between the level at `index` and the next.
    #[must_use]
    pub const fn half_step(index: u8) -> Self {
        if index < 31 { Self(Self::HALF.wrapping_add(index)) } else { Self::UNRATED }
    }

    /// The answer at `index`; at most 64 answers.
    #[must_use]
    pub const fn answer(index: u8) -> Self {
        if index < 64 { Self(Self::ANSWER.wrapping_add(index)) } else { Self::UNRATED }
    }

    /// The rating of a code; a code that no rating has is refused where the assessment is fitted to a program.
    #[must_use]
    pub const fn from_code(code: u8) -> Self {
        Self(code)
    }

    /// The code; codes of levels and mid-points lie below 64.
    #[must_use]
    pub const fn code(self) -> u8 {
        self.0
    }

    /// What the code means.
    #[must_use]
    #[cfg_attr(target_arch = "wasm32", inline(always))]
    pub const fn kind(self) -> RatingKind {
        match self.0 {
            1..=32 => RatingKind::Level(self.0.wrapping_sub(1)),
            33..=63 => RatingKind::HalfStep(self.0.wrapping_sub(Self::HALF)),
            64..=127 => RatingKind::Answer(self.0.wrapping_sub(Self::ANSWER)),
            128 => RatingKind::NothingTicked,
            129 => RatingKind::Given,
            _ => RatingKind::Unrated,
        }
    }
}

/// What one respondent gave. A list may be empty where nothing of its kind was given; otherwise its length is fixed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Response<'a> {
    /// Who the respondent is to the leader.
    pub rater: RaterId,
    /// One rating for each leaf.
    pub ratings: &'a [Rating],
    /// One number for each number leaf; counts where the leaf's rating is [`Rating::GIVEN`].
    pub figures: &'a [Decimal],
    /// Pieces of evidence for each leaf.
    pub evidence: &'a [u16],
    /// Words written for each leaf.
    pub words: &'a [u32],
    /// Whether there is a comment, for each leaf.
    pub comments: &'a [bool],
}

/// A context value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Given {
    /// Not set.
    #[default]
    Unset,
    /// The choice at a place.
    Choice(u16),
    /// A number.
    Number(Decimal),
}

/// A judgement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The level that was chosen.
    pub level: Option<u8>,
    /// Whether there is a comment.
    pub commented: bool,
}

/// A value of a previous result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Earlier {
    /// Not known then, or there was no previous result.
    #[default]
    Unknown,
    /// A number, numerator and denominator of 64 bits at most.
    Number(Fraction),
    /// The level at a place.
    Level(u8),
}

/// Everything about one subject on one occasion. The lists of context, judgements and previous values may be empty
/// where nothing was given; otherwise their length is that of the program's.
#[derive(Clone, Copy, Debug, Default)]
pub struct Assessment<'a> {
    /// The responses, in any order.
    pub responses: &'a [Response<'a>],
    /// Context values, in file order.
    pub context: &'a [Given],
    /// Judgements, in file order.
    pub judged: &'a [Chosen],
    /// Previous values, in the order in which the program asks for them.
    pub prior: &'a [Earlier],
}

/// Why an assessment cannot be evaluated by a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssessmentError {
    kind: AssessmentErrorKind,
}

/// The kinds of [`AssessmentError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AssessmentErrorKind {
    /// The program has no table for the perspective.
    NoSuchPerspective,
    /// The workings hold fewer values than the table has rows; how many it has.
    WorkingsTooSmall(usize),
    /// There are fewer steps than the table needs; how many it does.
    StepsTooFew(usize),
    /// The program's numbers need wider integers.
    TooNarrow(Width),
    /// A list is neither empty nor as long as the program's.
    WrongLength,
    /// A response names a rater that the program does not have.
    UnknownRater,
    /// A single rater has more than one response.
    RepeatedRater(RaterId),
    /// A group has more respondents than the limit.
    TooManyRespondents(RaterId),
    /// The leaf of the response at a place cannot be rated so.
    Rating {
        /// The response.
        response: usize,
        /// The leaf.
        leaf: LeafId,
    },
    /// The context value at a place is none of its choices, or outside its limits.
    Context(usize),
    /// The judged level at a place is none of its scale.
    Judged(usize),
    /// The previous value at a place is none of its kind.
    Prior(usize),
}

impl AssessmentError {
    pub(crate) const fn new(kind: AssessmentErrorKind) -> Self {
        Self { kind }
    }

    /// What does not fit.
    #[must_use]
    pub const fn kind(&self) -> AssessmentErrorKind {
        self.kind
    }
}

impl fmt::Display for AssessmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use AssessmentErrorKind as Kind;
        match self.kind {
            Kind::NoSuchPerspective => f.write_str("the program has no table for this perspective"),
            Kind::WorkingsTooSmall(rows) => write!(f, "the workings must hold at least {rows} values"),
            Kind::StepsTooFew(steps) => write!(f, "there must be room for at least {steps} steps"),
            Kind::TooNarrow(width) => write!(f, "the program needs integers of {} bits", width as u8),
            Kind::WrongLength => f.write_str("a list is not as long as the rubric has things to give"),
            Kind::UnknownRater => f.write_str("a response is by a rater whom the rubric does not have"),
            Kind::RepeatedRater(rater) => {
                write!(f, "rater {} is one person and has more than one response", rater.index())
            }
            Kind::TooManyRespondents(rater) => {
                write!(f, "rater {} has more than {} respondents", rater.index(), bounds::RESPONDENTS.max)
            }
            Kind::Rating { response, leaf } => {
                write!(f, "leaf {} of response {response} cannot be answered so", leaf.index())
            }
            Kind::Context(at) => write!(f, "context value {at} is outside its choices or limits"),
            Kind::Judged(at) => write!(f, "judgement {at} is none of its levels"),
            Kind::Prior(at) => write!(f, "previous value {at} is not of its kind"),
        }
    }
}

impl core::error::Error for AssessmentError {}

/// Where the responses of each rater stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seats {
    /// For each rater, the place of the first response.
    first: [u32; 16],
    /// For each rater, how many responses there are.
    respondents: [u16; 16],
    /// Whether every rating is a level of the one scale on which all leaves are rated, or open.
    #[cfg(feature = "series")]
    pub(crate) are_levels: bool,
}

impl Seats {
    /// Nobody's.
    pub(crate) const NONE: Self = Self {
        first: [0; 16],
        respondents: [0; 16],
        #[cfg(feature = "series")]
        are_levels: true,
    };

    /// The first response of a rater; the only one of a single rater.
    #[inline]
    pub(crate) fn first<'a>(&self, rater: RaterId, assessment: &'a Assessment<'a>) -> Option<&'a Response<'a>> {
        let place = self.first.get(rater.index()).filter(|_| self.respondents(rater) > 0)?;
        assessment.responses.get(usize::try_from(*place).ok()?)
    }

    /// How many responses a rater has.
    #[inline]
    pub(crate) fn respondents(&self, rater: RaterId) -> u16 {
        self.respondents.get(rater.index()).copied().unwrap_or(0)
    }

    /// Gives a rater's next response, the one at a place, its seat.
    ///
    /// # Errors
    /// That there is no such rater, or no room for one more response.
    #[inline]
    pub(crate) fn take(&mut self, program: &Program<'_>, rater: RaterId, at: usize) -> Result<(), AssessmentErrorKind> {
        let place = rater.index();
        let (Some(known), Some(seat), Some(count)) =
            (program.rater(rater), self.first.get_mut(place), self.respondents.get_mut(place))
        else {
            return Err(AssessmentErrorKind::UnknownRater);
        };
        if known.many == 0 && *count > 0 {
            return Err(AssessmentErrorKind::RepeatedRater(rater));
        }
        if usize::from(*count) >= bounds::RESPONDENTS.max {
            return Err(AssessmentErrorKind::TooManyRespondents(rater));
        }
        if *count == 0 {
            *seat = u32::try_from(at).unwrap_or(u32::MAX);
        }
        *count = count.saturating_add(1);
        Ok(())
    }
}

/// Checks an assessment against a program.
#[cfg_attr(not(target_arch = "wasm32"), inline(never))]
pub(crate) fn fit(program: &Program<'_>, assessment: &Assessment<'_>) -> Result<Seats, AssessmentError> {
    let wrong = |kind| Err(AssessmentError::new(kind));
    let length = |given: usize, wanted: usize| given == 0 || given == wanted;
    if !length(assessment.context.len(), program.contexts().len())
        || !length(assessment.judged.len(), program.judgements().len())
        || !length(assessment.prior.len(), program.priors().len())
    {
        return wrong(AssessmentErrorKind::WrongLength);
    }
    let mut seats = Seats::NONE;
    for (at, response) in assessment.responses.iter().enumerate() {
        seats.take(program, response.rater, at).map_err(AssessmentError::new)?;
    }
    for (at, response) in assessment.responses.iter().enumerate() {
        let are_levels = are_levels(program, response);
        #[cfg(feature = "series")]
        {
            seats.are_levels &= are_levels;
        }
        fit_response(program, at, response, are_levels)?;
    }
    for (at, given) in assessment.context.iter().enumerate() {
        if !program.contexts().get(at).is_some_and(|context| is_given(&context, *given)) {
            return wrong(AssessmentErrorKind::Context(at));
        }
    }
    for (at, chosen) in assessment.judged.iter().enumerate() {
        if !program.judgements().get(at).is_some_and(|judged| accepts_judged(program, &judged, *chosen)) {
            return wrong(AssessmentErrorKind::Judged(at));
        }
    }
    for (at, earlier) in assessment.prior.iter().enumerate() {
        if !program.priors().get(at).is_some_and(|prior| accepts_prior(program, &prior, *earlier)) {
            return wrong(AssessmentErrorKind::Prior(at));
        }
    }
    Ok(seats)
}

/// Whether every rating is a level of the one scale on which all leaves are rated, or open: what every leaf accepts. An engine
/// made small does not look.
fn are_levels(program: &Program<'_>, response: &Response<'_>) -> bool {
    cfg!(feature = "series")
        && response.ratings.iter().fold(0, |most, rating| most.max(rating.code())) <= program.uniform.levels
}

fn fit_response(
    program: &Program<'_>,
    at: usize,
    response: &Response<'_>,
    are_levels: bool,
) -> Result<(), AssessmentError> {
    let leaves = program.leaves().len();
    let lists = [response.evidence.len(), response.words.len(), response.comments.len()];
    if are_levels && response.ratings.len() == leaves && response.figures.is_empty() && lists == [0; 3] {
        return Ok(());
    }
    let has_figures =
        response.figures.is_empty() || response.figures.len() >= program.leaves().iter().filter(is_figure).count();
    if response.ratings.len() != leaves || lists.iter().any(|len| *len != 0 && *len != leaves) || !has_figures {
        return Err(AssessmentError::new(AssessmentErrorKind::WrongLength));
    }
    for (index, (leaf, rating)) in program.leaves().iter().zip(response.ratings).enumerate() {
        let evidence = response.evidence.get(index).copied().unwrap_or(0);
        let words = response.words.get(index).copied().unwrap_or(0);
        let figure = response.figures.get(usize::from(leaf.figure)).copied();
        if !counts_hold(evidence, words) || !accepts(program, &leaf, *rating, figure) {
            let kind = AssessmentErrorKind::Rating { response: at, leaf: LeafId::new(index) };
            return Err(AssessmentError::new(kind));
        }
    }
    Ok(())
}

/// Whether so much evidence and so many words can be counted.
pub(crate) fn counts_hold(evidence: u16, words: u32) -> bool {
    usize::from(evidence) <= bounds::EVIDENCE.max
        && usize::try_from(words).is_ok_and(|words| words <= bounds::WORDS.max)
}

pub(crate) fn is_figure(leaf: &Leaf) -> bool {
    leaf.form == LeafForm::Number
}

/// Whether a leaf can be answered with `rating`, and with a figure where it is a number.
pub(crate) fn accepts(program: &Program<'_>, leaf: &Leaf, rating: Rating, figure: Option<Decimal>) -> bool {
    let scale = program.scale(leaf.scale).filter(|_| leaf.form.is_rated());
    let (levels, halves) = scale.map_or((0, false), |scale| (scale.levels.len(), scale.half_steps != 0));
    match rating.kind() {
        RatingKind::Unrated => rating.code() == 0,
        RatingKind::Level(level) => usize::from(level) < levels,
        RatingKind::HalfStep(level) => {
            halves && leaf.form == LeafForm::Rated && usize::from(level).saturating_add(1) < levels
        }
        RatingKind::Answer(answer) => {
            let eight = leaf.answers.to_le_bytes().get(usize::from(answer >> 3)).copied();
            eight.is_some_and(|bits| bits >> (answer & 7) & 1 == 1)
        }
        RatingKind::NothingTicked => leaf.form == LeafForm::Cumulative,
        RatingKind::Given => match leaf.form {
            LeafForm::Narrative => true,
            LeafForm::Number => figure.is_some_and(|figure| (leaf.low..=leaf.high).contains(&figure.millionths())),
            LeafForm::Rated | LeafForm::Cumulative => false,
        },
    }
}

/// Whether a judgement can be made with a level, or without one.
pub(crate) fn accepts_judged(program: &Program<'_>, judged: &Judged, chosen: Chosen) -> bool {
    chosen.level.is_none_or(|level| usize::from(level) < program.levels_of(judged.scale))
}

/// Whether a previous value is of its kind.
pub(crate) fn accepts_prior(program: &Program<'_>, prior: &Prior, earlier: Earlier) -> bool {
    let levels = program.levels_of(prior.scale);
    match earlier {
        Earlier::Unknown => true,
        Earlier::Number(number) => levels == 0 && is_plain(number),
        Earlier::Level(level) => usize::from(level) < levels,
    }
}

/// Whether a previous number lies within the limits that proofs assume.
fn is_plain(number: Fraction) -> bool {
    number.as_it_stands::<i64>().is_some_and(|number| {
        !number.is_too_large()
            && usize::try_from(number.lowest().den()).is_ok_and(|den| bounds::PRIOR_DENOMINATOR.holds(den))
    })
}

/// Whether a context value can be given.
pub(crate) fn is_given(context: &crate::records::Context, given: Given) -> bool {
    match given {
        Given::Unset => true,
        Given::Choice(choice) => context.form == ContextForm::Choice && usize::from(choice) < context.choices.len(),
        Given::Number(number) => {
            context.form == ContextForm::Number && (context.low..=context.high).contains(&number.millionths())
        }
    }
}

impl Program<'_> {
    /// The rating that ticked practices give: the highest level whose practices, and all below it, are ticked. `ticked`
    /// has one bit for each practice of the leaf, the first in the lowest bit.
    #[must_use]
    pub fn rating_of_practices(&self, leaf: LeafId, ticked: u64) -> Rating {
        let Some(leaf) = self.leaf(leaf) else {
            return Rating::UNRATED;
        };
        let practices = self.practices_in(leaf.practices);
        let levels = self.levels_of(leaf.scale);
        let open = practices
            .iter()
            .enumerate()
            .filter(|(at, _)| {
                u32::try_from(*at).ok().and_then(|at| ticked.checked_shr(at)).is_none_or(|bits| bits & 1 == 0)
            })
            .map(|(_, practice)| usize::from(practice.level))
            .min()
            .unwrap_or(levels);
        match open.min(levels).checked_sub(1).and_then(|level| u8::try_from(level).ok()) {
            Some(level) => Rating::level(level),
            None => Rating::NOTHING_TICKED,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_means_what_it_was_made_from() {
        for index in 0..32 {
            assert_eq!(Rating::level(index).kind(), RatingKind::Level(index));
        }
        for index in 0..31 {
            assert_eq!(Rating::half_step(index).kind(), RatingKind::HalfStep(index));
        }
        for index in 0..64 {
            assert_eq!(Rating::answer(index).kind(), RatingKind::Answer(index));
        }
        assert_eq!(Rating::level(32), Rating::UNRATED);
        assert_eq!(Rating::half_step(31), Rating::UNRATED);
        assert_eq!(Rating::answer(64), Rating::UNRATED);
        assert_eq!(Rating::GIVEN.kind(), RatingKind::Given);
        assert_eq!(Rating::NOTHING_TICKED.kind(), RatingKind::NothingTicked);
    }
}
