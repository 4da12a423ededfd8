//! Findings as a log in SARIF 2.1.0.

use serde::Serialize;

use super::Findings;
use crate::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::span::Span;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    rules: Vec<RuleEntry<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleEntry<'a> {
    id: &'a str,
    name: &'a str,
    short_description: Message<'a>,
    full_description: Message<'a>,
}

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'a str,
    message: OwnedMessage,
    locations: [Location<'a>; 1],
}

#[derive(Serialize)]
struct OwnedMessage {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: Physical<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact<'a>,
    region: Region,
}

#[derive(Serialize)]
struct Artifact<'a> {
    uri: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    byte_offset: usize,
    byte_length: usize,
}

pub(super) fn render(files: &[Findings<'_>]) -> String {
    let rules = codes::ALL.iter().map(|rule| RuleEntry {
        id: rule.brief.code,
        name: rule.slug,
        short_description: Message { text: rule.means },
        full_description: Message { text: rule.matters },
    });
    let results = files.iter().flat_map(|file| file.diagnostics.iter().map(|found| one(file, found)));
    let driver = Driver { name: "rubric", version: env!("CARGO_PKG_VERSION"), rules: rules.collect() };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results: results.collect() }],
    };
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn one<'a>(file: &Findings<'a>, found: &'a Diagnostic) -> Found<'a> {
    let help = found.help_text().map_or_else(String::new, |help| format!("\n{help}"));
    Found {
        rule_id: found.code(),
        rule_index: codes::ALL.iter().position(|rule| rule.brief.code == found.code()).unwrap_or(0),
        level: match found.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: OwnedMessage { text: format!("{}{help}", found.message()) },
        locations: [Location {
            physical_location: Physical {
                artifact_location: Artifact { uri: file.path },
                region: region(file, found.span()),
            },
        }],
    }
}

fn region(file: &Findings<'_>, span: Span) -> Region {
    let (from, to) = (file.place(span.start()), file.place(span.end()));
    Region {
        start_line: from.line,
        start_column: from.column,
        end_line: to.line,
        end_column: to.column,
        byte_offset: span.start(),
        byte_length: span.end().saturating_sub(span.start()),
    }
}
