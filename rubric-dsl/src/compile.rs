//! Model to program. Compiling cannot fail: what could go wrong was found when the model was checked.

mod entities;
mod expressions;
mod order;
mod ranges;
mod rows;
mod series;
mod writer;

use rubric_core::records::{RaterId, RowId, SourceSpan, TableHead, Walk};
use rubric_core::{Program, ProgramError, Section, Width, bounds};

use crate::codes::PROSE;
use crate::list::List;
use crate::model::{Expr, Model};
use crate::sorted::sorted;
use crate::span::Span;
pub(crate) use entities::place_of;
use rows::{Rows, Table};
use writer::Writer;

/// A compiled rubric.
#[derive(Clone, Debug)]
pub struct Compiled {
    bytes: Vec<u8>,
    extras: Vec<RowId>,
    doubts: Vec<Doubt>,
}

/// A number that the compiler could not prove to stay within its limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Doubt {
    pub(crate) span: Span,
    pub(crate) kind: DoubtKind,
}

/// What could not be proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DoubtKind {
    /// That the fraction fits 128-bit integers.
    Fineness,
    /// That the magnitude stays below a million.
    Magnitude,
    /// That the table stays within the limit on rows.
    Rows(usize),
}

impl Compiled {
    /// The program's bytes: the contents of an `.rbc` file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The program.
    ///
    /// # Errors
    /// None for a program that was compiled; the signature is that of [`Program::parse`].
    pub fn program(&self) -> Result<Program<'_>, ProgramError> {
        Program::parse(&self.bytes)
    }

    /// The rows of the conditions that [`compile_with`] was given, in their order.
    #[must_use]
    pub fn extras(&self) -> &[RowId] {
        &self.extras
    }

    pub(crate) fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }
}

/// Compiles a model.
#[must_use]
pub fn compile(model: &Model) -> Compiled {
    compile_with(model, &[])
}

/// Compiles a model together with further expressions, each for one perspective.
#[must_use]
pub fn compile_with(model: &Model, extras: &[(Option<RaterId>, &Expr)]) -> Compiled {
    let (mut writer, mut tables, extras) = laid_out(model, extras);
    let mut doubts = Vec::new();
    let bytes = settled(&mut writer, &mut tables, &mut doubts);
    if PROSE {
        doubts = sorted(doubts, Ord::cmp);
        doubts.dedup();
    }
    Compiled { bytes, extras, doubts }
}

/// A model as the sections of a program that is still to be settled, its tables, and the rows of the further expressions.
fn laid_out(model: &Model, extras: &[(Option<RaterId>, &Expr)]) -> (Writer, Vec<Table>, Vec<RowId>) {
    let mut writer = Writer::default();
    entities::write(model, &mut writer);
    let raters = (0..model.raters.len()).map(|index| Some(RaterId::new(index)));
    let mut rows_of_extras = vec![RowId::NONE; extras.len()];
    let mut tables = Vec::new();
    for perspective in raters.chain([None]) {
        let mut rows = Rows::new(model, &mut writer, perspective);
        rows.everything();
        for (slot, (_, expr)) in rows_of_extras.iter_mut().zip(extras).filter(|(_, (of, _))| *of == perspective) {
            *slot = rows.expr(expr);
        }
        let (table, places) = order::alike_together(rows.finish());
        let of_this = extras.iter().zip(&mut rows_of_extras).filter(|((of, _), _)| *of == perspective);
        for (_, slot) in of_this {
            *slot = order::moved(&places, *slot);
        }
        write_table(&mut writer, &table);
        tables.push(table);
    }
    (writer, tables, rows_of_extras)
}

/// The program that the sections become: with the narrowest integers that the engine's ranges prove to hold all its numbers,
/// and its digest.
fn settled(writer: &mut Writer, tables: &mut [Table], doubts: &mut Vec<Doubt>) -> Vec<u8> {
    // A table over the limit cannot be read back; it is reported, and never evaluated.
    for rows in tables.iter().map(|table| table.rows.len()).filter(|rows| PROSE && !bounds::ROWS.holds(*rows)) {
        doubts.push(Doubt { span: Span::default(), kind: DoubtKind::Rows(rows) });
    }
    let draft = writer.draft();
    let Ok(program) = Program::parse(&draft) else {
        return draft;
    };
    let width = ranges::settle(&program, writer, tables, doubts);
    writer.clear(Section::Rows);
    for table in &*tables {
        writer.run(Section::Rows, &table.rows);
    }
    for table in &*tables {
        let walk = Walk { series: writer.run(Section::Series, &series::of_table(table)) };
        writer.push(Section::Walks, &walk);
    }
    writer.program(width)
}

fn write_table(writer: &mut Writer, table: &Table) {
    let head = TableHead {
        rater: table.perspective.unwrap_or(RaterId::NONE),
        rows: writer.run(Section::Rows, &table.rows),
        items: writer.run(Section::Items, &table.items),
        index: writer.run(Section::Index, &table.index),
    };
    if PROSE {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let record = |span: &Span| SourceSpan { start: place(span.start()), end: place(span.end()) };
        writer.run(Section::Spans, &table.spans.iter().map(record).list());
    }
    writer.push(Section::Tables, &head);
}

/// The widest width, for the pass that finds out how wide numbers are.
const WIDEST: Width = Width::Bits128;
