//! What the project does, shown: rubrics checked, a sample district scored, one rating explained, the widget in a portal.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::tools::{self, Failure, cargo, root, say};
use crate::{editor, widget};

const RUBRIC: &str = "rubrics/school-leadership.rubric";
const DISTRICT: &str = "rubrics/samples/district.csv";

/// Shows it; `serving` ends with the portal and the preview, until Ctrl-C.
pub(crate) fn run(serving: bool) -> Result<(), Failure> {
    say("building the command `rubric` (cargo fetches its packages)");
    tools::run(cargo().args(["build", "--quiet", "--release", "--package", "rubric-cli"]))?;
    say("checking the rubrics and running their examples");
    let rubrics = rubrics()?;
    let each = |words: &[&'static str]| -> Vec<&str> {
        words.iter().copied().chain(rubrics.iter().map(String::as_str)).collect()
    };
    rubric(&each(&["check", "--format", "concise"]))?;
    rubric(&each(&["test"]))?;
    say("scoring a sample district of 40 leaders");
    rubric(&["score", RUBRIC, DISTRICT])?;
    say("why one of them is rated so");
    rubric(&["explain", RUBRIC, DISTRICT, "overall", "--subject", "leader-06"])?;
    if !serving {
        return Ok(());
    }
    widget::run()?;
    say("the widget in a portal, and beside the text of a rubric");
    let built = widget::folder();
    let editor = editor::build().unwrap_or_else(|failure| {
        println!("{failure}: the preview has a plain text area");
        None
    });
    let editor = editor.map(|editor| editor.to_string_lossy().into_owned());
    let built = built.to_string_lossy();
    let words = ["serve", "--widget", &built];
    rubric(&words.into_iter().chain(editor.iter().flat_map(|path| ["--editor", path])).collect::<Vec<_>>())
}

/// The rubrics that can be rated with: those as printed show defects that the checker refuses.
fn rubrics() -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for folder in ["rubrics", "rubrics/systems"] {
        for entry in fs::read_dir(root().join(folder))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if Path::new(&name).extension().is_some_and(|it| it == "rubric") && !name.contains("-as-printed") {
                found.push(format!("{folder}/{name}"));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn rubric(words: &[&str]) -> Result<(), Failure> {
    let more = if words.len() > 6 { " …" } else { "" };
    println!("$ rubric {}{more}", words.iter().take(6).copied().collect::<Vec<_>>().join(" "));
    let program = root().join("target/release/rubric");
    tools::run(Command::new(program).current_dir(root()).args(words))
}
