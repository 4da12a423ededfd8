//! The rubric language in a browser: a page that has a rubric as text loads this and the element as one program.

use rubric_core::Fraction;
use rubric_dsl::model::Model;
use rubric_dsl::{Diagnostic, Overlay, Span};
use wasm_bindgen::prelude::wasm_bindgen;
#[cfg(feature = "element")]
pub use web_widget::{Core, styles};

/// Compiles a rubric, with what a district changes of it: for each change whether it is one of `settings`, of `labels`, the
/// `language`, or the `rubric` or the `versions` that all are for, its name and its value, each with a null character behind it.
/// Of a text that is wrong nothing comes out.
#[wasm_bindgen]
#[must_use]
pub fn compile(text: &str, changes: &str) -> Vec<u8> {
    checked(text, changes).map(|model| rubric_dsl::compile(&model).bytes().to_vec()).unwrap_or_default()
}

/// What is wrong with a rubric or with what is changed of it, one finding a line with its line number.
#[cfg(feature = "prose")]
#[wasm_bindgen]
#[must_use]
pub fn findings(text: &str, changes: &str) -> String {
    checked(text, changes).err().unwrap_or_default()
}

fn checked(text: &str, changes: &str) -> Result<Model, String> {
    let Changes { overlay, rubric, versions } = read_changes(changes)?;
    let parsed = rubric_dsl::parse(text);
    let nowhere = Span::default();
    let is_for = rubric.map_or(Ok(()), |name| Overlay::for_rubric(name, nowhere, &parsed.file));
    let is_for =
        is_for.and_then(|()| versions.map_or(Ok(()), |range| Overlay::for_versions(range, nowhere, &parsed.file)));
    is_for.map_err(|finding| finding.message().to_owned())?;
    let checked = rubric_dsl::check(&parsed.file, Some(&overlay));
    let model = checked.model.filter(|_| !rubric_dsl::has_errors(&parsed.diagnostics));
    let findings = || parsed.diagnostics.iter().chain(&checked.diagnostics);
    model.ok_or_else(|| said(text, findings()))
}

fn said<'f>(text: &str, findings: impl Iterator<Item = &'f Diagnostic>) -> String {
    if !cfg!(feature = "prose") {
        return String::new();
    }
    let line =
        |finding: &Diagnostic| text.bytes().take(finding.span().start()).filter(|byte| *byte == b'\n').count() + 1;
    let errors = findings.filter(|finding| finding.severity() == rubric_dsl::Severity::Error);
    // One mistake, such as a text in another encoding, can make thousands.
    let said = errors.take(10).map(|finding| format!("{}: {} {}", line(finding), finding.code(), finding.message()));
    said.collect::<Vec<_>>().join("\n")
}

/// What a district changes, and what of: a rubric and its versions, where that is said.
#[derive(Default)]
struct Changes<'t> {
    overlay: Overlay,
    rubric: Option<&'t str>,
    versions: Option<&'t str>,
}

/// The changes: kind, name and value one after the other, each with a null character behind it.
fn read_changes(text: &str) -> Result<Changes<'_>, String> {
    let mut changes = Changes::default();
    let overlay = &mut changes.overlay;
    let mut parts = text.split('\0');
    while let (Some(kind), Some(name), Some(value)) = (parts.next(), parts.next(), parts.next()) {
        match kind {
            "language" => overlay.language = Some(value.to_owned()),
            "rubric" => changes.rubric = Some(value),
            "versions" => changes.versions = Some(value),
            "labels" => drop(overlay.labels.insert(name.to_owned(), value.to_owned())),
            _ => drop(overlay.settings.insert(name.to_owned(), share(value)?)),
        }
    }
    Ok(changes)
}

/// A number or a percentage, as it is written.
fn share(text: &str) -> Result<Fraction, String> {
    let wrong = || format!("`{text}` is not a number or a percentage");
    Overlay::value(text).map_err(|_| if cfg!(feature = "prose") { wrong() } else { String::new() })
}
