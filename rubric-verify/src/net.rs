//! The rows that a question stands on, as a net: rows that do the same to the same are one node, constants are folded,
//! and what an assessment gives is a variable.
//!
//! Several tables can stand in one net: the same rubric before and after a rating rises, or two rubrics. What they share
//! is there once, and so is known to be equal.

use std::collections::HashMap;

use rubric_core::records::{NumberId, RowId, ScaleId};
use rubric_core::{Fraction, Item, Kind, NONE, Op, Program, Row, RowTable};

use crate::meaning;
use crate::slot::{Exact, Slot};

/// A node of a net.
pub(crate) type NodeAt = u32;

/// What a node does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    /// Holds a value.
    Constant(Slot),
    /// Holds what a variable was given, at one of its ports.
    Input(u32, u8),
    /// Does what a row does.
    Made(Made),
}

/// A node that is made from others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Made {
    pub(crate) op: Op,
    pub(crate) kind: Kind,
    pub(crate) how: u8,
    pub(crate) guarded: bool,
    /// The nodes it is made from.
    pub(crate) from: Vec<NodeAt>,
    /// Its constants.
    pub(crate) numbers: Vec<Exact>,
    /// Its weights, levels, cells, digits, as the operation has them.
    pub(crate) codes: Vec<i64>,
}

/// A net.
#[derive(Debug, Default)]
pub(crate) struct Net {
    nodes: Vec<Node>,
    known: HashMap<Node, NodeAt>,
}

/// What could not be put into a net: a number too fine for the integers it computes with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TooFine;

impl Net {
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Every node, those it stands on before it.
    pub(crate) fn all(&self) -> impl Iterator<Item = NodeAt> {
        (0..self.len()).filter_map(|at| NodeAt::try_from(at).ok())
    }

    pub(crate) fn node(&self, at: NodeAt) -> Option<&Node> {
        self.nodes.get(place(at))
    }

    pub(crate) fn made(&self, at: NodeAt) -> Option<&Made> {
        if let Some(Node::Made(made)) = self.node(at) { Some(made) } else { None }
    }

    /// What a node holds whatever is given.
    pub(crate) fn constant(&self, at: NodeAt) -> Option<&Slot> {
        if let Some(Node::Constant(slot)) = self.node(at) { Some(slot) } else { None }
    }

    /// The nodes that a node is made from.
    pub(crate) fn from(&self, at: NodeAt) -> &[NodeAt] {
        self.made(at).map_or(&[], |made| &made.from)
    }

    /// A node; one that is there already is not made again, and one made from constants is a constant.
    pub(crate) fn add(&mut self, node: Node) -> Result<NodeAt, TooFine> {
        if let Node::Made(made) = &node {
            let values: Option<Vec<Slot>> = made.from.iter().map(|from| self.constant(*from).cloned()).collect();
            if let Some(values) = values {
                let slot = meaning::of(made, &values).ok_or(TooFine)?;
                return self.add(Node::Constant(slot));
            }
        }
        if let Some(known) = self.known.get(&node) {
            return Ok(*known);
        }
        let at = NodeAt::try_from(self.nodes.len()).map_err(|_| TooFine)?;
        self.nodes.push(node.clone());
        self.known.insert(node, at);
        Ok(at)
    }

    /// Puts the rows that `wanted` stand on into the net, and says where `wanted` are. Rows that read the assessment are
    /// made by `input`.
    pub(crate) fn take_in(
        &mut self,
        program: &Program<'_>,
        table: &RowTable<'_>,
        wanted: &[RowId],
        input: &mut dyn FnMut(&mut Self, RowId, &Row) -> Result<NodeAt, TooFine>,
    ) -> Result<Vec<NodeAt>, TooFine> {
        let needed = cone(table, wanted);
        let mut places = vec![NodeAt::MAX; table.len()];
        let yes = self.add(Node::Constant(Slot::YES))?;
        for (id, row) in table.rows().filter(|(id, _)| needed.get(id.index()) == Some(&true)) {
            let at = match row.op {
                Op::Rating | Op::Figure | Op::Group | Op::Evidence | Op::Words => input(self, id, &row)?,
                Op::Context | Op::Judged | Op::Prior => input(self, id, &row)?,
                _ => {
                    let node = lowered(program, table, (id, &row), &places, yes).ok_or(TooFine)?;
                    self.add(node)?
                }
            };
            if let Some(place) = places.get_mut(id.index()) {
                *place = at;
            }
        }
        Ok(wanted.iter().filter_map(|row| places.get(row.index()).copied()).collect())
    }
}

/// A node's place as an index.
pub(crate) fn place(at: NodeAt) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// The rows that rows stand on, themselves among them.
pub(crate) fn cone(table: &RowTable<'_>, wanted: &[RowId]) -> Vec<bool> {
    let mut needed = vec![false; table.len()];
    let mark = |needed: &mut Vec<bool>, row: RowId| {
        if let Some(place) = needed.get_mut(row.index()) {
            *place = true;
        }
    };
    wanted.iter().for_each(|row| mark(&mut needed, *row));
    for at in (0..table.len()).rev() {
        if needed.get(at) == Some(&true) {
            table.because(RowId::new(at)).for_each(|row| mark(&mut needed, row));
        }
    }
    needed
}

/// A row as a node.
fn lowered(
    program: &Program<'_>,
    table: &RowTable<'_>,
    (id, row): (RowId, &Row),
    places: &[NodeAt],
    yes: NodeAt,
) -> Option<Node> {
    let number = |id: u16| Exact::of_wide(program.number(NumberId::new(usize::from(id))));
    let constant = match row.op {
        Op::Absent => Some(meaning::absent(row)),
        Op::Number => Some(Slot::Number(number(row.a)?)),
        Op::Level => Some(Slot::Level(1_u32.checked_shl(u32::from(row.a)).unwrap_or(0))),
        Op::Choice => Some(Slot::Index(row.a)),
        Op::Truth => Some(if row.a == 0 { Slot::NO } else { Slot::YES }),
        _ => None,
    };
    if let Some(constant) = constant {
        return Some(Node::Constant(constant));
    }
    let items: Vec<_> = table.items_of(row).iter().collect();
    let at = |row: u16| if row == NONE { Some(yes) } else { places.get(usize::from(row)).copied() };
    let from: Option<Vec<NodeAt>> = match row.op {
        Op::Decide => items.iter().map(|item| at(item.a)).collect(),
        Op::Choose => items.iter().flat_map(|item| [at(item.a), at(item.b)]).collect(),
        _ => table.because(id).map(|row| places.get(row.index()).copied()).collect(),
    };
    let code = |item: &Item| i64::from(item.b);
    let codes: Vec<i64> = match row.op {
        Op::Roll | Op::Coverage => items.iter().map(|item| item.weight).collect(),
        Op::Combine => items.iter().flat_map(|item| [item.weight, code(item)]).collect(),
        Op::Decide | Op::Best | Op::Worst => items.iter().map(code).collect(),
        Op::Matrix => core::iter::once(i64::from(row.c)).chain(items.iter().map(code)).collect(),
        Op::Cap | Op::CompareCounts => vec![i64::from(row.c)],
        Op::IsNode | Op::Round => vec![i64::from(row.b)],
        _ => Vec::new(),
    };
    let numbers: Option<Vec<Exact>> = match row.op {
        Op::Roll => [row.a, row.b].into_iter().map(number).collect(),
        Op::Linear => items.iter().flat_map(|item| [number(item.a), number(item.b)]).collect(),
        Op::LevelNumber => level_values(program, row.b),
        _ => Some(Vec::new()),
    };
    let (from, numbers) = from.zip(numbers)?;
    Some(Node::Made(Made { op: row.op, kind: row.kind, how: row.how, guarded: row.guarded != 0, from, numbers, codes }))
}

/// The values of a scale's levels.
fn level_values(program: &Program<'_>, scale: u16) -> Option<Vec<Exact>> {
    let found = program.scale(ScaleId::new(usize::from(scale)))?;
    let value = |num: i64| Fraction::new(i128::from(num), i128::from(found.den)).and_then(Exact::of_wide);
    program.levels_in(found.levels).iter().map(|level| value(level.num)).collect()
}
