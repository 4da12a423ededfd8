//! What a page loads stays small: a limit, and the ten largest parts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use wasmparser::{KnownCustom, Name, NameSectionReader, Parser, Payload, TypeRef};

use crate::tools::{Failure, say};
use crate::widget::{self, compressed};

/// What a page should load for assessing, result, conversation and report, language parser included: bytes in brotli.
const AIM: usize = 95 * 1024;

/// The two kinds of page: what its rubric is, how the names of the program begin that it does not load, and what it may load
/// until it gets there. The numbers fall; they rise by no more than a feature costs.
const PAGES: [(&str, &str, usize); 2] =
    [("a rubric as text", "web_widget", 224_400), ("a compiled rubric", "web_language", 160_200)];

/// What no page loads: the frame is a page of its own, examining waits until somebody asks for it, and what is wrong
/// with a text is said only where something is.
const ASIDE: [&str; 8] = [
    "frame.html",
    "frame.css",
    "frame.js",
    "rubric-frame.js",
    "web_examine.js",
    "web_examine_bg.wasm",
    "web_findings.js",
    "web_findings_bg.wasm",
];

pub(crate) fn run() -> Result<(), Failure> {
    let files = files(&widget::folder())?;
    let mut over = Vec::new();
    for (rubric, aside, limit) in PAGES {
        say(&format!("what a page with {rubric} loads"));
        let loaded: Vec<_> = files.iter().filter(|(name, _)| !name.starts_with(aside)).collect();
        for (name, size) in &loaded {
            println!("{size:>8}  {name}");
        }
        let total: usize = loaded.iter().map(|(_, size)| size).sum();
        println!("{total:>8}  in all in brotli, of {limit}; the aim is {AIM}");
        if total > limit {
            over.push(format!("a page with {rubric} loads {total} bytes; the limit is {limit}"));
        }
    }
    println!("\nthe ten largest parts of the element with the language, in bytes before compression:");
    for (name, size) in parts()?.into_iter().take(10) {
        println!("{size:>8}  {name}");
    }
    if over.is_empty() { Ok(()) } else { Err(Failure(over.join("; "))) }
}

/// The files of the widget that some page loads, with their sizes in brotli.
fn files(folder: &Path) -> Result<Vec<(String, usize)>, Failure> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.ends_with(".br") && !ASIDE.contains(&name.as_str()) {
            files.push((name, compressed(&fs::read(&path)?)?.len()));
        }
    }
    files.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    Ok(files)
}

/// The bytes of code of each crate, and of data, in the module as the compiler left it; the largest first.
fn parts() -> Result<Vec<(String, usize)>, Failure> {
    let mut sizes = BTreeMap::new();
    let bytes = fs::read(widget::module(widget::WITH_LANGUAGE))?;
    add(&bytes, &mut sizes).map_err(|error| Failure(format!("{}: {error}", widget::WITH_LANGUAGE)))?;
    let mut sizes: Vec<(String, usize)> = sizes.into_iter().collect();
    sizes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    Ok(sizes)
}

/// Adds the sizes of one module's functions and data.
fn add(module: &[u8], sizes: &mut BTreeMap<String, usize>) -> wasmparser::Result<()> {
    let (mut at, names) = functions(module)?;
    let names: BTreeMap<u32, String> = names.into_iter().collect();
    for payload in Parser::new(0).parse_all(module) {
        let (part, size) = match payload? {
            Payload::CodeSectionEntry(body) => {
                at += 1;
                let name = names.get(&(at - 1)).map_or("", String::as_str);
                if is_description(name) {
                    continue;
                }
                (owner(name), body.range().len())
            }
            Payload::DataSection(data) => ("data".to_owned(), data.range().len()),
            _ => continue,
        };
        *sizes.entry(part).or_default() += size;
    }
    Ok(())
}

/// How many functions a module imports, and the numbers and names of all.
pub(crate) fn functions(module: &[u8]) -> wasmparser::Result<(u32, Vec<(u32, String)>)> {
    let (mut imported, mut names) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    names.extend(function_names(section)?);
                }
            }
            _ => {}
        }
    }
    Ok((imported, names))
}

fn function_names(section: NameSectionReader<'_>) -> wasmparser::Result<Vec<(u32, String)>> {
    let mut names = Vec::new();
    for name in section {
        if let Name::Function(functions) = name? {
            for function in functions {
                let function = function?;
                names.push((function.index, format!("{:#}", rustc_demangle::demangle(function.name))));
            }
        }
    }
    Ok(names)
}

/// Whether a function only tells what writes the glue how others are called: no page loads it.
fn is_description(name: &str) -> bool {
    name.contains("WasmDescribe") || name.starts_with("__wbindgen_describe")
}

/// The crate that a function's name begins with; of ours, the module too.
fn owner(name: &str) -> String {
    let words = name.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let mut parts = words.split("::");
    let first = parts.next().unwrap_or("").split([' ', '<']).next_back().unwrap_or("");
    let module = parts.next().filter(|_| first.starts_with("rubric_") || first.starts_with("web_"));
    module.map_or_else(|| first.to_owned(), |module| format!("{first}::{module}"))
}

#[cfg(test)]
mod tests {
    use super::owner;

    #[test]
    fn a_function_belongs_to_a_crate_and_ours_to_a_module() {
        assert_eq!(owner("<alloc::vec::Vec<T> as core::clone::Clone>::clone"), "alloc");
        assert_eq!(owner("rubric_dsl::parser::form::domain"), "rubric_dsl::parser");
        assert_eq!(owner("<web_widget::views::Shell as yew::Component>::view"), "web_widget::views");
        assert_eq!(owner("memcpy"), "memcpy");
    }
}
