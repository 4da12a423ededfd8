//! Many assessments side by side: the same rows, each over a block of assessments before the next.
//!
//! A block is [`LANES`] assessments of a longer list. A row is read once for all of them, and what it does runs over
//! columns, so that a compiler can do several assessments in one step. An operation still means one thing: where there is
//! no shorter way that is known to give the same, each assessment goes through the function that [`Program::evaluate`]
//! uses.

mod block;
mod column;
mod fit;
mod inputs;
mod kernels;
mod lanes;
mod ranks;

pub use block::{Block, Denominators, Lent};
pub use column::Column;
pub use fit::BatchError;

use crate::assessment::{AssessmentErrorKind, Chosen, Earlier, Given, Rating};
use crate::decimal::Decimal;
use crate::int::Int;
use crate::program::{Program, RowTable};
use crate::records::RaterId;

/// How many assessments a block has, at most.
pub const LANES: usize = 1024;

/// Assessments of one rubric, side by side. A list that is not empty holds one column after the other, and a column has
/// one entry for each assessment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Assessments<'a> {
    /// How many assessments there are.
    pub count: usize,
    /// The responses. A single rater has one entry at most, a group one for each respondent.
    pub responses: &'a [Responses<'a>],
    /// One column for each context value, in file order.
    pub context: &'a [Given],
    /// One column for each judgement, in file order.
    pub judged: &'a [Chosen],
    /// One column for each previous value, in the order in which the program asks for them.
    pub prior: &'a [Earlier],
}

/// What one rater, or one respondent of a group, gave in each assessment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Responses<'a> {
    /// Who the respondent is to the leader.
    pub rater: RaterId,
    /// Whether there is a response at all, for each assessment; empty where there always is.
    pub given: &'a [bool],
    /// One column for each leaf.
    pub ratings: &'a [Rating],
    /// One column for each number leaf; empty where no number was given.
    pub figures: &'a [Decimal],
    /// Pieces of evidence, one column for each leaf; empty where there are none.
    pub evidence: &'a [u16],
    /// Words written, one column for each leaf; empty where there are none.
    pub words: &'a [u32],
}

/// What the blocks of one perspective share.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'p> {
    program: Program<'p>,
    table: RowTable<'p>,
}

impl<'p> Batch<'p> {
    /// Gets ready to evaluate blocks from a rater's perspective, or from the combined one.
    ///
    /// # Errors
    /// [`BatchError`] when the program has no table for the perspective.
    pub fn new(program: Program<'p>, perspective: Option<RaterId>) -> Result<Self, BatchError> {
        match program.table(perspective) {
            Some(table) => Ok(Self { program, table }),
            None => Err(BatchError::whole(AssessmentErrorKind::NoSuchPerspective)),
        }
    }

    /// The rows of the perspective: as many columns, and as many values, as a block needs.
    #[must_use]
    pub const fn table(&self) -> &RowTable<'p> {
        &self.table
    }

    /// Evaluates the block of assessments that begins at `from`, in columns that the caller lends: one for each row of the
    /// table, of an integer at least as wide as the program's [`width`](Program::width). `lane` holds two integers for
    /// each row as well; what stands in it afterwards means nothing.
    ///
    /// # Errors
    /// [`BatchError`] when an assessment of the block does not fit the program, or what is lent is too small or too narrow.
    pub fn evaluate<'b, I: Int>(
        &'b self,
        assessments: &'b Assessments<'b>,
        from: usize,
        columns: &'b mut [Column<I>],
        lane: &mut [[I; 2]],
    ) -> Result<Block<'b, 'p, I>, BatchError> {
        let rows = self.table.len();
        if I::BITS < u32::from(self.program.width() as u8) {
            return Err(BatchError::whole(AssessmentErrorKind::TooNarrow(self.program.width())));
        }
        let (Some(columns), Some(lane)) = (columns.get_mut(..rows), lane.get_mut(..rows)) else {
            return Err(BatchError::whole(AssessmentErrorKind::WorkingsTooSmall(rows)));
        };
        let lanes = assessments.count.saturating_sub(from).min(LANES);
        let mut window = Window { batch: self, assessments, from, lanes, odd: false };
        window.odd = fit::fit(&window)?;
        lanes::run(&window, columns, lane);
        Ok(Block::new(window, columns))
    }
}

/// The assessments of one block.
#[derive(Clone, Copy, Debug)]
struct Window<'b, 'p> {
    batch: &'b Batch<'p>,
    assessments: &'b Assessments<'b>,
    from: usize,
    lanes: usize,
    /// Whether some rating is more than a level of the one scale or an open rating.
    odd: bool,
}

impl<'b, 'p> Window<'b, 'p> {
    const fn program(&self) -> &'b Program<'p> {
        &self.batch.program
    }

    /// The part of a column that belongs to the block; empty where the list is.
    #[inline]
    fn of<T>(&self, list: &'b [T], column: usize) -> &'b [T] {
        let start = column.checked_mul(self.assessments.count).and_then(|start| start.checked_add(self.from));
        let part = start.and_then(|start| list.get(start..start.checked_add(self.lanes)?));
        part.unwrap_or(&[])
    }

    /// The responses of a rater.
    fn by(&self, rater: u16) -> impl Iterator<Item = &'b Responses<'b>> + Clone + use<'b> {
        let rater = RaterId::new(usize::from(rater));
        self.assessments.responses.iter().filter(move |responses| responses.rater == rater)
    }

    /// Whether an assessment of the block has the response.
    fn has(&self, responses: &'b Responses<'b>, lane: usize) -> bool {
        self.of(responses.given, 0).get(lane).copied().unwrap_or(true)
    }

    /// What a leaf is rated with.
    fn rating(&self, codes: Codes, lane: usize) -> Rating {
        let responses = self.assessments.responses.get(codes.by).filter(|by| self.has(by, lane));
        let ratings = responses.map_or(&[][..], |responses| self.of(responses.ratings, usize::from(codes.leaf)));
        ratings.get(lane).copied().unwrap_or(Rating::UNRATED)
    }

    /// What a leaf is rated with in every lane: lent where it stands so, otherwise put into `spare`.
    #[inline]
    fn ratings<'s>(&self, codes: Codes, spare: &'s mut Option<[Rating; LANES]>) -> &'s [Rating; LANES]
    where
        'b: 's,
    {
        let responses = self.assessments.responses.get(codes.by).filter(|by| by.given.is_empty());
        let ratings = responses.map_or(&[][..], |responses| self.of(responses.ratings, usize::from(codes.leaf)));
        if let Some(ratings) = ratings.as_array() {
            return ratings;
        }
        let spare = spare.insert([Rating::UNRATED; LANES]);
        (0..self.lanes).zip(spare.iter_mut()).for_each(|(lane, slot)| *slot = self.rating(codes, lane));
        spare
    }
}

/// A leaf, as one of the responses rates it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Codes {
    leaf: u16,
    /// The place of the response; beyond the last where there is none.
    by: usize,
}
