//! Completions and manual pages.

use std::io::Write;

use clap::CommandFactory;

use crate::Ending;
use crate::arguments::{Arguments, Completions, Man};
use crate::output;
use crate::problem::Problem;

pub(crate) fn completions(arguments: &Completions) -> Result<Ending, Problem> {
    let mut written = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "rubric", &mut written);
    output::open(None)?.write_all(&written)?;
    Ok(Ending::Clean)
}

pub(crate) fn man(arguments: &Man) -> Result<Ending, Problem> {
    let mut command = Arguments::command();
    command.build();
    let page = match &arguments.verb {
        None => command,
        Some(verb) => match command.find_subcommand(verb) {
            Some(found) => found.clone(),
            None => return Err(Problem::Command(format!("there is no verb `{verb}`"))),
        },
    };
    let mut written = Vec::new();
    clap_mangen::Man::new(page).render(&mut written)?;
    output::open(None)?.write_all(&written)?;
    Ok(Ending::Clean)
}
