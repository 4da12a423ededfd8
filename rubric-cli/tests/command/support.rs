//! A folder of its own for each test, and the command run in it.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

pub(crate) const RUBRIC: &str = include_str!("files/school.rubric");
pub(crate) const DISTRICT: &str = include_str!("files/leaders.csv");

/// A folder that goes away with it.
pub(crate) struct Workplace(tempfile::TempDir);

/// How a run ended.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// Everything that a user sees.
    pub(crate) fn shown(&self) -> String {
        let part = |name: &str, text: &str| {
            if text.is_empty() { String::new() } else { format!("-- {name}\n{text}") }
        };
        stable(&format!("exit {}\n{}{}", self.code, part("out", &self.out), part("err", &self.err)))
    }
}

/// A text without what changes with every change of the compiler: digests.
pub(crate) fn stable(text: &str) -> String {
    let mut parts = text.split("sha256:");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |sum, part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_hexdigit());
        format!("{sum}sha256:[{}]{rest}", part.len() - rest.len())
    })
}

impl Workplace {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With a rubric, an overlay and assessments.
    pub(crate) fn scoring() -> Self {
        let place = Self::new();
        place.write("school.rubric", RUBRIC);
        place.write("leaders.csv", DISTRICT);
        place.write("district.ron", include_str!("files/district.ron"));
        place.write("one.csv", include_str!("files/one.csv"));
        place.write("one.json", include_str!("files/one.json"));
        place.write("one.ron", include_str!("files/one.ron"));
        place.write("one.jsonl", &(include_str!("files/one.json").replace('\n', " ") + "\n"));
        place
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    pub(crate) fn write_bytes(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn run(&self, words: &[&str]) -> Run {
        self.run_with(words, "")
    }

    pub(crate) fn run_with(&self, words: &[&str], input: &str) -> Run {
        self.run_with_bytes(words, input.as_bytes())
    }

    pub(crate) fn run_with_bytes(&self, words: &[&str], input: &[u8]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rubric"));
        command.current_dir(self.0.path()).args(words).env("COLUMNS", "100");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // A command that ends before it has read everything is no trouble here.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let done = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Run {
            code: done.status.code().unwrap_or(-1),
            out: String::from_utf8(done.stdout).unwrap(),
            err: String::from_utf8(done.stderr).unwrap(),
        }
    }
}
