//! A proof that something cannot be, by ranges.
//!
//! Some rows are held to ranges, as if they could be anything within them, and the engine's own range reading says what
//! stands on them. Where that leaves the question open, a range is divided. The rows that are held are first the numbers
//! nearest to the question: a cap that holds whatever the score is, is proved in a handful of parts. Where that does not
//! suffice, the scores below them are held in their stead, down to single ratings.

use rubric_core::records::{LeafId, RowId};
use rubric_core::{
    Bounds, Fraction, Kind, LevelRange, Levels, NumberRange, Op, Program, Range, Rating, Row, RowTable, Scope,
};
use rubric_dsl::{Sheet, ratings_of};

use crate::budget::{Budget, cost};
use crate::fineness::fineness;
use crate::inputs::{Asked, asked, worth};
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

/// A row that is held, and what it may hold, before and after a rating rises: ranges that together are everything.
struct Held {
    row: RowId,
    options: Vec<[Range<i128>; 2]>,
}

/// One part of everything: for each held row the options that remain.
#[derive(Clone)]
struct Share {
    spans: Vec<Span>,
}

/// Options of a row: some of the ways of being absent, which stand first, and others that stand together; and how often
/// they were divided.
#[derive(Clone, Copy, Debug)]
struct Span {
    absent: [bool; 2],
    known: (usize, usize),
    times: u8,
}

impl Span {
    fn of(held: &Held) -> Self {
        let absent = [0, 1].map(|at| held.options.get(at).is_some_and(is_absent));
        let first = absent.iter().filter(|absent| **absent).count();
        Self { absent, known: (first, held.options.len()), times: 0 }
    }

    /// How many options there are.
    fn len(self) -> usize {
        self.absent.iter().filter(|absent| **absent).count() + self.known.1 - self.known.0
    }

    /// The options.
    fn all(self) -> impl Iterator<Item = usize> {
        let absent = self.absent.into_iter().enumerate().filter(|(_, absent)| *absent).map(|(at, _)| at);
        absent.chain(self.known.0..self.known.1)
    }

    fn with(self, absent: [bool; 2], known: (usize, usize)) -> Self {
        Self { absent, known, times: self.times.saturating_add(1) }
    }

    /// One way of being absent, and the rest.
    fn without_one(self, at: usize) -> Option<(Self, Self)> {
        let (mut one, mut rest) = ([false; 2], self.absent);
        *one.get_mut(at)? = true;
        let place = rest.get_mut(at).filter(|absent| **absent)?;
        *place = false;
        Some((self.with(one, (self.known.0, self.known.0)), self.with(rest, self.known)))
    }

    /// Some of the options that are not absent, and the rest.
    fn without(self, part: (usize, usize), rest: (usize, usize)) -> Option<(Self, Self)> {
        (part.0 < part.1).then(|| (self.with([false; 2], part), self.with(self.absent, rest)))
    }

    /// Parts that may be left out, each with what then remains.
    fn parts(self) -> impl Iterator<Item = (Self, Self)> {
        let (from, to) = self.known;
        let middle = usize::midpoint(from, to);
        let halves = [self.without((middle, to), (from, middle)), self.without((from, middle), (middle, to))];
        let last = to.saturating_sub(1).max(from);
        let ends =
            [self.without((from, to.min(from + 1)), (to.min(from + 1), to)), self.without((last, to), (from, last))];
        let absent = [self.without_one(0), self.without_one(1)];
        absent.into_iter().chain(halves).chain(ends).flatten()
    }

    /// Two parts: a way of being absent and the rest, or the lower and the upper.
    fn halves(self) -> Option<[Self; 2]> {
        let (from, to) = self.known;
        let middle = usize::midpoint(from, to);
        let halves = || Some((self.with([false; 2], (from, middle)), self.with([false; 2], (middle, to))));
        let found = self.without_one(0).or_else(|| self.without_one(1)).or_else(halves);
        found.filter(|_| self.len() > 1).map(|(one, other)| [one, other])
    }
}

/// Whether there is room for something in ranges.
pub(crate) type Possible<'a> = &'a dyn Fn(&Bounds<'_, '_, i128>) -> bool;

/// What is to be ruled out.
pub(crate) struct Claim<'a> {
    /// The rows that it speaks of.
    pub(crate) rows: &'a [RowId],
    /// How deep below them rows are held.
    pub(crate) depth: usize,
    /// The rating that rises, where one does.
    pub(crate) rising: Option<Asked>,
    /// What is not to be possible together: of one assessment, or before and after the rating rises.
    pub(crate) possible: &'a [Possible<'a>],
}

/// Whether a claim is ruled out for every assessment.
pub(crate) fn ruled_out(
    program: &Program<'_>,
    table: &RowTable<'_>,
    claim: &Claim<'_>,
    budget: &mut Budget<'_>,
) -> Proof {
    let mut ranges = vec![Range::<i128>::default(); table.len()];
    let Some(held) = held_rows(program, table, claim, &mut ranges) else {
        return Proof::Open;
    };
    let mut open = vec![Share { spans: held.iter().map(Span::of).collect() }];
    let possible = claim.possible;
    let mut looker = Looker { program, table, held: &held, possible, ranges, blank: Sheet::blank(program) };
    while let Some(mut share) = open.pop() {
        // A choice that is absent cannot be said together with one that is there.
        let forced = held.iter().zip(&share.spans).position(|(held, span)| {
            span.len() > 1
                && span.absent == [true, false]
                && matches!(held.options.first(), Some([Range::Choice(0), _]))
        });
        if forced.is_none() {
            match looker.narrow(&mut share, budget) {
                Some(true) => {}
                Some(false) => continue,
                None => return Proof::Stopped,
            }
        }
        let Some(at) = forced.or_else(|| to_divide(&share)) else {
            return Proof::Open;
        };
        let halves = share.spans.get(at).and_then(|span| span.halves());
        open.extend(halves.into_iter().flatten().map(|half| within(&share, at, half)));
    }
    Proof::Impossible
}

/// Looks at parts through the engine's ranges.
struct Looker<'l, 'p> {
    program: &'l Program<'p>,
    table: &'l RowTable<'p>,
    held: &'l [Held],
    possible: &'l [Possible<'l>],
    ranges: Vec<Range<i128>>,
    blank: Sheet,
}

impl Looker<'_, '_> {
    /// Whether a part leaves room for what is asked; nothing when the budget is used up.
    fn is_open(&mut self, share: &Share, budget: &mut Budget<'_>) -> Option<bool> {
        for side in 0..self.possible.len() {
            if !budget.take(cost(self.table)) {
                return None;
            }
            if !self.is_possible(share, side) {
                return Some(false);
            }
        }
        Some(true)
    }

    /// Whether a part leaves room for what is asked before a rating rises, or after.
    fn is_possible(&mut self, share: &Share, side: usize) -> bool {
        let given: Vec<(RowId, Range<i128>)> =
            self.held.iter().zip(&share.spans).map(|(held, span)| (held.row, hull(held, *span, side))).collect();
        let (program, ranges, possible) = (self.program, &mut self.ranges, self.possible.get(side));
        let perspective = self.table.perspective();
        let read = self.blank.lend(|blank| {
            let bounds = program.bound_where(perspective, blank, Scope::Every, &given, ranges);
            bounds.map(|bounds| possible.is_none_or(|possible| possible(&bounds)))
        });
        read != Ok(false)
    }

    /// Takes from a part every half, and every end, that leaves no room; whether anything remains.
    fn narrow(&mut self, share: &mut Share, budget: &mut Budget<'_>) -> Option<bool> {
        if !self.is_open(share, budget)? {
            return Some(false);
        }
        loop {
            let mut narrowed = false;
            for at in 0..self.held.len() {
                let Some(span) = share.spans.get(at).copied().filter(|span| span.len() > 1) else {
                    continue;
                };
                for (part, rest) in span.parts() {
                    if !self.is_open(&within(share, at, part), budget)? {
                        *share = within(share, at, rest);
                        narrowed = true;
                        if !self.is_open(share, budget)? {
                            return Some(false);
                        }
                        break;
                    }
                }
            }
            if !narrowed {
                return Some(true);
            }
        }
    }
}

/// A part in which a row is held to some of its options.
fn within(share: &Share, at: usize, span: Span) -> Share {
    let mut part = share.clone();
    part.spans.get_mut(at).into_iter().for_each(|place| *place = span);
    part
}

/// The row to divide: one that may be absent or known, since that decides most; else the one that was divided least.
fn to_divide(share: &Share) -> Option<usize> {
    let spans = share.spans.iter().enumerate().filter(|(_, span)| span.len() > 1);
    spans.min_by_key(|(_, span)| (span.absent == [false; 2], span.times)).map(|(at, _)| at)
}

fn is_absent([range, _]: &[Range<i128>; 2]) -> bool {
    match range {
        Range::Number(range) => !range.known,
        Range::Level(range) => range.unknown,
        Range::Choice(set) => *set == 0,
        _ => false,
    }
}

/// The range of several options, before a rating rises or after.
fn hull(held: &Held, span: Span, side: usize) -> Range<i128> {
    let joined = |one: Range<i128>, other: Range<i128>| match (one, other) {
        (Range::Number(one), Range::Number(other)) => Range::Number(one.or(other)),
        (Range::Level(one), Range::Level(other)) => Range::Level(LevelRange {
            sure: one.sure.within(other.sure),
            possible: one.possible.with(other.possible),
            reach: one.reach.with(other.reach),
            unknown: one.unknown || other.unknown,
        }),
        (Range::Choice(one), Range::Choice(other)) => Range::Choice(one | other),
        _ => Range::default(),
    };
    let options = span.all().filter_map(|at| held.options.get(at)?.get(side).copied());
    options.reduce(joined).unwrap_or_default()
}

/// The rows to hold, in the order of the rows, and their options.
fn held_rows(
    program: &Program<'_>,
    table: &RowTable<'_>,
    claim: &Claim<'_>,
    ranges: &mut [Range<i128>],
) -> Option<Vec<Held>> {
    let mut found: Vec<(RowId, Row)> = cut(table, claim);
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
        let rises = claim.rising.is_some() && asked(row) == claim.rising;
        let options = match (row.op, range) {
            _ if rises => return Held { row: *id, options: risen(program, row) },
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
        Held { row: *id, options: options.into_iter().map(|option| [option; 2]).collect() }
    });
    Some(held.collect())
}

fn is_rated(program: &Program<'_>, row: &Row) -> bool {
    let leaf = program.leaf(LeafId::new(usize::from(row.a)));
    leaf.is_some_and(|leaf| leaf.form.is_rated())
}

/// The rows to hold: with a depth of nought the numbers nearest to the question; else the rows that read the assessment,
/// and the scores that stand below so many others. What stands on a rating that rises is not held: all that is held but
/// this rating is the same before and after.
fn cut(table: &RowTable<'_>, claim: &Claim<'_>) -> Vec<(RowId, Row)> {
    let (rows, depth) = (claim.rows, claim.depth);
    let moved = moved(table, claim.rising);
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
        if reads || (held && moved.get(at) != Some(&true)) {
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

/// The rows that stand on a rating, and it.
fn moved(table: &RowTable<'_>, rising: Option<Asked>) -> Vec<bool> {
    let mut moved: Vec<bool> = Vec::with_capacity(table.len());
    for (id, row) in table.rows() {
        let on = |row: RowId| moved.get(row.index()) == Some(&true);
        let is = rising.is_some() && (asked(&row) == rising || table.because(id).any(on));
        moved.push(is);
    }
    moved
}

/// Every rise of a rating by one step; anything where a level has no value.
fn risen(program: &Program<'_>, row: &Row) -> Vec<[Range<i128>; 2]> {
    let leaf = LeafId::new(usize::from(row.a));
    let worth = |rating: Rating| worth(program, leaf, rating).as_number()?.fraction().at_width::<i128>();
    let values: Option<Vec<Fraction>> =
        ratings_of(program, leaf).into_iter().filter(|rating| rating.kind().is_level()).map(worth).collect();
    let Some(mut values) = values else {
        return vec![[Range::default(); 2]];
    };
    values.sort_unstable();
    let next = values.iter().zip(values.iter().skip(1));
    next.map(|(low, high)| [*low, *high].map(|value| Range::Number(NumberRange::point(value)))).collect()
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
