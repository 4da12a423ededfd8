//! Flags, advice, strengths, growth and promises.

use rubric_core::bounds;
use rubric_core::records::{LineKind, NodeId, RankKind, RuleKind};

use super::Checker;
use super::expressions::Scope;
use super::form::whole;
use super::names::Global;
use crate::ast::{self, ItemKind, RuleItemKind, dotted};
use crate::codes;
use crate::format;
use crate::list::List;
use crate::model::{Line, Piece, Promise, PromiseKind, Rank, Rule};
use crate::named::Named;

/// Priorities of advice.
const PRIORITY: bounds::Limit =
    bounds::Limit { name: "as a priority", min: 0, max: 9_999, why: "advice is ordered by it" };
/// How many of the best or worst are shown.
const SHOWN: bounds::Limit = bounds::Limit { name: "to be shown", min: 1, max: 100, why: "a person reads them" };

impl<'a, 's> Checker<'a, 's> {
    pub(super) fn rules(&mut self) {
        let (mut flags, mut advice) = (Named::default(), Named::default());
        for item in &self.rubric.items {
            let rules: &'a [ast::Rule<'s>] = match &item.kind {
                ItemKind::Rule(rule) => std::slice::from_ref(rule),
                ItemKind::ForEach(each) => &each.rules,
                _ => continue,
            };
            for rule in rules {
                let first = if rule.kind == ast::RuleKind::Flag { &mut flags } else { &mut advice };
                if let Some(place) = first.insert(rule.name.text, rule.name.span) {
                    self.report(codes::rb203::twice(rule.name.span, place, rule.name.text));
                }
            }
            match &item.kind {
                ItemKind::ForEach(each) => {
                    let Some((members, _)) = self.members(&each.set, &Scope::EVERYTHING) else {
                        continue;
                    };
                    for rule in rules {
                        for member in &members {
                            let scope = Scope::each(each.member.text, *member);
                            self.rule(rule, &scope, Some(*member));
                        }
                    }
                }
                _ => rules.iter().for_each(|rule| self.rule(rule, &Scope::EVERYTHING, None)),
            }
        }
    }

    fn rule(&mut self, rule: &'a ast::Rule<'s>, scope: &Scope<'_>, member: Option<NodeId>) {
        let when = self.truth(&rule.when, scope);
        let word = if rule.kind == ast::RuleKind::Flag { "flag" } else { "advise" };
        let key = dotted([word, rule.name.text]);
        let text = self.template(&key, &rule.text, scope);
        let mut priority = PRIORITY.max + 1;
        for item in rule.items.iter().flatten() {
            if let RuleItemKind::Priority(number) = &item.kind {
                priority = whole(self, number, &PRIORITY);
            }
        }
        let lines = self.lines(rule, &key, scope);
        let Some(when) = when else {
            return;
        };
        let path = member.and_then(|member| self.model.node(member)).map(|node| format!("[{}]", node.path));
        self.model.rules.push(Rule {
            name: format!("{}{}", rule.name.text, path.unwrap_or_default()),
            subject: member,
            kind: if rule.kind == ast::RuleKind::Flag { RuleKind::Flag } else { RuleKind::Advice },
            text,
            when,
            condition: format::expression(&rule.when),
            lines,
            priority: u16::try_from(priority).unwrap_or(u16::MAX),
            span: rule.span.to(rule.text.span),
        });
    }

    /// What stands in the braces of a rule. Lines of each kind are counted by themselves.
    fn lines(&mut self, rule: &'a ast::Rule<'s>, key: &str, scope: &Scope<'_>) -> Vec<Line> {
        let mut counts = Named::default();
        let mut next = |word: &'static str| {
            let count = counts.get(word).map_or(1, |count| count + 1);
            counts.insert(word, count);
            dotted([key, word, &count.to_string()])
        };
        let mut lines = Vec::new();
        for item in rule.items.iter().flatten() {
            let (kind, key, link, text) = match &item.kind {
                RuleItemKind::Priority(_) => continue,
                RuleItemKind::Say(text) => (LineKind::Say, next("say"), String::new(), Some(text)),
                RuleItemKind::Ask(text) => (LineKind::Ask, next("ask"), String::new(), Some(text)),
                RuleItemKind::Link(address, title) => {
                    let link = address.value();
                    self.found.extend(codes::rb602::check(&link, address.span));
                    (LineKind::Link, next("link"), link, title.as_ref())
                }
            };
            let text = text.map_or_else(|| vec![Piece::Text(link.clone())], |text| self.template(&key, text, scope));
            lines.push(Line { kind, text, link });
        }
        lines
    }

    /// Strengths and growth. Feedback always has both: where the rubric does not say, two of each.
    pub(super) fn ranks(&mut self) {
        for kind in [RankKind::Strengths, RankKind::Growth] {
            let strengths = kind == RankKind::Strengths;
            let written = self.first(|item| match item {
                ItemKind::Rank(rank) if rank.strengths == strengths => Some(rank),
                _ => None,
            });
            let (count, members) = match written {
                Some(rank) => {
                    let count = whole(self, &rank.count, &SHOWN);
                    (count, self.members(&rank.set, &Scope::EVERYTHING).map(|(members, _)| members).unwrap_or_default())
                }
                None => (2, self.usual_members()),
            };
            self.model.ranks.push(Rank { kind, count: u16::try_from(count).unwrap_or(u16::MAX), members });
        }
    }

    /// The competencies, or where there are none the indicators, or the domains.
    fn usual_members(&self) -> Vec<NodeId> {
        use rubric_core::records::NodeKind;
        let kinds = [NodeKind::Competency, NodeKind::Indicator, NodeKind::Domain];
        let kind = kinds.into_iter().find(|kind| self.model.nodes.iter().any(|node| node.kind == *kind));
        let nodes = self.model.nodes.iter().enumerate().filter(|(_, node)| Some(node.kind) == kind);
        nodes.map(|(index, _)| NodeId::new(index)).list()
    }

    pub(super) fn promises(&mut self) {
        for (promise, span) in
            self.items(|kind| if let ItemKind::Promise(promise) = kind { Some(promise) } else { None })
        {
            let kind = match promise {
                ast::Promise::NeverFalls(name) => self.outcome_named(*name).map(PromiseKind::NeverFalls),
                ast::Promise::ReachesEveryLevel(name) => self.outcome_named(*name).map(PromiseKind::ReachesEveryLevel),
                ast::Promise::Never(condition) => self.truth(condition, &Scope::EVERYTHING).map(PromiseKind::Never),
                ast::Promise::Always(condition) => self.truth(condition, &Scope::EVERYTHING).map(PromiseKind::Always),
            };
            let text = codes::said(|| format::promised(promise));
            self.model.promises.extend(kind.map(|kind| Promise { kind, text, span }));
        }
    }

    /// The outcome that a name stands for.
    pub(super) fn outcome_named(&mut self, name: ast::Name<'s>) -> Option<rubric_core::records::OutcomeId> {
        if let Some((Global::Outcome(outcome), _)) = self.names.globals.get(name.text) {
            return Some(*outcome);
        }
        let outcomes = self.names.globals.iter().filter(|(_, (global, _))| matches!(global, Global::Outcome(_)));
        self.found.push(codes::rb201::unknown(name.span, name.text, "an outcome", outcomes.map(|(name, _)| *name)));
        None
    }
}
