//! Examines a rubric before anyone is rated by it.

mod budget;
mod case;
mod chance;
mod diff;
mod examine;
mod example;
mod fall;
mod findings;
mod fineness;
mod frontier;
mod goal;
mod inputs;
mod loose;
mod meaning;
mod nearness;
mod net;
mod parts;
mod path;
mod plan;
mod settings;
mod slot;
mod trend;

pub use budget::Budget;
pub use diff::{Change as OutcomeChange, Difference, diff};
pub use examine::{Examination, Promised, Verdict};
pub use example::{Counterexample, named as rating_name};
pub use findings::{Finding, Findings};
pub use path::{Change as PathChange, Path, Ways, changed, path};
pub use settings::at_limits;
