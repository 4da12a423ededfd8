//! The command, run as a user runs it.

mod hostile;
mod streaming;
mod support;
mod verbs;
