//! Running other programs, and installing what is absent, in the open.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fmt, fs};

/// Why a verb stopped.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// Says what happens next.
pub(crate) fn say(what: &str) {
    println!("\n== {what}");
}

/// The project's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// `cargo`, in the root.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a program whose output is the user's to read.
///
/// # Errors
/// When it cannot be started or does not succeed.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| Failure(format!("{}: {error}", shown(command))))?;
    if status.success() { Ok(()) } else { Err(Failure(format!("{} failed ({status})", shown(command)))) }
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// Whether a program answers.
pub(crate) fn answers(program: impl AsRef<OsStr>) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Installs packages of Debian.
///
/// # Errors
/// When they cannot be installed: without the rights to, or on another system, they are to be installed by hand.
pub(crate) fn debian(packages: &[&str]) -> Result<(), Failure> {
    println!("installing {} with apt-get", packages.join(" and "));
    run(Command::new("apt-get").args(["update", "--quiet"]))?;
    let install = ["install", "--quiet", "--yes", "--no-install-recommends"];
    run(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(install).args(packages))
}

/// Installs Node.js and npm where they are absent.
///
/// # Errors
/// When they cannot be installed.
pub(crate) fn node() -> Result<(), Failure> {
    if answers("node") && answers("npm") { Ok(()) } else { debian(&["nodejs", "npm"]) }
}

/// A program of a cargo package at one version, installed into `target/tools` where it is absent.
///
/// # Errors
/// When it cannot be installed.
pub(crate) fn cargo_tool(package: &str, version: &str) -> Result<PathBuf, Failure> {
    let tools = root().join("target/tools").join(format!("{package}-{version}"));
    let program = tools.join("bin").join(package);
    if !answers(&program) {
        println!("installing the cargo tool {package} {version} into target/tools");
        run(cargo().args(["install", "--quiet", "--locked", package, "--version", version, "--root"]).arg(&tools))?;
    }
    Ok(program)
}

/// Installs the npm packages of a folder, where they are absent or others than its lock file says.
///
/// # Errors
/// When they cannot be installed.
pub(crate) fn packages(folder: &Path) -> Result<(), Failure> {
    let changed = |file: &str| fs::metadata(folder.join(file)).and_then(|found| found.modified()).ok();
    if changed("node_modules/.package-lock.json") < changed("package-lock.json") {
        println!("installing the npm packages of {}", folder.display());
        run(Command::new("npm").current_dir(folder).args(["ci", "--no-fund", "--no-audit", "--loglevel=error"]))?;
    }
    Ok(())
}
