//! Reads, checks and compiles rubrics that leaders are rated by.
//!
//! A rubric is one text. It goes one way: [`parse`] makes a tree of it and never fails, [`check`] resolves the tree into a
//! [`model`] in which nothing can be wrong any more, [`compile`] lays the model out as the bytes that `rubric-core` reads.
//! [`load`] does all three and then asks the engine's ranges what the rubric can never give. Whatever is found on the way
//! is a [`Diagnostic`] with a stable code; [`codes::ALL`] says of each what it means and what to write instead.
//!
//! ```
//! use rubric_dsl::{Sheet, load, score, trials};
//!
//! let source = r#"
//!     rubric courage "Courage to act" {
//!       version "1"
//!       scale growth { emerging = 1 "Emerging"   proficient = 2 "Proficient" }
//!       rater supervisor "Supervisor"
//!       indicator calm   "Stays calm under fire"
//!       indicator enlist "Enlists support"
//!       measure both "Both together" = mean(indicators)
//!       outcome overall "Overall" on growth of both { proficient from 1.5   emerging otherwise }
//!       example "calm, and alone" {
//!         supervisor { calm = proficient   enlist = emerging }
//!         expect overall is proficient
//!       }
//!     }
//! "#;
//! let loaded = load(source, None);
//! let (model, compiled) = loaded.model.zip(loaded.compiled).ok_or("the rubric has errors")?;
//! assert!(trials(&model).iter().all(|trial| trial.failures.is_empty()));
//!
//! let program = compiled.program()?;
//! let sheet = Sheet::of_example(&program, &model.examples[0]);
//! let result = score(&program, None, &sheet, "leader-01")?;
//! assert_eq!(result.outcomes.get("overall").and_then(|found| found.level.as_deref()), Some("proficient"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The crate does no I/O. With the feature `files` it reads assessments and district overlays and writes results, as JSON,
//! JSON Lines, RON and CSV; with the feature `render` it writes diagnostics for terminals, editors and build servers.

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
mod guard;
mod inspect;
mod lexer;
mod list;
mod load;
pub mod model;
mod named;
mod overlay;
mod parser;
mod places;
mod ranges;
#[cfg(feature = "render")]
pub mod render;
pub mod result;
mod score;
mod search;
mod sheet;
mod sorted;
mod span;
mod tokens;
mod trial;
mod versions;
mod words;

pub use check::{Checked, check};
pub use compile::{Compiled, compile, compile_with};
pub use counterexample::statements;
pub use diagnostic::{Diagnostic, Fix, Related, Severity, has_errors};
pub use explain::{Step, explain};
pub use format::format;
pub use guard::{guarded, unguarded};
pub use inspect::{inspect, stripped};
pub use list::{List, joined, parted};
pub use load::{Loaded, load};
pub use named::Named;
pub use overlay::{Coverage, Overlay, SourceText, texts};
pub use parser::{Parsed, parse};
pub use ranges::{Ends, Ranges, ranges};
pub use score::{evaluate, score};
pub use search::{BUDGET, possible, ratings_of};
pub use sheet::{Filled, Sheet};
pub use span::{Position, Span, position};
pub use trial::{Failure, Trial, trials};
pub use words::{Sentences, Voice, fill, form_for, full_title, localized, shown, with_fraction};
