//! Files and standard input.

use std::fs::{self, File};
use std::io::{self, Read};

use crate::problem::Problem;

/// The name that stands for standard input.
pub(crate) const STANDARD_INPUT: &str = "-";

/// How many bytes of a long input are read at a time, at least.
const PART: usize = 1 << 20;

/// What a file is called in messages.
pub(crate) fn shown(path: &str) -> &str {
    if path == STANDARD_INPUT { "<standard input>" } else { path }
}

fn open(path: &str) -> Result<Box<dyn Read>, Problem> {
    if path == STANDARD_INPUT {
        return Ok(Box::new(io::stdin().lock()));
    }
    match File::open(path) {
        Ok(file) => Ok(Box::new(file)),
        Err(error) => Err(Problem::file(path, "read", &error)),
    }
}

/// The bytes of a file, or of standard input.
pub(crate) fn bytes(path: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes).map_err(|error| Problem::file(shown(path), "read", &error))?;
    Ok(bytes)
}

/// The text of a file. One that is not UTF-8 is reported with its place.
pub(crate) fn text(path: &str) -> Result<String, Problem> {
    as_text(path, bytes(path)?)
}

/// Bytes of a file as its text.
pub(crate) fn as_text(path: &str, bytes: Vec<u8>) -> Result<String, Problem> {
    String::from_utf8(bytes).map_err(|error| not_text(path, 1, error.as_bytes(), error.utf8_error().valid_up_to()))
}

fn not_text(path: &str, first_line: usize, bytes: &[u8], good: usize) -> Problem {
    let line = first_line + bytes.iter().take(good).filter(|byte| **byte == b'\n').count();
    let how = if path.ends_with(".csv") { "; a spreadsheet program saves it so as `CSV UTF-8`" } else { "" };
    eprintln!("{}:{line}: error[RB901]: this file is not text in UTF-8{how}", shown(path));
    Problem::Input
}

/// The bytes of a file where that is known before it is read.
pub(crate) fn length(path: &str) -> Option<u64> {
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|found| found.len())
}

/// A text that is read part by part.
pub(crate) struct Parts<'a> {
    path: &'a str,
    reader: Box<dyn Read>,
    /// What is read and not used yet.
    kept: Vec<u8>,
    /// The line of the file that `kept` begins on.
    pub(crate) line: usize,
    /// Whether `kept` reaches the end.
    pub(crate) last: bool,
}

impl<'a> Parts<'a> {
    pub(crate) fn open(path: &'a str) -> Result<Self, Problem> {
        Ok(Self { path, reader: open(path)?, kept: Vec::new(), line: 1, last: false })
    }

    /// Reads on, at least as much again as was left over, and gives all text that is not used yet.
    pub(crate) fn read_on(&mut self) -> Result<&str, Problem> {
        let wanted = PART.max(self.kept.len());
        let mut more = (&mut self.reader).take(u64::try_from(wanted).unwrap_or(u64::MAX));
        let read = more.read_to_end(&mut self.kept).map_err(|error| Problem::file(shown(self.path), "read", &error))?;
        self.last = read < wanted;
        match std::str::from_utf8(&self.kept) {
            Ok(text) => Ok(text),
            // A character may go on in what is read next.
            Err(error) if error.error_len().is_none() && !self.last => {
                let whole = self.kept.get(..error.valid_up_to()).unwrap_or(&[]);
                Ok(std::str::from_utf8(whole).unwrap_or(""))
            }
            Err(error) => Err(not_text(self.path, self.line, &self.kept, error.valid_up_to())),
        }
    }

    /// Lets go of the text that is used.
    pub(crate) fn used(&mut self, bytes: usize) {
        self.line += self.kept.drain(..bytes.min(self.kept.len())).filter(|byte| *byte == b'\n').count();
    }
}
