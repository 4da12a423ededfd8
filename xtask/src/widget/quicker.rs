//! What the glue does for every element of a page, done in less time.
//!
//! A page of 240 indicators reads 28,000 texts from its program, nearly all of them names and values that stand in it, and asks
//! twice of each element whether it is a drawing.

use wasmparser::{DataKind, Operator, Parser, Payload};

use crate::tools::Failure;

/// The longest text that is kept: names and values are short, and place and length are one small number then.
const LONGEST: u32 = 63;

/// How the glue begins to read a text of its program.
const READ: &str = "function getStringFromWasm0(ptr, len) {";

/// How the glue asks for the kind of an element, and how it is to: to Yew an element of HTML is as one of no kind.
const KIND: (&str, &str) = (
    "const ret = arg1.namespaceURI;",
    "const kind = arg1.namespaceURI, ret = kind === \"http://www.w3.org/1999/xhtml\" ? null : kind;",
);

/// The glue of a module, where what stands in the module is read once, and the kind of an element is no text where it is
/// that of most.
///
/// # Errors
/// Where the glue does this in another way than is known here, or the module cannot be read.
pub(super) fn glue(glue: &str, module: &[u8]) -> Result<String, Failure> {
    for (does, known) in [("decodeText(", READ), (".namespaceURI", KIND.0)] {
        if glue.contains(does) && !glue.contains(known) {
            return Err(Failure(format!("the glue has `{does}`, but not as it is known here: {known}")));
        }
    }
    let (start, end) = constant(module).map_err(|error| Failure(format!("a module cannot be read: {error}")))?;
    let read = format!(
        "const texts = new Map();
{READ}
    ptr = ptr >>> 0;
    if (ptr < {start} || ptr >= {end} || len > {LONGEST}) return read(ptr, len);
    const place = ptr * {} + len;
    let text = texts.get(place);
    if (text === undefined) texts.set(place, text = read(ptr, len));
    return text;
}}
function read(ptr, len) {{",
        LONGEST + 1
    );
    Ok(glue.replace(READ, &read).replace(KIND.0, KIND.1))
}

/// Where a module keeps what nothing writes to: the linker puts it first.
fn constant(module: &[u8]) -> wasmparser::Result<(u32, u32)> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::DataSection(data) = payload?
            && let Some(first) = data.into_iter().next().transpose()?
            && let DataKind::Active { offset_expr, .. } = first.kind
            && let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
        {
            let start = value.cast_unsigned();
            return Ok((start, start.saturating_add(u32::try_from(first.data.len()).unwrap_or(u32::MAX))));
        }
    }
    Ok((0, 0))
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ConstExpr, DataSection, Module};

    use super::*;

    #[test]
    fn what_stands_in_the_program_is_read_once_and_all_else_each_time() {
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(1024), *b"class");
        data.active(0, &ConstExpr::i32_const(2048), *b"written to");
        let mut module = Module::new();
        module.section(&data);
        let known = format!("{READ}\n    return decodeText(ptr, len);\n}}\n{}", KIND.0);
        let quick = glue(&known, &module.finish()).unwrap();
        assert!(quick.contains("if (ptr < 1024 || ptr >= 1029 || len > 63) return read(ptr, len);"), "{quick}");
        assert!(quick.contains("function read(ptr, len) {\n    return decodeText(ptr, len);\n}"), "{quick}");
        assert!(quick.ends_with(KIND.1));
        assert!(glue("return decodeText(bytes);", &Module::new().finish()).is_err());
    }
}
