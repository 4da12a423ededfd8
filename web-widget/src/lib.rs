//! The element `<rubric-assessment>`: a rubric as people read it, an assessment as they give it, and what the engine says.
//!
//! Nothing is computed here. The state is a pure `reduce(State, Action)`, the views are functions of the state, and every
//! number comes from one evaluation by the engine. The element's class is a small script beside this crate, because a
//! custom element must extend a class of the browser.

mod action;
mod book;
mod bridge;
mod data;
mod element;
mod form;
mod outside;
mod reading;
mod rubric;
mod state;
mod views;
mod words;

#[cfg(test)]
mod tests;

pub use element::{Core, styles};
