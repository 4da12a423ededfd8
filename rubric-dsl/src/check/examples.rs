//! Examples: what is given, and what is expected.

use rubric_core::records::{JudgedId, LeafForm, LeafId, NodeId, RuleKind};
use rubric_core::{Fraction, Given, Rating, bounds};

use super::Checker;
use super::expressions::Scope;
use super::form::{decimal, signed, whole};
use super::leaves::ratings;
use super::names::Global;
use crate::ast::{self, Assign, ExampleItemKind, Given as Value, ItemKind, Name};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::format;
use crate::list::List;
use crate::model::{ContextForm, Entry, Example, Expect, ExpectKind, Prior, Response, Target, Type};
use crate::span::Span;

impl<'a, 's> Checker<'a, 's> {
    pub(super) fn examples(&mut self) {
        for (example, span) in
            self.items(|kind| if let ItemKind::Example(example) = kind { Some(example) } else { None })
        {
            self.example(example, span);
        }
    }

    fn example(&mut self, example: &'a ast::Example<'s>, span: Span) {
        let perspective = example.perspective.filter(|name| name.text != "combined");
        let perspective = perspective.and_then(|name| {
            let rater = self.rater(name);
            self.keep(rater)
        });
        let mut made = Example {
            title: example.title.value(),
            perspective,
            responses: Vec::new(),
            context: vec![Given::Unset; self.model.contexts.len()],
            judged: vec![None; self.model.judged.len()],
            commented: vec![false; self.model.judged.len()],
            prior: Vec::new(),
            expects: Vec::new(),
            span,
        };
        for item in &example.items {
            match &item.kind {
                ExampleItemKind::Assign(assign) => {
                    let done = self.assign_outside(assign, &mut made);
                    self.keep(done);
                }
                ExampleItemKind::Response(name, assigns) => self.response(*name, assigns, &mut made),
                ExampleItemKind::Prior(assigns) => {
                    for assign in assigns {
                        let prior = self.prior_value(assign);
                        made.prior.extend(self.keep(prior));
                    }
                }
                ExampleItemKind::Expect(expect) => {
                    let text = codes::said(|| format::expected(expect));
                    let kind = self.expectation(expect);
                    made.expects.extend(kind.map(|kind| Expect { kind, text, span: item.span }));
                }
            }
        }
        self.model.examples.push(made);
    }

    /// A context value or a judgement.
    fn assign_outside(&mut self, assign: &'a Assign<'s>, made: &mut Example) -> Result<(), Diagnostic> {
        let path = assign.path.text();
        match self.names.globals.get(path.as_str()).map(|(global, _)| *global) {
            Some(Global::Context(context)) => {
                let given = self.context_value(context.index(), assign)?;
                if let Some(place) = made.context.get_mut(context.index()) {
                    *place = given;
                }
            }
            Some(Global::Judged(judged)) => {
                let scale = self.names.judged_scales.get(judged.index()).copied().flatten();
                let Value::Name(level) = assign.value else {
                    return Err(codes::rb606::wants(assign.span, &path, "a level"));
                };
                let level = scale.map(|scale| self.level(scale, level)).transpose()?;
                if let Some((place, comment)) =
                    made.judged.get_mut(judged.index()).zip(made.commented.get_mut(judged.index()))
                {
                    *place = level;
                    *comment = assign.comment;
                }
            }
            Some(global) => return Err(codes::rb606::not_given(assign.path.span, &path, global.what())),
            None if self.node(&assign.path).is_ok() => {
                return Err(codes::rb606::outside_response(assign.path.span, &path));
            }
            None => {
                let contexts = self.model.contexts.iter().map(|context| context.name.as_str());
                let judged = self.model.judged.iter().map(|judged| judged.name.as_str());
                return Err(codes::rb201::unknown(
                    assign.path.span,
                    &path,
                    "a context value or judgement",
                    contexts.chain(judged),
                ));
            }
        }
        Ok(())
    }

    fn context_value(&self, index: usize, assign: &Assign<'s>) -> Result<Given, Diagnostic> {
        let path = assign.path.text();
        match (self.model.contexts.get(index).map(|context| &context.form), &assign.value) {
            (Some(ContextForm::Choices(_)), Value::Name(name)) => self.choice(index, *name).map(Given::Choice),
            (Some(ContextForm::Number(low, high)), Value::Number(number)) => {
                let given = decimal(number);
                if given < *low || given > *high {
                    return Err(codes::rb606::outside(
                        number.span,
                        given.fraction(),
                        (low.fraction(), high.fraction()),
                    ));
                }
                Ok(Given::Number(given))
            }
            (Some(ContextForm::Choices(_)), _) => Err(codes::rb606::wants(assign.span, &path, "a choice")),
            _ => Err(codes::rb606::wants(assign.span, &path, "a number")),
        }
    }

    fn response(&mut self, name: Name<'s>, assigns: &'a [Assign<'s>], made: &mut Example) {
        let rater = self.rater(name);
        let Some(rater) = self.keep(rater) else {
            return;
        };
        let single = self.model.raters.get(rater.index()).is_some_and(|rater| !rater.many);
        if single && made.responses.iter().any(|response| response.rater == rater) {
            self.report(codes::rb606::second_response(name.span, name.text));
            return;
        }
        let mut entries = vec![Entry::default(); self.model.leaves.len()];
        for assign in assigns {
            self.rate(assign, &mut entries);
        }
        made.responses.push(Response { rater, entries });
    }

    /// Gives every leaf at or below a node what is assigned to it.
    fn rate(&mut self, assign: &'a Assign<'s>, entries: &mut [Entry]) {
        let node = self.node(&assign.path);
        let Some(node) = self.keep(node) else {
            return;
        };
        let evidence = assign
            .evidence
            .map(|count| whole(self, &count, &bounds::EVIDENCE))
            .and_then(|count| u16::try_from(count).ok());
        for leaf in self.leaves_rated_by(node) {
            let entry = self.entry(leaf, assign);
            let Some(mut entry) = self.keep(entry) else {
                return;
            };
            entry.evidence = evidence.unwrap_or(0);
            entry.comment = assign.comment;
            if let Some(place) = entries.get_mut(leaf.index()) {
                *place = entry;
            }
        }
    }

    /// The leaf itself, or the rated leaves below a group.
    fn leaves_rated_by(&self, node: NodeId) -> Vec<LeafId> {
        let Some(found) = self.model.node(node) else {
            return Vec::new();
        };
        let range = found.first_leaf.index()..found.first_leaf.index() + found.leaves;
        let rated = |leaf: &LeafId| {
            let form = self.leaf_form(*leaf);
            found.leaf.is_some() || form.is_some_and(LeafForm::is_rated)
        };
        range.map(LeafId::new).filter(rated).list()
    }

    fn leaf_form(&self, leaf: LeafId) -> Option<LeafForm> {
        self.model.node(*self.model.leaves.get(leaf.index())?)?.leaf.as_ref().map(|leaf| leaf.form)
    }

    /// What one leaf is given.
    fn entry(&mut self, leaf: LeafId, assign: &Assign<'s>) -> Result<Entry, Diagnostic> {
        let id = self.model.leaves.get(leaf.index()).copied().unwrap_or_default();
        let leaf = self.model.node(id).and_then(|node| node.leaf.as_ref());
        let Some((form, limits)) = leaf.map(|leaf| (leaf.form, leaf.limits)) else {
            return Ok(Entry::default());
        };
        let rated = |rating: Rating| Ok(Entry { rating, ..Entry::default() });
        match (&assign.value, form) {
            (Value::Name(given), _) => rated(self.named_rating(id, *given)?),
            (Value::Number(number), LeafForm::Number) => {
                let figure = decimal(number);
                if figure < limits.0 || figure > limits.1 {
                    return Err(codes::rb606::outside(
                        number.span,
                        figure.fraction(),
                        (limits.0.fraction(), limits.1.fraction()),
                    ));
                }
                Ok(Entry { rating: Rating::GIVEN, figure, ..Entry::default() })
            }
            (Value::Number(number), LeafForm::Rated) => rated(self.valued_rating(id, signed(number), number.span)?),
            (Value::Practices(practices), LeafForm::Cumulative) => {
                Ok(Entry { ticked: Some(self.ticked(id, practices)?), ..Entry::default() })
            }
            (Value::Words(count), LeafForm::Narrative) => {
                let words = whole(self, count, &bounds::WORDS);
                Ok(Entry { rating: Rating::GIVEN, words: u32::try_from(words).unwrap_or(0), ..Entry::default() })
            }
            (_, form) => {
                let name = self.model.node(id).map_or("", |node| node.name.as_str());
                Err(codes::rb606::wants(assign.span, name, wanted_by(form)))
            }
        }
    }

    /// A level or an answer, by its name.
    fn named_rating(&self, id: NodeId, name: Name<'s>) -> Result<Rating, Diagnostic> {
        let Some(node) = self.model.node(id) else {
            return Ok(Rating::UNRATED);
        };
        let levels = node.scale.and_then(|scale| self.model.scale(scale)).map_or(&[][..], |scale| &scale.levels);
        if let Some(level) = levels.iter().position(|level| level.name == name.text) {
            return Ok(Rating::level(u8::try_from(level).unwrap_or(u8::MAX)));
        }
        match self.names.answers.get(name.text).copied() {
            Some(answer) if node.leaf.as_ref().is_some_and(|leaf| leaf.answers.get(answer) == Some(&true)) => {
                Ok(Rating::answer(u8::try_from(answer).unwrap_or(u8::MAX)))
            }
            Some(_) => Err(codes::rb606::answer(name.span, name.text, &node.name)),
            None => {
                let known = levels.iter().map(|level| level.name.as_str()).chain(self.names.answers.keys().copied());
                Err(codes::rb201::unknown(name.span, name.text, "a level or answer", known))
            }
        }
    }

    /// A level or mid-point, by its value.
    fn valued_rating(&self, id: NodeId, value: Fraction, span: Span) -> Result<Rating, Diagnostic> {
        let node = self.model.node(id);
        let scale =
            node.and_then(|node| node.scale).and_then(|scale| self.model.scale(scale)).filter(|scale| scale.valued);
        let found = scale.and_then(|scale| ratings(scale).into_iter().find(|(_, known)| *known == value));
        found
            .map(|(rating, _)| rating)
            .ok_or_else(|| codes::rb606::no_level(span, value, node.map_or("", |node| node.name.as_str())))
    }

    /// The practices that are ticked, one bit each.
    fn ticked(&self, id: NodeId, names: &[Name<'s>]) -> Result<u64, Diagnostic> {
        let practices = self.model.node(id).and_then(|node| node.leaf.as_ref()).map_or(&[][..], |leaf| &leaf.practices);
        let mut ticked = 0;
        for name in names {
            let known = practices.iter().map(|practice| practice.name.as_str());
            let place = known.clone().position(|practice| practice == name.text).and_then(|at| u32::try_from(at).ok());
            let bit = place.and_then(|place| 1_u64.checked_shl(place));
            ticked |= bit.ok_or_else(|| codes::rb201::unknown(name.span, name.text, "a practice", known))?;
        }
        Ok(ticked)
    }

    /// A value of the previous result.
    fn prior_value(&mut self, assign: &'a Assign<'s>) -> Result<(Target, Prior), Diagnostic> {
        let value = self.path(&assign.path, None, &Scope::EVERYTHING)?;
        let target = match value.kind {
            crate::model::ExprKind::Score(node, _) => Target::Node(node),
            crate::model::ExprKind::Measure(measure) => Target::Measure(measure),
            crate::model::ExprKind::Outcome(outcome) => Target::Outcome(outcome),
            crate::model::ExprKind::Judged(judged) => Target::Judged(judged),
            _ => return Err(codes::rb606::wants(assign.span, "prior", "scores, measures, outcomes and judgements")),
        };
        let prior = match (&assign.value, value.ty) {
            (Value::Name(level), Type::Level(scale)) => Prior::Level(self.level(scale, *level)?),
            (Value::Number(number), Type::Number) => Prior::Number(signed(number)),
            (_, Type::Level(_)) => return Err(codes::rb606::wants(assign.span, &assign.path.text(), "a level")),
            _ => return Err(codes::rb606::wants(assign.span, &assign.path.text(), "a number")),
        };
        // On a scale without values the score of a node is the place of its level.
        Ok(match (target, prior) {
            (Target::Node(_), Prior::Level(level)) => (target, Prior::Number(Fraction::whole(i128::from(level)))),
            found => found,
        })
    }

    fn expectation(&mut self, expect: &'a ast::Expect<'s>) -> Option<ExpectKind> {
        match expect {
            ast::Expect::Rule { no, kind, name, member } => self.expected_rule(*no, *kind, *name, member.as_ref()),
            ast::Expect::Unknown(what) => self.expr(what, &Scope::EVERYTHING).map(ExpectKind::Unknown),
            ast::Expect::LeftOut(what) => self.expr(what, &Scope::EVERYTHING).map(ExpectKind::LeftOut),
            ast::Expect::Problem { no, judged } => self.judged_named(*judged).map(|id| ExpectKind::Problem(id, !no)),
            ast::Expect::Holds(condition) => self.truth(condition, &Scope::EVERYTHING).map(ExpectKind::Holds),
            ast::Expect::MayBe(name, levels) => {
                let outcome = self.outcome_named(*name)?;
                let scale = self.names.outcome_scales.get(outcome.index()).copied().flatten()?;
                let mut places = Vec::new();
                for level in levels {
                    let place = self.level(scale, *level);
                    places.push(self.keep(place)?);
                }
                Some(ExpectKind::MayBe(outcome, places))
            }
        }
    }

    /// The judgement that a name stands for.
    fn judged_named(&mut self, name: Name<'s>) -> Option<JudgedId> {
        if let Some((Global::Judged(judged), _)) = self.names.globals.get(name.text) {
            return Some(*judged);
        }
        let known = self.model.judged.iter().map(|judged| judged.name.as_str());
        self.found.push(codes::rb201::unknown(name.span, name.text, "a judgement", known));
        None
    }

    /// The rules that an expectation names: one, or all that a `for each` made.
    fn expected_rule(
        &mut self,
        no: bool,
        kind: ast::RuleKind,
        name: Name<'s>,
        member: Option<&ast::Path<'s>>,
    ) -> Option<ExpectKind> {
        let wanted = if kind == ast::RuleKind::Flag { RuleKind::Flag } else { RuleKind::Advice };
        let member = match member {
            Some(path) => {
                let node = self.node(path);
                Some(self.keep(node)?)
            }
            None => None,
        };
        let of_kind = |rule: &&crate::model::Rule| rule.kind == wanted;
        let mut found = Vec::new();
        for (index, rule) in self.model.rules.iter().enumerate() {
            let is_member = member.is_none_or(|member| rule.subject == Some(member));
            if of_kind(&rule) && base(rule) == name.text && is_member {
                found.push(index);
            }
        }
        if found.is_empty() {
            let known = self.model.rules.iter().filter(of_kind).map(base);
            let what = if kind == ast::RuleKind::Flag { "a flag" } else { "a piece of advice" };
            self.found.push(codes::rb201::unknown(name.span, name.text, what, known));
            return None;
        }
        Some(ExpectKind::Rule(found, !no))
    }
}

/// The name of a rule without the member that it was made for.
fn base(rule: &crate::model::Rule) -> &str {
    rule.name.split_once('[').map_or(rule.name.as_str(), |(base, _)| base)
}

const fn wanted_by(form: LeafForm) -> &'static str {
    match form {
        LeafForm::Rated => "a level, an answer or a level's value",
        LeafForm::Cumulative => "practices such as `[a, b]`, a level or an answer",
        LeafForm::Number => "a number",
        LeafForm::Narrative => "words, such as `120 words`",
    }
}
