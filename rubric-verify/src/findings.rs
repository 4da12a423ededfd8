//! What is wrong with a rubric without being asked: lines and rules that never come to bear, levels that nobody reaches,
//! lines whose order decides, outcomes that one rater alone decides.

use rubric_core::records::{Limit, OutcomeId, Place, RaterId, RowId};
use rubric_core::{Levels, Op, RowTable, Truth};
use rubric_dsl::model::{Clause, Model, Outcome, OutcomeForm};
use rubric_dsl::{BUDGET, Filled, Sheet, Span, evaluate, possible, ratings_of};

use crate::budget::Budget;
use crate::case::{Answer, Case};
use crate::chance::{Chance, climb};
use crate::examine::Examination;
use crate::example::{self, Counterexample};
use crate::goal::{Goal, Want};
use crate::inputs::Inputs;

/// Something that was found without being asked for, and proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub text: String,
    /// Where.
    pub span: Span,
    /// An assessment that shows it, where one can.
    pub shown: Option<Counterexample>,
}

/// What was looked at, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What was found, in file order.
    pub found: Vec<Finding>,
    /// How many lines, caps, rules and levels were looked at.
    pub looked_at: usize,
    /// How many of them could not be decided.
    pub open: usize,
}

impl Examination<'_> {
    /// Looks for what nobody promised. Each question takes at most `steps` of the budget.
    #[must_use]
    pub fn findings(&self, steps: u64, budget: &mut Budget<'_>) -> Findings {
        let mut findings = self
            .with_case(|model, case| {
                let mut finder = Finder::new(model, case, steps);
                finder.meet_by_chance();
                finder.outcomes(budget);
                finder.rules(budget);
                finder.raters();
                finder.findings
            })
            .unwrap_or_default();
        findings.found.sort_by_key(|finding| finding.span);
        findings
    }
}

struct Finder<'a, 'p> {
    model: &'a Model,
    case: &'a Case<'p>,
    steps: u64,
    /// Goals that some assessment is known to meet.
    met: Vec<bool>,
    questions: Vec<Goal>,
    findings: Findings,
}

impl<'a, 'p> Finder<'a, 'p> {
    fn new(model: &'a Model, case: &'a Case<'p>, steps: u64) -> Self {
        let mut finder =
            Self { model, case, steps, met: Vec::new(), questions: Vec::new(), findings: Findings::default() };
        finder.questions = finder.all_questions();
        finder.met = vec![false; finder.questions.len()];
        finder.findings.looked_at = finder.questions.len();
        finder
    }

    fn row(&self, place: Place, at: usize) -> Option<RowId> {
        self.case.program.row_of(&self.case.table, place, at)
    }

    /// Everything that some assessment should meet.
    fn all_questions(&self) -> Vec<Goal> {
        let mut goals = Vec::new();
        for at in 0..self.model.outcomes.len() {
            goals.extend(self.lines(at));
            goals.extend(self.caps(at));
            goals.extend(self.levels(at));
        }
        goals.extend((0..self.model.rules.len()).map(|at| self.rule(at)));
        goals
    }

    /// For each line of a list: that it decides.
    fn lines(&self, at: usize) -> Vec<Goal> {
        let Some(list) = self.list(at) else {
            return Vec::new();
        };
        let decides = |line: usize| {
            let earlier = list.iter().take(line).flatten().map(|row| (*row, Want::Truth(Truth::No)));
            let own = list.get(line).copied().flatten().map(|row| (row, Want::Truth(Truth::Yes)));
            Goal { wants: earlier.chain(own).collect() }
        };
        (0..list.len()).map(decides).collect()
    }

    /// The conditions of an outcome's lines; none for `otherwise`.
    fn list(&self, at: usize) -> Option<Vec<Option<RowId>>> {
        let table: &RowTable<'_> = &self.case.table;
        let row = table.row(self.row(Place::Uncapped, at)?).filter(|row| row.op == Op::Decide)?;
        let condition = |row: u16| (row != rubric_core::NONE).then(|| RowId::new(usize::from(row)));
        Some(table.items_of(&row).iter().map(|item| condition(item.a)).collect())
    }

    /// For each cap of an outcome: that it changes the level.
    fn caps(&self, at: usize) -> Vec<Goal> {
        let before: usize = self.model.outcomes.iter().take(at).map(|outcome| outcome.caps.len()).sum();
        let Some((outcome, uncapped)) = self.model.outcomes.get(at).zip(self.row(Place::Uncapped, at)) else {
            return Vec::new();
        };
        let changes = |(place, cap): (usize, &rubric_dsl::model::Cap)| {
            let beyond = (0..32).filter(|level| match cap.limit {
                Limit::AtMost => *level > cap.level,
                Limit::AtLeast => *level < cap.level,
            });
            let beyond = beyond.map(Levels::only).fold(Levels::NONE, Levels::with);
            let condition = self.row(Place::Cap, before + place).map(|row| (row, Want::Truth(Truth::Yes)));
            Goal { wants: condition.into_iter().chain([(uncapped, Want::Level(beyond))]).collect() }
        };
        outcome.caps.iter().enumerate().map(changes).collect()
    }

    fn levels(&self, at: usize) -> Vec<Goal> {
        let scale = self.model.outcomes.get(at).and_then(|outcome| self.model.scale(outcome.scale));
        let count = scale.and_then(|scale| u8::try_from(scale.levels.len()).ok()).unwrap_or(0);
        let row = self.row(Place::Outcome, at);
        row.map_or_else(Vec::new, |row| (0..count).map(|level| Goal::level(row, level)).collect())
    }

    fn rule(&self, at: usize) -> Goal {
        self.row(Place::Rule, at).map_or_else(Goal::default, |row| Goal::truth(row, Truth::Yes))
    }

    /// Marks what assessments that are easily made meet already.
    fn meet_by_chance(&mut self) {
        let mut rows: Vec<RowId> = self.questions.iter().flat_map(Goal::rows).collect();
        rows.sort_unstable();
        rows.dedup();
        let mut inputs = Inputs::default();
        if self.case.net(&rows, &mut inputs, false).is_err() {
            return;
        }
        let mut chance = Chance::new();
        let by_chance: Vec<_> = (0..300).map(|_| chance.choices(&inputs.choices)).collect();
        for choices in by_chance.into_iter().chain(climb(&inputs.choices)) {
            let sheet = inputs.sheet(self.case.program, &choices, false);
            let (questions, met) = (&self.questions, &mut self.met);
            let _ = evaluate(self.case.program, self.case.table.perspective(), &sheet, |evaluation| {
                for (goal, met) in questions.iter().zip(met.iter_mut()).filter(|(_, met)| !**met) {
                    *met = goal.is_met_in(evaluation);
                }
            });
        }
    }

    /// Whether some assessment meets a question; nothing where that is not known.
    fn is_met(&mut self, at: usize, budget: &mut Budget<'_>) -> Option<bool> {
        if self.met.get(at) == Some(&true) {
            return Some(true);
        }
        let goal = self.questions.get(at)?;
        match budget.within(self.steps, |budget| self.case.seek(goal, budget)) {
            Answer::None => Some(false),
            Answer::Some(_) | Answer::Smallest(_) => Some(true),
            Answer::Open(_) => None,
        }
    }

    fn report(&mut self, span: Span, met: Option<bool>, text: String) {
        match met {
            Some(true) => {}
            Some(false) => self.findings.found.push(Finding { text, span, shown: None }),
            None => self.findings.open += 1,
        }
    }

    fn outcomes(&mut self, budget: &mut Budget<'_>) {
        let mut question = 0;
        for (at, outcome) in self.model.outcomes.iter().enumerate() {
            let lines = self.list(at).map_or(0, |list| list.len());
            let clauses: &[Clause] = if let OutcomeForm::Clauses(clauses) = &outcome.form { clauses } else { &[] };
            for clause in clauses.iter().take(lines) {
                let met = self.is_met(question, budget);
                self.report(clause.span, met, format!("line `{}` of `{}` never decides", clause.text, outcome.name));
                question += 1;
            }
            for cap in &outcome.caps {
                let met = self.is_met(question, budget);
                self.report(cap.span, met, format!("`{}` never changes `{}`", cap.text, outcome.name));
                question += 1;
            }
            let levels = self.model.scale(outcome.scale).map_or(&[][..], |scale| &scale.levels);
            for level in levels {
                let met = self.is_met(question, budget);
                self.report(outcome.span, met, format!("nobody can be `{}` in `{}`", level.name, outcome.name));
                question += 1;
            }
            self.unmatched(at, outcome, budget);
            self.order(at, outcome, clauses, budget);
        }
    }

    /// A list that leaves an assessment without an answer.
    fn unmatched(&mut self, at: usize, outcome: &Outcome, budget: &mut Budget<'_>) {
        let Some(list) = self.list(at).filter(|list| !list.contains(&None)) else {
            return;
        };
        let goal = Goal { wants: list.into_iter().flatten().map(|row| (row, Want::Truth(Truth::No))).collect() };
        let (sheet, smallest) = match budget.within(self.steps, |budget| self.case.seek(&goal, budget)) {
            Answer::Smallest(sheet) => (sheet, true),
            Answer::Some(sheet) => (sheet, false),
            Answer::None => return,
            Answer::Open(_) => {
                return self.report(outcome.span, None, format!("no line of `{}` may match", outcome.name));
            }
        };
        let counted = budget.within(self.steps, |budget| self.case.counted(&goal, budget));
        let many = counted.map_or_else(String::new, |(met, all)| format!(": {met} of {all} complete assessments"));
        let title = format!("no line of {} matches", outcome.name);
        let shown = example::of(self.case.program, &sheet, &title, &[format!("known({})", outcome.name)], smallest);
        let text = format!("no line of `{}` matches some assessments{many}", outcome.name);
        self.findings.found.push(Finding { text, span: outcome.span, shown: Some(shown) });
    }

    /// Lines that can both be true and give different levels.
    fn order(&mut self, at: usize, outcome: &Outcome, clauses: &[Clause], budget: &mut Budget<'_>) {
        let list = self.list(at).unwrap_or_default();
        let lines: Vec<(&Clause, RowId)> = clauses
            .iter()
            .zip(list)
            .filter(|(clause, _)| !clause.cut)
            .filter_map(|(clause, row)| Some((clause, row?)))
            .collect();
        for (place, (one, row)) in lines.iter().enumerate() {
            for (other, other_row) in lines.iter().skip(place + 1).filter(|(other, _)| other.level != one.level) {
                let wants = vec![(*row, Want::Truth(Truth::Yes)), (*other_row, Want::Truth(Truth::Yes))];
                let found = budget.within(self.steps, |budget| self.case.seek(&Goal { wants }, budget));
                let (sheet, smallest) = match found {
                    Answer::Smallest(sheet) => (sheet, true),
                    Answer::Some(sheet) => (sheet, false),
                    Answer::None | Answer::Open(_) => continue,
                };
                // The first pair tells that order decides in the list.
                return self.both(outcome, (one, other), &sheet, smallest);
            }
        }
    }

    fn both(&mut self, outcome: &Outcome, (one, other): (&Clause, &Clause), sheet: &Sheet, smallest: bool) {
        let text =
            format!("the order of `{}` and `{}` decides: both can be true of one assessment", one.text, other.text);
        let level = self.model.scale(outcome.scale).and_then(|scale| scale.levels.get(usize::from(other.level)));
        let expect = format!("{} is {}", outcome.name, level.map_or("", |level| level.name.as_str()));
        let title = format!("two lines of {} are true", outcome.name);
        let shown = example::of(self.case.program, sheet, &title, &[expect], smallest);
        self.findings.found.push(Finding { text, span: other.span, shown: Some(shown) });
    }

    /// Rules that never apply. What a `for each` made is one statement: it applies if it does for any member.
    fn rules(&mut self, budget: &mut Budget<'_>) {
        let first = self.questions.len() - self.model.rules.len();
        let mut statements: Vec<(Span, String, Vec<usize>)> = Vec::new();
        for (at, rule) in self.model.rules.iter().enumerate() {
            match statements.iter_mut().find(|(span, ..)| *span == rule.span) {
                Some((_, _, places)) => places.push(first + at),
                None => {
                    let name = rule.name.split('[').next().unwrap_or("").to_owned();
                    statements.push((rule.span, name, vec![first + at]));
                }
            }
        }
        for (span, name, places) in statements {
            if places.iter().any(|at| self.met.get(*at) == Some(&true)) {
                continue;
            }
            let mut met = Some(false);
            for at in places {
                match self.is_met(at, budget) {
                    Some(false) => {}
                    found => met = found,
                }
                if met == Some(true) {
                    break;
                }
            }
            self.report(span, met, format!("`{name}` never applies"));
        }
    }

    /// Outcomes of several raters that one of them can bring to the lowest and to the highest level whatever the others
    /// say.
    fn raters(&mut self) {
        if self.model.shares.len() < 2 {
            return;
        }
        for share in &self.model.shares {
            for (at, outcome) in self.model.outcomes.iter().enumerate() {
                let (low, high) = (self.forced(share.rater, at, false), self.forced(share.rater, at, true));
                if let Some((low, high)) = low.zip(high).filter(|(low, high)| low != high) {
                    let rater = self.model.raters.get(share.rater.index()).map_or("", |rater| rater.name.as_str());
                    let levels = self.model.scale(outcome.scale).map_or(&[][..], |scale| &scale.levels);
                    let name = |at: u8| levels.get(usize::from(at)).map_or("", |level| level.name.as_str());
                    let text = format!(
                        "`{rater}` alone can make `{}` {} or {}, whatever the other raters say",
                        outcome.name,
                        name(low),
                        name(high)
                    );
                    self.findings.found.push(Finding { text, span: outcome.span, shown: None });
                }
            }
        }
    }

    /// The level of an outcome that one rater's lowest or highest ratings leave.
    fn forced(&self, rater: RaterId, outcome: usize, highest: bool) -> Option<u8> {
        let program = self.case.program;
        let mut filled = Filled::blank(program, rater);
        for leaf in (0..program.leaves().len()).map(rubric_core::records::LeafId::new) {
            let mut levels = ratings_of(program, leaf);
            levels.retain(|rating| matches!(rating.kind(), rubric_core::RatingKind::Level(_)));
            let end = if highest { levels.iter().max() } else { levels.iter().min() };
            end.into_iter().for_each(|rating| filled.rate(leaf, *rating));
        }
        let floor = program.rater(rater).filter(|rater| rater.many != 0).map_or(1, |rater| usize::from(rater.floor));
        let mut sheet = Sheet::blank(program);
        sheet.responses = vec![filled; floor.max(1)];
        possible(program, None, &sheet, OutcomeId::new(outcome), BUDGET).single()
    }
}
