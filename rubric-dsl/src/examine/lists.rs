//! Decision lists: whether a line holds for everyone, and which lines depend on their order.

use rubric_core::Op;
use rubric_core::records::{Place, RaterId, RowId};

use super::{Examiner, LIST_BUDGET, PAIR_BUDGET};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::model::{Clause, Expr, OutcomeForm};
use crate::search::{Conditions, Found, Search};
use crate::sheet::Sheet;
use crate::span::Span;

impl Examiner<'_, '_> {
    /// A list without `otherwise` must match every assessment.
    pub(super) fn totality<'m>(
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
    pub(super) fn order(&self, clauses: &[Clause], first: usize, found: &mut Vec<Diagnostic>) {
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
    pub(super) fn can_be(&self, perspective: Option<RaterId>, conditions: &[(Place, usize)]) -> bool {
        !matches!(self.sought(perspective, conditions), Found::Nothing)
    }

    fn sought(&self, perspective: Option<RaterId>, conditions: &[(Place, usize)]) -> Found {
        let Some(table) = self.program.table(perspective) else {
            return Found::Nothing;
        };
        let rows: Vec<RowId> =
            conditions.iter().filter_map(|(place, at)| self.program.row_of(&table, *place, *at)).collect();
        let view = self.views.iter().find(|view| view.perspective == perspective);
        if view.is_some_and(|view| rows.iter().any(|row| view.asks(*row))) {
            return Found::Undecided;
        }
        let sheet = Sheet::blank(self.program);
        let mut search = Search::new(self.program, perspective, table, &rows, &sheet);
        search.seek(&Conditions { rows, yes: true }, PAIR_BUDGET)
    }
}
