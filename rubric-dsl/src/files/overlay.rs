//! A district's overlay, in RON or JSON.

use rubric_core::{DecimalText, Fraction};
use serde::Serialize;

use super::Notation;
use super::document::{Field, Raw};
use crate::ast::{File, ItemKind};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::overlay::{Overlay, SourceText, version_of};
use crate::result::Named;

/// An overlay as it is written.
#[derive(Serialize)]
struct Written<'t> {
    rubric: &'t str,
    versions: String,
    language: &'t str,
    settings: Named<String>,
    labels: Named<&'t str>,
}

/// Reads an overlay for a rubric.
///
/// # Errors
/// Every finding, when the overlay cannot be read or is not for this rubric.
pub fn read(text: &str, file: &File<'_>) -> Result<Overlay, Vec<Diagnostic>> {
    const FIELDS: [&str; 5] = ["rubric", "versions", "language", "settings", "labels"];
    let notation = if text.trim_start().starts_with('{') { Notation::Json } else { Notation::Ron };
    let raw = Raw::parse(text, notation).map_err(|finding| vec![finding])?;
    let fields = raw.map("an overlay: `(rubric: \"…\", versions: \"…\", …)`").map_err(|finding| vec![finding])?;
    let mut overlay = Overlay::default();
    let mut found = Vec::new();
    for name in ["rubric", "versions"] {
        if !fields.iter().any(|field| field.name == name) {
            found.push(codes::rb902::missing(
                raw.span(),
                name,
                if name == "rubric" { "the rubric's name" } else { "1.2.0" },
            ));
        }
    }
    for field in &fields {
        let done = match field.name.as_str() {
            "rubric" => pinned_rubric(field, file),
            "versions" => pinned_version(field, file),
            "language" => language(field, &mut overlay),
            "settings" => settings(field, &mut overlay),
            "labels" => labels(field, &mut overlay),
            other => Err(codes::rb903::unknown(field.value.span(), other, "a field here", &FIELDS)),
        };
        found.extend(done.err());
    }
    if found.is_empty() { Ok(overlay) } else { Err(found) }
}

fn pinned_rubric(field: &Field<'_>, file: &File<'_>) -> Result<(), Diagnostic> {
    Overlay::for_rubric(&field.value.text("the rubric's name")?, field.value.span(), file)
}

fn pinned_version(field: &Field<'_>, file: &File<'_>) -> Result<(), Diagnostic> {
    Overlay::for_versions(&field.value.text("a range of versions")?, field.value.span(), file)
}

fn language(field: &Field<'_>, overlay: &mut Overlay) -> Result<(), Diagnostic> {
    overlay.language = Some(field.value.text("a language tag")?.into_owned());
    Ok(())
}

fn settings(field: &Field<'_>, overlay: &mut Overlay) -> Result<(), Diagnostic> {
    for setting in field.value.map("a map of settings")? {
        let text = setting.value.text("a number or a percentage in quotes")?;
        let value = Overlay::value(&text)
            .map_err(|error| codes::rb904::not_a_number(setting.value.span(), &setting.name, &text, error))?;
        overlay.settings.insert(setting.name, value);
    }
    Ok(())
}

fn labels(field: &Field<'_>, overlay: &mut Overlay) -> Result<(), Diagnostic> {
    for label in field.value.map("a map of labels")? {
        let text = label.value.text("a text")?.into_owned();
        overlay.labels.insert(label.name, text);
    }
    Ok(())
}

/// Writes an overlay whole, in file order: what it does not label stands in the rubric's own words. Without an overlay
/// this is where a translation begins.
#[must_use]
pub fn write(notation: Notation, file: &File<'_>, texts: &[SourceText], overlay: &Overlay) -> String {
    let own = file.rubric.iter().flat_map(|rubric| &rubric.items);
    let mut own =
        own.filter_map(|item| if let ItemKind::Language(text) = &item.kind { Some(text.value()) } else { None });
    let own = own.next_back().unwrap_or_else(|| "en".to_owned());
    let label = |text: &'_ SourceText| overlay.labels.get(&text.key).filter(|label| !label.trim().is_empty());
    let written = Written {
        rubric: file.rubric.as_ref().map_or("", |rubric| rubric.name.text),
        versions: version_of(file),
        language: overlay.language.as_deref().unwrap_or(&own),
        settings: Named(overlay.settings.iter().map(|(name, value)| (name.clone(), setting_text(*value))).collect()),
        labels: Named(
            texts
                .iter()
                .map(|text| (text.key.clone(), label(text).map_or(text.text.as_str(), String::as_str)))
                .collect(),
        ),
    };
    let text = match notation {
        Notation::Ron => ron::ser::to_string_pretty(&written, ron::ser::PrettyConfig::default().indentor("  ")).ok(),
        _ => serde_json::to_string_pretty(&written).ok(),
    };
    // Names and texts can always be written.
    text.unwrap_or_default() + "\n"
}

/// A setting as it is written: a number where six digits hold it, else a percentage.
fn setting_text(value: Fraction) -> String {
    let number = DecimalText::new(value, 6);
    if number.is_exact() {
        return number.as_str().to_owned();
    }
    let percent = value.times(Fraction::whole(100)).unwrap_or_default();
    format!("{}%", DecimalText::new(percent, 6).as_str())
}
