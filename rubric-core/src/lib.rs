//! Loads a compiled leadership rubric and evaluates an assessment.
//!
//! A rubric is a small program over human judgements, compiled once into a flat table of rows. Evaluating it walks the
//! table once, forward, in memory that the caller lends; the values left behind are the explanation. There is no
//! allocator, no binary floating point, no clock, no randomness and no I/O here, and after a program is parsed every path
//! ends in a value.
//!
//! ```no_run
//! use rubric_core::{Assessment, Program, records::OutcomeId};
//!
//! # let bytes: &[u8] = &[];
//! // static PROGRAM: &[u8] = include_bytes!("school-leadership.rbc");
//! let program = Program::parse(bytes)?;
//! let mut workings = [[0_i64; 2]; 512];
//! let assessment = Assessment::default();
//! let evaluation = program.evaluate(None, &assessment, &mut workings)?;
//! let level = evaluation.outcome(OutcomeId::new(0));
//! # let _ = level;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Who evaluates many assessments one after the other lays the program out once, as a [`Plan`], and who has them side by side
//! takes [`batch`].

#![no_std]

#[cfg(test)]
extern crate std;

pub mod bounds;

mod int;

mod fraction;

mod decimal;

mod absence;

mod value;

mod wire;

pub mod records;

mod row;

mod program;

mod verify;

mod assessment;

mod evaluate;

mod evaluation;

mod bound;

pub mod batch;

#[cfg(feature = "series")]
mod plan;

pub use absence::Absence;
pub use assessment::{
    Assessment, AssessmentError, AssessmentErrorKind, Chosen, Earlier, Given, Rating, RatingKind, Response,
};
pub use bound::{Bounds, LevelRange, NumberRange, Range, Scope, TruthSet};
pub use decimal::{Decimal, DecimalError, DecimalText};
pub use evaluation::{Asked, Evaluation, Gap, Missing, MissingWhat, Ranked, Reading};
pub use fraction::{Fraction, Rounding};
pub use int::Int;
#[cfg(feature = "series")]
pub use plan::{Plan, Step};
pub use program::{
    Extent, Header, MAGIC, Program, ProgramError, ProgramErrorKind, RowTable, SECTIONS, Section, VERSION, Width,
    checksum,
};
pub use row::{Comparison, Item, NONE, Op, Row};
pub use value::{Count, Kind, Levels, Truth};
pub use wire::{Field, Record, Shape, Table};
