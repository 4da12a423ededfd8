//! A module written so that brotli finds more that is alike in it. What it does stays the same.
//!
//! In which order functions stand, and which number a local has, means nothing to a browser. So functions of one type stand
//! together in the order of their bytes, the local that a function uses most often comes first of its type, and of functions
//! that are the same one is kept.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, Function, FunctionSection, Instruction, Module, ValType};
use wasmparser::{CodeSectionReader, FunctionBody, FunctionSectionReader, Operator, Parser, Payload, TypeRef};

use crate::tools::Failure;

/// A module with what is alike in it put together.
///
/// # Errors
/// When the module cannot be read.
pub(crate) fn together(module: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut module = module.to_vec();
    let mut stood = None;
    loop {
        let read = |error: &dyn std::fmt::Display| Failure(format!("a module cannot be read: {error}"));
        let mut placing = Placing::of(&module).map_err(|error| read(&error))?;
        let mut written = Module::new();
        placing.parse_core_module(&mut written, Parser::new(0), &module).map_err(|error| read(&error))?;
        module = written.finish();
        // Where two functions became one, those that call them may be the same now.
        if stood.replace(placing.kept.len()) == Some(placing.kept.len()) {
            return Ok(module);
        }
    }
}

/// Where everything of a module is put.
#[derive(Default)]
struct Placing {
    /// How many parameters each type of function has.
    parameters: Vec<u32>,
    /// The type of each function that is not imported.
    types: Vec<u32>,
    /// The functions that are kept, as they will stand.
    kept: Vec<usize>,
    /// The new place of each function, those that are imported before the others.
    functions: Vec<u32>,
    /// The new number of each local of the function at hand.
    locals: Vec<u32>,
    /// How many parameters it has.
    own: u32,
}

impl Placing {
    fn of(module: &[u8]) -> wasmparser::Result<Self> {
        let mut placing = Self::default();
        let mut bodies = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(types) => {
                    for found in types.into_iter_err_on_gc_types() {
                        placing.parameters.push(u32::try_from(found?.params().len()).unwrap_or(u32::MAX));
                    }
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        if matches!(import?.ty, TypeRef::Func(_)) {
                            placing.functions.push(placing.functions.len().try_into().unwrap_or(u32::MAX));
                        }
                    }
                }
                Payload::FunctionSection(types) => placing.types = types.into_iter().collect::<Result<_, _>>()?,
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        placing.put(&bodies);
        Ok(placing)
    }

    /// Puts functions by type and bytes. Of those with the same the first stands for all.
    fn put(&mut self, bodies: &[&[u8]]) {
        let mut alike: BTreeMap<(u32, &[u8]), Vec<usize>> = BTreeMap::new();
        for (at, (kind, body)) in self.types.iter().zip(bodies).enumerate() {
            alike.entry((*kind, body)).or_default().push(at);
        }
        let mut places = vec![0; bodies.len()];
        for (place, same) in (self.functions.len()..).zip(alike.into_values()) {
            self.kept.extend(same.first());
            for at in same {
                if let Some(known) = places.get_mut(at) {
                    *known = u32::try_from(place).unwrap_or(u32::MAX);
                }
            }
        }
        self.functions.extend(places);
    }

    fn local(&self, local: u32) -> u32 {
        let behind = local.checked_sub(self.own).and_then(|at| self.locals.get(at as usize));
        behind.copied().unwrap_or(local)
    }
}

impl Reencode for Placing {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        Ok(self.functions.get(function as usize).copied().unwrap_or(function))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for kind in self.kept.iter().filter_map(|at| self.types.get(*at)) {
            functions.function(*kind);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for at in self.kept.clone() {
            let kind = self.types.get(at).and_then(|kind| self.parameters.get(*kind as usize));
            self.own = kind.copied().unwrap_or(0);
            if let Some(body) = bodies.get(at) {
                self.parse_function_body(code, body.clone())?;
            }
        }
        Ok(())
    }

    /// Locals of one type stand together already.
    fn new_function_with_parsed_locals(&mut self, body: &FunctionBody<'_>) -> Result<Function, Error<Infallible>> {
        let mut locals: Vec<ValType> = Vec::new();
        for found in body.get_locals_reader()? {
            let (count, kind) = found?;
            let kind = self.val_type(kind)?;
            locals.extend((0..count).map(|_| kind));
        }
        let mut uses = vec![0_usize; locals.len()];
        for operator in body.get_operators_reader()? {
            if let Operator::LocalGet { local_index: local }
            | Operator::LocalSet { local_index: local }
            | Operator::LocalTee { local_index: local } = operator?
            {
                let behind = local.checked_sub(self.own).and_then(|at| uses.get_mut(at as usize));
                behind.into_iter().for_each(|uses| *uses += 1);
            }
        }
        let first = |kind: &ValType| locals.iter().position(|known| known == kind);
        let mut order: Vec<usize> = (0..locals.len()).collect();
        order.sort_by_key(|at| (locals.get(*at).and_then(first), Reverse(uses.get(*at).copied())));
        self.locals = vec![0; locals.len()];
        for (place, at) in (self.own..).zip(&order) {
            self.locals.get_mut(*at).into_iter().for_each(|known| *known = place);
        }
        Ok(Function::new_with_locals_types(order.iter().filter_map(|at| locals.get(*at).copied())))
    }

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error<Infallible>> {
        Ok(match utils::instruction(self, operator)? {
            Instruction::LocalGet(local) => Instruction::LocalGet(self.local(local)),
            Instruction::LocalSet(local) => Instruction::LocalSet(self.local(local)),
            Instruction::LocalTee(local) => Instruction::LocalTee(self.local(local)),
            other => other,
        })
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ExportKind, ExportSection, TypeSection};

    use super::*;

    /// A module of functions that take a number and give one, each exported under its place.
    fn module(functions: &[&dyn Fn(&mut Function)]) -> Vec<u8> {
        let (mut types, mut kinds) = (TypeSection::new(), FunctionSection::new());
        let (mut exports, mut code) = (ExportSection::new(), CodeSection::new());
        types.ty().function([ValType::I32], [ValType::I32]);
        for (at, write) in (0..).zip(functions) {
            kinds.function(0);
            exports.export(&at.to_string(), ExportKind::Func, at);
            let mut function = Function::new([(2, ValType::I32)]);
            write(&mut function);
            function.instruction(&Instruction::End);
            code.function(&function);
        }
        let mut module = Module::new();
        module.section(&types).section(&kinds).section(&exports).section(&code);
        module.finish()
    }

    /// Adds a number to what is given, by way of a local.
    fn adds(number: i32, local: u32) -> impl Fn(&mut Function) {
        move |function| {
            for instruction in [
                Instruction::I32Const(number),
                Instruction::LocalTee(local),
                Instruction::LocalGet(0),
                Instruction::I32Add,
            ] {
                function.instruction(&instruction);
            }
        }
    }

    fn calls(function: u32) -> impl Fn(&mut Function) {
        move |body| {
            body.instruction(&Instruction::LocalGet(0)).instruction(&Instruction::Call(function));
        }
    }

    /// What each export calls in the end: the number that is added.
    fn added(module: &[u8]) -> (usize, Vec<i32>) {
        let (mut bodies, mut exports) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload.unwrap() {
                Payload::ExportSection(found) => exports = found.into_iter().map(Result::unwrap).collect(),
                Payload::CodeSectionEntry(body) => bodies.push(body),
                _ => {}
            }
        }
        let follow = |mut at: u32| loop {
            let mut operators = bodies.get(at as usize).unwrap().get_operators_reader().unwrap().into_iter();
            match (operators.next().unwrap().unwrap(), operators.next().unwrap().unwrap()) {
                (Operator::I32Const { value }, Operator::LocalTee { local_index: 1 }) => return value,
                (_, Operator::Call { function_index }) => at = function_index,
                other => panic!("{other:?}"),
            }
        };
        exports.sort_by_key(|export| export.name.parse::<usize>().unwrap());
        (bodies.len(), exports.iter().map(|export| follow(export.index)).collect())
    }

    #[test]
    fn what_is_the_same_stands_once_and_does_what_it_did() {
        // Two that add one, though by another local; two that call them; one that adds two.
        let before = module(&[&adds(2, 1), &adds(1, 1), &calls(1), &adds(1, 2), &calls(3)]);
        let after = together(&before).unwrap();
        assert_eq!(added(&after), (3, vec![2, 1, 1, 1, 1]));
        assert!(together(b"no module").is_err());
    }
}
