//! Text to program in one step, with everything there is to say about it.

use crate::check::check;
use crate::codes::PROSE;
use crate::compile::{Compiled, compile};
use crate::diagnostic::{Diagnostic, has_errors, in_order};
use crate::examine::examine;
use crate::model::Model;
use crate::overlay::Overlay;
use crate::parser::parse;

/// A rubric that was read, checked and compiled as far as it could be.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The checked model, where there is no error.
    pub model: Option<Model>,
    /// The program, where there is no error.
    pub compiled: Option<Compiled>,
    /// Everything that was found, in file order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads, checks, compiles and examines a rubric.
#[must_use]
pub fn load(source: &str, overlay: Option<&Overlay>) -> Loaded {
    let parsed = parse(source);
    let checked = check(&parsed.file, overlay);
    let mut diagnostics = parsed.diagnostics;
    // What is said of a name that stands in a statement that could not be read follows from that.
    let follows = |found: &Diagnostic| PROSE && parsed.lost.get(found.span().of(source)).is_some();
    diagnostics.extend(checked.diagnostics.into_iter().filter(|found| !follows(found)));
    let model = checked.model.filter(|_| !has_errors(&diagnostics));
    let compiled = model.as_ref().map(compile);
    if let (Some(model), Some(compiled)) = (&model, &compiled) {
        diagnostics.extend(examine(model, compiled));
    }
    let diagnostics = in_order(diagnostics);
    if has_errors(&diagnostics) {
        return Loaded { model: None, compiled: None, diagnostics };
    }
    Loaded { model, compiled, diagnostics }
}
