//! Why a value is not known, and what it waits for.

use crate::list::List;
use rubric_core::records::{ContextId, LeafId, RaterId, RowId};
use rubric_core::{Absence, Op, RatingKind, Row};

use super::{PIECES, Subject, Words, fill};

/// How many things that are not known are named; the rest are counted.
const NAMED: usize = 4;

impl<'p> Words<'_, 'p, '_, '_> {
    /// Why a row's value is not known, in one sentence without a stop; nothing when it is known.
    pub(crate) fn why(&self, row: RowId) -> Option<String> {
        let (program, says, found) = (self.evaluation.program(), self.says, self.row(row));
        let plain = match self.evaluation.absence(row)? {
            Absence::Unrated => says.unrated,
            Absence::NothingTicked => says.nothing_ticked,
            Absence::Missing | Absence::LeftOut => match self.answer_given(&found) {
                Some(label) => return Some(fill(says.answered, &[label])),
                None => says.answered_out,
            },
            Absence::NotAsked => match self.asked_when(row) {
                "" => says.not_asked,
                when => return Some(fill(says.asked_when, &[when])),
            },
            Absence::NothingRemains => says.all_left_out,
            Absence::TooFewRaters => {
                let floor = program.rater(RaterId::new(usize::from(found.b))).map_or(1, |rater| rater.floor);
                return Some(fill(says.too_few, &[&floor.to_string()]));
            }
            Absence::BelowCoverage => return Some(self.lacking(&found)),
            Absence::DividedByZero => says.by_zero,
            Absence::TooLarge => says.too_large,
            Absence::NotGiven => says.not_set,
            Absence::NotJudged => says.not_judged,
            Absence::NoPrior => says.no_prior,
            Absence::Private => says.private,
            Absence::Earlier | Absence::Undecided => return Some(self.held_up(row)),
            Absence::NoClause => says.no_clause,
            Absence::Impossible => says.impossible,
        };
        Some(plain.to_owned())
    }

    /// The condition under which what a row stands for is asked.
    fn asked_when(&self, row: RowId) -> &'p str {
        let program = self.evaluation.program();
        match self.subject(row) {
            Some(Subject::Node(node, _)) => program.node(node).map_or("", |node| program.text(node.when)),
            _ => "",
        }
    }

    fn lacking(&self, row: &Row) -> String {
        let items = self.evaluation.table().items_of(row);
        let open: Vec<String> = items
            .iter()
            .map(|item| RowId::new(usize::from(item.a)))
            .filter(|row| self.evaluation.absence(*row).is_some_and(|reason| !reason.is_left_out()))
            .map(|row| self.name(row))
            .list();
        let needs = self.percent(self.evaluation.program().number(row.number_a()));
        let open = if open.len() > NAMED {
            fill(self.says.of, &[&open.len().to_string(), &items.len().to_string()])
        } else {
            self.listed(&open)
        };
        fill(self.says.lacking, &[&needs, &open])
    }

    /// What holds a row up: the first things with names under it that are not known.
    fn held_up(&self, row: RowId) -> String {
        let mut names: Vec<String> = Vec::new();
        // Each row is looked at once, and no more than can be told: a program from elsewhere may share rows without end.
        let (mut seen, mut room) = (vec![false; self.evaluation.table().len()], PIECES);
        let mut is_new = |row: &RowId| seen.get_mut(row.index()).is_some_and(|seen| !std::mem::replace(seen, true));
        let mut open = self.unknown_below(row);
        open.retain(&mut is_new);
        while let Some(row) = open.pop().filter(|_| room > 0) {
            room -= 1;
            let below = self.unknown_below(row);
            if self.is_named(row) || below.is_empty() && self.has_formula(row) {
                let name = self.name(row);
                if !names.contains(&name) {
                    names.push(name);
                }
            } else {
                open.extend(below.into_iter().filter(&mut is_new));
            }
        }
        let more = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        if more > 0 {
            names.push(fill(self.says.more, &[&more.to_string()]));
        }
        if names.is_empty() {
            self.says.could_change.to_owned()
        } else {
            fill(self.says.waits, &[&self.listed(&names)])
        }
    }

    /// The rows that a row is made of and that are not known, the last first.
    fn unknown_below(&self, row: RowId) -> Vec<RowId> {
        let mut below = self.because(row);
        below.retain(|row| self.evaluation.absence(*row).is_some());
        below.reverse();
        below
    }

    /// Whether a row stands for something of the rubric, or for something given.
    fn is_named(&self, row: RowId) -> bool {
        let is_given =
            matches!(self.row(row).op, Op::Context | Op::Prior | Op::Judged | Op::Rating | Op::Figure | Op::Group);
        is_given || self.subject(row).is_some()
    }

    /// Whether what a row does can be said in a few words.
    fn has_formula(&self, row: RowId) -> bool {
        !matches!(self.row(row).op, Op::Choose | Op::Decide | Op::Cap | Op::Matrix | Op::Absent)
    }

    /// The label of the answer that a leaf's row was given.
    fn answer_given(&self, row: &Row) -> Option<&'p str> {
        let program = self.evaluation.program();
        let row = if row.op == Op::Only { self.row(row.row_a()) } else { *row };
        let response = self.evaluation.response(RaterId::new(usize::from(row.b)))?;
        match response.ratings.get(usize::from(row.a))?.kind() {
            RatingKind::Answer(answer) => {
                program.answers().get(usize::from(answer)).map(|answer| program.text(answer.label))
            }
            _ => None,
        }
    }

    /// What must still be given before a row can be known, by the names of what is asked.
    pub(crate) fn waits_for(&self, row: RowId) -> Vec<String> {
        let program = self.evaluation.program();
        let mut marks = vec![false; self.evaluation.table().len()];
        self.evaluation.mark_needed(row, &mut marks);
        let mut names = Vec::new();
        for (at, _) in marks.iter().enumerate().filter(|(_, marked)| **marked) {
            let id = RowId::new(at);
            let found = self.row(id);
            if !self.evaluation.absence(id).is_some_and(Absence::awaits_a_person) {
                continue;
            }
            let name = match found.op {
                Op::Rating | Op::Figure | Op::Group => {
                    let leaf = program.leaf(LeafId::new(usize::from(found.a))).and_then(|leaf| program.node(leaf.node));
                    let path = leaf.map_or("", |node| program.text(node.path));
                    let rater =
                        program.rater(RaterId::new(usize::from(found.b))).map_or("", |rater| program.text(rater.name));
                    fill(self.says.by, &[path, rater])
                }
                Op::Evidence | Op::Words => fill(self.says.responses_of, &[self.rater_label(found.b)]),
                Op::Context => program
                    .contexts()
                    .get(ContextId::new(usize::from(found.a)).index())
                    .map_or("", |context| program.text(context.name))
                    .to_owned(),
                Op::Judged => program
                    .judgements()
                    .get(usize::from(found.a))
                    .map_or("", |judged| program.text(judged.name))
                    .to_owned(),
                _ => continue,
            };
            names.push(name);
        }
        names.dedup();
        names
    }
}
