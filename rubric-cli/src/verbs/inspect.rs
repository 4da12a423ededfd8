//! `rubric inspect`: a program and its rows in words.

use std::io::Write;

use rubric_dsl::inspect;

use crate::Ending;
use crate::arguments::Inspect;
use crate::output;
use crate::problem::Problem;
use crate::rubric::{Rubric, perspective};

pub(crate) fn run(arguments: &Inspect) -> Result<Ending, Problem> {
    let rubric = Rubric::open(&arguments.file, None)?;
    let program = rubric.program()?;
    let perspective = perspective(&program, &arguments.perspective)?;
    let mut out = output::open(None)?;
    out.write_all(inspect(&program, perspective, rubric.bytes().len()).as_bytes())?;
    out.flush()?;
    Ok(Ending::Clean)
}
