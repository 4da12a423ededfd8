//! Every rule of the checker, one file each: what it means, why it matters, an example, what to write instead.

mod prelude {
    pub(super) use rubric_core::bounds::Limit;
    pub(super) use rubric_core::{Decimal, DecimalError};

    pub(super) use super::{Frame, Rule, listed};
    pub(super) use crate::diagnostic::{Diagnostic, Severity};
    pub(super) use crate::span::Span;
}

use crate::diagnostic::Severity;

/// A rule of the checker.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its stable code, never used for another.
    pub code: &'static str,
    /// Its name.
    pub slug: &'static str,
    /// How grave it is to break it.
    pub severity: Severity,
    /// What it means.
    pub means: &'static str,
    /// Why it matters.
    pub matters: &'static str,
    /// How the examples are to be read.
    pub frame: Frame,
    /// An example that breaks it.
    pub bad: &'static str,
    /// What to write instead.
    pub good: &'static str,
}

/// How the examples of a rule are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// As a whole file.
    Whole,
    /// As statements of [`FRAME`].
    Body,
    /// Not as a rubric: the bytes of a program, or an assessment for [`FRAME`].
    Other,
}

/// The rubric that an example's statements stand in.
pub const FRAME: &str = r#"rubric frame "A small rubric" {
  version "1"
  scale growth {
    emerging   = 1 "Emerging"
    developing = 2 "Developing"
    proficient = 3 "Proficient"
    exemplary  = 4 "Exemplary"
  }
  rater self       "Self-assessment"
  rater supervisor "Supervisor"
  domain smart "Smart side" {
    indicator data_use "Uses data to decide"
    indicator planning "Plans ahead"
  }
  domain healthy "Healthy side" {
    indicator belief "Believes in every student"
    indicator team   "Builds a team"
  }
  STATEMENTS
}
"#;

impl Rule {
    /// An example as a file that can be checked.
    #[must_use]
    pub fn file(&self, example: &str) -> String {
        match self.frame {
            Frame::Body => FRAME.replace("STATEMENTS", &example.replace('\n', "\n  ")),
            Frame::Whole | Frame::Other => example.to_owned(),
        }
    }
}

macro_rules! rules {
    ($($module:ident)*) => {
        $(pub(crate) mod $module;)*
        /// Every rule, by its code.
        pub static ALL: &[&Rule] = &[$(&$module::RULE),*];
    };
}

rules! {
    rb101 rb102 rb103 rb104 rb105 rb106 rb107 rb108 rb109 rb110 rb111
    rb514
    rb701 rb702
}

/// `a`, `b` or `c`.
pub(crate) fn listed(items: &[String], joint: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {joint} {last}", first.join(", ")),
    }
}
