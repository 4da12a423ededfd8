//! What the names in a file stand for.

use std::collections::BTreeMap;

use rubric_core::records::{ContextForm, LeafForm, LeafId, RaterId};
use rubric_core::{Decimal, Fraction, Given, Program, Rating};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// The names of a program, for looking up.
#[derive(Debug)]
pub(super) struct Names<'p> {
    pub(super) program: &'p Program<'p>,
    leaves: BTreeMap<&'p str, LeafId>,
    groups: BTreeMap<&'p str, ()>,
}

impl<'p> Names<'p> {
    pub(super) fn new(program: &'p Program<'p>) -> Self {
        let mut leaves = BTreeMap::new();
        let mut groups = BTreeMap::new();
        for node in program.nodes().iter() {
            let path = program.text(node.path);
            if node.is_leaf == 0 {
                groups.insert(path, ());
            } else {
                leaves.insert(path, node.leaf);
            }
        }
        Self { program, leaves, groups }
    }

    /// The path of a leaf, for messages.
    pub(super) fn path(&self, leaf: LeafId) -> &'p str {
        let node = self.program.leaf(leaf).and_then(|leaf| self.program.node(leaf.node));
        node.map_or("", |node| self.program.text(node.path))
    }

    /// The leaf of a path.
    pub(super) fn leaf(&self, path: &str, span: Span) -> Result<LeafId, Diagnostic> {
        if let Some(leaf) = self.leaves.get(path) {
            return Ok(*leaf);
        }
        if self.groups.contains_key(path) {
            return Err(codes::rb903::group(span, path));
        }
        let known: Vec<&str> = self.leaves.keys().copied().collect();
        Err(codes::rb903::unknown(span, path, "a leaf", &known))
    }

    /// The rater of a name.
    pub(super) fn rater(&self, name: &str, span: Span) -> Result<RaterId, Diagnostic> {
        let names: Vec<&str> = self.program.raters().iter().map(|rater| self.program.text(rater.name)).collect();
        let place = names.iter().position(|known| *known == name).map(RaterId::new);
        place.ok_or_else(|| codes::rb903::unknown(span, name, "a rater", &names))
    }

    /// The place of a context value.
    pub(super) fn context(&self, name: &str, span: Span) -> Result<usize, Diagnostic> {
        let names: Vec<&str> = self.program.contexts().iter().map(|context| self.program.text(context.name)).collect();
        names
            .iter()
            .position(|known| *known == name)
            .ok_or_else(|| codes::rb903::unknown(span, name, "a context value", &names))
    }

    /// What a context value is given.
    pub(super) fn given(&self, at: usize, text: &str, span: Span) -> Result<Given, Diagnostic> {
        let Some(context) = self.program.contexts().get(at) else {
            return Ok(Given::Unset);
        };
        let name = self.program.text(context.name);
        match context.form {
            ContextForm::Number => self.number(name, text, (context.low, context.high), span).map(Given::Number),
            ContextForm::Choice => {
                let choices: Vec<&str> = self
                    .program
                    .choices_in(context.choices)
                    .iter()
                    .map(|choice| self.program.text(choice.name))
                    .collect();
                let place = choices.iter().position(|known| *known == text).and_then(|at| u16::try_from(at).ok());
                place
                    .map(Given::Choice)
                    .ok_or_else(|| codes::rb903::unknown(span, text, &format!("a choice of `{name}`"), &choices))
            }
        }
    }

    /// A number within limits in millionths.
    pub(super) fn number(
        &self,
        path: &str,
        text: &str,
        (low, high): (i64, i64),
        span: Span,
    ) -> Result<Decimal, Diagnostic> {
        let number = Decimal::parse(text).map_err(|error| codes::rb904::not_a_number(span, path, text, error))?;
        if (low..=high).contains(&number.millionths()) {
            return Ok(number);
        }
        let end = |millionths: i64| Fraction::new(i128::from(millionths), 1_000_000).unwrap_or_default();
        Err(codes::rb904::outside(span, path, text, (end(low), end(high))))
    }

    /// The rating that a text stands for: a level by its name or value, or an answer.
    pub(super) fn rating(&self, leaf: LeafId, path: &str, text: &str, span: Span) -> Result<Rating, Diagnostic> {
        match self.level(leaf, text) {
            Some(rating) => Ok(rating),
            None if Decimal::parse(text).is_ok() => Err(codes::rb904::no_level(span, path, text)),
            None => self.answer(leaf, path, text, span),
        }
    }

    /// The level that a text names, or whose value it is.
    pub(super) fn level(&self, leaf: LeafId, text: &str) -> Option<Rating> {
        let form = self.program.leaf(leaf)?;
        let scale = self.program.scale(form.scale).filter(|_| form.form.is_rated())?;
        let levels = self.program.levels_in(scale.levels);
        let code = |at: usize| u8::try_from(at).ok();
        if let Some(at) = levels.iter().position(|level| self.program.text(level.name) == text) {
            return code(at).map(Rating::level);
        }
        let value = Decimal::parse(text).ok().filter(|_| scale.valued != 0)?.fraction();
        let worth = |num: i64, den: i64| Fraction::new(i128::from(num), i128::from(den));
        if let Some(at) = levels.iter().position(|level| worth(level.num, scale.den) == Some(value)) {
            return code(at).map(Rating::level);
        }
        let pairs = levels.iter().zip(levels.iter().skip(1));
        let middle = |low: i64, high: i64| worth(low.checked_add(high)?, scale.den.checked_mul(2)?);
        let half = pairs.map(|(low, high)| middle(low.num, high.num)).position(|middle| middle == Some(value))?;
        let halves = scale.half_steps != 0 && form.form == LeafForm::Rated;
        code(half).filter(|_| halves).map(Rating::half_step)
    }

    /// The answer that a text names, if the leaf allows it.
    pub(super) fn answer(&self, leaf: LeafId, path: &str, text: &str, span: Span) -> Result<Rating, Diagnostic> {
        let answers: Vec<&str> = self.program.answers().iter().map(|answer| self.program.text(answer.name)).collect();
        let form = self.program.leaf(leaf);
        let Some(at) = answers.iter().position(|known| *known == text).and_then(|at| u8::try_from(at).ok()) else {
            let levels =
                form.and_then(|form| self.program.scale(form.scale)).map(|scale| self.program.levels_in(scale.levels));
            let levels = levels
                .into_iter()
                .flat_map(|levels| levels.iter().map(|level| self.program.text(level.name)).collect::<Vec<_>>());
            let known: Vec<&str> = levels.chain(answers).collect();
            return Err(codes::rb903::unknown(span, text, &format!("a level or answer of `{path}`"), &known));
        };
        let allowed =
            form.is_some_and(|form| form.answers.checked_shr(u32::from(at)).is_some_and(|bits| bits & 1 == 1));
        if allowed { Ok(Rating::answer(at)) } else { Err(codes::rb904::answer(span, path, text)) }
    }

    /// The bit of a practice.
    pub(super) fn practice(&self, leaf: LeafId, path: &str, name: &str, span: Span) -> Result<u64, Diagnostic> {
        let Some(form) = self.program.leaf(leaf).filter(|leaf| leaf.form == LeafForm::Cumulative) else {
            return Err(codes::rb904::wants(span, path, wanted_by(self.program.leaf(leaf).map(|leaf| leaf.form))));
        };
        let practices: Vec<&str> =
            self.program.practices_in(form.practices).iter().map(|practice| self.program.text(practice.name)).collect();
        let place = practices.iter().position(|known| *known == name).and_then(|at| u32::try_from(at).ok());
        place
            .and_then(|place| 1_u64.checked_shl(place))
            .ok_or_else(|| codes::rb903::unknown(span, name, &format!("a practice of `{path}`"), &practices))
    }
}

/// What a leaf takes, in messages.
pub(super) const fn wanted_by(form: Option<LeafForm>) -> &'static str {
    match form {
        Some(LeafForm::Rated) => "a level or an answer",
        Some(LeafForm::Cumulative) => "practices, a level or an answer",
        Some(LeafForm::Number) => "a number or an answer",
        Some(LeafForm::Narrative) => "a text or an answer",
        None => "nothing",
    }
}

/// The words of a text.
pub(super) fn words_of(text: &str) -> u32 {
    u32::try_from(text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count())
        .unwrap_or(u32::MAX)
}
