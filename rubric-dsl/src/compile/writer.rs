//! Sections, strings and constants, and how they become the bytes of a program.

use rubric_core::records::{Number, NumberId, Run, Text};
use rubric_core::{Extent, Field, Fraction, Header, MAGIC, Record, SECTIONS, Section, VERSION, Width, checksum};
use sha2::{Digest, Sha256};

use super::WIDEST;
use crate::named::Named;
use crate::places::Places;

/// The sections as they grow.
pub(super) struct Writer {
    texts: Named<String, Text>,
    /// The bytes of each section, by its place in the directory; the texts stand in the first.
    sections: [Vec<u8>; SECTIONS],
    /// Constants, by their bytes, each at the place it has in its section.
    numbers: Places,
}

impl Default for Writer {
    fn default() -> Self {
        Self { texts: Named::default(), sections: std::array::from_fn(|_| Vec::new()), numbers: Places::default() }
    }
}

impl Writer {
    /// A text, kept once however often it is written.
    pub(super) fn text(&mut self, text: &str) -> Text {
        if text.is_empty() {
            return Text::default();
        }
        if let Some(known) = self.texts.get(text) {
            return *known;
        }
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let [strings, ..] = &mut self.sections;
        let made = Text { start: place(strings.len()), len: place(text.len()) };
        strings.extend_from_slice(text.as_bytes());
        self.texts.insert(text.to_owned(), made);
        made
    }

    /// A constant, kept once.
    pub(super) fn number(&mut self, number: Fraction) -> NumberId {
        let lowest = number.lowest();
        let number = Number { num: lowest.num(), den: lowest.den() };
        let mut key = Vec::new();
        number.write(&mut key);
        let (place, new) = self.numbers.place(&key);
        if new {
            self.push(Section::Numbers, &number);
        }
        NumberId::new(place)
    }

    /// One more record.
    pub(super) fn push<T: Record>(&mut self, section: Section, record: &T) {
        if let Some(bytes) = self.sections.get_mut(section as usize) {
            record.write(bytes);
        }
    }

    /// Records one after the other, and where they stand.
    pub(super) fn run<T: Record>(&mut self, section: Section, records: &[T]) -> Run {
        let start = self.count::<T>(section);
        for record in records {
            self.push(section, record);
        }
        Run { start, count: u32::try_from(records.len()).unwrap_or(u32::MAX) }
    }

    /// A record of each thing, one after the other, and where they stand. What a record mentions is written before it.
    pub(super) fn run_of<T, R: Record>(
        &mut self,
        section: Section,
        things: &[T],
        record: fn(&T, &mut Self) -> R,
    ) -> Run {
        let start = self.count::<R>(section);
        for thing in things {
            let made = record(thing, self);
            self.push(section, &made);
        }
        Run { start, count: u32::try_from(things.len()).unwrap_or(u32::MAX) }
    }

    /// How many records stand in a section.
    fn count<R: Record>(&self, section: Section) -> u32 {
        let bytes = self.sections.get(section as usize).map_or(0, Vec::len);
        u32::try_from(bytes / R::SIZE).unwrap_or(u32::MAX)
    }

    /// Takes away what stands in a section.
    pub(super) fn clear(&mut self, section: Section) {
        if let Some(section) = self.sections.get_mut(section as usize) {
            section.clear();
        }
    }

    /// The program without its digest: what is still to be settled.
    pub(super) fn draft(&self) -> Vec<u8> {
        self.bytes(WIDEST, [0; 32])
    }

    /// The program.
    pub(super) fn program(&self, width: Width) -> Vec<u8> {
        let mut digest = Sha256::new();
        for (at, section) in self.sections.iter().enumerate() {
            if at != Section::Spans as usize {
                digest.update(u32::try_from(section.len()).unwrap_or(u32::MAX).to_le_bytes());
                digest.update(section);
            }
        }
        self.bytes(width, <[u8; 32]>::take(&mut digest.finalize().as_slice()))
    }

    fn bytes(&self, width: Width, digest: [u8; 32]) -> Vec<u8> {
        let mut directory = Vec::new();
        let mut body = Vec::new();
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        for section in &self.sections {
            Extent { start: place(body.len()), len: place(section.len()) }.write(&mut directory);
            body.extend_from_slice(section);
        }
        directory.extend(body);
        let header = Header {
            magic: MAGIC,
            version: VERSION,
            width,
            sections: u8::try_from(SECTIONS).unwrap_or(u8::MAX),
            checksum: checksum(&directory),
            digest,
        };
        let mut bytes = Vec::new();
        header.write(&mut bytes);
        bytes.extend(directory);
        bytes
    }
}
