//! The rubric that a verb works with: from its text, or compiled.

use rubric_core::records::RaterId;
use rubric_core::{MAGIC, Program};
use rubric_dsl::{Diagnostic, Loaded, Overlay, Severity, has_errors, load, parse};

use crate::input;
use crate::output;
use crate::problem::Problem;

/// A program's bytes, and the text they came from where there is one.
pub(crate) struct Rubric {
    /// The file's name.
    pub(crate) path: String,
    /// The rubric's text; empty where only the program is there.
    pub(crate) source: String,
    bytes: Vec<u8>,
}

impl Rubric {
    /// Reads a rubric or a compiled one. What is wrong with it is printed; warnings and notes are not.
    pub(crate) fn open(path: &str, overlay: Option<&str>) -> Result<Self, Problem> {
        let bytes = input::bytes(path)?;
        if bytes.starts_with(&MAGIC) || path.ends_with(".rbc") {
            if overlay.is_some() {
                return Err(Problem::Command(
                    "a compiled rubric takes no overlay: compile it with `--overlay`".to_owned(),
                ));
            }
            return Ok(Self { path: path.to_owned(), source: String::new(), bytes });
        }
        let source = input::as_text(path, bytes)?;
        let loaded = loaded(&source, overlay)?;
        match loaded.compiled {
            Some(compiled) => Ok(Self { path: path.to_owned(), source, bytes: compiled.bytes().to_vec() }),
            None => {
                let errors: Vec<Diagnostic> =
                    loaded.diagnostics.into_iter().filter(|found| found.severity() == Severity::Error).collect();
                output::report(input::shown(path), &source, &errors);
                Err(Problem::Input)
            }
        }
    }

    /// The program.
    pub(crate) fn program(&self) -> Result<Program<'_>, Problem> {
        Program::parse(&self.bytes).map_err(|error| {
            eprintln!("{}: error[{}]: {error}", input::shown(&self.path), error.code());
            Problem::Input
        })
    }

    /// The bytes of the program.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Loads a rubric's text with an overlay.
pub(crate) fn loaded(source: &str, overlay: Option<&str>) -> Result<Loaded, Problem> {
    let overlay = match overlay {
        Some(path) => Some(read_overlay(path, source)?),
        None => None,
    };
    Ok(load(source, overlay.as_ref()))
}

/// Reads an overlay for a rubric's text.
pub(crate) fn read_overlay(path: &str, source: &str) -> Result<Overlay, Problem> {
    let text = input::text(path)?;
    let parsed = parse(source);
    if has_errors(&parsed.diagnostics) {
        // The rubric is reported when it is loaded; what the overlay says of it can wait.
        return Ok(Overlay::default());
    }
    rubric_dsl::files::read_overlay(&text, &parsed.file).map_err(|found| {
        output::report(path, &text, &found);
        Problem::Input
    })
}

/// The perspective that a name stands for.
pub(crate) fn perspective(program: &Program<'_>, name: &str) -> Result<Option<RaterId>, Problem> {
    if name == "combined" {
        return Ok(None);
    }
    let names: Vec<&str> = program.raters().iter().map(|rater| program.text(rater.name)).collect();
    match names.iter().position(|known| *known == name) {
        Some(place) => Ok(Some(RaterId::new(place))),
        None => Err(Problem::Command(format!(
            "`{name}` is no rater of this rubric; there is {} and combined",
            names.join(", ")
        ))),
    }
}
