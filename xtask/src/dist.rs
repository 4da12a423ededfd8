//! The packages, written to `target/dist`: an npm package in two builds, with types, manifest and hashes.

mod interface;
mod manifest;
mod single;
mod types;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha384};

use crate::tools::{Failure, root, say};
use crate::widget;

/// The file that a page loads.
const ENTRY: &str = "rubric-assessment.js";

pub(crate) fn run() -> Result<(), Failure> {
    widget::run()?;
    say("writing the packages into target/dist");
    let out = root().join("target/dist");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(out.join("single"))?;
    widget::copy(&widget::folder(), &out)?;
    fs::write(out.join("single").join(ENTRY), single::build()?)?;
    let declarations = types::declarations();
    fs::write(out.join("rubric-assessment.d.ts"), &declarations)?;
    fs::write(out.join("single/rubric-assessment.d.ts"), "export * from \"../rubric-assessment.js\";\n")?;
    write(&out.join("custom-elements.json"), &manifest::manifest()?)?;
    write(&out.join("package.json"), &package())?;
    fs::copy(root().join("docs/embedding.md"), out.join("README.md"))?;
    write(&out.join("integrity.json"), &integrity(&out)?)?;
    println!("{}", out.display());
    Ok(())
}

fn write(path: &Path, data: &Value) -> Result<(), Failure> {
    Ok(fs::write(path, format!("{data:#}\n"))?)
}

fn package() -> Value {
    let build = |folder: &str| json!({ "types": format!("{folder}rubric-assessment.d.ts"), "default": format!("{folder}{ENTRY}") });
    json!({
        "name": "rubric-assessment",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "The element <rubric-assessment>: leadership rubrics in any page",
        "license": env!("CARGO_PKG_LICENSE"),
        "type": "module",
        "sideEffects": true,
        "types": "./rubric-assessment.d.ts",
        "customElements": "custom-elements.json",
        "exports": {
            ".": build("./"),
            "./single": build("./single/"),
            "./frame": "./rubric-frame.js",
            "./custom-elements.json": "./custom-elements.json",
            "./integrity.json": "./integrity.json",
            "./package.json": "./package.json",
        },
    })
}

/// The hash of each file that a page can pin, as its `integrity` is written.
fn integrity(out: &Path) -> Result<Value, Failure> {
    let mut hashes = BTreeMap::new();
    for folder in ["", "single/"] {
        for entry in fs::read_dir(out.join(folder))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.extension().is_some_and(|kind| kind == "js" || kind == "wasm" || kind == "css") {
                let hash = STANDARD.encode(Sha384::digest(fs::read(&path)?));
                hashes.insert(format!("{folder}{name}"), format!("sha384-{hash}"));
            }
        }
    }
    Ok(json!(hashes))
}
