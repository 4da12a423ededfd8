//! `rubric fmt`: the one layout.

use std::fs;
use std::io::Write;

use rubric_dsl::{format, has_errors, parse};

use crate::Ending;
use crate::arguments::Fmt;
use crate::input::{self, STANDARD_INPUT};
use crate::output;
use crate::problem::Problem;

pub(crate) fn run(arguments: &Fmt) -> Result<Ending, Problem> {
    let mut ending = Ending::Clean;
    for path in &arguments.files {
        let source = input::text(path)?;
        let parsed = parse(&source);
        if has_errors(&parsed.diagnostics) {
            output::report(input::shown(path), &source, &parsed.diagnostics);
            eprintln!("{} is left as it is", input::shown(path));
            ending = Ending::Problems;
            continue;
        }
        let laid_out = format(&parsed.file);
        if path == STANDARD_INPUT && !arguments.check {
            output::open(None)?.write_all(laid_out.as_bytes())?;
        } else if laid_out == source {
            continue;
        } else if arguments.check {
            eprintln!("{} is not in the layout", input::shown(path));
            ending = Ending::Problems;
        } else {
            fs::write(path, laid_out).map_err(|error| Problem::file(path, "write", &error))?;
        }
    }
    Ok(ending)
}
