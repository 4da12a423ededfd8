//! The Rust tests, and the documentation.

use crate::tools::{self, Failure, cargo};

pub(crate) fn run() -> Result<(), Failure> {
    tools::run(cargo().args(["test", "--workspace"]))?;
    // By itself, as a page has it: beside the others the language would speak.
    tools::run(cargo().args(["test", "--package", "web-language"]))?;
    tools::run(cargo().args(["doc", "--quiet", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "--deny warnings"))
}
