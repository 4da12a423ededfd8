//! The element in one file, for pages that can serve one script and nothing else: the programs stand in it as text.

use std::fs;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::ENTRY;
use crate::tools::{Failure, root};
use crate::widget::{self, FINDINGS, alike, shorter};

/// Turns a text back into the program that it stands for.
const UNPACK: &str = "const unpack = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));\n";

/// The one file.
pub(super) fn build() -> Result<String, Failure> {
    let mut script = fs::read_to_string(widget::folder().join(ENTRY))?;
    // What says what is wrong with a text does all that the others do, too.
    let program = FINDINGS.replace('-', "_");
    for name in ["web_widget", "web_language", "web_findings"] {
        script = replaced(&script, &format!("import(\"./{name}.js\")"), &format!("Promise.resolve({program})"))?;
        script = replaced(&script, &format!("beside(\"{name}_bg.wasm\")"), &format!("unpack({program}.packed)"))?;
    }
    // One file holds no program that waits until it is asked for.
    script = replaced(&script, "const EXAMINES = true;", "const EXAMINES = false;")?;
    Ok(format!("{UNPACK}{}{script}", glue(&program)?))
}

/// The glue of the program as a value, with the program packed beside.
fn glue(name: &str) -> Result<String, Failure> {
    let folder = root().join("target/single");
    let mut bindgen = widget::binding(FINDINGS)?;
    let script = bindgen.no_modules(true).and_then(|bindgen| bindgen.no_modules_global("bound"));
    script.and_then(|bindgen| bindgen.generate(&folder)).map_err(|error| Failure(format!("{error:#}")))?;
    let glue = shorter::script(&fs::read_to_string(folder.join(format!("{name}.js")))?)?;
    let program = STANDARD.encode(alike::together(&fs::read(folder.join(format!("{name}_bg.wasm")))?)?);
    Ok(format!(
        "const {name} = (() => {{\n{glue}\nreturn {{ ...bound, default: bound, packed: \"{program}\" }};\n}})();\n"
    ))
}

/// A text with one place of it replaced; the place must be there.
fn replaced(text: &str, place: &str, by: &str) -> Result<String, Failure> {
    if text.contains(place) {
        Ok(text.replace(place, by))
    } else {
        Err(Failure(format!("`{place}` stands no more in {ENTRY}; the single build replaces it")))
    }
}
