//! Expressions as rows.

use rubric_core::records::{NodeId, RaterId, Roll, RowId, ScaleId};
use rubric_core::{Absence, Comparison, Fraction, Item, Kind, Op, Rounding, Row};

use super::rows::{Operand, Rows, Side, of, operand};
use crate::list::List;
use crate::model::{CountForm, Expr, ExprKind, Target, Type, View};
use crate::span::Span;

impl<'m> Rows<'m, '_> {
    /// The row of an expression: a truth, a level, a choice, a node, or a number.
    pub(super) fn expr(&mut self, expr: &'m Expr) -> RowId {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Level(level) => self.add(Row { a: u16::from(*level), ..Row::new(Op::Level, Kind::Level) }, span),
            ExprKind::Choice(choice) => self.add(Row { a: *choice, ..Row::new(Op::Choice, Kind::Choice) }, span),
            ExprKind::Outcome(outcome) => self.outcomes.get(outcome.index()).copied().unwrap_or_default(),
            ExprKind::Judged(judged) => self.judged.get(judged.index()).copied().unwrap_or_default(),
            ExprKind::Extreme(highest, nodes, view) => self.extreme(*highest, nodes, *view, span),
            ExprKind::Not(inner) => {
                let inner = self.expr(inner);
                self.add(Row { a: of(inner), ..Row::new(Op::Not, Kind::Truth) }, span)
            }
            ExprKind::And(operands) => self.joined(Op::And, operands, span),
            ExprKind::Or(operands) => self.joined(Op::Or, operands, span),
            ExprKind::Compare(left, how, right) => self.compared(left, *how, right, span),
            ExprKind::Known(inner) => {
                let inner = self.expr(inner);
                self.add(Row { a: of(inner), ..Row::new(Op::Known, Kind::Truth) }, span)
            }
            ExprKind::Context(context) => {
                let kind = if matches!(expr.ty, Type::Choice(_)) { Kind::Choice } else { Kind::Number };
                self.add(Row { a: operand(context.index()), ..Row::new(Op::Context, kind) }, span)
            }
            ExprKind::Prior(target) => self.prior(*target, span),
            ExprKind::FirstKnown(operands) => {
                let rows: Vec<RowId> = operands.iter().map(|operand| self.expr(operand)).list();
                let kind = rows.first().map_or(Kind::Number, |row| self.kind(*row));
                let items = rows.iter().map(|row| Item { a: of(*row), b: 0, weight: 0 }).list();
                self.add_with(Row::new(Op::FirstKnown, kind), items, span)
            }
            ExprKind::Count(form @ (CountForm::Any | CountForm::All), members, view) => {
                let count = self.count(members, *view, span);
                let op = if *form == CountForm::Any { Op::Any } else { Op::All };
                self.add(Row { a: of(count), ..Row::new(op, Kind::Truth) }, span)
            }
            _ => self.number_of(expr),
        }
    }

    /// The row of an expression as a number.
    pub(super) fn number_of(&mut self, expr: &'m Expr) -> RowId {
        let operand = self.operand(expr);
        self.counted(operand, expr.span)
    }

    /// A count as a number; any other row as it is.
    pub(super) fn counted(&mut self, operand: Operand, span: Span) -> RowId {
        if self.kind(operand.row) != Kind::Count {
            return operand.row;
        }
        self.add(
            Row { a: of(operand.row), how: u8::from(operand.share), ..Row::new(Op::CountNumber, Kind::Number) },
            span,
        )
    }

    /// The row of a number, or of a count whose range matters to a comparison.
    pub(super) fn operand(&mut self, expr: &'m Expr) -> Operand {
        let span = expr.span;
        let row = match &expr.kind {
            ExprKind::Measure(measure) => {
                return self
                    .measures
                    .get(measure.index())
                    .copied()
                    .unwrap_or(Operand { row: RowId::NONE, share: false });
            }
            ExprKind::Count(form, members, view) => {
                let row = self.count(members, *view, span);
                return Operand { row, share: *form == CountForm::Share };
            }
            ExprKind::Number(number) => self.number(*number, span),
            ExprKind::Level(level) => self.number(self.level_value(expr.ty, *level), span),
            ExprKind::LevelValue(inner) => self.level_number(inner, span),
            ExprKind::Score(node, view) => {
                let side = self.side(*view);
                self.score_row(*node, side)
            }
            ExprKind::Coverage(node, view) => self.coverage_of(*node, *view, span),
            ExprKind::Evidence(node, view) => self.tally(Op::Evidence, *node, *view, span),
            ExprKind::Words(node, view) => self.tally(Op::Words, *node, *view, span),
            ExprKind::Negated(inner) => self.unary(Op::Negated, inner, span),
            ExprKind::Magnitude(inner) => self.unary(Op::Magnitude, inner, span),
            ExprKind::Round(inner, digits, rounding) => self.round(inner, *digits, *rounding, span),
            ExprKind::Sum(first, rest) => self.chain(first, rest, (Op::Plus, Op::Minus), span),
            ExprKind::Product(first, rest) => self.chain(first, rest, (Op::Times, Op::Over), span),
            ExprKind::Fold(how, arguments) => {
                let rows: Vec<RowId> = arguments.iter().map(|argument| self.number_of(argument)).list();
                let items = rows.iter().map(|row| Item { a: of(*row), b: 0, weight: 0 }).list();
                self.add_with(Row { how: *how as u8, ..Row::new(Op::Fold, Kind::Number) }, items, span)
            }
            ExprKind::Roll(how, nodes, view) => self.roll_of_set(*how, nodes, *view, span),
            _ if matches!(expr.ty, Type::Level(_)) => self.level_number(expr, span),
            _ => self.expr(expr),
        };
        Operand { row, share: false }
    }

    /// The value of a level; on a scale without values its place.
    fn level_value(&self, ty: Type, level: u8) -> Fraction {
        let Type::Level(scale) = ty else {
            return Fraction::ZERO;
        };
        let levels = self.model.scale(scale).map_or(&[][..], |scale| &scale.levels);
        levels.get(usize::from(level)).map(|level| level.value).unwrap_or_default()
    }

    fn level_number(&mut self, inner: &'m Expr, span: Span) -> RowId {
        let Type::Level(scale) = inner.ty else {
            return self.absent(Kind::Number, Absence::Earlier, span);
        };
        if let ExprKind::Level(level) = inner.kind {
            return self.number(self.level_value(inner.ty, level), span);
        }
        let row = self.expr(inner);
        self.add(Row { a: of(row), b: operand(scale.index()), ..Row::new(Op::LevelNumber, Kind::Number) }, span)
    }

    /// Whether a level stands as a set of levels, and not as the place of one.
    fn is_set_of_levels(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Level(_) | ExprKind::Outcome(_) | ExprKind::Judged(_) => true,
            ExprKind::Prior(target) => matches!(target, Target::Outcome(_) | Target::Judged(_)),
            ExprKind::FirstKnown(operands) => operands.iter().all(|operand| self.is_set_of_levels(operand)),
            _ => false,
        }
    }

    fn joined(&mut self, op: Op, operands: &'m [Expr], span: Span) -> RowId {
        let rows: Vec<RowId> = operands.iter().map(|operand| self.expr(operand)).list();
        let joined = rows
            .into_iter()
            .reduce(|one, other| self.add(Row { a: of(one), b: of(other), ..Row::new(op, Kind::Truth) }, span));
        // Nothing to hold means that it holds.
        joined.unwrap_or_else(|| self.add(Row { a: 1, ..Row::new(Op::Truth, Kind::Truth) }, span))
    }

    fn compared(&mut self, left: &'m Expr, how: Comparison, right: &'m Expr, span: Span) -> RowId {
        let row = |op: Op, a: RowId, b: RowId| Row { a: of(a), b: of(b), how: how as u8, ..Row::new(op, Kind::Truth) };
        match (left.ty, right.ty) {
            (Type::Level(_), Type::Level(_)) if self.is_set_of_levels(left) && self.is_set_of_levels(right) => {
                let (a, b) = (self.expr(left), self.expr(right));
                self.add(row(Op::CompareLevels, a, b), span)
            }
            (Type::Choice(_), _) => {
                let (a, b) = (self.expr(left), self.expr(right));
                self.add(row(Op::CompareChoices, a, b), span)
            }
            (Type::Node, Type::Node) => self.is_node(left, how, right, span),
            _ => {
                let (a, b) = (self.operand(left), self.operand(right));
                let counts = self.kind(a.row) == Kind::Count || self.kind(b.row) == Kind::Count;
                let op = if counts { Op::CompareCounts } else { Op::Compare };
                let shares = u16::from(a.share) | (u16::from(b.share) << 1);
                self.add(Row { c: shares, ..row(op, a.row, b.row) }, span)
            }
        }
    }

    /// `best(SET) is NODE`, or its opposite.
    fn is_node(&mut self, left: &'m Expr, how: Comparison, right: &'m Expr, span: Span) -> RowId {
        let (set, node) = match (&left.kind, &right.kind) {
            (ExprKind::Node(node), _) => (right, *node),
            (_, ExprKind::Node(node)) => (left, *node),
            _ => (left, NodeId::NONE),
        };
        let set = self.expr(set);
        let is = self.add(Row { a: of(set), b: operand(node.index()), ..Row::new(Op::IsNode, Kind::Truth) }, span);
        if how == Comparison::Is { is } else { self.add(Row { a: of(is), ..Row::new(Op::Not, Kind::Truth) }, span) }
    }

    fn members(&mut self, nodes: &[NodeId], view: View) -> Vec<RowId> {
        let side = self.side(view);
        nodes.iter().map(|node| self.score_row(*node, side)).list()
    }

    fn roll_of_set(&mut self, how: Roll, nodes: &[NodeId], view: View, span: Span) -> RowId {
        let rows = self.members(nodes, view);
        let weights: Vec<Fraction> =
            nodes.iter().filter_map(|node| self.model.node(*node)).map(|node| node.weight).list();
        self.roll(how, &rows, &weights, self.model.needs, span)
    }

    fn extreme(&mut self, highest: bool, nodes: &[NodeId], view: View, span: Span) -> RowId {
        let rows = self.members(nodes, view);
        let items =
            rows.iter().zip(nodes).map(|(row, node)| Item { a: of(*row), b: operand(node.index()), weight: 0 }).list();
        self.add_with(Row::new(if highest { Op::Best } else { Op::Worst }, Kind::Node), items, span)
    }

    fn count(&mut self, members: &'m [(NodeId, Expr)], view: View, span: Span) -> RowId {
        let side = self.side(view);
        let items = members
            .iter()
            .map(|(node, condition)| Item {
                a: of(self.expr(condition)),
                b: of(self.score_row(*node, side)),
                weight: 0,
            })
            .list();
        self.add_with(Row::new(Op::Count, Kind::Count), items, span)
    }

    /// The coverage of a group; of a leaf, whether it is known.
    fn coverage_of(&mut self, node: NodeId, view: View, span: Span) -> RowId {
        let side = self.side(view);
        let model = self.model;
        let parts = match model.node(node) {
            Some(found) if found.leaf.is_none() => found.children.as_slice(),
            _ => &[node],
        };
        let (mut rows, mut weights) = (Vec::new(), Vec::new());
        for part in parts {
            rows.push(self.score_row(*part, side));
            // A leaf stands for itself, whatever it weighs beside others.
            let weight = model.node(*part).filter(|_| *part != node).map(|part| part.weight);
            weights.push(weight.unwrap_or(Fraction::ONE));
        }
        self.coverage(&rows, &weights, span)
    }

    /// Evidence or words at or below a node. The combined count is that of the raters who make the combined value.
    fn tally(&mut self, op: Op, node: NodeId, view: View, span: Span) -> RowId {
        let Some(found) = self.model.node(node) else {
            return self.absent(Kind::Number, Absence::Unrated, span);
        };
        let leaves = (found.first_leaf.index(), found.leaves);
        match self.side(view) {
            Side::Rater(rater) => self.tally_by(op, leaves, rater, span),
            Side::Combined => {
                let mut total: Option<RowId> = None;
                for share in &self.model.shares {
                    let mut part = self.tally_by(op, leaves, share.rater, span);
                    if share.optional {
                        let nothing = self.number(Fraction::ZERO, span);
                        let items = [part, nothing].iter().map(|row| Item { a: of(*row), b: 0, weight: 0 }).list();
                        part = self.add_with(Row::new(Op::FirstKnown, Kind::Number), items, span);
                    }
                    total = Some(match total {
                        Some(sum) => {
                            self.add(Row { a: of(sum), b: of(part), ..Row::new(Op::Plus, Kind::Number) }, span)
                        }
                        None => part,
                    });
                }
                total.unwrap_or_else(|| self.absent(Kind::Number, Absence::Private, span))
            }
        }
    }

    fn tally_by(&mut self, op: Op, (first, count): (usize, usize), rater: RaterId, span: Span) -> RowId {
        if !self.may_see(rater) {
            return self.absent(Kind::Number, Absence::Private, span);
        }
        let row = Row { a: operand(first), b: operand(rater.index()), c: operand(count), ..Row::new(op, Kind::Number) };
        self.add(row, span)
    }

    fn unary(&mut self, op: Op, inner: &'m Expr, span: Span) -> RowId {
        let inner = self.number_of(inner);
        self.add(Row { a: of(inner), ..Row::new(op, Kind::Number) }, span)
    }

    fn round(&mut self, inner: &'m Expr, digits: u8, rounding: Rounding, span: Span) -> RowId {
        let inner = self.number_of(inner);
        let how = match rounding {
            Rounding::HalfAway => 0,
            Rounding::HalfEven => 1,
            Rounding::Floor => 2,
            Rounding::Ceiling => 3,
        };
        self.add(Row { a: of(inner), b: u16::from(digits), how, ..Row::new(Op::Round, Kind::Number) }, span)
    }

    fn chain(&mut self, first: &'m Expr, rest: &'m [(bool, Expr)], (plain, marked): (Op, Op), span: Span) -> RowId {
        let mut row = self.number_of(first);
        for (second, next) in rest {
            let next = self.number_of(next);
            let op = if *second { marked } else { plain };
            row = self.add(Row { a: of(row), b: of(next), ..Row::new(op, Kind::Number) }, span);
        }
        row
    }

    fn prior(&mut self, target: Target, span: Span) -> RowId {
        let slot = self.priors.iter().position(|known| *known == target).unwrap_or(usize::MAX);
        let scale = super::entities::scale_of(self.model, target);
        let levels = |scale: ScaleId| self.model.scale(scale).map_or(0, |scale| scale.levels.len());
        let row = match scale {
            Some(scale) => Row { a: operand(slot), b: operand(levels(scale)), ..Row::new(Op::Prior, Kind::Level) },
            None => Row { a: operand(slot), ..Row::new(Op::Prior, Kind::Number) },
        };
        self.add(row, span)
    }
}
