//! `custom-elements.json`: what editors and catalogues read of the element.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::ENTRY;
use super::interface::{ATTRIBUTES, EVENTS, METHODS, Named, PROPERTIES, READABLE};
use crate::tools::{Failure, root};

/// The manifest, in the schema's version 2.1.0.
pub(super) fn manifest() -> Result<Value, Failure> {
    let widget = root().join("web-widget");
    let views = files(&widget.join("src"))?;
    let styles = files(&widget.join("css"))?;
    let declaration = json!({
        "kind": "class",
        "customElement": true,
        "name": "RubricAssessment",
        "tagName": "rubric-assessment",
        "description": "A rubric to assess with, its result, the conversation about it and the report.",
        "superclass": { "name": "HTMLElement" },
        "attributes": ATTRIBUTES.iter().map(attribute).collect::<Vec<_>>(),
        "members": members(),
        "events": EVENTS.iter().map(event).collect::<Vec<_>>(),
        "slots": [{ "name": "", "description": "What is shown where the element cannot be." }],
        "cssParts": names(&views, " part=").iter().map(|name| json!({ "name": name })).collect::<Vec<_>>(),
        "cssProperties": names(&styles, "--rubric-").iter().map(|name| json!({ "name": format!("--rubric-{name}") })).collect::<Vec<_>>(),
    });
    let declared = json!({ "name": "RubricAssessment" });
    let exports = json!([
        { "kind": "js", "name": "RubricAssessment", "declaration": declared },
        { "kind": "custom-element-definition", "name": "rubric-assessment", "declaration": declared },
    ]);
    let module =
        json!({ "kind": "javascript-module", "path": ENTRY, "declarations": [declaration], "exports": exports });
    Ok(json!({ "schemaVersion": "2.1.0", "modules": [module] }))
}

fn attribute(it: &Named) -> Value {
    json!({ "name": it.name, "type": { "text": it.kind }, "description": it.what, "fieldName": it.name })
}

fn event(it: &Named) -> Value {
    json!({ "name": it.name, "type": { "text": format!("CustomEvent<{}>", it.kind) }, "description": it.what })
}

fn members() -> Vec<Value> {
    let field = |it: &Named, readonly: bool| json!({ "kind": "field", "name": it.name, "type": { "text": it.kind }, "description": it.what, "readonly": readonly });
    let reflected = |it: &Named| {
        json!({ "kind": "field", "name": it.name, "type": { "text": it.kind }, "description": it.what,
                "attribute": it.name, "reflects": true })
    };
    let settable = PROPERTIES.iter().map(|it| field(it, false));
    let readable = READABLE.iter().map(|it| field(it, true));
    ATTRIBUTES.iter().map(reflected).chain(settable).chain(readable).chain(METHODS.iter().map(method)).collect()
}

/// A method: what it takes and gives stands in its kind as `(name: type): type`.
fn method(it: &Named) -> Value {
    let (taken, given) = it.kind.split_once("): ").unwrap_or_default();
    let taken = taken.trim_start_matches('(').split(", ").filter_map(|one| one.split_once(": "));
    let parameters = taken.map(|(name, kind)| json!({ "name": name, "type": { "text": kind } })).collect::<Vec<_>>();
    json!({ "kind": "method", "name": it.name, "description": it.what, "parameters": parameters,
            "return": { "type": { "text": given } } })
}

/// The texts of a folder's files, and of the folders in it.
fn files(folder: &Path) -> Result<String, Failure> {
    let mut all = String::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        all.push_str(&if path.is_dir() { files(&path)? } else { fs::read_to_string(&path)? });
    }
    Ok(all)
}

/// The names that stand behind a mark: bare in the views' own texts, in quotes in the snapshots of what they make.
fn names(text: &str, mark: &str) -> BTreeSet<String> {
    let is_name = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let name = |rest: &str| rest.trim_start_matches('"').chars().take_while(is_name).collect::<String>();
    text.split(mark).skip(1).map(name).filter(|name| !name.is_empty()).collect()
}
