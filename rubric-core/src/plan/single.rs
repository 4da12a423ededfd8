//! Rows that are like no other: each reads what its operation needs, and nothing else.

use crate::absence::Absence;
use crate::evaluate::{Outcome, Pass, any, arithmetic, cap, divided, guard};
use crate::int::Int;
use crate::records::Roll;
use crate::row::{Op, Row};
use crate::value::Value;

impl<I: Int> Pass<'_, '_, '_, '_, I> {
    /// The value of a row, by what its operation means.
    #[inline(always)]
    pub(super) fn single(&self, row: &Row) -> Value<I> {
        match row.op {
            Op::Over | Op::Plus | Op::Minus | Op::Times => {
                Value::of_number(guard(row, arithmetic(row, self.value(row.a), self.value(row.b))))
            }
            Op::Count => Value::count(self.count(&self.items(row))),
            Op::Any => Value::truth(any(self.value(row.a).as_count())),
            Op::Decide => self.decide(&self.items(row)),
            Op::Cap => cap(row, self.value(row.a), self.truth(row.b)),
            _ => self.step(row),
        }
    }

    /// Two numbers brought to one.
    #[inline(always)]
    pub(super) fn two(&self, how: Roll, a: u16, b: u16) -> Outcome<I> {
        let known = |row: u16| self.values.known(usize::from(row));
        let (Some(a), Some(b)) = (known(a), known(b)) else {
            return Err(Absence::Earlier);
        };
        let found = match how {
            Roll::Mean => a.plus(b).and_then(|sum| divided(sum, I::from_short(2))),
            Roll::Lowest | Roll::Median => Some(if b < a { b } else { a }),
            _ => Some(if b > a { b } else { a }),
        };
        found.ok_or(Absence::TooLarge)
    }
}
