//! An answer sheet: everything that was given about one subject, as the engine reads it, owned.

use rubric_core::records::{LeafForm, LeafId, PriorId, RaterId};
use rubric_core::{Assessment, Chosen, Decimal, Earlier, Given, Program, Rating, Response};

use crate::list::List;
use crate::model::{Example, Prior, Target};

/// Everything that was given about one subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The responses.
    pub responses: Vec<Filled>,
    /// Context values.
    pub context: Vec<Given>,
    /// Judgements.
    pub judged: Vec<Chosen>,
    /// Values of the previous result.
    pub prior: Vec<Earlier>,
}

/// One response. The lists beside the ratings are empty until something of their kind is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Who gave it.
    pub rater: RaterId,
    /// One rating for each leaf.
    pub ratings: Vec<Rating>,
    /// One number for each number leaf.
    pub figures: Vec<Decimal>,
    /// Pieces of evidence for each leaf.
    pub evidence: Vec<u16>,
    /// Words for each leaf.
    pub words: Vec<u32>,
    /// Whether there is a comment, for each leaf.
    pub comments: Vec<bool>,
}

impl Filled {
    /// A response in which nothing is given yet.
    #[must_use]
    pub fn blank(program: &Program<'_>, rater: RaterId) -> Self {
        Self { rater, ratings: vec![Rating::UNRATED; program.leaves().len()], ..Self::default() }
    }

    /// Gives a leaf a rating.
    pub fn rate(&mut self, leaf: LeafId, rating: Rating) {
        set(&mut self.ratings, leaf.index(), rating);
    }

    /// Gives a number leaf a number.
    pub fn figure(&mut self, program: &Program<'_>, leaf: LeafId, figure: Decimal) {
        let figures = program.leaves().iter().filter(|leaf| leaf.form == LeafForm::Number).count();
        let place = program.leaf(leaf).map_or(usize::MAX, |leaf| usize::from(leaf.figure));
        self.figures.resize(figures, Decimal::ZERO);
        set(&mut self.figures, place, figure);
        self.rate(leaf, Rating::GIVEN);
    }

    /// Says how many pieces of evidence a leaf has.
    pub fn attach(&mut self, leaf: LeafId, evidence: u16) {
        put(&mut self.evidence, self.ratings.len(), leaf, evidence);
    }

    /// Says how many words a narrative has.
    pub fn write(&mut self, leaf: LeafId, words: u32) {
        put(&mut self.words, self.ratings.len(), leaf, words);
    }

    /// Says that a leaf has a comment.
    pub fn comment(&mut self, leaf: LeafId) {
        put(&mut self.comments, self.ratings.len(), leaf, true);
    }
}

/// Puts a value into a list that is empty until one is not what it would be anyway.
fn put<T: Clone + Default + PartialEq>(list: &mut Vec<T>, len: usize, leaf: LeafId, value: T) {
    if !list.is_empty() || value != T::default() {
        list.resize(len, T::default());
        set(list, leaf.index(), value);
    }
}

pub(crate) fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(place) = list.get_mut(at) {
        *place = value;
    }
}

impl Sheet {
    /// A sheet on which nothing is given yet.
    #[must_use]
    pub fn blank(program: &Program<'_>) -> Self {
        Self {
            responses: Vec::new(),
            context: vec![Given::Unset; program.contexts().len()],
            judged: vec![Chosen::default(); program.judgements().len()],
            prior: vec![Earlier::Unknown; program.priors().len()],
        }
    }

    /// The sheet of a worked example.
    #[must_use]
    pub fn of_example(program: &Program<'_>, example: &Example) -> Self {
        let mut sheet = Self::blank(program);
        sheet.context.clone_from(&example.context);
        for ((place, level), commented) in sheet.judged.iter_mut().zip(&example.judged).zip(&example.commented) {
            *place = Chosen { level: *level, commented: *commented };
        }
        for (target, prior) in &example.prior {
            if let Some(id) = prior_of(program, *target) {
                let value = match prior {
                    Prior::Number(number) => Earlier::Number(*number),
                    Prior::Level(level) => Earlier::Level(*level),
                };
                set(&mut sheet.prior, id.index(), value);
            }
        }
        for response in &example.responses {
            let mut filled = Filled::blank(program, response.rater);
            for (at, entry) in response.entries.iter().enumerate() {
                let leaf = LeafId::new(at);
                let ticked = entry.ticked.map(|ticked| program.rating_of_practices(leaf, ticked));
                if program.leaf(leaf).is_some_and(|leaf| leaf.form == LeafForm::Number) && entry.rating == Rating::GIVEN
                {
                    filled.figure(program, leaf, entry.figure);
                } else {
                    filled.rate(leaf, ticked.unwrap_or(entry.rating));
                }
                filled.attach(leaf, entry.evidence);
                filled.write(leaf, entry.words);
                if entry.comment {
                    filled.comment(leaf);
                }
            }
            sheet.responses.push(filled);
        }
        sheet
    }

    fn responses(&self) -> Vec<Response<'_>> {
        let responses = self.responses.iter().map(|filled| Response {
            rater: filled.rater,
            ratings: &filled.ratings,
            figures: &filled.figures,
            evidence: &filled.evidence,
            words: &filled.words,
            comments: &filled.comments,
        });
        responses.list()
    }

    /// Lends the sheet to the engine.
    pub fn lend<R>(&self, read: impl FnOnce(&Assessment<'_>) -> R) -> R {
        let responses = self.responses();
        read(&Assessment { responses: &responses, context: &self.context, judged: &self.judged, prior: &self.prior })
    }
}

/// The place where a program asks for a value of the previous result.
pub(crate) fn prior_of(program: &Program<'_>, target: Target) -> Option<PriorId> {
    let (place, index) = crate::compile::place_of(target);
    program.priors().iter().position(|prior| prior.place == place && prior.index == index).map(PriorId::new)
}
