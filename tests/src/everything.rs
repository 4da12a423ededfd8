//! All assessments of a small rubric, one by one.

use rubric_core::records::{ContextForm, LeafForm, LeafId, RaterId};
use rubric_core::{Decimal, Given, Program, Rating, RatingKind};
use rubric_dsl::{Filled, Sheet, ratings_of};

/// Everything that can be given, each with all it can be given, nothing first.
#[derive(Debug)]
pub struct Everything<'p> {
    /// The program.
    pub program: &'p Program<'p>,
    things: Vec<Thing>,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Leaf(RaterId, LeafId),
    Context(usize),
}

#[derive(Debug)]
struct Thing {
    what: What,
    options: Vec<Option<Option<Rating>>>,
    numbers: Vec<i64>,
}

impl<'p> Everything<'p> {
    /// Everything that a program asks for.
    #[must_use]
    pub fn of(program: &'p Program<'p>) -> Self {
        let mut things = Vec::new();
        let critical = |low: i64, high: i64| {
            let mut points = vec![low, high];
            for number in program.numbers().iter() {
                let at = i64::try_from(number.num * 1_000_000 / number.den).unwrap();
                points.extend([at - 1, at, at + 1]);
            }
            points.retain(|point| (low..=high).contains(point));
            points.sort_unstable();
            points.dedup();
            points
        };
        for (at, context) in program.contexts().iter().enumerate() {
            let numbers = match context.form {
                ContextForm::Choice => (0..i64::try_from(context.choices.len()).unwrap()).collect(),
                ContextForm::Number => critical(context.low, context.high),
            };
            things.push(Thing { what: What::Context(at), options: Vec::new(), numbers });
        }
        for rater in (0..program.raters().len()).map(RaterId::new) {
            for (at, leaf) in program.leaves().iter().enumerate() {
                let id = LeafId::new(at);
                let what = What::Leaf(rater, id);
                let numbers = if leaf.form == LeafForm::Number { critical(leaf.low, leaf.high) } else { Vec::new() };
                let mut ratings = ratings_of(program, id);
                ratings
                    .retain(|rating| leaf.form != LeafForm::Number || matches!(rating.kind(), RatingKind::Answer(_)));
                ratings.sort_unstable();
                things.push(Thing {
                    what,
                    options: ratings.into_iter().map(|rating| Some(Some(rating))).collect(),
                    numbers,
                });
            }
        }
        Self { program, things }
    }

    /// How many assessments there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.things.iter().map(|thing| 1 + thing.options.len() + thing.numbers.len()).product()
    }

    /// An assessment by its number, and how many things it gives.
    #[must_use]
    pub fn sheet(&self, number: usize) -> (Sheet, usize) {
        let mut sheet = Sheet::blank(self.program);
        let (mut rest, mut given) = (number, 0);
        for thing in &self.things {
            let count = 1 + thing.options.len() + thing.numbers.len();
            let choice = rest % count;
            rest /= count;
            let Some(at) = choice.checked_sub(1) else {
                continue;
            };
            given += 1;
            match thing.what {
                What::Context(context) => {
                    let number = thing.numbers[at];
                    let choice = self.program.contexts().get(context).unwrap().form == ContextForm::Choice;
                    sheet.context[context] = if choice {
                        Given::Choice(u16::try_from(number).unwrap())
                    } else {
                        Given::Number(Decimal::from_millionths(number).unwrap())
                    };
                }
                What::Leaf(rater, leaf) => {
                    if !sheet.responses.iter().any(|filled| filled.rater == rater) {
                        sheet.responses.push(Filled::blank(self.program, rater));
                    }
                    let filled = sheet.responses.iter_mut().find(|filled| filled.rater == rater).unwrap();
                    match thing.options.get(at) {
                        Some(rating) => filled.rate(leaf, rating.unwrap().unwrap()),
                        None => {
                            let number = Decimal::from_millionths(thing.numbers[at - thing.options.len()]).unwrap();
                            filled.figure(self.program, leaf, number);
                        }
                    }
                }
            }
        }
        (sheet, given)
    }
}
