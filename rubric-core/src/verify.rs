//! What makes bytes a program: every name leads somewhere, every row stands on rows before it, kinds agree.

mod series;

use crate::bounds;
use crate::program::{Program, ProgramError, ProgramErrorKind, RowTable, Section};
use crate::records::{ContextForm, Place, Run};
use crate::row::{Item, NONE, Op, Row};
use crate::value::Kind;
use crate::wire::{Record, Table};

#[inline(never)]
pub(crate) fn verify(program: &Program<'_>) -> Result<(), ProgramError> {
    let sound = |section: Section, holds: bool| {
        if holds { Ok(()) } else { Err(ProgramError::new(ProgramErrorKind::Reference(section))) }
    };
    let p = program;
    sound(Section::Meta, p.meta.len() == 1 && fits(p.meta().sources, &p.notes))?;
    sound(Section::Scales, p.scales.iter().all(|scale| is_scale(p, &scale)))?;
    sound(Section::Raters, bounds::RATERS.holds(p.raters.len()))?;
    sound(Section::Shares, p.shares.iter().all(|share| share.rater.index() < p.raters.len() && share.weight > 0))?;
    sound(Section::Answers, bounds::ANSWERS.holds(p.answers.len()))?;
    sound(
        Section::Contexts,
        p.contexts
            .iter()
            .all(|context| fits(context.choices, &p.choices) && bounds::CHOICES.max >= context.choices.len()),
    )?;
    sound(
        Section::Nodes,
        bounds::NODES.holds(p.nodes.len()) && p.nodes.iter().enumerate().all(|(at, node)| is_node(p, at, &node)),
    )?;
    sound(Section::Leaves, bounds::LEAVES.holds(p.leaves.len()) && p.leaves.iter().all(|leaf| is_leaf(p, &leaf)))?;
    sound(
        Section::Outcomes,
        p.outcomes.iter().all(|outcome| {
            outcome.scale.index() < p.scales.len() && fits(outcome.clauses, &p.clauses) && fits(outcome.caps, &p.caps)
        }),
    )?;
    sound(
        Section::Judged,
        p.judged.iter().all(|judged| {
            judged.scale.index() < p.scales.len() && judged.rater.index() < p.raters.len() && fits(judged.caps, &p.caps)
        }),
    )?;
    sound(Section::Rules, p.rules.iter().all(|rule| fits(rule.text, &p.pieces) && fits(rule.lines, &p.lines)))?;
    sound(Section::Lines, p.lines.iter().all(|line| fits(line.text, &p.pieces)))?;
    sound(Section::Ranks, p.ranks.iter().all(|rank| fits(rank.members, &p.members)))?;
    sound(Section::Members, p.members.iter().all(|member| member.node.index() < p.nodes.len()))?;
    sound(Section::Numbers, p.numbers.iter().all(|number| number.den > 0))?;
    sound(
        Section::Tables,
        p.tables.iter().all(|head| {
            fits(head.rows, &p.rows)
                && fits(head.items, &p.items)
                && head.index.len() == p.index_len()
                && fits(head.index, &p.index)
        }),
    )?;
    sound(
        Section::Walks,
        (p.walks.is_empty() || p.walks.len() == p.tables.len())
            && p.walks.iter().all(|walk| fits(walk.series, &p.series)),
    )?;
    sound(Section::Spans, p.spans.is_empty() || p.spans.len() == p.rows.len())?;
    p.tables.iter().try_for_each(|head| p.table(head.rater.some()).map_or(Ok(()), |table| verify_table(p, &table)))
}

/// Whether a run lies within its section.
fn fits<T: Record>(run: Run, section: &Table<'_, T>) -> bool {
    run.first().checked_add(run.len()).is_some_and(|end| end <= section.len())
}

fn is_scale(p: &Program<'_>, scale: &crate::records::Scale) -> bool {
    fits(scale.levels, &p.levels)
        && bounds::LEVELS.holds(scale.levels.len())
        && fits(scale.counted, &p.counted)
        && (scale.counted.is_empty() || scale.counted.len() == p.answers.len())
        && scale.den > 0
        && p.counted_in(scale.counted)
            .iter()
            .all(|counted| counted.level == u8::MAX || usize::from(counted.level) < scale.levels.len())
}

fn is_node(p: &Program<'_>, at: usize, node: &crate::records::Node) -> bool {
    let last = node.leaf.index().checked_add(usize::from(node.leaves));
    (!node.parent.is_some() || node.parent.index() < at)
        && (node.leaves == 0 || last.is_some_and(|last| last <= p.leaves.len()))
        && (node.is_leaf == 0 || node.leaves == 1)
        && node.weight.index() < p.numbers.len()
        && node.needs.index() < p.numbers.len()
        && (!node.scale.is_some() || node.scale.index() < p.scales.len())
        && fits(node.asks, &p.notes)
}

fn is_leaf(p: &Program<'_>, leaf: &crate::records::Leaf) -> bool {
    let rated = leaf.form.is_rated();
    leaf.node.index() < p.nodes.len()
        && (!rated || leaf.scale.index() < p.scales.len())
        && (leaf.descriptors.is_empty()
            || p.scale(leaf.scale).is_some_and(|scale| scale.levels.len() == leaf.descriptors.len()))
        && fits(leaf.descriptors, &p.notes)
        && fits(leaf.kinds, &p.notes)
        && fits(leaf.practices, &p.practices)
        && leaf.practices.len() <= bounds::PRACTICES.max
        && leaf.low <= leaf.high
}

fn verify_table(p: &Program<'_>, table: &RowTable<'_>) -> Result<(), ProgramError> {
    let wrong = |at: usize| ProgramError::new(ProgramErrorKind::Row(u16::try_from(at).unwrap_or(u16::MAX)));
    if !bounds::ROWS.holds(table.rows.len()) {
        return Err(wrong(usize::from(u16::MAX)));
    }
    for (at, row) in table.rows.iter().enumerate() {
        if !is_row(p, table, at, &row) {
            return Err(wrong(at));
        }
    }
    if cfg!(feature = "series") {
        series::verify(table).map_err(wrong)?;
    }
    for place in Place::ALL {
        for index in 0..p.places(place) {
            if let Some(row) = p.row_of(table, place, index)
                && table.row(row).is_none_or(|row| !is_kind_of(place, row.kind))
            {
                return Err(wrong(row.index()));
            }
        }
    }
    Ok(())
}

/// Whether a row of `kind` may stand at `place` of an index.
fn is_kind_of(place: Place, kind: Kind) -> bool {
    match place {
        Place::Node | Place::View => kind == Kind::Number,
        Place::Measure => matches!(kind, Kind::Number | Kind::Count),
        Place::Outcome | Place::Uncapped | Place::Judged => kind == Kind::Level,
        Place::Clause | Place::Cap | Place::Rule | Place::Comment => kind == Kind::Truth,
    }
}

fn is_row(p: &Program<'_>, table: &RowTable<'_>, at: usize, row: &Row) -> bool {
    let end = usize::try_from(row.items).ok().and_then(|first| first.checked_add(usize::from(row.count)));
    let kinds = Kinds::of(row.op);
    let holds = |kinds: u8, index: u16| {
        kinds == 0 || table.rows.get(usize::from(index)).is_some_and(|row| kinds & bit(row.kind) != 0)
    };
    let is_item = |item: Item| {
        let otherwise = item.a == NONE && matches!(row.op, Op::Decide | Op::Choose);
        let kind = if row.op == Op::FirstKnown { bit(row.kind) } else { kinds.item_a };
        (otherwise || holds(kind, item.a)) && holds(kinds.item_b, item.b) && has_sound_item(p, row, &item)
    };
    end.is_some_and(|end| end <= table.items.len())
        && row.because(&table.items).all(|earlier| earlier.index() < at)
        && kinds.own & bit(row.kind) != 0
        && holds(kinds.a, row.a)
        && holds(kinds.b, row.b)
        && has_sound_inputs(p, row)
        && row.items(&table.items).iter().all(is_item)
}

/// The kinds that an operation gives and reads, one bit each; nought where it reads no row.
struct Kinds {
    own: u8,
    a: u8,
    b: u8,
    item_a: u8,
    item_b: u8,
}

const fn bit(kind: Kind) -> u8 {
    1 << (kind as u8)
}

impl Kinds {
    const fn of(op: Op) -> Self {
        const NUMBER: u8 = bit(Kind::Number);
        const LEVEL: u8 = bit(Kind::Level);
        const CHOICE: u8 = bit(Kind::Choice);
        const TRUTH: u8 = bit(Kind::Truth);
        const COUNT: u8 = bit(Kind::Count);
        const NODE: u8 = bit(Kind::Node);
        let (own, [a, b], [item_a, item_b]) = match op {
            Op::Absent => (NUMBER | LEVEL | CHOICE | NODE, [0, 0], [0, 0]),
            Op::Rating | Op::Group | Op::Figure | Op::Evidence | Op::Words => (NUMBER, [0, 0], [0, 0]),
            Op::Context => (NUMBER | CHOICE, [0, 0], [0, 0]),
            Op::Judged | Op::Level => (LEVEL, [0, 0], [0, 0]),
            Op::Prior => (NUMBER | LEVEL, [0, 0], [0, 0]),
            Op::Number => (NUMBER, [0, 0], [0, 0]),
            Op::Choice => (CHOICE, [0, 0], [0, 0]),
            Op::Truth => (TRUTH, [0, 0], [0, 0]),
            Op::Combine | Op::Roll | Op::Coverage | Op::Fold => (NUMBER, [0, 0], [NUMBER, 0]),
            Op::Only => (NUMBER, [NUMBER, TRUTH], [0, 0]),
            Op::Plus | Op::Minus | Op::Times | Op::Over => (NUMBER, [NUMBER, NUMBER], [0, 0]),
            Op::Negated | Op::Magnitude | Op::Round | Op::Linear => (NUMBER, [NUMBER, 0], [0, 0]),
            Op::Compare => (TRUTH, [NUMBER, NUMBER], [0, 0]),
            Op::CompareLevels => (TRUTH, [LEVEL, LEVEL], [0, 0]),
            Op::CompareChoices => (TRUTH, [CHOICE, CHOICE], [0, 0]),
            Op::CompareCounts => (TRUTH, [NUMBER | COUNT, NUMBER | COUNT], [0, 0]),
            Op::IsNode => (TRUTH, [NODE, 0], [0, 0]),
            Op::And | Op::Or => (TRUTH, [TRUTH, TRUTH], [0, 0]),
            Op::Not => (TRUTH, [TRUTH, 0], [0, 0]),
            Op::Known => (TRUTH, [0, 0], [0, 0]),
            Op::Count => (COUNT, [0, 0], [TRUTH, NUMBER]),
            Op::Any | Op::All => (TRUTH, [COUNT, 0], [0, 0]),
            Op::CountNumber => (NUMBER, [COUNT, 0], [0, 0]),
            Op::LevelNumber => (NUMBER, [LEVEL, 0], [0, 0]),
            Op::Decide => (LEVEL, [0, 0], [TRUTH, 0]),
            Op::Choose => (NUMBER, [0, 0], [TRUTH, NUMBER]),
            Op::Cap => (LEVEL, [LEVEL, TRUTH], [0, 0]),
            Op::Matrix => (LEVEL, [LEVEL, LEVEL | CHOICE], [0, 0]),
            Op::FirstKnown => (NUMBER | LEVEL, [0, 0], [0, 0]),
            Op::Best | Op::Worst => (NODE, [0, 0], [NUMBER, 0]),
        };
        Self { own, a, b, item_a, item_b }
    }
}

/// Whether what a row mentions outside the table is there.
fn has_sound_inputs(p: &Program<'_>, row: &Row) -> bool {
    let (a, b) = (usize::from(row.a), usize::from(row.b));
    let levels = bounds::LEVELS.holds(b);
    let number = |index: u16| usize::from(index) < p.numbers.len();
    match row.op {
        Op::Rating | Op::Group | Op::Figure => a < p.leaves.len() && b < p.raters.len(),
        Op::Evidence | Op::Words => a.saturating_add(usize::from(row.c)) <= p.leaves.len() && b < p.raters.len(),
        Op::Context => p.contexts.get(a).is_some_and(|context| match context.form {
            ContextForm::Choice => row.kind == Kind::Choice,
            ContextForm::Number => row.kind == Kind::Number,
        }),
        Op::Judged => a < p.judged.len() && levels,
        Op::Prior => a < p.priors.len() && (row.kind == Kind::Number || levels),
        Op::Number => number(row.a),
        Op::Matrix => row.c > 0,
        Op::Roll => number(row.a) && number(row.b) && (row.c == NONE || number(row.c)),
        Op::LevelNumber => b < p.scales.len(),
        Op::Round => b <= bounds::FRACTION_DIGITS.max,
        _ => true,
    }
}

/// Whether an item's weight counts and what it mentions outside the table is there.
fn has_sound_item(p: &Program<'_>, row: &Row, item: &Item) -> bool {
    let number = |index: u16| usize::from(index) < p.numbers.len();
    match row.op {
        Op::Combine | Op::Roll | Op::Coverage => item.weight > 0,
        Op::Best | Op::Worst => usize::from(item.b) < p.nodes.len(),
        Op::Linear => number(item.a) && number(item.b),
        _ => true,
    }
}
