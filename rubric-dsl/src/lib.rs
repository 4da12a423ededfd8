//! The rubric language.
#![allow(missing_docs)]
pub mod ast;
mod check;
pub mod codes;
mod compile;
mod constant;
mod counterexample;
mod diagnostic;
mod examine;
mod explain;
#[cfg(feature = "files")]
pub mod files;
mod format;
mod inspect;
mod lexer;
mod load;
pub mod model;
mod overlay;
mod parser;
mod ranges;
#[cfg(feature = "render")]
pub mod render;
pub mod result;
mod score;
mod search;
mod sheet;
mod span;
mod tokens;
mod trial;
mod words;
pub use check::{Checked, check};
pub use compile::{Compiled, compile};
pub use diagnostic::{Diagnostic, Fix, Related, Severity, has_errors};
pub use explain::{Step, explain};
pub use format::format;
pub use inspect::{inspect, stripped};
pub use load::{Loaded, load};
pub use overlay::Overlay;
pub use parser::{Parsed, parse};
pub use ranges::{Ends, Ranges, ranges};
pub use score::{evaluate, score};
pub use search::{BUDGET, possible};
pub use sheet::{Filled, Sheet};
pub use span::{Position, Span, position};
pub use trial::{Failure, Trial, trials};
