//! What pages tell a reader to type, as the reader types it.

use std::path::Path;
use std::process::Command;

/// The lines of a page's `sh` blocks that run the command.
fn commands(page: &str) -> Vec<Vec<&str>> {
    let blocks = page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines = blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("rubric "));
    lines.map(|line| line.split_whitespace().collect()).collect()
}

#[test]
fn every_command_of_the_page_on_verifying_runs_and_says_something() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = std::fs::read_to_string(root.join("docs/verifying.md")).unwrap();
    let commands = commands(&page);
    assert!(commands.len() >= 5, "{commands:?}");
    for words in commands.iter().filter(|words| !words.iter().any(|word| word.contains('*'))) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rubric"));
        let done = command.current_dir(&root).args(words).output().unwrap();
        let (out, err) = (String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap());
        // A command that finds what the page says it finds ends with 1.
        assert!(matches!(done.status.code(), Some(0 | 1)) && !out.is_empty(), "{words:?}\n{out}{err}");
        if words.iter().any(|word| word.contains("kentucky")) {
            assert!(out.contains("2073 of 4096") && out.contains("1672 of 4096"), "{out}");
        }
        if words.iter().any(|word| word.contains("school-leadership")) && words[0] == "verify" {
            assert_eq!(out.matches("  holds  ").count(), 8, "{out}");
        }
    }
}
