//! The command, run as a user runs it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what fails here fails the test")]

mod cohort;
mod hostile;
mod pages;
mod streaming;
mod support;
mod verbs;
