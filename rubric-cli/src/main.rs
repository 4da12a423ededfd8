//! The command `rubric`: write, check, score and explain leadership rubrics.

mod arguments;
mod input;
mod output;
mod problem;
mod rubric;
mod verbs;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Verb};
use problem::Problem;

/// How a verb ended when nothing stood in its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Nothing is wrong.
    Clean,
    /// The input has problems.
    Problems,
}

impl Ending {
    /// The graver of two.
    const fn and(self, other: Self) -> Self {
        if matches!(self, Self::Problems) { self } else { other }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let ended = match &arguments.verb {
        Verb::New(arguments) => verbs::new::run(arguments),
        Verb::Check(arguments) => verbs::check::run(arguments),
        Verb::Fmt(arguments) => verbs::fmt::run(arguments),
        Verb::Test(arguments) => verbs::test::run(arguments),
        Verb::Score(arguments) => verbs::score::run(arguments),
        Verb::Cohort(arguments) => verbs::cohort::run(arguments),
        Verb::Explain(arguments) => verbs::explain::run(arguments),
        Verb::Bound(arguments) => verbs::bound::run(arguments),
        Verb::Texts(arguments) => verbs::texts::run(arguments),
        Verb::Verify(arguments) => verbs::verify::run(arguments),
        Verb::Path(arguments) => verbs::path::run(arguments),
        Verb::Diff(arguments) => verbs::diff::run(arguments),
        Verb::Compile(arguments) => verbs::compile::run(arguments),
        Verb::Inspect(arguments) => verbs::inspect::run(arguments),
        Verb::Serve(arguments) => verbs::serve::run(arguments),
        Verb::Completions(arguments) => verbs::shell::completions(arguments),
        Verb::Man(arguments) => verbs::shell::man(arguments),
    };
    match ended {
        Ok(Ending::Clean) => ExitCode::SUCCESS,
        Ok(Ending::Problems) | Err(Problem::Input) => ExitCode::from(1),
        // Whoever reads the output has seen enough.
        Err(Problem::ReaderGone) => ExitCode::SUCCESS,
        Err(Problem::Command(message)) => {
            eprintln!("rubric: {message}");
            ExitCode::from(2)
        }
    }
}
