//! A checked rubric: every name resolved, every text in place, every constant computed.
//!
//! Nothing here can be wrong any more. What is written once for many (`for each`, `where`) is written out.

mod examples;
mod expressions;
mod form;
mod results;
mod rules;

use rubric_core::Fraction;
use rubric_core::records::{NodeId, ScaleId};

pub use examples::*;
pub use expressions::*;
pub use form::*;
pub use results::*;
pub use rules::*;

/// A checked rubric.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// Language tag of the texts.
    pub language: String,
    /// First day it holds; empty when it does not say.
    pub from: String,
    /// Last day it holds; empty when it does not say.
    pub until: String,
    /// What it is for.
    pub about: String,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// What domains, competencies and indicators are called on screen.
    pub terms: [String; 3],
    /// Scales, then the levels that outcomes have of their own.
    pub scales: Vec<Scale>,
    /// Answers other than a level.
    pub answers: Vec<Answer>,
    /// Raters.
    pub raters: Vec<Rater>,
    /// Whose values make the combined one.
    pub shares: Vec<Share>,
    /// Context values.
    pub contexts: Vec<Context>,
    /// Settings.
    pub settings: Vec<Setting>,
    /// Share of the weight that a set of nodes must have known.
    pub needs: Fraction,
    /// The tree, parents before children.
    pub nodes: Vec<Node>,
    /// The nodes that are leaves.
    pub leaves: Vec<NodeId>,
    /// Measures.
    pub measures: Vec<Measure>,
    /// Outcomes.
    pub outcomes: Vec<Outcome>,
    /// Judged levels.
    pub judged: Vec<Judged>,
    /// Measures and outcomes, each behind what it is made of.
    pub order: Vec<Target>,
    /// Flags and advice.
    pub rules: Vec<Rule>,
    /// Strengths and growth.
    pub ranks: Vec<Rank>,
    /// Examples.
    pub examples: Vec<Example>,
    /// Promises.
    pub promises: Vec<Promise>,
}

impl Model {
    /// Calls `visit` with every expression of the rubric, those of examples and promises included.
    pub(crate) fn each_expr<'m>(&'m self, visit: &mut dyn FnMut(&'m Expr)) {
        self.nodes.iter().filter_map(|node| node.only_when.as_ref()).for_each(&mut *visit);
        for measure in &self.measures {
            measure.form.each_expr(visit);
        }
        for outcome in &self.outcomes {
            outcome.each_expr(visit);
        }
        for judged in &self.judged {
            judged.caps.iter().for_each(|cap| visit(&cap.when));
            judged.comment.iter().for_each(&mut *visit);
        }
        self.rules.iter().for_each(|rule| visit(&rule.when));
        for expect in self.examples.iter().flat_map(|example| &example.expects) {
            if let ExpectKind::Unknown(expr) | ExpectKind::LeftOut(expr) | ExpectKind::Holds(expr) = &expect.kind {
                visit(expr);
            }
        }
        for promise in &self.promises {
            if let PromiseKind::Never(expr) | PromiseKind::Always(expr) = &promise.kind {
                visit(expr);
            }
        }
    }

    /// A node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    /// A scale.
    #[must_use]
    pub fn scale(&self, id: ScaleId) -> Option<&Scale> {
        self.scales.get(id.index())
    }
}
