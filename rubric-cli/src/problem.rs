//! What can stand in a verb's way.

use std::io;

/// Why a verb could not do its work.
#[derive(Debug)]
pub(crate) enum Problem {
    /// The command line is wrong, or names a file that cannot be used.
    Command(String),
    /// The input has problems, which are printed already.
    Input,
    /// Whoever reads the output is gone.
    ReaderGone,
}

impl Problem {
    /// A problem with a file.
    pub(crate) fn file(path: &str, doing: &str, error: &io::Error) -> Self {
        Self::Command(format!("cannot {doing} `{path}`: {error}"))
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::ReaderGone
        } else {
            Self::Command(format!("cannot write: {error}"))
        }
    }
}
