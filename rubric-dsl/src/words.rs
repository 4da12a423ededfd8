//! An evaluation in words that a school person reads.

mod absence;
mod formula;
pub(crate) mod levels;
mod sentences;
mod titles;

use std::cell::Cell;

use rubric_core::records::{JudgedId, MeasureId, NodeId, OutcomeId, Place, RaterId, Roll, RowId};
use rubric_core::{Absence, Comparison, DecimalText, Evaluation, Fraction, Kind, Op, Reading, Row, Truth};

use crate::list::List;

pub use sentences::{Sentences, Voice, fill, form_for, localized};
pub use titles::full_title;

/// How many rows without a name one formula takes apart: a program from elsewhere may share rows without end.
const PIECES: u16 = 500;

/// An evaluation at the widest width, which every program can be evaluated at.
pub(crate) type Evaluated<'p, 'a, 'w> = Evaluation<'p, 'a, 'w, i128>;

/// A number as it is shown: at most six digits after the point.
#[must_use]
pub(crate) fn number(number: Fraction) -> String {
    DecimalText::new(number, 6).as_str().to_owned()
}

/// The same with its fraction where the text is rounded.
pub(crate) fn exact(found: Fraction) -> (String, Option<String>) {
    let text = DecimalText::new(found, 6);
    (text.as_str().to_owned(), (!text.is_exact()).then(|| fraction(found)))
}

fn fraction(found: Fraction) -> String {
    let (lowest, whole) = (found.lowest(), |count: i128| number(Fraction::whole(count)));
    whole(lowest.num()) + "/" + &whole(lowest.den())
}

/// A number as a text shows it, and the fraction where that is rounded.
#[must_use]
pub fn shown(decimal: char, value: &str, exact: Option<&str>) -> String {
    let value = localized(decimal, value);
    match exact {
        Some(exact) => format!("\u{2248} {value} ({exact})"),
        None => value,
    }
}

/// A number as a text shows it: at most six digits after the point, and the fraction beside it where it does not end within
/// them.
#[must_use]
pub fn with_fraction(decimal: char, found: Fraction) -> String {
    let (value, exact) = exact(found);
    shown(decimal, &value, exact.as_deref())
}

/// What a row stands for, where it has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Node(NodeId, Option<RaterId>),
    Measure(MeasureId),
    Outcome(OutcomeId),
    Judged(JudgedId),
}

/// An evaluation, and what its rows are called.
pub(crate) struct Words<'e, 'p, 'a, 'w> {
    pub(crate) evaluation: &'e Evaluated<'p, 'a, 'w>,
    pub(crate) says: &'static Sentences,
    decimal: char,
    subjects: Vec<Option<Subject>>,
    /// How many rows without a name the formula that is being told may still take apart.
    room: Cell<Option<u16>>,
}

impl<'e, 'p, 'a, 'w> Words<'e, 'p, 'a, 'w> {
    pub(crate) fn new(evaluation: &'e Evaluated<'p, 'a, 'w>, voice: Voice) -> Self {
        let subjects = vec![None; evaluation.table().len()];
        let (says, decimal) = (voice.sentences, voice.decimal);
        let mut words = Self { evaluation, says, decimal, subjects, room: Cell::new(None) };
        words.find_subjects();
        words
    }

    fn find_subjects(&mut self) {
        let program = self.evaluation.program();
        let nodes = program.nodes().len();
        let raters = program.raters().len();
        let views = (0..raters).flat_map(|rater| {
            (0..nodes).map(move |node| {
                (Place::View, rater * nodes + node, Subject::Node(NodeId::new(node), Some(RaterId::new(rater))))
            })
        });
        let own = (0..nodes).map(|node| (Place::Node, node, Subject::Node(NodeId::new(node), None)));
        let measures =
            (0..program.measures().len()).map(|at| (Place::Measure, at, Subject::Measure(MeasureId::new(at))));
        let outcomes =
            (0..program.outcomes().len()).map(|at| (Place::Outcome, at, Subject::Outcome(OutcomeId::new(at))));
        let judged = (0..program.judgements().len()).map(|at| (Place::Judged, at, Subject::Judged(JudgedId::new(at))));
        // Where one row stands for several things, the last one written here names it.
        for (place, at, subject) in views.chain(measures).chain(outcomes).chain(judged).chain(own) {
            let row = self.evaluation.row_of(place, at);
            if let Some(slot) = row.and_then(|row| self.subjects.get_mut(row.index())) {
                *slot = Some(subject);
            }
        }
    }

    /// A number in a sentence.
    fn number(&self, number: Fraction) -> String {
        with_fraction(self.decimal, number)
    }

    /// What is rounded to so many digits.
    pub(crate) fn rounded(&self, what: &str, digits: u16) -> String {
        fill(form_for(self.says.rounded, digits.into()), &[what, &digits.to_string()])
    }

    /// A number in a text of the rubric: at most two digits after the point.
    pub(crate) fn short_number(&self, number: Fraction) -> String {
        localized(self.decimal, DecimalText::new(number, 2).as_str())
    }

    /// A share as a percentage with at most two digits after the point, and its fraction beside it where it is rounded.
    pub(crate) fn percent(&self, share: Fraction) -> String {
        let Some(percent) = share.times(Fraction::whole(100)) else {
            return String::new();
        };
        let text = DecimalText::new(percent, 2);
        let exact = (!text.is_exact()).then(|| fraction(share));
        shown(self.decimal, &(text.as_str().to_owned() + "%"), exact.as_deref())
    }

    /// `a`, `b` and `c`.
    pub(crate) fn listed(&self, items: &[String]) -> String {
        crate::codes::listed(items, self.says.joint)
    }

    pub(crate) fn subject(&self, row: RowId) -> Option<Subject> {
        self.subjects.get(row.index()).copied().flatten()
    }

    /// The rows that a row is made of.
    pub(crate) fn because(&self, row: RowId) -> Vec<RowId> {
        self.evaluation.table().because(row).list()
    }

    pub(crate) fn row(&self, row: RowId) -> Row {
        self.evaluation.table().row(row).unwrap_or(Row::new(Op::Absent, Kind::Number))
    }

    /// The title of a thing.
    pub(crate) fn title_of(&self, subject: Subject) -> String {
        let program = self.evaluation.program();
        match subject {
            Subject::Node(node, by) => {
                let title = self.node_title(node);
                match by.and_then(|rater| program.rater(rater)) {
                    Some(rater) => fill(self.says.by, &[&title, program.text(rater.label)]),
                    None => title,
                }
            }
            Subject::Measure(measure) => {
                program.measures().get(measure.index()).map_or("", |measure| program.text(measure.title)).to_owned()
            }
            Subject::Outcome(outcome) => {
                program.outcome(outcome).map_or("", |outcome| program.text(outcome.title)).to_owned()
            }
            Subject::Judged(judged) => {
                program.judgement(judged).map_or("", |judged| program.text(judged.title)).to_owned()
            }
        }
    }

    /// What a row is called: its title, or what it does.
    pub(crate) fn name(&self, row: RowId) -> String {
        self.subject(row).map_or_else(|| self.formula(row), |subject| self.title_of(subject))
    }

    /// What a row holds.
    pub(crate) fn value(&self, row: RowId) -> String {
        let program = self.evaluation.program();
        match self.evaluation.reading(row) {
            Reading::Number(Ok(found)) => self.number_of(row, found),
            Reading::Level(_, Ok(level)) => {
                self.scale_of(row).map_or_else(|| self.level_number(level), |scale| self.label(scale, level))
            }
            Reading::Choice(Ok(choice)) => {
                let context = self.row(row).a;
                let choices =
                    program.contexts().get(usize::from(context)).map(|context| program.choices_in(context.choices));
                choices
                    .and_then(|choices| choices.get(usize::from(choice)))
                    .map_or_else(String::new, |choice| program.text(choice.label).to_owned())
            }
            Reading::Truth(Truth::Yes) => self.says.yes.to_owned(),
            Reading::Truth(Truth::No) => self.says.no.to_owned(),
            Reading::Count(count) => {
                let [least, most, of] = [count.least, count.most, count.of].map(|count| count.to_string());
                if least == most {
                    fill(self.says.of, &[&least, &of])
                } else {
                    fill(self.says.count_range, &[&least, &most, &of])
                }
            }
            Reading::Node(Ok(node)) => self.node_title(node),
            _ if self.evaluation.absence(row).is_some_and(Absence::is_left_out) => self.says.left_out.to_owned(),
            _ => self.says.not_known.to_owned(),
        }
    }

    /// The facts that make a condition what it is: yes or no. Each is said once.
    pub(crate) fn facts(&self, row: RowId, wanted: Truth) -> Vec<String> {
        let (mut facts, mut seen) = (Vec::new(), Vec::new());
        self.gather(row, wanted, &mut seen, &mut facts);
        facts
    }

    fn gather(&self, row: RowId, wanted: Truth, seen: &mut Vec<(RowId, bool)>, facts: &mut Vec<String>) {
        let asked = (row, wanted == Truth::Yes);
        if seen.contains(&asked) {
            return;
        }
        seen.push(asked);
        let found = self.row(row);
        match found.op {
            Op::And | Op::Or => {
                // For a yes of `and` both speak; for a yes of `or` those that are yes; for a no the other way round.
                let both = (found.op == Op::And) == (wanted == Truth::Yes);
                let speaks = |row: &RowId| both || self.evaluation.reading(*row) == Reading::Truth(wanted);
                for row in [found.row_a(), found.row_b()].into_iter().filter(speaks) {
                    self.gather(row, wanted, seen, facts);
                }
            }
            Op::Not => self.gather(found.row_a(), wanted.not(), seen, facts),
            Op::Compare | Op::CompareLevels | Op::CompareChoices | Op::CompareCounts => {
                facts.push(self.fact(&found, wanted));
            }
            Op::Any | Op::All => {
                let count = self.value(found.row_a());
                facts.push(fill(self.says.members, &[&count, &self.condition_of_members(found.row_a())]));
            }
            Op::Known => {
                let known = if wanted == Truth::Yes { self.says.is_known } else { self.says.is_not_known };
                facts.push(fill(known, &[&self.operand(found.a)]));
            }
            Op::IsNode => facts.push(fill(self.says.is, &[&self.operand(found.a), &self.value(found.row_a())])),
            _ => facts.push(self.formula(row)),
        }
    }

    /// One comparison with its values: "Balance is 0.5, below 0.75".
    fn fact(&self, row: &Row, wanted: Truth) -> String {
        let how = Comparison::from_code(row.how).unwrap_or_default();
        let how = if wanted == Truth::No { how.opposite() } else { how };
        let (a, b) = (row.row_a(), row.row_b());
        let (name, value) = (self.counted(a, row.c & 1 != 0), self.value(a));
        let other = self.compared_with(row, b);
        // A number with a minus sign is a row of its own, and still reads as the number it is.
        let constant = matches!(self.row(b).op, Op::Number | Op::Level | Op::Choice) || other == self.value(b);
        let compared = word(&self.says.compared, &Comparison::ALL, how);
        match (how, constant) {
            (Comparison::Is, true) => fill(self.says.is, &[&name, &other]),
            (Comparison::IsNot, true) => fill(self.says.fact_is_not, &[&name, &value, &other]),
            (_, true) => fill(self.says.fact, &[&name, &value, compared, &other]),
            (_, false) => fill(self.says.fact_of, &[&name, &value, compared, &other, &self.value(b)]),
        }
    }
}

/// The word for a code, from a list in the order of all codes.
fn word<C: Copy + PartialEq, const N: usize>(words: &[&'static str; N], codes: &[C; N], code: C) -> &'static str {
    codes.iter().zip(words).find(|(known, _)| **known == code).map_or("", |(_, word)| word)
}

/// A roll-up in words.
pub(crate) fn roll_word(says: &Sentences, how: u8) -> &'static str {
    word(&says.rolls, &Roll::ALL, Roll::from_code(how).unwrap_or_default())
}

/// A comparison in words.
fn relation(words: &[&'static str; 6], how: u8) -> &'static str {
    word(words, &Comparison::ALL, Comparison::from_code(how).unwrap_or_default())
}
