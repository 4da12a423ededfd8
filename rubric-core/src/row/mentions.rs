//! What the operands of an operation mention.

use super::Op;
use crate::program::Section;
use crate::value::Kind;

/// What an operand mentions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mention {
    /// Nothing that could be missing.
    Nothing,
    /// A row before, of one of these kinds.
    Row(Kinds),
    /// A record of a section.
    In(Section),
}

impl Mention {
    pub(crate) const fn is_row(self) -> bool {
        matches!(self, Self::Row(_))
    }
}

/// A set of kinds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kinds(u8);

impl Kinds {
    const ANY: Self = Self(u8::MAX);

    const fn or(self, kind: Kind) -> Self {
        Self(self.0 | Self::only(kind).0)
    }

    const fn only(kind: Kind) -> Self {
        Self(1 << (kind as u8))
    }

    pub(crate) const fn has(self, kind: Kind) -> bool {
        self.0 & Self::only(kind).0 != 0
    }
}

/// The kinds that an operation gives, and what its operands and those of its items mention.
#[derive(Clone, Copy)]
pub(crate) struct Mentions {
    pub(crate) own: Kinds,
    pub(crate) a: Mention,
    pub(crate) b: Mention,
    pub(crate) item_a: Mention,
    pub(crate) item_b: Mention,
}

impl Mentions {
    pub(crate) const fn of(op: Op) -> Self {
        use Mention::{In, Nothing, Row};
        const NUMBER: Kinds = Kinds::only(Kind::Number);
        const LEVEL: Kinds = Kinds::only(Kind::Level);
        const CHOICE: Kinds = Kinds::only(Kind::Choice);
        const TRUTH: Kinds = Kinds::only(Kind::Truth);
        const COUNT: Kinds = Kinds::only(Kind::Count);
        const NODE: Kinds = Kinds::only(Kind::Node);
        const NONE: [Mention; 2] = [Nothing, Nothing];
        let (own, [a, b], [item_a, item_b]) = match op {
            Op::Absent => (NUMBER.or(Kind::Level).or(Kind::Choice).or(Kind::Node), NONE, NONE),
            Op::Rating | Op::Group | Op::Figure => (NUMBER, [In(Section::Leaves), In(Section::Raters)], NONE),
            Op::Evidence | Op::Words => (NUMBER, [Nothing, In(Section::Raters)], NONE),
            Op::Context => (NUMBER.or(Kind::Choice), [In(Section::Contexts), Nothing], NONE),
            Op::Judged => (LEVEL, [In(Section::Judged), Nothing], NONE),
            Op::Prior => (NUMBER.or(Kind::Level), [In(Section::Priors), Nothing], NONE),
            Op::Number => (NUMBER, [In(Section::Numbers), Nothing], NONE),
            Op::Level => (LEVEL, NONE, NONE),
            Op::Choice => (CHOICE, NONE, NONE),
            Op::Truth => (TRUTH, NONE, NONE),
            Op::Combine | Op::Coverage | Op::Fold => (NUMBER, NONE, [Row(NUMBER), Nothing]),
            Op::Roll => (NUMBER, [In(Section::Numbers), In(Section::Numbers)], [Row(NUMBER), Nothing]),
            Op::Only => (NUMBER, [Row(NUMBER), Row(TRUTH)], NONE),
            Op::Plus | Op::Minus | Op::Times | Op::Over => (NUMBER, [Row(NUMBER), Row(NUMBER)], NONE),
            Op::Negated | Op::Magnitude | Op::Round => (NUMBER, [Row(NUMBER), Nothing], NONE),
            Op::Linear => (NUMBER, [Row(NUMBER), Nothing], [In(Section::Numbers), In(Section::Numbers)]),
            Op::Compare => (TRUTH, [Row(NUMBER), Row(NUMBER)], NONE),
            Op::CompareLevels => (TRUTH, [Row(LEVEL), Row(LEVEL)], NONE),
            Op::CompareChoices => (TRUTH, [Row(CHOICE), Row(CHOICE)], NONE),
            Op::CompareCounts => (TRUTH, [Row(COUNT.or(Kind::Number)), Row(COUNT.or(Kind::Number))], NONE),
            Op::IsNode => (TRUTH, [Row(NODE), Nothing], NONE),
            Op::And | Op::Or => (TRUTH, [Row(TRUTH), Row(TRUTH)], NONE),
            Op::Not => (TRUTH, [Row(TRUTH), Nothing], NONE),
            Op::Known => (TRUTH, [Row(Kinds::ANY), Nothing], NONE),
            Op::Count => (COUNT, NONE, [Row(TRUTH), Row(NUMBER)]),
            Op::Any | Op::All => (TRUTH, [Row(COUNT), Nothing], NONE),
            Op::CountNumber => (NUMBER, [Row(COUNT), Nothing], NONE),
            Op::LevelNumber => (NUMBER, [Row(LEVEL), In(Section::Scales)], NONE),
            Op::Decide => (LEVEL, NONE, [Row(TRUTH), Nothing]),
            Op::Choose => (NUMBER, NONE, [Row(TRUTH), Row(NUMBER)]),
            Op::Cap => (LEVEL, [Row(LEVEL), Row(TRUTH)], NONE),
            Op::Matrix => (LEVEL, [Row(LEVEL), Row(LEVEL.or(Kind::Choice))], NONE),
            Op::FirstKnown => (NUMBER.or(Kind::Level), NONE, [Row(NUMBER.or(Kind::Level)), Nothing]),
            Op::Best | Op::Worst => (NODE, NONE, [Row(NUMBER), In(Section::Nodes)]),
        };
        Self { own, a, b, item_a, item_b }
    }
}
