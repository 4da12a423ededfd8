//! What the tests of the workspace share: an executable specification, generated rubrics and assessments.

pub mod arithmetic;
pub mod cases;
pub mod columns;
pub mod everything;
pub mod findings;
pub mod generate;
pub mod hostile;
pub mod promises;
pub mod random;
pub mod reference;
pub mod sheets;
