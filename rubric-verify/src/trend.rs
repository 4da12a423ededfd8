//! A proof that something never falls when a rating rises, from what each row does with its operands.
//!
//! Of every row it is said whether it stays, rises or falls when one rating rises, on the order *no, unknown, yes* and, of
//! levels that are not known, by the lowest and the highest they can be. What is said holds for every assessment.

use rubric_core::records::{LeafId, Limit, NumberId, Roll, RowId};
use rubric_core::{Bounds, Comparison, Field, Fraction, Item, Kind, NONE, Op, Program, Range, Row, RowTable, Scope};
use rubric_dsl::Sheet;

use crate::inputs::{Asked, asked};

/// Where a row goes when a rating rises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Same,
    Up,
    Down,
    Any,
}

impl Way {
    const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Same, way) | (way, Self::Same) => way,
            (Self::Up, Self::Up) => Self::Up,
            (Self::Down, Self::Down) => Self::Down,
            _ => Self::Any,
        }
    }

    const fn turned(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            way => way,
        }
    }
}

/// What is said of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trend {
    pub(crate) way: Way,
    /// Whether it is known before exactly where it is known after.
    pub(crate) steady: bool,
}

const SAME: Trend = Trend { way: Way::Same, steady: true };
const ANY: Trend = Trend { way: Way::Any, steady: false };

const fn steady(way: Way) -> Trend {
    Trend { way, steady: true }
}

/// The levels that an outcome of so many levels may be at before, and below after, one rating rises: the one that is
/// asked, or any.
pub(crate) fn may_fall_below(
    program: &Program<'_>,
    table: &RowTable<'_>,
    (row, count): (RowId, u8),
    rising: Option<Asked>,
) -> Vec<u8> {
    let mut ranges = vec![Range::<i128>::default(); table.len()];
    let blank = Sheet::blank(program);
    let perspective = table.perspective();
    let found = blank.lend(|blank| {
        let bounds = program.bound(perspective, blank, Scope::Every, &mut ranges).ok()?;
        let mut reader = Reader { program, table, bounds: &bounds, rising, trends: Vec::with_capacity(table.len()) };
        for (id, row) in table.rows() {
            let trend = if reader.is_settled(id) { SAME } else { reader.of(id, &row) };
            reader.trends.push(trend);
        }
        let falls = |level: &u8| !matches!(reader.at_least(row, *level), Way::Same | Way::Up);
        Some((1..count).filter(falls).collect())
    });
    found.unwrap_or_else(|| (1..count).collect())
}

struct Reader<'r, 'p> {
    program: &'r Program<'p>,
    table: &'r RowTable<'p>,
    bounds: &'r Bounds<'p, 'r, i128>,
    /// The rating that rises; none for any.
    rising: Option<Asked>,
    trends: Vec<Trend>,
}

impl Reader<'_, '_> {
    fn at(&self, row: u16) -> Trend {
        self.trends.get(usize::from(row)).copied().unwrap_or(ANY)
    }

    fn items(&self, row: &Row) -> Vec<Item> {
        self.table.items_of(row).iter().collect()
    }

    /// The numbers that a row can be, where it can be one.
    fn ends(&self, row: u16) -> Option<(Fraction, Fraction)> {
        match self.bounds.range(RowId::new(usize::from(row))) {
            Range::Number(range) if range.known => Some((range.low, range.high)),
            Range::Count(count) => {
                let end = |count: u16| Fraction::whole(i128::from(count));
                Some((end(count.least), end(count.most)))
            }
            _ => None,
        }
    }

    fn of(&self, id: RowId, row: &Row) -> Trend {
        let because = || self.table.because(id).map(|row| self.trends.get(row.index()).copied().unwrap_or(ANY));
        if matches!(row.op, Op::Rating | Op::Group) {
            let leaf = self.program.leaf(LeafId::new(usize::from(row.a)));
            let rated = leaf.is_some_and(|leaf| leaf.form.is_rated());
            let rises = rated && self.rising.is_none_or(|rising| asked(row) == Some(rising));
            return if rises { steady(Way::Up) } else { SAME };
        }
        if because().all(|trend| trend.way == Way::Same) {
            return SAME;
        }
        if row.guarded != 0 && row.kind == Kind::Number {
            return ANY;
        }
        match row.op {
            Op::Combine | Op::Roll | Op::Fold | Op::Coverage | Op::FirstKnown => self.gathered(row),
            Op::Only if self.at(row.b).way == Way::Same => self.at(row.a),
            Op::Plus | Op::Minus | Op::Times | Op::Over => self.arithmetic(row),
            Op::Negated | Op::Magnitude | Op::Round | Op::Linear => self.unary(row),
            Op::Compare | Op::CompareCounts => self.compare(row),
            Op::CompareLevels => self.compare_levels(row),
            Op::And | Op::Or => Trend { way: self.at(row.a).way.and(self.at(row.b).way), steady: false },
            Op::Not => Trend { way: self.at(row.a).way.turned(), ..self.at(row.a) },
            Op::Known if self.at(row.a).steady => SAME,
            Op::Count => self.count(row),
            Op::IsNode => self.leads(row),
            Op::Any | Op::All => Trend { steady: false, ..self.at(row.a) },
            Op::CountNumber | Op::LevelNumber if self.at(row.a).steady => self.at(row.a),
            Op::Decide | Op::Choose => self.list(row, None),
            Op::Cap => self.cap(row),
            Op::Matrix => self.matrix(row),
            _ => ANY,
        }
    }

    /// Whether a row holds the same whatever is given.
    fn is_settled(&self, id: RowId) -> bool {
        match self.bounds.range(id) {
            Range::Number(range) => range.is_certain() && range.low == range.high,
            Range::Truth(set) => {
                [set.can_be_no(), set.can_be_yes(), set.can_be_unknown()].iter().filter(|can| **can).count() == 1
            }
            _ => false,
        }
    }

    /// Where it goes whether a row has a level at least. A cap above the level, or a floor below it, plays no part.
    fn at_least(&self, id: RowId, level: u8) -> Way {
        let Some(row) = self.table.row(id) else {
            return Way::Any;
        };
        if let Range::Level(range) = self.bounds.range(id)
            && (range.reach.lowest() >= Some(level) || range.reach.highest() < Some(level))
        {
            return Way::Same;
        }
        let below = |row: &Row| self.at_least(RowId::new(usize::from(row.a)), level);
        let condition = self.at(row.b).way;
        match row.op {
            Op::Cap => match Limit::take(&mut [row.how].as_slice()) {
                Limit::AtMost if row.c >= u16::from(level) => below(&row),
                Limit::AtMost => below(&row).and(condition.turned()),
                Limit::AtLeast if row.c < u16::from(level) => below(&row),
                Limit::AtLeast => below(&row).and(condition),
            },
            Op::Decide => self.list(&row, Some(level)).way,
            _ => self.trends.get(id.index()).map_or(Way::Any, |trend| trend.way),
        }
    }

    /// Whether a member leads a set: it comes nearer when it rises, and further from it when another does.
    fn leads(&self, row: &Row) -> Trend {
        let Some(set) = self.table.row(row.row_a()).filter(|set| matches!(set.op, Op::Best | Op::Worst)) else {
            return ANY;
        };
        let items = self.items(&set);
        if items.iter().any(|item| !self.at(item.a).steady) {
            return ANY;
        }
        let ways = items.iter().map(|item| {
            let way = self.at(item.a).way;
            if item.b == row.b { way } else { way.turned() }
        });
        let way = ways.fold(Way::Same, Way::and);
        steady(if set.op == Op::Best { way } else { way.turned() })
    }

    /// What brings many values to one. Values that are not steady would change who takes part.
    fn gathered(&self, row: &Row) -> Trend {
        let items = self.items(row);
        if items.iter().any(|item| !self.at(item.a).steady || item.weight < 0) {
            return ANY;
        }
        let way = items.iter().map(|item| self.at(item.a).way).fold(Way::Same, Way::and);
        match row.op {
            Op::Coverage => SAME,
            Op::Roll | Op::Fold if Roll::take(&mut [row.how].as_slice()) == Roll::Spread => steady(Way::Any),
            _ => steady(way),
        }
    }

    fn arithmetic(&self, row: &Row) -> Trend {
        let (a, b) = (self.at(row.a), self.at(row.b));
        let Some(((a_low, a_high), (b_low, b_high))) = self.ends(row.a).zip(self.ends(row.b)) else {
            return ANY;
        };
        if !a.steady || !b.steady {
            return ANY;
        }
        let signed =
            |low: Fraction, high: Fraction, way: Way| match (way, low >= Fraction::ZERO, high <= Fraction::ZERO) {
                (Way::Same, ..) => Way::Same,
                (way, true, _) => way,
                (way, _, true) => way.turned(),
                _ => Way::Any,
            };
        match row.op {
            Op::Plus => steady(a.way.and(b.way)),
            Op::Minus => steady(a.way.and(b.way.turned())),
            Op::Times => steady(signed(b_low, b_high, a.way).and(signed(a_low, a_high, b.way))),
            _ if b_low > Fraction::ZERO || b_high < Fraction::ZERO => {
                steady(signed(b_low, b_high, a.way).and(signed(a_low, a_high, b.way.turned())))
            }
            // A divisor that stays is nought before exactly where it is nought after.
            _ if b.way == Way::Same && b_low >= Fraction::ZERO => steady(a.way),
            _ => ANY,
        }
    }

    fn unary(&self, row: &Row) -> Trend {
        let a = self.at(row.a);
        let way = match row.op {
            Op::Round => a.way,
            Op::Negated => a.way.turned(),
            Op::Magnitude => match self.ends(row.a) {
                Some((low, _)) if low >= Fraction::ZERO => a.way,
                Some((_, high)) if high <= Fraction::ZERO => a.way.turned(),
                _ => Way::Any,
            },
            _ => {
                let height = |item: &Item| self.program.number(NumberId::new(usize::from(item.b)));
                let heights: Vec<Fraction> = self.items(row).iter().map(height).collect();
                let next = || heights.iter().zip(heights.iter().skip(1));
                match (next().all(|(one, other)| one <= other), next().all(|(one, other)| one >= other)) {
                    (true, _) => a.way,
                    (_, true) => a.way.turned(),
                    _ => Way::Any,
                }
            }
        };
        Trend { way, ..a }
    }

    fn compare(&self, row: &Row) -> Trend {
        let (a, b) = (self.at(row.a), self.at(row.b));
        let counted = |at: u16| self.table.row(RowId::new(usize::from(at))).is_some_and(|row| row.kind == Kind::Count);
        if (!a.steady && !counted(row.a)) || (!b.steady && !counted(row.b)) {
            return ANY;
        }
        let way = match self.as_order(row, self.ends(row.a), self.ends(row.b)) {
            Some((how, turned)) => {
                let way = ordered(how, a.way, b.way);
                if turned { way.turned() } else { way }
            }
            None => Way::Any,
        };
        Trend { way, steady: a.steady && b.steady && row.op == Op::Compare }
    }

    /// A comparison as one of order: to be the greatest is to be at least that. The mark says that it is denied.
    fn as_order<T: Ord + Copy>(&self, row: &Row, a: Option<(T, T)>, b: Option<(T, T)>) -> Option<(Comparison, bool)> {
        let how = Comparison::take(&mut [row.how].as_slice());
        if !matches!(how, Comparison::Is | Comparison::IsNot) {
            return Some((how, false));
        }
        if row.c & 3 != 0 && row.op == Op::CompareCounts {
            return None;
        }
        let ((a_low, a_high), (b_low, b_high)) = a.zip(b)?;
        let denied = how == Comparison::IsNot;
        match (b_low == b_high && a_high <= b_low, b_low == b_high && a_low >= b_low) {
            (true, _) => Some((Comparison::AtLeast, denied)),
            (_, true) => Some((Comparison::AtMost, denied)),
            _ => None,
        }
    }

    fn compare_levels(&self, row: &Row) -> Trend {
        let ends = |at: u16| match self.bounds.range(RowId::new(usize::from(at))) {
            Range::Level(range) => range.reach.lowest().zip(range.reach.highest()),
            _ => None,
        };
        let way = match self.as_order(row, ends(row.a), ends(row.b)) {
            Some((how, turned)) => {
                let way = ordered(how, self.at(row.a).way, self.at(row.b).way);
                if turned { way.turned() } else { way }
            }
            None => Way::Any,
        };
        Trend { way, steady: false }
    }

    fn count(&self, row: &Row) -> Trend {
        let items = self.items(row);
        if items.iter().any(|item| !self.at(item.b).steady) {
            return ANY;
        }
        let way = items.iter().map(|item| self.at(item.a).way).fold(Way::Same, Way::and);
        Trend { way, steady: items.iter().all(|item| self.at(item.a).steady) }
    }

    /// A list rises when each of its conditions rises towards something no lower than all that comes later, or falls
    /// away from something no higher. With a level, a line gives no more than whether it is reached.
    fn list(&self, row: &Row, level: Option<u8>) -> Trend {
        let items = self.items(row);
        if items.last().is_none_or(|last| last.a != NONE) {
            return ANY;
        }
        let values: Option<Vec<Fraction>> = items.iter().map(|item| self.listed(row, item, level)).collect();
        let Some(values) = values else {
            return ANY;
        };
        let whole = self.one_number(&items);
        if row.op == Op::Choose && !whole {
            return ANY;
        }
        let (mut up, mut down) = (true, true);
        for (at, item) in items.iter().enumerate().filter(|(_, item)| item.a != NONE) {
            let later = || values.iter().skip(at + 1);
            let (Some(value), way) = (values.get(at), self.at(item.a).way) else {
                return ANY;
            };
            let (most, least) = (later().all(|other| value >= other), later().all(|other| value <= other));
            up &= way == Way::Same || (way == Way::Up && most) || (way == Way::Down && least);
            down &= way == Way::Same || (way == Way::Down && most) || (way == Way::Up && least);
        }
        match (up, down) {
            (true, _) => Trend { way: Way::Up, steady: whole },
            (_, true) => Trend { way: Way::Down, steady: whole },
            _ => Trend { way: Way::Any, steady: whole },
        }
    }

    /// What a line of a list gives: a level, or a number that does not change.
    fn listed(&self, row: &Row, item: &Item, level: Option<u8>) -> Option<Fraction> {
        if let Some(level) = level {
            return Some(Fraction::whole(i128::from(item.b >= u16::from(level))));
        }
        if row.op == Op::Decide {
            return Some(Fraction::whole(i128::from(item.b)));
        }
        let constant = self.table.row(RowId::new(usize::from(item.b))).filter(|row| row.op == Op::Number)?;
        Some(self.program.number(constant.number_a()))
    }

    /// Whether all conditions of a list compare one steady number with constants, so that they are known together.
    fn one_number(&self, items: &[Item]) -> bool {
        let compared = |item: &Item| {
            let row = self.table.row(RowId::new(usize::from(item.a))).filter(|row| row.op == Op::Compare)?;
            let constant = self.table.row(row.row_b())?.op == Op::Number;
            (constant && self.at(row.a).steady).then_some(row.a)
        };
        let mut rows = items.iter().filter(|item| item.a != NONE).map(compared);
        let Some(Some(first)) = rows.next() else {
            return false;
        };
        rows.all(|row| row == Some(first))
    }

    fn cap(&self, row: &Row) -> Trend {
        let (level, condition) = (self.at(row.a), self.at(row.b));
        let way = match Limit::take(&mut [row.how].as_slice()) {
            Limit::AtMost => level.way.and(condition.way.turned()),
            Limit::AtLeast => level.way.and(condition.way),
        };
        Trend { way, steady: false }
    }

    fn matrix(&self, row: &Row) -> Trend {
        let cells: Vec<u16> = self.items(row).iter().map(|item| item.b).collect();
        let columns = usize::from(row.c).max(1);
        let along = |step: usize, same_row: bool| {
            let pairs = cells.iter().zip(cells.iter().skip(step)).enumerate();
            let pairs = pairs.filter(|(at, _)| !same_row || (at + 1) % columns != 0).map(|(_, pair)| pair);
            let pairs: Vec<(&u16, &u16)> = pairs.collect();
            match (pairs.iter().all(|(a, b)| a <= b), pairs.iter().all(|(a, b)| a >= b)) {
                (true, _) => Way::Up,
                (_, true) => Way::Down,
                _ => Way::Any,
            }
        };
        let moved = |way: Way, cells: Way| match (way, cells) {
            (Way::Same, _) => Way::Same,
            (way, Way::Up) => way,
            (way, Way::Down) => way.turned(),
            _ => Way::Any,
        };
        let down = moved(self.at(row.a).way, along(columns, false));
        let across = moved(self.at(row.b).way, along(1, true));
        // Where one input is open, the other's cells are looked at in all its rows or columns at once.
        Trend { way: down.and(across), steady: false }
    }
}

/// Where a comparison of order goes.
const fn ordered(how: Comparison, a: Way, b: Way) -> Way {
    match how {
        Comparison::Below | Comparison::AtMost => a.turned().and(b),
        _ => a.and(b.turned()),
    }
}
