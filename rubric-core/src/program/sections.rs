//! Where the sections of a program stand, as its directory says.

use crate::program::Extent;
use crate::wire::{Record, Table};

/// The directory behind the header, and what it leads to.
pub(super) struct Directory<'p> {
    body: &'p [u8],
    count: u8,
}

impl<'p> Directory<'p> {
    pub(super) const fn new(body: &'p [u8], count: u8) -> Self {
        Self { body, count }
    }

    /// The bytes at a place of the directory, none where the directory ends before; nothing where they are not there.
    pub(super) fn bytes(&self, at: u8) -> Option<&'p [u8]> {
        if at >= self.count {
            return Some(&[]);
        }
        let directory = usize::from(self.count).checked_mul(Extent::SIZE)?;
        let extent = Table::<Extent>::new(self.body.get(..directory)?).get(usize::from(at))?;
        let start = usize::try_from(extent.start).ok()?.checked_add(directory)?;
        let end = start.checked_add(usize::try_from(extent.len).ok()?)?;
        self.body.get(start..end)
    }

    /// The texts, which stand before all sections. An engine made small looks at a text where it is read, and not before.
    pub(super) fn strings(&self) -> Option<&'p [u8]> {
        self.bytes(0).filter(|bytes| !cfg!(feature = "series") || core::str::from_utf8(bytes).is_ok())
    }
}
