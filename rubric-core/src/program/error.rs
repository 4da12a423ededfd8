//! Why bytes are not a program.

use core::fmt;

use super::{Section, VERSION};

/// Why bytes are not a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgramError {
    kind: ProgramErrorKind,
}

/// The kinds of [`ProgramError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProgramErrorKind {
    /// The bytes do not begin as a program does.
    NotAProgram,
    /// The format is of a version that this engine does not read.
    Version(u16),
    /// The bytes are not those that were written.
    Damaged,
    /// A section is missing, too short, or holds a value that its field does not know.
    Section(Section),
    /// A record names something that is not there.
    Reference(Section),
    /// A row mentions a row that does not stand before it, or one of another kind.
    Row(u16),
}

impl ProgramError {
    pub(crate) const fn new(kind: ProgramErrorKind) -> Self {
        Self { kind }
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> ProgramErrorKind {
        self.kind
    }

    /// The code of the message, as the reference pages list it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.kind {
            ProgramErrorKind::NotAProgram => "RB801",
            ProgramErrorKind::Version(_) => "RB802",
            ProgramErrorKind::Damaged => "RB803",
            ProgramErrorKind::Section(_) | ProgramErrorKind::Reference(_) | ProgramErrorKind::Row(_) => "RB804",
        }
    }
}

impl fmt::Display for ProgramError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ProgramErrorKind::NotAProgram => f.write_str("these bytes are not a compiled rubric"),
            ProgramErrorKind::Version(version) => {
                write!(f, "the program is of format version {version}; this engine reads versions up to {VERSION}")
            }
            ProgramErrorKind::Damaged => f.write_str("the program is damaged: its checksum does not agree"),
            ProgramErrorKind::Section(section) => {
                write!(f, "the program is unsound: section {section:?} cannot be read")
            }
            ProgramErrorKind::Reference(section) => {
                write!(f, "the program is unsound: section {section:?} names something that is not there")
            }
            ProgramErrorKind::Row(row) => {
                write!(f, "the program is unsound: row {row} does not stand on rows before it")
            }
        }
    }
}

impl core::error::Error for ProgramError {}
