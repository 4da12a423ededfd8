//! The sections of a program, as its directory says where they stand.

use crate::program::{Extent, Section};
use crate::wire::{Record, Table};

/// The sections behind the header, as they are read. One that cannot be read is noted and read as empty.
pub(super) struct Sections<'p> {
    body: &'p [u8],
    count: u8,
    unsound: Option<Section>,
}

impl<'p> Sections<'p> {
    pub(super) const fn new(body: &'p [u8], count: u8) -> Self {
        Self { body, count, unsound: None }
    }

    /// The first section that could not be read.
    pub(super) const fn unsound(&self) -> Option<Section> {
        self.unsound
    }

    /// The bytes of whole records of a size at a place of the directory; empty where the directory ends before.
    fn bytes(&self, at: u8, size: usize) -> Option<&'p [u8]> {
        if at >= self.count {
            return Some(&[]);
        }
        let directory = usize::from(self.count).checked_mul(Extent::SIZE)?;
        let extent = Table::<Extent>::new(self.body.get(..directory)?).get(usize::from(at))?;
        let start = usize::try_from(extent.start).ok()?.checked_add(directory)?;
        let end = start.checked_add(usize::try_from(extent.len).ok()?)?;
        self.body.get(start..end).filter(|bytes| bytes.len().checked_rem(size) == Some(0))
    }

    #[inline(never)]
    fn records(&mut self, section: Section, size: usize) -> &'p [u8] {
        let found = self.bytes(section as u8, size);
        self.hold(section, found.is_some());
        found.unwrap_or(&[])
    }

    #[inline(never)]
    fn hold(&mut self, section: Section, sound: bool) {
        if !sound {
            self.unsound.get_or_insert(section);
        }
    }

    /// The records of a section.
    pub(super) fn table<T: Record>(&mut self, section: Section) -> Table<'p, T> {
        let table = Table::new(self.records(section, T::SIZE));
        self.hold(section, table.is_sound());
        table
    }

    /// The texts.
    pub(super) fn strings(&mut self) -> &'p str {
        let found = self.bytes(0, 1).and_then(|bytes| core::str::from_utf8(bytes).ok());
        self.hold(Section::Meta, found.is_some());
        found.unwrap_or("")
    }
}
