//! Functions.

use rubric_core::records::{NodeId, NodeKind, Roll};
use rubric_core::{Rounding, bounds};

use super::Checker;
use super::expressions::Scope;
use crate::ast::{self, Argument, Name, Set};
use crate::codes;
use crate::constant;
use crate::diagnostic::Diagnostic;
use crate::list::List;
use crate::model::{CountForm, Expr, ExprKind, Target, Type, View};
use crate::span::Span;

impl<'a, 's> Checker<'a, 's> {
    /// A call of a function.
    pub(super) fn call(
        &mut self,
        function: Name<'s>,
        arguments: &[Argument<'s>],
        span: Span,
        scope: &Scope<'_>,
    ) -> Option<Expr> {
        let made = match function.text {
            "min" => self.roll(function, Roll::Lowest, arguments, scope),
            "max" => self.roll(function, Roll::Highest, arguments, scope),
            "mean" => self.roll(function, Roll::Mean, arguments, scope),
            "sum" => self.roll(function, Roll::Sum, arguments, scope),
            "median" => self.roll(function, Roll::Median, arguments, scope),
            "spread" => self.roll(function, Roll::Spread, arguments, scope),
            "abs" => {
                let inner = self.only_number(function, arguments, scope)?;
                Some((ExprKind::Magnitude(Box::new(inner)), Type::Number))
            }
            "round" => self.round(function, Rounding::HalfAway, arguments, scope),
            "round_even" => self.round(function, Rounding::HalfEven, arguments, scope),
            "floor" => self.round(function, Rounding::Floor, arguments, scope),
            "ceiling" => self.round(function, Rounding::Ceiling, arguments, scope),
            "count" => self.count(function, CountForm::Count, arguments, scope),
            "share" => self.count(function, CountForm::Share, arguments, scope),
            "any" => self.count(function, CountForm::Any, arguments, scope),
            "all" => self.count(function, CountForm::All, arguments, scope),
            "best" | "worst" => self.extreme(function, arguments, scope),
            "known" => {
                let inner = self.only(function, arguments, "a value").and_then(|inner| self.expr(inner, scope))?;
                Some((ExprKind::Known(Box::new(inner)), Type::Truth))
            }
            "first_known" => self.first_known(function, arguments, scope),
            "prior" => self.prior(function, arguments, scope),
            "domain" => self.stands_in(function, NodeKind::Domain, arguments, scope),
            "competency" => self.stands_in(function, NodeKind::Competency, arguments, scope),
            _ => self.about_node(function, arguments, scope),
        };
        made.map(|(kind, ty)| Expr { kind, ty, span })
    }

    /// The one argument of a function, which is no set.
    fn only<'e>(
        &mut self,
        function: Name<'s>,
        arguments: &'e [Argument<'s>],
        wanted: &str,
    ) -> Option<&'e ast::Expr<'s>> {
        if let [Argument::Expr(only)] = arguments {
            return Some(only);
        }
        self.report(codes::rb515::wrong_arguments(function.span, function.text, wanted));
        None
    }

    fn only_number(&mut self, function: Name<'s>, arguments: &[Argument<'s>], scope: &Scope<'_>) -> Option<Expr> {
        let only = self.only(function, arguments, "a number")?;
        self.number(only, scope)
    }

    /// The one argument of a function, which is a set, and its condition.
    fn only_set<'e>(
        &mut self,
        function: Name<'s>,
        arguments: &'e [Argument<'s>],
    ) -> Option<(&'e Set<'s>, Option<&'e ast::Expr<'s>>)> {
        if let [Argument::Set(set, condition)] = arguments {
            return Some((set, condition.as_ref()));
        }
        self.report(codes::rb515::wrong_arguments(function.span, function.text, "a set such as `competencies`"));
        None
    }

    /// A function of one set or of arguments.
    fn roll(
        &mut self,
        function: Name<'s>,
        how: Roll,
        arguments: &[Argument<'s>],
        scope: &Scope<'_>,
    ) -> Option<(ExprKind, Type)> {
        if let [Argument::Set(set, None)] = arguments {
            let (nodes, view) = self.members(set, scope)?;
            let ty = self.type_of_set(&nodes, how, set.span)?;
            return Some((ExprKind::Roll(how, nodes, view), ty));
        }
        let mut values = Vec::new();
        for argument in arguments {
            match argument {
                Argument::Expr(expr) => values.push(self.number(expr, scope)),
                Argument::Set(set, condition) => {
                    let wanted =
                        if condition.is_some() { "numbers, or one set without `where`" } else { "numbers, or one set" };
                    self.report(codes::rb515::wrong_arguments(set.span, function.text, wanted));
                    values.push(None);
                }
            }
        }
        let values: Vec<Expr> = values.into_iter().all_there()?;
        Some((ExprKind::Fold(how, values), Type::Number))
    }

    /// What the roll-up of a set gives: a number, or a level where the members' scale has no values.
    fn type_of_set(&mut self, nodes: &[NodeId], how: Roll, span: Span) -> Option<Type> {
        let level = nodes.iter().map(|node| self.type_of(*node)).find(|ty| matches!(ty, Type::Level(_)));
        match level {
            None => Some(Type::Number),
            Some(ty) if nodes.iter().any(|node| self.type_of(*node) != ty) => {
                let scale = self.type_name(ty);
                self.report(codes::rb410::mixed_set(span, &scale));
                None
            }
            Some(ty) if matches!(how, Roll::Mean | Roll::Sum | Roll::Spread) => {
                let scale = self.type_name(ty);
                self.report(codes::rb403::set(span, &scale));
                None
            }
            Some(ty) => Some(ty),
        }
    }

    /// `round(x)` or `round(x, digits)`.
    fn round(
        &mut self,
        function: Name<'s>,
        rounding: Rounding,
        arguments: &[Argument<'s>],
        scope: &Scope<'_>,
    ) -> Option<(ExprKind, Type)> {
        let (value, digits) = match arguments {
            [Argument::Expr(value)] => (value, None),
            [Argument::Expr(value), Argument::Expr(digits)] => (value, Some(digits)),
            _ => {
                self.report(codes::rb515::wrong_arguments(
                    function.span,
                    function.text,
                    "a number, and the digits to keep",
                ));
                return None;
            }
        };
        let value = self.number(value, scope);
        let digits = match digits {
            Some(digits) => self.digits(digits)?,
            None => 0,
        };
        Some((ExprKind::Round(Box::new(value?), digits, rounding), Type::Number))
    }

    fn digits(&mut self, digits: &ast::Expr<'s>) -> Option<u8> {
        let checked = self.number(digits, &Scope::CONSTANTS)?;
        let count = constant::number(&checked).map(rubric_core::Fraction::lowest).filter(|count| count.den() == 1);
        let Some(count) = count.and_then(|count| usize::try_from(count.num()).ok()) else {
            self.report(codes::rb515::digits(digits.span));
            return None;
        };
        self.limit(&bounds::FRACTION_DIGITS, count, digits.span);
        u8::try_from(count).ok().filter(|_| bounds::FRACTION_DIGITS.holds(count))
    }

    fn count(
        &mut self,
        function: Name<'s>,
        form: CountForm,
        arguments: &[Argument<'s>],
        scope: &Scope<'_>,
    ) -> Option<(ExprKind, Type)> {
        let (set, condition) = self.only_set(function, arguments)?;
        let Some(condition) = condition else {
            self.report(codes::rb515::no_where(set.span, function.text));
            return None;
        };
        let (nodes, view) = self.members(set, scope)?;
        let mut members = Vec::new();
        for node in nodes {
            // What is wrong with the condition is wrong for every member: one finding is enough.
            members.push((node, self.truth(condition, &scope.with_member(node, view))?));
        }
        let ty = if matches!(form, CountForm::Count | CountForm::Share) { Type::Number } else { Type::Truth };
        Some((ExprKind::Count(form, members, view), ty))
    }

    fn extreme(
        &mut self,
        function: Name<'s>,
        arguments: &[Argument<'s>],
        scope: &Scope<'_>,
    ) -> Option<(ExprKind, Type)> {
        let (set, condition) = self.only_set(function, arguments)?;
        if let Some(condition) = condition {
            self.report(codes::rb515::wrong_arguments(condition.span, function.text, "a set without `where`"));
            return None;
        }
        let (nodes, view) = self.members(set, scope)?;
        self.type_of_set(&nodes, Roll::Highest, set.span)?;
        Some((ExprKind::Extreme(function.text == "best", nodes, view), Type::Node))
    }

    fn first_known(
        &mut self,
        function: Name<'s>,
        arguments: &[Argument<'s>],
        scope: &Scope<'_>,
    ) -> Option<(ExprKind, Type)> {
        let exprs = arguments.iter().map(|it| if let Argument::Expr(expr) = it { Some(expr) } else { None });
        let Some(exprs) = exprs.all_there() else {
            self.report(codes::rb515::wrong_arguments(function.span, function.text, "values"));
            return None;
        };
        let values = exprs.into_iter().map(|expr| self.expr(expr, scope)).all_there()?;
        let level = values.first().map(|value| value.ty).filter(|ty| matches!(ty, Type::Level(_)));
        if let Some(ty) = level.filter(|ty| values.iter().all(|value| value.ty == *ty)) {
            return Some((ExprKind::FirstKnown(values), ty));
        }
        let numbers = values.into_iter().map(|value| self.as_number(value)).all_there()?;
        Some((ExprKind::FirstKnown(numbers), Type::Number))
    }

    /// `prior(x)`: the value in the previous result.
    fn prior(&mut self, function: Name<'s>, arguments: &[Argument<'s>], scope: &Scope<'_>) -> Option<(ExprKind, Type)> {
        let only = self.only(function, arguments, "a score, measure, outcome or judgement")?;
        let inner = self.expr(only, scope)?;
        let target = match inner.kind {
            ExprKind::Score(node, View::Own) => Some(Target::Node(node)),
            ExprKind::Measure(measure) => Some(Target::Measure(measure)),
            ExprKind::Outcome(outcome) => Some(Target::Outcome(outcome)),
            ExprKind::Judged(judged) => Some(Target::Judged(judged)),
            _ => None,
        };
        let Some(target) = target else {
            self.report(codes::rb515::wrong_arguments(
                only.span,
                function.text,
                "a score, measure, outcome or judgement",
            ));
            return None;
        };
        Some((ExprKind::Prior(target), inner.ty))
    }

    /// `domain(x)` and `competency(x)`: the score of the node that `x` stands in.
    fn stands_in(
        &mut self,
        function: Name<'s>,
        kind: NodeKind,
        arguments: &[Argument<'s>],
        scope: &Scope<'_>,
    ) -> Option<(ExprKind, Type)> {
        let (node, view, span) = self.argument_node(function, arguments, scope)?;
        let found = self.nearest(node, kind).ok_or_else(|| codes::rb515::stands_in_none(span, function.text));
        let found = self.keep(found)?;
        let score = self.score(found, view, span);
        self.keep(score).map(|score| (score.kind, score.ty))
    }

    /// `evidence(x)`, `words(x)` and `coverage(x)`.
    fn about_node(
        &mut self,
        function: Name<'s>,
        arguments: &[Argument<'s>],
        scope: &Scope<'_>,
    ) -> Option<(ExprKind, Type)> {
        let (node, view, _) = self.argument_node(function, arguments, scope)?;
        let kind = match function.text {
            "evidence" => ExprKind::Evidence(node, view),
            "words" => ExprKind::Words(node, view),
            _ => ExprKind::Coverage(node, view),
        };
        Some((kind, Type::Number))
    }

    /// The node that the one argument of a function names.
    fn argument_node(
        &mut self,
        function: Name<'s>,
        arguments: &[Argument<'s>],
        scope: &Scope<'_>,
    ) -> Option<(NodeId, View, Span)> {
        const WANTED: &str = "a domain, competency or leaf";
        let only = self.only(function, arguments, WANTED)?;
        let ast::ExprKind::Path(path, by) = &only.kind else {
            self.report(codes::rb515::wrong_arguments(only.span, function.text, WANTED));
            return None;
        };
        let found: Result<(NodeId, View), Diagnostic> =
            self.node_in_scope(path, scope).and_then(|node| Ok((node, self.view(by.as_ref(), scope)?)));
        let (node, view) = self.keep(found)?;
        Some((node, view, only.span))
    }
}
