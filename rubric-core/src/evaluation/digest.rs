//! One number for a whole evaluation, the same on every machine.

use super::{Evaluation, Reading};
use crate::absence::Absence;
use crate::fraction::Fraction;
use crate::int::Int;
use crate::program::{checksum, checksum_of};
use crate::records::RowId;

impl<I: Int> Evaluation<'_, '_, '_, I> {
    /// A digest of every row's value. Two engines that agree on every number, level and reason agree on it, whatever the
    /// width of their integers.
    #[must_use]
    pub fn digest(&self) -> u64 {
        digest((0..self.values.len()).map(|row| self.reading(RowId::new(row))))
    }
}

/// A digest of what the rows hold, in order.
pub(crate) fn digest(readings: impl Iterator<Item = Reading>) -> u64 {
    readings.fold(checksum(&[]), mix)
}

fn mix(sum: u64, reading: Reading) -> u64 {
    match reading {
        Reading::Number(Ok(number)) => mix_number(sum, number),
        Reading::Number(Err(reason)) | Reading::Choice(Err(reason)) | Reading::Node(Err(reason)) => {
            mix_absence(sum, reason)
        }
        Reading::Level(levels, level) => {
            let sum = checksum_of(sum, &levels.bits().to_le_bytes());
            level.map_or_else(|reason| mix_absence(sum, reason), |level| checksum_of(sum, &[level]))
        }
        Reading::Choice(Ok(choice)) => checksum_of(sum, &choice.to_le_bytes()),
        Reading::Node(Ok(node)) => checksum_of(sum, &u16::try_from(node.index()).unwrap_or(u16::MAX).to_le_bytes()),
        Reading::Truth(truth) => checksum_of(sum, &[truth as u8]),
        Reading::Count(count) => {
            [count.least, count.most, count.of].iter().fold(sum, |sum, part| checksum_of(sum, &part.to_le_bytes()))
        }
    }
}

fn mix_number(sum: u64, number: Fraction) -> u64 {
    checksum_of(checksum_of(sum, &number.num().to_le_bytes()), &number.den().to_le_bytes())
}

fn mix_absence(sum: u64, reason: Absence) -> u64 {
    checksum_of(sum, &[0xFF, reason as u8])
}
