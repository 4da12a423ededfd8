//! Every rule of the checker, one file each: what it means, why it matters, an example, what to write instead.

/// Whether findings say in words what is wrong. Where they do not, all that is asked is whether there is an error: what
/// only warns is not looked for, and reading ends at the first statement that cannot be read.
pub(crate) const PROSE: bool = cfg!(feature = "prose");

/// A text of a finding; nothing, and nothing is laid out for it, where findings say nothing in words.
macro_rules! said {
    ($($text:tt)*) => { if super::PROSE { format!($($text)*) } else { String::new() } };
}

mod prelude {
    pub(super) use rubric_core::bounds::Limit;
    pub(super) use rubric_core::{Decimal, DecimalError, Fraction};

    pub(super) use super::{Brief, Frame, PROSE, Rule, listed, nearest, shown};
    pub(super) use crate::ast::NodeKind;
    pub(super) use crate::diagnostic::{Diagnostic, Severity};
    pub(super) use crate::span::Span;
}

use rubric_core::Fraction;

use crate::diagnostic::Severity;
use crate::list::{between, joined};

/// A rule of the checker.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// What goes with each finding.
    pub brief: &'static Brief,
    /// Its name.
    pub slug: &'static str,
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

/// What of a rule goes with each finding. The rest stands apart, and a page that only asks for errors does not load it.
#[derive(Debug, PartialEq, Eq)]
pub struct Brief {
    /// The rule's stable code, never used for another.
    pub code: &'static str,
    /// How grave it is to break it.
    pub severity: Severity,
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
    rb101 rb102 rb103 rb104 rb105 rb106 rb107 rb108 rb109 rb110 rb111 rb112
    rb201 rb202 rb203 rb204 rb205 rb206 rb207
    rb301 rb302 rb303 rb304 rb305 rb306 rb307 rb308 rb309 rb310 rb311 rb312
    rb401 rb402 rb403 rb404 rb405 rb406 rb407 rb408 rb409 rb410 rb411
    rb501 rb502 rb503 rb504 rb505 rb506 rb507 rb508 rb509 rb510 rb511 rb512 rb513 rb514 rb515 rb516 rb517 rb518
    rb601 rb602 rb603 rb604 rb605 rb606 rb607 rb608
    rb701 rb702
    rb801 rb802 rb803 rb804
    rb901 rb902 rb903 rb904 rb905 rb906 rb907
}

/// The rule of a code.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.brief.code == code).copied()
}

/// A text that only findings and those who read them ask for; nothing where findings say nothing in words.
pub(crate) fn said(text: impl FnOnce() -> String) -> String {
    if PROSE { text() } else { String::new() }
}

/// The names that a finding speaks of; none are gathered where findings say nothing in words.
pub(crate) fn names<N: Into<String>>(names: impl Iterator<Item = N>) -> Vec<String> {
    if PROSE { names.map(Into::into).collect() } else { Vec::new() }
}

/// `a`, `b` or `c`.
pub(crate) fn listed(items: &[String], joint: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {joint} {last}", joined(first, between(items))),
    }
}

/// The known name that is nearest to a misspelt one, if any is near.
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    if !PROSE {
        return None;
    }
    let tail = name.rsplit('.').next().unwrap_or(name);
    let reach = |name: &str| (name.chars().count() / 3).clamp(1, 3);
    let scored = known.into_iter().flat_map(|known| {
        [
            (strsim::osa_distance(name, known), reach(name), known),
            (strsim::osa_distance(tail, known), reach(tail), known),
        ]
    });
    scored
        .filter(|(distance, reach, _)| distance <= reach)
        .min_by_key(|(distance, ..)| *distance)
        .map(|(.., known)| known)
}

/// A number as messages show it.
pub(crate) fn shown(number: Fraction) -> String {
    rubric_core::DecimalText::new(number, 6).as_str().to_owned()
}
