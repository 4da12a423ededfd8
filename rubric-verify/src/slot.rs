//! What a node of a net holds in one state of a search.

use rubric_core::{Fraction, Levels, Truth};

/// An exact number in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Exact {
    num: i64,
    den: i64,
}

impl Exact {
    pub(crate) const ZERO: Self = Self { num: 0, den: 1 };

    /// A number; nothing where it is too fine.
    pub(crate) fn of(number: Fraction<i64>) -> Self {
        let lowest = number.lowest();
        Self { num: lowest.num(), den: lowest.den() }
    }

    /// A number of any width; nothing where it is too fine.
    pub(crate) fn of_wide(number: Fraction) -> Option<Self> {
        number.at_width::<i64>().map(Self::of)
    }

    pub(crate) fn whole(number: i64) -> Self {
        Self { num: number, den: 1 }
    }

    pub(crate) fn fraction(self) -> Fraction<i64> {
        Fraction::new(self.num, self.den).unwrap_or_default()
    }

    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        self.fraction().plus(other.fraction()).map(Self::of)
    }

    pub(crate) fn times(self, other: Self) -> Option<Self> {
        self.fraction().times(other.fraction()).map(Self::of)
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.fraction().cmp(&other.fraction())
    }
}

/// What one node holds. What is absent for whatever reason is left out or unknown; nothing else is told apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Slot {
    /// As if the thing were not there.
    LeftOut,
    /// Not known.
    Unknown,
    /// A number.
    Number(Exact),
    /// The levels it can be, as bits; known when there is one.
    Level(u32),
    /// A choice, or a member of a set.
    Index(u16),
    /// No, yes, unknown.
    Truth(u8),
    /// How many meet a condition at least, at most, and how many there are.
    Count(u16, u16, u16),
    /// What is gathered so far from the operands of a node.
    Part(Box<Part>),
}

/// What is gathered so far from the operands of a node.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Part {
    /// Weight of the operands that are known; of a count, those that meet the condition.
    pub(crate) known: i64,
    /// Weight of the operands that are not left out; of a count, those that may meet the condition.
    pub(crate) remaining: i64,
    /// How many there are.
    pub(crate) members: u16,
    /// Their weighted sum.
    pub(crate) sum: Exact,
    /// The values that may still decide, lowest first.
    pub(crate) values: Vec<Exact>,
    /// Whether an operand is left out.
    pub(crate) left_out: bool,
    /// Whether an operand that the others do without is unknown.
    pub(crate) waiting: bool,
}

impl Part {
    pub(crate) const EMPTY: Self = Self {
        known: 0,
        remaining: 0,
        members: 0,
        sum: Exact::ZERO,
        values: Vec::new(),
        left_out: false,
        waiting: false,
    };
}

impl Slot {
    pub(crate) const YES: Self = Self::Truth(1);
    pub(crate) const NO: Self = Self::Truth(0);

    pub(crate) const fn of_truth(truth: Truth) -> Self {
        Self::Truth(match truth {
            Truth::No => 0,
            Truth::Yes => 1,
            Truth::Unknown => 2,
        })
    }

    pub(crate) const fn truth(&self) -> Truth {
        match self {
            Self::Truth(0) => Truth::No,
            Self::Truth(1) => Truth::Yes,
            _ => Truth::Unknown,
        }
    }

    pub(crate) const fn as_number(&self) -> Option<Exact> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    pub(crate) const fn levels(&self) -> Levels {
        if let Self::Level(bits) = self { Levels::from_bits(*bits) } else { Levels::NONE }
    }

    pub(crate) const fn index(&self) -> Option<u16> {
        if let Self::Index(index) = self { Some(*index) } else { None }
    }

    /// How much room it takes, in values of about 32 bytes.
    pub(crate) fn size(&self) -> usize {
        if let Self::Part(part) = self { 5 + part.values.len() / 2 } else { 1 }
    }

    /// Whether the value is known.
    pub(crate) fn is_known(&self) -> bool {
        match self {
            Self::LeftOut | Self::Unknown | Self::Part(_) => false,
            Self::Number(_) | Self::Index(_) => true,
            Self::Level(_) => self.levels().single().is_some(),
            Self::Truth(truth) => *truth != 2,
            Self::Count(least, most, _) => least == most,
        }
    }
}
