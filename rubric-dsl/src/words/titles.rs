//! What things are called.

use rubric_core::records::{LeafId, NodeId};
use rubric_core::{Program, Row};

use super::Words;

/// How many things a node stands in: a competency and a domain.
const ABOVE: u8 = 2;

/// What a node is called away from its place in the rubric: its title, and, where another node has the same title, what the
/// node stands in.
#[must_use]
pub fn full_title(program: &Program<'_>, node: NodeId) -> String {
    told(program, node, ABOVE)
}

/// The same with no more than so many things that it stands in: a program from elsewhere may have nodes in nodes without end.
fn told(program: &Program<'_>, node: NodeId, above: u8) -> String {
    let Some(found) = program.node(node) else {
        return String::new();
    };
    let title = program.text(found.title);
    // A text stands in a program once.
    let is_shared = || program.nodes().iter().filter(|other| other.title == found.title).nth(1).is_some();
    match (found.parent.some(), above.checked_sub(1)) {
        (Some(parent), Some(above)) if is_shared() => format!("{title} ({})", told(program, parent, above)),
        _ => title.to_owned(),
    }
}

impl Words<'_, '_, '_, '_> {
    pub(super) fn node_title(&self, node: NodeId) -> String {
        full_title(self.evaluation.program(), node)
    }

    pub(super) fn leaf_title(&self, leaf: u16) -> String {
        let leaf = self.evaluation.program().leaf(LeafId::new(usize::from(leaf)));
        leaf.map_or_else(String::new, |leaf| self.node_title(leaf.node))
    }

    /// What all leaves of a row stand in.
    pub(super) fn leaves_title(&self, row: &Row) -> String {
        let mut nodes = self.evaluation.program().nodes().iter();
        let place = nodes.position(|node| node.leaf.index() == usize::from(row.a) && node.leaves == row.c);
        place.map_or_else(|| self.leaf_title(row.a), |place| self.node_title(NodeId::new(place)))
    }
}
