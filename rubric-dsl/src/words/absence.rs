//! Why a value is not known, and what it waits for.

use rubric_core::records::{ContextId, LeafId, RaterId, RowId};
use rubric_core::{Absence, Op, RatingKind, Row};

use super::{Subject, Words, listed, percent};

/// How many things that are not known are named; the rest are counted.
const NAMED: usize = 4;

impl Words<'_, '_, '_, '_> {
    /// Why a row's value is not known, in one sentence without a stop; nothing when it is known.
    pub(crate) fn why(&self, row: RowId) -> Option<String> {
        let program = self.evaluation.program();
        let found = self.row(row);
        let reason = self.evaluation.absence(row)?;
        Some(match reason {
            Absence::Unrated => "not rated yet".to_owned(),
            Absence::NothingTicked => "no level has all its practices ticked".to_owned(),
            Absence::Missing | Absence::LeftOut => match self.answer_given(&found) {
                Some(label) => format!("answered \u{201C}{label}\u{201D}"),
                None => "answered as not to be rated".to_owned(),
            },
            Absence::NotAsked => match self.subject(row) {
                Some(Subject::Node(node, _)) => {
                    let when = program.node(node).map_or("", |node| program.text(node.when));
                    if when.is_empty() { "not asked here".to_owned() } else { format!("asked only when {when}") }
                }
                _ => "not asked here".to_owned(),
            },
            Absence::NothingRemains => "everything in it is left out".to_owned(),
            Absence::TooFewRaters => {
                let floor = program.rater(RaterId::new(usize::from(found.b))).map_or(1, |rater| rater.floor);
                format!("fewer than {floor} respondents, so that nobody's own rating shows")
            }
            Absence::BelowCoverage => self.lacking(&found),
            Absence::DividedByZero => "it would divide by nought".to_owned(),
            Absence::TooLarge => "the number is too large or too fine to be kept exactly".to_owned(),
            Absence::NotGiven => "not set".to_owned(),
            Absence::NotJudged => "not decided yet".to_owned(),
            Absence::NoPrior => "there is no previous value".to_owned(),
            Absence::Private => "the ratings are private".to_owned(),
            Absence::Earlier | Absence::Undecided => self.held_up(row),
            Absence::NoClause => "no clause applies".to_owned(),
            Absence::Impossible => "no rating can give it any more".to_owned(),
        })
    }

    fn lacking(&self, row: &Row) -> String {
        let items = self.evaluation.table().items_of(row);
        let open: Vec<String> = items
            .iter()
            .map(|item| RowId::new(usize::from(item.a)))
            .filter(|row| self.evaluation.absence(*row).is_some_and(|reason| !reason.is_left_out()))
            .map(|row| self.name(row))
            .collect();
        let needs = self.evaluation.program().number(row.number_a());
        let open = if open.len() > 4 { format!("{} of {}", open.len(), items.len()) } else { listed(&open) };
        format!("needs {} of its weight; not known: {open}", percent(needs))
    }

    /// What holds a row up: the first thing it is made of that is not known.
    fn held_up(&self, row: RowId) -> String {
        let open = self.evaluation.table().because(row).filter(|row| self.evaluation.absence(*row).is_some());
        let mut names: Vec<String> = Vec::new();
        for name in open.flat_map(|row| self.roots(row, 3)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let more = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        if more > 0 {
            names.push(format!("{more} more"));
        }
        if names.is_empty() {
            "ratings that are still open could change it".to_owned()
        } else {
            format!("not known: {}", listed(&names))
        }
    }

    /// Named things under a row that are not known.
    fn roots(&self, row: RowId, depth: usize) -> Vec<String> {
        let input =
            matches!(self.row(row).op, Op::Context | Op::Prior | Op::Judged | Op::Rating | Op::Figure | Op::Group);
        if self.subject(row).is_some() || input || depth == 0 {
            return vec![self.name(row)];
        }
        let below = self.evaluation.table().because(row).filter(|earlier| self.evaluation.absence(*earlier).is_some());
        below.flat_map(|earlier| self.roots(earlier, depth - 1)).collect()
    }

    /// The label of the answer that a leaf's row was given.
    fn answer_given(&self, row: &Row) -> Option<String> {
        let program = self.evaluation.program();
        let row = if row.op == Op::Only { self.row(row.row_a()) } else { *row };
        let response = self.evaluation.response(RaterId::new(usize::from(row.b)))?;
        match response.ratings.get(usize::from(row.a))?.kind() {
            RatingKind::Answer(answer) => {
                program.answers().get(usize::from(answer)).map(|answer| program.text(answer.label).to_owned())
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
                    format!("{path} by {rater}")
                }
                Op::Evidence | Op::Words => format!("responses of {}", self.rater_label(found.b)),
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
