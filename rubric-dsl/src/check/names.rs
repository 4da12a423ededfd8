//! Every name, and what it stands for.

use rubric_core::bounds;
use rubric_core::records::{ContextId, JudgedId, MeasureId, NodeId, OutcomeId, RaterId, ScaleId};

use super::Checker;
use crate::ast::{ItemKind, Name, Node, NodeItemKind, Path, dotted};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::list::List;
use crate::named::Named;
use crate::span::Span;

/// What a name of the rubric stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Global {
    Context(ContextId),
    Setting(usize),
    Measure(MeasureId),
    Outcome(OutcomeId),
    Judged(JudgedId),
}

impl Global {
    pub(super) const fn what(self) -> &'static str {
        match self {
            Self::Context(_) => "a context value",
            Self::Setting(_) => "a setting",
            Self::Measure(_) => "a measure",
            Self::Outcome(_) => "an outcome",
            Self::Judged(_) => "a judgement",
        }
    }
}

/// The names of a rubric.
#[derive(Default)]
pub(super) struct Names<'s> {
    pub(super) globals: Named<&'s str, (Global, Span)>,
    pub(super) scales: Named<&'s str, ScaleId>,
    pub(super) answers: Named<&'s str, usize>,
    pub(super) raters: Named<&'s str, RaterId>,
    pub(super) settings: Named<&'s str, usize>,
    /// Every tail of every node's path.
    pub(super) tails: Named<String, Vec<NodeId>>,
    /// The levels of each outcome, where they are known.
    pub(super) outcome_scales: Vec<Option<ScaleId>>,
    /// The levels of each judgement, where they are known.
    pub(super) judged_scales: Vec<Option<ScaleId>>,
    /// Full paths, by node.
    pub(super) paths: Vec<String>,
}

/// Words that an expression reads as its own.
const EXPRESSION_WORDS: [&str; 12] =
    ["or", "and", "not", "is", "between", "by", "where", "of", "tagged", "domains", "competencies", "indicators"];

impl<'a, 's> Checker<'a, 's> {
    /// Gives every declared name its place, and reports names that are declared twice.
    pub(super) fn declare(&mut self) {
        let mut first: [Named<&str, Span>; 4] = Default::default();
        let mut counts = [0_usize; 9];
        for item in &self.rubric.items {
            let Some((name, family, slot)) = declared(&item.kind) else {
                continue;
            };
            // The values are one family.
            let first = first.get_mut(slot.min(3));
            if let Some(place) = first.and_then(|first| first.insert(name.text, name.span)) {
                self.found.push(codes::rb203::twice(name.span, place, name.text));
            }
            if family == "value" || family == "rater" {
                self.doubtful(name);
            }
            let Some(count) = counts.get_mut(slot) else {
                continue;
            };
            let index = *count;
            *count += 1;
            self.declare_name(&item.kind, name, index);
        }
        self.declare_nodes();
        if codes::PROSE {
            self.hidden_nodes();
        }
        self.limit(&bounds::RATERS, counts.get(2).copied().unwrap_or(0), self.rubric.name.span);
        self.limit(&bounds::ANSWERS, counts.get(1).copied().unwrap_or(0), self.rubric.name.span);
        self.limit(&bounds::SETTINGS, counts.get(4).copied().unwrap_or(0), self.rubric.name.span);
    }

    fn declare_name(&mut self, kind: &ItemKind<'s>, name: Name<'s>, index: usize) {
        let global = match kind {
            ItemKind::Scale(_) => {
                self.names.scales.insert(name.text, ScaleId::new(index));
                return;
            }
            ItemKind::Answer(_) => {
                self.names.answers.insert(name.text, index);
                return;
            }
            ItemKind::Rater(_) => {
                self.names.raters.insert(name.text, RaterId::new(index));
                return;
            }
            ItemKind::Setting(_) => {
                self.names.settings.insert(name.text, index);
                Global::Setting(index)
            }
            ItemKind::Context(_) => Global::Context(ContextId::new(index)),
            ItemKind::Measure(_) => Global::Measure(MeasureId::new(index)),
            ItemKind::Outcome(_) => Global::Outcome(OutcomeId::new(index)),
            ItemKind::Judged(_) => Global::Judged(JudgedId::new(index)),
            _ => return,
        };
        self.names.globals.insert(name.text, (global, name.span));
    }

    fn doubtful(&mut self, name: Name<'s>) {
        if EXPRESSION_WORDS.contains(&name.text) {
            self.found.push(codes::rb112::doubtful(name.span, name.text, "in an expression it is read as a keyword"));
        }
    }

    fn declare_nodes(&mut self) {
        self.declare_level(&mut self.roots(), "");
        let count = self.names.paths.len();
        self.limit(&bounds::NODES, count, self.rubric.name.span);
        for (index, path) in self.names.paths.iter().enumerate() {
            let starts = std::iter::once(0).chain(path.match_indices('.').map(|(at, _)| at + 1));
            for start in starts {
                let tail = path.get(start..).unwrap_or("").to_owned();
                if let Some(nodes) = self.names.tails.or_default(tail) {
                    nodes.push(NodeId::new(index));
                }
            }
        }
    }

    /// The nodes that stand directly in the rubric.
    pub(super) fn roots(&self) -> impl Iterator<Item = &'a Node<'s>> + use<'a, 's> {
        self.items(|kind| if let ItemKind::Node(node) = kind { Some(node) } else { None }).map(|(node, _)| node)
    }

    fn declare_level(&mut self, nodes: &mut dyn Iterator<Item = &'a Node<'s>>, parent: &str) {
        let mut first = Named::default();
        for node in nodes {
            self.doubtful(node.name);
            if let Some(place) = first.insert(node.name.text, node.name.span) {
                self.found.push(codes::rb203::twice(node.name.span, place, node.name.text));
            }
            let path = dotted([parent, node.name.text]);
            self.names.paths.push(path.clone());
            self.declare_level(&mut children(node), &path);
        }
    }

    /// Nodes whose own name a measure or another value takes in expressions.
    fn hidden_nodes(&mut self) {
        for (name, (global, span)) in self.names.globals.iter() {
            let hidden = self.names.tails.get(name).is_some_and(|nodes| !nodes.is_empty());
            if hidden {
                self.found.push(codes::rb207::hidden(*span, name, global.what()));
            }
        }
    }

    /// The node that a path names, or why there is none.
    pub(super) fn node(&self, path: &Path<'_>) -> Result<NodeId, Diagnostic> {
        self.find_node(&path.names, path.span, None)
    }

    /// The node that a path names, looked for below `within` where one is given.
    pub(super) fn find_node(
        &self,
        names: &[Name<'_>],
        span: Span,
        within: Option<NodeId>,
    ) -> Result<NodeId, Diagnostic> {
        let text = dotted(names.iter().map(|name| name.text));
        let base = within.and_then(|node| self.names.paths.get(node.index()));
        let inside = |node: &NodeId| match (base, self.names.paths.get(node.index())) {
            (Some(base), Some(path)) => path.strip_prefix(base.as_str()).is_some_and(|rest| rest.starts_with('.')),
            _ => true,
        };
        let found: Vec<NodeId> = self.names.tails.get(&text).into_iter().flatten().copied().filter(inside).list();
        match found.as_slice() {
            [only] => Ok(*only),
            [] => Err(codes::rb201::unknown(span, &text, "a node", self.names.tails.keys().map(String::as_str))),
            several => {
                // A whole path is never ambiguous: it is what the others are told apart by.
                let whole =
                    several.iter().find(|node| self.names.paths.get(node.index()).is_some_and(|path| *path == text));
                let paths = || codes::names(several.iter().filter_map(|node| self.names.paths.get(node.index())));
                whole.copied().ok_or_else(|| codes::rb202::ambiguous(span, &text, &paths()))
            }
        }
    }

    pub(super) fn rater(&self, name: Name<'_>) -> Result<RaterId, Diagnostic> {
        self.names
            .raters
            .get(name.text)
            .copied()
            .ok_or_else(|| codes::rb201::unknown(name.span, name.text, "a rater", self.names.raters.keys().copied()))
    }

    pub(super) fn scale(&mut self, name: Name<'s>) -> Result<ScaleId, Diagnostic> {
        self.mention(name.text);
        self.names
            .scales
            .get(name.text)
            .copied()
            .ok_or_else(|| codes::rb201::unknown(name.span, name.text, "a scale", self.names.scales.keys().copied()))
    }

    /// The level of a scale or outcome that a name stands for.
    pub(super) fn level(&self, scale: ScaleId, name: Name<'_>) -> Result<u8, Diagnostic> {
        let levels = self.model.scale(scale).map_or(&[][..], |scale| &scale.levels);
        let place = levels.iter().position(|level| level.name == name.text);
        place.and_then(|place| u8::try_from(place).ok()).ok_or_else(|| {
            codes::rb201::unknown(name.span, name.text, "a level", levels.iter().map(|level| level.name.as_str()))
        })
    }
}

/// The nodes that stand in a node's braces.
pub(super) fn children<'a, 's>(node: &'a Node<'s>) -> impl Iterator<Item = &'a Node<'s>> {
    node.items().iter().filter_map(|item| if let NodeItemKind::Node(node) = &item.kind { Some(node) } else { None })
}

/// The name that a statement declares, the family in which it must be the only one, and a place to count it.
fn declared<'s>(kind: &ItemKind<'s>) -> Option<(Name<'s>, &'static str, usize)> {
    Some(match kind {
        ItemKind::Scale(scale) => (scale.name, "scale", 0),
        ItemKind::Answer(answer) => (answer.name, "answer", 1),
        ItemKind::Rater(rater) => (rater.name, "rater", 2),
        ItemKind::Context(context) => (context.name, "value", 3),
        ItemKind::Setting(setting) => (setting.name, "value", 4),
        ItemKind::Measure(measure) => (measure.name, "value", 5),
        ItemKind::Outcome(outcome) => (outcome.name, "value", 6),
        ItemKind::Judged(judged) => (judged.name, "value", 7),
        _ => return None,
    })
}
