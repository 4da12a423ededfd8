//! The rubric language.
#![allow(missing_docs)]
pub mod ast;
pub mod codes;
mod diagnostic;
mod format;
mod lexer;
mod parser;
mod span;
mod tokens;
pub use diagnostic::{Diagnostic, Fix, Related, Severity, has_errors};
pub use format::format;
pub use parser::{Parsed, parse};
pub use span::{Position, Span, position};
