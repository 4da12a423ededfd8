//! What things are called.

use rubric_core::records::{LeafId, NodeId};
use rubric_core::{Program, Row};

use super::Words;

/// What a node is called away from its place in the rubric: its title, and, where another node has the same title, what the
/// node stands in.
#[must_use]
pub fn full_title(program: &Program<'_>, node: NodeId) -> String {
    let Some(found) = program.node(node) else {
        return String::new();
    };
    let title = program.text(found.title);
    let has_title = program.nodes().iter().filter(|other| {
        other.title == found.title || other.title.len == found.title.len && program.text(other.title) == title
    });
    // A program from elsewhere may let nodes stand in each other.
    match found.parent.some().filter(|parent| parent.index() < node.index()) {
        Some(parent) if has_title.count() > 1 => format!("{title} ({})", full_title(program, parent)),
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
        let covers =
            |node: &rubric_core::records::Node| node.leaf.index() == usize::from(row.a) && node.leaves == row.c;
        let place = self.evaluation.program().nodes().iter().position(|node| covers(&node));
        place.map_or_else(|| self.leaf_title(row.a), |place| self.node_title(NodeId::new(place)))
    }
}
