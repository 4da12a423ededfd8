//! What is still to be answered.

use super::Evaluation;
use crate::assessment::{RatingKind, Response};
use crate::int::Int;
use crate::records::{JudgedId, Leaf, LeafForm, LeafId, NodeId, Place, RaterId};
use crate::row::Op;
use crate::value::Truth;

/// Something that is still to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What is to be given.
    pub what: MissingWhat,
    /// By whom; none for what belongs to no rater.
    pub rater: RaterId,
}

/// What is to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingWhat {
    /// A level, ticks or a number for a leaf.
    Rating(LeafId),
    /// Words of a narrative.
    Words(LeafId),
    /// A comment that a rating or answer needs.
    Comment(LeafId),
    /// Evidence.
    Evidence(LeafId),
    /// Respondents of a group.
    Respondents,
    /// The context value at a place.
    Context(usize),
    /// A judgement.
    Judgement(JudgedId),
    /// The comment that a judgement needs.
    JudgementComment(JudgedId),
}

/// How much of what is asked is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Leaves that are answered.
    pub answered: usize,
    /// Leaves that are asked.
    pub of: usize,
}

impl<I: Int> Evaluation<'_, '_, '_, I> {
    /// How many leaves are asked of the raters of this perspective, and how many of them are answered.
    #[must_use]
    pub fn asked(&self) -> Asked {
        let mut asked = Asked::default();
        for (rater, leaf) in self.questions() {
            asked.of = asked.of.saturating_add(1);
            let open =
                self.missing_of(rater, leaf).any(|what| matches!(what, MissingWhat::Rating(_) | MissingWhat::Words(_)));
            asked.answered = asked.answered.saturating_add(usize::from(!open));
        }
        asked
    }

    /// Everything that is still to be given, raters first, then context, then judgements.
    pub fn missing(&self) -> impl Iterator<Item = Missing> + use<'_, I> {
        let leaves = self
            .questions()
            .flat_map(|(rater, leaf)| self.missing_of(rater, leaf).map(move |what| Missing { what, rater }));
        let groups = self.raters_asked().filter(|rater| self.lacks_respondents(*rater));
        let groups = groups.map(|rater| Missing { what: MissingWhat::Respondents, rater });
        leaves.chain(groups).chain(self.missing_context()).chain(self.missing_judgements())
    }

    /// The raters whose answers this perspective stands on and cannot do without.
    fn raters_asked(&self) -> impl Iterator<Item = RaterId> + use<'_, I> {
        let own = self.perspective();
        let shares = self.program().shares().iter().filter(|share| share.optional == 0).map(|share| share.rater);
        own.into_iter().chain(shares.filter(move |_| own.is_none()))
    }

    fn is_group(&self, rater: RaterId) -> bool {
        self.program().rater(rater).is_some_and(|rater| rater.many != 0)
    }

    fn lacks_respondents(&self, rater: RaterId) -> bool {
        let floor = self.program().rater(rater).map_or(1, |rater| usize::from(rater.floor.max(1)));
        self.is_group(rater) && self.respondents(rater) < floor
    }

    /// Each leaf that is asked of each single rater.
    fn questions(&self) -> impl Iterator<Item = (RaterId, LeafId)> + use<'_, I> {
        self.raters_asked().filter(|rater| !self.is_group(*rater)).flat_map(move |rater| {
            (0..self.program().leaves().len())
                .map(LeafId::new)
                .filter(move |leaf| self.counts(*leaf))
                .map(move |leaf| (rater, leaf))
        })
    }

    /// Whether a leaf is part of completeness: it is asked, and it is no narrative without a least number of words.
    fn counts(&self, leaf: LeafId) -> bool {
        let Some(leaf) = self.program().leaf(leaf) else {
            return false;
        };
        (leaf.form != LeafForm::Narrative || leaf.words > 0) && self.is_asked(leaf.node) == Truth::Yes
    }

    /// Whether a node is asked: whether no `only when` of it or of a node it stands in says otherwise.
    #[must_use]
    pub fn is_asked(&self, node: NodeId) -> Truth {
        let row = self.row_of(Place::Node, node.index()).map(|row| self.row(row)).filter(|row| row.op == Op::Only);
        row.map_or(Truth::Yes, |row| self.value(row.row_b()).as_truth())
    }

    fn missing_of(&self, rater: RaterId, leaf: LeafId) -> impl Iterator<Item = MissingWhat> + use<I> {
        let response = self.response(rater).copied().unwrap_or_default();
        let found = self.program().leaf(leaf).map(|form| self.lacks(&form, leaf, &response)).unwrap_or_default();
        found.into_iter().flatten()
    }

    /// What one response lacks for one leaf.
    fn lacks(&self, leaf: &Leaf, id: LeafId, response: &Response<'_>) -> [Option<MissingWhat>; 3] {
        let at = id.index();
        let rating = response.ratings.get(at).copied().unwrap_or_default();
        let commented = response.comments.get(at).copied().unwrap_or(false);
        let evidence = response.evidence.get(at).copied().unwrap_or(0);
        let words = response.words.get(at).copied().unwrap_or(0);
        let kind = rating.kind();
        let answer = match kind {
            RatingKind::Answer(index) => self.program().answers().get(usize::from(index)),
            _ => None,
        };
        let open = match leaf.form {
            LeafForm::Narrative if answer.is_none() && words < leaf.words && !self.is_told(id, leaf.words) => {
                Some(MissingWhat::Words(id))
            }
            LeafForm::Narrative => None,
            _ if matches!(kind, RatingKind::Unrated | RatingKind::NothingTicked) => Some(MissingWhat::Rating(id)),
            _ => None,
        };
        let code = u32::from(rating.code());
        let asks_comment = answer.is_some_and(|answer| answer.comment != 0)
            || (kind.is_level() && leaf.comments.checked_shr(code.saturating_sub(1)).is_some_and(|bits| bits & 1 == 1));
        let asks_evidence = answer.is_none() && (open.is_none() || leaf.evidence_first != 0);
        [
            open,
            (asks_comment && !commented).then_some(MissingWhat::Comment(id)),
            (asks_evidence && evidence < leaf.evidence).then_some(MissingWhat::Evidence(id)),
        ]
    }

    /// Whether somebody whose answers may be seen has written a narrative. A story is told once.
    fn is_told(&self, leaf: LeafId, least: u32) -> bool {
        let seen = |rater: RaterId| self.program().rater(rater).is_some_and(|rater| rater.private == 0);
        let long = |response: &Response<'_>| response.words.get(leaf.index()).is_some_and(|words| *words >= least);
        self.assessment.responses.iter().any(|response| seen(response.rater) && long(response))
    }

    fn missing_context(&self) -> impl Iterator<Item = Missing> + use<'_, I> {
        let given =
            |at: usize| self.assessment.context.get(at).is_some_and(|given| *given != crate::assessment::Given::Unset);
        (0..self.program().contexts().len())
            .filter(move |at| !given(*at))
            .map(|at| Missing { what: MissingWhat::Context(at), rater: RaterId::NONE })
    }

    /// Judgements are made from the combined view, or by the one who judges.
    fn missing_judgements(&self) -> impl Iterator<Item = Missing> + use<'_, I> {
        self.program().judgements().iter().enumerate().filter_map(move |(at, judged)| {
            let (id, chosen) = (JudgedId::new(at), self.assessment.judged.get(at).copied().unwrap_or_default());
            let concerned = self.perspective().is_none_or(|rater| rater == judged.rater);
            let lacks_comment =
                chosen.level.is_some() && !chosen.commented && self.truth_at(Place::Comment, at) == Some(Truth::Yes);
            let what = match (concerned, chosen.level.is_none(), lacks_comment) {
                (true, true, _) => MissingWhat::Judgement(id),
                (true, false, true) => MissingWhat::JudgementComment(id),
                _ => return None,
            };
            Some(Missing { what, rater: judged.rater })
        })
    }
}
