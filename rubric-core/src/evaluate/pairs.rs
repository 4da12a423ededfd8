//! Series of rows that stand on two rows each, as loops over lists that a compiler does several rows of at once.
//!
//! A loop goes ahead as if every number that is known stood over one denominator and nothing overflowed. Where that was not
//! so it says no, and the rows are filled each by itself, which is where an operation has its meaning.

use super::truths::Held;
use super::values::{Values, Workings};
use crate::absence::Absence;
use crate::int::Int;
use crate::row::{Op, Row};
use crate::value::{Truth, Value};

/// One side of a series.
#[derive(Clone, Copy)]
enum Side<'v, I> {
    /// A row for each.
    Each(Values<'v, I>),
    /// One row for all.
    One(I, I),
}

impl<'v, I: Int> Side<'v, I> {
    /// The rows from `at`, one `step` after the other; nothing where they are further apart.
    #[inline(always)]
    fn new(values: Values<'v, I>, at: u16, step: u8, rows: usize) -> Option<Self> {
        let at = usize::from(at);
        match step {
            0 => Some(Self::one(values.get(at))),
            1 => Some(Self::Each(values.run(at, rows)?)),
            _ => None,
        }
    }

    #[inline(always)]
    fn one(value: Value<I>) -> Self {
        let (first, second) = value.parts();
        Self::One(first, second)
    }

    /// The denominator of a number that is known; nought where none is.
    fn den(&self) -> I {
        match self {
            Self::Each(values) => values.second.iter().copied().find(|den| *den > I::ZERO).unwrap_or(I::ZERO),
            Self::One(_, den) => *den,
        }
    }

    /// The same number over another denominator where it is one for all; nothing where it does not go into that.
    fn over(self, den: I) -> Option<Self> {
        match self {
            Self::One(num, own) if own > I::ZERO && own != den => {
                if den.rest(own) == I::ZERO {
                    Some(Self::One(num.times(den.over(own)?)?, den))
                } else {
                    None
                }
            }
            side => Some(side),
        }
    }
}

/// What a loop gives for one row: its two parts, and whether the loop may have been right about it.
type Filled<I> = (I, I, bool);

/// A series whose rows are to be filled.
pub(super) struct Pairs<'v, I> {
    a: Side<'v, I>,
    b: Side<'v, I>,
    rows: Workings<'v, I>,
}

impl<'v, I: Int> Pairs<'v, I> {
    /// `row` is the first of `rows`; the steps say how its operands go on. Nothing where there is no loop for the steps.
    #[inline(always)]
    pub(super) fn new(values: Values<'v, I>, rows: Workings<'v, I>, row: Row, steps: (u8, u8)) -> Option<Self> {
        let count = rows.values().len();
        let a = Side::new(values, row.a, steps.0, count)?;
        Some(Self { a, b: Side::new(values, row.b, steps.1, count)?, rows })
    }

    /// Fills the rows; gives whether that is so, and nothing is to be done again.
    #[inline(never)]
    pub(super) fn fill(self, row: Row) -> bool {
        match row.op {
            Op::Minus if row.guarded == 0 => self.minus(),
            Op::Magnitude if row.guarded == 0 => self.magnitude(),
            Op::Compare => self.compare(Held::by(&row)),
            Op::And => self.and(),
            _ => false,
        }
    }

    /// Differences.
    #[inline(always)]
    fn minus(self) -> bool {
        self.each(move |(a, over_a), (b, over_b)| {
            let known = (over_a > I::ZERO) & (over_b > I::ZERO);
            let (num, fits) = a.minus_wrapping(b);
            let fits = !known | (fits & (over_a == over_b));
            if known { (num, over_a, fits) } else { (earlier(), I::ZERO, fits) }
        })
    }

    /// Distances from nought.
    #[inline(always)]
    fn magnitude(mut self) -> bool {
        self.b = Side::One(I::ZERO, I::ONE);
        self.each(move |(a, over), (nought, _)| {
            let (turned, fits) = nought.minus_wrapping(a);
            let num = if a < I::ZERO { turned } else { a };
            if over > I::ZERO { (num, over, fits) } else { (earlier(), I::ZERO, true) }
        })
    }

    /// Comparisons of numbers.
    #[inline(always)]
    fn compare(mut self, held: Held) -> bool {
        let den = match self.a.den() {
            den if den > I::ZERO && !matches!(self.a, Side::One(..)) => den,
            _ => self.b.den(),
        };
        let (Some(a), Some(b)) = (self.a.over(den), self.b.over(den)) else {
            return false;
        };
        (self.a, self.b) = (a, b);
        let unknown = I::from_short(Truth::Unknown as u16);
        self.each(move |(a, over_a), (b, over_b)| {
            let known = (over_a > I::ZERO) & (over_b > I::ZERO);
            let truth = I::from_short(u16::from(held.between(a, b)));
            (if known { truth } else { unknown }, I::ONE, !known | ((over_a == den) & (over_b == den)))
        })
    }

    /// Conditions that both must hold.
    #[inline(always)]
    fn and(self) -> bool {
        let (no, yes, unknown) = (I::ZERO, I::ONE, I::from_short(Truth::Unknown as u16));
        self.each(move |(a, _), (b, _)| {
            let truth = if (a == no) | (b == no) {
                no
            } else if (a == yes) & (b == yes) {
                yes
            } else {
                unknown
            };
            (truth, I::ONE, true)
        })
    }

    /// Fills every row; gives whether the loop was right about all of them.
    #[inline(always)]
    fn each(self, row: impl Fn((I, I), (I, I)) -> Filled<I>) -> bool {
        let Workings { first, second } = self.rows;
        match (self.a, self.b) {
            (Side::Each(a), Side::Each(b)) => both(first, second, (a.first, a.second), b.first, b.second, row),
            (Side::Each(a), Side::One(num, den)) => one(first, second, a.first, a.second, move |a| row(a, (num, den))),
            (Side::One(num, den), Side::Each(b)) => one(first, second, b.first, b.second, move |b| row((num, den), b)),
            (Side::One(..), Side::One(..)) => false,
        }
    }
}

/// What stands on something unknown.
fn earlier<I: Int>() -> I {
    I::from_short(Absence::Earlier as u16)
}

// By themselves, and with a list to each operand, these loops are known to write where nothing is read.

#[inline]
fn one<I: Int>(first: &mut [I], second: &mut [I], a: &[I], over_a: &[I], row: impl Fn((I, I)) -> Filled<I>) -> bool {
    let mut all = true;
    for ((first, second), a) in first.iter_mut().zip(second).zip(a.iter().zip(over_a)) {
        let fits;
        (*first, *second, fits) = row((*a.0, *a.1));
        all &= fits;
    }
    all
}

#[inline]
fn both<I: Int>(
    first: &mut [I],
    second: &mut [I],
    (a, over_a): (&[I], &[I]),
    b: &[I],
    over_b: &[I],
    row: impl Fn((I, I), (I, I)) -> Filled<I>,
) -> bool {
    let mut all = true;
    let operands = a.iter().zip(over_a).zip(b.iter().zip(over_b));
    for ((first, second), (a, b)) in first.iter_mut().zip(second).zip(operands) {
        let fits;
        (*first, *second, fits) = row((*a.0, *a.1), (*b.0, *b.1));
        all &= fits;
    }
    all
}
