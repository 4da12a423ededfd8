//! What the engine's ranges say about a rubric before anyone is rated by it: lines that never decide, levels that nobody
//! reaches, caps and rules that never apply, lists that leave somebody out.

use rubric_core::records::{Limit, NodeId, OutcomeId, Place, RaterId, RowId};
use rubric_core::{
    Assessment, Bounds, Comparison, Fraction, Levels, NumberRange, Op, Program, Range, Reading, Row, Scope, Truth,
    TruthSet,
};

use crate::codes;
use crate::compile::{Compiled, DoubtKind};
use crate::diagnostic::Diagnostic;
use crate::model::{Cap, Clause, Expr, ExprKind, MeasureForm, Model, Outcome, OutcomeForm, Type, each_operand};
use crate::search::{Conditions, Found, Goal, Search, Verdict};
use crate::sheet::Sheet;
use crate::span::Span;
use crate::words::Evaluated;

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

/// What one perspective's ranges say.
struct View {
    perspective: Option<RaterId>,
    /// Conditions of clauses, none for `otherwise`; of caps; of rules.
    clauses: Vec<Option<TruthSet>>,
    cuts: Vec<Option<Cut>>,
    caps: Vec<Option<TruthSet>>,
    rules: Vec<Option<TruthSet>>,
    possible: Vec<u32>,
    uncapped: Vec<u32>,
}

/// A number, and the constant it is cut at.
#[derive(Clone, Copy)]
struct Cut {
    range: NumberRange<i128>,
    at: Fraction,
    row: Row,
}

impl View {
    fn new(program: &Program<'_>, bounds: &Bounds<'_, '_, i128>) -> Self {
        let truths = |place: Place, count: usize| -> Vec<Option<TruthSet>> {
            (0..count)
                .map(|at| match bounds.range_of(place, at) {
                    Some(Range::Truth(set)) => Some(set),
                    _ => None,
                })
                .collect()
        };
        let levels = |place: Place| -> Vec<u32> {
            (0..program.outcomes().len())
                .map(|at| match bounds.range_of(place, at) {
                    Some(Range::Level(range)) => range.possible.bits(),
                    _ => 0,
                })
                .collect()
        };
        let table = bounds.table();
        let cut = |at: usize| {
            let row = table.row(program.row_of(table, Place::Clause, at)?)?;
            let constant = table.row(row.row_b()).filter(|constant| constant.op == Op::Number)?;
            let known = row.op == Op::Compare && Comparison::from_code(row.how) == Some(Comparison::AtLeast);
            let Range::Number(range) = bounds.range(row.row_a()) else {
                return None;
            };
            let subject = table.row(row.row_a())?;
            known.then(|| Cut { range, at: program.number(constant.number_a()), row: subject })
        };
        Self {
            perspective: table.perspective(),
            clauses: truths(Place::Clause, program.clauses().len()),
            cuts: (0..program.clauses().len()).map(cut).collect(),
            caps: truths(Place::Cap, program.caps().len()),
            rules: truths(Place::Rule, program.rules().len()),
            possible: levels(Place::Outcome),
            uncapped: levels(Place::Uncapped),
        }
    }

    fn clause(&self, at: usize) -> TruthSet {
        self.clauses.get(at).copied().flatten().unwrap_or(TruthSet::of(true))
    }
}

/// That a cap's condition is yes while the level before it lies beyond it.
struct BeyondCap<'m> {
    outcome: OutcomeId,
    condition: RowId,
    uncapped: RowId,
    cap: &'m Cap,
}

fn is_beyond(cap: &Cap, level: u8) -> bool {
    match cap.limit {
        Limit::AtMost => level > cap.level,
        Limit::AtLeast => level < cap.level,
    }
}

impl Goal for BeyondCap<'_> {
    fn verdict(&self, bounds: &Bounds<'_, '_, i128>) -> Verdict {
        let (Range::Truth(truth), Range::Level(levels)) = (bounds.range(self.condition), bounds.range(self.uncapped))
        else {
            return Verdict::Open;
        };
        let some = levels.possible.iter().any(|level| is_beyond(self.cap, level));
        let all = some && !levels.unknown && levels.possible.iter().all(|level| is_beyond(self.cap, level));
        match (truth.can_be_yes() && some, truth.is_yes() && all) {
            (false, _) => Verdict::Impossible,
            (true, true) => Verdict::Certain,
            (true, false) => Verdict::Open,
        }
    }

    fn holds(&self, evaluation: &Evaluated<'_, '_, '_>) -> bool {
        let met = evaluation.reading(self.condition) == Reading::Truth(Truth::Yes);
        met && evaluation.uncapped(self.outcome).is_ok_and(|level| is_beyond(self.cap, level))
    }
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
            .and_then(|outcome| outcome.caps.iter().position(|known| known.span == cap.span));
        let condition = place.and_then(|place| self.program.row_of(&table, Place::Cap, first + place));
        let uncapped = self.program.row_of(&table, Place::Uncapped, outcome);
        let Some((condition, uncapped)) = condition.zip(uncapped) else {
            return true;
        };
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
        let place = clauses.iter().position(|known| known.span == earlier.span).map(|place| first + place);
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

    /// A list without `otherwise` must match every assessment.
    fn totality<'m>(
        &self,
        span: Span,
        name: &str,
        conditions: impl Iterator<Item = Option<&'m Expr>>,
        found: &mut Vec<Diagnostic>,
    ) {
        let conditions: Vec<Option<&Expr>> = conditions.collect();
        if conditions.is_empty() || conditions.iter().any(Option::is_none) {
            return;
        }
        for view in &self.views {
            match self.unmatched(view.perspective, name) {
                Found::Nothing => {}
                Found::Sheet(sheet) => {
                    found.push(codes::rb503::open(span, name, &crate::counterexample::inline(self.program, &sheet)));
                    return;
                }
                Found::Undecided => {
                    found.push(codes::rb503::undecided(span, name));
                    return;
                }
            }
        }
    }

    /// An assessment that no line of a list matches.
    fn unmatched(&self, perspective: Option<RaterId>, name: &str) -> Found {
        let Some(table) = self.program.table(perspective) else {
            return Found::Nothing;
        };
        let rows: Vec<RowId> = self
            .conditions_of(name)
            .into_iter()
            .filter_map(|(place, at)| self.program.row_of(&table, place, at))
            .collect();
        let list = self.list_row(&table, name);
        let conditions: Vec<RowId> = match list {
            Some(row) => {
                let found = table.row(row).map(|row| table.items_of(&row));
                found
                    .into_iter()
                    .flat_map(|items| items.iter().collect::<Vec<_>>())
                    .map(|item| RowId::new(usize::from(item.a)))
                    .collect()
            }
            None => rows,
        };
        let sheet = Sheet::blank(self.program);
        let mut search = Search::new(self.program, perspective, table, &conditions, &sheet);
        search.seek(&Conditions { rows: conditions, yes: false }, LIST_BUDGET)
    }

    /// The places of the conditions of an outcome.
    fn conditions_of(&self, name: &str) -> Vec<(Place, usize)> {
        let mut first = 0;
        for outcome in &self.model.outcomes {
            let count = if let OutcomeForm::Clauses(clauses) = &outcome.form { clauses.len() } else { 0 };
            if outcome.name == name {
                return (first..first + count).map(|at| (Place::Clause, at)).collect();
            }
            first += count;
        }
        Vec::new()
    }

    /// The row of a measure that is a list.
    fn list_row(&self, table: &rubric_core::RowTable<'_>, name: &str) -> Option<RowId> {
        let at = self.model.measures.iter().position(|measure| measure.name == name)?;
        let row = self.program.row_of(table, Place::Measure, at)?;
        table.row(row).filter(|found| found.op == Op::Choose).map(|_| row)
    }

    /// Two conditions of one list that can both be true and give different levels: the first such pair.
    fn order(&self, clauses: &[Clause], first: usize, found: &mut Vec<Diagnostic>) {
        let Some(view) = self.views.last() else {
            return;
        };
        let is_condition =
            |index: &usize| clauses.get(*index).is_some_and(|clause| clause.when.is_some() && !clause.cut);
        let free: Vec<usize> = (0..clauses.len()).filter(is_condition).collect();
        for (place, one) in free.iter().enumerate() {
            for other in free.iter().skip(place + 1) {
                let Some((a, b)) = clauses.get(*one).zip(clauses.get(*other)).filter(|(a, b)| a.level != b.level)
                else {
                    continue;
                };
                let pair = [(Place::Clause, first + one), (Place::Clause, first + other)];
                if matches!(self.sought(view.perspective, &pair), Found::Sheet(_)) {
                    found.push(codes::rb506::both(a.span, b.span, &a.text, &b.text));
                    return;
                }
            }
        }
    }

    /// Whether some assessment makes conditions true; where the search comes to no end, it may.
    fn can_be(&self, perspective: Option<RaterId>, conditions: &[(Place, usize)]) -> bool {
        !matches!(self.sought(perspective, conditions), Found::Nothing)
    }

    fn sought(&self, perspective: Option<RaterId>, conditions: &[(Place, usize)]) -> Found {
        let Some(table) = self.program.table(perspective) else {
            return Found::Nothing;
        };
        let rows: Vec<RowId> =
            conditions.iter().filter_map(|(place, at)| self.program.row_of(&table, *place, *at)).collect();
        let sheet = Sheet::blank(self.program);
        let mut search = Search::new(self.program, perspective, table, &rows, &sheet);
        search.seek(&Conditions { rows, yes: true }, PAIR_BUDGET)
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
