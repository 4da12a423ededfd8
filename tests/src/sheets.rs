//! Answer sheets made by chance.

use rubric_core::records::{ContextForm, LeafForm, LeafId, RaterId};
use rubric_core::{Chosen, Decimal, Earlier, Given, Program, Rating};
use rubric_dsl::files::{self, Notation};
use rubric_dsl::model::{Model, Prior, Target};
use rubric_dsl::{Filled, Sheet};

use crate::random::Random;

/// How much of a sheet is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Some of it.
    Partly,
    /// Everything.
    Wholly,
}

/// A sheet with the ratings of one rater, written as in an assessment's JSON.
///
/// # Panics
/// Where they do not fit the program.
pub fn rated(program: &Program<'_>, rater: &str, ratings: &str) -> Sheet {
    let meta = program.meta();
    let (id, version) = (program.text(meta.id), program.text(meta.version));
    let assessment = format!(
        r#"{{ "format": "rubric-assessment/1", "rubric": "{id}", "version": "{version}",
            "responses": [{{ "rater": "{rater}", "ratings": {{ {ratings} }} }}] }}"#
    );
    let found = files::read(program, &assessment, Notation::Json);
    let sheet = found.subjects.into_iter().next().and_then(|subject| subject.sheet);
    sheet.unwrap_or_else(|| panic!("{ratings}: {:?}", found.diagnostics))
}

/// A sheet for a program, and the values of the previous result that it brings.
pub fn sheet(random: &mut Random, program: &Program<'_>, model: &Model, fill: Fill) -> (Sheet, Vec<(Target, Prior)>) {
    let mut sheet = Sheet::blank(program);
    for (at, rater) in program.raters().iter().enumerate() {
        let most = usize::from(rater.floor) + 2;
        let count = match (rater.many != 0, fill) {
            (true, Fill::Wholly) => random.from_to(usize::from(rater.floor), most),
            (true, Fill::Partly) => random.below(most + 1),
            (false, Fill::Wholly) => 1,
            (false, Fill::Partly) => usize::from(!random.once_in(8)),
        };
        for _ in 0..count {
            let filled = response(random, program, RaterId::new(at), fill);
            sheet.responses.push(filled);
        }
    }
    let (contexts, judged) = outside(random, program);
    for (place, given) in sheet.context.iter_mut().zip(contexts) {
        if fill == Fill::Wholly || !random.once_in(4) {
            *place = given;
        }
    }
    for (place, chosen) in sheet.judged.iter_mut().zip(judged) {
        if fill == Fill::Wholly || !random.once_in(3) {
            *place = chosen;
        }
    }
    let prior = priors(random, program, model);
    for (slot, (_, prior)) in prior.iter().enumerate().filter_map(|(slot, prior)| Some((slot, prior.as_ref()?))) {
        sheet.prior[slot] = as_earlier(prior);
    }
    (sheet, prior.into_iter().flatten().collect())
}

/// A response.
pub fn response(random: &mut Random, program: &Program<'_>, rater: RaterId, fill: Fill) -> Filled {
    let mut filled = Filled::blank(program, rater);
    for at in 0..program.leaves().len() {
        let leaf = LeafId::new(at);
        if fill == Fill::Wholly || !random.once_in(5) {
            rate(random, program, leaf, &mut filled);
        }
        if random.once_in(3) {
            filled.attach(leaf, u16::try_from(random.below(4)).unwrap_or(0));
        }
    }
    filled
}

/// Gives a leaf one of everything it accepts.
pub fn rate(random: &mut Random, program: &Program<'_>, leaf: LeafId, filled: &mut Filled) {
    let Some(form) = program.leaf(leaf) else {
        return;
    };
    let answers: Vec<u8> = (0..64_u8).filter(|answer| form.answers >> answer & 1 == 1).collect();
    if let Some(answer) = random.one_of(&answers).filter(|_| random.clone().once_in(6)) {
        random.number();
        filled.rate(leaf, Rating::answer(*answer));
        return;
    }
    match form.form {
        LeafForm::Number => {
            let figure = figure(random, form.low, form.high);
            filled.figure(program, leaf, figure);
        }
        LeafForm::Narrative => {
            filled.write(leaf, u32::try_from(random.below(40) + 1).unwrap_or(1));
            filled.rate(leaf, Rating::GIVEN);
        }
        LeafForm::Cumulative => {
            let ticked = random.number() | if random.once_in(3) { u64::MAX } else { 0 };
            filled.rate(leaf, program.rating_of_practices(leaf, ticked));
        }
        LeafForm::Rated => {
            let scale = program.scale(form.scale);
            let levels = scale.map_or(1, |scale| scale.levels.len());
            let half = scale.is_some_and(|scale| scale.half_steps != 0) && random.once_in(3);
            let level = u8::try_from(random.below(if half { levels - 1 } else { levels })).unwrap_or(0);
            filled.rate(leaf, if half { Rating::half_step(level) } else { Rating::level(level) });
        }
    }
}

/// A number between two, in millionths, with few digits more often than with many.
fn figure(random: &mut Random, low: i64, high: i64) -> Decimal {
    let step = [1_000_000, 500_000, 10_000, 1][random.below(4)];
    let span = usize::try_from((high - low) / step).unwrap_or(0);
    let millionths = low + i64::try_from(random.below(span + 1)).unwrap_or(0) * step;
    Decimal::from_millionths(millionths).unwrap_or_default()
}

/// Values for what a program asks of the previous result; some are not there.
fn priors(random: &mut Random, program: &Program<'_>, model: &Model) -> Vec<Option<(Target, Prior)>> {
    use rubric_core::records::{JudgedId, MeasureId, NodeId, OutcomeId, Place};
    let targets = program.priors().iter().map(|prior| {
        let at = usize::from(prior.index);
        let target = match prior.place {
            Place::Measure => Target::Measure(MeasureId::new(at)),
            Place::Outcome => Target::Outcome(OutcomeId::new(at)),
            Place::Judged => Target::Judged(JudgedId::new(at)),
            _ => Target::Node(NodeId::new(at)),
        };
        (target, model.scale(prior.scale).map(|scale| scale.levels.len()))
    });
    let targets: Vec<_> = targets.collect();
    targets
        .into_iter()
        .map(|(target, levels)| {
            let prior = match levels {
                Some(levels) => Prior::Level(u8::try_from(random.below(levels)).unwrap_or(0)),
                None => Prior::Number(figure(random, 0, 5_000_000).fraction()),
            };
            (!random.once_in(3)).then_some((target, prior))
        })
        .collect()
}

/// A completion of a sheet: what is not given is given, and nothing else changes. A group below its floor grows to it
/// and beyond, or stays as it is.
#[must_use]
pub fn completion(random: &mut Random, program: &Program<'_>, sheet: &Sheet) -> Sheet {
    let mut whole = sheet.clone();
    for (at, rater) in program.raters().iter().enumerate() {
        let id = RaterId::new(at);
        let count = whole.responses.iter().filter(|response| response.rater == id).count();
        let floor = usize::from(rater.floor);
        let wanted = match rater.many != 0 {
            false => 1,
            true if count >= floor || random.once_in(3) => count,
            true => floor + random.below(3),
        };
        for _ in count..wanted {
            whole.responses.push(Filled::blank(program, id));
        }
    }
    for filled in &mut whole.responses {
        for at in 0..program.leaves().len() {
            let leaf = LeafId::new(at);
            if filled.ratings[at] == Rating::UNRATED {
                let given = filled.evidence.get(at).copied().unwrap_or(0);
                filled.attach(leaf, given + u16::try_from(random.below(4)).unwrap_or(0));
                rate(random, program, leaf, filled);
            }
        }
    }
    let (contexts, judged) = outside(random, program);
    for (place, other) in whole.context.iter_mut().zip(contexts) {
        if *place == Given::Unset {
            *place = other;
        }
    }
    for (place, other) in whole.judged.iter_mut().zip(judged) {
        if place.level.is_none() {
            *place = other;
        }
    }
    whole
}

/// Every context value and judgement, given by chance.
fn outside(random: &mut Random, program: &Program<'_>) -> (Vec<Given>, Vec<Chosen>) {
    let contexts = program.contexts().iter().map(|context| match context.form {
        ContextForm::Choice => Given::Choice(u16::try_from(random.below(context.choices.len())).unwrap_or(0)),
        ContextForm::Number => Given::Number(figure(random, context.low, context.high)),
    });
    let contexts = contexts.collect();
    let judged = program.judgements().iter().map(|judged| {
        let levels = program.scale(judged.scale).map_or(1, |scale| scale.levels.len());
        Chosen { level: u8::try_from(random.below(levels)).ok(), commented: false }
    });
    (contexts, judged.collect())
}

/// What a previous result said, as the engine is given it.
fn as_earlier(prior: &Prior) -> Earlier {
    match prior {
        Prior::Number(number) => Earlier::Number(*number),
        Prior::Level(level) => Earlier::Level(*level),
    }
}
