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

    /// The texts, which stand before all sections.
    pub(super) fn strings(&self) -> Option<&'p [u8]> {
        let is_text =
            |bytes: &&[u8]| if cfg!(feature = "series") { core::str::from_utf8(bytes).is_ok() } else { is_utf8(bytes) };
        self.bytes(0).filter(is_text)
    }
}

/// Whether bytes are UTF-8, character by character. The library's way is made for long texts and takes four times the code;
/// an engine made small that shows no text does without.
fn is_utf8(mut bytes: &[u8]) -> bool {
    while let Some((first, mut rest)) = bytes.split_first() {
        let length = first.leading_ones();
        let mut character = u32::from(first & 0x7F_u8.checked_shr(length).unwrap_or(0));
        for _ in 1..length {
            let Some((next @ 0x80..=0xBF, behind)) = rest.split_first() else {
                return false;
            };
            (character, rest) = ((character << 6) | u32::from(next & 0x3F), behind);
        }
        // A single byte begins with no one; what begins with one is no beginning.
        let wanted = usize::try_from(length.max(1)).ok();
        if length == 1 || char::from_u32(character).map(char::len_utf8) != wanted {
            return false;
        }
        bytes = rest;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::is_utf8;

    #[test]
    fn utf_8_is_what_the_library_says() {
        // Every beginning of up to four bytes that differs in what matters.
        let bytes = [0, b'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED];
        let all = || bytes.into_iter().chain([0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFC, 0xFE, 0xFF]);
        for text in
            all().flat_map(|a| all().flat_map(move |b| all().flat_map(move |c| all().map(move |d| [a, b, c, d]))))
        {
            for length in 1..=4 {
                let text = &text[..length];
                assert_eq!(is_utf8(text), core::str::from_utf8(text).is_ok(), "{text:?}");
            }
        }
    }
}
