//! Scales, answers, raters, context and settings.

use rubric_core::bounds;
use rubric_core::records::{Policy, RaterId};
use rubric_core::{Decimal, Fraction, Rounding};

use super::Checker;
use super::expressions::Scope;
use crate::ast::{self, ItemKind, Literal, Name, Signed};
use crate::codes;
use crate::constant;
use crate::model::{Answer, Context, ContextForm, Level, Rater, Scale, Setting, Share};
use crate::named::Named;
use crate::span::Span;

/// The number of a literal; the lexer has reported one that does not fit.
pub(super) fn literal(literal: &Literal<'_>) -> Fraction {
    let (digits, percent) = match literal.text.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (literal.text, false),
    };
    let number = Decimal::parse(digits).unwrap_or_default().fraction();
    if percent { number.over(Fraction::whole(100)).unwrap_or_default() } else { number }
}

/// The number of a literal with its sign.
pub(super) fn signed(signed: &Signed<'_>) -> Fraction {
    let number = literal(&signed.literal);
    if signed.negative { number.negated().unwrap_or_default() } else { number }
}

/// A literal with its sign, as a decimal.
pub(super) fn decimal(signed: &Signed<'_>) -> Decimal {
    let fraction = self::signed(signed);
    let millionths = fraction.times(Fraction::whole(1_000_000)).map(Fraction::lowest).map(Fraction::num);
    millionths
        .and_then(|millionths| i64::try_from(millionths).ok())
        .and_then(Decimal::from_millionths)
        .unwrap_or_default()
}

/// A whole number no larger than a limit allows; reported where it is not.
pub(super) fn whole(checker: &mut Checker<'_, '_>, text: &Literal<'_>, limit: &bounds::Limit) -> usize {
    let number = literal(text).lowest();
    if number.den() != 1 || text.text.ends_with('%') {
        checker.report(codes::rb312::not_whole(text.span, text.text));
        return limit.min;
    }
    let count = usize::try_from(number.num()).unwrap_or(usize::MAX);
    checker.limit(limit, count, text.span);
    count.clamp(limit.min, limit.max)
}

impl<'a, 's> Checker<'a, 's> {
    pub(super) fn form(&mut self) {
        for (scale, span) in self.items(|kind| if let ItemKind::Scale(scale) = kind { Some(scale) } else { None }) {
            let scale = self.scale_of(scale, span);
            self.model.scales.push(scale);
        }
        for (answer, _) in self.items(|kind| if let ItemKind::Answer(answer) = kind { Some(answer) } else { None }) {
            self.answer(answer);
        }
        for (rater, span) in self.items(|kind| if let ItemKind::Rater(rater) = kind { Some(rater) } else { None }) {
            self.rater_of(rater, span);
        }
        if self.model.raters.is_empty() {
            self.implied_rater();
        }
        for (context, _) in self.items(|kind| if let ItemKind::Context(context) = kind { Some(context) } else { None })
        {
            self.context(context);
        }
        for (setting, _) in self.items(|kind| if let ItemKind::Setting(setting) = kind { Some(setting) } else { None })
        {
            self.setting(setting);
        }
        self.own_levels();
        self.requirements();
    }

    fn scale_of(&mut self, scale: &'a ast::Scale<'s>, span: Span) -> Scale {
        self.limit(&bounds::LEVELS, scale.levels.len(), scale.name.span);
        let mut first = Named::default();
        let mut last: Option<Fraction> = None;
        let valued = scale.levels.iter().any(|level| level.value.is_some());
        let mut levels = Vec::new();
        for (place, level) in scale.levels.iter().enumerate() {
            if let Some(place) = first.insert(level.name.text, level.name.span) {
                self.report(codes::rb203::twice(level.name.span, place, level.name.text));
            }
            self.level_name(level.name);
            let value = match &level.value {
                Some(value) => signed(value),
                None => Fraction::whole(i128::try_from(place).unwrap_or(0)),
            };
            if valued && level.value.is_none() {
                self.report(codes::rb305::partly(level.name.span, level.name.text));
            } else if let Some(last) = last.filter(|last| *last >= value) {
                self.report(codes::rb301::not_rising(
                    level.value.map_or(level.name.span, |value| value.span),
                    value,
                    last,
                ));
            }
            if let Some(low) = last.filter(|low| scale.half_steps.is_some() && !has_middle(*low, value)) {
                self.report(codes::rb304::unwritable(level.name.span, low, value));
            }
            last = Some(value);
            let label = self.text(&["scale", scale.name.text, level.name.text], &level.label);
            levels.push(Level { name: level.name.text.to_owned(), label, value });
        }
        if let Some(half) = scale.half_steps.filter(|_| !valued) {
            self.report(codes::rb304::without_values(half, scale.name.text));
        }
        let half_steps = scale.half_steps.is_some() && valued;
        Scale { name: scale.name.text.to_owned(), levels, valued, half_steps, counted: Vec::new(), span }
    }

    /// A level is written before its descriptor, where some words are keywords.
    fn level_name(&mut self, name: Name<'s>) {
        const LEAF_WORDS: [&str; 15] = [
            "about",
            "ask",
            "evidence",
            "comment",
            "cumulative",
            "from",
            "at",
            "weight",
            "using",
            "tag",
            "needs",
            "rolls",
            "answers",
            "only",
            "not",
        ];
        if LEAF_WORDS.contains(&name.text) {
            self.report(codes::rb112::doubtful(name.span, name.text, "before a descriptor it is read as a keyword"));
        }
    }

    fn answer(&mut self, answer: &'a ast::Answer<'s>) {
        let policy = match answer.policy {
            ast::Policy::LeftOut => Policy::LeftOut,
            ast::Policy::Missing => Policy::Missing,
            ast::Policy::CountsAs(_) => Policy::CountsAs,
        };
        let mut counts = false;
        for scale in &mut self.model.scales {
            let place = match answer.policy {
                ast::Policy::CountsAs(level) => scale.levels.iter().position(|known| known.name == level.text),
                _ => None,
            };
            counts |= place.is_some();
            scale.counted.push(place.and_then(|place| u8::try_from(place).ok()));
        }
        if let ast::Policy::CountsAs(level) = answer.policy
            && !counts
        {
            let levels = self.model.scales.iter().flat_map(|scale| &scale.levels).map(|level| level.name.as_str());
            self.found.push(codes::rb307::no_level(level.span, level.text, levels));
        }
        let label = self.text(&["answer", answer.name.text], &answer.label);
        self.model.answers.push(Answer { name: answer.name.text.to_owned(), label, policy, comment: answer.comment });
    }

    fn rater_of(&mut self, rater: &'a ast::Rater<'s>, span: Span) {
        let floor = rater.floor.map_or(1, |floor| whole(self, &floor, &bounds::RESPONDENTS).max(1));
        let rounded = rater.rounded.map(|digits| whole(self, &digits, &bounds::FRACTION_DIGITS));
        let label = self.text(&["rater", rater.name.text], &rater.label);
        self.model.raters.push(Rater {
            name: rater.name.text.to_owned(),
            label,
            many: rater.many,
            floor: u16::try_from(floor).unwrap_or(u16::MAX),
            rounded: rounded.and_then(|digits| u8::try_from(digits).ok()),
            private: rater.private,
            span,
        });
    }

    /// A rubric that names no rater has one.
    fn implied_rater(&mut self) {
        self.names.raters.insert("rater", RaterId::new(0));
        self.model.raters.push(Rater {
            name: "rater".to_owned(),
            label: "Rater".to_owned(),
            many: false,
            floor: 1,
            rounded: None,
            private: false,
            span: self.rubric.name.span,
        });
    }

    fn context(&mut self, context: &'a ast::Context<'s>) {
        let label = self.text(&["context", context.name.text], &context.label);
        let form = match &context.form {
            ast::ContextForm::Number(low, high) => {
                self.range(low, high);
                ContextForm::Number(decimal(low), decimal(high).max(decimal(low)))
            }
            ast::ContextForm::Choices(choices) => {
                self.limit(&bounds::CHOICES, choices.len(), context.name.span);
                let mut first = Named::default();
                let mut kept = Vec::new();
                for (name, text) in choices {
                    if let Some(place) = first.insert(name.text, name.span) {
                        self.report(codes::rb203::twice(name.span, place, name.text));
                    }
                    let label = self.text(&["context", context.name.text, name.text], text);
                    kept.push((name.text.to_owned(), label));
                }
                ContextForm::Choices(kept)
            }
        };
        self.model.contexts.push(Context { name: context.name.text.to_owned(), label, form });
    }

    /// Limits from low to high.
    pub(super) fn range(&mut self, low: &Signed<'s>, high: &Signed<'s>) {
        if signed(low) > signed(high) {
            self.report(codes::rb308::empty(low.span.to(high.span), signed(low), signed(high)));
        }
    }

    fn setting(&mut self, setting: &'a ast::Setting<'s>) {
        let limits = setting.limits.as_ref().map(|(low, high)| {
            self.range(low, high);
            (signed(low), signed(high))
        });
        let own = signed(&setting.value);
        let outside = |value: Fraction| limits.filter(|(low, high)| value < *low || value > *high);
        if let Some(limits) = outside(own) {
            self.report(codes::rb604::outside(setting.value.span, setting.name.text, own, limits));
        }
        let changed = self.overlay.and_then(|overlay| overlay.settings.get(setting.name.text).copied());
        if let Some((changed, limits)) = changed.and_then(|changed| outside(changed).map(|limits| (changed, limits))) {
            self.report(codes::rb604::outside(setting.name.span, setting.name.text, changed, limits));
        }
        if changed.is_some() && limits.is_none() {
            self.report(codes::rb604::fixed(setting.name.span, setting.name.text));
        }
        let label = self.text(&["setting", setting.name.text], &setting.label);
        self.model.settings.push(Setting {
            name: setting.name.text.to_owned(),
            label,
            value: changed.unwrap_or(own),
            limits,
        });
    }

    /// `require` over settings: refused with the author's own words.
    fn requirements(&mut self) {
        let requirements = self.items(|kind| {
            if let ItemKind::Require(condition, because) = kind { Some((condition, because)) } else { None }
        });
        for (at, ((condition, because), _)) in requirements.enumerate() {
            let because = self.text(&["require", &(at + 1).to_string()], because);
            let Some(checked) = self.truth(condition, &Scope::CONSTANTS) else {
                continue;
            };
            match constant::truth(&checked) {
                Some(true) => {}
                Some(false) => self.report(codes::rb605::broken(condition.span, &because, self.overlay.is_some())),
                None => self.report(codes::rb411::not_constant(condition.span, "a requirement")),
            }
        }
    }

    /// Whose values make the combined one.
    pub(super) fn combine(&mut self) {
        let shares = self.first(|kind| if let ItemKind::Combine(shares) = kind { Some(shares) } else { None });
        let Some(shares) = shares else {
            let raters = || self.model.raters.iter().enumerate();
            let last = raters().rfind(|(_, rater)| !rater.many && !rater.private);
            // Where every rater is private there is nobody whose values may be shown as the official ones.
            let last =
                last.or_else(|| raters().rfind(|(_, rater)| !rater.private)).map(|(index, _)| RaterId::new(index));
            self.model.shares.extend(last.map(|rater| Share { rater, weight: Fraction::ONE, optional: false }));
            return;
        };
        let mut total = Some(Fraction::ZERO);
        let mut seen = Named::default();
        for share in shares {
            let rater = self.rater(share.rater);
            let (Some(rater), Some(weight)) = (self.keep(rater), self.weight(&share.weight)) else {
                continue;
            };
            if self.model.raters.get(rater.index()).is_some_and(|rater| rater.private) {
                self.report(codes::rb405::private(share.rater.span, share.rater.text));
            }
            if let Some(first) = seen.insert(share.rater.text, share.rater.span) {
                self.report(codes::rb110::twice(
                    share.rater.span,
                    first,
                    &codes::said(|| format!("the part of `{}`", share.rater.text)),
                ));
            }
            total = total.and_then(|total| total.plus(weight));
            self.model.shares.push(Share { rater, weight, optional: share.optional });
        }
        let span = shares
            .first()
            .zip(shares.last())
            .map_or(self.rubric.name.span, |(first, last)| first.rater.span.to(last.weight.span));
        if shares.iter().all(|share| is_percentage(&share.weight)) && total.is_some_and(|total| total != Fraction::ONE)
        {
            self.report(codes::rb402::not_whole(span, total.unwrap_or_default(), "the parts of the raters"));
        }
        if !self.model.shares.is_empty() && self.model.shares.iter().all(|share| share.optional) {
            self.report(codes::rb405::all_optional(span));
        }
    }
}

/// Whether a weight is written as a percentage.
pub(super) fn is_percentage(expr: &ast::Expr<'_>) -> bool {
    matches!(&expr.kind, ast::ExprKind::Number(literal) if literal.text.ends_with('%'))
}

/// Whether what lies half way between two values can be written.
fn has_middle(low: Fraction, high: Fraction) -> bool {
    let middle = low.plus(high).and_then(|sum| sum.over(Fraction::whole(2)));
    middle.is_some_and(|middle| middle.rounded(6, Rounding::HalfAway) == Some(middle))
}
