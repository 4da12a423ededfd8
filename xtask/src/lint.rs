//! Layout and lints.

use crate::tools::{self, Failure, cargo};

pub(crate) fn run() -> Result<(), Failure> {
    tools::run(cargo().args(["fmt", "--all", "--check"]))?;
    tools::run(cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "--deny", "warnings"]))
}
