//! A row's values for a block of assessments.

use super::LANES;
use crate::int::Int;
use crate::value::{Truth, Value};

/// A row's values for a block of assessments, one lane for each. The caller lends one for each row, and what stands in it
/// is read through a [`Block`](super::Block).
#[derive(Clone, Copy, Debug)]
pub struct Column<I = i64> {
    pub(super) form: Form,
    /// Codes of ratings or truths, or why there is no number: nought where there is one.
    pub(super) bytes: [u8; LANES],
    values: [Value<I>; LANES],
}

/// How the values of a column are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Each as an evaluation of one assessment keeps it.
    Whole,
    /// Yes, no or unknown, as bytes.
    Truth,
}

impl<I: Int> Column<I> {
    /// Nothing yet.
    pub const BLANK: Self = Self { form: Form::Whole, bytes: [0; LANES], values: [Value::BLANK; LANES] };

    /// The value of a lane.
    #[inline]
    pub(super) fn get(&self, lane: usize) -> Value<I> {
        match self.form {
            Form::Whole => self.values.get(lane).copied().unwrap_or(Value::BLANK),
            Form::Truth => Value::truth(self.truth(lane)),
        }
    }

    fn truth(&self, lane: usize) -> Truth {
        match self.bytes.get(lane) {
            Some(0) => Truth::No,
            Some(1) => Truth::Yes,
            _ => Truth::Unknown,
        }
    }

    /// Puts the value of each lane in turn.
    pub(super) fn fill(&mut self, lanes: usize, mut value: impl FnMut(usize) -> Value<I>) {
        self.form = Form::Whole;
        for (lane, slot) in self.values.iter_mut().enumerate().take(lanes) {
            *slot = value(lane);
        }
    }

    /// Puts the truth of each lane in turn.
    pub(super) fn fill_truths(&mut self, lanes: usize, mut truth: impl FnMut(usize) -> Truth) {
        self.form = Form::Truth;
        for (lane, slot) in self.bytes.iter_mut().enumerate().take(lanes) {
            *slot = truth(lane) as u8;
        }
    }
}
