//! The rows of one table.

use rubric_core::records::{
    IndexEntry, LeafForm, LeafId, MeasureId, NodeId, NodeKind, OutcomeId, RaterId, Roll, RowId,
};
use rubric_core::{Absence, Fraction, Item, Kind, NONE, Op, Record, Row};

use super::entities::common_denominator;
use super::writer::Writer;
use crate::list::List;
use crate::model::{Expr, Measure, MeasureForm, Model, Outcome, OutcomeForm, Target, View};
use crate::places::Places;
use crate::span::Span;

/// A finished table.
pub(super) struct Table {
    pub(super) perspective: Option<RaterId>,
    pub(super) rows: Vec<Row>,
    pub(super) items: Vec<Item>,
    pub(super) index: Vec<IndexEntry>,
    pub(super) spans: Vec<Span>,
}

/// A row and, for a count that is meant as a share, that it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Operand {
    pub(super) row: RowId,
    pub(super) share: bool,
}

/// Who sees.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Rater(RaterId),
    Combined,
}

/// A table as it grows. A row that does the same to the same is made once.
pub(super) struct Rows<'m, 'w> {
    pub(super) model: &'m Model,
    pub(super) writer: &'w mut Writer,
    perspective: Option<RaterId>,
    rows: Vec<Row>,
    items: Vec<Item>,
    spans: Vec<Span>,
    /// Rows without their place, each with its items, by their bytes.
    known: Places,
    /// The scores of each node from the side of each rater and from the combined one, where they are made already.
    scores: Vec<RowId>,
    pub(super) measures: Vec<Operand>,
    pub(super) outcomes: Vec<RowId>,
    pub(super) judged: Vec<RowId>,
    pub(super) priors: Vec<Target>,
    index: Vec<IndexEntry>,
}

impl<'m, 'w> Rows<'m, 'w> {
    pub(super) fn new(model: &'m Model, writer: &'w mut Writer, perspective: Option<RaterId>) -> Self {
        let blank = Operand { row: RowId::NONE, share: false };
        Self {
            model,
            writer,
            perspective,
            rows: Vec::new(),
            items: Vec::new(),
            spans: Vec::new(),
            known: Places::default(),
            scores: vec![RowId::NONE; model.nodes.len() * (model.raters.len() + 1)],
            measures: vec![blank; model.measures.len()],
            outcomes: vec![RowId::NONE; model.outcomes.len()],
            judged: Vec::new(),
            priors: super::entities::priors(model),
            index: Vec::new(),
        }
    }

    /// A row without items.
    pub(super) fn add(&mut self, row: Row, span: Span) -> RowId {
        self.add_with(row, Vec::new(), span)
    }

    /// A row with items; one that is there already is not made again.
    pub(super) fn add_with(&mut self, row: Row, items: Vec<Item>, span: Span) -> RowId {
        let row = Row { guarded: 1, ..row };
        let mut key = Vec::new();
        row.write(&mut key);
        items.iter().for_each(|item| item.write(&mut key));
        let (id, new) = self.known.place(&key);
        let id = RowId::new(id);
        if !new {
            return id;
        }
        let first = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        self.rows.push(Row { items: first, count: u16::try_from(items.len()).unwrap_or(u16::MAX), ..row });
        self.items.extend(&items);
        self.spans.push(span);
        id
    }

    pub(super) fn number(&mut self, number: Fraction, span: Span) -> RowId {
        let id = self.writer.number(number);
        self.add(Row { a: operand(id.index()), ..Row::new(Op::Number, Kind::Number) }, span)
    }

    pub(super) fn absent(&mut self, kind: Kind, reason: Absence, span: Span) -> RowId {
        self.add(Row { how: reason as u8, ..Row::new(Op::Absent, kind) }, span)
    }

    pub(super) fn kind(&self, row: RowId) -> Kind {
        self.rows.get(row.index()).map_or(Kind::Number, |row| row.kind)
    }

    /// Every row that a result needs.
    pub(super) fn everything(&mut self) {
        let mut own = Vec::new();
        self.scores_from(Some(self.own_side()), &mut own);
        let mut views = Vec::new();
        for rater in (0..self.model.raters.len()).map(RaterId::new) {
            self.scores_from(Some(Side::Rater(rater)).filter(|_| self.may_see(rater)), &mut views);
        }
        self.judged = (0..self.model.judged.len()).map(|index| self.judged_row(index)).list();
        for target in &self.model.order {
            match target {
                Target::Measure(measure) => self.measure(*measure),
                Target::Outcome(outcome) => self.outcome(*outcome),
                Target::Node(_) | Target::Judged(_) => {}
            }
        }
        self.fill_index(own, views);
    }

    /// The scores of all nodes from a side; where it may not be seen there are none.
    fn scores_from(&mut self, side: Option<Side>, rows: &mut Vec<RowId>) {
        for node in (0..self.model.nodes.len()).map(NodeId::new) {
            rows.push(side.map_or(RowId::NONE, |side| self.score_row(node, side)));
        }
    }

    fn fill_index(&mut self, own: Vec<RowId>, views: Vec<RowId>) {
        let model = self.model;
        let mut index = own;
        for at in 0..self.measures.len() {
            index.push(self.measure_number(at));
        }
        index.extend(&self.outcomes);
        for outcome in &model.outcomes {
            index.push(self.uncapped(outcome));
        }
        for outcome in &model.outcomes {
            if let OutcomeForm::Clauses(clauses) = &outcome.form {
                clauses.iter().for_each(|clause| index.push(self.condition(clause.when.as_ref())));
            }
        }
        for outcome in &model.outcomes {
            outcome.caps.iter().for_each(|cap| index.push(self.expr(&cap.when)));
        }
        for judged in &model.judged {
            judged.caps.iter().for_each(|cap| index.push(self.expr(&cap.when)));
        }
        for rule in &model.rules {
            index.push(self.expr(&rule.when));
        }
        index.extend(&self.judged);
        for judged in &model.judged {
            index.push(self.condition(judged.comment.as_ref()));
        }
        index.extend(views);
        self.index = index.into_iter().map(|row| IndexEntry { row }).list();
    }

    fn condition(&mut self, condition: Option<&'m Expr>) -> RowId {
        condition.map_or(RowId::NONE, |condition| self.expr(condition))
    }

    pub(super) fn finish(self) -> Table {
        Table {
            perspective: self.perspective,
            rows: self.rows,
            items: self.items,
            index: self.index,
            spans: self.spans,
        }
    }

    fn own_side(&self) -> Side {
        self.perspective.map_or(Side::Combined, Side::Rater)
    }

    pub(super) fn side(&self, view: View) -> Side {
        match view {
            View::Own => self.own_side(),
            View::Rater(rater) => Side::Rater(rater),
            View::Combined => Side::Combined,
        }
    }

    /// Whether a rater's ratings may be seen from this perspective.
    pub(super) fn may_see(&self, rater: RaterId) -> bool {
        self.perspective == Some(rater) || self.model.raters.get(rater.index()).is_none_or(|rater| !rater.private)
    }

    /// The score of a node from a side: left out where it is not asked.
    pub(super) fn score_row(&mut self, node: NodeId, side: Side) -> RowId {
        let raters = self.model.raters.len();
        let slot = node.index() * (raters + 1) + if let Side::Rater(rater) = side { rater.index() } else { raters };
        let known = self.scores.get(slot).copied().unwrap_or(RowId::NONE);
        if known != RowId::NONE {
            return known;
        }
        let row = self.bare_score(node, side);
        let row = match self.asked(node) {
            Some(condition) => {
                self.add(Row { a: of(row), b: of(condition), ..Row::new(Op::Only, Kind::Number) }, self.span_of(node))
            }
            None => row,
        };
        if let Some(known) = self.scores.get_mut(slot) {
            *known = row;
        }
        row
    }

    /// The condition under which a node is asked: its own and those of the nodes it stands in.
    fn asked(&mut self, node: NodeId) -> Option<RowId> {
        let found = self.model.node(node)?;
        let above = found.parent.and_then(|parent| self.asked(parent));
        let own = found.only_when.as_ref().map(|condition| self.expr(condition));
        match (above, own) {
            (Some(above), Some(own)) => {
                Some(self.add(Row { a: of(above), b: of(own), ..Row::new(Op::And, Kind::Truth) }, self.span_of(node)))
            }
            (above, own) => above.or(own),
        }
    }

    fn span_of(&self, node: NodeId) -> Span {
        self.model.node(node).map(|node| node.span).unwrap_or_default()
    }

    fn bare_score(&mut self, node: NodeId, side: Side) -> RowId {
        let span = self.span_of(node);
        let Some(found) = self.model.node(node) else {
            return self.absent(Kind::Number, Absence::Unrated, span);
        };
        if let Side::Rater(rater) = side
            && !self.may_see(rater)
        {
            return self.absent(Kind::Number, Absence::Private, span);
        }
        match &found.leaf {
            Some(_) if found.kind == NodeKind::Narrative => self.absent(Kind::Number, Absence::Unrated, span),
            Some(leaf) => self.leaf_row(found.first_leaf, leaf.form, side, span),
            None => {
                let children: Vec<RowId> = found.children.iter().map(|child| self.score_row(*child, side)).list();
                let weights: Vec<Fraction> =
                    found.children.iter().filter_map(|child| self.model.node(*child)).map(|child| child.weight).list();
                self.roll(found.roll, &children, &weights, found.needs, span)
            }
        }
    }

    fn leaf_row(&mut self, leaf: LeafId, form: LeafForm, side: Side, span: Span) -> RowId {
        match side {
            Side::Rater(rater) => {
                let many = self.model.raters.get(rater.index()).filter(|rater| rater.many);
                let op = match (many, form) {
                    (Some(_), _) => Op::Group,
                    (None, LeafForm::Number) => Op::Figure,
                    (None, _) => Op::Rating,
                };
                let how = many.map_or(0, |rater| rater.rounded.unwrap_or(u8::MAX));
                self.add(
                    Row { a: operand(leaf.index()), b: operand(rater.index()), how, ..Row::new(op, Kind::Number) },
                    span,
                )
            }
            Side::Combined => {
                let shares = &self.model.shares;
                let rows: Vec<RowId> =
                    shares.iter().map(|share| self.leaf_row(leaf, form, Side::Rater(share.rater), span)).list();
                match rows.as_slice() {
                    [] => self.absent(Kind::Number, Absence::Private, span),
                    [only] => *only,
                    several => {
                        let weights: Vec<Fraction> = shares.iter().map(|share| share.weight).list();
                        let whole = whole_weights(&weights).0;
                        let mut items = Vec::new();
                        for ((row, share), weight) in several.iter().zip(shares).zip(&whole) {
                            items.push(Item { a: of(*row), b: u16::from(share.optional), weight: *weight });
                        }
                        self.add_with(Row::new(Op::Combine, Kind::Number), items, span)
                    }
                }
            }
        }
    }

    /// The roll-up of rows with weights.
    pub(super) fn roll(
        &mut self,
        how: Roll,
        rows: &[RowId],
        weights: &[Fraction],
        needs: Fraction,
        span: Span,
    ) -> RowId {
        let (items, unit) = weighed(rows, weights);
        if items.len() != rows.len() {
            return self.absent(Kind::Number, Absence::TooLarge, span);
        }
        let row = Row {
            how: how as u8,
            a: operand(self.writer.number(needs).index()),
            b: operand(self.writer.number(unit).index()),
            c: NONE,
            ..Row::new(Op::Roll, Kind::Number)
        };
        self.add_with(row, items, span)
    }

    /// The coverage of rows with weights.
    pub(super) fn coverage(&mut self, rows: &[RowId], weights: &[Fraction], span: Span) -> RowId {
        let (items, _) = weighed(rows, weights);
        if items.len() != rows.len() {
            return self.absent(Kind::Number, Absence::TooLarge, span);
        }
        self.add_with(Row::new(Op::Coverage, Kind::Number), items, span)
    }

    fn judged_row(&mut self, index: usize) -> RowId {
        let levels = self
            .model
            .judged
            .get(index)
            .and_then(|judged| self.model.scale(judged.scale))
            .map_or(0, |scale| scale.levels.len());
        self.add(Row { a: operand(index), b: operand(levels), ..Row::new(Op::Judged, Kind::Level) }, Span::default())
    }

    fn measure(&mut self, id: MeasureId) {
        let Some(measure) = self.model.measures.get(id.index()) else {
            return;
        };
        let made = self.measure_row(measure);
        if let Some(slot) = self.measures.get_mut(id.index()) {
            *slot = made;
        }
    }

    fn measure_row(&mut self, measure: &'m Measure) -> Operand {
        let row = match &measure.form {
            MeasureForm::Formula(formula) => return self.operand(formula),
            MeasureForm::List(lines) => {
                let items = lines
                    .iter()
                    .map(|(value, when)| {
                        let condition = when.as_ref().map_or(NONE, |when| of(self.expr(when)));
                        Item { a: condition, b: of(self.number_of(value)), weight: 0 }
                    })
                    .list();
                self.add_with(Row::new(Op::Choose, Kind::Number), items, measure.span)
            }
            MeasureForm::Linear(value, points) => {
                let value = self.number_of(value);
                let items = points
                    .iter()
                    .map(|(x, y)| Item {
                        a: operand(self.writer.number(*x).index()),
                        b: operand(self.writer.number(*y).index()),
                        weight: 0,
                    })
                    .list();
                self.add_with(Row { a: of(value), ..Row::new(Op::Linear, Kind::Number) }, items, measure.span)
            }
        };
        Operand { row, share: false }
    }

    /// The row of a measure as a number, or as a count where the range that is left matters.
    fn measure_number(&mut self, at: usize) -> RowId {
        let span = self.model.measures.get(at).map(|measure| measure.span).unwrap_or_default();
        match self.measures.get(at).copied() {
            Some(operand) if operand.share => self.counted(operand, span),
            Some(operand) => operand.row,
            None => RowId::NONE,
        }
    }

    fn outcome(&mut self, id: OutcomeId) {
        let Some(outcome) = self.model.outcomes.get(id.index()) else {
            return;
        };
        let mut row = self.uncapped(outcome);
        for cap in &outcome.caps {
            let condition = self.expr(&cap.when);
            let capped = Row {
                a: of(row),
                b: of(condition),
                c: u16::from(cap.level),
                how: cap.limit as u8,
                ..Row::new(Op::Cap, Kind::Level)
            };
            row = self.add(capped, cap.span);
        }
        if let Some(slot) = self.outcomes.get_mut(id.index()) {
            *slot = row;
        }
    }

    fn uncapped(&mut self, outcome: &'m Outcome) -> RowId {
        match &outcome.form {
            OutcomeForm::Clauses(clauses) => {
                let items = clauses
                    .iter()
                    .map(|clause| {
                        let condition = clause.when.as_ref().map_or(NONE, |when| of(self.expr(when)));
                        Item { a: condition, b: u16::from(clause.level), weight: 0 }
                    })
                    .list();
                self.add_with(Row::new(Op::Decide, Kind::Level), items, outcome.span)
            }
            OutcomeForm::Matrix(rows, columns, cells) => {
                let (down, across) = (self.expr(rows), self.expr(columns));
                let width = cells.first().map_or(0, Vec::len);
                let mut items = Vec::new();
                for cells in cells {
                    cells.iter().for_each(|level| items.push(Item { a: NONE, b: u16::from(*level), weight: 0 }));
                }
                let row = Row { a: of(down), b: of(across), c: operand(width), ..Row::new(Op::Matrix, Kind::Level) };
                self.add_with(row, items, outcome.span)
            }
        }
    }
}

/// A row as an operand.
pub(super) fn of(row: RowId) -> u16 {
    operand(row.index())
}

/// A small number as an operand.
pub(super) fn operand(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// Weights as whole numbers beside each other, and what one of them stands for: each weight is its whole number over the
/// unit. Nothing where they do not fit.
pub(super) fn whole_weights(weights: &[Fraction]) -> (Vec<i64>, Fraction) {
    scaled(weights).unwrap_or_default()
}

fn scaled(weights: &[Fraction]) -> Option<(Vec<i64>, Fraction)> {
    let common = common_denominator(&mut weights.iter().copied())?;
    let (mut nums, mut shared) = (Vec::new(), 0_i128);
    for weight in weights {
        let lowest = weight.lowest();
        let num = lowest.num().checked_mul(common / lowest.den())?;
        shared = rubric_core::Int::common_divisor(shared, num);
        nums.push(num);
    }
    let shared = shared.max(1);
    let (mut whole, mut total) = (Vec::new(), 0_i64);
    for num in nums {
        let weight = i64::try_from(num / shared).ok()?;
        total = total.checked_add(weight)?;
        whole.push(weight);
    }
    Some((whole, Fraction::new(common, shared)?.lowest()))
}

/// Rows with their weights as items, and what one whole weight stands for. Nothing where the weights do not fit.
fn weighed(rows: &[RowId], weights: &[Fraction]) -> (Vec<Item>, Fraction) {
    let (whole, unit) = whole_weights(weights);
    (rows.iter().zip(&whole).map(|(row, weight)| Item { a: of(*row), b: 0, weight: *weight }).list(), unit)
}
