//! A compiled rubric, held as bytes with its texts laid out.

use std::rc::Rc;

use rubric_core::{Program, ProgramError};

use crate::form::Form;

/// A compiled rubric.
#[derive(Debug, Default)]
pub(crate) struct Rubric {
    bytes: Vec<u8>,
    /// Its texts.
    pub(crate) form: Rc<Form>,
}

impl Rubric {
    /// Takes a program's bytes.
    ///
    /// # Errors
    /// [`ProgramError`] when they are none.
    pub(crate) fn of(bytes: Vec<u8>) -> Result<Self, ProgramError> {
        let form = Rc::new(Form::of(&Program::parse(&bytes)?));
        Ok(Self { bytes, form })
    }

    /// The program as bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The program; nothing before a rubric is loaded. Views ask for it many times, so it is not verified each time.
    pub(crate) fn program(&self) -> Option<Program<'_>> {
        Program::again(&self.bytes)
    }
}
