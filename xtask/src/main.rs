//! The verbs a developer and the build server use: `cargo xtask start`, `cargo xtask test`, and each of their jobs.

mod bench;
mod browser;
mod budget;
mod deny;
mod device;
mod dist;
mod editor;
mod lint;
mod start;
mod suite;
mod tools;
mod widget;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tools::Failure;

/// Build, try and test the project.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Set up what is needed and show what the project does
    Start {
        /// End without serving the portal and the preview
        #[arg(long)]
        no_serve: bool,
    },
    /// Set up what is needed and run every test
    Test,
    /// Layout and lints
    Lint,
    /// Licences and sources of dependencies
    Deny,
    /// The Rust tests
    Suite,
    /// The engine on an emulated microcontroller and as WebAssembly: the same digest for each case
    Device,
    /// The engine's times beside a function written by hand
    Bench,
    /// Build the widget into `target/widget`
    Widget,
    /// What a page loads, against its limit
    Budget,
    /// The widget in a real browser
    Browser,
    /// Write the packages into `target/dist`
    Dist,
}

type Job = fn() -> Result<(), Failure>;

/// The jobs of `cargo xtask test`, in order: what fails soonest comes first.
const JOBS: &[(&str, Job)] = &[
    ("lint", lint::run),
    ("suite", suite::run),
    ("device", device::run),
    ("browser", browser::run),
    ("budget", budget::run),
    ("deny", deny::run),
];

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Start { no_serve } => start::run(!no_serve),
        Verb::Test => every_job(),
        Verb::Lint => lint::run(),
        Verb::Deny => deny::run(),
        Verb::Suite => suite::run(),
        Verb::Device => device::run(),
        Verb::Bench => bench::run(),
        Verb::Widget => widget::run(),
        Verb::Budget => budget::run(),
        Verb::Browser => browser::run(),
        Verb::Dist => dist::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn every_job() -> Result<(), Failure> {
    for (name, job) in JOBS {
        tools::say(&format!("job {name}"));
        let began = std::time::Instant::now();
        job()?;
        println!("job {name} passed in {} s", began.elapsed().as_secs());
    }
    tools::say("every job passed");
    Ok(())
}
