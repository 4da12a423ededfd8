//! Results in JSON, RON and as a table.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::guard::guarded;
use crate::result::{Named, ResultFile};

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Named<T>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a map of named values")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Named(entries))
            }
        }
        deserializer.deserialize_map(Entries(std::marker::PhantomData))
    }
}

/// Results as JSON: one as itself, several as a list.
#[must_use]
pub fn to_json(results: &[ResultFile]) -> String {
    let text = match results {
        [only] => serde_json::to_string_pretty(only),
        several => serde_json::to_string_pretty(several),
    };
    // A result is made of texts, whole numbers and lists of them, which JSON can always hold.
    text.unwrap_or_default() + "\n"
}

/// A result as a line of JSON Lines.
#[must_use]
pub fn to_json_line(result: &ResultFile) -> String {
    serde_json::to_string(result).unwrap_or_default() + "\n"
}

/// Ranges as a list in JSON.
#[must_use]
pub fn ranges_to_json(ranges: &[crate::ranges::Ranges]) -> String {
    serde_json::to_string_pretty(ranges).unwrap_or_default() + "\n"
}

/// Results as RON.
#[must_use]
pub fn to_ron(results: &[ResultFile]) -> String {
    let pretty = ron::ser::PrettyConfig::default().indentor("  ");
    let text = match results {
        [only] => ron::ser::to_string_pretty(only, pretty),
        several => ron::ser::to_string_pretty(several, pretty),
    };
    text.unwrap_or_default() + "\n"
}

/// The names of the columns of results as a table.
#[must_use]
pub fn csv_head(result: &ResultFile) -> String {
    csv_line(cells(result).into_iter().map(|(name, _)| name))
}

/// A result as a row of a table.
#[must_use]
pub fn csv_row(result: &ResultFile) -> String {
    csv_line(cells(result).into_iter().map(|(_, value)| value))
}

/// Cells as a row of a table, which a spreadsheet program takes for texts.
pub fn csv_line(cells: impl Iterator<Item = String>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(cells.map(|cell| guarded(&cell)));
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Names and values of a row: an empty value is one that is not known.
fn cells(result: &ResultFile) -> Vec<(String, String)> {
    let mut cells =
        vec![("subject".to_owned(), result.subject.clone()), ("perspective".to_owned(), result.perspective.clone())];
    for (path, score) in &result.scores.0 {
        let value = score.value.clone().or_else(|| score.level.clone());
        cells.push((
            path.clone(),
            value.unwrap_or_else(|| if score.state == "left_out" { "left out".to_owned() } else { String::new() }),
        ));
    }
    for (name, score) in &result.measures.0 {
        cells.push((format!("measure.{name}"), score.value.clone().unwrap_or_default()));
    }
    for (name, outcome) in &result.outcomes.0 {
        cells.push((format!("outcome.{name}"), outcome.level.clone().unwrap_or_default()));
        cells.push((format!("outcome.{name}#possible"), outcome.possible.join(";")));
    }
    for (name, judged) in &result.judged.0 {
        cells.push((format!("judged.{name}"), judged.level.clone().unwrap_or_default()));
    }
    let names = |names: Vec<&str>| names.join(";");
    let scores = result.scores.0.iter().map(|(path, score)| (path.clone(), score));
    let measures = result.measures.0.iter().map(|(name, score)| (format!("measure.{name}"), score));
    let exact = scores.chain(measures).filter_map(|(name, score)| Some(format!("{name}={}", score.exact.as_ref()?)));
    cells.push(("exact".to_owned(), exact.collect::<Vec<_>>().join(";")));
    cells.push(("flags".to_owned(), names(result.flags.iter().map(|flag| flag.name.as_str()).collect())));
    cells.push(("advice".to_owned(), names(result.advice.iter().map(|advice| advice.name.as_str()).collect())));
    cells.push(("answered".to_owned(), result.complete.answered.to_string()));
    cells.push(("of".to_owned(), result.complete.of.to_string()));
    cells
}
