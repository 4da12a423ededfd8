//! The assessment as the engine reads it: codes and counts, and no person.

use rubric_core::records::{ContextForm, LeafForm, Place, RaterId};
use rubric_core::{Chosen, Decimal, Earlier, Fraction, Given, Program, bounds};
use rubric_dsl::{Filled, List, Sheet};

use super::{Book, Entry, Response, number, words_of};
use crate::data::Data;
use crate::form::{Context, Form, Leaf, leaf_id};

impl Book {
    /// The answer sheet of the assessment; `hidden` says which raters' ratings stay out of it.
    pub(crate) fn sheet(&self, program: &Program<'_>, form: &Form, hidden: &dyn Fn(usize) -> bool) -> Sheet {
        let mut sheet = Sheet::blank(program);
        let asked = program.contexts().iter().zip(&form.contexts).zip(&self.context);
        for (slot, ((context, asked), text)) in sheet.context.iter_mut().zip(asked) {
            *slot = given(program, &context, asked, text);
        }
        for (slot, judgement) in sheet.judged.iter_mut().zip(&self.judged) {
            *slot = Chosen { level: judgement.level, commented: !judgement.comment.trim().is_empty() };
        }
        for (slot, prior) in sheet.prior.iter_mut().zip(program.priors().iter()) {
            *slot = earlier(program, form, &prior, &self.prior);
        }
        let responses = self.responses.iter().filter(|response| !hidden(response.rater));
        sheet.responses = responses.map(|response| filled(program, form, response)).list();
        sheet
    }
}

fn given(program: &Program<'_>, context: &rubric_core::records::Context, asked: &Context, text: &str) -> Given {
    match context.form {
        ContextForm::Choice => program
            .choices_in(context.choices)
            .iter()
            .position(|choice| program.text(choice.name) == text)
            .and_then(|at| u16::try_from(at).ok())
            .map_or(Given::Unset, Given::Choice),
        ContextForm::Number => number(text, &asked.limits).map_or(Given::Unset, Given::Number),
    }
}

fn filled(program: &Program<'_>, form: &Form, response: &Response) -> Filled {
    let mut filled = Filled::blank(program, RaterId::new(response.rater));
    for (at, (leaf, entry)) in form.leaves.iter().zip(&response.entries).enumerate() {
        if !entry.is_blank() {
            fill(program, &mut filled, at, leaf, entry);
        }
    }
    filled
}

fn fill(program: &Program<'_>, filled: &mut Filled, at: usize, leaf: &Leaf, entry: &Entry) {
    let id = leaf_id(at);
    let answered = super::read::is_chosen(entry.rating);
    filled.rate(id, entry.rating);
    match leaf.form {
        LeafForm::Cumulative if !answered && entry.ticked != 0 => {
            filled.rate(id, program.rating_of_practices(id, entry.ticked));
        }
        LeafForm::Number if !answered => {
            if let Some(figure) = number(&entry.text, &leaf.limits) {
                filled.figure(program, id, figure);
            }
        }
        LeafForm::Narrative if !answered => {
            let words = words_of(&entry.text);
            if words > 0 {
                filled.write(id, words);
                filled.rate(id, rubric_core::Rating::GIVEN);
            }
        }
        _ => {}
    }
    let pieces = entry.pieces().len().min(bounds::EVIDENCE.max);
    if pieces > 0 {
        filled.attach(id, u16::try_from(pieces).unwrap_or(u16::MAX));
    }
    if !entry.comment.trim().is_empty() {
        filled.comment(id);
    }
}

/// A value of the previous result that the rubric asks for.
fn earlier(program: &Program<'_>, form: &Form, prior: &rubric_core::records::Prior, result: &Data) -> Earlier {
    let at = usize::from(prior.index);
    let level = |levels: &[(yew::AttrValue, yew::AttrValue)], name: &str| {
        let place = levels.iter().position(|(known, _)| known == name);
        place.and_then(|place| u8::try_from(place).ok()).map_or(Earlier::Unknown, Earlier::Level)
    };
    match prior.place {
        Place::Measure => {
            form.measures.get(at).map_or(Earlier::Unknown, |(name, _)| score(result.get("measures").get(name)))
        }
        Place::Outcome => form.outcomes.get(at).map_or(Earlier::Unknown, |outcome| {
            level(&outcome.levels, result.get("outcomes").get(&outcome.name).get("level").as_text())
        }),
        Place::Judged => form.judged.get(at).map_or(Earlier::Unknown, |judged| {
            level(&judged.levels, result.get("judged").get(&judged.name).get("level").as_text())
        }),
        _ => node_score(program, form, at, result),
    }
}

/// The score of a node; on a scale without values, the place of its level.
fn node_score(program: &Program<'_>, form: &Form, at: usize, result: &Data) -> Earlier {
    let Some(node) = form.nodes.get(at) else {
        return Earlier::Unknown;
    };
    let found = result.get("scores").get(&node.path);
    let name = found.get("level").as_text();
    if name.is_empty() {
        return score(found);
    }
    let scale = program.nodes().get(at).and_then(|node| program.scale(node.scale));
    let place = scale
        .and_then(|scale| program.levels_in(scale.levels).iter().position(|level| program.text(level.name) == name));
    let place = place.and_then(|place| i128::try_from(place).ok());
    place.map_or(Earlier::Unknown, |place| Earlier::Number(Fraction::whole(place)))
}

/// A number of a result: its fraction where there is one, else its text.
fn score(data: &Data) -> Earlier {
    let exact = data.get("exact").as_text().split_once('/');
    let exact = exact.and_then(|(num, den)| Fraction::new(num.parse().ok()?, den.parse().ok()?));
    let number = exact.or_else(|| Decimal::parse(data.get("value").as_text()).ok().map(Decimal::fraction));
    let usable = |number: &Fraction| {
        let den = usize::try_from(number.lowest().den()).unwrap_or(usize::MAX);
        !number.is_too_large() && bounds::PRIOR_DENOMINATOR.holds(den)
    };
    number.filter(usable).map_or(Earlier::Unknown, Earlier::Number)
}
