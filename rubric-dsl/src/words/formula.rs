//! What a row does, in the names of the rubric.

use rubric_core::records::{JudgedId, MeasureId, NodeId, OutcomeId, Place, RaterId, RowId};
use rubric_core::{NONE, Op, Row};

use super::{PIECES, Subject, Words, fill, relation, roll_word};
use crate::list::{List, between, joined};

/// How firmly the words of a row hold together: where what stands around them holds more firmly, they stand in parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    Or,
    And,
    Condition,
    /// "lowest of A, B", "A rounded to 2 digits".
    Words,
    Sum,
    Product,
    One,
}

impl<'p> Words<'_, 'p, '_, '_> {
    /// What a row does, in the names of the rubric. Where it is too long to be read, `…` stands for the rest.
    pub(crate) fn formula(&self, row: RowId) -> String {
        let room = self.room.get();
        let Some(less) = room.unwrap_or(PIECES).checked_sub(1) else {
            return "\u{2026}".to_owned();
        };
        self.room.set(Some(less));
        let told = self.told(row);
        if room.is_none() {
            self.room.set(None);
        }
        told
    }

    fn told(&self, row: RowId) -> String {
        let (program, says, found) = (self.evaluation.program(), self.says, self.row(row));
        // An operand that is no row must not be named as one: a row could then be named after itself.
        let a = || self.operand(found.a);
        let items = || self.evaluation.table().items_of(&found);
        let all = || {
            let all = items().iter().map(|item| self.held(item.a, |hold| hold != Hold::Words)).list();
            joined(&all, between(&all))
        };
        let of_a = |sentence| fill(sentence, &[&a()]);
        let of_all = |sentence| fill(sentence, &[&all()]);
        let whole = |row| self.held(row, |hold| hold == Hold::Words || hold == Hold::One);
        let both = |sentence, a, b| {
            fill(sentence, &[&self.held(found.a, |hold| hold >= a), &self.held(found.b, |hold| hold >= b)])
        };
        match found.op {
            Op::Number => self.number(program.number(found.number_a())),
            Op::Level => self.label_beside(row, found.a),
            Op::Truth => if found.a == 0 { says.never } else { says.always }.to_owned(),
            Op::Context => program
                .contexts()
                .get(usize::from(found.a))
                .map_or("", |context| program.text(context.label))
                .to_owned(),
            Op::Rating | Op::Figure | Op::Group => {
                fill(says.by, &[&self.leaf_title(found.a), self.rater_label(found.b)])
            }
            Op::Evidence => fill(says.evidence_by, &[&self.leaves_title(&found), self.rater_label(found.b)]),
            Op::Words => fill(says.words_by, &[&self.leaves_title(&found), self.rater_label(found.b)]),
            Op::Prior => fill(says.previous, &[&self.prior_title(found.a)]),
            Op::Judged => says.judgement.to_owned(),
            Op::Plus => both("{} + {}", Hold::Sum, Hold::Sum),
            Op::Minus => both("{} - {}", Hold::Sum, Hold::Product),
            Op::Times => both("{} * {}", Hold::Product, Hold::Product),
            Op::Over => both("{} / {}", Hold::Product, Hold::One),
            Op::Negated => fill("-{}", &[&self.held(found.a, |hold| hold == Hold::One)]),
            Op::Magnitude => self.magnitude(found.a),
            Op::Round => self.rounded(&whole(found.a), found.b),
            Op::Linear => fill(says.linear, &[&whole(found.a)]),
            Op::Fold | Op::Roll => fill(says.of, &[self.roll(found.how), &all()]),
            Op::Combine => of_all(says.combined),
            Op::Coverage => of_all(says.coverage),
            Op::Only | Op::CountNumber => a(),
            Op::FirstKnown => of_all(says.first_known),
            Op::Best => of_all(says.best),
            Op::Worst => of_all(says.worst),
            Op::Count => says.how_many.to_owned(),
            Op::Any => says.any.to_owned(),
            Op::All => says.all.to_owned(),
            Op::LevelNumber => of_a(says.value_of),
            Op::Compare | Op::CompareLevels | Op::CompareChoices | Op::CompareCounts => self.comparison(&found),
            Op::IsNode => fill(says.is, &[&a(), &self.node_title(NodeId::new(usize::from(found.b)))]),
            Op::And => both(says.and, Hold::And, Hold::And),
            Op::Or => both(says.or, Hold::Or, Hold::Or),
            Op::Not => of_a(says.not),
            Op::Known => of_a(says.is_known),
            Op::Choice => says.choice.to_owned(),
            Op::Choose | Op::Decide | Op::Cap | Op::Matrix | Op::Absent => says.value.to_owned(),
        }
    }

    /// What an `abs` is taken of: most are differences between two raters.
    fn magnitude(&self, row: u16) -> String {
        let inner = self.row(RowId::new(usize::from(row)));
        if inner.op == Op::Minus && self.subject(RowId::new(usize::from(row))).is_none() {
            let side = |row| self.held(row, |hold| hold != Hold::Words);
            return fill(self.says.difference, &[&side(inner.a), &side(inner.b)]);
        }
        fill(self.says.size, &[&self.held(row, |hold| hold == Hold::One)])
    }

    /// A roll-up in words.
    pub(crate) fn roll(&self, how: u8) -> &'static str {
        roll_word(self.says, how)
    }

    /// An operand, in parentheses unless its words hold together firmly enough.
    fn held(&self, row: u16, firmly: impl Fn(Hold) -> bool) -> String {
        let operand = self.operand(row);
        if firmly(self.hold(row)) { operand } else { format!("({operand})") }
    }

    fn hold(&self, row: u16) -> Hold {
        let id = RowId::new(usize::from(row));
        match self.row(id).op {
            _ if self.subject(id).is_some() => Hold::One,
            Op::Or => Hold::Or,
            Op::And => Hold::And,
            Op::Compare | Op::CompareLevels | Op::CompareChoices | Op::CompareCounts | Op::IsNode | Op::Known => {
                Hold::Condition
            }
            Op::Plus | Op::Minus => Hold::Sum,
            Op::Times | Op::Over => Hold::Product,
            Op::Negated | Op::Round | Op::Linear | Op::Fold | Op::Roll | Op::Combine | Op::Coverage => Hold::Words,
            Op::FirstKnown | Op::Best | Op::Worst | Op::Magnitude | Op::LevelNumber => Hold::Words,
            _ => Hold::One,
        }
    }

    pub(super) fn operand(&self, row: u16) -> String {
        if row == NONE { String::new() } else { self.name(RowId::new(usize::from(row))) }
    }

    pub(super) fn rater_label(&self, rater: u16) -> &'p str {
        let program = self.evaluation.program();
        program.rater(RaterId::new(usize::from(rater))).map_or("", |rater| program.text(rater.label))
    }

    fn prior_title(&self, slot: u16) -> String {
        let program = self.evaluation.program();
        let Some(prior) = program.priors().get(usize::from(slot)) else {
            return String::new();
        };
        let index = usize::from(prior.index);
        let subject = match prior.place {
            Place::Measure => Subject::Measure(MeasureId::new(index)),
            Place::Outcome => Subject::Outcome(OutcomeId::new(index)),
            Place::Judged => Subject::Judged(JudgedId::new(index)),
            _ => Subject::Node(NodeId::new(index), None),
        };
        self.title_of(subject)
    }

    /// Two things compared, with the value of the first where that says more.
    fn comparison(&self, row: &Row) -> String {
        let (a, b) = (row.row_a(), row.row_b());
        let how = relation(&self.says.relations, row.how);
        fill("{} {} {}", &[&self.counted(a, row.c & 1 != 0), how, &self.compared_with(row, b)])
    }

    /// The right side of a comparison: a constant as itself, anything else by its name.
    pub(super) fn compared_with(&self, row: &Row, other: RowId) -> String {
        match self.row(other).op {
            Op::Level => {
                let level = u8::try_from(self.row(other).a).unwrap_or(u8::MAX);
                self.scale_of(row.row_a()).map_or_else(|| self.name(other), |scale| self.label(scale, level))
            }
            Op::Number => {
                let number = self.evaluation.program().number(self.row(other).number_a());
                self.number_of(row.row_a(), number)
            }
            Op::Choice => {
                let program = self.evaluation.program();
                let context = program.contexts().get(usize::from(self.row(row.row_a()).a));
                let choice =
                    context.and_then(|context| program.choices_in(context.choices).get(usize::from(self.row(other).a)));
                choice.map_or_else(String::new, |choice| program.text(choice.label).to_owned())
            }
            _ => self.counted(other, row.c & 2 != 0),
        }
    }

    pub(super) fn counted(&self, row: RowId, share: bool) -> String {
        match self.row(row).op {
            Op::Count => {
                let counted = if share { self.says.share_of_members } else { self.says.number_of_members };
                fill(counted, &[&self.condition_of_members(row)])
            }
            _ => self.name(row),
        }
    }

    /// What the members of a counted set must meet, said of the first of them.
    pub(super) fn condition_of_members(&self, row: RowId) -> String {
        let first = self.evaluation.table().items_of(&self.row(row)).get(0);
        first.map_or_else(String::new, |item| {
            let condition = self.row(RowId::new(usize::from(item.a)));
            match condition.op {
                Op::Compare | Op::CompareCounts => fill(
                    "{} {}",
                    &[
                        relation(&self.says.members_are, condition.how),
                        &self.compared_with(&condition, condition.row_b()),
                    ],
                ),
                _ => self.says.meet.to_owned(),
            }
        })
    }
}
