//! `rubric compile`: a rubric's text to its program.

use std::fs;

use rubric_dsl::stripped;

use crate::Ending;
use crate::arguments::Compile;
use crate::output;
use crate::problem::Problem;
use crate::rubric::Rubric;

pub(crate) fn run(arguments: &Compile) -> Result<Ending, Problem> {
    output::spare(&arguments.output, [arguments.file.as_str()].into_iter().chain(arguments.overlay.as_deref()))?;
    let rubric = Rubric::open(&arguments.file, arguments.overlay.as_deref())?;
    if rubric.source.is_empty() {
        return Err(Problem::Command(format!("`{}` is compiled already", arguments.file)));
    }
    let bytes = if arguments.strip { stripped(rubric.bytes()) } else { rubric.bytes().to_vec() };
    fs::write(&arguments.output, &bytes).map_err(|error| Problem::file(&arguments.output, "write", &error))?;
    println!("wrote {} ({} bytes)", arguments.output, bytes.len());
    Ok(Ending::Clean)
}
