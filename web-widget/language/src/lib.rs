//! The rubric language in a browser: a page that has a rubric as text loads this beside the element.

use js_sys::{Array, Object};
use rubric_core::{Decimal, Fraction};
use rubric_dsl::{Diagnostic, Overlay};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Compiles a rubric, with what a district changes of it: a plain object of `settings`, `labels` and `language`.
///
/// What comes out is still to be settled, which the module with the engine does.
///
/// # Errors
/// What is wrong, one finding a line with its line number; nothing but that something is, where this is built without
/// `prose`.
#[wasm_bindgen]
pub fn compile(text: &str, overlay: &JsValue) -> Result<Vec<u8>, String> {
    let overlay = read_overlay(overlay)?;
    let parsed = rubric_dsl::parse(text);
    let checked = rubric_dsl::check(&parsed.file, Some(&overlay));
    let model = checked.model.filter(|_| !rubric_dsl::has_errors(&parsed.diagnostics));
    let findings = || parsed.diagnostics.iter().chain(&checked.diagnostics);
    model.map(|model| rubric_dsl::draft(&model)).ok_or_else(|| said(text, findings()))
}

fn said<'f>(text: &str, findings: impl Iterator<Item = &'f Diagnostic>) -> String {
    if !cfg!(feature = "prose") {
        return String::new();
    }
    let line = |finding: &Diagnostic| text.bytes().take(finding.span().start).filter(|byte| *byte == b'\n').count() + 1;
    let errors = findings.filter(|finding| finding.severity() == rubric_dsl::Severity::Error);
    let said = errors.map(|finding| format!("{}: {} {}", line(finding), finding.code(), finding.message()));
    said.collect::<Vec<_>>().join("\n")
}

fn read_overlay(object: &JsValue) -> Result<Overlay, String> {
    let mut overlay = Overlay::default();
    for (name, value) in fields(object) {
        match name.as_str() {
            "language" => overlay.language = value.as_string(),
            "labels" => overlay.labels.extend(fields(&value).filter_map(|(key, text)| Some((key, text.as_string()?)))),
            "settings" => {
                for (key, value) in fields(&value) {
                    overlay.settings.insert(key, share(&value)?);
                }
            }
            _ => {}
        }
    }
    Ok(overlay)
}

fn fields(object: &JsValue) -> impl Iterator<Item = (String, JsValue)> {
    let entries = if object.is_object() { Object::entries(&Object::from(object.clone())) } else { Array::new() };
    entries.into_iter().filter_map(|entry| {
        let entry = Array::from(&entry);
        Some((entry.get(0).as_string()?, entry.get(1)))
    })
}

/// A number or a percentage, as it is written.
fn share(value: &JsValue) -> Result<Fraction, String> {
    let json = || js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string());
    let text = value.as_string().or_else(json).unwrap_or_default();
    let (digits, whole) = text.strip_suffix('%').map_or((text.as_str(), 1), |digits| (digits, 100));
    let number = Decimal::parse(digits).ok().and_then(|number| number.fraction().over(Fraction::whole(whole)));
    number.ok_or_else(|| format!("`{text}` is not a number or a percentage"))
}
