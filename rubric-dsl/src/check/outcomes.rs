//! Measures, outcomes and judgements.

use rubric_core::records::{Limit, OutcomeId, ScaleId};
use rubric_core::{Comparison, Fraction};

use super::Checker;
use super::expressions::Scope;
use crate::ast::{self, Entry, ItemKind, MeasureForm as Form, Name, OutcomeItemKind, Test};
use crate::codes;
use crate::constant;
use crate::format;
use crate::list::List;
use crate::model::{
    Cap, Clause, Expr, ExprKind, Judged, Level, Measure, MeasureForm, Outcome, OutcomeForm, Scale, Type,
};
use crate::named::Named;
use crate::span::Span;

/// What the cuts of a list are compared with. It is read anew for each of them: an expression belongs to one place.
#[derive(Clone, Copy)]
struct Of<'a, 's> {
    expr: &'a ast::Expr<'s>,
    /// Whether a level counts as its value.
    as_number: bool,
}

/// What stands above a line of a list.
#[derive(Default)]
struct Above {
    /// The last cut, and where it stands.
    cut: Option<(Fraction, Span)>,
    /// Where `otherwise` stands.
    otherwise: Option<Span>,
}

impl<'a, 's> Checker<'a, 's> {
    /// The levels of every outcome and judgement, so that expressions can speak of them.
    pub(super) fn own_levels(&mut self) {
        for (outcome, span) in
            self.items(|kind| if let ItemKind::Outcome(outcome) = kind { Some(outcome) } else { None })
        {
            let scale = match outcome.scale {
                Some(name) => {
                    let scale = self.scale(name);
                    self.keep(scale)
                }
                None => self.own_scale(outcome, span),
            };
            self.names.outcome_scales.push(scale);
        }
        for (judged, _) in self.items(|kind| if let ItemKind::Judged(judged) = kind { Some(judged) } else { None }) {
            let scale = self.scale(judged.scale);
            let scale = self.keep(scale);
            self.names.judged_scales.push(scale);
        }
    }

    fn own_scale(&mut self, outcome: &'a ast::Outcome<'s>, span: Span) -> Option<ScaleId> {
        let mut levels = Vec::new();
        for item in &outcome.items {
            if let OutcomeItemKind::Level(name, label) = &item.kind {
                levels.insert(if outcome.lowest_first { levels.len() } else { 0 }, (name, label));
            }
        }
        if levels.is_empty() {
            self.report(codes::rb517::no_levels(outcome.name.span, outcome.name.text));
            return None;
        }
        self.limit(&rubric_core::bounds::LEVELS, levels.len(), outcome.name.span);
        let mut first = Named::default();
        let mut kept = Vec::new();
        for (place, (name, label)) in levels.iter().enumerate() {
            if let Some(place) = first.insert(name.text, name.span) {
                self.report(codes::rb203::twice(name.span, place, name.text));
            }
            let label = self.text(&["outcome", outcome.name.text, name.text], label);
            kept.push(Level {
                name: name.text.to_owned(),
                label,
                value: Fraction::whole(i128::try_from(place).unwrap_or(0)),
            });
        }
        let scale = ScaleId::new(self.model.scales.len());
        let name = outcome.name.text.to_owned();
        self.model.scales.push(Scale {
            name,
            levels: kept,
            valued: false,
            half_steps: false,
            counted: Vec::new(),
            span,
        });
        Some(scale)
    }

    pub(super) fn results(&mut self) {
        for (measure, span) in
            self.items(|kind| if let ItemKind::Measure(measure) = kind { Some(measure) } else { None })
        {
            let title = match &measure.title {
                Some(title) => self.text(&["measure", measure.name.text], title),
                None => measure.name.text.to_owned(),
            };
            let form = self.measure(measure).unwrap_or(MeasureForm::List(Vec::new()));
            let end = measure.title.as_ref().map_or(measure.name.span, |title| title.span);
            let span = if matches!(form, MeasureForm::Formula(_)) { span } else { span.to(end) };
            self.model.measures.push(Measure { name: measure.name.text.to_owned(), title, form, span });
        }
        for (outcome, span) in
            self.items(|kind| if let ItemKind::Outcome(outcome) = kind { Some(outcome) } else { None })
        {
            self.outcome(outcome, span);
        }
        for (judged, _) in self.items(|kind| if let ItemKind::Judged(judged) = kind { Some(judged) } else { None }) {
            self.judged(judged);
        }
    }

    fn measure(&mut self, measure: &'a ast::Measure<'s>) -> Option<MeasureForm> {
        match &measure.form {
            Form::Formula(formula) => self.number(formula, &Scope::EVERYTHING).map(MeasureForm::Formula),
            Form::Steps(of, entries) => {
                let of = Of { expr: of, as_number: true };
                let is_sound = self.compared_with(of).is_some();
                self.list(entries, Some(of).filter(|_| is_sound))
            }
            Form::List(entries) => self.list(entries, None),
            Form::Linear(of, entries) => {
                let of = self.number(of, &Scope::EVERYTHING);
                let points = self.points(entries, measure.name.span)?;
                Some(MeasureForm::Linear(of?, points))
            }
        }
    }

    /// `VALUE from CUT`, `VALUE when CONDITION` and `VALUE otherwise`, read from top to bottom.
    fn list(&mut self, entries: &'a [Entry<'s>], of: Option<Of<'a, 's>>) -> Option<MeasureForm> {
        let mut above = Above::default();
        let line = |entry: &'a Entry<'s>| {
            self.follows(&mut above, &entry.test, entry.span);
            let value = self.number(&entry.value, &Scope::EVERYTHING);
            value.zip(self.test(&entry.test, of, entry.span))
        };
        entries.iter().map(line).all_there().map(MeasureForm::List)
    }

    /// The condition of a line: none for `otherwise`.
    fn test(&mut self, test: &'a Test<'s>, of: Option<Of<'a, 's>>, span: Span) -> Option<Option<Expr>> {
        match (test, of) {
            (Test::Otherwise, _) => Some(None),
            (Test::When(condition), _) => self.truth(condition, &Scope::EVERYTHING).map(Some),
            (Test::From(cut), Some(of)) => self.from(of, cut, span).map(Some),
            (Test::From(_), None) => {
                self.report(codes::rb516::nothing_to_cut(span));
                None
            }
            (Test::At(_), _) => {
                self.report(codes::rb516::point_outside_lines(span));
                None
            }
        }
    }

    fn compared_with(&mut self, of: Of<'a, 's>) -> Option<Expr> {
        if of.as_number { self.number(of.expr, &Scope::EVERYTHING) } else { self.expr(of.expr, &Scope::EVERYTHING) }
    }

    /// `EXPR >= CUT`, where the cut is a constant, or a level where the expression is one.
    fn from(&mut self, of: Of<'a, 's>, cut: &'a ast::Expr<'s>, span: Span) -> Option<Expr> {
        let of = self.compared_with(of)?;
        let cut = match (&cut.kind, of.ty) {
            (ast::ExprKind::Path(path, None), Type::Level(scale)) if path.names.len() == 1 => {
                let name = path.names.first().copied()?;
                let level = self.level(scale, name);
                Expr { kind: ExprKind::Level(self.keep(level)?), ty: of.ty, span: cut.span }
            }
            _ => {
                let checked = self.number(cut, &Scope::CONSTANTS)?;
                let Some(value) = constant::number(&checked) else {
                    self.report(codes::rb411::not_constant(cut.span, "a cut"));
                    return None;
                };
                Expr { kind: ExprKind::Number(value), ty: Type::Number, span: cut.span }
            }
        };
        let of = if cut.ty == Type::Number { self.as_number(of)? } else { of };
        Some(Expr { kind: ExprKind::Compare(Box::new(of), Comparison::AtLeast, Box::new(cut)), ty: Type::Truth, span })
    }

    fn points(&mut self, entries: &'a [Entry<'s>], span: Span) -> Option<Vec<(Fraction, Fraction)>> {
        let mut points: Vec<(Fraction, Fraction)> = Vec::new();
        let mut sound = true;
        for entry in entries {
            let Test::At(point) = &entry.test else {
                self.report(codes::rb516::not_a_point(entry.span));
                sound = false;
                continue;
            };
            let (x, y) = (self.constant(point, "a point"), self.constant(&entry.value, "a point's value"));
            let Some((x, y)) = x.zip(y) else {
                sound = false;
                continue;
            };
            if let Some((last, _)) = points.last().filter(|(last, _)| *last >= x) {
                self.report(codes::rb501::points(entry.span, x, *last));
                sound = false;
            }
            points.push((x, y));
        }
        if points.len() < 2 && sound {
            self.report(codes::rb516::too_few_points(span));
            return None;
        }
        sound.then_some(points)
    }

    fn constant(&mut self, expr: &'a ast::Expr<'s>, what: &str) -> Option<Fraction> {
        let checked = self.number(expr, &Scope::CONSTANTS)?;
        let value = constant::number(&checked);
        if value.is_none() {
            self.report(codes::rb411::not_constant(expr.span, what));
        }
        value
    }

    /// Cuts fall from line to line, and nothing stands behind `otherwise`.
    fn follows(&mut self, above: &mut Above, test: &'a Test<'s>, span: Span) {
        if let Some(place) = above.otherwise.take() {
            self.report(codes::rb507::not_last(place));
        }
        match test {
            Test::Otherwise => above.otherwise = Some(span),
            Test::From(cut) => {
                let before = self.found.len();
                let value = self.number(cut, &Scope::CONSTANTS).and_then(|cut| constant::number(&cut));
                self.found.truncate(before);
                let Some(value) = value else {
                    return;
                };
                if let Some((higher, place)) = above.cut.filter(|(higher, _)| *higher <= value) {
                    self.report(codes::rb501::cuts(span, place, value, higher));
                }
                above.cut = Some((value, span));
            }
            _ => {}
        }
    }

    fn outcome(&mut self, outcome: &'a ast::Outcome<'s>, span: Span) {
        let span = span.to(outcome.title.span);
        let title = self.text(&["outcome", outcome.name.text], &outcome.title);
        let id = OutcomeId::new(self.model.outcomes.len());
        let scale = self.names.outcome_scales.get(id.index()).copied().flatten();
        let made = scale.and_then(|scale| self.decided(outcome, scale).map(|form| (scale, form)));
        let caps = scale.map(|scale| self.caps_of(outcome, scale)).unwrap_or_default();
        if outcome.scale.is_some() {
            for item in outcome.items.iter().filter(|item| matches!(item.kind, OutcomeItemKind::Level(..))) {
                self.report(codes::rb517::levels_twice(item.span, outcome.scale.map_or("", |scale| scale.text)));
            }
        }
        let (scale, form) = made.unwrap_or((ScaleId::NONE, OutcomeForm::Clauses(Vec::new())));
        self.model.outcomes.push(Outcome { name: outcome.name.text.to_owned(), title, scale, form, caps, span });
    }

    fn decided(&mut self, outcome: &'a ast::Outcome<'s>, scale: ScaleId) -> Option<OutcomeForm> {
        let matrix = outcome
            .items
            .iter()
            .any(|item| matches!(item.kind, OutcomeItemKind::Columns(_) | OutcomeItemKind::Row(..)));
        if matrix {
            return self.matrix(outcome, scale);
        }
        if let Some(by) = &outcome.by {
            self.report(codes::rb508::no_cells(by.span));
        }
        let of = match &outcome.of {
            Some(expr) => {
                let of = Of { expr, as_number: false };
                self.compared_with(of)?;
                Some(of)
            }
            None => None,
        };
        self.clauses(outcome, scale, of).map(OutcomeForm::Clauses)
    }

    fn clauses(
        &mut self,
        outcome: &'a ast::Outcome<'s>,
        scale: ScaleId,
        of: Option<Of<'a, 's>>,
    ) -> Option<Vec<Clause>> {
        let (mut clauses, mut written, mut above) = (Vec::new(), 0, Above::default());
        for item in &outcome.items {
            let OutcomeItemKind::Clause(level, test) = &item.kind else {
                continue;
            };
            written += 1;
            self.follows(&mut above, test, item.span);
            let found = self.level(scale, *level);
            let found = self.keep(found);
            if let (Some(place), Some(when)) = (found, self.test(test, of, item.span)) {
                let text = format!("{} {}", level.text, format::test(test));
                let cut = matches!(test, Test::From(_));
                clauses.push(Clause { level: place, when, cut, text, span: item.span });
            }
        }
        if written == 0 {
            self.report(codes::rb517::no_clauses(outcome.name.span, outcome.name.text));
        }
        Some(clauses).filter(|clauses| clauses.len() == written)
    }

    fn caps_of(&mut self, outcome: &'a ast::Outcome<'s>, scale: ScaleId) -> Vec<Cap> {
        let (mut caps, mut count) = (Vec::new(), 0_usize);
        for item in &outcome.items {
            if let OutcomeItemKind::Cap(cap) = &item.kind {
                count += 1;
                let key = ["outcome", outcome.name.text, "because", &count.to_string()];
                caps.extend(self.cap(cap, item.span, scale, &key));
            }
        }
        caps
    }

    fn cap(&mut self, cap: &'a ast::Cap<'s>, span: Span, scale: ScaleId, key: &[&str]) -> Option<Cap> {
        let level = self.level(scale, cap.level);
        let level = self.keep(level);
        let when = self.truth(&cap.when, &Scope::EVERYTHING);
        let text = format::cap(cap);
        let because = cap.because.as_ref().map(|because| self.text(key, because)).unwrap_or_default();
        let limit = if cap.at_most { Limit::AtMost } else { Limit::AtLeast };
        Some(Cap { limit, level: level?, when: when?, because, text, span })
    }

    /// A matrix: every level of both inputs once, every cell filled.
    fn matrix(&mut self, outcome: &'a ast::Outcome<'s>, scale: ScaleId) -> Option<OutcomeForm> {
        for item in outcome.items.iter().filter(|item| matches!(item.kind, OutcomeItemKind::Clause(..))) {
            self.report(codes::rb517::clause_in_matrix(item.span));
        }
        let Some((rows, columns)) = self.inputs(outcome) else {
            self.report(codes::rb508::no_inputs(outcome.name.span));
            return None;
        };
        let (rows, columns) = (self.keep(rows)?, self.keep(columns)?);
        let row_names = self.names_of(&rows)?;
        let column_names = self.names_of(&columns)?;
        let header = outcome.items.iter().find_map(|item| {
            if let OutcomeItemKind::Columns(names) = &item.kind { Some((names, item.span)) } else { None }
        });
        let Some((header, span)) = header else {
            self.report(codes::rb508::no_columns(outcome.name.span, &column_names));
            return None;
        };
        let columns_at = self.places(header, &column_names, span)?;
        let (mut levels, mut written) = (Vec::new(), Vec::new());
        for item in &outcome.items {
            if let OutcomeItemKind::Row(level, cells) = &item.kind {
                levels.push(*level);
                written.push((cells, item.span));
            }
        }
        let rows_at = self.places(&levels, &row_names, outcome.name.span)?;
        let mut cells = row_names.iter().map(|_| vec![0; column_names.len()]).list();
        for ((names, span), row) in written.into_iter().zip(rows_at) {
            if names.len() != column_names.len() {
                self.report(codes::rb508::cells(span, names.len(), column_names.len()));
                return None;
            }
            for (name, column) in names.iter().zip(&columns_at) {
                let level = self.level(scale, *name);
                let level = self.keep(level)?;
                if let Some(cell) = cells.get_mut(row).and_then(|cells| cells.get_mut(*column)) {
                    *cell = level;
                }
            }
        }
        Some(OutcomeForm::Matrix(rows, columns, cells))
    }

    /// The two inputs of a matrix. `of a by b` reads like `a` from the side of `b`; in a matrix it is two values.
    fn inputs(
        &mut self,
        outcome: &'a ast::Outcome<'s>,
    ) -> Option<(Result<Expr, crate::Diagnostic>, Result<Expr, crate::Diagnostic>)> {
        let of = outcome.of.as_ref()?;
        let scope = Scope::EVERYTHING;
        match (&of.kind, &outcome.by) {
            (ast::ExprKind::Path(row, Some(by)), None) => {
                let column = ast::Path { names: vec![*by], span: by.span };
                Some((self.path(row, None, &scope), self.path(&column, None, &scope)))
            }
            (ast::ExprKind::Path(row, None), Some(column)) => {
                Some((self.path(row, None, &scope), self.path(column, None, &scope)))
            }
            _ => None,
        }
    }

    /// What the rows or columns of a matrix are named: levels, lowest first, or choices.
    fn names_of(&mut self, input: &Expr) -> Option<Vec<String>> {
        match (input.ty, &input.kind) {
            (Type::Level(scale), ExprKind::Outcome(_) | ExprKind::Judged(_)) => {
                Some(self.model.scale(scale)?.levels.iter().map(|level| level.name.clone()).list())
            }
            (Type::Choice(context), _) => match &self.model.contexts.get(context.index())?.form {
                crate::model::ContextForm::Choices(choices) => {
                    Some(choices.iter().map(|(name, _)| name.clone()).list())
                }
                crate::model::ContextForm::Number(..) => None,
            },
            (ty, _) => {
                let found = self.type_name(ty);
                self.report(codes::rb512::wrong_type(input.span, "an outcome, a judgement or a choice", &found));
                None
            }
        }
    }

    /// Where each written name stands among those wanted; every one of them is written once.
    fn places(&mut self, written: &[Name<'s>], wanted: &[String], span: Span) -> Option<Vec<usize>> {
        let mut places = Vec::new();
        for name in written {
            let Some(place) = wanted.iter().position(|known| known == name.text) else {
                self.report(codes::rb201::unknown(
                    name.span,
                    name.text,
                    "a row or column",
                    wanted.iter().map(String::as_str),
                ));
                return None;
            };
            if let Some(first) = places.iter().position(|known| *known == place).and_then(|at| written.get(at)) {
                self.report(codes::rb110::twice(name.span, first.span, &codes::said(|| format!("`{}`", name.text))));
                return None;
            }
            places.push(place);
        }
        // Every place is there once, so that as many as are wanted are all.
        if places.len() < wanted.len() {
            let missing =
                wanted.iter().enumerate().filter(|(at, _)| !places.contains(at)).map(|(_, name)| name.as_str());
            self.report(codes::rb508::missing(span, &codes::names(missing)));
            return None;
        }
        Some(places)
    }

    fn judged(&mut self, judged: &'a ast::Judged<'s>) {
        let title = self.text(&["judged", judged.name.text], &judged.title);
        let scale = self.names.judged_scales.get(self.model.judged.len()).copied().flatten();
        let rater = self.rater(judged.rater);
        let rater = self.keep(rater);
        if rater.and_then(|rater| self.model.raters.get(rater.index())).is_some_and(|rater| rater.many) {
            self.report(codes::rb518::by_a_group(judged.rater.span, judged.rater.text));
        }
        let proposing = judged.proposing.and_then(|name| self.proposed(name, scale));
        let mut made = Judged {
            name: judged.name.text.to_owned(),
            title,
            scale: scale.unwrap_or(ScaleId::NONE),
            rater: rater.unwrap_or_default(),
            proposing,
            caps: Vec::new(),
            comment: None,
            comment_text: String::new(),
        };
        let mut caps = 0_usize;
        for item in &judged.items {
            match &item.kind {
                ast::JudgedItemKind::Cap(cap) => {
                    caps += 1;
                    let key = ["judged", judged.name.text, "because", &caps.to_string()];
                    let cap = scale.and_then(|scale| self.cap(cap, item.span, scale, &key));
                    made.caps.extend(cap);
                }
                ast::JudgedItemKind::Comment(None) => {
                    made.comment = Some(Expr { kind: ExprKind::And(Vec::new()), ty: Type::Truth, span: item.span });
                    "always".clone_into(&mut made.comment_text);
                }
                ast::JudgedItemKind::Comment(Some(condition)) => {
                    made.comment = self.truth(condition, &Scope::EVERYTHING);
                    made.comment_text = format::expression(condition);
                }
            }
        }
        self.model.judged.push(made);
    }

    /// The outcome that a judgement proposes, which has the same levels.
    fn proposed(&mut self, name: Name<'s>, scale: Option<ScaleId>) -> Option<OutcomeId> {
        let outcome = self.outcome_named(name)?;
        let proposed = self.names.outcome_scales.get(outcome.index()).copied().flatten();
        if let Some((one, other)) = scale.zip(proposed).filter(|(one, other)| one != other) {
            let (one, other) = (self.type_name(Type::Level(one)), self.type_name(Type::Level(other)));
            self.report(codes::rb513::two_scales(name.span, &one, &other));
        }
        Some(outcome)
    }
}
