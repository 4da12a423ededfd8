//! The common rubric at any size, a hand-written exact function for it, and the engine's result in the same shape.

pub mod columns;
pub mod common;
pub mod hand;
pub mod ours;
pub mod side_by_side;
