//! Sections, strings and constants, and how they become the bytes of a program.

use rubric_core::records::{Number, NumberId, Run, Text};
use rubric_core::{Extent, Field, Fraction, Header, MAGIC, Record, SECTIONS, Section, VERSION, Width, checksum};
use sha2::{Digest, Sha256};

use crate::named::Named;
use crate::places::Places;

/// The sections as they grow.
pub(super) struct Writer {
    strings: String,
    texts: Named<String, Text>,
    /// The bytes and the number of the records of each section, by its place in the directory.
    sections: [(Vec<u8>, u32); SECTIONS],
    /// Constants, by their bytes, each at the place it has in its section.
    numbers: Places,
}

impl Default for Writer {
    fn default() -> Self {
        let sections = std::array::from_fn(|_| (Vec::new(), 0));
        Self { strings: String::new(), texts: Named::default(), sections, numbers: Places::default() }
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
        let made = Text { start: place(self.strings.len()), len: place(text.len()) };
        self.strings.push_str(text);
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
        if let Some((bytes, count)) = self.sections.get_mut(section as usize) {
            record.write(bytes);
            *count += 1;
        }
    }

    /// Records one after the other, and where they stand.
    pub(super) fn run<T: Record>(&mut self, section: Section, records: &[T]) -> Run {
        let start = self.sections.get(section as usize).map_or(0, |(_, count)| *count);
        for record in records {
            self.push(section, record);
        }
        Run { start, count: u32::try_from(records.len()).unwrap_or(u32::MAX) }
    }

    /// Replaces what stands in a section.
    pub(super) fn replace<'r, T: Record + 'r>(&mut self, section: Section, records: impl Iterator<Item = &'r T>) {
        if let Some(section) = self.sections.get_mut(section as usize) {
            *section = (Vec::new(), 0);
        }
        for record in records {
            self.push(section, record);
        }
    }

    /// The bytes of the program as it stands.
    pub(super) fn bytes(&self, width: Width) -> Vec<u8> {
        let mut directory = Vec::new();
        let mut body = Vec::new();
        let mut digest = Sha256::new();
        for (at, (records, _)) in self.sections.iter().enumerate() {
            let bytes = if at == 0 { self.strings.as_bytes() } else { records };
            let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            Extent { start: place(body.len()), len: place(bytes.len()) }.write(&mut directory);
            if at != Section::Spans as usize {
                digest.update(place(bytes.len()).to_le_bytes());
                digest.update(bytes);
            }
            body.extend_from_slice(bytes);
        }
        directory.extend(body);
        let header = Header {
            magic: MAGIC,
            version: VERSION,
            width,
            sections: u8::try_from(SECTIONS).unwrap_or(u8::MAX),
            checksum: checksum(&directory),
            digest: <[u8; 32]>::take(&mut digest.finalize().as_slice()),
        };
        let mut bytes = Vec::new();
        header.write(&mut bytes);
        bytes.extend(directory);
        bytes
    }

    pub(super) fn finish(self, width: Width) -> Vec<u8> {
        self.bytes(width)
    }
}
