//! The editor of the preview, from kept packages, where npm is there: `target/editor/editor.js`.

use std::path::PathBuf;
use std::process::Command;

use crate::tools::{self, Failure, packages, root};

/// Builds it; nothing where there is no npm, and the preview then has a plain text area.
pub(crate) fn build() -> Result<Option<PathBuf>, Failure> {
    if !tools::answers("npm") {
        println!("there is no npm here: the preview has a plain text area");
        return Ok(None);
    }
    let folder = root().join("rubric-cli/editor");
    packages(&folder)?;
    let out = root().join("target/editor/editor.js");
    let bundle = ["editor.js", "--bundle", "--format=esm", "--minify", "--log-level=error"];
    let bundler = folder.join("node_modules/.bin/esbuild");
    let outfile = format!("--outfile={}", out.display());
    tools::run(Command::new(bundler).current_dir(&folder).args(bundle).arg(outfile))?;
    Ok(Some(out))
}
