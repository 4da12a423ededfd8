//! What the engine says of the assessment, from the side on which the element stands.

use rubric_core::records::{NodeId, OutcomeId, Place, RaterId};
use rubric_core::{Absence, Bounds, Evaluation, Fraction, LevelRange, Levels, MissingWhat, Program, Range, Scope};
use rubric_dsl::result::ResultFile;
use rubric_dsl::{List, Sheet, Step};

use crate::state::{Mode, State};

/// What the engine says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// What was read.
    pub(crate) sheet: Sheet,
    /// The result.
    pub(crate) result: ResultFile,
    /// What is still missing, by leaf.
    pub(crate) missing: Vec<Vec<Lack>>,
    /// Which nodes are not asked here.
    unasked: Vec<bool>,
    /// What each node comes to from each rater's side, where it may be seen: by rater, then by node.
    sides: Vec<Vec<Option<Fraction>>>,
}

/// What a leaf lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lack {
    /// A rating, number or text.
    Answer,
    /// A comment.
    Comment,
    /// Evidence.
    Evidence,
}

impl Reading {
    /// Reads an assessment. `before` is kept where the engine would see the same.
    pub(crate) fn of(state: &State, before: Option<&std::rc::Rc<Self>>) -> std::rc::Rc<Self> {
        let Some(program) = state.rubric.program() else {
            return std::rc::Rc::default();
        };
        let sheet = state.book.sheet(&program, &state.rubric.form, &|rater| state.is_hidden(rater));
        if let Some(before) = before.filter(|before| before.is_made() && before.sheet == sheet) {
            return before.clone();
        }
        std::rc::Rc::new(Self::made(state, &program, sheet))
    }

    fn made(state: &State, program: &Program<'_>, sheet: Sheet) -> Self {
        let perspective = state.perspective.map(RaterId::new);
        let possible = possible(program, perspective, &sheet);
        let possible = |outcome: OutcomeId| possible.get(outcome.index()).copied().unwrap_or_default();
        let read = rubric_dsl::evaluate(program, perspective, &sheet, |evaluation| {
            let result = rubric_dsl::result::result(evaluation, &state.book.subject, &possible, state.voice());
            let unasked = |at| {
                let row = evaluation.row_of(Place::Node, at);
                row.and_then(|row| evaluation.absence(row)) == Some(Absence::NotAsked)
            };
            let nodes = 0..program.nodes().len();
            let unasked = nodes.map(unasked).list();
            (result, unasked, sides(state, evaluation), missing(state, evaluation))
        });
        let (result, unasked, sides, missing) = read.unwrap_or_default();
        Self { sheet, result, missing, unasked: inherited(state, unasked), sides }
    }

    /// Whether it was read from a rubric, and is not the blank one before there is any.
    fn is_made(&self) -> bool {
        !self.result.format.is_empty()
    }

    /// Whether a node is asked here.
    pub(crate) fn is_asked(&self, node: usize) -> bool {
        self.unasked.get(node) != Some(&true)
    }

    /// What a node comes to from a rater's side, where it may be seen.
    pub(crate) fn by(&self, rater: usize, node: usize) -> Option<Fraction> {
        self.sides.get(rater).and_then(|nodes| nodes.get(node)).copied().flatten()
    }
}

/// What stands in a node that is not asked is not asked either, nor a node in which nothing is asked.
fn inherited(state: &State, mut unasked: Vec<bool>) -> Vec<bool> {
    for (at, node) in state.form().nodes.iter().enumerate() {
        let above = node.parent.and_then(|parent| unasked.get(parent)).copied().unwrap_or(false);
        if let Some(place) = unasked.get_mut(at) {
            *place |= above;
        }
    }
    let mut holds = vec![false; unasked.len()];
    for (at, node) in state.form().nodes.iter().enumerate().rev() {
        let is = node.leaf.is_some() && unasked.get(at) == Some(&false) || holds.get(at) == Some(&true);
        if let Some(place) = unasked.get_mut(at) {
            *place = !is;
        }
        if let Some(parent) = node.parent.and_then(|parent| holds.get_mut(parent)).filter(|_| is) {
            *parent = true;
        }
    }
    unasked
}

/// The engine keeps groups below their floor and private sides to itself.
fn sides(state: &State, evaluation: &Evaluation<'_, '_, '_, i128>) -> Vec<Vec<Option<Fraction>>> {
    if state.mode == Mode::Assess {
        return Vec::new();
    }
    let nodes = || (0..state.form().nodes.len()).map(NodeId::new);
    let side = |at| nodes().map(|node| evaluation.score_by(node, RaterId::new(at)).ok()).list();
    (0..state.form().raters.len()).map(side).list()
}

/// The levels that each outcome can still have, as the ranges of all completions leave them.
fn possible(program: &Program<'_>, perspective: Option<RaterId>, sheet: &Sheet) -> Vec<Levels> {
    let rows = program.table(perspective).map_or(0, |table| table.len());
    let mut ranges = vec![Range::<i128>::default(); rows];
    let levels = |bounds: Bounds<'_, '_, i128>| {
        let level = |at| match bounds.range_of(Place::Outcome, at) {
            Some(Range::Level(LevelRange { possible, .. })) => possible,
            _ => Levels::NONE,
        };
        (0..program.outcomes().len()).map(level).list()
    };
    sheet
        .lend(|given| program.bound(perspective, given, Scope::Completions, &mut ranges).map(levels))
        .unwrap_or_default()
}

/// What each leaf lacks of the rater who sits before it; of every rater where nobody does.
fn missing(state: &State, evaluation: &Evaluation<'_, '_, '_, i128>) -> Vec<Vec<Lack>> {
    let mut missing = vec![Vec::new(); state.form().leaves.len()];
    let own = |rater: RaterId| state.rater.is_none_or(|own| own == rater.index());
    for found in rubric_dsl::result::missing(evaluation).into_iter().filter(|found| own(found.rater)) {
        let (leaf, lack) = match found.what {
            MissingWhat::Rating(leaf) | MissingWhat::Words(leaf) => (leaf, Lack::Answer),
            MissingWhat::Comment(leaf) => (leaf, Lack::Comment),
            MissingWhat::Evidence(leaf) => (leaf, Lack::Evidence),
            _ => continue,
        };
        if let Some(lacks) = missing.get_mut(leaf.index()) {
            lacks.push(lack);
        }
    }
    missing
}

/// Why something is as it is: the tree down to the ratings and the lines of the rubric.
pub(crate) fn why(state: &State, name: &str) -> Option<Step> {
    let program = state.rubric.program()?;
    let perspective = state.perspective.map(RaterId::new);
    let explained = rubric_dsl::evaluate(&program, perspective, &state.reading.sheet, |evaluation| {
        rubric_dsl::explain(evaluation, name, state.voice())
    });
    explained.ok()?.ok()
}
