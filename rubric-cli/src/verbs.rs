//! The verbs, one file each.

pub(crate) mod bound;
pub(crate) mod check;
pub(crate) mod cohort;
pub(crate) mod compile;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod inspect;
pub(crate) mod new;
pub(crate) mod path;
pub(crate) mod score;
pub(crate) mod serve;
pub(crate) mod shell;
mod subject;
pub(crate) mod test;
pub(crate) mod texts;
pub(crate) mod verify;
