//! How wide numbers become.
//!
//! A first compilation takes the widest integers and guards every result. The engine's own reading over ranges then
//! says between which values each row lies, whatever is rated; together with the denominators that the values of a row
//! can have, this gives the narrowest integers that hold every number and every step towards it. Where no bound can be
//! proved, the widest stay, the guard stays, and the author is told.

use rubric_core::records::{Roll, RowId};
use rubric_core::{Assessment, Bounds, Fraction, Item, Kind, NONE, NumberRange, Op, Program, Range, Row, Scope, Width};

use super::rows::{Table, operand};
use super::writer::Writer;
use super::{Doubt, DoubtKind};
use crate::codes::PROSE;
use crate::list::List;
use crate::places::Places;
use crate::span::Span;

/// What stands for a bound where there is none: no other bound is as great.
const OPEN: u128 = u128::MAX;
/// A common denominator up to here is worth bringing values to: what stands on them then adds without a common divisor.
const COMMON: u128 = 1 << 24;
/// Sums of weights are gone through one by one up to this many.
const TOTALS: usize = 512;

/// What is known of the denominators of a row's values; [`OPEN`] where nothing is.
#[derive(Clone, Copy, Debug)]
struct Dens {
    /// Every value is a whole number over this.
    common: u128,
    /// No value, as it is stored, has a larger denominator.
    most: u128,
    /// The largest numerator or denominator on the way to the value.
    widest: u128,
    /// Whether the doubt is an earlier row's.
    doubted: bool,
}

impl Dens {
    const fn exactly(den: u128) -> Self {
        Self { common: den, most: den, widest: den, doubted: false }
    }
}

/// Settles the rows of the tables, and gives the width of the program: takes away the guards that are proved needless, and
/// gives roll-ups their common denominators.
pub(super) fn settle(
    program: &Program<'_>,
    writer: &mut Writer,
    tables: &mut [Table],
    doubts: &mut Vec<Doubt>,
) -> Width {
    let mut widest = 0;
    let mut multiples = Multiples::default();
    for table in tables.iter_mut() {
        let mut ranges = vec![Range::<i128>::default(); table.rows.len()];
        let nobody = Assessment::default();
        let Ok(bounds) = program.bound(table.perspective, &nobody, Scope::AnyPrior, &mut ranges) else {
            continue;
        };
        let found = Settling {
            program,
            bounds: &bounds,
            writer,
            dens: Vec::new(),
            clamped: Vec::new(),
            doubts,
            multiples: &mut multiples,
        };
        widest = found.table(table).max(widest);
    }
    match widest {
        _ if widest <= i32::MAX.unsigned_abs().into() => Width::Bits32,
        _ if widest <= i64::MAX.unsigned_abs().into() => Width::Bits64,
        _ => Width::Bits128,
    }
}

/// The weight of a member of a mean, and whether it can be absent.
type Weighed = (u64, bool);

/// Common multiples of the totals of weights, by the weights.
#[derive(Default)]
struct Multiples {
    places: Places,
    found: Vec<u128>,
}

impl Multiples {
    fn of(&mut self, members: &[Weighed]) -> u128 {
        let key: Vec<u8> = members
            .iter()
            .flat_map(|(weight, absent)| weight.to_le_bytes().into_iter().chain([u8::from(*absent)]))
            .list();
        let (place, new) = self.places.place(&key);
        if new {
            self.found.push(multiple_of_totals(members));
        }
        self.found.get(place).copied().unwrap_or(OPEN)
    }
}

struct Settling<'a, 'p> {
    program: &'a Program<'p>,
    bounds: &'a Bounds<'p, 'a, i128>,
    writer: &'a mut Writer,
    dens: Vec<Dens>,
    clamped: Vec<bool>,
    doubts: &'a mut Vec<Doubt>,
    /// Common multiples of totals, found once for all means of the same weights.
    multiples: &'a mut Multiples,
}

impl Settling<'_, '_> {
    /// Settles the rows of a table; gives the widest number, open where one could not be bounded.
    fn table(mut self, table: &mut Table) -> u128 {
        let mut widest = 0;
        for (at, row) in table.rows.iter_mut().enumerate() {
            let items = items_of(row, &table.items);
            let span = table.spans.get(at).copied().unwrap_or_default();
            let range = self.range(at);
            let mut dens = if row.kind == Kind::Number { self.dens_of(row, items, &range) } else { Dens::exactly(1) };
            self.magnitude(row, items, &range, span);
            let fits = dens.widest <= i128::MAX.unsigned_abs();
            if row.kind == Kind::Number && !fits && !dens.doubted {
                self.doubt(span, DoubtKind::Fineness);
            }
            if !fits {
                dens = Dens { doubted: true, ..Dens::exactly(OPEN) };
            }
            widest = dens.widest.max(widest);
            self.dens.push(dens);
        }
        widest
    }

    fn doubt(&mut self, span: Span, kind: DoubtKind) {
        if PROSE {
            self.doubts.push(Doubt { span, kind });
        }
    }

    fn range(&self, at: usize) -> NumberRange<i128> {
        match self.bounds.range(RowId::new(at)) {
            Range::Number(range) => range,
            _ => NumberRange::point(Fraction::ZERO),
        }
    }

    /// Takes away a guard that cannot speak, and doubts a magnitude that is not proved.
    fn magnitude(&mut self, row: &mut Row, items: &[Item], range: &NumberRange<i128>, span: Span) {
        let clamped = row.kind == Kind::Number && range.clamped;
        let inherited = operands(row, items).any(|at| self.clamped.get(at).copied().unwrap_or(false));
        let input = matches!(row.op, Op::Prior | Op::Absent | Op::Evidence | Op::Words);
        if clamped && !inherited && !input && !self.quotient_is_small(row) {
            self.doubt(span, DoubtKind::Magnitude);
        }
        row.guarded = u8::from(clamped);
        self.clamped.push(clamped);
    }

    /// Whether a quotient whose divisor can come near nought is small nevertheless: the divisor is a whole number over
    /// its denominator, so it is never nearer than one over that.
    fn quotient_is_small(&self, row: &Row) -> bool {
        let (a, b) = (usize::from(row.a), usize::from(row.b));
        let den = self.dens.get(b).map_or(OPEN, |dens| dens.common);
        row.op == Op::Over && times(magnitude(&self.range(a)), den) <= 1_000_000
    }

    fn of(&self, at: u16) -> Dens {
        self.dens.get(usize::from(at)).copied().unwrap_or(Dens::exactly(1))
    }

    fn dens_of(&mut self, row: &mut Row, items: &[Item], range: &NumberRange<i128>) -> Dens {
        let number = |at: u16| self.program.number(rubric_core::records::NumberId::new(usize::from(at)));
        let plain = |den: u128| Dens { widest: widest_of(range, den), ..Dens::exactly(den) };
        match row.op {
            Op::Rating | Op::Group | Op::Figure => self.input(row, range),
            Op::Evidence | Op::Words | Op::CountNumber if row.how == 0 => plain(1),
            Op::CountNumber => Dens { common: OPEN, ..plain(u128::from(u16::MAX)) },
            Op::Context => plain(1_000_000),
            Op::Prior => {
                let den = u128::try_from(rubric_core::bounds::PRIOR_DENOMINATOR.max).unwrap_or(u128::MAX);
                Dens { common: OPEN, ..plain(den) }
            }
            Op::Number => {
                let constant = number(row.a);
                Dens {
                    widest: constant.num().unsigned_abs().max(constant.den().unsigned_abs()),
                    ..Dens::exactly(constant.den().unsigned_abs())
                }
            }
            Op::LevelNumber => {
                let den = self.program.scales().get(usize::from(row.b)).map_or(1, |scale| scale.den);
                plain(u128::from(den.unsigned_abs()))
            }
            Op::Combine => self.combined(items, range),
            Op::Roll => self.rolled(row, items, range),
            Op::Coverage => {
                let total: u128 = items.iter().map(|item| u128::from(item.weight.unsigned_abs())).sum();
                Dens { common: OPEN, ..plain(total.max(1)) }
            }
            Op::Fold | Op::Choose | Op::FirstKnown => self.folded(row, items, range),
            Op::Plus | Op::Minus => self.added(row, range),
            Op::Times => self.multiplied(row, range),
            Op::Over => self.divided(row),
            Op::Only | Op::Negated | Op::Magnitude => self.of(row.a),
            Op::Round => {
                let den = 10_u128.saturating_pow(u32::from(row.b));
                let a = self.of(row.a);
                Dens { widest: times(den, a.widest), doubted: a.doubted, ..Dens::exactly(den) }
            }
            Op::Linear => self.lines(row, items),
            _ => Dens::exactly(1),
        }
    }

    fn input(&self, row: &Row, range: &NumberRange<i128>) -> Dens {
        let leaf = self.program.leaf(rubric_core::records::LeafId::new(usize::from(row.a)));
        let scale = leaf.and_then(|leaf| self.program.scale(leaf.scale));
        let twice = scale.map_or(1, |scale| 1 + u128::from(scale.half_steps));
        let den = scale.map_or(1_000_000, |scale| u128::from(scale.den.unsigned_abs()) * twice);
        let respondents = u128::try_from(rubric_core::bounds::RESPONDENTS.max).unwrap_or(1);
        match (row.op, row.how) {
            (Op::Group, u8::MAX) => {
                let most = times(den, respondents);
                Dens { common: OPEN, widest: widest_of(range, most), ..Dens::exactly(most) }
            }
            (Op::Group, digits) => {
                let kept = 10_u128.saturating_pow(u32::from(digits));
                let scaled = times(kept, times(den, respondents));
                Dens { widest: widest_of(range, scaled), ..Dens::exactly(kept) }
            }
            _ => Dens { widest: widest_of(range, den), ..Dens::exactly(den) },
        }
    }

    /// A common denominator of the stored values of operands, and the largest that their sum can have.
    fn summed(&self, operands: &[u16]) -> (u128, u128, bool) {
        let (mut common, mut product, mut doubted) = (1, 1, false);
        for dens in operands.iter().map(|at| self.of(*at)) {
            common = lcm(common, dens.common);
            product = times(product, dens.most);
            doubted |= dens.doubted;
        }
        (common, product.min(common), doubted)
    }

    /// The greatest magnitude of operands; nothing where there are none.
    fn greatest(&self, operands: &[u16]) -> Option<u128> {
        operands.iter().map(|at| magnitude(&self.range(usize::from(*at)))).max()
    }

    /// Whether a member can be absent while the mean is known. The ranges are those of complete assessments; in one that
    /// is still open any member can be unknown, and the mean is known without it where it may be.
    fn can_drop(&self, item: &Item, may_lack: bool) -> bool {
        may_lack || self.range(usize::from(item.a)).left_out
    }

    /// The weights of members, and which of them can be absent.
    fn members(&self, items: &[Item], may_lack: impl Fn(&Item) -> bool) -> Vec<Weighed> {
        let member = |item: &Item| (item.weight.unsigned_abs(), self.can_drop(item, may_lack(item)));
        items.iter().map(member).list()
    }

    fn combined(&mut self, items: &[Item], range: &NumberRange<i128>) -> Dens {
        let members = self.members(items, |item| item.b != 0);
        self.averaged(items, range, members)
    }

    /// A weighted mean of which members may be missing.
    fn averaged(&mut self, items: &[Item], range: &NumberRange<i128>, members: Vec<Weighed>) -> Dens {
        let operands = firsts_of(items);
        let (common, sum, doubted) = self.summed(&operands);
        let common = times(common, self.multiples.of(&members));
        let most = times(sum, weight_of(items));
        // On the way to the mean the members stand beside each other, before they cancel.
        let working = times(self.greatest(&operands).unwrap_or(OPEN), most);
        Dens { common, most, widest: widest_of(range, most).max(working), doubted }
    }

    fn rolled(&mut self, row: &mut Row, items: &[Item], range: &NumberRange<i128>) -> Dens {
        let mut dens = match roll_of(row) {
            Roll::Mean => {
                let needs = self.program.number(rubric_core::records::NumberId::new(usize::from(row.a)));
                let members = self.members(items, |_| needs < Fraction::ONE);
                self.averaged(items, range, members)
            }
            Roll::Sum => {
                let operands = firsts_of(items);
                let (common, most, doubted) = self.summed(&operands);
                let unit = self.program.number(rubric_core::records::NumberId::new(usize::from(row.b)));
                let unit = unit.num().unsigned_abs();
                let greatest = self.greatest(&operands).unwrap_or(1);
                let (common, most) = (times(common, unit), times(most, unit));
                Dens { common, most, widest: times(most, times(weight_of(items), greatest)), doubted }
            }
            _ => self.picked(&firsts_of(items), range, roll_of(row) == Roll::Spread),
        };
        if dens.common <= COMMON {
            let constant = Fraction::whole(i128::try_from(dens.common).unwrap_or(1));
            row.c = operand(self.writer.number(constant).index());
            dens.most = dens.common;
            dens.widest = widest_of(range, dens.common).max(dens.widest);
        }
        dens
    }

    /// One of several values, or the distance of two.
    fn picked(&self, operands: &[u16], range: &NumberRange<i128>, distance: bool) -> Dens {
        let (common, product, doubted) = self.summed(operands);
        let largest = operands.iter().fold(1, |most, at| self.of(*at).most.max(most));
        let most = if distance { times(largest, largest).min(product).min(common) } else { largest };
        Dens { common, most, widest: times(widest_of(range, most), 2), doubted }
    }

    fn folded(&self, row: &Row, items: &[Item], range: &NumberRange<i128>) -> Dens {
        let operands = if row.op == Op::Choose { items.iter().map(|item| item.b).list() } else { firsts_of(items) };
        let how = if row.op == Op::Fold { roll_of(row) } else { Roll::Lowest };
        if !matches!(how, Roll::Mean | Roll::Sum) {
            return self.picked(&operands, range, how == Roll::Spread);
        }
        let (common, sum, doubted) = self.summed(&operands);
        let count = u128::from(row.count.max(1));
        let over = if how == Roll::Mean { count } else { 1 };
        let (common, most) = (times(common, over), times(sum, over));
        let greatest = self.greatest(&operands).unwrap_or(1);
        Dens { common, most, widest: times(most, times(count, greatest)), doubted }
    }

    fn added(&self, row: &Row, range: &NumberRange<i128>) -> Dens {
        let (common, most, doubted) = self.summed(&[row.a, row.b]);
        let (a, b) = (self.range(usize::from(row.a)), self.range(usize::from(row.b)));
        let parts = times(magnitude(&a).saturating_add(magnitude(&b)), most);
        Dens { common, most, widest: widest_of(range, most).max(parts), doubted }
    }

    fn multiplied(&self, row: &Row, range: &NumberRange<i128>) -> Dens {
        let (a, b) = (self.of(row.a), self.of(row.b));
        let most = times(a.most, b.most);
        Dens {
            common: times(a.common, b.common),
            most,
            widest: times(a.widest, b.widest).max(widest_of(range, most)),
            doubted: a.doubted || b.doubted,
        }
    }

    /// A quotient: its denominator is that of the dividend times the numerator of the divisor.
    fn divided(&self, row: &Row) -> Dens {
        let (a, b) = (self.of(row.a), self.of(row.b));
        let widest = times(a.widest, b.widest);
        Dens { common: OPEN, most: widest, widest, doubted: a.doubted || b.doubted }
    }

    /// Straight lines: the slope times the distance from the point before, and the height there.
    fn lines(&self, row: &Row, items: &[Item]) -> Dens {
        let a = self.of(row.a);
        let number = |at: u16| self.program.number(rubric_core::records::NumberId::new(usize::from(at)));
        let points: Vec<(Fraction, Fraction)> = items.iter().map(|item| (number(item.a), number(item.b))).list();
        let mut common = 1;
        for pair in points.windows(2) {
            let [(x0, y0), (x1, y1)] = pair else {
                continue;
            };
            let slope = y1.minus(*y0).and_then(|rise| rise.over(x1.minus(*x0)?));
            let dens = slope.map(|slope| slope.den()).into_iter().chain([x0.den(), y0.den(), x1.den(), y1.den()]);
            common = dens.fold(common, |common, den| times(common, den.unsigned_abs()));
        }
        let den = times(common, if a.common == OPEN { a.most } else { a.common });
        // Heights and distances are at most two million, and slopes are as large at the most over the finest step.
        let widest = times(den, 4_000_000_000_000);
        Dens { common: if a.common == OPEN { OPEN } else { den }, most: den, widest, doubted: a.doubted }
    }
}

/// Two ascending runs as one, each number once.
fn merged(one: &[u128], other: &[u128]) -> Vec<u128> {
    let mut all = Vec::with_capacity(one.len() + other.len());
    let (mut a, mut b) = (0, 0);
    while let Some(next) = [one.get(a), other.get(b)].into_iter().flatten().min() {
        a += usize::from(one.get(a) == Some(next));
        b += usize::from(other.get(b) == Some(next));
        all.push(*next);
    }
    all
}

/// A common multiple of the totals of weights that can come about, where members that can be absent come and go; open
/// where there are too many totals, or it does not fit.
fn multiple_of_totals(members: &[Weighed]) -> u128 {
    let mut totals = vec![0_u128];
    for (weight, can_be_absent) in members {
        let with: Vec<u128> = totals.iter().map(|total| total + u128::from(*weight)).list();
        if *can_be_absent {
            totals = merged(&totals, &with);
        } else {
            totals = with;
        }
        if totals.len() > TOTALS {
            return OPEN;
        }
    }
    totals.into_iter().filter(|total| *total != 0).fold(1, lcm)
}

fn items_of<'i>(row: &Row, items: &'i [Item]) -> &'i [Item] {
    let first = usize::try_from(row.items).unwrap_or(usize::MAX);
    items.get(first..first.saturating_add(usize::from(row.count))).unwrap_or(&[])
}

/// The first operands of items.
fn firsts_of(items: &[Item]) -> Vec<u16> {
    items.iter().map(|item| item.a).list()
}

/// The rows that a row of numbers stands on.
fn operands<'i>(row: &'i Row, items: &'i [Item]) -> impl Iterator<Item = usize> {
    let own = match row.op {
        Op::Plus | Op::Minus | Op::Times | Op::Over => [row.a, row.b],
        Op::Negated | Op::Magnitude | Op::Round | Op::Linear | Op::Only => [row.a, NONE],
        _ => [NONE, NONE],
    };
    let listed = items.iter().flat_map(move |item| match row.op {
        Op::Combine | Op::Roll | Op::Fold | Op::FirstKnown => [item.a, NONE],
        Op::Choose => [NONE, item.b],
        _ => [NONE, NONE],
    });
    own.into_iter().chain(listed).filter(|at| *at != NONE).map(usize::from)
}

fn roll_of(row: &Row) -> Roll {
    Roll::from_code(row.how).unwrap_or_default()
}

/// The product of two bounds; open where one is, or it does not fit. Wide numbers take many instructions where there are only
/// narrow ones, so that these stand in one place.
#[inline(never)]
const fn times(one: u128, other: u128) -> u128 {
    if one == OPEN || other == OPEN { OPEN } else { one.saturating_mul(other) }
}

/// A common multiple of two bounds; open where one is, or it does not fit.
fn lcm(a: u128, b: u128) -> u128 {
    if a == OPEN || b == OPEN {
        return OPEN;
    }
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    a.checked_div(x).map_or(1, |part| times(part, b))
}

fn weight_of(items: &[Item]) -> u128 {
    items.iter().map(|item| u128::from(item.weight.unsigned_abs())).sum()
}

/// The greatest whole magnitude of a range, rounded up; at least one.
fn magnitude(range: &NumberRange<i128>) -> u128 {
    let up = |end: Fraction| end.num().unsigned_abs().div_ceil(end.den().unsigned_abs().max(1));
    if range.known { up(range.low).max(up(range.high)).max(1) } else { 1 }
}

/// The largest numerator or denominator of values of a range over `den`.
fn widest_of(range: &NumberRange<i128>, den: u128) -> u128 {
    times(magnitude(range), den)
}
