//! `rubric new`: a small rubric that checks, formats and tests clean.

use std::fs::OpenOptions;
use std::io::Write;

use crate::Ending;
use crate::arguments::New;
use crate::problem::Problem;

const BEGINNING: &str = include_str!("new.rubric");

pub(crate) fn run(arguments: &New) -> Result<Ending, Problem> {
    let name = &arguments.name;
    let sound = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !sound {
        return Err(Problem::Command(format!(
            "`{name}` cannot be a name: take small letters, digits and `_`, a letter first"
        )));
    }
    let path = format!("{name}.rubric");
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .map_err(|error| Problem::file(&path, "write", &error))?;
    file.write_all(BEGINNING.replace("beginning", name).as_bytes())?;
    println!("wrote {path}\n\nnext:\n  rubric check {path}\n  rubric test {path}");
    Ok(Ending::Clean)
}
