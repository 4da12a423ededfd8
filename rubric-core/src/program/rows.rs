//! The rows for one perspective.

use crate::records::{IndexEntry, RaterId, RowId, Series};
use crate::row::{Item, Op, Row};
use crate::value::Kind;
use crate::wire::Table;

/// The rows for one perspective.
#[derive(Clone, Copy, Debug)]
pub struct RowTable<'p> {
    pub(crate) rater: RaterId,
    pub(crate) first: usize,
    pub(crate) rows: Table<'p, Row>,
    pub(crate) items: Table<'p, Item>,
    pub(crate) index: Table<'p, IndexEntry>,
    pub(crate) series: Table<'p, Series>,
}

impl<'p> RowTable<'p> {
    /// Whose perspective it is; nothing for the combined one.
    #[must_use]
    pub const fn perspective(&self) -> Option<RaterId> {
        self.rater.some()
    }

    /// How many rows there are: as many values as an evaluation's workings need.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A row.
    #[must_use]
    pub fn row(&self, id: RowId) -> Option<Row> {
        self.rows.get(id.index())
    }

    /// Every row, in order.
    pub fn rows(&self) -> impl Iterator<Item = (RowId, Row)> + use<'p> {
        self.rows.iter().enumerate().map(|(at, row)| (RowId::new(at), row))
    }

    /// The series that the rows make, in order; none where the program tells none, or without the feature `series`.
    #[must_use]
    pub fn series(&self) -> Table<'p, Series> {
        self.series
    }

    /// The items of a row.
    #[must_use]
    pub fn items_of(&self, row: &Row) -> Table<'p, Item> {
        row.items(&self.items)
    }

    /// The rows that row `id` is made of.
    pub fn because(&self, id: RowId) -> impl Iterator<Item = RowId> + Clone + use<'p> {
        let row = self.row(id).unwrap_or(Row::new(Op::Absent, Kind::Number));
        row.because(&self.items)
    }
}
