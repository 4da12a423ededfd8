//! Why: the tree from a result down to ratings and lines of the rubric.

use rubric_core::records::{LeafId, NodeId, OutcomeId, Place, RaterId, RowId, RuleId};
use rubric_core::{Op, RatingKind, Reading, Row, Truth};

use crate::list::List;
use crate::span::Span;
use crate::words::{Evaluated, Subject, Voice, Words, fill, full_title};

/// One step of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it speaks of.
    pub what: String,
    /// What it is.
    pub value: String,
    /// Why, in the rubric's words: the clause that decided, the caps that applied, the way it is made.
    pub because: Vec<String>,
    /// Where the rubric says so.
    pub span: Option<Span>,
    /// What it is made of.
    pub parts: Vec<Step>,
}

/// What can be explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Node(NodeId),
    Measure(usize),
    Outcome(OutcomeId),
    Judged(usize),
    Rule(RuleId),
}

/// How deep an explanation goes.
const DEPTH: usize = 12;

/// Explains the thing of a rubric that `name` stands for: a node by its path or a tail of it, a measure, outcome,
/// judgement, flag or piece of advice by its name; in the voice that is asked for.
///
/// # Errors
/// The names that there are, when `name` is none of them or stands for several.
pub fn explain(evaluation: &Evaluated<'_, '_, '_>, name: &str, voice: Voice) -> Result<Step, Vec<String>> {
    let explainer = Explainer { words: Words::new(evaluation, voice) };
    match explainer.find(name).as_slice() {
        [only] => Ok(explainer.named(*only)),
        _ => Err(explainer.names()),
    }
}

struct Explainer<'e, 'p, 'a, 'w> {
    words: Words<'e, 'p, 'a, 'w>,
}

impl Explainer<'_, '_, '_, '_> {
    /// Everything that has a name.
    fn everything(&self) -> Vec<(String, Name)> {
        let program = self.words.evaluation.program();
        let text = |text| program.text(text).to_owned();
        let nodes = program.nodes().iter().enumerate().map(|(at, node)| (text(node.path), Name::Node(NodeId::new(at))));
        let measures =
            program.measures().iter().enumerate().map(|(at, measure)| (text(measure.name), Name::Measure(at)));
        let outcomes = program
            .outcomes()
            .iter()
            .enumerate()
            .map(|(at, outcome)| (text(outcome.name), Name::Outcome(OutcomeId::new(at))));
        let judged = program.judgements().iter().enumerate().map(|(at, judged)| (text(judged.name), Name::Judged(at)));
        let rules = program.rules().iter().enumerate().map(|(at, rule)| (text(rule.name), Name::Rule(RuleId::new(at))));
        measures.chain(outcomes).chain(judged).chain(rules).chain(nodes).list()
    }

    fn names(&self) -> Vec<String> {
        self.everything().into_iter().map(|(name, _)| name).list()
    }

    fn find(&self, wanted: &str) -> Vec<Name> {
        let all = self.everything();
        let exact: Vec<Name> = all.iter().filter(|(name, _)| name == wanted).map(|(_, found)| *found).take(1).list();
        if !exact.is_empty() {
            return exact;
        }
        let tail = format!(".{wanted}");
        let base = wanted.split('[').next().unwrap_or("");
        let member = wanted.split_once('[').map(|(_, member)| member.trim_end_matches(']'));
        let matches = |(name, found): &&(String, Name)| match (found, member) {
            (Name::Node(_), _) => name.ends_with(&tail),
            (Name::Rule(_), Some(member)) => name.split_once('[').is_some_and(|(rule, of)| {
                let of = of.trim_end_matches(']');
                rule == base && (of == member || of.ends_with(&format!(".{member}")))
            }),
            _ => false,
        };
        all.iter().filter(matches).map(|(_, found)| *found).list()
    }

    fn named(&self, name: Name) -> Step {
        let evaluation = self.words.evaluation;
        let program = evaluation.program();
        let row = match name {
            Name::Node(node) => evaluation.row_of(Place::Node, node.index()),
            Name::Measure(at) => evaluation.row_of(Place::Measure, at),
            Name::Outcome(outcome) => return self.outcome(outcome, DEPTH),
            Name::Judged(at) => evaluation.row_of(Place::Judged, at),
            Name::Rule(rule) => return self.rule(rule),
        };
        let title = match name {
            Name::Measure(at) => {
                program.measures().get(at).map_or("", |measure| program.text(measure.title)).to_owned()
            }
            Name::Node(node) => full_title(program, node),
            _ => row.map_or_else(String::new, |row| self.words.name(row)),
        };
        row.map_or_else(|| self.blank(title.clone()), |row| Step { what: title.clone(), ..self.step(row, DEPTH, true) })
    }

    /// A row and what it is made of. `opened` says that the row's own name was the question.
    fn step(&self, row: RowId, depth: usize, opened: bool) -> Step {
        let found = self.words.row(row);
        match (self.words.subject(row), found.op) {
            (Some(Subject::Outcome(outcome)), _) => return self.outcome(outcome, depth),
            (_, Op::Only) => return self.only(row, &found, depth),
            (_, Op::Rating | Op::Figure | Op::Group) => return self.rating(row, &found),
            _ => {}
        }
        let mut step = self.bare(row);
        step.because.extend(self.made_of(&found));
        step.because.extend(self.words.why(row));
        if depth > 0 && (opened || !matches!(found.op, Op::Number | Op::Level | Op::Choice)) {
            step.parts = self.parts(row, &found, depth - 1);
        }
        step
    }

    fn bare(&self, row: RowId) -> Step {
        Step {
            what: self.words.name(row),
            value: self.words.value(row),
            because: Vec::new(),
            span: self.span(row),
            parts: Vec::new(),
        }
    }

    fn span(&self, row: RowId) -> Option<Span> {
        let evaluation = self.words.evaluation;
        let span = evaluation.program().span(evaluation.table(), row)?;
        let place = |at: u32| usize::try_from(at).ok();
        Some(Span::new(place(span.start)?, place(span.end)?)).filter(|span| span.start() < span.end())
    }

    /// How a row is made, where its name does not say so.
    fn made_of(&self, row: &Row) -> Option<String> {
        let program = self.words.evaluation.program();
        match row.op {
            Op::Roll => {
                let needs = program.number(row.number_a());
                let (says, how) = (self.words.says, self.words.roll(row.how));
                Some(if needs == rubric_core::Fraction::ONE {
                    fill(says.of_parts, &[how])
                } else {
                    fill(says.of_parts_when, &[how, &self.words.percent(needs)])
                })
            }
            Op::Combine => Some(self.words.says.mean_of_raters.to_owned()),
            Op::Plus | Op::Minus | Op::Times | Op::Over | Op::Fold | Op::Round | Op::Linear | Op::Magnitude => {
                let id = self.words.evaluation.table().rows().find(|(_, found)| found == row).map(|(id, _)| id);
                id.filter(|id| self.words.subject(*id).is_some()).map(|id| self.words.formula(id))
            }
            _ => None,
        }
    }

    fn parts(&self, row: RowId, found: &Row, depth: usize) -> Vec<Step> {
        let weights = matches!(found.op, Op::Roll | Op::Combine);
        let items = self.words.evaluation.table().items_of(found);
        let total: i64 = items.iter().map(|item| item.weight).fold(0, i64::saturating_add);
        let unequal = items.iter().any(|item| items.get(0).is_some_and(|first| first.weight != item.weight));
        let mut parts: Vec<Step> = self
            .words
            .because(row)
            .into_iter()
            .filter(|earlier| !matches!(self.words.row(*earlier).op, Op::Number | Op::Level | Op::Choice))
            .map(|earlier| self.step(earlier, depth, false))
            .list();
        if weights && unequal {
            let shared = self.words.evaluation.absence(row).is_none();
            for (part, item) in parts.iter_mut().zip(items.iter()) {
                let absent = self.words.evaluation.absence(RowId::new(usize::from(item.a))).is_some();
                let share = rubric_core::Fraction::new(i128::from(item.weight), i128::from(total.max(1)));
                let share = share.map(|share| self.words.percent(share)).unwrap_or_default();
                let says = self.words.says;
                let told = if absent && shared { says.weight_goes } else { says.weight };
                part.because.insert(0, fill(told, &[&share]));
            }
        }
        parts.dedup();
        parts
    }

    fn only(&self, row: RowId, found: &Row, depth: usize) -> Step {
        let inner = self.step(found.row_a(), depth, true);
        let asked = self.words.evaluation.reading(found.row_b()) == Reading::Truth(Truth::Yes);
        let why = self.words.why(row).into_iter();
        if asked {
            return Step { what: self.words.name(row), ..inner };
        }
        Step { because: why.list(), parts: Vec::new(), ..self.bare(row) }
    }

    /// How the mean of a group came about; to be rounded to 255 digits is not to be rounded.
    fn group_mean(&self, rater: RaterId, label: &str, digits: u8) -> String {
        let rounded = if digits == u8::MAX { label.to_owned() } else { self.words.rounded(label, digits.into()) };
        let respondents = self.words.evaluation.respondents(rater);
        fill(self.words.says.group_mean, &[&rounded, &respondents.to_string()])
    }

    /// A leaf: who gave what.
    fn rating(&self, row: RowId, found: &Row) -> Step {
        let evaluation = self.words.evaluation;
        let program = evaluation.program();
        let mut step = self.bare(row);
        let rater = RaterId::new(usize::from(found.b));
        let label = program.rater(rater).map_or("", |rater| program.text(rater.label));
        let leaf = program.leaf(LeafId::new(usize::from(found.a)));
        let rating = evaluation.response(rater).and_then(|response| response.ratings.get(usize::from(found.a)));
        let group = program.rater(rater).is_some_and(|rater| rater.many != 0);
        let says = self.words.says;
        let said = match (group, rating.map(|rating| rating.kind()), leaf) {
            (true, ..) => self.words.why(row).unwrap_or_else(|| self.group_mean(rater, label, found.how)),
            (_, Some(RatingKind::Level(level)), Some(leaf)) => {
                fill(says.chose, &[label, &self.words.label(leaf.scale, level)])
            }
            (_, Some(RatingKind::HalfStep(level)), Some(leaf)) => {
                let (low, high) = (self.words.label(leaf.scale, level), self.words.label(leaf.scale, level + 1));
                fill(says.half_way, &[label, &low, &high])
            }
            (_, Some(RatingKind::Answer(answer)), _) => {
                let answer = program.answers().get(usize::from(answer)).map_or("", |answer| program.text(answer.label));
                fill(says.answered_by, &[label, answer])
            }
            (_, Some(RatingKind::Given), _) => fill(says.given_by, &[label]),
            _ => fill(says.has_not_rated, &[label]),
        };
        step.because.push(said);
        step
    }

    fn outcome(&self, outcome: OutcomeId, depth: usize) -> Step {
        let evaluation = self.words.evaluation;
        let program = evaluation.program();
        let what = program.outcome(outcome).map_or("", |outcome| program.text(outcome.title)).to_owned();
        let Some(row) = evaluation.row_of(Place::Outcome, outcome.index()) else {
            return self.blank(what);
        };
        // A cap stands behind the list it holds: the place to look at is the line that decided, or else the list.
        let decided = evaluation
            .deciding_clause(outcome)
            .and_then(|clause| evaluation.row_of(Place::Clause, clause.index()))
            .or_else(|| evaluation.row_of(Place::Uncapped, outcome.index()));
        let span = decided.and_then(|row| self.span(row));
        let mut step = Step { what, span, ..self.bare(row) };
        step.because.extend(self.words.why(row));
        if evaluation.outcome(outcome).is_ok() {
            step.because.extend(self.decided_by(outcome));
        }
        if depth == 0 {
            return step;
        }
        step.parts = self.outcome_parts(outcome, depth - 1);
        step
    }

    /// The clause and the caps that decided.
    fn decided_by(&self, outcome: OutcomeId) -> Vec<String> {
        let evaluation = self.words.evaluation;
        let program = evaluation.program();
        let scale = program.outcome(outcome).map(|outcome| outcome.scale).unwrap_or_default();
        let clause = evaluation.deciding_clause(outcome).and_then(|clause| program.clauses().get(clause.index()));
        let says = self.words.says;
        let mut said: Vec<String> =
            clause.map(|clause| fill(says.by_line, &[program.text(clause.text)])).into_iter().list();
        let before = evaluation.uncapped(outcome).map(|level| self.words.label(scale, level));
        for cap in evaluation.deciding_caps(outcome).filter_map(|cap| program.caps().get(cap.index())) {
            let line = program.text(cap.text);
            let held = match &before {
                Ok(before) => fill(says.held_from, &[before, line]),
                Err(_) => fill(says.held, &[line]),
            };
            let because = program.text(cap.because);
            said.push(if because.is_empty() { held } else { fill("{}: {}", &[&held, because]) });
        }
        said
    }

    /// The conditions that decided, and what they are made of.
    fn outcome_parts(&self, outcome: OutcomeId, depth: usize) -> Vec<Step> {
        let evaluation = self.words.evaluation;
        let program = evaluation.program();
        let Some(found) = program.outcome(outcome) else {
            return Vec::new();
        };
        let mut clauses = (found.clauses.first()..found.clauses.first() + found.clauses.len())
            .filter_map(|clause| evaluation.row_of(Place::Clause, clause))
            .list();
        // What stands behind the first that is not no was not read.
        let first = clauses.iter().position(|row| evaluation.reading(*row) != Reading::Truth(Truth::No));
        clauses.truncate(first.map_or(clauses.len(), |first| first + 1));
        let caps = (found.caps.first()..found.caps.first() + found.caps.len())
            .filter_map(|cap| evaluation.row_of(Place::Cap, cap));
        let mut steps: Vec<Step> = Vec::new();
        if found.clauses.is_empty() {
            let row = evaluation.row_of(Place::Uncapped, outcome.index());
            for input in row.map(|row| self.words.because(row)).unwrap_or_default() {
                steps.push(self.step(input, depth, false));
            }
        }
        for row in clauses.into_iter().chain(caps) {
            steps.push(self.condition(row, depth));
        }
        // Cuts of one value are one step: the value is explained once.
        let mut seen: Vec<Step> = Vec::new();
        for step in &mut steps {
            step.parts.retain(|part| !seen.contains(part));
            seen.extend(step.parts.iter().cloned());
        }
        steps
    }

    /// A condition: yes or no, and the facts that make it so.
    fn condition(&self, row: RowId, depth: usize) -> Step {
        let truth = self.words.evaluation.reading(row);
        let mut step = Step { what: self.words.formula(row), ..self.bare(row) };
        if let Reading::Truth(truth @ (Truth::Yes | Truth::No)) = truth {
            step.because = self.words.facts(row, truth);
        } else {
            step.because.extend(self.words.why(row));
        }
        if depth > 0 {
            step.parts = self.parts(row, &self.words.row(row), depth - 1);
        }
        step
    }

    fn rule(&self, rule: RuleId) -> Step {
        let evaluation = self.words.evaluation;
        let program = evaluation.program();
        let name = program.rules().get(rule.index()).map_or("", |rule| program.text(rule.name)).to_owned();
        let Some(row) = evaluation.row_of(Place::Rule, rule.index()) else {
            return self.blank(name);
        };
        let value = match evaluation.fires(rule) {
            Truth::Yes => self.words.says.applies,
            Truth::No => self.words.says.applies_not,
            Truth::Unknown => self.words.says.applies_unknown,
        };
        Step { what: name, value: value.to_owned(), ..self.condition(row, DEPTH) }
    }

    fn blank(&self, what: String) -> Step {
        let value = self.words.says.not_known.to_owned();
        Step { what, value, because: Vec::new(), span: None, parts: Vec::new() }
    }
}
