//! Which rows a plan keeps: levels, truths and whatever they, or strengths and growth, are made of. A number that is only
//! shown is evaluated when somebody asks for it.

use super::laid::{is_later, later};
use super::loops::Filling;
use super::step::{Step, Work};
use crate::int::Int;
use crate::records::{Place, RowId};
use crate::row::{Op, Row};
use crate::value::Kind;

/// How many rows that are made of one or two may stand one on the other and not be kept: each is evaluated again for each that
/// reads it.
const CHAIN: u16 = 3;

/// Who reads a row.
#[derive(Clone, Copy)]
enum Reader {
    /// A step.
    Step,
    /// A row that is not kept, so many rows before one that somebody may ask for, and whether it reads items.
    Later { chain: u16, has_items: bool },
}

impl<I: Int> Filling<'_, '_, '_, '_, I> {
    /// Takes out of the steps what fills rows that nobody reads. Gives how many steps are left.
    pub(super) fn keep(&mut self, steps: &mut [Step<I>]) -> usize {
        for at in steps.iter().filter(|step| !step.is_set()).flat_map(Step::places) {
            let is_number = self.row(at).is_some_and(|row| row.kind == Kind::Number);
            self.note(at, if is_number { later(0) } else { I::ZERO });
        }
        let program = self.pass.program;
        let places = program.rows_of(self.pass.table, Place::Node);
        for member in program.ranks().iter().flat_map(|rank| program.members_in(rank.members).iter()) {
            if let Some(row) = places.get(member.node.index()).and_then(|place| place.row.some()) {
                self.read(row.index(), Reader::Step);
            }
        }
        for step in steps.iter_mut().rev().filter(|step| !step.is_set()) {
            self.keep_of(step);
        }
        let mut kept = 0;
        for at in 0..steps.len() {
            if steps.get(at).is_some_and(|step| step.rows > 0) {
                steps.swap(kept, at);
                kept = kept.saturating_add(1);
            }
        }
        kept
    }

    /// Shortens a step to the last of its rows that is kept, and tells the rows that it and the others read.
    fn keep_of(&mut self, step: &mut Step<I>) {
        let kept = step.places().rev().find(|at| !self.is_later(*at));
        let end = kept.map_or(usize::from(step.at), |last| last.saturating_add(1));
        for (place, at) in step.places().enumerate() {
            let Some(row) = self.row(at) else { continue };
            if at >= end {
                let chain = (0..CHAIN).rev().find(|chain| self.workings.first.get(at) == Some(&later(*chain)));
                let reader = Reader::Later { chain: chain.unwrap_or(CHAIN), has_items: row.count > 0 };
                self.read_all(&row, reader);
                continue;
            }
            self.note(at, I::ZERO);
            match step.work {
                // Straight from what was rated.
                Work::Means { .. } => {}
                Work::Within { a, .. } => self.read(a.place(place), Reader::Step),
                Work::Order { a, b, .. } => {
                    self.read(a.place(place), Reader::Step);
                    self.read(b.place(place), Reader::Step);
                }
                _ => self.read_all(&row, Reader::Step),
            }
        }
        step.rows = u16::try_from(end.saturating_sub(usize::from(step.at))).unwrap_or(step.rows);
    }

    /// Tells all rows that a row is made of who reads them.
    fn read_all(&mut self, row: &Row, reader: Reader) {
        for operand in row.because(&self.pass.table.items).map(RowId::index) {
            self.read(operand, reader);
        }
    }

    /// Tells a row who reads it.
    fn read(&mut self, at: usize, reader: Reader) {
        let (row, slot) = (self.row(at), self.workings.first.get_mut(at));
        let (Some(row), Some(slot)) = (row, slot.filter(|slot| is_later(**slot))) else {
            return;
        };
        // Made of one or two rows and nothing else.
        let is_short = row.row_operands().0 && row.count == 0;
        match reader {
            Reader::Later { .. } if matches!(row.op, Op::Rating | Op::Figure) => {}
            Reader::Later { chain, has_items: false } if is_short && chain.saturating_add(1) < CHAIN => {
                *slot = (*slot).max(later(chain.saturating_add(1)));
            }
            _ => *slot = I::ZERO,
        }
    }

    fn row(&self, at: usize) -> Option<Row> {
        self.pass.table.rows.get(at)
    }

    fn is_later(&self, at: usize) -> bool {
        self.workings.first.get(at).is_some_and(|first| is_later(*first))
    }

    fn note(&mut self, at: usize, first: I) {
        if let Some(slot) = self.workings.first.get_mut(at) {
            *slot = first;
        }
    }
}
