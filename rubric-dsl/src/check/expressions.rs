//! Expressions: what every name stands for, and what every part gives.

use rubric_core::records::{NodeId, NodeKind, ScaleId};
use rubric_core::{Comparison, Fraction};

use super::Checker;
use super::form::literal;
use super::names::Global;
use crate::ast::{self, CompareWord, Name, Path};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::list::List;
use crate::model::{ContextForm, Expr, ExprKind, Scale, Type, View};
use crate::span::Span;

/// What an expression may speak of.
#[derive(Clone)]
pub(crate) struct Scope<'x> {
    /// The member of a `for each`.
    pub(super) each: Option<(&'x str, NodeId)>,
    /// The member of a set that a `where` looks at, and the side it is seen from.
    pub(super) member: Option<(NodeId, View)>,
    /// The leaf whose rating a comment rule speaks of, and its scale.
    rating: Option<(NodeId, ScaleId)>,
    /// How much is in reach.
    reach: Reach,
}

/// How much is in reach.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Everything,
    Context,
    Constants,
}

/// A first operand, and what is done with each further one.
type Chain = (Box<Expr>, Vec<(bool, Expr)>);

impl<'x> Scope<'x> {
    /// Everything.
    pub(super) const EVERYTHING: Self = Self { each: None, member: None, rating: None, reach: Reach::Everything };
    /// Numbers, settings and context values.
    pub(super) const CONTEXT: Self = Self { reach: Reach::Context, ..Self::EVERYTHING };
    /// Numbers and settings.
    pub(super) const CONSTANTS: Self = Self { reach: Reach::Constants, ..Self::EVERYTHING };

    /// Numbers, settings and the rating of one leaf.
    pub(super) fn rating_of(leaf: NodeId, scale: ScaleId) -> Self {
        Self { rating: Some((leaf, scale)), ..Self::CONSTANTS }
    }

    /// Everything, and the member of a `for each`.
    pub(super) fn each(name: &'x str, member: NodeId) -> Self {
        Self { each: Some((name, member)), ..Self::EVERYTHING }
    }

    /// This, and a member of a set.
    pub(super) fn with_member(&self, member: NodeId, view: View) -> Self {
        Self { member: Some((member, view)), ..self.clone() }
    }
}

/// One side of a comparison: something that has a value, or a name that the other side must explain.
enum Side<'e, 's> {
    Value(Expr),
    Bare(&'e Name<'s>),
}

impl<'a, 's> Checker<'a, 's> {
    /// An expression that must be yes or no.
    pub(super) fn truth(&mut self, expr: &ast::Expr<'s>, scope: &Scope<'_>) -> Option<Expr> {
        let checked = self.expr(expr, scope)?;
        if checked.ty == Type::Truth {
            return Some(checked);
        }
        let found = self.type_name(checked.ty);
        self.report(codes::rb512::wrong_type(expr.span, "a condition", &found));
        None
    }

    /// An expression that must be a number; a level with a value stands for it.
    pub(super) fn number(&mut self, expr: &ast::Expr<'s>, scope: &Scope<'_>) -> Option<Expr> {
        let checked = self.expr(expr, scope)?;
        self.as_number(checked)
    }

    /// A number as it is, a level as its value.
    pub(super) fn as_number(&mut self, expr: Expr) -> Option<Expr> {
        let span = expr.span;
        match (expr.ty, &expr.kind) {
            (Type::Number, _) => Some(expr),
            (Type::Node, ExprKind::Extreme(highest, nodes, view)) => {
                let how =
                    if *highest { rubric_core::records::Roll::Highest } else { rubric_core::records::Roll::Lowest };
                Some(Expr { kind: ExprKind::Roll(how, nodes.clone(), *view), ty: Type::Number, span })
            }
            (Type::Level(scale), _) if self.model.scale(scale).is_some_and(|scale| scale.valued) => {
                Some(Expr { kind: ExprKind::LevelValue(Box::new(expr)), ty: Type::Number, span })
            }
            (Type::Level(scale), _) => {
                let name = self.model.scale(scale).map_or_else(String::new, |scale| scale.name.clone());
                self.report(codes::rb403::no_number(span, &name));
                None
            }
            (ty, _) => {
                let found = self.type_name(ty);
                self.report(codes::rb512::wrong_type(span, "a number", &found));
                None
            }
        }
    }

    /// What a type is called in messages.
    pub(super) fn type_name(&self, ty: Type) -> String {
        codes::said(|| match ty {
            Type::Number => "a number".to_owned(),
            Type::Truth => "a condition".to_owned(),
            Type::Node => "a domain, competency or indicator".to_owned(),
            Type::Level(scale) => {
                format!("a level of `{}`", self.model.scale(scale).map_or("", |scale| scale.name.as_str()))
            }
            Type::Choice(context) => {
                format!(
                    "a choice of `{}`",
                    self.model.contexts.get(context.index()).map_or("", |context| context.name.as_str())
                )
            }
        })
    }

    /// Any expression.
    pub(super) fn expr(&mut self, expr: &ast::Expr<'s>, scope: &Scope<'_>) -> Option<Expr> {
        let span = expr.span;
        let number = |kind| Some(Expr { kind, ty: Type::Number, span });
        let truth = |kind| Some(Expr { kind, ty: Type::Truth, span });
        match &expr.kind {
            ast::ExprKind::Number(text) => number(ExprKind::Number(literal(text))),
            ast::ExprKind::Group(inner) => self.expr(inner, scope).map(|inner| Expr { span, ..inner }),
            ast::ExprKind::Path(path, by) => {
                let found = self.path(path, by.as_ref(), scope);
                self.keep(found)
            }
            ast::ExprKind::Call(function, arguments) => self.call(*function, arguments, span, scope),
            ast::ExprKind::Not(inner) => truth(ExprKind::Not(Box::new(self.truth(inner, scope)?))),
            ast::ExprKind::Negated(inner) => number(ExprKind::Negated(Box::new(self.number(inner, scope)?))),
            ast::ExprKind::Or(operands) => truth(ExprKind::Or(self.truths(operands, scope)?)),
            ast::ExprKind::And(operands) => truth(ExprKind::And(self.truths(operands, scope)?)),
            ast::ExprKind::Sum(first, rest) => {
                let (first, rest) = self.chain(first, rest, scope)?;
                number(ExprKind::Sum(first, rest))
            }
            ast::ExprKind::Product(first, rest) => {
                let (first, rest) = self.chain(first, rest, scope)?;
                number(ExprKind::Product(first, rest))
            }
            ast::ExprKind::Compare(left, how, right) => {
                self.comparison(left, *how, right, scope).map(|expr| Expr { span, ..expr })
            }
            ast::ExprKind::Between(value, low, high) => {
                let low = self.comparison(value, CompareWord::AtLeast, low, scope)?;
                let high = self.comparison(value, CompareWord::AtMost, high, scope)?;
                truth(ExprKind::And(vec![low, high]))
            }
        }
    }

    /// Every operand, each of them reported on.
    fn truths(&mut self, operands: &[ast::Expr<'s>], scope: &Scope<'_>) -> Option<Vec<Expr>> {
        operands.iter().map(|operand| self.truth(operand, scope)).all_there()
    }

    fn chain(&mut self, first: &ast::Expr<'s>, rest: &[(bool, ast::Expr<'s>)], scope: &Scope<'_>) -> Option<Chain> {
        let first = self.number(first, scope);
        let rest = rest.iter().map(|(second, next)| Some((*second, self.number(next, scope)?))).all_there();
        Some((Box::new(first?), rest?))
    }

    fn comparison(
        &mut self,
        left: &ast::Expr<'s>,
        how: CompareWord,
        right: &ast::Expr<'s>,
        scope: &Scope<'_>,
    ) -> Option<Expr> {
        let (a, b) = (self.side(left, scope), self.side(right, scope));
        let (a, b) = (a?, b?);
        let (a, b) = match (a, b) {
            (Side::Value(a), Side::Value(b)) => (a, b),
            (Side::Value(a), Side::Bare(name)) => {
                let b = self.named_by(name, &a);
                (a, self.keep(b)?)
            }
            (Side::Bare(name), Side::Value(b)) => {
                let a = self.named_by(name, &b);
                (self.keep(a)?, b)
            }
            (Side::Bare(a), Side::Bare(b)) => {
                self.report(self.unknown_value(a));
                self.report(self.unknown_value(b));
                return None;
            }
        };
        self.compared(a, comparison_of(how), b, left.span.to(right.span))
    }

    /// Brings two sides to one type.
    fn compared(&mut self, a: Expr, how: Comparison, b: Expr, span: Span) -> Option<Expr> {
        let ordered = !matches!(how, Comparison::Is | Comparison::IsNot);
        let (a, b) = match (a.ty, b.ty) {
            (Type::Level(one), Type::Level(other)) if one == other => (a, b),
            (Type::Level(one), Type::Level(other)) => {
                let (one, other) = (self.type_name(Type::Level(one)), self.type_name(Type::Level(other)));
                self.report(codes::rb513::two_scales(span, &one, &other));
                return None;
            }
            (Type::Choice(one), Type::Choice(other)) if one == other && !ordered => (a, b),
            (Type::Node, Type::Number) if !ordered && self.node_of_score(&b).is_some() => {
                let node = self.node_of_score(&b)?;
                (a, Expr { kind: ExprKind::Node(node), ty: Type::Node, span: b.span })
            }
            (Type::Number, Type::Node) if !ordered && self.node_of_score(&a).is_some() => {
                return self.compared(b, how, a, span);
            }
            (one, other) if is_numeric(one) && is_numeric(other) => {
                let (a, b) = (self.as_number(a), self.as_number(b));
                (a?, b?)
            }
            (one, other) => {
                let (one, other) = (self.type_name(one), self.type_name(other));
                self.report(codes::rb512::incomparable(span, &one, &other, ordered));
                return None;
            }
        };
        Some(Expr { kind: ExprKind::Compare(Box::new(a), how, Box::new(b)), ty: Type::Truth, span })
    }

    /// The node whose plain score an expression is.
    fn node_of_score(&self, expr: &Expr) -> Option<NodeId> {
        if let ExprKind::Score(node, View::Own) = expr.kind { Some(node) } else { None }
    }

    /// A side of a comparison. A single name that stands for nothing may be a level or choice of the other side.
    fn side<'e>(&mut self, expr: &'e ast::Expr<'s>, scope: &Scope<'_>) -> Option<Side<'e, 's>> {
        if let ast::ExprKind::Path(path, None) = &expr.kind
            && let [name] = path.names.as_slice()
        {
            return match self.path(path, None, scope) {
                Ok(value) => Some(Side::Value(value)),
                Err(finding) if finding.code() == codes::rb201::RULE.brief.code => Some(Side::Bare(name)),
                Err(finding) => {
                    self.report(finding);
                    None
                }
            };
        }
        self.expr(expr, scope).map(Side::Value)
    }

    /// The choice of a context value that a name stands for.
    pub(super) fn choice(&self, context: usize, name: Name<'_>) -> Result<u16, Diagnostic> {
        let choices = match self.model.contexts.get(context).map(|context| &context.form) {
            Some(ContextForm::Choices(choices)) => choices.as_slice(),
            _ => &[],
        };
        let place = choices.iter().position(|(choice, _)| choice == name.text).and_then(|at| u16::try_from(at).ok());
        let known = choices.iter().map(|(choice, _)| choice.as_str());
        place.ok_or_else(|| codes::rb201::unknown(name.span, name.text, "a choice", known))
    }

    /// The level or choice that a name stands for beside something.
    fn named_by(&self, name: &Name<'_>, other: &Expr) -> Result<Expr, Diagnostic> {
        let span = name.span;
        match other.ty {
            Type::Level(scale) => {
                let level = self.level(scale, *name)?;
                Ok(Expr { kind: ExprKind::Level(level), ty: Type::Level(scale), span })
            }
            Type::Choice(context) => {
                let choice = self.choice(context.index(), *name)?;
                Ok(Expr { kind: ExprKind::Choice(choice), ty: Type::Choice(context), span })
            }
            Type::Number => {
                let value = self.value_named(name, other)?;
                Ok(Expr { kind: ExprKind::Number(value), ty: Type::Number, span })
            }
            Type::Truth | Type::Node => Err(self.no_value(name)),
        }
    }

    /// The value of the level that a name stands for beside a number: of the number's own scale, or of the only value
    /// that any scale gives the name.
    fn value_named(&self, name: &Name<'_>, other: &Expr) -> Result<Fraction, Diagnostic> {
        let own = if let ExprKind::Score(node, _) = other.kind {
            self.model.node(node).and_then(|node| node.scale)
        } else {
            None
        };
        if let Some(scale) = own {
            let level = self.level(scale, *name)?;
            let value = self.model.scale(scale).and_then(|scale| scale.levels.get(usize::from(level)));
            return Ok(value.map(|level| level.value).unwrap_or_default());
        }
        let mut named = Vec::new();
        for scale in self.model.scales.iter().filter(|scale| scale.valued) {
            for level in scale.levels.iter().filter(|level| level.name == name.text) {
                named.push((scale, level));
            }
        }
        match named.as_slice() {
            [] => Err(self.no_value(name)),
            [(_, first), rest @ ..] if rest.iter().all(|(_, level)| level.value == first.value) => Ok(first.value),
            several => {
                let candidates = several.iter().map(|(scale, level)| format!("{} of {}", level.name, scale.name));
                Err(codes::rb202::ambiguous(name.span, name.text, &codes::names(candidates)))
            }
        }
    }

    /// A name beside a value that is none: a level whose scale has no values, or nothing.
    fn no_value(&self, name: &Name<'_>) -> Diagnostic {
        let has = |scale: &&Scale| !scale.valued && scale.levels.iter().any(|level| level.name == name.text);
        let bare = self.model.scales.iter().find(has);
        bare.map_or_else(|| self.unknown_value(name), |scale| codes::rb403::no_number(name.span, &scale.name))
    }

    /// A name that stands for nothing that has a value.
    fn unknown_value(&self, name: &Name<'_>) -> Diagnostic {
        let names = self.names.globals.keys().copied().chain(self.names.tails.keys().map(String::as_str));
        let valued = self.model.scales.iter().filter(|scale| scale.valued);
        let levels = valued.flat_map(|scale| &scale.levels).map(|level| level.name.as_str());
        codes::rb201::unknown(name.span, name.text, "a value", names.chain(levels))
    }

    /// What a name or path stands for: the member at hand, a context value, a setting, a measure, an outcome, a node.
    pub(super) fn path(
        &mut self,
        path: &Path<'s>,
        by: Option<&Name<'s>>,
        scope: &Scope<'_>,
    ) -> Result<Expr, Diagnostic> {
        let span = path.span;
        if let Some(expr) = self.member_value(path, by, scope)? {
            return Ok(expr);
        }
        if let [name] = path.names.as_slice()
            && let Some((global, _)) = self.names.globals.get(name.text).copied()
        {
            if let Some(by) = by {
                return Err(codes::rb206::no_side(by.span, name.text, global.what()));
            }
            return self.global(*name, global, scope);
        }
        let node = self.node_in_scope(path, scope).map_err(|finding| self.suggest(path, finding))?;
        if scope.reach != Reach::Everything {
            return Err(self.out_of_reach(span, &path.text(), "a rating", scope));
        }
        let view = self.view(by, scope)?;
        self.score(node, view, span)
    }

    /// `score`, `rating` and `coverage` of the member that a `where` looks at, or the rating of a comment rule.
    fn member_value(
        &self,
        path: &Path<'s>,
        by: Option<&Name<'s>>,
        scope: &Scope<'_>,
    ) -> Result<Option<Expr>, Diagnostic> {
        let [name] = path.names.as_slice() else {
            return Ok(None);
        };
        let span = path.span;
        if let (Some((leaf, scale)), "rating") = (scope.rating, name.text) {
            let valued = self.model.scale(scale).is_some_and(|scale| scale.valued);
            let ty = if valued { Type::Number } else { Type::Level(scale) };
            return Ok(Some(Expr { kind: ExprKind::Score(leaf, View::Own), ty, span }));
        }
        let Some((member, view)) = scope.member else {
            return Ok(None);
        };
        let view = if by.is_some() { self.view(by, scope)? } else { view };
        match name.text {
            "score" => self.score(member, view, span).map(Some),
            "rating" if self.model.node(member).is_some_and(|node| node.leaf.is_some()) => {
                self.score(member, view, span).map(Some)
            }
            "rating" => Err(codes::rb206::wrong_kind(
                span,
                "rating",
                "of a leaf",
                "a leaf: this set has members with others below them",
            )),
            "coverage" => Ok(Some(Expr { kind: ExprKind::Coverage(member, view), ty: Type::Number, span })),
            _ => Ok(None),
        }
    }

    fn global(&mut self, name: Name<'s>, global: Global, scope: &Scope<'_>) -> Result<Expr, Diagnostic> {
        let span = name.span;
        let in_reach = match (scope.reach, global) {
            (Reach::Everything, _) | (_, Global::Setting(_)) => true,
            (Reach::Context, global) => matches!(global, Global::Context(_)),
            (Reach::Constants, _) => false,
        };
        if !in_reach {
            return Err(self.out_of_reach(span, name.text, global.what(), scope));
        }
        let made = |kind, ty| Ok(Expr { kind, ty, span });
        match global {
            Global::Setting(index) => {
                self.mention(name.text);
                let value = self.model.settings.get(index).map(|setting| setting.value).unwrap_or_default();
                made(ExprKind::Number(value), Type::Number)
            }
            Global::Context(context) => {
                self.mention(name.text);
                let choice =
                    matches!(self.model.contexts.get(context.index()).map(|c| &c.form), Some(ContextForm::Choices(_)));
                made(ExprKind::Context(context), if choice { Type::Choice(context) } else { Type::Number })
            }
            Global::Measure(measure) => made(ExprKind::Measure(measure), Type::Number),
            Global::Outcome(outcome) => {
                let scale = self.names.outcome_scales.get(outcome.index()).copied().flatten();
                let scale = scale.ok_or_else(|| codes::rb517::no_levels(span, name.text))?;
                made(ExprKind::Outcome(outcome), Type::Level(scale))
            }
            Global::Judged(judged) => {
                let scale = self.names.judged_scales.get(judged.index()).copied().flatten();
                let scale = scale.ok_or_else(|| codes::rb517::no_levels(span, name.text))?;
                made(ExprKind::Judged(judged), Type::Level(scale))
            }
        }
    }

    fn out_of_reach(&self, span: Span, name: &str, what: &str, scope: &Scope<'_>) -> Diagnostic {
        match scope.reach {
            Reach::Context => codes::rb406::beyond_context(span, name, what),
            _ if scope.rating.is_some() => codes::rb311::beyond_rating(span),
            _ => codes::rb411::beyond_settings(span, name, what),
        }
    }

    /// The node that a path names: from the member of a `for each`, below the member of a set, or anywhere.
    pub(super) fn node_in_scope(&self, path: &Path<'_>, scope: &Scope<'_>) -> Result<NodeId, Diagnostic> {
        if let (Some((variable, member)), Some((first, rest))) = (scope.each, path.names.split_first())
            && first.text == variable
        {
            if rest.is_empty() {
                return Ok(member);
            }
            return self.find_node(rest, path.span, Some(member));
        }
        if let Some((member, _)) = scope.member
            && let Ok(node) = self.find_node(&path.names, path.span, Some(member))
        {
            return Ok(node);
        }
        self.node(path)
    }

    /// A finding about an unknown node, with every name that could have been meant.
    fn suggest(&self, path: &Path<'_>, finding: Diagnostic) -> Diagnostic {
        match path.names.as_slice() {
            [name] if finding.code() == codes::rb201::RULE.brief.code => self.unknown_value(name),
            _ => finding,
        }
    }

    /// The side that a node is seen from.
    pub(super) fn view(&self, by: Option<&Name<'s>>, scope: &Scope<'_>) -> Result<View, Diagnostic> {
        match by {
            None => Ok(scope.member.map_or(View::Own, |(_, view)| view)),
            Some(name) if name.text == "combined" => Ok(View::Combined),
            Some(name) => self.rater(*name).map(View::Rater),
        }
    }

    /// The score of a node.
    pub(super) fn score(&self, node: NodeId, view: View, span: Span) -> Result<Expr, Diagnostic> {
        if let Some(found) = self.model.node(node).filter(|node| node.kind == NodeKind::Narrative) {
            return Err(codes::rb206::narrative(span, &found.name));
        }
        Ok(Expr { kind: ExprKind::Score(node, view), ty: self.type_of(node), span })
    }
}

const fn is_numeric(ty: Type) -> bool {
    matches!(ty, Type::Number | Type::Level(_) | Type::Node)
}

const fn comparison_of(how: CompareWord) -> Comparison {
    match how {
        CompareWord::Is => Comparison::Is,
        CompareWord::IsNot => Comparison::IsNot,
        CompareWord::Below => Comparison::Below,
        CompareWord::AtMost => Comparison::AtMost,
        CompareWord::Above => Comparison::Above,
        CompareWord::AtLeast => Comparison::AtLeast,
    }
}
