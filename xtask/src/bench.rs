//! The engine's times beside a function written by hand.

use crate::tools::{self, Failure, cargo};

pub(crate) fn run() -> Result<(), Failure> {
    tools::run(cargo().args(["run", "--quiet", "--release", "--package", "rubric-benches"]))
}
