//! The executable specification: a rubric evaluated as the language page reads, with rationals of any size, recursively,
//! straight from the checked model. It is written to be read, shares no arithmetic with the engine, and is slow.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rubric_core::records::{LeafForm, LeafId, MeasureId, NodeId, OutcomeId, Policy, RaterId, Roll};
use rubric_core::{Comparison, Earlier, Fraction, Given, Rating, RatingKind, Rounding};
use rubric_dsl::Sheet;
use rubric_dsl::model::{CountForm, Expr, ExprKind, MeasureForm, Model, OutcomeForm, Prior, Target, Type, View};

/// A number, or how it is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// A number.
    Known(BigRational),
    /// As if it were not there.
    LeftOut,
    /// Not known.
    Unknown,
}

/// What an expression gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Number(Number),
    /// The levels it can be.
    Levels(BTreeSet<u8>),
    /// A choice.
    Choice(Option<u16>),
    /// Yes, no or unknown.
    Truth(Option<bool>),
    /// How many meet a condition: the fewest, the most, and of how many; and whether it is meant as a share.
    Count(usize, usize, usize, bool),
    /// A node.
    Node(Option<NodeId>),
}

use Number::{Known, LeftOut, Unknown};

/// A rubric, a perspective and a sheet.
#[derive(Debug)]
pub struct Reference<'m> {
    /// The rubric.
    pub model: &'m Model,
    /// Whose perspective; nothing for the combined one.
    pub perspective: Option<RaterId>,
    /// What was given.
    pub sheet: &'m Sheet,
    /// Values of the previous result.
    pub prior: &'m [(Target, Prior)],
}

fn rational(number: Fraction) -> BigRational {
    BigRational::new(BigInt::from(number.num()), BigInt::from(number.den()))
}

fn whole(number: usize) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

/// A magnitude above a million is unknown.
fn limited(number: BigRational) -> Number {
    if number.abs() > whole(1_000_000) { Unknown } else { Known(number) }
}

/// A number that arithmetic can use.
fn usable(number: &Number) -> Option<&BigRational> {
    if let Known(number) = number { Some(number) } else { None }
}

impl Reference<'_> {
    fn side(&self, view: View) -> Option<RaterId> {
        match view {
            View::Own => self.perspective,
            View::Rater(rater) => Some(rater),
            View::Combined => None,
        }
    }

    /// Whether the ratings of a rater may be seen.
    #[must_use]
    pub fn sees(&self, rater: RaterId) -> bool {
        self.perspective == Some(rater) || !self.model.raters[rater.index()].private
    }

    /// The score of a node from a side: a rater's, or the combined one.
    #[must_use]
    pub fn score(&self, node: NodeId, side: Option<RaterId>) -> Number {
        let mut above = Some(node);
        let mut asked = Some(true);
        while let Some(id) = above {
            if let Some(condition) = &self.model.nodes[id.index()].only_when {
                asked = and(asked, self.truth(condition));
            }
            above = self.model.nodes[id.index()].parent;
        }
        match asked {
            Some(true) => self.bare_score(node, side),
            Some(false) => LeftOut,
            None => Unknown,
        }
    }

    fn bare_score(&self, node: NodeId, side: Option<RaterId>) -> Number {
        let found = &self.model.nodes[node.index()];
        if side.is_some_and(|rater| !self.sees(rater)) {
            return Unknown;
        }
        if found.leaf.is_some() {
            return match side {
                Some(rater) => self.rated(node, rater),
                None => self.combined(node),
            };
        }
        let children: Vec<(Number, BigRational)> = found
            .children
            .iter()
            .map(|child| (self.score(*child, side), rational(self.model.nodes[child.index()].weight)))
            .collect();
        roll_up(found.roll, &children, &rational(found.needs))
    }

    /// One response's value of a leaf.
    fn given(&self, node: NodeId, response: &rubric_dsl::Filled) -> Number {
        let found = &self.model.nodes[node.index()];
        let Some(leaf) = &found.leaf else {
            return Unknown;
        };
        let rating: Rating = response.ratings[found.first_leaf.index()];
        if leaf.form == LeafForm::Number && rating.kind() == RatingKind::Given {
            return Known(rational(response.figures[self.figure_place(found.first_leaf)].fraction()));
        }
        let scale = found.scale.and_then(|scale| self.model.scales.get(scale.index()));
        let level = |at: u8| scale.map(|scale| rational(scale.levels[usize::from(at)].value));
        match rating.kind() {
            RatingKind::Level(at) => level(at).map_or(Unknown, Known),
            RatingKind::HalfStep(at) => match (level(at), level(at + 1)) {
                (Some(low), Some(high)) => Known((low + high) / whole(2)),
                _ => Unknown,
            },
            RatingKind::Answer(at) => match self.model.answers[usize::from(at)].policy {
                Policy::LeftOut => LeftOut,
                Policy::Missing => Unknown,
                Policy::CountsAs => {
                    scale.and_then(|scale| scale.counted[usize::from(at)]).and_then(level).map_or(Unknown, Known)
                }
            },
            RatingKind::Unrated | RatingKind::NothingTicked | RatingKind::Given => Unknown,
        }
    }

    fn figure_place(&self, leaf: LeafId) -> usize {
        let is_number = |node: &NodeId| {
            self.model.nodes[node.index()].leaf.as_ref().is_some_and(|leaf| leaf.form == LeafForm::Number)
        };
        self.model.leaves[..leaf.index()].iter().filter(|node| is_number(node)).count()
    }

    fn rated(&self, node: NodeId, rater: RaterId) -> Number {
        let declared = &self.model.raters[rater.index()];
        let responses = self.sheet.responses.iter().filter(|response| response.rater == rater);
        let values: Vec<Number> = responses.map(|response| self.given(node, response)).collect();
        if !declared.many {
            return values.into_iter().next().unwrap_or(Unknown);
        }
        let known: Vec<&BigRational> = values.iter().filter_map(usable).collect();
        let floor = usize::from(declared.floor);
        if values.len() < floor || (!known.is_empty() && known.len() < floor) {
            return Unknown;
        }
        if known.is_empty() {
            return if !values.is_empty() && values.iter().all(|value| *value == LeftOut) { LeftOut } else { Unknown };
        }
        let mean = known.iter().copied().sum::<BigRational>() / whole(known.len());
        Known(declared.rounded.map_or(mean.clone(), |digits| rounded(&mean, digits, Rounding::HalfAway)))
    }

    /// The official value of a leaf.
    fn combined(&self, node: NodeId) -> Number {
        let parts: Vec<(Number, BigRational, bool)> = self
            .model
            .shares
            .iter()
            .map(|share| (self.bare_score(node, Some(share.rater)), rational(share.weight), share.optional))
            .collect();
        if parts.iter().any(|(value, _, optional)| *value == Unknown && !optional) {
            return Unknown;
        }
        let known: Vec<(&BigRational, &BigRational)> =
            parts.iter().filter_map(|(value, weight, _)| Some((usable(value)?, weight))).collect();
        if known.is_empty() {
            return if !parts.is_empty() && parts.iter().all(|(value, ..)| *value == LeftOut) {
                LeftOut
            } else {
                Unknown
            };
        }
        let total: BigRational = known.iter().map(|(_, weight)| (*weight).clone()).sum();
        limited(known.iter().map(|(value, weight)| *value * *weight).sum::<BigRational>() / total)
    }

    /// A measure.
    #[must_use]
    pub fn measure(&self, measure: MeasureId) -> Value {
        match &self.model.measures[measure.index()].form {
            MeasureForm::Formula(formula) => self.value(formula),
            MeasureForm::Linear(of, points) => Value::Number(self.number(of).map_known(|x| Known(on_lines(points, x)))),
            MeasureForm::List(lines) => {
                let mut possible: BTreeSet<Option<BigRational>> = BTreeSet::new();
                for (value, when) in lines {
                    let truth = when.as_ref().map_or(Some(true), |when| self.truth(when));
                    if truth != Some(false) {
                        possible.insert(usable(&self.number(value)).cloned());
                    }
                    if truth == Some(true) {
                        let only = possible.len() == 1;
                        let first = possible.pop_first().flatten().filter(|_| only);
                        return Value::Number(first.map_or(Unknown, Known));
                    }
                }
                Value::Number(Unknown)
            }
        }
    }

    /// The levels that an outcome can be before its caps, and after.
    #[must_use]
    pub fn outcome(&self, outcome: OutcomeId) -> (BTreeSet<u8>, BTreeSet<u8>) {
        let found = &self.model.outcomes[outcome.index()];
        let before: BTreeSet<u8> = match &found.form {
            OutcomeForm::Clauses(clauses) => {
                let mut possible = BTreeSet::new();
                for clause in clauses {
                    let truth = clause.when.as_ref().map_or(Some(true), |when| self.truth(when));
                    if truth != Some(false) {
                        possible.insert(clause.level);
                    }
                    if truth == Some(true) {
                        break;
                    }
                }
                possible
            }
            OutcomeForm::Matrix(rows, columns, cells) => {
                let (rows, columns) = (self.places(rows, cells.len()), self.places(columns, cells[0].len()));
                rows.iter().flat_map(|row| columns.iter().map(|column| cells[*row][*column])).collect()
            }
        };
        let mut after = before.clone();
        for cap in &found.caps {
            let held = |level: u8| match cap.limit {
                rubric_core::records::Limit::AtMost => level.min(cap.level),
                rubric_core::records::Limit::AtLeast => level.max(cap.level),
            };
            let capped: BTreeSet<u8> = after.iter().map(|level| held(*level)).collect();
            after = match self.truth(&cap.when) {
                Some(true) => capped,
                Some(false) => after,
                None => after.union(&capped).copied().collect(),
            };
        }
        (before, after)
    }

    fn places(&self, input: &Expr, count: usize) -> Vec<usize> {
        match self.value(input) {
            Value::Levels(levels) => levels.into_iter().map(usize::from).collect(),
            Value::Choice(Some(choice)) => vec![usize::from(choice)],
            _ => (0..count).collect(),
        }
    }

    /// An expression as a number: a level by its value, a count if it is decided.
    #[must_use]
    pub fn number(&self, expr: &Expr) -> Number {
        self.as_number(self.value(expr), expr.ty)
    }

    fn as_number(&self, value: Value, ty: Type) -> Number {
        match value {
            Value::Number(number) => number,
            Value::Count(least, most, _, _) if least != most => Unknown,
            Value::Count(least, _, _, false) => Known(whole(least)),
            Value::Count(_, _, 0, true) => LeftOut,
            Value::Count(least, _, of, true) => Known(whole(least) / whole(of)),
            Value::Levels(levels) => match (ty, levels.len(), levels.first()) {
                (Type::Level(scale), 1, Some(level)) => {
                    Known(rational(self.model.scales[scale.index()].levels[usize::from(*level)].value))
                }
                _ => Unknown,
            },
            Value::Choice(_) | Value::Truth(_) | Value::Node(_) => Unknown,
        }
    }

    /// An expression as yes, no or unknown.
    #[must_use]
    pub fn truth(&self, expr: &Expr) -> Option<bool> {
        if let Value::Truth(truth) = self.value(expr) { truth } else { None }
    }

    /// Any expression.
    #[must_use]
    pub fn value(&self, expr: &Expr) -> Value {
        let all = |set: &[NodeId], view: View| -> Vec<(Number, BigRational)> {
            set.iter()
                .map(|node| (self.score(*node, self.side(view)), rational(self.model.nodes[node.index()].weight)))
                .collect()
        };
        match &expr.kind {
            ExprKind::Number(number) => Value::Number(Known(rational(*number))),
            ExprKind::Level(level) => Value::Levels(BTreeSet::from([*level])),
            ExprKind::Choice(choice) => Value::Choice(Some(*choice)),
            ExprKind::Node(node) => Value::Node(Some(*node)),
            ExprKind::Score(node, view) => Value::Number(self.score(*node, self.side(*view))),
            ExprKind::Coverage(node, view) => Value::Number(self.coverage(*node, self.side(*view))),
            ExprKind::Evidence(node, view) => Value::Number(self.tally(*node, *view, |response| &response.evidence)),
            ExprKind::Words(node, view) => Value::Number(self.tally(*node, *view, |response| &response.words)),
            ExprKind::Context(context) => match (self.sheet.context[context.index()], expr.ty) {
                (Given::Choice(choice), _) => Value::Choice(Some(choice)),
                (Given::Number(number), _) => Value::Number(Known(rational(number.fraction()))),
                (Given::Unset, Type::Number) => Value::Number(Unknown),
                (Given::Unset, _) => Value::Choice(None),
            },
            ExprKind::Measure(measure) => self.measure(*measure),
            ExprKind::Outcome(outcome) => Value::Levels(self.outcome(*outcome).1),
            ExprKind::Judged(judged) => match (self.sheet.judged[judged.index()].level, expr.ty) {
                (Some(level), _) => Value::Levels(BTreeSet::from([level])),
                (None, ty) => Value::Levels(self.every_level(ty)),
            },
            ExprKind::Prior(target) => self.earlier(*target, expr.ty),
            ExprKind::LevelValue(inner) => Value::Number(self.number(inner)),
            ExprKind::Not(inner) => Value::Truth(self.truth(inner).map(|truth| !truth)),
            ExprKind::And(operands) => {
                Value::Truth(operands.iter().map(|operand| self.truth(operand)).fold(Some(true), and))
            }
            ExprKind::Or(operands) => Value::Truth(
                operands
                    .iter()
                    .map(|operand| self.truth(operand).map(|truth| !truth))
                    .fold(Some(true), and)
                    .map(|none| !none),
            ),
            ExprKind::Compare(left, how, right) => Value::Truth(self.compare(left, *how, right)),
            ExprKind::Negated(inner) => Value::Number(self.number(inner).map_known(|number| Known(-number))),
            ExprKind::Magnitude(inner) => Value::Number(self.number(inner).map_known(|number| Known(number.abs()))),
            ExprKind::Round(inner, digits, rounding) => {
                Value::Number(self.number(inner).map_known(|number| limited(rounded(&number, *digits, *rounding))))
            }
            ExprKind::Sum(first, rest) => Value::Number(rest.iter().fold(self.number(first), |sum, (minus, next)| {
                join(&sum, &self.number(next), |a, b| limited(if *minus { a - b } else { a + b }))
            })),
            ExprKind::Product(first, rest) => {
                Value::Number(rest.iter().fold(self.number(first), |product, (over, next)| {
                    join(&product, &self.number(next), |a, b| match (over, b.is_zero()) {
                        (true, true) => Unknown,
                        (true, false) => limited(a / b),
                        (false, _) => limited(a * b),
                    })
                }))
            }
            ExprKind::Fold(how, arguments) => {
                let values: Vec<(Number, BigRational)> =
                    arguments.iter().map(|argument| (self.number(argument), BigRational::one())).collect();
                let strict = values.iter().all(|(value, _)| usable(value).is_some());
                Value::Number(if strict { roll_up(*how, &values, &BigRational::one()) } else { Unknown })
            }
            ExprKind::Roll(how, nodes, view) => {
                Value::Number(roll_up(*how, &all(nodes, *view), &rational(self.model.needs)))
            }
            ExprKind::Count(form, members, view) => self.count(*form, members, self.side(*view)),
            ExprKind::Extreme(highest, nodes, view) => self.extreme(*highest, nodes, self.side(*view)),
            ExprKind::Known(inner) => Value::Truth(Some(match self.value(inner) {
                Value::Number(number) => usable(&number).is_some(),
                Value::Levels(levels) => levels.len() == 1 && !self.is_open(inner),
                Value::Choice(choice) => choice.is_some(),
                Value::Truth(truth) => truth.is_some(),
                Value::Count(least, most, of, share) => least == most && (of > 0 || !share),
                Value::Node(node) => node.is_some(),
            })),
            ExprKind::FirstKnown(operands) => {
                let known =
                    operands.iter().map(|operand| (operand, self.value(operand))).find(
                        |(operand, value)| match value {
                            Value::Levels(levels) => levels.len() == 1 && !self.is_open(operand),
                            other => usable(&self.as_number(other.clone(), operand.ty)).is_some(),
                        },
                    );
                match (known, expr.ty) {
                    (Some((operand, value)), Type::Number) => Value::Number(self.as_number(value, operand.ty)),
                    (Some((_, value)), _) => value,
                    (None, Type::Level(_)) => Value::Levels(self.first_levels(operands)),
                    (None, _) => Value::Number(Unknown),
                }
            }
        }
    }

    /// Whether a level is one that a person or a previous result has yet to give.
    fn is_open(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Judged(judged) => self.sheet.judged[judged.index()].level.is_none(),
            ExprKind::Prior(target) => !self.prior.iter().any(|(known, _)| known == target),
            _ => false,
        }
    }

    fn every_level(&self, ty: Type) -> BTreeSet<u8> {
        let Type::Level(scale) = ty else {
            return BTreeSet::new();
        };
        (0..self.model.scales[scale.index()].levels.len()).filter_map(|level| u8::try_from(level).ok()).collect()
    }

    /// Where nothing is known, any level is open.
    fn first_levels(&self, operands: &[Expr]) -> BTreeSet<u8> {
        operands.first().map(|operand| self.every_level(operand.ty)).unwrap_or_default()
    }

    fn earlier(&self, target: Target, ty: Type) -> Value {
        let found = self.prior.iter().find(|(known, _)| *known == target).map(|(_, prior)| prior);
        match (found, target) {
            (Some(Prior::Level(level)), Target::Outcome(_) | Target::Judged(_)) => {
                Value::Levels(BTreeSet::from([*level]))
            }
            (Some(Prior::Number(number)), _) => Value::Number(Known(rational(*number))),
            (_, Target::Outcome(_) | Target::Judged(_)) => Value::Levels(self.every_level(ty)),
            _ => Value::Number(Unknown),
        }
    }

    fn compare(&self, left: &Expr, how: Comparison, right: &Expr) -> Option<bool> {
        let (a, b) = (self.value(left), self.value(right));
        match (&a, &b) {
            (Value::Levels(a), Value::Levels(b)) => {
                agreed(a.iter().flat_map(|a| b.iter().map(move |b| how.holds(a.cmp(b)))))
            }
            (Value::Choice(a), Value::Choice(b)) => Some(how.holds((*a)?.cmp(&(*b)?))),
            (Value::Node(a), Value::Node(b)) => Some(how.holds((*a)?.cmp(&(*b)?))),
            (Value::Count(..), _) | (_, Value::Count(..)) => {
                let (a, b) = (self.ends(&a, left)?, self.ends(&b, right)?);
                let disjoint = a.1 < b.0 || b.1 < a.0;
                let one = a.0 == a.1 && b.0 == b.1 && !disjoint;
                match how {
                    Comparison::Is | Comparison::IsNot if disjoint => Some(how == Comparison::IsNot),
                    Comparison::Is | Comparison::IsNot => one.then_some(how == Comparison::Is),
                    _ => agreed([how.holds(a.0.cmp(&b.1)), how.holds(a.1.cmp(&b.0))].into_iter()),
                }
            }
            _ => {
                let (a, b) = (self.as_number(a, left.ty), self.as_number(b, right.ty));
                Some(how.holds(usable(&a)?.cmp(usable(&b)?)))
            }
        }
    }

    /// The ends of a count, a share or a number.
    fn ends(&self, value: &Value, expr: &Expr) -> Option<(BigRational, BigRational)> {
        match value {
            Value::Count(least, most, _, false) => Some((whole(*least), whole(*most))),
            Value::Count(_, _, 0, true) => None,
            Value::Count(least, most, of, true) => Some((whole(*least) / whole(*of), whole(*most) / whole(*of))),
            other => usable(&self.as_number(other.clone(), expr.ty)).map(|number| (number.clone(), number.clone())),
        }
    }

    fn count(&self, form: CountForm, members: &[(NodeId, Expr)], side: Option<RaterId>) -> Value {
        let there: Vec<Option<bool>> = members
            .iter()
            .filter(|(node, _)| self.score(*node, side) != LeftOut)
            .map(|(_, condition)| self.truth(condition))
            .collect();
        let least = there.iter().filter(|truth| **truth == Some(true)).count();
        let most = there.iter().filter(|truth| **truth != Some(false)).count();
        match form {
            CountForm::Count => Value::Count(least, most, there.len(), false),
            CountForm::Share => Value::Count(least, most, there.len(), true),
            CountForm::Any => Value::Truth(agreed([least > 0, most > 0].into_iter())),
            CountForm::All => Value::Truth(agreed([least == there.len(), most == there.len()].into_iter())),
        }
    }

    fn extreme(&self, highest: bool, nodes: &[NodeId], side: Option<RaterId>) -> Value {
        let mut best: Option<(BigRational, NodeId)> = None;
        for node in nodes {
            match self.score(*node, side) {
                LeftOut => {}
                Unknown => return Value::Node(None),
                Known(score) => {
                    let better =
                        best.as_ref().is_none_or(|(found, _)| if highest { score > *found } else { score < *found });
                    if better {
                        best = Some((score, *node));
                    }
                }
            }
        }
        Value::Node(best.map(|(_, node)| node))
    }

    /// The weight known over the weight that remains.
    #[must_use]
    pub fn coverage(&self, node: NodeId, side: Option<RaterId>) -> Number {
        let found = &self.model.nodes[node.index()];
        let parts = if found.leaf.is_some() { vec![node] } else { found.children.clone() };
        let (mut known, mut remaining) = (BigRational::zero(), BigRational::zero());
        for part in parts {
            let weight =
                if found.leaf.is_some() { BigRational::one() } else { rational(self.model.nodes[part.index()].weight) };
            match self.score(part, side) {
                LeftOut => continue,
                Known(_) => known += &weight,
                Unknown => {}
            }
            remaining += weight;
        }
        if remaining.is_zero() { LeftOut } else { Known(known / remaining) }
    }

    fn tally<T: Copy + ToPrimitive>(
        &self,
        node: NodeId,
        view: View,
        list: impl Fn(&rubric_dsl::Filled) -> &Vec<T>,
    ) -> Number {
        let found = &self.model.nodes[node.index()];
        let leaves = found.first_leaf.index()..found.first_leaf.index() + found.leaves;
        let by = |rater: RaterId| -> Number {
            let declared = &self.model.raters[rater.index()];
            let responses: Vec<_> = self.sheet.responses.iter().filter(|response| response.rater == rater).collect();
            if !self.sees(rater) || (declared.many && responses.len() < usize::from(declared.floor)) {
                return Unknown;
            }
            let counts = responses
                .iter()
                .flat_map(|response| leaves.clone().filter_map(|leaf| list(response).get(leaf)?.to_usize()));
            limited(whole(counts.sum()))
        };
        match self.side(view) {
            Some(rater) => by(rater),
            None if self.model.shares.is_empty() => Unknown,
            None => self.model.shares.iter().fold(Known(BigRational::zero()), |sum, share| {
                let part = match by(share.rater) {
                    Unknown if share.optional => Known(BigRational::zero()),
                    part => part,
                };
                join(&sum, &part, |a, b| limited(a + b))
            }),
        }
    }
}

impl Number {
    fn map_known(self, f: impl FnOnce(BigRational) -> Self) -> Self {
        if let Known(number) = self { f(number) } else { Unknown }
    }
}

fn join(a: &Number, b: &Number, f: impl FnOnce(&BigRational, &BigRational) -> Number) -> Number {
    usable(a).zip(usable(b)).map_or(Unknown, |(a, b)| f(a, b))
}

/// Kleene's conjunction.
fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// What all say, if they agree.
fn agreed(mut truths: impl Iterator<Item = bool>) -> Option<bool> {
    let first = truths.next()?;
    truths.all(|truth| truth == first).then_some(first)
}

/// Step 1 to 4 of the language page's section on arithmetic.
fn roll_up(how: Roll, members: &[(Number, BigRational)], needs: &BigRational) -> Number {
    let remaining: Vec<&(Number, BigRational)> = members.iter().filter(|(value, _)| *value != LeftOut).collect();
    if remaining.is_empty() {
        return LeftOut;
    }
    let total: BigRational = remaining.iter().map(|(_, weight)| weight.clone()).sum();
    let known: Vec<(&BigRational, &BigRational)> =
        remaining.iter().filter_map(|(value, weight)| Some((usable(value)?, weight))).collect();
    let weight: BigRational = known.iter().map(|(_, weight)| (*weight).clone()).sum();
    if known.is_empty() || &weight / &total < *needs {
        return Unknown;
    }
    let sum = known.iter().map(|(value, weight)| *value * *weight).sum::<BigRational>();
    let mut values: Vec<BigRational> = known.iter().map(|(value, _)| (*value).clone()).collect();
    values.sort();
    let (lowest, highest) = (values[0].clone(), values[values.len() - 1].clone());
    limited(match how {
        Roll::Mean => sum / weight,
        Roll::Sum => sum,
        Roll::Median => values[(values.len() - 1) / 2].clone(),
        Roll::MedianHigh => values[values.len() / 2].clone(),
        Roll::Lowest => lowest,
        Roll::Highest => highest,
        Roll::Spread => highest - lowest,
    })
}

fn rounded(number: &BigRational, digits: u8, rounding: Rounding) -> BigRational {
    let scale = BigRational::from_integer(BigInt::from(10).pow(u32::from(digits)));
    let scaled = number * &scale;
    let half = BigRational::new(BigInt::one(), BigInt::from(2));
    let away =
        |scaled: &BigRational| if scaled.is_negative() { (scaled - &half).ceil() } else { (scaled + &half).floor() };
    let kept = match rounding {
        Rounding::Floor => scaled.floor(),
        Rounding::Ceiling => scaled.ceil(),
        Rounding::HalfAway => away(&scaled),
        Rounding::HalfEven => {
            let floor = scaled.floor();
            let odd = (floor.to_integer() % BigInt::from(2)) != BigInt::zero();
            if &scaled - &floor == half { if odd { floor + BigRational::one() } else { floor } } else { away(&scaled) }
        }
    };
    kept / scale
}

/// A value read along straight lines; outside the points that of the nearest.
fn on_lines(points: &[(Fraction, Fraction)], x: BigRational) -> BigRational {
    let points: Vec<(BigRational, BigRational)> = points.iter().map(|(x, y)| (rational(*x), rational(*y))).collect();
    let Some(behind) = points.iter().position(|(at, _)| x <= *at) else {
        return points[points.len() - 1].1.clone();
    };
    let (x1, y1) = &points[behind];
    match behind.checked_sub(1).map(|before| &points[before]) {
        None => y1.clone(),
        Some((x0, y0)) => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
    }
}

/// What a previous result said, as the engine is given it.
#[must_use]
pub fn as_earlier(prior: &Prior) -> Earlier {
    match prior {
        Prior::Number(number) => Earlier::Number(*number),
        Prior::Level(level) => Earlier::Level(*level),
    }
}
