//! The sections of a program, as its directory says where they stand.

use crate::program::{Extent, Section};
use crate::wire::{Record, Shape, Table, are_sound};

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

    /// The bytes at a place of the directory; none where the directory ends before.
    fn bytes(&self, at: u8) -> Option<&'p [u8]> {
        if at >= self.count {
            return Some(&[]);
        }
        let directory = usize::from(self.count).checked_mul(Extent::SIZE)?;
        let extent = Table::<Extent>::new(self.body.get(..directory)?).get(usize::from(at))?;
        let start = usize::try_from(extent.start).ok()?.checked_add(directory)?;
        let end = start.checked_add(usize::try_from(extent.len).ok()?)?;
        self.body.get(start..end)
    }

    /// The bytes of a section, which are whole records of a shape.
    #[inline(never)]
    fn records(&mut self, section: Section, shape: &[Shape]) -> &'p [u8] {
        let found = self.bytes(section as u8).filter(|bytes| are_sound(bytes, shape));
        if found.is_none() {
            self.unsound.get_or_insert(section);
        }
        found.unwrap_or(&[])
    }

    /// The records of a section.
    pub(super) fn table<T: Record>(&mut self, section: Section) -> Table<'p, T> {
        Table::new(self.records(section, T::SHAPE))
    }

    /// The texts.
    pub(super) fn strings(&mut self) -> &'p str {
        let found = self.bytes(0).and_then(|bytes| core::str::from_utf8(bytes).ok());
        if found.is_none() {
            self.unsound.get_or_insert(Section::Meta);
        }
        found.unwrap_or("")
    }
}
