//! What one district changes of a rubric: settings, and the texts that people read.

use std::collections::BTreeSet;

use rubric_core::{Decimal, DecimalError, Fraction};

use crate::ast::{File, ItemKind};
use crate::check::check;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::named::Named;
use crate::span::Span;
use crate::versions;

/// A district's overlay: settings within their limits, labels, and the language of the labels.
///
/// It is plain data, whatever it was read from. An overlay that labels every text is a translation.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// Settings, by name.
    pub settings: Named<String, Fraction>,
    /// Labels, by the key of the text that they stand for.
    pub labels: Named<String, String>,
    /// Language tag of the labels.
    pub language: Option<String>,
}

/// A text of a rubric that people read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// Its key: the path of a node, with what stands at the node behind it; else the keyword and name of a thing.
    pub key: String,
    /// As the rubric has it.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// What an overlay lacks of a translation, and what it has too much.
#[derive(Clone, Debug, Default)]
pub struct Coverage<'t> {
    /// Texts without a label, in file order.
    pub missing: Vec<&'t SourceText>,
    /// Labels that belong to no text.
    pub superfluous: Vec<&'t str>,
}

impl Overlay {
    /// The value of a setting as an overlay writes it: a number, or a percentage.
    ///
    /// # Errors
    /// [`DecimalError`] when it is neither.
    pub fn value(text: &str) -> Result<Fraction, DecimalError> {
        let (digits, whole) = text.strip_suffix('%').map_or((text, 1), |digits| (digits, 100));
        Ok(Decimal::parse(digits)?.fraction().over(Fraction::whole(whole)).unwrap_or_default())
    }

    /// Checks that an overlay for a rubric of this name, which stands at a place, is for a rubric.
    ///
    /// # Errors
    /// A finding at that place, when it is for another.
    pub fn for_rubric(name: &str, at: Span, file: &File<'_>) -> Result<(), Diagnostic> {
        let wanted = file.rubric.as_ref().map_or("", |rubric| rubric.name.text);
        if name == wanted { Ok(()) } else { Err(codes::rb907::other(at, name, wanted)) }
    }

    /// Checks that an overlay for a range of versions, which stands at a place, is for a rubric's version.
    ///
    /// # Errors
    /// A finding at that place, when it is for others.
    pub fn for_versions(range: &str, at: Span, file: &File<'_>) -> Result<(), Diagnostic> {
        let version = version_of(file);
        if Self::covers(range, &version) { Ok(()) } else { Err(codes::rb907::version(at, range, &version)) }
    }

    /// Whether a range of versions such as `>=1.2, <2` holds a version; where either is not of that kind, whether
    /// they are the same text.
    #[must_use]
    pub fn covers(range: &str, version: &str) -> bool {
        versions::covers(range, version)
    }

    /// How far the labels reach. A label without a word in it counts as none.
    #[must_use]
    pub fn coverage<'t>(&'t self, texts: &'t [SourceText]) -> Coverage<'t> {
        let known: BTreeSet<&str> = texts.iter().map(|text| text.key.as_str()).collect();
        let labelled = |text: &&SourceText| self.labels.get(&text.key).is_some_and(|label| !label.trim().is_empty());
        Coverage {
            missing: texts.iter().filter(|text| !labelled(text)).collect(),
            superfluous: self.labels.keys().map(String::as_str).filter(|key| !known.contains(key)).collect(),
        }
    }
}

/// The version that a rubric says it is.
pub(crate) fn version_of(file: &File<'_>) -> String {
    let mut items = file.rubric.iter().flat_map(|rubric| &rubric.items);
    let version =
        items.find_map(|item| if let ItemKind::Version(text) = &item.kind { Some(text.value()) } else { None });
    version.unwrap_or_default()
}

/// Every text of a rubric that people read, in file order, each key once.
#[must_use]
pub fn texts(file: &File<'_>) -> Vec<SourceText> {
    check(file, None).texts
}
