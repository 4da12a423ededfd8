//! The executable specification: a rubric evaluated as the language page reads, with rationals of any size, recursively,
//! straight from the checked model. It is written to be read, shares no arithmetic with the engine, and is slow.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rubric_core::records::{LeafForm, LeafId, Limit, MeasureId, NodeId, OutcomeId, Policy, RaterId, Roll};
use rubric_core::{Comparison, Given, RatingKind, Rounding};
use rubric_dsl::model::{CountForm, Expr, ExprKind, MeasureForm, Model, Node, OutcomeForm, Prior, Target, Type, View};
use rubric_dsl::{Filled, Sheet};

use crate::arithmetic::Number::{Known, LeftOut, Unknown};
use crate::arithmetic::*;

/// What an expression gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Number(Number),
    /// What it can be, of levels, choices or nodes; empty where nothing is known.
    OneOf(BTreeSet<usize>),
    /// Yes, no or unknown.
    Truth(Option<bool>),
    /// How many meet a condition: the fewest, the most, and of how many; and whether it is meant as a share.
    Count(usize, usize, usize, bool),
}

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

impl Reference<'_> {
    fn node(&self, node: NodeId) -> &Node {
        &self.model.nodes[node.index()]
    }

    fn side(&self, view: View) -> Option<RaterId> {
        match view {
            View::Own => self.perspective,
            View::Rater(rater) => Some(rater),
            View::Combined => None,
        }
    }

    /// Whether the ratings of a rater may be seen.
    pub fn sees(&self, rater: RaterId) -> bool {
        self.perspective == Some(rater) || !self.model.raters[rater.index()].private
    }

    /// The score of a node from a side: a rater's, or the combined one. What stands in something not asked is left out.
    pub fn score(&self, node: NodeId, side: Option<RaterId>) -> Number {
        let above = std::iter::successors(Some(node), |id| self.node(*id).parent);
        let conditions = above.filter_map(|id| self.node(id).only_when.as_ref());
        match conditions.map(|condition| self.truth(condition)).fold(Some(true), and) {
            Some(true) => self.bare_score(node, side),
            Some(false) => LeftOut,
            None => Unknown,
        }
    }

    fn bare_score(&self, node: NodeId, side: Option<RaterId>) -> Number {
        let found = self.node(node);
        match side {
            Some(rater) if !self.sees(rater) => Unknown,
            Some(rater) if found.leaf.is_some() => self.rated(node, rater),
            None if found.leaf.is_some() => self.combined(node),
            _ => roll_up(found.roll, &self.members(&found.children, side), &rational(found.needs)),
        }
    }

    fn members(&self, nodes: &[NodeId], side: Option<RaterId>) -> Members {
        nodes.iter().map(|node| (self.score(*node, side), rational(self.node(*node).weight))).collect()
    }

    /// One response's value of a leaf.
    fn given(&self, node: NodeId, response: &Filled) -> Number {
        let found = self.node(node);
        let scale = found.scale.and_then(|scale| self.model.scales.get(scale.index()));
        let level = |at: u8| scale.map(|scale| rational(scale.levels[usize::from(at)].value));
        let value = match response.ratings[found.first_leaf.index()].kind() {
            RatingKind::Given if found.leaf.as_ref().is_some_and(|leaf| leaf.form == LeafForm::Number) => {
                Some(rational(response.figures[self.figure_place(found.first_leaf)].fraction()))
            }
            RatingKind::Level(at) => level(at),
            RatingKind::HalfStep(at) => level(at).zip(level(at + 1)).map(|(low, high)| (low + high) / whole(2)),
            RatingKind::Answer(at) => match self.model.answers[usize::from(at)].policy {
                Policy::LeftOut => return LeftOut,
                Policy::Missing => None,
                Policy::CountsAs => scale.and_then(|scale| scale.counted[usize::from(at)]).and_then(level),
            },
            RatingKind::Unrated | RatingKind::NothingTicked | RatingKind::Given => None,
        };
        value.map_or(Unknown, Known)
    }

    fn figure_place(&self, leaf: LeafId) -> usize {
        let forms = self.model.leaves[..leaf.index()].iter().filter_map(|node| self.node(*node).leaf.as_ref());
        forms.filter(|leaf| leaf.form == LeafForm::Number).count()
    }

    /// A rater's value of a leaf: the mean of many, if enough of them gave one.
    fn rated(&self, node: NodeId, rater: RaterId) -> Number {
        let declared = &self.model.raters[rater.index()];
        let responses = self.sheet.responses.iter().filter(|response| response.rater == rater);
        let values: Members = responses.map(|response| (self.given(node, response), BigRational::one())).collect();
        if !declared.many {
            return values.into_iter().next().map_or(Unknown, |(value, _)| value);
        }
        let known = values.iter().filter(|(value, _)| usable(value).is_some()).count();
        if values.len() < declared.floor.into() || (known > 0 && known < declared.floor.into()) {
            return Unknown;
        }
        match (roll_up(Roll::Mean, &values, &BigRational::zero()), declared.rounded) {
            (Known(mean), Some(digits)) => Known(rounded(&mean, digits, Rounding::HalfAway)),
            (mean, _) => mean,
        }
    }

    /// The official value of a leaf: the raters' by their weights; the weight of an optional one is shared when unknown.
    fn combined(&self, node: NodeId) -> Number {
        let shares = || self.model.shares.iter().map(|share| (self.bare_score(node, Some(share.rater)), share));
        if self.model.shares.is_empty() || shares().any(|(value, share)| value == Unknown && !share.optional) {
            return Unknown;
        }
        let parts: Members = shares().map(|(value, share)| (value, rational(share.weight))).collect();
        roll_up(Roll::Mean, &parts, &BigRational::zero())
    }

    /// What a list read from its top can give: everything up to the first line that is true, without what is false.
    fn reached<'l, T>(&self, lines: impl Iterator<Item = (T, &'l Option<Expr>)>) -> Vec<T> {
        let mut reached = Vec::new();
        for (result, when) in lines {
            let truth = when.as_ref().map_or(Some(true), |when| self.truth(when));
            reached.extend((truth != Some(false)).then_some(result));
            if truth == Some(true) {
                break;
            }
        }
        reached
    }

    /// A measure. A list is known where everything that it can give is the same.
    pub fn measure(&self, measure: MeasureId) -> Value {
        match &self.model.measures[measure.index()].form {
            MeasureForm::Formula(formula) => self.value(formula),
            MeasureForm::Linear(of, points) => Value::Number(map(&self.number(of), |x| Known(on_lines(points, x)))),
            MeasureForm::List(lines) => {
                let reached = self.reached(lines.iter().map(|(value, when)| (value, when)));
                let mut values = reached.into_iter().map(|value| self.number(value));
                let first = values.next().filter(|first| usable(first).is_some()).unwrap_or(Unknown);
                Value::Number(if values.all(|value| value == first) { first } else { Unknown })
            }
        }
    }

    /// The levels that an outcome can be before its caps, and after.
    pub fn outcome(&self, outcome: OutcomeId) -> (BTreeSet<u8>, BTreeSet<u8>) {
        let found = &self.model.outcomes[outcome.index()];
        let before: BTreeSet<u8> = match &found.form {
            OutcomeForm::Clauses(clauses) => {
                self.reached(clauses.iter().map(|clause| (clause.level, &clause.when))).into_iter().collect()
            }
            OutcomeForm::Matrix(rows, columns, cells) => {
                let (rows, columns) = (self.places(rows, cells.len()), self.places(columns, cells[0].len()));
                rows.iter().flat_map(|row| columns.iter().map(|column| cells[*row][*column])).collect()
            }
        };
        let mut after = before.clone();
        for cap in &found.caps {
            let held = |level: &u8| match cap.limit {
                Limit::AtMost => *level.min(&cap.level),
                Limit::AtLeast => *level.max(&cap.level),
            };
            let capped: BTreeSet<u8> = after.iter().map(held).collect();
            after = match self.truth(&cap.when) {
                Some(true) => capped,
                Some(false) => after,
                None => after.union(&capped).copied().collect(),
            };
        }
        (before, after)
    }

    fn one_of(&self, expr: &Expr) -> BTreeSet<usize> {
        if let Value::OneOf(these) = self.value(expr) { these } else { BTreeSet::new() }
    }

    /// The rows or columns of a matrix that an input can lead to.
    fn places(&self, input: &Expr, count: usize) -> BTreeSet<usize> {
        let places = self.one_of(input);
        if places.is_empty() { (0..count).collect() } else { places }
    }

    /// An expression as a number: a level by its value, a count if it is decided.
    pub fn number(&self, expr: &Expr) -> Number {
        match (self.value(expr), expr.ty) {
            (Value::Number(number), _) => number,
            (Value::Count(_, _, 0, true), _) => LeftOut,
            (Value::Count(least, most, of, share), _) if least == most => {
                Known(whole(least) / whole(if share { of } else { 1 }))
            }
            (Value::OneOf(levels), Type::Level(scale)) if levels.len() == 1 => {
                let level = levels.first().map(|level| &self.model.scales[scale.index()].levels[*level]);
                level.map_or(Unknown, |level| Known(rational(level.value)))
            }
            _ => Unknown,
        }
    }

    /// An expression as yes, no or unknown.
    pub fn truth(&self, expr: &Expr) -> Option<bool> {
        if let Value::Truth(truth) = self.value(expr) { truth } else { None }
    }

    /// Any expression.
    fn value(&self, expr: &Expr) -> Value {
        let truths = |operands: &[Expr]| operands.iter().map(|operand| self.truth(operand)).collect::<Vec<_>>();
        Value::Number(match &expr.kind {
            ExprKind::Level(level) => return only(usize::from(*level)),
            ExprKind::Choice(choice) => return only(usize::from(*choice)),
            ExprKind::Node(node) => return only(node.index()),
            ExprKind::Measure(measure) => return self.measure(*measure),
            ExprKind::Outcome(outcome) => {
                return Value::OneOf(self.outcome(*outcome).1.into_iter().map(usize::from).collect());
            }
            ExprKind::Judged(judged) => return self.levels(self.sheet.judged[judged.index()].level, expr.ty),
            ExprKind::Not(inner) => return Value::Truth(self.truth(inner).map(|truth| !truth)),
            ExprKind::And(operands) => return Value::Truth(truths(operands).into_iter().fold(Some(true), and)),
            ExprKind::Or(operands) => return Value::Truth(truths(operands).into_iter().fold(Some(false), or)),
            ExprKind::Compare(left, how, right) => return Value::Truth(self.compare(left, *how, right)),
            ExprKind::Count(form, members, view) => return self.count(*form, members, self.side(*view)),
            ExprKind::Extreme(highest, nodes, view) => return self.extreme(*highest, nodes, self.side(*view)),
            ExprKind::Known(inner) => return Value::Truth(Some(self.is_known(inner))),
            ExprKind::FirstKnown(operands) => return self.first_known(operands, expr.ty),
            ExprKind::Context(context) => match (self.sheet.context[context.index()], expr.ty) {
                (Given::Choice(choice), _) => return only(usize::from(choice)),
                (Given::Number(number), _) => Known(rational(number.fraction())),
                (Given::Unset, Type::Number) => Unknown,
                (Given::Unset, _) => return Value::OneOf(BTreeSet::new()),
            },
            ExprKind::Prior(target) => {
                let found = self.prior.iter().find(|(known, _)| known == target).map(|(_, prior)| prior);
                match (found, expr.ty) {
                    (Some(Prior::Level(level)), Type::Level(_)) => return only(usize::from(*level)),
                    (_, Type::Level(_)) => return self.levels(None, expr.ty),
                    (Some(Prior::Number(number)), _) => Known(rational(*number)),
                    _ => Unknown,
                }
            }
            ExprKind::Number(number) => Known(rational(*number)),
            ExprKind::Score(node, view) => self.score(*node, self.side(*view)),
            ExprKind::Coverage(node, view) => self.coverage(*node, self.side(*view)),
            ExprKind::Evidence(node, view) => self.tally(*node, *view, |response| &response.evidence),
            ExprKind::Words(node, view) => self.tally(*node, *view, |response| &response.words),
            ExprKind::LevelValue(inner) => self.number(inner),
            ExprKind::Negated(inner) => map(&self.number(inner), |number| Known(-number)),
            ExprKind::Magnitude(inner) => map(&self.number(inner), |number| Known(number.abs())),
            ExprKind::Round(inner, digits, rounding) => {
                map(&self.number(inner), |number| limited(rounded(number, *digits, *rounding)))
            }
            ExprKind::Sum(first, rest) => rest.iter().fold(self.number(first), |sum, (minus, next)| {
                join(&sum, &self.number(next), |a, b| limited(if *minus { a - b } else { a + b }))
            }),
            ExprKind::Product(first, rest) => rest.iter().fold(self.number(first), |product, (over, next)| {
                join(&product, &self.number(next), |a, b| match (over, b.is_zero()) {
                    (true, true) => Unknown,
                    (true, false) => limited(a / b),
                    (false, _) => limited(a * b),
                })
            }),
            ExprKind::Fold(how, arguments) => {
                let values: Members = arguments.iter().map(|one| (self.number(one), BigRational::one())).collect();
                let strict = values.iter().all(|(value, _)| usable(value).is_some());
                if strict { roll_up(*how, &values, &BigRational::one()) } else { Unknown }
            }
            ExprKind::Roll(how, nodes, view) => {
                roll_up(*how, &self.members(nodes, self.side(*view)), &rational(self.model.needs))
            }
        })
    }

    /// A level that a person or a previous result gives; any, while none is given.
    fn levels(&self, given: Option<u8>, ty: Type) -> Value {
        match (given, ty) {
            (Some(level), _) => only(usize::from(level)),
            (None, Type::Level(scale)) => Value::OneOf((0..self.model.scales[scale.index()].levels.len()).collect()),
            (None, _) => Value::OneOf(BTreeSet::new()),
        }
    }

    fn is_known(&self, expr: &Expr) -> bool {
        match self.value(expr) {
            Value::OneOf(these) => these.len() == 1,
            Value::Truth(truth) => truth.is_some(),
            Value::Number(_) | Value::Count(..) => usable(&self.number(expr)).is_some(),
        }
    }

    fn first_known(&self, operands: &[Expr], ty: Type) -> Value {
        match (operands.iter().find(|operand| self.is_known(operand)), ty) {
            (Some(operand), Type::Number) => Value::Number(self.number(operand)),
            (Some(operand), _) => self.value(operand),
            (None, Type::Number) => Value::Number(Unknown),
            (None, _) => Value::OneOf(operands.iter().flat_map(|operand| self.one_of(operand)).collect()),
        }
    }

    fn compare(&self, left: &Expr, how: Comparison, right: &Expr) -> Option<bool> {
        if let (Value::OneOf(a), Value::OneOf(b)) = (self.value(left), self.value(right)) {
            return agreed(a.iter().flat_map(|a| b.iter().map(move |b| how.holds(a.cmp(b)))));
        }
        let (a, b) = (self.ends(left)?, self.ends(right)?);
        let disjoint = a.1 < b.0 || b.1 < a.0;
        let one = a.0 == a.1 && a == b;
        match how {
            Comparison::Is | Comparison::IsNot => (disjoint || one).then_some((how == Comparison::Is) == one),
            _ => agreed([how.holds(a.0.cmp(&b.1)), how.holds(a.1.cmp(&b.0))].into_iter()),
        }
    }

    /// The ends of a count, a share or a number.
    fn ends(&self, expr: &Expr) -> Option<(BigRational, BigRational)> {
        match self.value(expr) {
            Value::Count(_, _, 0, true) => None,
            Value::Count(least, most, of, share) => {
                let of = whole(if share { of } else { 1 });
                Some((whole(least) / &of, whole(most) / of))
            }
            _ => usable(&self.number(expr)).map(|number| (number.clone(), number.clone())),
        }
    }

    fn count(&self, form: CountForm, members: &[(NodeId, Expr)], side: Option<RaterId>) -> Value {
        let there = members.iter().filter(|(node, _)| self.score(*node, side) != LeftOut);
        let truths: Vec<Option<bool>> = there.map(|(_, condition)| self.truth(condition)).collect();
        let least = truths.iter().filter(|truth| **truth == Some(true)).count();
        let most = truths.iter().filter(|truth| **truth != Some(false)).count();
        match form {
            CountForm::Count | CountForm::Share => Value::Count(least, most, truths.len(), form == CountForm::Share),
            CountForm::Any => Value::Truth(truths.into_iter().fold(Some(false), or)),
            CountForm::All => Value::Truth(truths.into_iter().fold(Some(true), and)),
        }
    }

    /// The member with the highest or lowest score, the earlier of equals; unknown while one is.
    fn extreme(&self, highest: bool, nodes: &[NodeId], side: Option<RaterId>) -> Value {
        let scores = nodes.iter().map(|node| (self.score(*node, side), *node));
        let there: Vec<(Number, NodeId)> = scores.filter(|(score, _)| *score != LeftOut).collect();
        let known: Option<Vec<&BigRational>> = there.iter().map(|(score, _)| usable(score)).collect();
        let best = known.and_then(|known| if highest { known.into_iter().max() } else { known.into_iter().min() });
        let first = there.iter().find(|(score, _)| best.is_some() && usable(score) == best);
        Value::OneOf(first.into_iter().map(|(_, node)| node.index()).collect())
    }

    /// The weight known over the weight that remains.
    fn coverage(&self, node: NodeId, side: Option<RaterId>) -> Number {
        let (found, itself) = (self.node(node), [node]);
        let parts = self.members(if found.leaf.is_some() { &itself } else { &found.children }, side);
        let (known, remaining) = weights(&parts);
        if remaining.is_zero() { LeftOut } else { Known(known / remaining) }
    }

    /// What the responses have attached or written at and below a node.
    fn tally<T: Copy + ToPrimitive>(&self, node: NodeId, view: View, list: impl Fn(&Filled) -> &Vec<T>) -> Number {
        let found = self.node(node);
        let leaves = found.first_leaf.index()..found.first_leaf.index() + found.leaves;
        let by = |rater: RaterId| -> Number {
            let declared = &self.model.raters[rater.index()];
            let responses: Vec<&Filled> = self.sheet.responses.iter().filter(|given| given.rater == rater).collect();
            if !self.sees(rater) || (declared.many && responses.len() < declared.floor.into()) {
                return Unknown;
            }
            let counts = responses.into_iter().flat_map(|given| leaves.clone().filter_map(|at| list(given).get(at)));
            limited(whole(counts.filter_map(ToPrimitive::to_usize).sum()))
        };
        match self.side(view) {
            Some(rater) => by(rater),
            None if self.model.shares.is_empty() => Unknown,
            None => self.model.shares.iter().fold(Known(BigRational::zero()), |sum, share| match by(share.rater) {
                Unknown if share.optional => sum,
                part => join(&sum, &part, |a, b| limited(a + b)),
            }),
        }
    }
}

fn only(one: usize) -> Value {
    Value::OneOf(BTreeSet::from([one]))
}
