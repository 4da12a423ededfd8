//! The Rust tests, and the documentation.

use crate::tools::{self, Failure, cargo};

pub(crate) fn run() -> Result<(), Failure> {
    tools::run(cargo().args(["test", "--workspace"]))?;
    tools::run(cargo().args(["doc", "--quiet", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "--deny warnings"))
}
