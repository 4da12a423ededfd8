//! Looking for an assessment with a property, among all completions of one.
//!
//! The engine's ranges say of a part of all completions whether the property is certain there, impossible, or open. What
//! is open is divided: one thing that is not given yet is given each of its values in turn. The search ends with an
//! assessment, with the certainty that there is none, or, past its budget, without an answer.

mod opening;

use rubric_core::records::{ContextForm, LeafForm, LeafId, OutcomeId, Place, RaterId, RowId};
use rubric_core::{
    Bounds, Chosen, Decimal, Given, LevelRange, Levels, Op, Program, Range, Rating, RatingKind, Reading, RowTable,
    Scope, Truth, TruthSet, bounds,
};

use crate::score::evaluate;
use crate::sheet::{Filled, Sheet, set};
use crate::words::Evaluated;
use opening::{Opening, give, take_back, values};

/// How many parts a search looks at before it gives up.
pub const BUDGET: usize = 5_000;

/// The same where a whole file of subjects is scored, or someone waits for the next key.
pub(crate) const QUICK: usize = 50;

/// How many completions in which everything has the same place on its list are tried before anything is divided.
const PLAINEST: usize = 8;

/// What the ranges say of a property in one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Every assessment of the part has it.
    Certain,
    /// None has it.
    Impossible,
    /// Some may.
    Open,
}

/// A property that a search looks for.
pub(crate) trait Goal {
    /// What the ranges of a part say of it.
    fn verdict(&self, bounds: &Bounds<'_, '_, i128>) -> Verdict;
    /// Whether an assessment in which everything is given has it.
    fn holds(&self, evaluation: &Evaluated<'_, '_, '_>) -> bool;
}

/// What a search finds.
#[derive(Clone, Debug)]
pub(crate) enum Found {
    /// An assessment that has the property, whatever is still open in it.
    Sheet(Box<Sheet>),
    /// No assessment has it.
    Nothing,
    /// The budget was used up, or something without end was left open.
    Undecided,
}

/// The levels that an outcome can still have: exactly those that some completion gives where the search came to an end,
/// otherwise those that the ranges leave. The search looks at no more than `budget` parts for each level.
#[must_use]
pub fn possible(
    program: &Program<'_>,
    perspective: Option<RaterId>,
    sheet: &Sheet,
    outcome: OutcomeId,
    budget: usize,
) -> Levels {
    let Some(table) = program.table(perspective) else {
        return Levels::NONE;
    };
    let Some(row) = program.row_of(&table, Place::Outcome, outcome.index()) else {
        return Levels::NONE;
    };
    let mut search = Search::new(program, perspective, table, &[row], sheet);
    let left = search.pass(sheet, |bounds| bounds.possible(outcome)).unwrap_or(Levels::NONE);
    let mut found = Levels::NONE;
    for level in left.iter() {
        if !matches!(search.seek(&LevelOf { outcome, row, level }, budget), Found::Nothing) {
            found = found.with(Levels::only(level));
        }
    }
    found
}

/// That an outcome has a level.
struct LevelOf {
    outcome: OutcomeId,
    row: RowId,
    level: u8,
}

impl Goal for LevelOf {
    fn verdict(&self, bounds: &Bounds<'_, '_, i128>) -> Verdict {
        match bounds.range(self.row) {
            Range::Level(LevelRange { possible, unknown: false, .. }) if possible == Levels::only(self.level) => {
                Verdict::Certain
            }
            Range::Level(LevelRange { possible, .. }) if possible.has(self.level) => Verdict::Open,
            _ => Verdict::Impossible,
        }
    }

    fn holds(&self, evaluation: &Evaluated<'_, '_, '_>) -> bool {
        evaluation.outcome(self.outcome) == Ok(self.level)
    }
}

/// Conditions that are all yes, or all no.
pub(crate) struct Conditions {
    /// Their rows.
    pub(crate) rows: Vec<RowId>,
    /// Whether they are to be yes.
    pub(crate) yes: bool,
}

impl Goal for Conditions {
    fn verdict(&self, bounds: &Bounds<'_, '_, i128>) -> Verdict {
        let truths =
            self.rows.iter().map(|row| if let Range::Truth(set) = bounds.range(*row) { set } else { TruthSet::ANY });
        let (mut all, mut some) = (true, true);
        for truth in truths {
            all &= if self.yes { truth.is_yes() } else { truth.is_no() };
            some &= if self.yes { truth.can_be_yes() } else { truth.can_be_no() };
        }
        match (all, some) {
            (true, _) => Verdict::Certain,
            (false, true) => Verdict::Open,
            (false, false) => Verdict::Impossible,
        }
    }

    fn holds(&self, evaluation: &Evaluated<'_, '_, '_>) -> bool {
        self.rows.iter().all(|row| evaluation.reading(*row) == Reading::Truth(Truth::of(self.yes)))
    }
}

/// A search over the completions of one sheet.
pub(crate) struct Search<'p> {
    program: &'p Program<'p>,
    perspective: Option<RaterId>,
    table: RowTable<'p>,
    base: Sheet,
    openings: Vec<Opening>,
    /// Whether everything that the property depends on can be gone through.
    finite: bool,
    ranges: Vec<Range<i128>>,
    left: usize,
}

impl<'p> Search<'p> {
    /// A search for properties of `rows`.
    pub(crate) fn new(
        program: &'p Program<'p>,
        perspective: Option<RaterId>,
        table: RowTable<'p>,
        rows: &[RowId],
        sheet: &Sheet,
    ) -> Self {
        let ranges = vec![Range::default(); table.len()];
        let base = with_responses(program, sheet);
        let mut search =
            Self { program, perspective, table, base, openings: Vec::new(), finite: true, ranges, left: 0 };
        search.find_openings(rows);
        search
    }

    /// Looks for an assessment with a property.
    pub(crate) fn seek(&mut self, goal: &dyn Goal, budget: usize) -> Found {
        self.left = budget;
        self.glance(goal).unwrap_or_else(|| self.divide(&mut self.base.clone(), 0, goal))
    }

    /// Tries the plainest completions first: everything gets its first value, its second, and so on.
    fn glance(&self, goal: &dyn Goal) -> Option<Found> {
        let mut sheet = self.base.clone();
        let most = self.openings.iter().map(values).max().unwrap_or(0).min(PLAINEST);
        (0..most).find_map(|value| {
            for opening in &self.openings {
                give(self.program, &mut sheet, opening, value.min(values(opening).saturating_sub(1)));
            }
            let holds = evaluate(self.program, self.perspective, &sheet, |evaluation| goal.holds(evaluation));
            (holds == Ok(true)).then(|| Found::Sheet(Box::new(sheet.clone())))
        })
    }

    /// One look at the ranges of a sheet.
    fn pass<R>(&mut self, sheet: &Sheet, read: impl FnOnce(&Bounds<'_, '_, i128>) -> R) -> Option<R> {
        let (program, perspective, ranges) = (self.program, self.perspective, &mut self.ranges);
        sheet.lend(|assessment| {
            program.bound(perspective, assessment, Scope::Completions, ranges).ok().map(|bounds| read(&bounds))
        })
    }

    fn divide(&mut self, sheet: &mut Sheet, at: usize, goal: &dyn Goal) -> Found {
        let Some(left) = self.left.checked_sub(1) else {
            return Found::Undecided;
        };
        self.left = left;
        match self.pass(sheet, |bounds| goal.verdict(bounds)) {
            Some(Verdict::Certain) => return Found::Sheet(Box::new(sheet.clone())),
            Some(Verdict::Impossible) | None => return Found::Nothing,
            Some(Verdict::Open) => {}
        }
        let Some(opening) = self.openings.get(at).cloned() else {
            return self.last(sheet, goal);
        };
        let mut undecided = !opening.is_finite();
        for value in 0..values(&opening) {
            give(self.program, sheet, &opening, value);
            match self.divide(sheet, at + 1, goal) {
                found @ Found::Sheet(_) => return found,
                Found::Undecided => undecided = true,
                Found::Nothing => {}
            }
            if self.left == 0 {
                undecided = true;
                break;
            }
        }
        take_back(sheet, &opening, &self.base);
        if undecided { Found::Undecided } else { Found::Nothing }
    }

    /// A sheet with nothing left to give: the engine's own word.
    fn last(&self, sheet: &Sheet, goal: &dyn Goal) -> Found {
        match evaluate(self.program, self.perspective, sheet, |evaluation| goal.holds(evaluation)) {
            Ok(true) => Found::Sheet(Box::new(sheet.clone())),
            _ if self.finite => Found::Nothing,
            _ => Found::Undecided,
        }
    }

    /// Lists what is not given yet and matters to the rows.
    fn find_openings(&mut self, rows: &[RowId]) {
        let mut needed = vec![false; self.table.len()];
        for row in rows {
            set(&mut needed, row.index(), true);
        }
        for at in (0..self.table.len()).rev() {
            if needed.get(at) == Some(&true) {
                for earlier in self.table.because(RowId::new(at)) {
                    set(&mut needed, earlier.index(), true);
                }
            }
        }
        let inputs: Vec<_> = (0..self.table.len())
            .filter(|at| needed.get(*at) == Some(&true))
            .filter_map(|at| self.table.row(RowId::new(at)))
            .collect();
        // Context first: it decides what is asked at all.
        for row in inputs.iter().filter(|row| row.op == Op::Context) {
            self.open_context(usize::from(row.a));
        }
        // Then what is counted: while a leaf has no rating, the ranges know that evidence and words may still come.
        for row in &inputs {
            let (first, count, rater) = (usize::from(row.a), usize::from(row.c), RaterId::new(usize::from(row.b)));
            for leaf in (first..first + count).map(LeafId::new) {
                match row.op {
                    Op::Evidence => self.open_evidence(leaf, rater),
                    Op::Words => self.open_words(leaf, rater),
                    _ => {}
                }
            }
        }
        for row in &inputs {
            match row.op {
                Op::Judged => self.open_judgement(usize::from(row.a)),
                Op::Rating | Op::Figure | Op::Group => {
                    self.open_leaf(LeafId::new(usize::from(row.a)), RaterId::new(usize::from(row.b)));
                }
                _ => {}
            }
        }
    }

    fn open_context(&mut self, at: usize) {
        let Some(context) = self.program.contexts().get(at) else {
            return;
        };
        if self.base.context.get(at) != Some(&Given::Unset) {
            return;
        }
        let opening = match context.form {
            ContextForm::Choice => {
                let choices =
                    (0..context.choices.len()).filter_map(|choice| u16::try_from(choice).ok()).map(Given::Choice);
                Opening::Context(at, choices.collect(), true)
            }
            ContextForm::Number => {
                let numbers = self.worth_trying(context.low, context.high).into_iter().map(Given::Number);
                Opening::Context(at, numbers.collect(), context.low == context.high)
            }
        };
        self.openings.push(opening);
    }

    fn open_judgement(&mut self, at: usize) {
        let levels = self.program.judgements().get(at).and_then(|judged| self.program.scale(judged.scale));
        let levels = levels.and_then(|scale| u8::try_from(scale.levels.len()).ok()).unwrap_or(0);
        if self.base.judged.get(at).is_some_and(|chosen| chosen.level.is_none()) {
            self.openings.push(Opening::Judged(at, levels));
        }
    }

    /// The responses of a rater. A group below its floor is open without end.
    fn responses_of(&mut self, rater: RaterId) -> Vec<usize> {
        let places: Vec<usize> = self
            .base
            .responses
            .iter()
            .enumerate()
            .filter(|(_, filled)| filled.rater == rater)
            .map(|(at, _)| at)
            .collect();
        let floor = self
            .program
            .rater(rater)
            .filter(|rater| rater.many != 0)
            .map_or(0, |rater| usize::from(rater.floor.max(1)));
        self.finite &= places.len() >= floor;
        places
    }

    fn open_leaf(&mut self, leaf: LeafId, rater: RaterId) {
        let Some(form) = self.program.leaf(leaf) else {
            return;
        };
        for response in self.responses_of(rater) {
            let unrated = self.base.responses.get(response).and_then(|filled| filled.ratings.get(leaf.index()))
                == Some(&Rating::UNRATED);
            if !unrated {
                continue;
            }
            if form.form == LeafForm::Number {
                let figures = self.worth_trying(form.low, form.high);
                self.openings.push(Opening::Figure(response, leaf, figures));
                continue;
            }
            let ratings = ratings_of(self.program, leaf);
            self.openings.push(Opening::Rating(response, leaf, ratings));
        }
    }

    fn open_evidence(&mut self, leaf: LeafId, rater: RaterId) {
        for response in self.responses_of(rater) {
            let Some(filled) = self.base.responses.get(response) else {
                continue;
            };
            if filled.ratings.get(leaf.index()).is_some_and(|rating| rating.kind() == RatingKind::Unrated) {
                let given = filled.evidence.get(leaf.index()).copied().unwrap_or(0);
                let counts = self
                    .counts_worth_trying(bounds::EVIDENCE.max)
                    .into_iter()
                    .filter_map(|count| u16::try_from(count).ok());
                let counts: Vec<u16> = counts.filter(|count| *count >= given).collect();
                self.openings.push(Opening::Evidence(response, leaf, counts));
            }
        }
    }

    fn open_words(&mut self, leaf: LeafId, rater: RaterId) {
        if self.program.leaf(leaf).is_none_or(|leaf| leaf.form != LeafForm::Narrative) {
            return;
        }
        for response in self.responses_of(rater) {
            let rating = self.base.responses.get(response).and_then(|filled| filled.ratings.get(leaf.index())).copied();
            if rating == Some(Rating::UNRATED) {
                let counts = self
                    .counts_worth_trying(bounds::WORDS.max)
                    .into_iter()
                    .filter_map(|count| u32::try_from(count).ok());
                self.openings.push(Opening::Words(response, leaf, counts.collect()));
            }
        }
    }

    /// The rubric's own constants: a rule changes its mind at one of them.
    fn constants(&self) -> impl Iterator<Item = i64> {
        let numbers = self.program.numbers().iter().filter(|number| number.den > 0);
        numbers
            .filter_map(|number| number.num.checked_mul(1_000_000).and_then(|num| i64::try_from(num / number.den).ok()))
    }

    /// Numbers at the ends of a range and at, below and above the rubric's constants.
    fn worth_trying(&self, low: i64, high: i64) -> Vec<Decimal> {
        let near = self.constants().flat_map(|constant| [constant, constant - 1, constant + 1]);
        let mut numbers: Vec<i64> =
            [low, high].into_iter().chain(near).filter(|number| (low..=high).contains(number)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().filter_map(Decimal::from_millionths).collect()
    }

    fn counts_worth_trying(&self, most: usize) -> Vec<usize> {
        let whole = self.constants().filter(|constant| constant % 1_000_000 == 0).map(|constant| constant / 1_000_000);
        let near = whole
            .flat_map(|constant| [constant - 1, constant, constant + 1])
            .filter_map(|count| usize::try_from(count).ok());
        let mut counts: Vec<usize> = [0, most].into_iter().chain(near).filter(|count| *count <= most).collect();
        counts.sort_unstable();
        counts.dedup();
        counts
    }
}

/// Every rating that a leaf can get, the extremes first.
#[must_use]
pub fn ratings_of(program: &Program<'_>, leaf: LeafId) -> Vec<Rating> {
    let Some(form) = program.leaf(leaf) else {
        return Vec::new();
    };
    let scale = program.scale(form.scale);
    let count = scale.map_or(0, |scale| u8::try_from(scale.levels.len()).unwrap_or(0));
    let last = count.saturating_sub(1);
    let practices = program.practices_in(form.practices);
    let stops = |level: u8| {
        form.form == LeafForm::Rated || level == last || practices.iter().any(|practice| practice.level == level + 1)
    };
    let levels =
        [0, last].into_iter().chain(1..last).take(usize::from(count)).filter(|level| stops(*level)).map(Rating::level);
    let halves = (0..last)
        .filter(|_| scale.is_some_and(|scale| scale.half_steps != 0) && form.form == LeafForm::Rated)
        .map(Rating::half_step);
    let nothing = practices.iter().any(|practice| practice.level == 0).then_some(Rating::NOTHING_TICKED);
    let answers = (0..64_u8)
        .filter(|answer| form.answers.checked_shr(u32::from(*answer)).is_some_and(|bits| bits & 1 == 1))
        .map(Rating::answer);
    levels.chain(halves).chain(nothing).chain(answers).collect()
}

/// A sheet in which every single rater has a response.
fn with_responses(program: &Program<'_>, sheet: &Sheet) -> Sheet {
    let mut base = sheet.clone();
    for (index, rater) in program.raters().iter().enumerate() {
        let id = RaterId::new(index);
        if rater.many == 0 && !base.responses.iter().any(|filled| filled.rater == id) {
            base.responses.push(Filled::blank(program, id));
        }
    }
    base.context.resize(program.contexts().len(), Given::Unset);
    base.judged.resize(program.judgements().len(), Chosen::default());
    base
}
