//! Sets of nodes.

use rubric_core::records::{NodeId, NodeKind};

use super::Checker;
use super::expressions::Scope;
use crate::ast::{self, Set};
use crate::codes;
use crate::model::View;

impl<'a, 's> Checker<'a, 's> {
    /// The members of a set, in file order, and the side they are seen from. An empty set is reported.
    pub(super) fn members(&mut self, set: &Set<'s>, scope: &Scope<'_>) -> Option<(Vec<NodeId>, View)> {
        let view = self.view(set.by.as_ref(), scope);
        let view = self.keep(view);
        let of = match &set.of {
            Some(path) => {
                let node = self.node_in_scope(path, scope);
                Some(self.keep(node)?)
            }
            None => None,
        };
        let kind = match set.kind {
            ast::NodeKind::Domain => NodeKind::Domain,
            ast::NodeKind::Competency => NodeKind::Competency,
            _ => NodeKind::Indicator,
        };
        let tag = set.tagged.map(|tag| tag.text);
        let mut members = Vec::new();
        for (index, node) in self.model.nodes.iter().enumerate().filter(|(_, node)| node.kind == kind) {
            let tagged = tag.is_none_or(|tag| node.tags.iter().any(|own| own == tag));
            let id = NodeId::new(index);
            if tagged && of.is_none_or(|of| self.stands_below(id, of)) {
                members.push(id);
            }
        }
        if members.is_empty() {
            let tags = codes::names(self.model.nodes.iter().flat_map(|node| &node.tags));
            self.report(codes::rb607::empty(set.span, set.kind, tag, &tags));
            return None;
        }
        view.map(|view| (members, view))
    }

    fn stands_below(&self, node: NodeId, above: NodeId) -> bool {
        let mut at = self.model.node(node).and_then(|node| node.parent);
        while let Some(id) = at {
            if id == above {
                return true;
            }
            at = self.model.node(id).and_then(|node| node.parent);
        }
        false
    }

    /// The nearest node of a kind that a node stands in, itself included.
    pub(super) fn nearest(&self, node: NodeId, kind: NodeKind) -> Option<NodeId> {
        let mut at = Some(node);
        while let Some(id) = at {
            let found = self.model.node(id)?;
            if found.kind == kind {
                return Some(id);
            }
            at = found.parent;
        }
        None
    }
}
