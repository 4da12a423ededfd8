//! Measures and outcomes, each behind what it is made of.

use rubric_core::records::{MeasureId, OutcomeId};

use super::Checker;
use crate::codes;
use crate::model::{Expr, ExprKind, MeasureForm, Model, OutcomeForm, Target};

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

    fn target_name(&self, target: Target) -> String {
        match target {
            Target::Measure(measure) => {
                self.model.measures.get(measure.index()).map_or_else(String::new, |measure| measure.name.clone())
            }
            Target::Outcome(outcome) => {
                self.model.outcomes.get(outcome.index()).map_or_else(String::new, |outcome| outcome.name.clone())
            }
            Target::Node(_) | Target::Judged(_) => String::new(),
        }
    }

    fn target_span(&self, target: Target) -> crate::span::Span {
        let name = self.target_name(target);
        self.names.globals.get(name.as_str()).map(|(_, span)| *span).unwrap_or_default()
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
        match target {
            Target::Measure(measure) => {
                if let Some(measure) = self.model.measures.get(measure.index()) {
                    measure_parts(&measure.form, &mut parts);
                }
            }
            Target::Outcome(outcome) => {
                if let Some(outcome) = self.model.outcomes.get(outcome.index()) {
                    outcome_parts(outcome, &mut parts);
                }
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

fn measure_parts(form: &MeasureForm, parts: &mut Vec<Target>) {
    match form {
        MeasureForm::Formula(formula) => each_part(formula, parts),
        MeasureForm::Linear(of, _) => each_part(of, parts),
        MeasureForm::List(lines) => {
            for (value, when) in lines {
                each_part(value, parts);
                when.iter().for_each(|when| each_part(when, parts));
            }
        }
    }
}

fn outcome_parts(outcome: &crate::model::Outcome, parts: &mut Vec<Target>) {
    match &outcome.form {
        OutcomeForm::Clauses(clauses) => {
            clauses.iter().filter_map(|clause| clause.when.as_ref()).for_each(|when| each_part(when, parts))
        }
        OutcomeForm::Matrix(rows, columns, _) => {
            each_part(rows, parts);
            each_part(columns, parts);
        }
    }
    outcome.caps.iter().for_each(|cap| each_part(&cap.when, parts));
}

/// The measures and outcomes that an expression mentions.
fn each_part(expr: &Expr, parts: &mut Vec<Target>) {
    match &expr.kind {
        ExprKind::Measure(measure) => parts.push(Target::Measure(*measure)),
        ExprKind::Outcome(outcome) => parts.push(Target::Outcome(*outcome)),
        _ => crate::model::each_operand(expr, &mut |operand| each_part(operand, parts)),
    }
}
