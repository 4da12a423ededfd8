//! A proof that something cannot be, by ranges.
//!
//! Some rows are held to ranges, as if they could be anything within them, and the engine's own range reading says what
//! stands on them. Where that leaves the question open, a range is divided. The rows that are held are first the numbers
//! nearest to the question: a cap that holds whatever the score is, is proved in a handful of parts. Where that does not
//! suffice, the scores below them are held in their stead, down to single ratings.

use rubric_core::records::{LeafForm, LeafId, RowId};
use rubric_core::{Bounds, Fraction, Kind, LevelRange, Levels, NumberRange, Op, Program, Range, Row, RowTable, Scope};
use rubric_dsl::{Sheet, ratings_of};

use crate::budget::Budget;
use crate::fineness::fineness;
use crate::inputs::worth;
use crate::slot::Slot;

/// What ranges say of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// It cannot be.
    Impossible,
    /// The ranges do not tell.
    Open,
    /// The budget was used up.
    Stopped,
}

/// A row that is held, and what it may hold: ranges that together are everything.
struct Held {
    row: RowId,
    options: Vec<Range<i128>>,
}

/// One part of everything: for each held row the options that remain, and how often they were divided.
#[derive(Clone)]
struct Share {
    spans: Vec<(usize, usize, u8)>,
}

/// Whether `possible` is ruled out for every assessment, with rows held as deep below the question as is asked.
pub(crate) fn ruled_out(
    program: &Program<'_>,
    table: &RowTable<'_>,
    rows: &[RowId],
    depth: usize,
    possible: &dyn Fn(&Bounds<'_, '_, i128>) -> bool,
    budget: &mut Budget<'_>,
) -> Proof {
    let mut ranges = vec![Range::<i128>::default(); table.len()];
    let Some(held) = held_rows(program, table, rows, depth, &mut ranges) else {
        return Proof::Open;
    };
    let mut open = vec![Share { spans: held.iter().map(|held| (0, held.options.len(), 0)).collect() }];
    let mut looker = Looker { program, table, held: &held, possible, ranges, blank: Sheet::blank(program) };
    while let Some(mut share) = open.pop() {
        // A choice that is absent cannot be said together with one that is there.
        let forced = held.iter().zip(&share.spans).position(|(held, (from, to, _))| {
            to - from > 1 && matches!(held.options.get(*from), Some(Range::Choice(0)))
        });
        if forced.is_none() {
            match looker.narrow(&mut share, budget) {
                Some(true) => {}
                Some(false) => continue,
                None => return Proof::Stopped,
            }
        }
        let Some(at) = forced.or_else(|| to_divide(&held, &share)) else {
            return Proof::Open;
        };
        if let Some(halves) = halves(&held, &share, at) {
            open.extend(halves);
        }
    }
    Proof::Impossible
}

/// Looks at parts through the engine's ranges.
struct Looker<'l, 'p> {
    program: &'l Program<'p>,
    table: &'l RowTable<'p>,
    held: &'l [Held],
    possible: &'l dyn Fn(&Bounds<'_, '_, i128>) -> bool,
    ranges: Vec<Range<i128>>,
    blank: Sheet,
}

impl Looker<'_, '_> {
    /// Whether a part leaves room for what is asked; nothing when the budget is used up.
    fn is_open(&mut self, share: &Share, budget: &mut Budget<'_>) -> Option<bool> {
        if !budget.take(u64::try_from(self.table.len()).unwrap_or(u64::MAX) / 8 + 1) {
            return None;
        }
        let given: Vec<(RowId, Range<i128>)> =
            self.held.iter().zip(&share.spans).map(|(held, span)| (held.row, hull(held, *span))).collect();
        let (program, ranges, possible) = (self.program, &mut self.ranges, self.possible);
        let perspective = self.table.perspective();
        let read = self.blank.lend(|blank| {
            program.bound_where(perspective, blank, Scope::Every, &given, ranges).map(|bounds| possible(&bounds))
        });
        Some(read != Ok(false))
    }

    /// Takes from a part every half that leaves no room; whether anything remains.
    fn narrow(&mut self, share: &mut Share, budget: &mut Budget<'_>) -> Option<bool> {
        if !self.is_open(share, budget)? {
            return Some(false);
        }
        loop {
            let mut narrowed = false;
            for at in 0..self.held.len() {
                let Some([low, high]) = halves(self.held, share, at) else {
                    continue;
                };
                match (self.is_open(&low, budget)?, self.is_open(&high, budget)?) {
                    (false, false) => return Some(false),
                    (true, true) => continue,
                    (true, false) => *share = low,
                    (false, true) => *share = high,
                }
                narrowed = true;
            }
            if !narrowed {
                return Some(true);
            }
        }
    }
}

/// The row to divide: one that may be absent or known, since that decides most; else the one that was divided least.
fn to_divide(held: &[Held], share: &Share) -> Option<usize> {
    let spans = held.iter().zip(&share.spans).enumerate().filter(|(_, (_, (from, to, _)))| to - from > 1);
    let last = |(_, (held, (from, _, times))): &(usize, (&Held, &(usize, usize, u8)))| {
        (!held.options.get(*from).is_some_and(is_absent), *times)
    };
    spans.min_by_key(last).map(|(at, _)| at)
}

/// A row's options in two halves: each way of being absent and the rest, then the lower and the upper.
fn halves(held: &[Held], share: &Share, at: usize) -> Option<[Share; 2]> {
    let (row, (from, to, times)) = (held.get(at)?, share.spans.get(at).copied()?);
    if to - from < 2 {
        return None;
    }
    let absent = row.options.get(from).is_some_and(is_absent);
    let middle = if absent { from + 1 } else { usize::midpoint(from, to) };
    Some([(from, middle), (middle, to)].map(|(from, to)| {
        let mut part = share.clone();
        part.spans.get_mut(at).into_iter().for_each(|place| *place = (from, to, times.saturating_add(1)));
        part
    }))
}

fn is_absent(range: &Range<i128>) -> bool {
    match range {
        Range::Number(range) => !range.known,
        Range::Level(range) => range.unknown,
        Range::Choice(set) => *set == 0,
        _ => false,
    }
}

/// The range of several options.
fn hull(held: &Held, (from, to, _): (usize, usize, u8)) -> Range<i128> {
    let joined = |one: Range<i128>, other: Range<i128>| match (one, other) {
        (Range::Number(one), Range::Number(other)) => Range::Number(one.or(other)),
        (Range::Level(one), Range::Level(other)) => Range::Level(LevelRange {
            possible: one.possible.with(other.possible),
            reach: one.reach.with(other.reach),
            unknown: one.unknown || other.unknown,
        }),
        (Range::Choice(one), Range::Choice(other)) => Range::Choice(one | other),
        _ => Range::default(),
    };
    held.options.iter().take(to).skip(from).copied().reduce(joined).unwrap_or_default()
}

/// The rows to hold, in the order of the rows, and their options.
fn held_rows(
    program: &Program<'_>,
    table: &RowTable<'_>,
    rows: &[RowId],
    depth: usize,
    ranges: &mut [Range<i128>],
) -> Option<Vec<Held>> {
    let mut found: Vec<(RowId, Row)> = cut(table, rows, depth);
    found.sort_unstable_by_key(|(id, _)| *id);
    let perspective = table.perspective();
    let whole: Vec<Range<i128>> = Sheet::blank(program).lend(|blank| {
        let bounds = program.bound_where(perspective, blank, Scope::Every, &[], ranges).ok()?;
        Some(found.iter().map(|(id, _)| bounds.range(*id)).collect())
    })?;
    let fine = fineness(program, table);
    let criticals: Vec<Fraction> =
        program.numbers().iter().filter_map(|number| Fraction::new(number.num, number.den)).collect();
    let held = found.iter().zip(whole).map(|((id, row), range)| {
        let options = match (row.op, range) {
            (Op::Context, Range::Choice(set)) => core::iter::once(0)
                .chain((0..64).map(|bit| 1_u64 << bit).filter(|bit| set & bit != 0))
                .map(Range::Choice)
                .collect(),
            (Op::Judged | Op::Prior, Range::Level(range)) => levels(range),
            (Op::Rating, _) if is_rated(program, row) => ratings(program, row),
            (_, Range::Number(range)) => {
                // A context value that is a number may stay unset.
                let range = NumberRange { unknown: range.unknown || row.op == Op::Context, ..range };
                cells(range, &criticals, fine.get(id.index()).copied().flatten())
            }
            (_, range) => vec![range],
        };
        Held { row: *id, options }
    });
    Some(held.collect())
}

fn is_rated(program: &Program<'_>, row: &Row) -> bool {
    let leaf = program.leaf(LeafId::new(usize::from(row.a)));
    leaf.is_some_and(|leaf| matches!(leaf.form, LeafForm::Rated | LeafForm::Cumulative))
}

/// The rows to hold: with a depth of nought the numbers nearest to `rows`; else the rows that read the assessment, and
/// the scores that stand below so many others.
fn cut(table: &RowTable<'_>, rows: &[RowId], depth: usize) -> Vec<(RowId, Row)> {
    let mut depths: Vec<Option<usize>> = vec![None; table.len()];
    rows.iter().filter_map(|row| Some((row, table.row(*row)?))).for_each(|(row, _)| {
        depths.get_mut(row.index()).into_iter().for_each(|place| *place = Some(0));
    });
    let mut found = Vec::new();
    for at in (0..table.len()).rev() {
        let (Some(above), Some(row)) = (depths.get(at).copied().flatten(), table.row(RowId::new(at))) else {
            continue;
        };
        let reads = matches!(
            row.op,
            Op::Rating | Op::Figure | Op::Group | Op::Evidence | Op::Words | Op::Context | Op::Judged | Op::Prior
        );
        let score = matches!(row.op, Op::Roll | Op::Combine);
        let number = row.kind == Kind::Number && row.op != Op::Number;
        let held = if depth == 0 { number } else { score && above >= depth - 1 };
        if reads || held {
            found.push((RowId::new(at), row));
            continue;
        }
        let below = above + usize::from(score);
        for from in table.because(RowId::new(at)) {
            if let Some(place) = depths.get_mut(from.index()) {
                *place = Some(place.map_or(below, |known| known.max(below)));
            }
        }
    }
    found
}

fn levels(range: LevelRange) -> Vec<Range<i128>> {
    let absent = LevelRange::never(range.reach);
    let known = range.reach.iter().map(|level| LevelRange::known(Levels::only(level)));
    core::iter::once(absent).chain(known).map(Range::Level).collect()
}

/// Every value that a rating can have.
fn ratings(program: &Program<'_>, row: &Row) -> Vec<Range<i128>> {
    let leaf = LeafId::new(usize::from(row.a));
    let mut absent = vec![NumberRange::never()];
    let mut values: Vec<Fraction> = Vec::new();
    for rating in ratings_of(program, leaf) {
        match worth(program, leaf, rating) {
            Slot::Number(value) => values.extend(value.fraction().at_width::<i128>()),
            Slot::LeftOut if absent.len() == 1 => absent.push(NumberRange::left_out()),
            _ => {}
        }
    }
    values.sort_unstable();
    values.dedup();
    absent.into_iter().chain(values.into_iter().map(NumberRange::point)).map(Range::Number).collect()
}

/// A range of numbers in cells: at each critical number, and between them.
fn cells(range: NumberRange<i128>, criticals: &[Fraction], fine: Option<i128>) -> Vec<Range<i128>> {
    let mut cells = Vec::new();
    if range.unknown {
        cells.push(NumberRange::never());
    }
    if range.left_out {
        cells.push(NumberRange::left_out());
    }
    if range.known {
        let mut inside: Vec<Fraction> =
            criticals.iter().copied().filter(|at| range.low <= *at && *at <= range.high).collect();
        inside.sort_unstable();
        inside.dedup();
        let mut low = range.low;
        for at in inside {
            let gap = fine.and_then(|fine| fine.checked_mul(at.lowest().den())).filter(|den| *den < 1 << 60);
            let gap = gap.and_then(|den| Fraction::new(1, den)).unwrap_or(Fraction::ZERO);
            if let Some(below) = at.minus(gap).filter(|below| *below >= low && low < at) {
                cells.push(NumberRange::span(low, below));
            }
            cells.push(NumberRange::point(at));
            low = at.plus(gap).unwrap_or(at);
        }
        if low <= range.high {
            cells.push(NumberRange::span(low, range.high));
        }
    }
    cells.into_iter().map(Range::Number).collect()
}
