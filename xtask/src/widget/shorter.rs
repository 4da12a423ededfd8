//! What the glue between a page and a program can do without: comments, indents, and the long names that bind the two.

use std::collections::BTreeMap;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, ImportSectionReader, Parser};

use crate::tools::Failure;

/// How many digits stand behind a name that was made to be the only one of its kind.
const MARK: usize = 16;

/// How a program begins. It is given as the answer to a request, or as its bytes; the glue's own way takes much more.
const BEGIN: &str = r#"async function begin({ module_or_path }) {
    if (wasm !== undefined) return wasm;
    const given = await module_or_path, imports = __wbg_get_imports();
    const streams = given.headers?.get("Content-Type") === "application/wasm";
    const { instance, module } = streams
        ? await WebAssembly.instantiateStreaming(given, imports)
        : await WebAssembly.instantiate(given.headers ? await given.arrayBuffer() : given, imports);
    return __wbg_finalize_init(instance, module);
}
export { begin as default };
"#;

/// The glue with [`BEGIN`] for its own way to begin.
///
/// # Errors
/// Where that way is not the one that is known.
pub(super) fn begin(glue: &str) -> Result<String, Failure> {
    let known = glue.split_once("async function __wbg_load(");
    let known = known.filter(|(_, own)| own.trim_end().ends_with("export { initSync, __wbg_init as default };"));
    match known {
        Some((before, _)) => Ok(format!("{before}{BEGIN}")),
        None => Err(Failure("the glue begins a program in another way than is known here".to_owned())),
    }
}

/// A script without the lines, indents and words at the end of a line that only people read.
///
/// # Errors
/// Where a text goes on over several lines: its lines may not be touched.
pub(crate) fn script(text: &str) -> Result<String, Failure> {
    let mut kept = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        let is_comment = in_comment || line.starts_with("/*");
        in_comment = is_comment && !line.ends_with("*/");
        if is_comment || line.is_empty() || line.starts_with("//") {
            continue;
        }
        if line.matches('`').count() % 2 == 1 {
            return Err(Failure(format!("a text goes on behind its line, which cannot be shortened: {line}")));
        }
        kept.push_str(without_word(line));
        kept.push('\n');
    }
    Ok(kept)
}

/// A line without the word that stands behind it. Where the rest has a quotation mark, the strokes may stand in a text.
fn without_word(line: &str) -> &str {
    match line.rsplit_once(" // ") {
        Some((before, word)) if !word.contains(['"', '\'', '`']) => before.trim_end(),
        _ => line,
    }
}

/// A module and its glue, with short names for what was bound by names that bear a mark.
///
/// # Errors
/// When the module cannot be read.
pub(super) fn names(module: &[u8], glue: &str) -> Result<(Vec<u8>, String), Failure> {
    let mut shorter = Shorter::default();
    let mut written = Module::new();
    let read = shorter.parse_core_module(&mut written, Parser::new(0), module);
    read.map_err(|error| Failure(format!("a module cannot be shortened: {error}")))?;
    // Each name ends with a mark of its own, so that none is the beginning of another.
    let glue = shorter.names.iter().fold(glue.to_owned(), |glue, (name, short)| glue.replace(name, short));
    Ok((written.finish(), glue))
}

#[derive(Default)]
struct Shorter {
    names: BTreeMap<String, String>,
}

impl Shorter {
    fn short(&mut self, name: &str) -> String {
        let mark = name.len().checked_sub(MARK).and_then(|at| name.get(at..));
        if !mark.is_some_and(|mark| mark.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            return name.to_owned();
        }
        let next = format!("_{}", self.names.len());
        self.names.entry(name.to_owned()).or_insert(next).clone()
    }
}

impl Reencode for Shorter {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let name = self.short(import.name);
            imports.import(import.module, &name, self.entity_type(import.ty)?);
        }
        Ok(())
    }

    fn parse_export(&mut self, exports: &mut ExportSection, export: Export<'_>) -> Result<(), Error<Infallible>> {
        let name = self.short(export.name);
        exports.export(&name, self.export_kind(export.kind)?, self.external_index(export.kind, export.index)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_people_read_goes() {
        let text = "/**\n * A function.\n */\nfunction f() {\n    // says\n    return \"a // http://\"; // this\n}\n";
        assert_eq!(script(text).unwrap(), "function f() {\nreturn \"a // http://\";\n}\n");
        assert_eq!(script("f(\"a // b\");").unwrap(), "f(\"a // b\");\n");
        assert!(script("const text = `two\n  lines`;").is_err());
    }

    #[test]
    fn a_program_begins_in_our_way_where_the_glues_own_is_known() {
        let glue = "let wasm;\nasync function __wbg_load(module) {}\nexport { initSync, __wbg_init as default };\n";
        assert_eq!(begin(glue).unwrap(), format!("let wasm;\n{BEGIN}"));
        assert!(begin("let wasm;\nexport { other as default };\n").is_err());
    }

    #[test]
    fn a_name_with_a_mark_is_short_on_both_sides() {
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./glue.js", "__wbg_get_d7176cfb76d71114", wasm_encoder::EntityType::Function(0));
        imports.import("./glue.js", "__wbindgen_throw", wasm_encoder::EntityType::Function(0));
        let mut module = Module::new();
        module.section(&types).section(&imports);
        let glue = "__wbg_get_d7176cfb76d71114: function() {}, __wbindgen_throw: function() {}";
        let (module, glue) = names(&module.finish(), glue).unwrap();
        assert_eq!(glue, "_0: function() {}, __wbindgen_throw: function() {}");
        let text = String::from_utf8_lossy(&module).into_owned();
        assert!(text.contains("_0") && text.contains("__wbindgen_throw") && !text.contains("d7176cfb76d71114"));
    }
}
