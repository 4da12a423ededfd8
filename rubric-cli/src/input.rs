//! Files and standard input.

use std::fs;
use std::io::Read;

use rubric_dsl::files::Notation;

use crate::problem::Problem;

/// The name that stands for standard input.
pub(crate) const STANDARD_INPUT: &str = "-";

/// What a file is called in messages.
pub(crate) fn shown(path: &str) -> &str {
    if path == STANDARD_INPUT { "<standard input>" } else { path }
}

/// The bytes of a file, or of standard input.
pub(crate) fn bytes(path: &str) -> Result<Vec<u8>, Problem> {
    if path != STANDARD_INPUT {
        return fs::read(path).map_err(|error| Problem::file(path, "read", &error));
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| Problem::file(shown(path), "read", &error))?;
    Ok(bytes)
}

/// The text of a file. One that is not UTF-8 is reported with its place.
pub(crate) fn text(path: &str) -> Result<String, Problem> {
    String::from_utf8(bytes(path)?).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count() + 1;
        eprintln!("{}:{line}: error[RB901]: this file is not text in UTF-8", shown(path));
        Problem::Input
    })
}

/// How a file of assessments is written: as its name says, or, without a telling name, as its text looks.
pub(crate) fn notation(path: &str, text: &str) -> Notation {
    Notation::of_name(path).unwrap_or_else(|| Notation::of_text(text))
}
