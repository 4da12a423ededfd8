//! Leaves: how they are rated, what their levels look like, what they ask for.

use rubric_core::records::{LeafForm, LeafId, NodeId, Policy, ScaleId};
use rubric_core::{Decimal, Fraction, Rating, bounds};

use super::Checker;
use super::expressions::Scope;
use super::form::{decimal, whole};
use super::nodes::{Inherited, Options};
use crate::ast::{self, NodeItemKind};
use crate::codes;
use crate::constant;
use crate::list::List;
use crate::model::{Leaf, Practice, Scale};
use crate::named::Named;

impl<'a, 's> Checker<'a, 's> {
    pub(super) fn leaf_of(
        &mut self,
        node: &'a ast::Node<'s>,
        id: NodeId,
        options: &Options<'a, 's>,
        own: &Inherited,
    ) -> Leaf {
        let form = match node.kind {
            ast::NodeKind::Number => LeafForm::Number,
            ast::NodeKind::Narrative => LeafForm::Narrative,
            _ if options.cumulative.is_some() => LeafForm::Cumulative,
            _ => LeafForm::Rated,
        };
        let rated = form.is_rated();
        if rated && own.scale.is_none() {
            self.report(codes::rb309::no_scale(node.name.span, node.name.text));
        }
        let limits = options.limits.map(|(low, high, _)| {
            self.range(low, high);
            (decimal(low), decimal(high).max(decimal(low)))
        });
        let (evidence, evidence_first, kinds) = self.evidence_of(node);
        let mut leaf = Leaf {
            form,
            answers: self.meaningful(&own.answers, own.scale.filter(|_| rated)),
            comments: Vec::new(),
            evidence,
            evidence_first,
            kinds,
            descriptors: Vec::new(),
            practices: Vec::new(),
            limits: limits.unwrap_or((Decimal::ZERO, Decimal::ZERO)),
            words: options.words.map_or(0, |(count, _)| u32::try_from(whole(self, count, &bounds::WORDS)).unwrap_or(0)),
        };
        if let Some(scale) = own.scale.filter(|_| rated) {
            self.levels_of(node, scale, &own.path, &mut leaf);
            leaf.comments = self.commented(node, id, scale);
        }
        leaf
    }

    /// The answers that mean something at a leaf: one that counts as a level does so only where the scale has the level.
    fn meaningful(&self, answers: &[bool], scale: Option<ScaleId>) -> Vec<bool> {
        let counted = |at: usize| scale.and_then(|scale| self.model.scale(scale)?.counted.get(at).copied().flatten());
        let means = |at: usize| {
            self.model.answers.get(at).is_some_and(|answer| answer.policy != Policy::CountsAs || counted(at).is_some())
        };
        answers.iter().enumerate().map(|(at, allowed)| *allowed && means(at)).list()
    }

    fn evidence_of(&mut self, node: &'a ast::Node<'s>) -> (u16, bool, Vec<String>) {
        let mut first = None;
        for item in node.items() {
            if let NodeItemKind::Evidence(rule) = &item.kind {
                self.second(&mut first, (rule, item.span), "`evidence`");
            }
        }
        let Some((rule, _)) = first else {
            return (0, false, Vec::new());
        };
        let least = rule.at_least.map_or(0, |count| whole(self, &count, &bounds::EVIDENCE));
        let kinds = rule.kinds.iter().map(|kind| kind.text.to_owned()).list();
        (u16::try_from(least).unwrap_or(u16::MAX), rule.before_rating, kinds)
    }

    /// Descriptors and practices, level by level.
    fn levels_of(&mut self, node: &'a ast::Node<'s>, scale: ScaleId, path: &str, leaf: &mut Leaf) {
        let count = self.model.scale(scale).map_or(0, |scale| scale.levels.len());
        let mut descriptors: Vec<Option<String>> = (0..count).map(|_| None).list();
        let mut seen = Named::default();
        let mut practices = Named::default();
        for item in node.items() {
            let NodeItemKind::Level(text) = &item.kind else {
                continue;
            };
            let level = match self.level(scale, text.level) {
                Ok(level) => level,
                Err(_) => {
                    let scale = self.model.scale(scale);
                    let levels = scale.iter().flat_map(|scale| &scale.levels).map(|level| level.name.as_str());
                    let (levels, name) = (codes::names(levels), scale.map_or("", |scale| scale.name.as_str()));
                    self.found.push(codes::rb303::no_level(text.level.span, text.level.text, name, &levels));
                    continue;
                }
            };
            if let Some(first) = seen.insert(text.level.text, item.span) {
                self.report(codes::rb110::twice(item.span, first, &codes::said(|| format!("`{}`", text.level.text))));
            }
            if let Some((descriptor, slot)) = text.text.as_ref().zip(descriptors.get_mut(usize::from(level))) {
                *slot = Some(self.text(&[path, text.level.text], descriptor));
            }
            if let Some(given) =
                text.practices.as_ref().filter(|_| leaf.form != LeafForm::Cumulative).and(Some(item.span))
            {
                self.report(codes::rb306::not_cumulative(given, node.name.text));
            }
            for (name, practice) in text.practices.iter().flatten() {
                if let Some(first) = practices.insert(name.text, name.span) {
                    self.report(codes::rb203::twice(name.span, first, name.text));
                }
                let text = self.text(&[path, text.level.text, name.text], practice);
                leaf.practices.push(Practice { name: name.text.to_owned(), text, level });
            }
        }
        if leaf.form == LeafForm::Cumulative {
            self.limit(&bounds::PRACTICES, leaf.practices.len(), node.name.span);
            return;
        }
        self.descriptors(node, scale, descriptors, leaf);
    }

    fn descriptors(&mut self, node: &'a ast::Node<'s>, scale: ScaleId, texts: Vec<Option<String>>, leaf: &mut Leaf) {
        if texts.iter().all(Option::is_none) {
            return;
        }
        let levels = self.model.scale(scale).map_or(&[][..], |scale| &scale.levels);
        if codes::PROSE && texts.iter().any(Option::is_none) {
            let bare =
                levels.iter().zip(&texts).filter(|(_, text)| text.is_none()).map(|(level, _)| level.name.as_str());
            self.found.push(codes::rb302::missing(node.name.span, node.name.text, &codes::names(bare)));
        }
        leaf.descriptors = texts.into_iter().map(Option::unwrap_or_default).list();
    }

    /// The ratings for which a comment is required.
    fn commented(&mut self, node: &'a ast::Node<'s>, id: NodeId, scale: ScaleId) -> Vec<Rating> {
        let mut commented = Vec::new();
        for item in node.items() {
            let NodeItemKind::Comment(condition) = &item.kind else {
                continue;
            };
            let checked = match condition {
                Some(condition) => match self.truth(condition, &Scope::rating_of(id, scale)) {
                    Some(checked) => Some((condition.span, checked)),
                    None => continue,
                },
                None => None,
            };
            for (rating, value) in self.model.scale(scale).map(ratings).unwrap_or_default() {
                let holds =
                    checked.as_ref().map_or(Some(true), |(_, checked)| constant::truth_for(checked, Some(value)));
                match (holds, &checked) {
                    (Some(true), _) => commented.push(rating),
                    (Some(false), _) => {}
                    (None, Some((span, _))) => {
                        self.report(codes::rb311::beyond_rating(*span));
                        break;
                    }
                    (None, None) => {}
                }
            }
        }
        commented
    }

    /// Where each node's leaves begin, and how many there are.
    pub(super) fn leaf_ranges(&mut self) {
        for (at, leaf) in self.model.leaves.iter().enumerate() {
            let mut above = Some(*leaf);
            while let Some(id) = above {
                let Some(node) = self.model.nodes.get_mut(id.index()) else {
                    break;
                };
                node.leaves += 1;
                if !node.first_leaf.is_some() {
                    node.first_leaf = LeafId::new(at);
                }
                above = node.parent;
            }
        }
    }
}

/// Every rating that a scale's levels and mid-points give, with its value.
pub(crate) fn ratings(scale: &Scale) -> Vec<(Rating, Fraction)> {
    let code = |at: usize| u8::try_from(at).unwrap_or(u8::MAX);
    let mut ratings = Vec::new();
    for (at, level) in scale.levels.iter().enumerate() {
        ratings.push((Rating::level(code(at)), level.value));
    }
    for (at, pair) in scale.levels.windows(2).enumerate().filter(|_| scale.half_steps) {
        if let [low, high] = pair
            && let Some(middle) = low.value.plus(high.value).and_then(|sum| sum.over(Fraction::whole(2)))
        {
            ratings.push((Rating::half_step(code(at)), middle));
        }
    }
    ratings
}
