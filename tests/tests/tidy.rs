//! The house rules that can be counted. `STYLE.md` and `ARCHITECTURE.md` give their reasons.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Lines of one file, and of one function.
const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 70;

/// The crates that each crate may stand on. What a crate is tested with counts as well.
const ARROWS: [(&str, &[&str]); 12] = [
    ("rubric-core", &[]),
    ("rubric-dsl", &["rubric-core"]),
    ("rubric-verify", &["rubric-core", "rubric-dsl"]),
    ("web-widget", &["rubric-core", "rubric-dsl", "rubric-verify"]),
    ("web-language", &["rubric-core", "rubric-dsl", "web-widget"]),
    ("web-examine", &["rubric-core", "rubric-dsl", "rubric-verify"]),
    ("rubric-cli", &["rubric-core", "rubric-dsl", "rubric-verify"]),
    ("rubric-cases", &["rubric-core", "rubric-dsl"]),
    ("rubric-benches", &["rubric-core", "rubric-dsl", "rubric-cases"]),
    (
        "rubric-tests",
        &[
            "rubric-cases",
            "rubric-benches",
            "rubric-core",
            "rubric-dsl",
            "rubric-verify",
            "rubric-cli",
            "web-widget",
            "web-language",
        ],
    ),
    ("yew-host", &[]),
    ("xtask", &["rubric-core", "rubric-dsl", "rubric-verify", "rubric-cli", "web-widget", "web-language"]),
];

/// A file of the workspace: its path below the root, and its text.
struct File {
    path: String,
    text: String,
}

impl File {
    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }
}

/// Every text file that people write.
fn files() -> Vec<File> {
    let mut files = Vec::new();
    walk(Path::new(ROOT), &mut files);
    assert!(files.iter().any(|file| file.path == "rubric-core/src/lib.rs"), "the workspace is not where it should be");
    files
}

fn walk(folder: &Path, files: &mut Vec<File>) {
    const FOREIGN: [&str; 6] = ["target", "node_modules", "dist", "corpus", "artifacts", "snapshots"];
    const WRITTEN: [&str; 6] = ["rs", "md", "toml", "rubric", "ron", "csv"];
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if entry.file_type().unwrap().is_dir() {
            if !name.starts_with('.') && !FOREIGN.contains(&name.as_str()) {
                walk(&path, files);
            }
        } else if path.extension().is_some_and(|ending| WRITTEN.iter().any(|known| ending == *known)) {
            let shown = path.strip_prefix(ROOT).unwrap().to_string_lossy().replace('\\', "/");
            // What is not text is no business of this test: some files are broken on purpose.
            files.extend(fs::read_to_string(&path).ok().map(|text| File { path: shown, text }));
        }
    }
}

fn report(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn dependencies_point_inward() {
    let arguments = ["metadata", "--format-version", "1", "--no-deps", "--offline"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(ROOT).output().unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = |value: &Value| value.as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let packages: BTreeMap<String, Vec<Value>> = list(&metadata["packages"])
        .iter()
        .map(|package| (text(&package["name"]), list(&package["dependencies"])))
        .collect();
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    let mut wrong = Vec::new();
    for (package, dependencies) in &packages {
        let Some(allowed) = allowed.get(package.as_str()) else {
            wrong.push(format!("{package} has no place in ARROWS"));
            continue;
        };
        for dependency in dependencies.iter().map(|dependency| text(&dependency["name"])) {
            if packages.contains_key(&dependency) && !allowed.contains(&dependency.as_str()) {
                wrong.push(format!("{package} stands on {dependency}"));
            }
        }
    }
    report("arrows that point outward", &wrong);
    let core: Vec<String> = packages["rubric-core"]
        .iter()
        .filter(|known| known["kind"].is_null())
        .map(|known| text(&known["name"]))
        .collect();
    report("rubric-core depends on", &core);
}

#[test]
fn no_file_is_longer_than_the_house_allows() {
    let long = files().into_iter().filter(File::is_rust).map(|file| (file.text.lines().count(), file.path));
    let long: Vec<String> =
        long.filter(|(lines, _)| *lines > FILE_LINES).map(|(lines, path)| format!("{path}: {lines} lines")).collect();
    report("files over 500 lines: divide them by concern", &long);
}

#[test]
fn no_function_is_longer_than_the_house_allows() {
    let mut long = Vec::new();
    for file in files().iter().filter(|file| file.is_rust()) {
        let lines: Vec<&str> = file.text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_function(line)) {
            let indent = &line[..line.len() - line.trim_start().len()];
            // The layout is rustfmt's, so a function ends at the first brace of its own indentation.
            let end = lines.iter().skip(at).position(|line| line.strip_prefix(indent) == Some("}"));
            let count = end.map_or(0, |end| end + 1);
            if count > FUNCTION_LINES {
                long.push(format!("{}:{}: {count} lines", file.path, at + 1));
            }
        }
    }
    report("functions over 70 lines", &long);
}

/// Whether a line begins a function with a body of several lines.
fn is_function(line: &str) -> bool {
    let words = line.split_whitespace();
    let mut words = words.skip_while(|word| word.starts_with("pub") || ["const", "async", "extern"].contains(word));
    words.next() == Some("fn") && !line.ends_with('}') && !line.ends_with(';')
}

#[test]
fn every_source_file_says_what_it_is_for() {
    // An attribute of the whole file, such as `#![no_std]`, may stand before it.
    let speaks =
        |text: &str| text.lines().find(|line| !line.starts_with("#!")).is_some_and(|line| line.starts_with("//!"));
    let silent = files().into_iter().filter(|file| file.is_rust() && !speaks(&file.text));
    report("files without a first sentence", &silent.map(|file| file.path).collect::<Vec<_>>());
}

#[test]
fn lints_are_expected_with_a_reason_and_never_allowed() {
    let bare = [concat!("#[", "allow("), concat!("#![", "allow(")];
    let mut found = Vec::new();
    for file in files().iter().filter(|file| file.is_rust()) {
        for (at, line) in file.text.lines().enumerate() {
            if bare.iter().any(|bare| line.trim_start().starts_with(bare)) {
                found.push(format!("{}:{}", file.path, at + 1));
            }
        }
    }
    report("lints that are allowed", &found);
}

#[test]
fn no_line_ends_in_blanks() {
    let mut found = Vec::new();
    for file in files().iter().filter(|file| !file.path.contains("crashes")) {
        for (at, line) in file.text.split('\n').enumerate() {
            if line.ends_with([' ', '\t']) {
                found.push(format!("{}:{}", file.path, at + 1));
            }
        }
    }
    report("lines that end in blanks", &found);
}

#[test]
fn modules_stand_beside_their_folders() {
    let found = files().into_iter().map(|file| file.path).filter(|path| path.ends_with("/mod.rs"));
    report("files to be named after their module", &found.collect::<Vec<_>>());
}

#[test]
fn every_link_between_pages_leads_to_a_file() {
    let mut broken = BTreeSet::new();
    for file in files().iter().filter(|file| file.path.ends_with(".md")) {
        let folder = Path::new(&file.path).parent().unwrap_or(Path::new("")).to_path_buf();
        for link in file.text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let path = link.split('#').next().unwrap_or("");
            let leads: PathBuf = Path::new(ROOT).join(&folder).join(path);
            if !link.contains(':') && !leads.exists() {
                broken.insert(format!("{}: {link}", file.path));
            }
        }
    }
    report("links that lead nowhere", &broken.into_iter().collect::<Vec<_>>());
}

#[test]
fn every_snapshot_belongs_to_a_test_that_is_there() {
    let mut left_over = Vec::new();
    let mut found = 0;
    for path in snapshots(Path::new(ROOT)) {
        let text = fs::read_to_string(&path).unwrap();
        let source = text.lines().find_map(|line| line.strip_prefix("source: ")).unwrap_or("");
        found += 1;
        if source.is_empty() || !Path::new(ROOT).join(source).exists() {
            left_over.push(format!("{}: of {source:?}", path.display()));
        }
    }
    assert!(found > 50, "the snapshots are not where they should be");
    report("snapshots whose test is gone", &left_over);
}

/// The files below a folder that insta keeps.
fn snapshots(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let own = files.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "snap"));
    let foreign = |path: &PathBuf| ["target", "node_modules", ".git"].iter().any(|name| path.ends_with(name));
    own.chain(folders.iter().filter(|path| !foreign(path)).flat_map(|path| snapshots(path))).collect()
}
