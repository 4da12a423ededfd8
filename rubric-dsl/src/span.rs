//! Where something stands in a source text.

/// A stretch of a source text, in bytes.
///
/// Without the feature `prose` nothing is said of any place: then a span is nowhere, and costs nothing wherever it goes along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    #[cfg(feature = "prose")]
    start: usize,
    #[cfg(feature = "prose")]
    end: usize,
}

impl Span {
    /// The stretch from `start` to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        #[cfg(not(feature = "prose"))]
        let _ = (start, end);
        Self {
            #[cfg(feature = "prose")]
            start,
            #[cfg(feature = "prose")]
            end,
        }
    }

    #[cfg(feature = "prose")]
    const fn ends(self) -> (usize, usize) {
        (self.start, self.end)
    }

    #[cfg(not(feature = "prose"))]
    const fn ends(self) -> (usize, usize) {
        (0, 0)
    }

    /// Where it starts.
    #[must_use]
    pub const fn start(self) -> usize {
        self.ends().0
    }

    /// Where it ends: behind the last byte.
    #[must_use]
    pub const fn end(self) -> usize {
        self.ends().1
    }

    /// From the start of this stretch to the end of the other.
    #[must_use]
    pub const fn to(self, other: Self) -> Self {
        Self::new(self.start(), other.end())
    }

    /// The text at the stretch; empty where there is none.
    #[must_use]
    pub fn of(self, source: &str) -> &str {
        source.get(self.start()..self.end()).unwrap_or("")
    }
}

/// A place as people count: line and column from one, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from one.
    pub line: usize,
    /// The column, from one.
    pub column: usize,
}

/// The place of an offset in a text.
#[must_use]
pub fn position(source: &str, offset: usize) -> Position {
    let before = (0..=offset.min(source.len())).rev().find_map(|end| source.get(..end)).unwrap_or("");
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    Position { line, column: before.get(line_start..).unwrap_or("").chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_characters_from_one() {
        let source = "a\né!\n";
        assert_eq!(position(source, 0), Position { line: 1, column: 1 });
        assert_eq!(position(source, 4), Position { line: 2, column: 2 });
        assert_eq!(position(source, 3), Position { line: 2, column: 1 });
        assert_eq!(position(source, 99), Position { line: 3, column: 1 });
    }
}
