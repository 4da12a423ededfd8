//! A compiled rubric: a verified view over bytes.
//!
//! The bytes are a header, a directory of sections, and the sections, each a run of records. Everything is verified
//! once, when the program is parsed; after that nothing can go wrong but the fit of an assessment.

mod error;
mod rows;
mod sections;
mod uniform;

use core::fmt;

use crate::fraction::Fraction;
use crate::records::{
    Answer, Cap, Choice, Clause, Context, Counted, IndexEntry, Judged, JudgedId, Leaf, LeafId, Level, Line, Measure,
    Member, Meta, Node, NodeId, Note, Number, NumberId, Outcome, OutcomeId, Piece, Place, Practice, Prior, Rank, Rater,
    RaterId, RowId, Rule, Run, Scale, ScaleId, Series, Share, SourceSpan, TableHead, Text, Walk,
};
use crate::row::{Item, Row};
use crate::verify;
use crate::wire::{Record, Shape, Table, code, record};

pub use error::{ProgramError, ProgramErrorKind};
pub use rows::RowTable;
use sections::Directory;
pub(crate) use uniform::Uniform;

/// The first eight bytes of a program.
pub const MAGIC: [u8; 8] = *b"RUBRIC\x1A\n";
/// The version of the format that this crate writes. It reads the versions before it too: what they do not hold is read as
/// nothing, and an engine does without.
pub const VERSION: u16 = 2;

code! {
    /// How wide the numbers of a program can become.
    Width {
        Bits128 = 128 "128-bit integers.",
        Bits64 = 64 "64-bit integers.",
        Bits32 = 32 "32-bit integers.",
    }
}

record! {
    /// What stands before the sections.
    Header {
        /// [`MAGIC`].
        magic: [u8; 8],
        /// Version of the format.
        version: u16,
        /// Width of the integers that hold every number.
        width: Width,
        /// How many sections follow.
        sections: u8,
        /// Checksum of everything behind the header.
        checksum: u64,
        /// SHA-256 of the rubric's meaning and texts: of every section but the source map.
        digest: [u8; 32],
    }
}

record! {
    /// Where a section stands, in bytes behind the directory.
    Extent {
        /// Its start.
        start: u32,
        /// Its length.
        len: u32,
    }
}

macro_rules! sections {
    ($($(#[$doc:meta])* $Section:ident $field:ident: $Record:ty = $code:literal,)*) => {
        /// The sections, in the order of the directory.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Section {
            $($(#[$doc])* $Section = $code,)*
        }

        impl Section {
            /// Every section, in order.
            pub const ALL: &[Self] = &[$(Self::$Section),*];

            /// How many bytes one of its records takes.
            pub(crate) fn size(self) -> usize {
                const SIZES: &[usize] = &[$(<$Record as Record>::SIZE),*];
                SIZES.get(self.place()).copied().unwrap_or(1)
            }

            /// What the fields of its records look like.
            pub(crate) fn shape(self) -> &'static [Shape] {
                const SHAPES: &[&[Shape]] = &[$(<$Record as Record>::SHAPE),*];
                SHAPES.get(self.place()).copied().unwrap_or(&[])
            }
        }

        impl<'p> Program<'p> {
            $($(#[$doc])* #[must_use] #[inline] pub fn $field(&self) -> Table<'p, $Record> {
                Table::new(self.bytes_of(Section::$Section))
            })*
        }
    };
}

impl Section {
    /// Its place among the sections, from nought.
    const fn place(self) -> usize {
        (self as usize).wrapping_sub(1)
    }
}

/// A compiled rubric, verified.
#[derive(Clone, Copy)]
pub struct Program<'p> {
    width: Width,
    header: &'p <Header as Record>::Bytes,
    /// Texts in UTF-8, one behind the other.
    strings: &'p [u8],
    /// The bytes of every section.
    sections: [&'p [u8]; Section::ALL.len()],
    /// Where the things of each place begin in an index, and where those of the last end.
    bases: [u32; Place::ALL.len() + 1],
    /// The one scale on which every leaf is rated, where there is one.
    pub(crate) uniform: Uniform,
}

sections! {
    /// The rubric itself: one record.
    Meta metas: Meta = 1,
    /// Sources, questions, kinds of evidence, descriptors.
    Notes notes: Note = 2,
    /// Scales and levels of outcomes.
    Scales scales: Scale = 3,
    /// Levels.
    Levels levels: Level = 4,
    /// Answers.
    Answers answers: Answer = 5,
    /// What answers count as.
    Counted counted: Counted = 6,
    /// Raters.
    Raters raters: Rater = 7,
    /// Parts in the combined value.
    Shares shares: Share = 8,
    /// Context values.
    Contexts contexts: Context = 9,
    /// Choices of context values.
    Choices choices: Choice = 10,
    /// The tree.
    Nodes nodes: Node = 11,
    /// Leaves.
    Leaves leaves: Leaf = 12,
    /// Practices.
    Practices practices: Practice = 13,
    /// Measures.
    Measures measures: Measure = 14,
    /// Outcomes.
    Outcomes outcomes: Outcome = 15,
    /// Clauses.
    Clauses clauses: Clause = 16,
    /// Caps and floors.
    Caps caps: Cap = 17,
    /// Judged levels.
    Judged judgements: Judged = 18,
    /// Flags and advice.
    Rules rules: Rule = 19,
    /// Lines of advice.
    Lines lines: Line = 20,
    /// Pieces of texts.
    Pieces pieces: Piece = 21,
    /// Strengths and growth.
    Ranks ranks: Rank = 22,
    /// Members of sets.
    Members members: Member = 23,
    /// Values of the previous result.
    Priors priors: Prior = 24,
    /// Constants.
    Numbers numbers: Number = 25,
    /// Tables.
    Tables tables: TableHead = 26,
    /// Rows of all tables.
    Rows rows: Row = 27,
    /// Items of all tables.
    Items items: Item = 28,
    /// Indexes of all tables.
    Index index: IndexEntry = 29,
    /// The source map: a span for each row, or nothing.
    Spans spans: SourceSpan = 30,
    /// Series of all tables.
    Series series: Series = 31,
    /// For each table how its rows can be gone through, or nothing.
    Walks walks: Walk = 32,
}

/// How many sections a program has, the strings included.
pub const SECTIONS: usize = Section::ALL.len() + 1;

/// The checksum of a program's body: FNV-1a of 64 bits.
#[must_use]
pub fn checksum(body: &[u8]) -> u64 {
    checksum_of(0xCBF2_9CE4_8422_2325, body)
}

/// A checksum carried on over further bytes.
pub(crate) fn checksum_of(sum: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(sum, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

impl<'p> Program<'p> {
    /// Verifies `bytes` and gives a view over them.
    ///
    /// # Errors
    /// [`ProgramError`] when the bytes are not a sound program of a version this engine reads.
    #[inline(never)]
    pub fn parse(bytes: &'p [u8]) -> Result<Self, ProgramError> {
        let mut read = Self::read(bytes);
        if let Ok(program) = &mut read {
            verify::records(program)?;
            program.note();
            verify::verify(program)?;
        }
        read
    }

    /// A view over bytes that [`parse`](Self::parse) has taken before, without verifying them once more. What a view over
    /// other bytes tells means nothing.
    #[must_use]
    pub fn again(bytes: &'p [u8]) -> Option<Self> {
        let (start, body) = bytes.split_first_chunk()?;
        let mut program = Self::lay_out(start, body).ok()?;
        program.note();
        Some(program)
    }

    /// Notes what every evaluation asks for.
    fn note(&mut self) {
        let mut end = 0_u32;
        for place in &Place::ALL {
            end = end.saturating_add(u32::try_from(self.places(*place)).unwrap_or(u32::MAX));
            if let Some(slot) = self.bases.get_mut(usize::from(*place as u8)) {
                *slot = end;
            }
        }
        if cfg!(feature = "series") {
            self.uniform = Uniform::of(self).unwrap_or(Uniform::NONE);
        }
    }

    fn read(bytes: &'p [u8]) -> Result<Self, ProgramError> {
        let Some((start, body)) = bytes.split_first_chunk() else {
            return Err(ProgramError::new(ProgramErrorKind::NotAProgram));
        };
        let header = Header::of(start);
        if header.magic != MAGIC {
            return Err(ProgramError::new(ProgramErrorKind::NotAProgram));
        }
        if !(1..=VERSION).contains(&header.version) {
            return Err(ProgramError::new(ProgramErrorKind::Version(header.version)));
        }
        if header.checksum != checksum(body) {
            return Err(ProgramError::new(ProgramErrorKind::Damaged));
        }
        Self::lay_out(start, body)
    }

    /// Finds the strings and the sections behind a header.
    #[inline(always)]
    fn lay_out(header: &'p <Header as Record>::Bytes, body: &'p [u8]) -> Result<Self, ProgramError> {
        let Header { width, sections, .. } = Header::of(header);
        let directory = Directory::new(body, sections);
        let missing = |section| ProgramError::new(ProgramErrorKind::Section(section));
        let strings = directory.strings().ok_or(missing(Section::Meta))?;
        let mut sections = [[].as_slice(); Section::ALL.len()];
        for (section, slot) in Section::ALL.iter().zip(&mut sections) {
            *slot = directory.bytes(*section as u8).ok_or(missing(*section))?;
        }
        let bases = [0; Place::ALL.len() + 1];
        Ok(Self { width, header, strings, sections, bases, uniform: Uniform::NONE })
    }

    /// How many records there are in a section.
    pub(crate) fn known_in(&self, section: Section) -> usize {
        self.bytes_of(section).len().checked_div(section.size()).unwrap_or(0)
    }

    /// The bytes of a section.
    #[inline]
    pub(crate) fn bytes_of(&self, section: Section) -> &'p [u8] {
        self.sections.get(section.place()).copied().unwrap_or(&[])
    }

    /// The width of the integers that hold every number of the program.
    #[must_use]
    pub const fn width(&self) -> Width {
        self.width
    }

    /// SHA-256 of the rubric's meaning and texts.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Header::of(self.header).digest
    }

    /// A text; empty where the texts were stripped.
    #[must_use]
    pub fn text(&self, text: Text) -> &'p str {
        let start = usize::try_from(text.start).unwrap_or(usize::MAX);
        let end = usize::try_from(text.len).ok().and_then(|len| start.checked_add(len)).unwrap_or(usize::MAX);
        self.strings.get(start..end).and_then(|text| core::str::from_utf8(text).ok()).unwrap_or("")
    }

    /// The rubric itself.
    #[must_use]
    pub fn meta(&self) -> Meta {
        self.metas().get(0).unwrap_or_else(|| Meta::read(&[]))
    }

    /// A constant.
    #[must_use]
    pub fn number(&self, id: NumberId) -> Fraction {
        self.numbers().get(id.index()).and_then(|number| Fraction::new(number.num, number.den)).unwrap_or_default()
    }

    /// A node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<Node> {
        self.nodes().get(id.index())
    }

    /// A leaf.
    #[must_use]
    pub fn leaf(&self, id: LeafId) -> Option<Leaf> {
        self.leaves().get(id.index())
    }

    /// A scale.
    #[must_use]
    pub fn scale(&self, id: ScaleId) -> Option<Scale> {
        self.scales().get(id.index())
    }

    /// A rater.
    #[must_use]
    pub fn rater(&self, id: RaterId) -> Option<Rater> {
        self.raters().get(id.index())
    }

    /// An outcome.
    #[must_use]
    pub fn outcome(&self, id: OutcomeId) -> Option<Outcome> {
        self.outcomes().get(id.index())
    }

    /// A judgement.
    #[must_use]
    pub fn judgement(&self, id: JudgedId) -> Option<Judged> {
        self.judgements().get(id.index())
    }

    /// A level of a scale.
    #[must_use]
    pub fn level(&self, scale: ScaleId, level: u8) -> Option<Level> {
        let levels = self.scale(scale)?.levels;
        self.levels().slice(levels.first(), levels.len()).get(usize::from(level))
    }

    /// How many levels a scale has; none where there is no such scale.
    pub(crate) fn levels_of(&self, scale: ScaleId) -> usize {
        self.scale(scale).map_or(0, |scale| scale.levels.len())
    }

    /// The table of a rater's perspective, or the combined one.
    #[must_use]
    pub fn table(&self, perspective: Option<RaterId>) -> Option<RowTable<'p>> {
        let rater = perspective.unwrap_or(RaterId::NONE);
        let (at, head) = self.tables().iter().enumerate().find(|(_, head)| head.rater == rater)?;
        // An engine without loops over series asks for none.
        let walk = if cfg!(feature = "series") { self.walks().get(at) } else { None };
        Some(RowTable {
            rater: head.rater,
            first: head.rows.first(),
            rows: self.rows().slice(head.rows.first(), head.rows.len()),
            items: self.items().slice(head.items.first(), head.items.len()),
            index: self.index().slice(head.index.first(), head.index.len()),
            series: walk.map_or(Table::new(&[]), |walk| self.series_in(walk.series)),
        })
    }

    /// Where in the source a row of `table` was written; nothing where the source map was stripped.
    #[must_use]
    pub fn span(&self, table: &RowTable<'p>, row: RowId) -> Option<SourceSpan> {
        self.spans().get(table.first.checked_add(row.index())?)
    }

    /// How many things stand at `place` in an index.
    pub(crate) fn places(&self, place: Place) -> usize {
        let section = match place {
            Place::Node | Place::View => Section::Nodes,
            Place::Measure => Section::Measures,
            Place::Outcome | Place::Uncapped => Section::Outcomes,
            Place::Clause => Section::Clauses,
            Place::Cap => Section::Caps,
            Place::Rule => Section::Rules,
            Place::Judged | Place::Comment => Section::Judged,
        };
        let sides = if place == Place::View { self.raters().len() } else { 1 };
        self.known_in(section).saturating_mul(sides)
    }

    /// How long an index is.
    pub(crate) fn index_len(&self) -> usize {
        self.bases.last().map_or(0, |end| wide(*end))
    }

    /// The rows of all things of a kind in `table`, in file order.
    #[inline]
    pub(crate) fn rows_of(&self, table: &RowTable<'p>, place: Place) -> Table<'p, IndexEntry> {
        match self.bases.get(..=usize::from(place as u8)) {
            Some([.., base, end]) => table.index.slice(wide(*base), wide(end.saturating_sub(*base))),
            _ => Table::new(&[]),
        }
    }

    /// The row that stands for a thing in `table`.
    #[must_use]
    #[inline]
    pub fn row_of(&self, table: &RowTable<'p>, place: Place, index: usize) -> Option<RowId> {
        let [.., base, end] = *self.bases.get(..=usize::from(place as u8))? else {
            return None;
        };
        let at = wide(base).checked_add(index).filter(|at| *at < wide(end))?;
        table.index.get(at)?.row.some()
    }
}

/// A place among things of which there are fewer than 32 bits count.
#[inline]
fn wide(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

macro_rules! runs {
    ($($(#[$doc:meta])* $name:ident: $field:ident -> $Record:ty;)*) => {
        impl<'p> Program<'p> {
            $($(#[$doc])* #[must_use] pub fn $name(&self, run: Run) -> Table<'p, $Record> {
                self.$field().slice(run.first(), run.len())
            })*
        }
    };
}

runs! {
    /// Series of a run.
    series_in: series -> Series;
    /// Texts of a run: sources, questions, kinds of evidence or descriptors.
    notes_in: notes -> Note;
    /// Levels of a run, lowest first.
    levels_in: levels -> Level;
    /// What the answers of a run count as.
    counted_in: counted -> Counted;
    /// Choices of a run.
    choices_in: choices -> Choice;
    /// Practices of a run.
    practices_in: practices -> Practice;
    /// Clauses of a run.
    clauses_in: clauses -> Clause;
    /// Caps and floors of a run.
    caps_in: caps -> Cap;
    /// Lines of a run.
    lines_in: lines -> Line;
    /// Pieces of a run.
    pieces_in: pieces -> Piece;
    /// Members of a run.
    members_in: members -> Member;
}

impl fmt::Debug for Program<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meta = self.meta();
        f.debug_struct("Program")
            .field("id", &self.text(meta.id))
            .field("version", &self.text(meta.version))
            .finish_non_exhaustive()
    }
}
