//! JSON and RON as one kind of document, with the place of everything.
//!
//! A document is validated as a whole by its library first; then each part is opened when it is asked for. Numbers stay
//! text: nothing is read through a binary float.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::Notation;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// What is said of a document that was cut off, whatever its notation.
const ENDS_EARLY: &str = "it ends before its last bracket is closed";

/// A part of a document.
#[derive(Clone, Copy)]
pub(super) struct Raw<'a> {
    /// The whole file.
    source: &'a str,
    /// The part.
    text: &'a str,
    notation: Notation,
}

/// A field of a map.
pub(super) struct Field<'a> {
    pub(super) name: String,
    pub(super) value: Raw<'a>,
}

impl Field<'_> {
    /// Where the name stands: just before its value, as far as it is written there as it reads.
    pub(super) fn span(&self) -> Span {
        let value = self.value.span();
        let before = self.value.source.get(..value.start()).unwrap_or("");
        let line = before.get(before.len().saturating_sub(self.name.len() + 80)..).unwrap_or(before);
        match line.rfind(self.name.as_str()) {
            Some(at) if !self.name.is_empty() => {
                let start = before.len() - line.len() + at;
                Span::new(start, start + self.name.len())
            }
            _ => value,
        }
    }
}

impl<'a> Raw<'a> {
    /// A whole document.
    pub(super) fn parse(source: &'a str, notation: Notation) -> Result<Self, Diagnostic> {
        Self::parse_part(source, 0..source.len(), notation)
    }

    /// A document that is part of a file.
    pub(super) fn parse_part(source: &'a str, part: Range<usize>, notation: Notation) -> Result<Self, Diagnostic> {
        let part = source.get(part).unwrap_or("");
        let whole = Self { source, text: part.trim_start_matches('\u{FEFF}'), notation };
        let text = match notation {
            Notation::Ron => ron::from_str::<&ron::value::RawValue>(whole.text)
                .map(ron::value::RawValue::get_ron)
                .map_err(|error| whole.ron_error(&error))?,
            _ => serde_json::from_str::<&serde_json::value::RawValue>(whole.text)
                .map(serde_json::value::RawValue::get)
                .map_err(|error| whole.json_error(&error))?,
        };
        Ok(Self { text: text.trim(), ..whole })
    }

    /// Where the part stands in the file.
    pub(super) fn span(&self) -> Span {
        let start = (self.text.as_ptr() as usize).saturating_sub(self.source.as_ptr() as usize);
        Span::new(start, start + self.text.len())
    }

    /// The part as it is written.
    pub(super) const fn written(&self) -> &'a str {
        self.text
    }

    fn part(&self, text: &'a str) -> Self {
        Self { text: text.trim(), ..*self }
    }

    fn json_error(&self, error: &serde_json::Error) -> Diagnostic {
        let message = error.to_string();
        let why = message.rsplit_once(" at line ").map_or(message.as_str(), |(why, _)| why);
        self.error_at(error.line(), error.column(), "JSON", if error.is_eof() { ENDS_EARLY } else { why })
    }

    fn ron_error(&self, error: &ron::error::SpannedError) -> Diagnostic {
        let said = error.code.to_string();
        let why = if error.code == ron::Error::Eof { ENDS_EARLY } else { &said };
        self.error_at(error.span.start.line, error.span.start.col, "RON", why)
    }

    /// A finding at a line and column of this part.
    fn error_at(&self, line: usize, column: usize, notation: &str, why: &str) -> Diagnostic {
        let lines = self.text.split_inclusive('\n').take(line.saturating_sub(1));
        let offset = lines.map(str::len).sum::<usize>() + column.saturating_sub(1);
        let start = self.span().start() + offset.min(self.text.len());
        let start = (0..=start).rev().find(|at| self.source.is_char_boundary(*at)).unwrap_or(0);
        codes::rb901::unreadable(Span::new(start, start), notation, why)
    }

    /// The fields of a map, in order; a name that stands twice is an error.
    pub(super) fn map(&self, wanted: &str) -> Result<Vec<Field<'a>>, Diagnostic> {
        let refused = || codes::rb901::wanted(self.span(), wanted);
        let pairs: Vec<(String, &'a str)> = match self.notation {
            Notation::Ron => ron::from_str::<Pairs<RonPart<'a>>>(self.text)
                .map_err(|_| refused())?
                .0
                .into_iter()
                .map(|(name, value)| (name, value.0.get_ron()))
                .collect(),
            _ => serde_json::from_str::<Pairs<&'a serde_json::value::RawValue>>(self.text)
                .map_err(|_| refused())?
                .0
                .into_iter()
                .map(|(name, value)| (name, value.get()))
                .collect(),
        };
        let fields: Vec<Field<'a>> =
            pairs.into_iter().map(|(name, value)| Field { name, value: self.part(value) }).collect();
        let mut seen = std::collections::BTreeSet::new();
        for field in &fields {
            if !seen.insert(field.name.as_str()) {
                return Err(codes::rb905::field(field.value.span(), &field.name));
            }
        }
        Ok(fields)
    }

    /// The members of a list.
    pub(super) fn list(&self, wanted: &str) -> Result<Vec<Self>, Diagnostic> {
        let refused = || codes::rb901::wanted(self.span(), wanted);
        let parts: Vec<&'a str> = match self.notation {
            Notation::Ron => ron::from_str::<Vec<RonPart<'a>>>(self.text)
                .map_err(|_| refused())?
                .into_iter()
                .map(|value| value.0.get_ron())
                .collect(),
            _ => serde_json::from_str::<Vec<&'a serde_json::value::RawValue>>(self.text)
                .map_err(|_| refused())?
                .into_iter()
                .map(serde_json::value::RawValue::get)
                .collect(),
        };
        Ok(parts.into_iter().map(|text| self.part(text)).collect())
    }

    pub(super) fn is_list(&self) -> bool {
        self.text.starts_with('[')
    }

    pub(super) fn is_map(&self) -> bool {
        self.text.starts_with(['{', '('])
    }

    pub(super) fn is_nothing(&self) -> bool {
        matches!(self.text, "null" | "None")
    }

    /// A text; a number stands for the text it is written as.
    pub(super) fn text(&self, wanted: &str) -> Result<Cow<'a, str>, Diagnostic> {
        if self.text.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
            return Ok(Cow::Borrowed(self.text));
        }
        let text = match self.notation {
            Notation::Ron => ron::from_str::<Cow<'a, str>>(self.text).ok(),
            _ => serde_json::from_str::<Borrowed<'a>>(self.text).ok().map(|text| text.0),
        };
        text.ok_or_else(|| codes::rb901::wanted(self.span(), wanted))
    }
}

/// A part of a RON document.
struct RonPart<'a>(&'a ron::value::RawValue);

impl<'de: 'a, 'a> Deserialize<'de> for RonPart<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&'a ron::value::RawValue>::deserialize(deserializer).map(RonPart)
    }
}

/// A text that is borrowed where it has no escapes.
struct Borrowed<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Borrowed<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Cow<'de, str>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(text))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Cow::Owned(text.to_owned()))
            }
        }
        deserializer.deserialize_str(Text).map(Borrowed)
    }
}

/// The pairs of a map, in order, doubles included.
struct Pairs<V>(Vec<(String, V)>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Pairs<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Map<V>(std::marker::PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for Map<V> {
            type Value = Pairs<V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(name) = map.next_key::<String>()? {
                    pairs.push((name, map.next_value::<V>()?));
                }
                Ok(Pairs(pairs))
            }
        }
        // A RON structure has names without quotes; only `any` reads both it and a map.
        deserializer.deserialize_any(Map(std::marker::PhantomData))
    }
}
