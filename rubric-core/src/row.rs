//! Rows: what one step of a program does.

mod mentions;

use crate::records::{NumberId, RowId};
use crate::value::Kind;
use crate::wire::{Table, code, record};

pub(crate) use mentions::{Mention, Mentions};

code! {
    /// What a row does with what it mentions. The operands are named as the fields of [`Row`].
    Op {
        Absent = 1 "No value, for reason `how`.",
        Rating = 2 "The rating of leaf `a` by single rater `b`.",
        Group = 3 "The mean rating of leaf `a` by the many raters `b`, brought to `how` digits unless that is 255.",
        Figure = 4 "The number given for leaf `a` by single rater `b`.",
        Evidence = 5 "The pieces of evidence for the `c` leaves from `a` by rater `b`.",
        Words = 6 "The words written for the `c` leaves from `a` by rater `b`.",
        Context = 7 "Context value `a`.",
        Judged = 8 "Judged level `a`, of `b` levels.",
        Prior = 9 "Value `a` of the previous result; of `b` levels where it is a level.",
        Number = 10 "Constant number `a`.",
        Level = 11 "Constant level `a`.",
        Choice = 12 "Constant choice `a`.",
        Truth = 13 "Constant yes (`a` is one) or no (`a` is nought).",
        Combine = 14 "The weighted mean of raters' values (items); `b` of an item says that the others do without it.",
        Roll = 15 "The roll-up `how` of children (items) with share `a` needed, weights over `b`, put over `c`.",
        Only = 16 "Value of row `a` if row `b` is yes; left out if it is no.",
        Coverage = 17 "The weight known over the weight that remains, of children (items).",
        Fold = 18 "Function `how` of arguments (items), all of which must be known.",
        Plus = 19 "`a + b`.",
        Minus = 20 "`a - b`.",
        Times = 21 "`a * b`.",
        Over = 22 "`a / b`.",
        Negated = 23 "`-a`.",
        Magnitude = 24 "`abs(a)`.",
        Round = 25 "`a` brought to `b` digits in manner `how`.",
        Linear = 26 "`a` read along straight lines between points (items: constants `a` and `b`).",
        Compare = 27 "Numbers `a` and `b` compared by `how`.",
        CompareLevels = 28 "Levels `a` and `b` compared by `how`.",
        CompareChoices = 29 "Choices `a` and `b` compared by `how`.",
        CompareCounts = 30 "Counts or numbers `a` and `b` compared by `how`; bit 0 of `c` makes `a` a share, bit 1 `b`.",
        IsNode = 31 "Whether the node of row `a` is node `b`.",
        And = 32 "`a and b`.",
        Or = 33 "`a or b`.",
        Not = 34 "`not a`.",
        Known = 35 "Whether `a` is known.",
        Count = 36 "How many members (items: condition `a`, member `b`) meet their condition.",
        Any = 37 "Whether count `a` is at least one.",
        All = 38 "Whether count `a` is everyone.",
        CountNumber = 39 "Count `a` as a number, or as a share where `how` is one.",
        LevelNumber = 40 "The value of level `a` of scale `b`.",
        Decide = 41 "The level (`b` of an item) of the first condition (`a` of an item, none for otherwise) that is yes.",
        Choose = 42 "The number (`b` of an item) of the first condition (`a` of an item) that is yes.",
        Cap = 43 "Level `a`, held at level `c` if row `b` is yes; `how` says whether from above or below.",
        Matrix = 44 "The level in the cell (items, row by row) of levels `a` and levels or choices `b`, `c` of them a row.",
        FirstKnown = 45 "The first of the rows (items) that is known.",
        Best = 46 "The member (items: score `a`, node `b`) with the highest score; the first of equals.",
        Worst = 47 "The member (items: score `a`, node `b`) with the lowest score; the first of equals.",
    }
}

code! {
    /// A comparison.
    Comparison {
        Is = 1 "Equal.",
        IsNot = 2 "Not equal.",
        Below = 3 "Less.",
        AtMost = 4 "Less or equal.",
        Above = 5 "Greater.",
        AtLeast = 6 "Greater or equal.",
    }
}

impl Comparison {
    /// Whether two things that stand in `order` satisfy the comparison.
    #[inline]
    #[must_use]
    pub const fn holds(self, order: core::cmp::Ordering) -> bool {
        // One bit for each order: below, same, above.
        let orders = match self {
            Self::Is => 0b010,
            Self::IsNot => 0b101,
            Self::Below => 0b001,
            Self::AtMost => 0b011,
            Self::Above => 0b100,
            Self::AtLeast => 0b110,
        };
        orders >> (order as i8).wrapping_add(1) & 1 != 0
    }

    /// The comparison that holds when this one does not.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Is => Self::IsNot,
            Self::IsNot => Self::Is,
            Self::Below => Self::AtLeast,
            Self::AtMost => Self::Above,
            Self::Above => Self::AtMost,
            Self::AtLeast => Self::Below,
        }
    }
}

record! {
    /// One row. It mentions only rows before it.
    // In memory as in bytes, so that reading one is a copy.
    #[repr(C)]
    Row {
        /// What it does.
        op: Op,
        /// What its value is.
        kind: Kind,
        /// A manner: a comparison, a rounding, a roll-up or a reason.
        how: u8,
        /// One when its result must be held to the limit on magnitudes.
        guarded: u8,
        /// First operand.
        a: u16,
        /// Second operand.
        b: u16,
        /// Third operand.
        c: u16,
        /// How many items it has.
        count: u16,
        /// Its first item.
        items: u32,
    }
}

record! {
    /// One of many operands of a row.
    Item {
        /// First operand: a row, or a constant.
        a: u16,
        /// Second operand: a row, a level, a node or a constant.
        b: u16,
        /// Weight, as a whole number beside the others; nought where the row weighs nothing.
        weight: i64,
    }
}

/// The operand that stands for none.
pub const NONE: u16 = u16::MAX;

impl Row {
    /// A row of `op` and nothing else.
    #[must_use]
    pub const fn new(op: Op, kind: Kind) -> Self {
        Self { op, kind, how: 0, guarded: 0, a: 0, b: 0, c: 0, count: 0, items: 0 }
    }

    /// The row's items among those of its table.
    #[inline]
    pub(crate) fn items<'p>(&self, items: &Table<'p, Item>) -> Table<'p, Item> {
        items.slice(usize::try_from(self.items).unwrap_or(usize::MAX), usize::from(self.count))
    }

    /// The row of operand `a`.
    #[inline]
    #[must_use]
    pub fn row_a(&self) -> RowId {
        RowId::new(usize::from(self.a))
    }

    /// The row of operand `b`.
    #[inline]
    #[must_use]
    pub fn row_b(&self) -> RowId {
        RowId::new(usize::from(self.b))
    }

    /// The constant of operand `a`.
    #[must_use]
    pub fn number_a(&self) -> NumberId {
        NumberId::new(usize::from(self.a))
    }

    /// Which of the operands `a` and `b` are rows.
    #[must_use]
    pub const fn row_operands(&self) -> (bool, bool) {
        let mentions = Mentions::of(self.op);
        (mentions.a.is_row(), mentions.b.is_row())
    }

    /// Which of the operands `a` and `b` of the items are rows.
    #[must_use]
    pub const fn item_rows(&self) -> (bool, bool) {
        let mentions = Mentions::of(self.op);
        (mentions.item_a.is_row(), mentions.item_b.is_row())
    }

    /// The rows this row is made of, in the order in which it mentions them.
    pub fn because<'p>(&self, items: &Table<'p, Item>) -> impl Iterator<Item = RowId> + Clone + use<'p> {
        let (a, b) = self.row_operands();
        let own = [a.then_some(self.a), b.then_some(self.b)];
        let (item_a, item_b) = self.item_rows();
        let listed =
            self.items(items).iter().flat_map(move |item| [item_a.then_some(item.a), item_b.then_some(item.b)]);
        own.into_iter().chain(listed).flatten().filter(|row| *row != NONE).map(|row| RowId::new(usize::from(row)))
    }
}
