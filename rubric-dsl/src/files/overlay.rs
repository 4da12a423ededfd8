//! A district's overlay, in RON.

use rubric_core::Decimal;

use super::Notation;
use super::document::{Field, Raw};
use crate::ast::{File, ItemKind};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::overlay::Overlay;

/// Reads an overlay for a rubric.
///
/// # Errors
/// Every finding, when the overlay cannot be read or is not for this rubric.
pub fn read(text: &str, file: &File<'_>) -> Result<Overlay, Vec<Diagnostic>> {
    const FIELDS: [&str; 5] = ["rubric", "versions", "language", "settings", "labels"];
    let raw = Raw::parse(text, Notation::Ron).map_err(|finding| vec![finding])?;
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
    let name = field.value.text("the rubric's name")?;
    let wanted = file.rubric.as_ref().map_or("", |rubric| rubric.name.text);
    if name == wanted { Ok(()) } else { Err(codes::rb907::other(field.value.span(), &name, wanted)) }
}

/// A range of versions such as `>=1.2, <2`; where the rubric's version is not of that kind, the version itself.
fn pinned_version(field: &Field<'_>, file: &File<'_>) -> Result<(), Diagnostic> {
    let range = field.value.text("a range of versions")?;
    let items = file.rubric.iter().flat_map(|rubric| &rubric.items);
    let version = items
        .filter_map(|item| if let ItemKind::Version(text) = &item.kind { Some(text.value()) } else { None })
        .next();
    let version = version.unwrap_or_default();
    let within = match (semver::VersionReq::parse(&range), semver::Version::parse(&version)) {
        (Ok(range), Ok(version)) => range.matches(&version),
        _ => range == version,
    };
    if within { Ok(()) } else { Err(codes::rb907::version(field.value.span(), &range, &version)) }
}

fn language(field: &Field<'_>, overlay: &mut Overlay) -> Result<(), Diagnostic> {
    overlay.language = Some(field.value.text("a language tag")?.into_owned());
    Ok(())
}

fn settings(field: &Field<'_>, overlay: &mut Overlay) -> Result<(), Diagnostic> {
    for setting in field.value.map("a map of settings")? {
        let (text, span) = (setting.value.text("a number or a percentage in quotes")?, setting.value.span());
        let (digits, percent) = text.strip_suffix('%').map_or((text.as_ref(), false), |digits| (digits, true));
        let number =
            Decimal::parse(digits).map_err(|error| codes::rb904::not_a_number(span, &setting.name, &text, error))?;
        let share = rubric_core::Fraction::whole(if percent { 100 } else { 1 });
        let value = number.fraction().over(share).unwrap_or_default();
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
