//! What no page ever runs, left out of its program.
//!
//! Yew can do more than our views ask of it. That nobody asks shows only while a page runs, so no compiler leaves it away. Here
//! such a function keeps its place and loses what it does, and what is used by it alone goes when the program is bound. A
//! page that came to one all the same would stop there, which the tests in a browser would tell.

use std::collections::BTreeMap;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, DataSection, Function, Instruction, Module};
use wasmparser::{Data, FunctionBody, Parser};

use crate::budget::functions;
use crate::tools::Failure;

/// How the names of our views begin. Another program may use all that Yew can do.
const OURS: &str = "web_widget::views::";

/// How the names of functions begin that nobody calls.
const NEVER: [&str; 11] = [
    // One listener at the root of the element hears what is done in it; Yew is given none.
    "yew::dom_bundle::btag::listeners::ListenerRegistration::register",
    "yew::dom_bundle::btag::listeners::Registry::",
    "yew::dom_bundle::subtree_root::SubtreeData::add_listener",
    "yew::virtual_dom::listeners::ListenerKind::",
    // A view is of elements, texts, lists and components, and none waits for anything.
    "yew::dom_bundle::bportal::",
    "yew::dom_bundle::braw::",
    "yew::dom_bundle::bsuspense::",
    "yew::html::component::lifecycle::ComponentState::suspend",
    "yew::suspense::suspension::Suspension::",
    "js_sys::futures::jspi::spawn_promising",
    // An element knows its attributes by a list of names.
    "yew::dom_bundle::btag::attributes::<impl yew::virtual_dom::Attributes>::apply_diff_index_maps",
];

/// How the names of functions begin that are called and find nothing to do: there are no listeners, and nothing that waits.
const IDLE: [&str; 2] = [
    "yew::dom_bundle::btag::listeners::<impl yew::dom_bundle::btag::Apply for yew::virtual_dom::listeners::Listeners>::apply_diff",
    "yew::html::component::lifecycle::ComponentState::resume_existing_suspension",
];

/// The first and the last of the names of events, which Yew has in a row and listens to on nobody's behalf, and the bytes of
/// all. Where it is another number, something else may stand among them, and they stay.
const EVENTS: (&[u8], &[u8], usize) = (b"onabort", b"ontransitionstart", 1051);

/// The fewest bytes of a function that is left out: a shorter one may stand for others that do the same.
const LEAST: usize = 64;

/// A program without what a page with our views never runs; another program as it is.
///
/// # Errors
/// When the module cannot be read, or has no such function: then its name is another now.
pub(super) fn without(module: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let read = |error: &dyn std::fmt::Display| Failure(format!("a module cannot be read: {error}"));
    let (imported, names) = functions(&module).map_err(|error| read(&error))?;
    if !names.iter().any(|(_, name)| name.starts_with(OURS)) {
        return Ok(module);
    }
    let mut cut = Cut { next: imported, ..Cut::default() };
    let idle = IDLE.map(|begin| (begin, Instruction::Return));
    for (begin, does) in NEVER.map(|begin| (begin, Instruction::Unreachable)).into_iter().chain(idle) {
        let before = cut.does.len();
        let found = names.iter().filter(|(_, name)| name.trim_start_matches('<').starts_with(begin));
        cut.does.extend(found.map(|(at, _)| (*at, does.clone())));
        if cut.does.len() == before {
            return Err(Failure(format!("no function's name begins with `{begin}` any more")));
        }
    }
    let mut written = Module::new();
    cut.parse_core_module(&mut written, Parser::new(0), &module).map_err(|error| read(&error))?;
    Ok(written.finish())
}

/// Writes a module anew.
#[derive(Default)]
struct Cut {
    /// All that some functions do from now on.
    does: BTreeMap<u32, Instruction<'static>>,
    /// The function whose body comes next.
    next: u32,
}

impl Reencode for Cut {
    type Error = Infallible;

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Result<(), Error<Infallible>> {
        let does = self.does.get(&self.next).filter(|_| body.range().len() >= LEAST);
        self.next += 1;
        let Some(does) = does.cloned() else {
            return utils::parse_function_body(self, code, body);
        };
        let mut function = Function::new([]);
        function.instruction(&does).instruction(&Instruction::End);
        code.function(&function);
        Ok(())
    }

    fn parse_data(&mut self, data: &mut DataSection, datum: Data<'_>) -> Result<(), Error<Infallible>> {
        let mut bytes = datum.data.to_vec();
        let find = |name: &[u8]| bytes.windows(name.len()).position(|found| found == name);
        if let (Some(first), Some(last)) = (find(EVENTS.0), find(EVENTS.1))
            && let Some(names) = bytes.get_mut(first..last + EVENTS.1.len()).filter(|names| names.len() == EVENTS.2)
        {
            names.fill(0);
        }
        utils::parse_data(self, data, Data { data: &bytes, ..datum })
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ConstExpr, ExportKind, ExportSection, FunctionSection, NameMap, NameSection, TypeSection};
    use wasmparser::{Operator, Payload};

    use super::*;

    /// Names of events, among names of tags.
    fn events() -> Vec<u8> {
        let between = vec![b'o'; EVENTS.2 - EVENTS.0.len() - EVENTS.1.len()];
        [b"div", EVENTS.0, &between, EVENTS.1, b"span"].concat()
    }

    /// A program of one function for each name, which drops a number again and again, and of names of events.
    fn program(names: &[&str]) -> Vec<u8> {
        let (mut types, mut kinds) = (TypeSection::new(), FunctionSection::new());
        let (mut exports, mut code) = (ExportSection::new(), CodeSection::new());
        let (mut map, mut section) = (NameMap::new(), NameSection::new());
        types.ty().function([], []);
        for (at, name) in (0..).zip(names) {
            kinds.function(0);
            exports.export(&at.to_string(), ExportKind::Func, at);
            let mut function = Function::new([]);
            for _ in 0..LEAST {
                function.instruction(&Instruction::I32Const(1)).instruction(&Instruction::Drop);
            }
            function.instruction(&Instruction::End);
            code.function(&function);
            map.append(at, name);
        }
        section.functions(&map);
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(0), events());
        let mut module = Module::new();
        module.section(&types).section(&kinds).section(&exports).section(&code).section(&data).section(&section);
        module.finish()
    }

    /// What each function of a program does first.
    fn first(module: &[u8]) -> String {
        let bodies = Parser::new(0).parse_all(module).filter_map(|payload| match payload.unwrap() {
            Payload::CodeSectionEntry(body) => Some(body),
            _ => None,
        });
        let sign = |body: FunctionBody<'_>| match body.get_operators_reader().unwrap().read().unwrap() {
            Operator::Unreachable => 'x',
            Operator::Return => '-',
            _ => '.',
        };
        bodies.map(sign).collect()
    }

    #[test]
    fn what_is_never_run_stops_and_what_is_idle_returns_where_the_views_are_ours() {
        let ours = format!("{OURS}assess::view");
        let all: Vec<&str> = [ours.as_str(), "malloc"].into_iter().chain(NEVER).chain(IDLE).collect();
        let page = without(program(&all)).unwrap();
        assert_eq!(first(&page), format!("..{}{}", "x".repeat(NEVER.len()), "--"));
        let has = |module: &[u8], text: &[u8]| module.windows(text.len()).any(|found| found == text);
        assert!(has(&page, &[b"div".as_slice(), &[0; EVENTS.2], b"span"].concat()));
        let other = program(&all[1..]);
        assert_eq!(without(other.clone()).unwrap(), other);
        assert!(without(program(&all[..all.len() - 1])).is_err());
        assert!(without(b"no module".to_vec()).is_err());
    }
}
