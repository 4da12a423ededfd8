//! How much work an examination may do, and who may stop it.

use rubric_core::RowTable;

/// The most states that one search makes at a time.
pub(crate) const STATES: usize = 120_000;
/// The most that the states made at a time hold together, in values of about 32 bytes. With the states they are made from
/// and the ways back, a search stays within half a gigabyte.
pub(crate) const SIZE: usize = 4_000_000;
/// The most steps on ways back that one search keeps.
pub(crate) const TRAIL: usize = 2_500_000;

/// Work that is left, in steps of the searches; a step takes about a microsecond.
pub struct Budget<'a> {
    left: u64,
    stop: &'a dyn Fn() -> bool,
    stopped: bool,
}

impl core::fmt::Debug for Budget<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Budget").field("left", &self.left).finish_non_exhaustive()
    }
}

/// What it costs to go through the rows of a table once.
pub(crate) fn cost(table: &RowTable<'_>) -> u64 {
    u64::try_from(table.len()).unwrap_or(u64::MAX) / 8 + 1
}

/// How many steps pass between two questions whether to stop.
const ASKED: u64 = 1 << 10;

impl<'a> Budget<'a> {
    /// A budget of `steps`; `stop` is asked now and then whether to end at once.
    #[must_use]
    pub fn new(steps: u64, stop: &'a dyn Fn() -> bool) -> Self {
        Self { left: steps, stop, stopped: false }
    }

    /// Whether work may go on.
    #[must_use]
    pub const fn is_left(&self) -> bool {
        self.left > 0
    }

    /// Takes steps from the budget, and says whether work may go on.
    pub(crate) fn take(&mut self, steps: u64) -> bool {
        let before = self.left / ASKED;
        self.left = self.left.saturating_sub(steps);
        if self.left / ASKED != before && (self.stop)() {
            (self.left, self.stopped) = (0, true);
        }
        self.left > 0
    }

    /// Lets `work` use no more than `steps` of the budget. Once stopped, all of it is.
    pub(crate) fn within<R>(&mut self, steps: u64, work: impl FnOnce(&mut Budget<'_>) -> R) -> R {
        let lent = steps.min(self.left);
        let mut part = Budget { left: lent, ..*self };
        let result = work(&mut part);
        self.stopped = part.stopped;
        self.left = if part.stopped { 0 } else { self.left.saturating_sub(lent - part.left) };
        result
    }
}
