//! Examines a rubric before anyone is rated by it.

mod budget;
mod case;
mod chance;
mod examine;
mod example;
mod fineness;
mod frontier;
mod goal;
mod inputs;
mod meaning;
mod net;
mod parts;
mod plan;
mod slot;
mod trend;

pub use budget::Budget;
pub use examine::{Examination, Promised, Verdict};
pub use example::Counterexample;
