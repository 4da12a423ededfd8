//! The widget in a real browser: installs what is absent, builds the packages, serves by `rubric serve`, and runs `tests/browser`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools::{self, Failure, cargo, root, say};
use crate::{dist, editor, widget};

const CHROMIUM: &str = "/usr/bin/chromium";

fn folder() -> PathBuf {
    root().join("tests/browser")
}

pub(crate) fn run() -> Result<(), Failure> {
    set_up()?;
    dist::run()?;
    let _ = editor::build()?;
    say("laying out the pages of the browser tests");
    tools::run(cargo().args(["build", "--quiet", "--package", "rubric-cli"]))?;
    tools::run(Command::new("node").current_dir(folder()).arg("build.mjs"))?;
    yew_host()?;
    say("the widget in a browser");
    tools::run(Command::new("node").current_dir(folder()).args(["--test", "--test-concurrency=1"]).args(tests()?))
}

/// Installs the browser and the packages of the tests, where they are absent.
fn set_up() -> Result<(), Failure> {
    tools::node()?;
    if !Path::new(CHROMIUM).exists() {
        tools::debian(&["chromium"])?;
    }
    tools::packages(&folder())
}

/// The page that is itself a Yew application.
fn yew_host() -> Result<(), Failure> {
    widget::compile("yew-host")?;
    widget::bind("yew-host", &root().join("target/browser/pages/yew"))
}

fn tests() -> Result<Vec<PathBuf>, Failure> {
    let mut tests = Vec::new();
    for entry in fs::read_dir(folder())? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            tests.push(path);
        }
    }
    tests.sort();
    Ok(tests)
}
