//! The widget, built into `target/widget`: the entry, the programs in WebAssembly with their glue, and their compressed forms.

pub(crate) mod alike;
mod never;
mod quicker;
pub(crate) mod shorter;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

use crate::tools::{self, Failure, cargo, root, say};

const TARGET: &str = "wasm32-unknown-unknown";

/// The element and the language with what its findings say: it is loaded where a text turns out to be wrong, and says what
/// is. The single file holds it alone.
pub(crate) const FINDINGS: &str = "web-findings";

/// The element with the language.
pub(crate) const WITH_LANGUAGE: &str = "web-language";

/// The programs that a page loads only when what they do is asked for.
const ASKED_FOR: [&str; 2] = ["web-examine", FINDINGS];

/// The packages that become programs of which a page loads one: the element for a compiled rubric, and the element with the
/// language for a rubric as text.
const PARTS: [&str; 2] = ["web-widget", WITH_LANGUAGE];

/// The stacks of what a page holds as long as it is open: bytes, twice what the deepest text that the language allows takes.
const STACKS: [(&str, usize); 2] = [("web-widget", 384 << 10), (WITH_LANGUAGE, 384 << 10)];

/// Folders whose files go with it as they are.
const PLAIN: [&str; 2] = ["web-widget/js", "web-widget/frame"];

/// The folder that the widget is built into.
pub(crate) fn folder() -> PathBuf {
    root().join("target/widget")
}

/// The module of a program as the compiler leaves it, with the names of its functions.
pub(crate) fn module(package: &str) -> PathBuf {
    root().join("target").join(TARGET).join("small").join(package.replace('-', "_")).with_extension("wasm")
}

pub(crate) fn run() -> Result<(), Failure> {
    say("building the widget");
    let out = folder();
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    // The findings before the language: both are compiled to one place, where the language's module is to stay.
    for part in ASKED_FOR.iter().chain(&PARTS) {
        compile(part)?;
        bind(part, &out)?;
    }
    for folder in PLAIN {
        copy(&root().join(folder), &out)?;
    }
    shorten(&out)?;
    compress_all(&out)
}

/// Compiles a package to WebAssembly.
pub(crate) fn compile(package: &str) -> Result<(), Failure> {
    let installed = Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output()?;
    if !Path::new(String::from_utf8_lossy(&installed.stdout).trim()).is_dir() {
        println!("adding the Rust target {TARGET}");
        tools::run(Command::new("rustup").current_dir(root()).args(["target", "add", TARGET]))?;
    }
    let (built, features) = match package {
        FINDINGS => (WITH_LANGUAGE, "element,prose"),
        WITH_LANGUAGE => (package, "element"),
        _ => (package, ""),
    };
    let build = ["rustc", "--quiet", "--lib", "--profile", "small", "--target", TARGET];
    let build = build.into_iter().chain(["--package", built, "--features", features]);
    let stack = STACKS.iter().find(|(known, _)| *known == built);
    let stack = stack.map(|(_, size)| ["--".to_owned(), format!("-Clink-arg=-zstack-size={size}")]);
    let stack = stack.into_iter().flatten();
    tools::run(cargo().args(build).args(stack).env("CARGO_ENCODED_RUSTFLAGS", flags()?))?;
    if built != package {
        fs::copy(module(built), module(package))?;
    }
    Ok(())
}

/// What makes the compiler name a library's file by its crate, and not by the place it has on the machine that builds; and
/// what makes a digest a loop, where it would be written out round by round.
fn flags() -> Result<String, Failure> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).unwrap_or_default();
    let sources = home.join("registry/src");
    let mut flags = Vec::new();
    if sources.is_dir() {
        for entry in fs::read_dir(sources)? {
            flags.push(format!("--remap-path-prefix={}/=", entry?.path().display()));
        }
    }
    flags.sort();
    flags.push("--cfg=sha2_backend_soft=\"compact\"".to_owned());
    Ok(flags.join("\u{1f}"))
}

/// What writes a package's module and the glue between it and the page: without names, and without what no page runs.
pub(crate) fn binding(package: &str) -> Result<Bindgen, Failure> {
    let program = never::without(fs::read(module(package))?)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes(&package.replace('-', "_"), program).typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    Ok(bindgen)
}

/// Writes a package's module without its names and with what is alike together, and the glue between it and the page.
pub(crate) fn bind(package: &str, out: &Path) -> Result<(), Failure> {
    let mut bindgen = binding(package)?;
    bindgen.web(true).and_then(|bindgen| bindgen.generate(out)).map_err(|error| Failure(format!("{error:#}")))?;
    let name = package.replace('-', "_");
    let (glue, program) = (out.join(format!("{name}.js")), out.join(format!("{name}_bg.wasm")));
    let (module, script) = shorter::names(&fs::read(&program)?, &fs::read_to_string(&glue)?)?;
    fs::write(glue, quicker::glue(&shorter::begin(&script)?, &module)?)?;
    Ok(fs::write(program, alike::together(&module)?)?)
}

/// Leaves away what only people read of the scripts of a folder.
fn shorten(folder: &Path) -> Result<(), Failure> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|kind| kind == "js") {
            fs::write(&path, shorter::script(&fs::read_to_string(&path)?)?)?;
        }
    }
    Ok(())
}

/// Copies the files of a folder.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| path.is_file()) {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

/// Writes each file of a folder once more, as small as brotli makes it, for servers that send such files.
fn compress_all(folder: &Path) -> Result<(), Failure> {
    let files: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| entry.map(|it| it.path())).collect::<Result<_, _>>()?;
    for path in files {
        let smaller = compressed(&fs::read(&path)?)?;
        let mut name = path.into_os_string();
        name.push(".br");
        fs::write(name, smaller)?;
    }
    Ok(())
}

/// Bytes as brotli's best effort leaves them.
pub(crate) fn compressed(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    let mut smaller = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut smaller, &best)?;
    Ok(smaller)
}
