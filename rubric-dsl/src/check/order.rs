//! Measures and outcomes, each behind what it is made of.

use rubric_core::records::{MeasureId, OutcomeId};

use super::Checker;
use crate::codes;
use crate::model::{Expr, ExprKind, Model, Target};

impl Checker<'_, '_> {
    /// Orders measures and outcomes; what goes round in a circle is reported.
    pub(super) fn order(&mut self) {
        let mut order = Order { model: &self.model, done: Vec::new(), open: Vec::new(), circles: Vec::new() };
        for index in 0..self.model.measures.len() {
            order.visit(Target::Measure(MeasureId::new(index)));
        }
        for index in 0..self.model.outcomes.len() {
            order.visit(Target::Outcome(OutcomeId::new(index)));
        }
        let (done, circles) = (order.done, order.circles);
        for circle in circles {
            let names = codes::names(circle.iter().map(|target| self.target_name(*target)));
            let span = circle.first().map(|target| self.target_span(*target)).unwrap_or_default();
            self.report(codes::rb205::circle(span, &names));
        }
        self.model.order = done;
    }

    fn target_name(&self, target: Target) -> &str {
        let name = match target {
            Target::Measure(measure) => self.model.measures.get(measure.index()).map(|measure| &measure.name),
            Target::Outcome(outcome) => self.model.outcomes.get(outcome.index()).map(|outcome| &outcome.name),
            Target::Node(_) | Target::Judged(_) => None,
        };
        name.map_or("", String::as_str)
    }

    fn target_span(&self, target: Target) -> crate::span::Span {
        self.names.globals.get(self.target_name(target)).map(|(_, span)| *span).unwrap_or_default()
    }
}

struct Order<'m> {
    model: &'m Model,
    done: Vec<Target>,
    open: Vec<Target>,
    circles: Vec<Vec<Target>>,
}

impl Order<'_> {
    fn visit(&mut self, target: Target) {
        if self.done.contains(&target) {
            return;
        }
        if let Some(start) = self.open.iter().position(|open| *open == target) {
            let circle = self.open.get(start..).unwrap_or(&[]).to_vec();
            self.circles.push(circle);
            return;
        }
        self.open.push(target);
        let mut parts = Vec::new();
        let mut visit = |expr: &Expr| each_part(expr, &mut parts);
        match target {
            Target::Measure(measure) => {
                self.model.measures.get(measure.index()).iter().for_each(|measure| measure.form.each_expr(&mut visit));
            }
            Target::Outcome(outcome) => {
                self.model.outcomes.get(outcome.index()).iter().for_each(|outcome| outcome.each_expr(&mut visit));
            }
            Target::Node(_) | Target::Judged(_) => {}
        }
        for part in parts {
            self.visit(part);
        }
        self.open.pop();
        self.done.push(target);
    }
}

/// The measures and outcomes that an expression mentions.
fn each_part(expr: &Expr, parts: &mut Vec<Target>) {
    match &expr.kind {
        ExprKind::Measure(measure) => parts.push(Target::Measure(*measure)),
        ExprKind::Outcome(outcome) => parts.push(Target::Outcome(*outcome)),
        _ => crate::model::each_operand(expr, &mut |operand| each_part(operand, parts)),
    }
}
