//! The tree: domains, competencies and leaves.

use rubric_core::records::{LeafId, NodeId, NodeKind, Roll, ScaleId};
use rubric_core::{Fraction, bounds};

use super::expressions::Scope;
use super::form::is_percentage;
use super::{Checker, names};
use crate::ast::{self, Expr, ItemKind, NodeItemKind, NodeOptionKind, RollWord, dotted};
use crate::codes;
use crate::constant;
use crate::list::List;
use crate::model::{Node, Type};
use crate::span::Span;

/// What a node takes over from the nodes it stands in.
#[derive(Clone)]
pub(super) struct Inherited {
    pub(super) parent: Option<NodeId>,
    pub(super) path: String,
    pub(super) needs: Fraction,
    pub(super) scale: Option<ScaleId>,
    pub(super) answers: Vec<bool>,
    pub(super) tags: Vec<String>,
}

/// What the options of a node say.
#[derive(Default)]
pub(super) struct Options<'a, 's> {
    pub(super) cumulative: Option<Span>,
    pub(super) limits: Option<(&'a ast::Signed<'s>, &'a ast::Signed<'s>, Span)>,
    pub(super) words: Option<(&'a ast::Literal<'s>, Span)>,
    pub(super) weight: Option<(&'a Expr<'s>, Span)>,
    pub(super) scale: Option<(ast::Name<'s>, Span)>,
    pub(super) needs: Option<(&'a Expr<'s>, Span)>,
    pub(super) roll: Option<(RollWord, Span)>,
    pub(super) answers: Option<(&'a [ast::Name<'s>], Span)>,
    pub(super) only_when: Option<(&'a Expr<'s>, Span)>,
    pub(super) tags: Vec<ast::Name<'s>>,
}

impl<'a, 's> Checker<'a, 's> {
    pub(super) fn nodes(&mut self) {
        let needs = self.first(|kind| if let ItemKind::Needs(share) = kind { Some(share) } else { None });
        self.model.needs = needs.and_then(|share| self.share(share)).unwrap_or(Fraction::ONE);
        let inherited = Inherited {
            parent: None,
            path: String::new(),
            needs: self.model.needs,
            scale: (!self.model.scales.is_empty() && !self.names.scales.is_empty()).then(|| ScaleId::new(0)),
            answers: vec![true; self.model.answers.len()],
            tags: Vec::new(),
        };
        // The first scale is the one that leaves use unless they say otherwise.
        if let Some(scale) = self.first(|kind| if let ItemKind::Scale(scale) = kind { Some(scale) } else { None }) {
            self.mention(scale.name.text);
        }
        self.nodes_of(&mut self.roots(), &inherited, self.rubric.name.span);
        self.limit(&bounds::LEAVES, self.model.leaves.len(), self.rubric.name.span);
        self.leaf_ranges();
        self.shared_scales();
    }

    /// Makes nodes that stand beside each other and everything below them; gives those that roll up.
    fn nodes_of(
        &mut self,
        nodes: &mut dyn Iterator<Item = &'a ast::Node<'s>>,
        inherited: &Inherited,
        span: Span,
    ) -> Vec<NodeId> {
        let (mut rolled, mut total, mut like) = (Vec::new(), Some(Fraction::ZERO), true);
        for node in nodes {
            let id = self.node_of(node, inherited);
            if matches!(node.kind, ast::NodeKind::Number | ast::NodeKind::Narrative) {
                continue;
            }
            rolled.push(id);
            let weight = node
                .options
                .iter()
                .find_map(|option| if let NodeOptionKind::Weight(weight) = &option.kind { Some(weight) } else { None });
            like &= weight.is_some_and(|weight| self.is_like_percentage(weight));
            total = total.and_then(|total| total.plus(self.model.node(id)?.weight));
        }
        // Percentages of siblings total a whole.
        if let Some(total) = total.filter(|total| like && !rolled.is_empty() && *total != Fraction::ONE) {
            self.report(codes::rb402::not_whole(span, total, "the weights"));
        }
        rolled
    }

    /// Makes a node and everything below it; gives its name in the tree.
    fn node_of(&mut self, node: &'a ast::Node<'s>, inherited: &Inherited) -> NodeId {
        let options = self.options(node);
        let id = NodeId::new(self.model.nodes.len());
        let path = dotted([inherited.path.as_str(), node.name.text]);
        let own = self.inherit(&options, inherited, id, &path);
        let has_children = names::children(node).next().is_some();
        self.misplaced(node, &options, has_children);
        let title = self.text(&[&path], &node.title);
        let made = Node {
            name: node.name.text.to_owned(),
            title,
            kind: kind_of(node.kind),
            parent: inherited.parent,
            children: Vec::new(),
            first_leaf: LeafId::NONE,
            leaves: 0,
            weight: options.weight.and_then(|(weight, _)| self.weight(weight)).unwrap_or(Fraction::ONE),
            needs: own.needs,
            roll: options.roll.map_or(Roll::Mean, |(roll, _)| roll_of(roll)),
            only_when: options.only_when.and_then(|(condition, _)| self.truth(condition, &Scope::CONTEXT)),
            when: options.only_when.map(|(condition, _)| crate::format::expression(condition)).unwrap_or_default(),
            scale: None,
            tags: own.tags.clone(),
            about: self.about_of(node, &path),
            asks: self.asks_of(node, &path),
            leaf: None,
            span: node.span.to(node.title.span),
            path,
        };
        self.model.nodes.push(made);
        if has_children {
            let children = self.nodes_of(&mut names::children(node), &own, node.name.span);
            if let Some(made) = self.model.nodes.get_mut(id.index()) {
                made.children = children;
            }
        } else {
            let leaf = self.leaf_of(node, id, &options, &own);
            self.model.leaves.push(id);
            if let Some(made) = self.model.nodes.get_mut(id.index()) {
                made.scale = own.scale.filter(|_| leaf.form.is_rated());
                made.leaf = Some(leaf);
            }
        }
        id
    }

    fn inherit(&mut self, options: &Options<'a, 's>, inherited: &Inherited, id: NodeId, path: &str) -> Inherited {
        let scale = options.scale.and_then(|(name, _)| {
            let scale = self.scale(name);
            self.keep(scale)
        });
        let answers = options.answers.map(|(names, _)| self.narrowed(names, &inherited.answers));
        let needs = options.needs.and_then(|(share, _)| self.share(share));
        let tags = options.tags.iter().map(|tag| tag.text.to_owned());
        Inherited {
            parent: Some(id),
            path: path.to_owned(),
            needs: needs.unwrap_or(inherited.needs),
            scale: scale.or(inherited.scale),
            answers: answers.unwrap_or_else(|| inherited.answers.clone()),
            tags: inherited.tags.iter().cloned().chain(tags).list(),
        }
    }

    /// The answers that stay allowed when a node names those it allows.
    fn narrowed(&mut self, names: &[ast::Name<'s>], allowed: &[bool]) -> Vec<bool> {
        let mut kept = vec![false; allowed.len()];
        for name in names {
            let place = self.names.answers.get(name.text).copied();
            match place.and_then(|place| kept.get_mut(place).zip(allowed.get(place))) {
                Some((kept, allowed)) => *kept = *allowed,
                None => {
                    let known = self.names.answers.keys().copied();
                    self.found.push(codes::rb201::unknown(name.span, name.text, "an answer", known));
                }
            }
        }
        kept
    }

    /// Sorts the options of a node, those written in its braces included.
    fn options(&mut self, node: &'a ast::Node<'s>) -> Options<'a, 's> {
        let mut options = Options::default();
        node.options.iter().for_each(|option| self.option(option, &mut options));
        for item in node.items() {
            if let NodeItemKind::Option(option) = &item.kind {
                self.option(option, &mut options);
            }
        }
        options
    }

    fn option(&mut self, option: &'a ast::NodeOption<'s>, options: &mut Options<'a, 's>) {
        let span = option.span;
        let first = match &option.kind {
            NodeOptionKind::Cumulative => options.cumulative.replace(span),
            NodeOptionKind::Between(low, high) => options.limits.replace((low, high, span)).map(|(.., span)| span),
            NodeOptionKind::Words(count) => options.words.replace((count, span)).map(|(_, span)| span),
            NodeOptionKind::Weight(weight) => options.weight.replace((weight, span)).map(|(_, span)| span),
            NodeOptionKind::Using(scale) => options.scale.replace((*scale, span)).map(|(_, span)| span),
            NodeOptionKind::Needs(share) => options.needs.replace((share, span)).map(|(_, span)| span),
            NodeOptionKind::Rolls(roll) => options.roll.replace((*roll, span)).map(|(_, span)| span),
            NodeOptionKind::Answers(names) => options.answers.replace((names, span)).map(|(_, span)| span),
            NodeOptionKind::OnlyWhen(condition) => options.only_when.replace((condition, span)).map(|(_, span)| span),
            NodeOptionKind::Tag(tags) => {
                options.tags.extend(tags);
                None
            }
        };
        if let Some(first) = first {
            self.report(codes::rb110::twice(span, first, "this option"));
        }
    }

    /// Options and statements that do not belong to a node of this kind.
    fn misplaced(&mut self, node: &'a ast::Node<'s>, options: &Options<'a, 's>, group: bool) {
        use ast::NodeKind as Kind;
        let rated = !matches!(node.kind, Kind::Number | Kind::Narrative);
        let word = node.kind.word();
        if !rated && group {
            self.report(codes::rb310::childless(node.name.span, word));
        }
        if node.kind == Kind::Indicator && group {
            self.report(codes::rb310::childless(node.name.span, word));
        }
        let mut check = |holds: bool, span: Option<Span>, what: &str| {
            if let Some(span) = span.filter(|_| !holds) {
                self.found.push(codes::rb310::misplaced(span, what, if group { "a group" } else { word }));
            }
        };
        check(rated && !group, options.cumulative, "`cumulative`");
        check(node.kind == Kind::Number, options.limits.map(|(.., span)| span), "`from … to …`");
        check(node.kind == Kind::Narrative, options.words.map(|(_, span)| span), "`at least … words`");
        check(rated, options.weight.map(|(_, span)| span), "`weight`");
        check(rated, options.scale.map(|(_, span)| span), "`using`");
        check(group, options.needs.map(|(_, span)| span), "`needs`");
        check(group, options.roll.map(|(_, span)| span), "`rolls up by`");
        for item in node.items() {
            match &item.kind {
                NodeItemKind::Level(_) => check(rated && !group, Some(item.span), "a descriptor"),
                NodeItemKind::Evidence(_) => check(!group, Some(item.span), "`evidence`"),
                NodeItemKind::Comment(_) => check(!group, Some(item.span), "`comment required`"),
                _ => {}
            }
        }
        if node.kind == Kind::Number && options.limits.is_none() {
            self.report(codes::rb308::no_limits(node.name.span, node.name.text));
        }
    }

    fn about_of(&mut self, node: &'a ast::Node<'s>, path: &str) -> String {
        let mut first = None;
        for item in node.items() {
            if let NodeItemKind::About(text) = &item.kind {
                self.second(&mut first, (text, item.span), "`about`");
            }
        }
        first.map(|(first, _)| self.text(&[path, "about"], first)).unwrap_or_default()
    }

    /// Keeps the first of several things; each further one is reported.
    pub(super) fn second<T>(&mut self, first: &mut Option<(T, Span)>, (thing, span): (T, Span), what: &str) {
        match first {
            Some((_, place)) => self.found.push(codes::rb110::twice(span, *place, what)),
            None => *first = Some((thing, span)),
        }
    }

    fn asks_of(&mut self, node: &'a ast::Node<'s>, path: &str) -> Vec<String> {
        let mut asks = Vec::new();
        for item in node.items() {
            if let NodeItemKind::Ask(text) = &item.kind {
                let count = (asks.len() + 1).to_string();
                asks.push(self.text(&[path, "ask", &count], text));
            }
        }
        asks
    }

    /// A weight: a constant above nought.
    pub(super) fn weight(&mut self, expr: &'a Expr<'s>) -> Option<Fraction> {
        let checked = self.number(expr, &Scope::CONSTANTS)?;
        match constant::number(&checked) {
            Some(weight) if weight > Fraction::ZERO => Some(weight),
            Some(weight) => {
                self.report(codes::rb401::not_positive(expr.span, weight));
                None
            }
            None => {
                self.report(codes::rb411::not_constant(expr.span, "a weight"));
                None
            }
        }
    }

    /// A share of weight, from nought to one.
    fn share(&mut self, expr: &'a Expr<'s>) -> Option<Fraction> {
        let checked = self.number(expr, &Scope::CONSTANTS)?;
        let Some(share) = constant::number(&checked) else {
            self.report(codes::rb411::not_constant(expr.span, "the share that is needed"));
            return None;
        };
        if share < Fraction::ZERO || share > Fraction::ONE {
            self.report(codes::rb404::outside(expr.span, share));
        }
        Some(share)
    }

    /// Whether a weight is written with percentages, or with settings that are.
    fn is_like_percentage(&self, expr: &Expr<'s>) -> bool {
        match &expr.kind {
            ast::ExprKind::Number(_) => is_percentage(expr),
            ast::ExprKind::Sum(first, rest) => {
                self.is_like_percentage(first) && rest.iter().all(|(_, next)| self.is_like_percentage(next))
            }
            ast::ExprKind::Group(inner) => self.is_like_percentage(inner),
            ast::ExprKind::Path(path, None) => self.rubric.items.iter().any(|item| match &item.kind {
                ItemKind::Setting(setting) => {
                    path.text() == setting.name.text && setting.value.literal.text.ends_with('%')
                }
                _ => false,
            }),
            _ => false,
        }
    }

    /// The scale that all rated leaves below a node share, and whether it can be rolled up as the node says.
    fn shared_scales(&mut self) {
        for index in (0..self.model.nodes.len()).rev() {
            let Some(node) = self.model.nodes.get(index) else {
                continue;
            };
            if node.leaf.is_some() {
                continue;
            }
            let below = || node.children.iter().filter_map(|child| self.model.node(*child)).map(|child| child.scale);
            let shared = below().next().flatten().filter(|first| below().all(|scale| scale == Some(*first)));
            let unvalued = |scale: &ScaleId| self.model.scale(*scale).is_some_and(|scale| !scale.valued);
            let first_unvalued = below().flatten().find(unvalued);
            let finding = match (first_unvalued, shared, node.roll) {
                (None, _, _) => None,
                (Some(scale), None, _) => Some(codes::rb410::mixed(node.span, &node.name, self.scale_name(scale))),
                (Some(scale), Some(_), Roll::Mean | Roll::Sum) => {
                    Some(codes::rb403::no_values(node.span, &node.name, self.scale_name(scale), node.roll == Roll::Sum))
                }
                _ => None,
            };
            self.found.extend(finding);
            if let Some(node) = self.model.nodes.get_mut(index) {
                node.scale = shared;
            }
        }
        self.order_of_raters();
    }

    /// Levels without values cannot be averaged over raters either.
    fn order_of_raters(&mut self) {
        let mut scales = self.model.leaves.iter().filter_map(|leaf| self.model.scale(self.model.node(*leaf)?.scale?));
        let Some(scale) = scales.find(|scale| !scale.valued) else {
            return;
        };
        for rater in self.model.raters.iter().filter(|rater| rater.many) {
            self.found.push(codes::rb403::group(rater.span, &rater.name, &scale.name));
        }
        let combines =
            self.rubric.items.iter().find(|item| matches!(&item.kind, ItemKind::Combine(shares) if shares.len() > 1));
        if let Some(span) = combines.map(|item| item.span) {
            self.found.push(codes::rb403::combined(span, &scale.name));
        }
    }

    fn scale_name(&self, scale: ScaleId) -> &str {
        self.model.scale(scale).map_or("", |scale| scale.name.as_str())
    }

    /// What the score of a node is: a number, or a level where its scale has no values.
    pub(super) fn type_of(&self, node: NodeId) -> Type {
        let scale = self.model.node(node).and_then(|node| node.scale);
        match scale.filter(|scale| self.model.scale(*scale).is_some_and(|scale| !scale.valued)) {
            Some(scale) => Type::Level(scale),
            None => Type::Number,
        }
    }
}

const fn kind_of(kind: ast::NodeKind) -> NodeKind {
    match kind {
        ast::NodeKind::Domain => NodeKind::Domain,
        ast::NodeKind::Competency => NodeKind::Competency,
        ast::NodeKind::Indicator => NodeKind::Indicator,
        ast::NodeKind::Number => NodeKind::Number,
        ast::NodeKind::Narrative => NodeKind::Narrative,
    }
}

const fn roll_of(roll: RollWord) -> Roll {
    match roll {
        RollWord::Mean => Roll::Mean,
        RollWord::Sum => Roll::Sum,
        RollWord::Median => Roll::Median,
        RollWord::MedianHigh => Roll::MedianHigh,
        RollWord::Lowest => Roll::Lowest,
        RollWord::Highest => Roll::Highest,
    }
}
