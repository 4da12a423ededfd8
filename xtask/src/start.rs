//! What the project does, shown on a sample district.

use crate::tools::{self, Failure, cargo, say};

const RUBRIC: &str = "rubrics/school-leadership.rubric";
const DISTRICT: &str = "rubrics/samples/district.csv";

pub(crate) fn run() -> Result<(), Failure> {
    say("building the command `rubric` (cargo fetches its packages)");
    tools::run(cargo().args(["build", "--quiet", "--release", "--package", "rubric-cli"]))?;
    say("checking every rubric and running its examples");
    rubric(&["test", "rubrics"])?;
    say("scoring a sample district of 40 leaders");
    // The sample holds forms that need another look, as any district's does; they are listed, and scoring goes on.
    rubric(&["score", RUBRIC, DISTRICT])?;
    say("why one of them is rated so");
    rubric(&["explain", RUBRIC, DISTRICT, "overall", "--subject", "leader-06"])
}

fn rubric(words: &[&str]) -> Result<(), Failure> {
    println!("$ rubric {}", words.join(" "));
    let program = tools::root().join("target/release/rubric");
    tools::run(std::process::Command::new(program).current_dir(tools::root()).args(words))
}
