//! What the engine's ranges say about a rubric before anyone is rated by it: lines that never decide, levels that nobody
//! reaches, caps and rules that never apply, lists that leave somebody out.

mod lists;
mod view;

use rubric_core::records::{NodeId, OutcomeId, Place, RaterId};
use rubric_core::{Assessment, Fraction, Levels, Op, Program, Range, Scope, TruthSet};

use crate::codes;
use crate::compile::{Compiled, DoubtKind};
use crate::diagnostic::Diagnostic;
use crate::model::{Cap, Clause, Expr, ExprKind, MeasureForm, Model, Outcome, OutcomeForm, Type, each_operand};
use crate::search::{Found, Search};
use crate::sheet::Sheet;
use crate::span::Span;
use view::{BeyondCap, Cut, View, is_beyond};

/// How many parts the search for an assessment without a line looks at.
const LIST_BUDGET: usize = 20_000;
/// How many parts the search for an assessment that meets conditions looks at.
const PAIR_BUDGET: usize = 2_000;

/// Examines a compiled rubric.
pub(crate) fn examine(model: &Model, compiled: &Compiled) -> Vec<Diagnostic> {
    let mut found = doubts(model, compiled);
    let Ok(program) = compiled.program() else {
        return found;
    };
    let raters = (0..model.raters.len()).map(|index| Some(RaterId::new(index)));
    let mut views: Vec<View> = Vec::new();
    for perspective in raters.chain([None]) {
        let rows = program.table(perspective).map_or(0, |table| table.len());
        let mut ranges = vec![Range::<i128>::default(); rows];
        let looked = program
            .bound(perspective, &Assessment::default(), Scope::AnyPrior, &mut ranges)
            .map(|bounds| View::new(&program, &bounds));
        views.extend(looked.ok());
    }
    let examiner = Examiner { model, program: &program, views };
    examiner.outcomes(&mut found);
    examiner.measures(&mut found);
    examiner.rules(&mut found);
    examiner.removed(&mut found);
    found
}

fn doubts(model: &Model, compiled: &Compiled) -> Vec<Diagnostic> {
    let group =
        model.raters.iter().find(|rater| rater.many && rater.rounded.is_none()).map(|rater| rater.name.as_str());
    let finding = |doubt: &crate::compile::Doubt| match doubt.kind {
        DoubtKind::Fineness => Some(codes::rb408::too_fine(doubt.span, group)),
        DoubtKind::Magnitude => Some(codes::rb409::too_large(doubt.span)),
        DoubtKind::Rows(rows) => codes::rb701::check(&rubric_core::bounds::ROWS, rows, doubt.span),
    };
    compiled.doubts().iter().filter_map(finding).collect()
}

struct Examiner<'a, 'p> {
    model: &'a Model,
    program: &'a Program<'p>,
    views: Vec<View>,
}

impl Examiner<'_, '_> {
    fn outcomes(&self, found: &mut Vec<Diagnostic>) {
        let (mut clause, mut cap) = (0, 0);
        for (at, outcome) in self.model.outcomes.iter().enumerate() {
            match &outcome.form {
                OutcomeForm::Clauses(clauses) => {
                    let mut dead = Vec::new();
                    self.clauses(clauses, clause, &mut dead, found);
                    self.levels(at, outcome, &dead, found);
                    self.totality(
                        outcome.span,
                        &outcome.name,
                        clauses.iter().map(|clause| clause.when.as_ref()),
                        found,
                    );
                    self.order(clauses, clause, found);
                    self.rounding(clauses, clause, found);
                    clause += clauses.len();
                }
                OutcomeForm::Matrix(rows, columns, cells) => {
                    self.matrix(outcome, (rows, columns), cells, found);
                    self.levels(at, outcome, &[], found);
                }
            }
            for (index, written) in outcome.caps.iter().enumerate() {
                let applies = |view: &View| {
                    let condition = view.caps.get(cap + index).copied().flatten().is_none_or(TruthSet::can_be_yes);
                    condition && self.cap_matters(view, at, written)
                };
                if !self.views.iter().any(applies) {
                    found.push(codes::rb510::never(written.span, &written.text));
                }
            }
            cap += outcome.caps.len();
        }
        for judged in &self.model.judged {
            for (index, written) in judged.caps.iter().enumerate() {
                let applies =
                    |view: &View| view.caps.get(cap + index).copied().flatten().is_none_or(TruthSet::can_be_yes);
                if !self.views.iter().any(applies) {
                    found.push(codes::rb510::never(written.span, &written.text));
                }
            }
            cap += judged.caps.len();
        }
    }

    /// Whether a level beyond the cap can be there while its condition is true: asked of the ranges with the condition
    /// alone, and where they leave it open, of a search.
    fn cap_matters(&self, view: &View, outcome: usize, cap: &Cap) -> bool {
        let levels = view.uncapped.get(outcome).copied().unwrap_or(0);
        let beyond = Levels::from_bits(levels).iter().any(|level| is_beyond(cap, level));
        beyond && self.cap_is_met(view, outcome, cap)
    }

    /// Whether some assessment meets a cap's condition and has a level beyond it.
    fn cap_is_met(&self, view: &View, outcome: usize, cap: &Cap) -> bool {
        let Some(table) = self.program.table(view.perspective) else {
            return true;
        };
        let first: usize = self.model.outcomes.iter().take(outcome).map(|outcome| outcome.caps.len()).sum();
        let place = self
            .model
            .outcomes
            .get(outcome)
            .and_then(|outcome| outcome.caps.iter().position(|known| std::ptr::eq(known, cap)));
        let condition = place.and_then(|place| self.program.row_of(&table, Place::Cap, first + place));
        let uncapped = self.program.row_of(&table, Place::Uncapped, outcome);
        let Some((condition, uncapped)) = condition.zip(uncapped) else {
            return true;
        };
        if view.asks(condition) || view.asks(uncapped) {
            return true;
        }
        let goal = BeyondCap { outcome: OutcomeId::new(outcome), condition, uncapped, cap };
        let sheet = Sheet::blank(self.program);
        let mut search = Search::new(self.program, view.perspective, table, &[condition, uncapped], &sheet);
        !matches!(search.seek(&goal, PAIR_BUDGET), Found::Nothing)
    }

    /// Lines that never decide.
    fn clauses(&self, clauses: &[Clause], first: usize, dead: &mut Vec<u8>, found: &mut Vec<Diagnostic>) {
        for (index, clause) in clauses.iter().enumerate() {
            let at = first + index;
            let always = |view: &View| (first..at).find(|earlier| view.clause(*earlier).is_yes());
            let decides = |view: &View| always(view).is_none() && view.clause(at).can_be_yes();
            let met = |view: &View| decides(view) && self.can_be(view.perspective, &[(Place::Clause, at)]);
            if self.views.iter().any(met) {
                continue;
            }
            dead.push(clause.level);
            let behind = self.views.iter().find_map(always).and_then(|earlier| clauses.get(earlier - first));
            let cut = self.views.iter().find_map(|view| view.cuts.get(at).copied().flatten()).filter(|_| clause.cut);
            found.push(match (behind, cut, &clause.when) {
                (Some(earlier), ..) => self.behind(clause, earlier, first, clauses),
                (None, Some(cut), _) if cut.range.known => {
                    let most = self
                        .views
                        .iter()
                        .filter_map(|view| view.cuts.get(at).copied().flatten())
                        .map(|cut| cut.range.high)
                        .max();
                    codes::rb502::above(clause.span, cut.at, most.unwrap_or(cut.range.high))
                }
                _ => codes::rb505::never(clause.span, &clause.text),
            });
        }
    }

    /// A line behind one that always decides; where that one is a cut, the cut is what is wrong.
    fn behind(&self, clause: &Clause, earlier: &Clause, first: usize, clauses: &[Clause]) -> Diagnostic {
        let place = clauses.iter().position(|known| std::ptr::eq(known, earlier)).map(|place| first + place);
        let cut = place.and_then(|place| self.views.iter().find_map(|view| view.cuts.get(place).copied().flatten()));
        let cut = cut.filter(|_| earlier.cut);
        match cut {
            Some(cut) => {
                codes::rb502::below(earlier.span, cut.at, cut.range.low).related(clause.span, "so this never decides")
            }
            None => codes::rb505::behind(clause.span, &clause.text, earlier.span),
        }
    }

    /// Levels that nobody gets, where no line of theirs is reported already.
    fn levels(&self, at: usize, outcome: &Outcome, dead: &[u8], found: &mut Vec<Diagnostic>) {
        let Some(scale) = self.model.scale(outcome.scale) else {
            return;
        };
        for (index, level) in scale.levels.iter().enumerate() {
            let Ok(place) = u8::try_from(index) else {
                continue;
            };
            let given = self.views.iter().any(|view| view.possible.get(at).copied().unwrap_or(0) & (1 << place) != 0);
            if !given && !dead.contains(&place) {
                found.push(codes::rb504::never(outcome.span, &outcome.name, &level.name));
            }
        }
    }

    /// Unrounded numbers that can be shown as a cut that they do not reach.
    fn rounding(&self, clauses: &[Clause], first: usize, found: &mut Vec<Diagnostic>) {
        let Some(view) = self.views.last() else {
            return;
        };
        for (index, clause) in clauses.iter().enumerate() {
            let Some(cut) = view.cuts.get(first + index).copied().flatten() else {
                continue;
            };
            // Two digits are shown in a text; a number within half a hundredth below the cut is shown as the cut.
            let hundredth = Fraction::new(1, 200).and_then(|half| cut.at.minus(half)).unwrap_or(cut.at);
            let within = cut.range.known && cut.range.low < cut.at && cut.range.high >= hundredth;
            if within && cut.row.op != Op::Round && self.comes_close(&cut) {
                found.push(codes::rb511::shown_as_the_cut(clause.span, cut.at));
                return;
            }
        }
    }

    /// Whether a number can lie within half a hundredth below its cut: not where it is a whole number over a denominator
    /// of less than two hundred.
    fn comes_close(&self, cut: &Cut) -> bool {
        match cut.row.op {
            Op::Roll => match self.program.numbers().get(usize::from(cut.row.c)) {
                Some(common) => {
                    let below = cut
                        .at
                        .times(Fraction::whole(common.num))
                        .and_then(|scaled| scaled.rounded(0, rubric_core::Rounding::Ceiling));
                    let nearest = below.and_then(|below| below.minus(Fraction::ONE)?.over(Fraction::whole(common.num)));
                    let half = Fraction::new(1, 200);
                    nearest.zip(half).and_then(|(nearest, half)| Some(cut.at.minus(nearest)? <= half)).unwrap_or(true)
                }
                None => true,
            },
            Op::Rating | Op::Evidence | Op::Words | Op::LevelNumber | Op::CountNumber => false,
            _ => true,
        }
    }

    /// A better row or column that gives worse.
    fn matrix(
        &self,
        outcome: &Outcome,
        (rows, columns): (&Expr, &Expr),
        cells: &[Vec<u8>],
        found: &mut Vec<Diagnostic>,
    ) {
        let name = |input: &Expr, at: usize| match input.ty {
            Type::Level(scale) => {
                self.model.scale(scale).and_then(|scale| scale.levels.get(at)).map_or("", |level| level.name.as_str())
            }
            Type::Choice(context) => match self.model.contexts.get(context.index()).map(|context| &context.form) {
                Some(crate::model::ContextForm::Choices(choices)) => {
                    choices.get(at).map_or("", |(name, _)| name.as_str())
                }
                _ => "",
            },
            _ => "",
        };
        let level = |at: u8| {
            let levels = self.model.scale(outcome.scale).map_or(&[][..], |scale| &scale.levels);
            levels.get(usize::from(at)).map_or("", |level| level.name.as_str())
        };
        let cell = |row: usize, column: usize| cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or(0);
        let width = cells.first().map_or(0, Vec::len);
        for row in 0..cells.len() {
            for column in 0..width {
                let (here, above, right) = (cell(row, column), cell(row + 1, column), cell(row, column + 1));
                if row + 1 < cells.len() && above < here {
                    let names = (name(rows, row + 1), name(rows, row), name(columns, column));
                    found.push(codes::rb509::falls(
                        outcome.span,
                        names.0,
                        names.1,
                        names.2,
                        (level(here), level(above)),
                    ));
                    return;
                }
                if column + 1 < width && right < here && matches!(columns.ty, Type::Level(_)) {
                    let names = (name(columns, column + 1), name(columns, column), name(rows, row));
                    found.push(codes::rb509::falls(
                        outcome.span,
                        names.0,
                        names.1,
                        names.2,
                        (level(here), level(right)),
                    ));
                    return;
                }
            }
        }
    }

    fn measures(&self, found: &mut Vec<Diagnostic>) {
        for measure in &self.model.measures {
            if let MeasureForm::List(lines) = &measure.form {
                self.totality(measure.span, &measure.name, lines.iter().map(|(_, when)| when.as_ref()), found);
            }
        }
    }

    fn rules(&self, found: &mut Vec<Diagnostic>) {
        let mut spans: Vec<(Span, bool, &str)> = Vec::new();
        for (at, rule) in self.model.rules.iter().enumerate() {
            let fires =
                self.views.iter().any(|view| view.rules.get(at).copied().flatten().is_none_or(TruthSet::can_be_yes));
            let base = rule.name.split('[').next().unwrap_or("");
            // A rule of a `for each` is one statement: it applies if it does for any member.
            match spans.iter_mut().find(|(span, ..)| *span == rule.span) {
                Some((_, any, _)) => *any |= fires,
                None => spans.push((rule.span, fires, base)),
            }
        }
        for (span, _, name) in spans.into_iter().filter(|(_, fires, _)| !fires) {
            found.push(codes::rb601::never(span, name));
        }
    }

    /// Rules that speak of a node which `only when` can remove.
    fn removed(&self, found: &mut Vec<Diagnostic>) {
        let conditional = |node: NodeId| {
            let mut at = Some(node);
            while let Some(found) = at.and_then(|id| self.model.node(id)) {
                if found.only_when.is_some() {
                    return Some(found.when.clone());
                }
                at = found.parent;
            }
            None
        };
        let mut check = |expr: &Expr, subject: Option<NodeId>| {
            let mut asked = Vec::new();
            known_nodes(expr, &mut asked);
            let mut named = Vec::new();
            scored_nodes(expr, &mut named);
            for (node, span) in named {
                if Some(node) == subject || asked.contains(&node) {
                    continue;
                }
                if let Some((when, node)) = conditional(node).zip(self.model.node(node)) {
                    found.push(codes::rb407::removed(span, &node.name, &when));
                }
            }
        };
        for measure in &self.model.measures {
            match &measure.form {
                MeasureForm::Formula(formula) => check(formula, None),
                MeasureForm::Linear(of, _) => check(of, None),
                MeasureForm::List(lines) => lines.iter().for_each(|(value, when)| {
                    check(value, None);
                    when.iter().for_each(|when| check(when, None));
                }),
            }
        }
        for outcome in &self.model.outcomes {
            if let OutcomeForm::Clauses(clauses) = &outcome.form {
                clauses.iter().filter_map(|clause| clause.when.as_ref()).for_each(|when| check(when, None));
            }
            outcome.caps.iter().for_each(|cap| check(&cap.when, None));
        }
        self.model.rules.iter().for_each(|rule| check(&rule.when, rule.subject));
    }
}

/// Nodes whose score an expression speaks of by name.
fn scored_nodes(expr: &Expr, nodes: &mut Vec<(NodeId, Span)>) {
    match &expr.kind {
        ExprKind::Score(node, _) => nodes.push((*node, expr.span)),
        ExprKind::Known(_) | ExprKind::FirstKnown(_) | ExprKind::Count(..) => {}
        _ => each_operand(expr, &mut |operand| scored_nodes(operand, nodes)),
    }
}

/// Nodes of which an expression asks whether they are known.
fn known_nodes(expr: &Expr, nodes: &mut Vec<NodeId>) {
    if let ExprKind::Known(inner) = &expr.kind
        && let ExprKind::Score(node, _) = inner.kind
    {
        nodes.push(node);
    }
    each_operand(expr, &mut |operand| known_nodes(operand, nodes));
}
