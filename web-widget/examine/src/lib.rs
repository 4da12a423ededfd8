//! Examining in a browser: the shortest way up of a result, and what a rubric promises. Loaded only when it is asked for.

mod promises;
mod ways;

pub use promises::{Promises, findings};
pub use ways::path;
