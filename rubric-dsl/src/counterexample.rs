//! An assessment written as the rubric's author would write it: in an `example`.

use rubric_core::records::{ContextForm, LeafForm, LeafId, Place};
use rubric_core::{Earlier, Given, Program, Rating, RatingKind};

use crate::sheet::{Filled, Sheet};
use crate::words::number;

/// A sheet on one line.
pub(crate) fn inline(program: &Program<'_>, sheet: &Sheet) -> String {
    let parts = statements(program, sheet);
    if parts.is_empty() { "one in which nothing is given".to_owned() } else { format!("`{}`", parts.join(" ")) }
}

/// What is given on a sheet, as an `example` assigns it, statement by statement.
#[must_use]
pub fn statements(program: &Program<'_>, sheet: &Sheet) -> Vec<String> {
    let contexts = sheet.context.iter().enumerate().filter_map(|(at, given)| context(program, at, *given));
    let judged = sheet.judged.iter().enumerate().filter_map(|(at, chosen)| {
        let found = program.judgements().get(at)?;
        let level = program.level(found.scale, chosen.level?)?;
        Some(format!("{} = {}", program.text(found.name), program.text(level.name)))
    });
    let responses = sheet.responses.iter().filter_map(|filled| response(program, filled));
    contexts.chain(judged).chain(prior(program, sheet)).chain(responses).collect()
}

/// The values of the previous result.
fn prior(program: &Program<'_>, sheet: &Sheet) -> Option<String> {
    let given = sheet.prior.iter().enumerate().filter_map(|(at, earlier)| {
        let found = program.priors().get(at)?;
        let index = usize::from(found.index);
        let name = match found.place {
            Place::Measure => program.measures().get(index)?.name,
            Place::Outcome => program.outcomes().get(index)?.name,
            Place::Judged => program.judgements().get(index)?.name,
            _ => program.nodes().get(index)?.path,
        };
        let value = match earlier {
            Earlier::Unknown => return None,
            Earlier::Number(value) => number(*value),
            Earlier::Level(level) => program.text(program.level(found.scale, *level)?.name).to_owned(),
        };
        Some(format!("{} = {value}", program.text(name)))
    });
    let given: Vec<String> = given.collect();
    (!given.is_empty()).then(|| format!("prior {{ {} }}", given.join(" ")))
}

fn context(program: &Program<'_>, at: usize, given: Given) -> Option<String> {
    let context = program.contexts().get(at)?;
    let value = match (given, context.form) {
        (Given::Unset, _) => return None,
        (Given::Number(value), _) => number(value.fraction()),
        (Given::Choice(choice), ContextForm::Choice) => {
            program.text(program.choices_in(context.choices).get(usize::from(choice))?.name).to_owned()
        }
        (Given::Choice(_), ContextForm::Number) => return None,
    };
    Some(format!("{} = {value}", program.text(context.name)))
}

fn response(program: &Program<'_>, filled: &Filled) -> Option<String> {
    let given = (0..filled.ratings.len()).map(LeafId::new).filter_map(|leaf| assigned(program, filled, leaf));
    let given: Vec<String> = given.collect();
    let rater = program.rater(filled.rater).map_or("", |rater| program.text(rater.name));
    (!given.is_empty()).then(|| format!("{rater} {{ {} }}", given.join(" ")))
}

/// What one leaf was given, as an assignment.
fn assigned(program: &Program<'_>, filled: &Filled, id: LeafId) -> Option<String> {
    let rating = filled.ratings.get(id.index()).copied().unwrap_or_default();
    let leaf = program.leaf(id)?;
    let path = program.text(program.node(leaf.node)?.path);
    let level = |at: u8| program.level(leaf.scale, at).map(|level| program.text(level.name).to_owned());
    let value = match rating.kind() {
        RatingKind::Unrated => return None,
        RatingKind::Level(at) => level(at)?,
        RatingKind::HalfStep(_) => half(program, id, rating)?,
        RatingKind::Answer(at) => program.text(program.answers().get(usize::from(at))?.name).to_owned(),
        RatingKind::NothingTicked => "[]".to_owned(),
        RatingKind::Given if leaf.form == LeafForm::Number => {
            number(filled.figures.get(usize::from(leaf.figure))?.fraction())
        }
        RatingKind::Given => format!("{} words", filled.words.get(id.index()).copied().unwrap_or(0)),
    };
    let evidence = filled.evidence.get(id.index()).copied().unwrap_or(0);
    let with = if evidence > 0 { format!(" with {evidence} evidence") } else { String::new() };
    Some(format!("{path} = {value}{with}"))
}

/// The value of a mid-point.
fn half(program: &Program<'_>, leaf: LeafId, rating: Rating) -> Option<String> {
    let found = program.leaf(leaf)?;
    let scale = program.scale(found.scale)?;
    let RatingKind::HalfStep(at) = rating.kind() else {
        return None;
    };
    let (low, high) = (program.level(found.scale, at)?, program.level(found.scale, at + 1)?);
    let sum = i128::from(low.num) + i128::from(high.num);
    rubric_core::Fraction::new(sum, i128::from(scale.den) * 2).map(number)
}
