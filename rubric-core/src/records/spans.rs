//! Texts and runs: spans of the string section, and of the sections of records.

use crate::wire::Field;

/// A text: a span of the string section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// Where it starts, in bytes.
    pub start: u32,
    /// How long it is, in bytes.
    pub len: u32,
}

/// A run of records in their section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// The first of them.
    pub start: u32,
    /// How many there are.
    pub count: u32,
}

macro_rules! pair_field {
    ($Name:ident { $a:ident, $b:ident }) => {
        impl Field for $Name {
            const SIZE: usize = 8;
            #[inline(always)]
            fn take(bytes: &mut &[u8]) -> Self {
                Self { $a: u32::take(bytes), $b: u32::take(bytes) }
            }
            fn put(self, sink: &mut impl Extend<u8>) {
                self.$a.put(sink);
                self.$b.put(sink);
            }
        }
    };
}

pair_field!(Text { start, len });
pair_field!(Run { start, count });

impl Run {
    /// Where the run starts.
    #[must_use]
    pub fn first(self) -> usize {
        usize::try_from(self.start).unwrap_or(usize::MAX)
    }

    /// How many records it has.
    #[must_use]
    pub fn len(self) -> usize {
        usize::try_from(self.count).unwrap_or(0)
    }

    /// Whether it has no record.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.count == 0
    }
}
