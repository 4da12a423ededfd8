//! What an assessment gives: each thing that can be given is a variable of a net.

use std::collections::HashMap;

use rubric_core::records::{ContextForm, LeafForm, LeafId, Policy, RaterId};
use rubric_core::{
    Absence, Chosen, Decimal, Earlier, Fraction, Given, Int, Kind, Levels, Op, Program, Rating, RatingKind, Row, bounds,
};
use rubric_dsl::{Filled, Sheet, ratings_of};

use crate::frontier::Choice;
use crate::net::{Net, Node, NodeAt, TooFine};
use crate::slot::{Exact, Slot};

/// A thing that can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Asked {
    /// A leaf by a single rater; whether it is a number.
    Leaf(LeafId, RaterId),
    /// The mean of a group for a leaf, brought to a count of digits.
    Group(LeafId, RaterId, u8),
    /// Evidence for so many leaves from one on.
    Evidence(LeafId, u16, RaterId),
    /// Words of so many leaves from one on.
    Words(LeafId, u16, RaterId),
    /// A context value.
    Context(usize),
    /// A judgement of so many levels.
    Judged(usize, u8),
    /// A value of the previous result, of so many levels if it is one.
    Prior(usize, Option<u8>),
}

/// What a choice gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gift {
    Nothing,
    Rating(Rating),
    Figure(Decimal),
    Count(u32),
    Context(Given),
    Judged(u8),
    Prior(Earlier),
}

/// The variables of a net.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    pub(crate) asked: Vec<Asked>,
    known: HashMap<Asked, u32>,
    /// What each choice of a variable gives; where a rating rises, before and after.
    pub(crate) gifts: Vec<Vec<(Gift, Gift)>>,
    pub(crate) choices: Vec<Vec<Choice>>,
    /// Whether the choices are all that a variable can be given.
    pub(crate) whole: bool,
}

/// What a row asks for.
pub(crate) fn asked(row: &Row) -> Option<Asked> {
    let (leaf, rater) = (LeafId::new(usize::from(row.a)), RaterId::new(usize::from(row.b)));
    let levels = u8::try_from(row.b).unwrap_or(u8::MAX);
    Some(match row.op {
        Op::Rating | Op::Figure => Asked::Leaf(leaf, rater),
        Op::Group => Asked::Group(leaf, rater, row.how),
        Op::Evidence => Asked::Evidence(leaf, row.c, rater),
        Op::Words => Asked::Words(leaf, row.c, rater),
        Op::Context => Asked::Context(usize::from(row.a)),
        Op::Judged => Asked::Judged(usize::from(row.a), levels),
        Op::Prior => Asked::Prior(usize::from(row.a), (row.kind == Kind::Level).then_some(levels)),
        _ => return None,
    })
}

impl Inputs {
    /// The node of a variable's port.
    pub(crate) fn node(&mut self, net: &mut Net, asked: Asked, port: u8) -> Result<NodeAt, TooFine> {
        let next = u32::try_from(self.asked.len()).map_err(|_| TooFine)?;
        let variable = *self.known.entry(asked).or_insert(next);
        if variable == next {
            self.asked.push(asked);
        }
        net.add(Node::Input(variable, port))
    }

    /// Lists what each variable can be given. With `rising`, a rating may stand at its second port one step higher.
    pub(crate) fn list(&mut self, program: &Program<'_>, net: &Net, rising: bool) -> Result<(), TooFine> {
        self.whole = true;
        for (at, asked) in self.asked.clone().into_iter().enumerate() {
            let options = offers(program, net, at, asked, &mut self.whole)?;
            let (mut gifts, mut choices): (Vec<(Gift, Gift)>, Vec<Choice>) = (Vec::new(), Vec::new());
            for (gift, slot, cost) in &options {
                let ports = vec![slot.clone(), slot.clone()];
                if !choices.iter().any(|known| known.ports == ports) {
                    gifts.push((*gift, *gift));
                    choices.push(Choice { ports, cost: *cost, marked: false });
                }
            }
            for (low, high) in rises(asked, &options).filter(|_| rising) {
                gifts.push((low.0, high.0));
                choices.push(Choice { ports: vec![low.1.clone(), high.1.clone()], cost: low.2, marked: true });
            }
            self.gifts.push(gifts);
            self.choices.push(choices);
        }
        Ok(())
    }

    /// Whether some variable is a number, of which only some are listed.
    pub(crate) fn has_numbers(&self, program: &Program<'_>) -> bool {
        self.asked.iter().any(|asked| match asked {
            Asked::Leaf(leaf, _) => program.leaf(*leaf).is_some_and(|leaf| leaf.form == LeafForm::Number),
            Asked::Context(at) => {
                program.contexts().get(*at).is_some_and(|context| context.form == ContextForm::Number)
            }
            _ => false,
        })
    }

    /// The sheet that choices make; of a rating that rises, before or after.
    pub(crate) fn sheet(&self, program: &Program<'_>, choices: &[(u32, usize)], after: bool) -> Sheet {
        let mut sheet = Sheet::blank(program);
        let mut later = Vec::new();
        for (variable, choice) in choices {
            let variable = usize::try_from(*variable).unwrap_or(usize::MAX);
            let Some((asked, (low, high))) =
                self.asked.get(variable).zip(self.gifts.get(variable).and_then(|gifts| gifts.get(*choice)))
            else {
                continue;
            };
            let gift = if after { *high } else { *low };
            match asked {
                Asked::Evidence(..) => later.push((*asked, gift)),
                _ => give(program, &mut sheet, *asked, gift),
            }
        }
        later.into_iter().for_each(|(asked, gift)| give(program, &mut sheet, asked, gift));
        sheet
    }
}

/// A gift, what stands at a port for it, and its cost.
pub(crate) type Offer = (Gift, Slot, (u32, u32));

/// What a thing can be given. Where that is not all, `whole` becomes no.
pub(crate) fn offers(
    program: &Program<'_>,
    net: &Net,
    variable: usize,
    asked: Asked,
    whole: &mut bool,
) -> Result<Vec<Offer>, TooFine> {
    let criticals = Criticals::of(program, net, variable);
    let mut lister = Lister { program, criticals, whole, options: Vec::new() };
    lister.list(asked)?;
    Ok(lister.options)
}

/// Pairs of ratings of which the second is one step above the first.
fn rises(asked: Asked, options: &[Offer]) -> impl Iterator<Item = (&Offer, &Offer)> {
    let mut rated: Vec<&Offer> = options.iter().filter(|(gift, ..)| is_level(*gift)).collect();
    if !matches!(asked, Asked::Leaf(..)) {
        rated.clear();
    }
    rated.sort_by_key(|(_, slot, _)| slot.as_number());
    let next: Vec<&Offer> = rated.iter().skip(1).copied().collect();
    rated.into_iter().zip(next)
}

fn is_level(gift: Gift) -> bool {
    matches!(gift, Gift::Rating(rating) if rating.kind().is_level())
}

/// What a rating of a leaf is worth.
pub(crate) fn worth(program: &Program<'_>, leaf: LeafId, rating: Rating) -> Slot {
    let Some(form) = program.leaf(leaf) else {
        return Slot::Unknown;
    };
    if let (LeafForm::Number | LeafForm::Narrative, RatingKind::Answer(answer)) = (form.form, rating.kind()) {
        let policy = program.answers().get(usize::from(answer)).map(|answer| answer.policy);
        return if policy == Some(Policy::LeftOut) { Slot::LeftOut } else { Slot::Unknown };
    }
    match program.worth(&form, rating) {
        Ok((num, den)) => Fraction::new(num, den).map_or(Slot::Unknown, |value| Slot::Number(Exact::of(value))),
        Err(reason) if Absence::is_left_out(reason) => Slot::LeftOut,
        Err(_) => Slot::Unknown,
    }
}

fn is_input(net: &Net, at: NodeAt, variable: u32) -> bool {
    matches!(net.node(at), Some(Node::Input(of, _)) if *of == variable)
}

/// Whether a node combines a variable with others.
fn is_combined(net: &Net, at: NodeAt, variable: u32) -> bool {
    joined(net, at).is_some_and(|joined| joined.contains(&variable))
}

/// The variables that a node combines, where it combines nothing else.
fn joined(net: &Net, at: NodeAt) -> Option<Vec<u32>> {
    let made = net.made(at).filter(|made| made.op == Op::Combine)?;
    let variable = |from: &NodeAt| if let Some(Node::Input(of, _)) = net.node(*from) { Some(*of) } else { None };
    made.from.iter().map(variable).collect()
}

/// Whether a variable is used for nothing but a mean with others, which are used for nothing else. Where that mean is only
/// compared with constants, it is enough to try each variable at the constants and beside them: any mean between two
/// constants lies on the same side of all of them as one of equal numbers does, or as one of two neighbours.
fn combined_only(net: &Net, variable: u32) -> bool {
    let users = |of: u32| net.all().filter(move |at| net.from(*at).iter().any(|from| is_input(net, *from, of)));
    let Some(together) = users(variable).next().and_then(|at| joined(net, at)) else {
        return false;
    };
    together.iter().all(|of| users(*of).all(|at| joined(net, at).as_ref() == Some(&together)))
}

/// The constants at which anything changes its mind about a variable.
struct Criticals {
    numbers: Vec<Fraction>,
    /// Whether the variable is only ever compared with them.
    only_compared: bool,
}

impl Criticals {
    fn of(program: &Program<'_>, net: &Net, variable: usize) -> Self {
        let Ok(variable) = u32::try_from(variable) else {
            return Self { numbers: Vec::new(), only_compared: false };
        };
        let combined = combined_only(net, variable);
        let is_meant = |at: NodeAt| if combined { is_combined(net, at, variable) } else { is_input(net, at, variable) };
        let (mut numbers, mut only_compared) = (Vec::new(), true);
        for at in net.all().filter(|at| net.from(*at).iter().any(|from| is_meant(*from))) {
            let compared = net.made(at).is_some_and(|made| matches!(made.op, Op::Compare | Op::Known));
            let constants = net.from(at).iter().filter(|from| !is_meant(**from)).map(|from| net.constant(*from));
            let constants: Option<Vec<Fraction>> = constants
                .map(|slot| slot.and_then(Slot::as_number).and_then(|number| number.fraction().at_width()))
                .collect();
            only_compared &= compared && constants.is_some();
            numbers.extend(constants.unwrap_or_default());
        }
        let on_grid = |number: &Fraction| 1_000_000_i128.checked_rem(number.lowest().den()) == Some(0);
        only_compared &= !combined || numbers.iter().all(on_grid);
        if !only_compared {
            numbers = program.numbers().iter().filter_map(|number| Fraction::new(number.num, number.den)).collect();
        }
        Self { numbers, only_compared }
    }

    /// Numbers on a grid of `1 / unit` between two: the ends, the criticals, and those beside them.
    fn on_grid(&self, low: i64, high: i64, unit: i64) -> Vec<i64> {
        let mut points = vec![low, high];
        for number in &self.numbers {
            let scaled = i128::from(unit).times(number.num());
            let Some(floor) = scaled.map(|scaled| scaled.div_euclid(number.den())) else {
                continue;
            };
            points.extend((-1..=1_i128).filter_map(|beside| i64::try_from(floor + beside).ok()));
        }
        points.retain(|point| (low..=high).contains(point));
        points.sort_unstable();
        points.dedup();
        points
    }
}

struct Lister<'l, 'p> {
    program: &'l Program<'p>,
    criticals: Criticals,
    whole: &'l mut bool,
    options: Vec<Offer>,
}

impl Lister<'_, '_> {
    fn offer(&mut self, gift: Gift, slot: Slot) {
        let (least, place) = (u32::from(gift != Gift::Nothing), u32::try_from(self.options.len()).unwrap_or(u32::MAX));
        self.options.push((gift, slot, (least, place)));
    }

    fn list(&mut self, asked: Asked) -> Result<(), TooFine> {
        match asked {
            Asked::Leaf(leaf, _) => {
                self.offer(Gift::Nothing, Slot::Unknown);
                self.leaf(leaf);
            }
            Asked::Group(leaf, ..) => {
                *self.whole = false;
                self.offer(Gift::Nothing, Slot::Unknown);
                self.leaf(leaf);
            }
            Asked::Evidence(_, leaves, rater) => {
                self.counts(bounds::EVIDENCE.max, leaves)?;
                *self.whole &= self.program.rater(rater).is_some_and(|rater| rater.many == 0);
            }
            Asked::Words(_, leaves, _) => {
                self.counts(bounds::WORDS.max, leaves)?;
                *self.whole = false;
            }
            Asked::Context(at) => self.context(at),
            Asked::Judged(_, levels) | Asked::Prior(_, Some(levels)) => {
                self.offer(Gift::Nothing, Slot::Level(Levels::all(levels).bits()));
                for level in 0..levels {
                    let judged = matches!(asked, Asked::Judged(..));
                    let gift = if judged { Gift::Judged(level) } else { Gift::Prior(Earlier::Level(level)) };
                    self.offer(gift, Slot::Level(Levels::only(level).bits()));
                }
            }
            Asked::Prior(_, None) => self.prior(),
        }
        Ok(())
    }

    fn leaf(&mut self, leaf: LeafId) {
        let Some(form) = self.program.leaf(leaf) else {
            return;
        };
        if form.form == LeafForm::Number {
            *self.whole &= self.criticals.only_compared;
            for point in self.criticals.on_grid(form.low, form.high, 1_000_000) {
                let number = Decimal::from_millionths(point).zip(Fraction::new(point, 1_000_000));
                if let Some((figure, value)) = number {
                    self.offer(Gift::Figure(figure), Slot::Number(Exact::of(value)));
                }
            }
        }
        let mut ratings = ratings_of(self.program, leaf);
        if form.form == LeafForm::Number {
            ratings.retain(|rating| matches!(rating.kind(), RatingKind::Answer(_)));
        }
        ratings.sort_unstable();
        for rating in ratings {
            self.offer(Gift::Rating(rating), worth(self.program, leaf, rating));
        }
    }

    fn counts(&mut self, most: usize, leaves: u16) -> Result<(), TooFine> {
        let most = most.saturating_mul(usize::from(leaves));
        *self.whole &= self.criticals.only_compared;
        for point in self.criticals.on_grid(0, i64::try_from(most).map_err(|_| TooFine)?, 1) {
            let gift = u32::try_from(point).map_or(Gift::Nothing, Gift::Count);
            self.offer(if point == 0 { Gift::Nothing } else { gift }, Slot::Number(Exact::whole(point)));
        }
        Ok(())
    }

    fn context(&mut self, at: usize) {
        let Some(context) = self.program.contexts().get(at) else {
            return;
        };
        self.offer(Gift::Nothing, Slot::Unknown);
        if context.form == ContextForm::Choice {
            for choice in (0..context.choices.len()).filter_map(|choice| u16::try_from(choice).ok()) {
                self.offer(Gift::Context(Given::Choice(choice)), Slot::Index(choice));
            }
            return;
        }
        *self.whole &= self.criticals.only_compared;
        for point in self.criticals.on_grid(context.low, context.high, 1_000_000) {
            let number = Decimal::from_millionths(point).zip(Fraction::new(point, 1_000_000));
            if let Some((number, value)) = number {
                self.offer(Gift::Context(Given::Number(number)), Slot::Number(Exact::of(value)));
            }
        }
    }

    fn prior(&mut self) {
        self.offer(Gift::Nothing, Slot::Unknown);
        *self.whole &= self.criticals.only_compared;
        let most = i64::try_from(bounds::MAGNITUDE.max).unwrap_or(0).saturating_mul(1_000_000);
        for point in self.criticals.on_grid(-most, most, 1_000_000) {
            let number = Fraction::new(i128::from(point), 1_000_000);
            if let Some((number, value)) = number.zip(Fraction::new(point, 1_000_000)) {
                self.offer(Gift::Prior(Earlier::Number(number.lowest())), Slot::Number(Exact::of(value)));
            }
        }
    }
}

/// The responses of a rater on a sheet: one, or as many as a group needs.
fn responses<'s>(
    program: &Program<'_>,
    sheet: &'s mut Sheet,
    rater: RaterId,
) -> impl Iterator<Item = &'s mut Filled> + use<'s> {
    let wanted = program.rater(rater).filter(|rater| rater.many != 0).map_or(1, |rater| rater.floor.max(1));
    if !sheet.responses.iter().any(|filled| filled.rater == rater) {
        let blank = Filled::blank(program, rater);
        sheet.responses.extend(std::iter::repeat_n(blank, usize::from(wanted)));
    }
    sheet.responses.iter_mut().filter(move |filled| filled.rater == rater)
}

/// Puts a gift on a sheet.
pub(crate) fn give(program: &Program<'_>, sheet: &mut Sheet, asked: Asked, gift: Gift) {
    match (asked, gift) {
        (Asked::Leaf(leaf, rater) | Asked::Group(leaf, rater, _), Gift::Rating(rating)) => {
            responses(program, sheet, rater).for_each(|filled| filled.rate(leaf, rating));
        }
        (Asked::Leaf(leaf, rater) | Asked::Group(leaf, rater, _), Gift::Figure(figure)) => {
            responses(program, sheet, rater).for_each(|filled| filled.figure(program, leaf, figure));
        }
        (Asked::Evidence(first, leaves, rater), Gift::Count(count)) => {
            let places = (first.index()..first.index() + usize::from(leaves)).map(LeafId::new);
            if let Some(filled) = responses(program, sheet, rater).next() {
                // Evidence stands with a rating where there is one.
                let is_rated =
                    |leaf: &LeafId| filled.ratings.get(leaf.index()).is_some_and(|rating| *rating != Rating::UNRATED);
                let (rated, open): (Vec<LeafId>, Vec<LeafId>) = places.partition(is_rated);
                spread(filled, rated.into_iter().chain(open), count);
            }
        }
        (Asked::Context(at), Gift::Context(given)) => {
            sheet.context.get_mut(at).into_iter().for_each(|place| *place = given);
        }
        (Asked::Judged(at, _), Gift::Judged(level)) => {
            let chosen = Chosen { level: Some(level), commented: false };
            sheet.judged.get_mut(at).into_iter().for_each(|place| *place = chosen);
        }
        (Asked::Prior(at, _), Gift::Prior(earlier)) => {
            sheet.prior.get_mut(at).into_iter().for_each(|place| *place = earlier);
        }
        _ => {}
    }
}

/// Spreads pieces of evidence over leaves, as many as each takes.
fn spread(filled: &mut Filled, leaves: impl Iterator<Item = LeafId>, count: u32) {
    let mut left = count;
    for leaf in leaves {
        let most = u32::try_from(bounds::EVIDENCE.max).unwrap_or(0);
        let here = left.min(most);
        filled.attach(leaf, u16::try_from(here).unwrap_or(0));
        left -= here;
    }
}
