//! What a changed rubric changes: for whom it gives another outcome, or a proof that it does for nobody.
//!
//! Both rubrics are put into one net. What they share is there once, so an outcome whose meaning did not change is seen to
//! be the same at once; of the others all assessments that both accept are gone through.

use rubric_core::records::{ContextForm, LeafId, Place, RaterId};
use rubric_core::{Given, Program, Row, RowTable};
use rubric_dsl::Sheet;
use rubric_dsl::model::{Model, OutcomeForm};

use crate::budget::Budget;
use crate::case::Case;
use crate::example::{self, Counterexample};
use crate::frontier::{Choice, End, Question, Searched, search};
use crate::inputs::{Asked, Gift, Offer, asked, give, offers};
use crate::net::{Net, Node, NodeAt, TooFine};

/// What becomes of an outcome that both rubrics have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is made in the same way.
    SameMeaning,
    /// It is made otherwise, and yet every assessment gives the same.
    SameForAll,
    /// Some assessment is rated otherwise: the smallest, and the levels that the old and the new rubric give it, where
    /// they give one.
    Differs(Counterexample, Option<String>, Option<String>),
    /// It is not known; how far the search came.
    NotDecided(String),
}

/// How two rubrics differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Outcomes of both, by their new name.
    pub outcomes: Vec<(String, Change)>,
    /// What has another name or place: old and new.
    pub renamed: Vec<(String, String)>,
    /// What has another text and the same meaning, by its new name.
    pub reworded: Vec<String>,
    /// Rules that are written otherwise, in words.
    pub rules: Vec<String>,
    /// What only the old rubric has.
    pub gone: Vec<String>,
    /// What only the new rubric has.
    pub added: Vec<String>,
}

/// Things of both rubrics that are the same thing: places in the old and the new one.
struct Pairs {
    nodes: Vec<(usize, usize)>,
    outcomes: Vec<(usize, usize)>,
}

/// Compares two rubrics.
#[must_use]
pub fn diff(old: &Model, new: &Model, budget: &mut Budget<'_>) -> Difference {
    let mut difference = Difference::default();
    let pairs = pairs(old, new, &mut difference);
    texts(old, new, &pairs, &mut difference);
    rules(old, new, &pairs, &mut difference);
    let (old_compiled, new_compiled) = (rubric_dsl::compile(old), rubric_dsl::compile(new));
    let (Ok(old_program), Ok(new_program)) = (old_compiled.program(), new_compiled.program()) else {
        return difference;
    };
    let (Some(old_table), Some(new_table)) = (old_program.table(None), new_program.table(None)) else {
        return difference;
    };
    let both = Both { programs: [&old_program, &new_program], tables: [old_table, new_table], pairs: &pairs };
    for (one, other) in &pairs.outcomes {
        let name = new.outcomes.get(*other).map(|outcome| outcome.name.clone()).unwrap_or_default();
        let share = budget.is_left();
        let change = if share {
            both.change(*one, *other, &name, budget)
        } else {
            Change::NotDecided("nothing: the time was over".to_owned())
        };
        difference.outcomes.push((name, change));
    }
    difference
}

/// Pairs by name; what is left over is paired by title, and is a renaming.
fn paired(old: &[(String, String)], new: &[(String, String)]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for by_title in [false, true] {
        for (at, (name, title)) in old.iter().enumerate() {
            if pairs.iter().any(|(one, _)| *one == at) {
                continue;
            }
            let same = |(place, (other, other_title)): &(usize, &(String, String))| {
                let free = !pairs.iter().any(|(_, known)| known == place);
                free && if by_title { title == other_title && !title.is_empty() } else { name == other }
            };
            let found = new.iter().enumerate().find(same).map(|(place, _)| place);
            pairs.extend(found.map(|place| (at, place)));
        }
    }
    pairs.sort_unstable();
    pairs
}

fn pairs(old: &Model, new: &Model, difference: &mut Difference) -> Pairs {
    let nodes = |model: &Model| -> Vec<(String, String)> {
        model.nodes.iter().map(|node| (node.path.clone(), node.title.clone())).collect()
    };
    let outcomes = |model: &Model| -> Vec<(String, String)> {
        model.outcomes.iter().map(|outcome| (outcome.name.clone(), outcome.title.clone())).collect()
    };
    let mut listed = |old: Vec<(String, String)>, new: Vec<(String, String)>| {
        let pairs = paired(&old, &new);
        for (at, (name, _)) in old.iter().enumerate() {
            match pairs.iter().find(|(one, _)| *one == at).and_then(|(_, other)| new.get(*other)) {
                Some((other, _)) if other != name => difference.renamed.push((name.clone(), other.clone())),
                Some(_) => {}
                None => difference.gone.push(name.clone()),
            }
        }
        let added = new.iter().enumerate().filter(|(at, _)| !pairs.iter().any(|(_, other)| other == at));
        difference.added.extend(added.map(|(_, (name, _))| name.clone()));
        pairs
    };
    Pairs { nodes: listed(nodes(old), nodes(new)), outcomes: listed(outcomes(old), outcomes(new)) }
}

/// What is worded otherwise.
fn texts(old: &Model, new: &Model, pairs: &Pairs, difference: &mut Difference) {
    for (one, other) in &pairs.nodes {
        let Some((one, other)) = old.nodes.get(*one).zip(new.nodes.get(*other)) else {
            continue;
        };
        let descriptors = |node: &rubric_dsl::model::Node| node.leaf.as_ref().map(|leaf| leaf.descriptors.clone());
        let same = one.title == other.title && one.about == other.about && one.asks == other.asks;
        if !same || descriptors(one) != descriptors(other) {
            difference.reworded.push(other.path.clone());
        }
    }
    for scale in &new.scales {
        let before = old.scales.iter().find(|known| known.name == scale.name);
        for level in &scale.levels {
            let known = before.and_then(|before| before.levels.iter().find(|known| known.name == level.name));
            if known.is_some_and(|known| known.label != level.label) {
                difference.reworded.push(format!("{}.{}", scale.name, level.name));
            }
        }
    }
}

/// Rules that are written otherwise: weights, roll-ups, lines, caps.
fn rules(old: &Model, new: &Model, pairs: &Pairs, difference: &mut Difference) {
    for (one, other) in &pairs.nodes {
        let Some((one, other)) = old.nodes.get(*one).zip(new.nodes.get(*other)) else {
            continue;
        };
        let mut told = |what: &str, before: String, after: String| {
            if before != after {
                difference.rules.push(format!("{}: {what} {before}, now {after}", other.path));
            }
        };
        let number = |number: rubric_core::Fraction| rubric_core::DecimalText::new(number, 6).as_str().to_owned();
        told("weight", number(one.weight), number(other.weight));
        told("needs", number(one.needs), number(other.needs));
        let roll = |node: &rubric_dsl::model::Node| format!("{:?}", node.roll).to_lowercase();
        told("rolls up by", roll(one), roll(other));
        let when = |text: &str| if text.is_empty() { "always".to_owned() } else { format!("when {text}") };
        told("asked", when(&one.when), when(&other.when));
    }
    for (one, other) in &pairs.outcomes {
        let Some((one, other)) = old.outcomes.get(*one).zip(new.outcomes.get(*other)) else {
            continue;
        };
        let lines = |outcome: &rubric_dsl::model::Outcome| -> Vec<String> {
            let clauses = match &outcome.form {
                OutcomeForm::Clauses(clauses) => clauses.iter().map(|clause| clause.text.clone()).collect(),
                OutcomeForm::Matrix(..) => Vec::new(),
            };
            clauses.into_iter().chain(outcome.caps.iter().map(|cap| cap.text.clone())).collect()
        };
        let (before, after) = (lines(one), lines(other));
        for line in before.iter().filter(|line| !after.contains(line)) {
            difference.rules.push(format!("{}: `{line}` is gone", other.name));
        }
        for line in after.iter().filter(|line| !before.contains(line)) {
            difference.rules.push(format!("{}: `{line}` is new", other.name));
        }
    }
}

/// Two programs in one net.
struct Both<'b> {
    programs: [&'b Program<'b>; 2],
    tables: [RowTable<'b>; 2],
    pairs: &'b Pairs,
}

/// What one choice gives in the old rubric and in the new one.
type Twofold = ([Gift; 2], Choice);

/// What is asked by one or both programs.
struct Shared {
    key: String,
    asked: [Option<Asked>; 2],
}

impl Both<'_> {
    fn change(&self, one: usize, other: usize, name: &str, budget: &mut Budget<'_>) -> Change {
        let rows = [(0, one), (1, other)].map(|(side, at)| {
            let (program, table) = (self.programs.get(side)?, self.tables.get(side)?);
            program.row_of(table, Place::Outcome, at)
        });
        let mut shared = Vec::new();
        let mut net = Net::default();
        let mut goals: Vec<NodeAt> = Vec::new();
        for (side, row) in rows.into_iter().enumerate() {
            let (Some(row), Some(program), Some(table)) = (row, self.programs.get(side), self.tables.get(side)) else {
                return Change::NotDecided("before the search".to_owned());
            };
            let mut input = |net: &mut Net, _, row: &Row| self.input(net, side, row, &mut shared);
            match net.take_in(program, table, &[row], &mut input) {
                Ok(found) => goals.extend(found),
                Err(TooFine) => return Change::NotDecided("a number too fine to follow".to_owned()),
            }
        }
        let names = [(0, one), (1, other)].map(|(side, at)| self.level_names(side, at));
        if goals.first() == goals.get(1) && names.first() == names.last() {
            return Change::SameMeaning;
        }
        let mut whole = true;
        let options: Vec<Vec<Twofold>> =
            shared.iter().enumerate().map(|(at, shared)| self.options(&net, at, shared, &mut whole)).collect();
        let variables: Vec<Vec<Choice>> =
            options.iter().map(|options| options.iter().map(|(_, choice)| choice.clone()).collect()).collect();
        let question = Question { net: &net, variables: &variables, goals: &goals, ways: 1, most: None, marks: 0 };
        match search(&question, budget) {
            Searched::TooFine => Change::NotDecided("a number too fine to follow".to_owned()),
            Searched::Stopped(at, of) => Change::NotDecided(format!("{at} of {of} things that can be given")),
            Searched::Done(found) => {
                let level = |end: &End, side: usize| {
                    let level = end.goals.get(side).and_then(|slot| slot.levels().single());
                    level.and_then(|level| names.get(side)?.get(usize::from(level)).cloned())
                };
                let differs = found.ends.iter().filter(|end| level(end, 0) != level(end, 1));
                // Two levels tell more than a level that is not known.
                let rank =
                    |end: &&End| (level(end, 0).is_none() || level(end, 1).is_none(), end.costs.first().copied());
                let Some(end) = differs.min_by_key(rank) else {
                    let partly = "every rating, but not every number or group".to_owned();
                    return if whole { Change::SameForAll } else { Change::NotDecided(partly) };
                };
                let choices = found.choices(end, 0);
                self.shown((&shared, &options), &choices, [one, other], name, whole)
                    .unwrap_or_else(|| Change::NotDecided("a difference that the engine does not confirm".to_owned()))
            }
        }
    }

    /// The assessment that is rated otherwise, as an example of the new rubric that expects what the old one gave.
    fn shown(
        &self,
        (shared, options): (&[Shared], &[Vec<Twofold>]),
        choices: &[(u32, usize)],
        places: [usize; 2],
        name: &str,
        smallest: bool,
    ) -> Option<Change> {
        let sheet_of = |side: usize| {
            let program = self.programs.get(side)?;
            let mut sheet = Sheet::blank(program);
            for (variable, choice) in choices {
                let at = usize::try_from(*variable).unwrap_or(usize::MAX);
                let (gifts, _) = options.get(at)?.get(*choice)?;
                if let Some(asked) = shared.get(at)?.asked.get(side).copied().flatten() {
                    give(program, &mut sheet, asked, *gifts.get(side)?);
                }
            }
            Some(sheet)
        };
        // What the engines say of it, and nothing else, is shown.
        let level_of = |side: usize, sheet: &Sheet| {
            let case = Case { program: self.programs.get(side)?, table: *self.tables.get(side)? };
            let at = *places.get(side)?;
            let level = case.level_on(case.program.row_of(&case.table, Place::Outcome, at)?, sheet)?;
            self.level_names(side, at).get(usize::from(level)).cloned()
        };
        let (old_sheet, sheet) = (sheet_of(0)?, sheet_of(1)?);
        let (before, after) = (level_of(0, &old_sheet), level_of(1, &sheet));
        if before == after {
            return None;
        }
        let expect = before.as_ref().map_or_else(|| format!("{name} is unknown"), |level| format!("{name} is {level}"));
        let title = format!("{name} was {}", before.as_deref().unwrap_or("not known"));
        let shown = example::of(self.programs.get(1)?, &sheet, &title, &[expect], smallest);
        Some(Change::Differs(shown, before, after))
    }

    fn level_names(&self, side: usize, outcome: usize) -> Vec<String> {
        let names = || {
            let program = self.programs.get(side)?;
            let scale = program.scale(program.outcomes().get(outcome)?.scale)?;
            Some(program.levels_in(scale.levels).iter().map(|level| program.text(level.name).to_owned()).collect())
        };
        names().unwrap_or_default()
    }

    /// The node of something that is asked. Where both programs take it to mean the same, it is one node.
    fn input(&self, net: &mut Net, side: usize, row: &Row, shared: &mut Vec<Shared>) -> Result<NodeAt, TooFine> {
        let asked = asked(row).ok_or(TooFine)?;
        let key = self.key(side, asked);
        let at = shared.iter().position(|known| known.key == key).unwrap_or_else(|| {
            shared.push(Shared { key, asked: [None, None] });
            shared.len() - 1
        });
        let known = shared.get_mut(at).ok_or(TooFine)?;
        known.asked.get_mut(side).into_iter().for_each(|place| *place = Some(asked));
        let port = u8::from(side == 1 && known.asked.iter().all(Option::is_some) && !self.alike(known));
        net.add(Node::Input(u32::try_from(at).map_err(|_| TooFine)?, port))
    }

    /// What a thing is called in both rubrics: by its old path.
    fn key(&self, side: usize, asked: Asked) -> String {
        let Some(program) = self.programs.get(side) else {
            return String::new();
        };
        let rater = |id: RaterId| program.rater(id).map_or("", |rater| program.text(rater.name));
        let leaf = |id: LeafId| {
            let node = program.leaf(id).map_or(usize::MAX, |leaf| leaf.node.index());
            let old = self.pairs.nodes.iter().find(|(_, new)| side == 1 && *new == node).map(|(old, _)| *old);
            let only_new = side == 1 && old.is_none();
            format!("{}{}", if only_new { "new " } else { "" }, old.unwrap_or(node))
        };
        match asked {
            Asked::Leaf(id, by) => format!("leaf {} {}", leaf(id), rater(by)),
            Asked::Group(id, by, digits) => format!("group {} {} {digits}", leaf(id), rater(by)),
            Asked::Evidence(id, count, by) => format!("evidence {} {count} {}", leaf(id), rater(by)),
            Asked::Words(id, count, by) => format!("words {} {count} {}", leaf(id), rater(by)),
            Asked::Context(at) => {
                format!("context {}", program.contexts().get(at).map_or("", |found| program.text(found.name)))
            }
            Asked::Judged(at, _) => {
                format!("judged {}", program.judgements().get(at).map_or("", |found| program.text(found.name)))
            }
            Asked::Prior(at, _) => format!("prior {at}"),
        }
    }

    /// Whether both programs read the same gifts of a thing in the same way.
    fn alike(&self, shared: &Shared) -> bool {
        let mut whole = true;
        let read = |side: usize, whole: &mut bool| {
            let (program, asked) = (self.programs.get(side)?, shared.asked.get(side).copied().flatten()?);
            let listed = offers(program, &Net::default(), usize::MAX, asked, whole).ok()?;
            Some(listed.into_iter().map(|(gift, slot, _)| (label(program, asked, gift), slot)).collect::<Vec<_>>())
        };
        read(0, &mut whole) == read(1, &mut whole)
    }

    /// What a thing can be given in both programs, by name.
    fn options(&self, net: &Net, at: usize, shared: &Shared, whole: &mut bool) -> Vec<Twofold> {
        let mut listed = |side: usize| -> Option<(&Program<'_>, Asked, Vec<Offer>)> {
            let (program, asked) = (self.programs.get(side)?, shared.asked.get(side).copied().flatten()?);
            Some((program, asked, offers(program, net, at, asked, whole).ok()?))
        };
        let made = |gifts: [Gift; 2], ports: Vec<_>, cost| (gifts, Choice { ports, cost, marked: false });
        match (listed(0), listed(1)) {
            (Some((one, asked, old)), Some((other, other_asked, new))) => {
                let mut options = Vec::new();
                for (gift, slot, cost) in old {
                    let named = label(one, asked, gift);
                    let same = new.iter().find(|(gift, ..)| label(other, other_asked, *gift) == named);
                    options.extend(same.map(|(other, other_slot, _)| {
                        made([gift, *other], vec![slot.clone(), other_slot.clone()], cost)
                    }));
                }
                options
            }
            (Some((_, _, only)), None) | (None, Some((_, _, only))) => {
                only.into_iter().map(|(gift, slot, cost)| made([gift, gift], vec![slot.clone(), slot], cost)).collect()
            }
            (None, None) => Vec::new(),
        }
    }
}

/// What a gift is called.
fn label(program: &Program<'_>, asked: Asked, gift: Gift) -> String {
    match (asked, gift) {
        (Asked::Leaf(leaf, _) | Asked::Group(leaf, ..), Gift::Rating(rating)) => {
            let rated = program.leaf(leaf).is_some_and(|leaf| leaf.form.is_rated());
            format!("{rated} {}", example::named(program, leaf, rating))
        }
        (Asked::Context(at), Gift::Context(Given::Choice(choice))) => {
            let context = program.contexts().get(at).filter(|context| context.form == ContextForm::Choice);
            let choice = context.and_then(|context| program.choices_in(context.choices).get(usize::from(choice)));
            choice.map_or("", |choice| program.text(choice.name)).to_owned()
        }
        (_, gift) => format!("{gift:?}"),
    }
}
