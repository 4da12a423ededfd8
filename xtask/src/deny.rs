//! Licences, sources and duplicates of dependencies.

use std::process::Command;

use crate::tools::{self, Failure};

const VERSION: &str = "0.20.2";

pub(crate) fn run() -> Result<(), Failure> {
    let deny = tools::cargo_tool("cargo-deny", VERSION)?;
    // Advisories stand in a repository that a machine with package registries alone does not reach.
    tools::run(Command::new(deny).current_dir(tools::root()).args(["check", "bans", "licenses", "sources"]))
}
