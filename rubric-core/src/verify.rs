//! What makes bytes a program: every name leads somewhere, every row stands on rows before it, kinds agree.

mod series;

use crate::bounds;
use crate::program::{Program, ProgramError, ProgramErrorKind, RowTable, Section};
use crate::records::{Place, Run};
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
    use crate::records::LeafForm;
    let rated = matches!(leaf.form, LeafForm::Rated | LeafForm::Cumulative);
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
    series::verify(table).map_err(wrong)?;
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
    end.is_some_and(|end| end <= table.items.len())
        && row.because(&table.items).all(|earlier| earlier.index() < at)
        && has_sound_inputs(p, row)
        && has_sound_kinds(table, row)
        && row.items(&table.items).iter().all(|item| is_item(p, table, row, &item))
}

/// Whether what a row mentions outside the table is there, and whether its own kind is that of its operation.
fn has_sound_inputs(p: &Program<'_>, row: &Row) -> bool {
    let (a, b) = (usize::from(row.a), usize::from(row.b));
    let levels = |count: u16| bounds::LEVELS.holds(usize::from(count));
    let number = |index: u16| usize::from(index) < p.numbers.len();
    match row.op {
        Op::Rating | Op::Group | Op::Figure => row.kind == Kind::Number && a < p.leaves.len() && b < p.raters.len(),
        Op::Evidence | Op::Words => {
            row.kind == Kind::Number && a.saturating_add(usize::from(row.c)) <= p.leaves.len() && b < p.raters.len()
        }
        Op::Context => p.contexts.get(a).is_some_and(|context| match context.form {
            crate::records::ContextForm::Choice => row.kind == Kind::Choice,
            crate::records::ContextForm::Number => row.kind == Kind::Number,
        }),
        Op::Judged => row.kind == Kind::Level && a < p.judged.len() && levels(row.b),
        Op::Prior => a < p.priors.len() && (row.kind == Kind::Number || (row.kind == Kind::Level && levels(row.b))),
        Op::Absent => matches!(row.kind, Kind::Number | Kind::Level | Kind::Choice | Kind::Node),
        Op::Number => row.kind == Kind::Number && number(row.a),
        Op::Level | Op::Decide | Op::Cap | Op::Matrix => row.kind == Kind::Level && (row.op != Op::Matrix || row.c > 0),
        Op::Choice => row.kind == Kind::Choice,
        Op::Roll => row.kind == Kind::Number && number(row.a) && number(row.b) && (row.c == NONE || number(row.c)),
        Op::LevelNumber => row.kind == Kind::Number && b < p.scales.len(),
        Op::Round => row.kind == Kind::Number && b <= bounds::FRACTION_DIGITS.max,
        Op::Combine
        | Op::Only
        | Op::Coverage
        | Op::Fold
        | Op::Plus
        | Op::Minus
        | Op::Times
        | Op::Over
        | Op::Negated => row.kind == Kind::Number,
        Op::Magnitude | Op::Linear | Op::CountNumber | Op::Choose => row.kind == Kind::Number,
        Op::Truth | Op::Compare | Op::CompareLevels | Op::CompareChoices | Op::CompareCounts | Op::IsNode => {
            row.kind == Kind::Truth
        }
        Op::And | Op::Or | Op::Not | Op::Known | Op::Any | Op::All => row.kind == Kind::Truth,
        Op::Count => row.kind == Kind::Count,
        Op::FirstKnown => matches!(row.kind, Kind::Number | Kind::Level),
        Op::Best | Op::Worst => row.kind == Kind::Node,
    }
}

/// Whether the rows that a row mentions are of the kinds it reads.
fn has_sound_kinds(table: &RowTable<'_>, row: &Row) -> bool {
    let kind = |index: u16| table.rows.get(usize::from(index)).map(|row| row.kind);
    let (a, b) = (kind(row.a), kind(row.b));
    let both = |wanted: Kind| a == Some(wanted) && b == Some(wanted);
    let counted = |kind: Option<Kind>| matches!(kind, Some(Kind::Number | Kind::Count));
    match row.op {
        Op::Plus | Op::Minus | Op::Times | Op::Over | Op::Compare => both(Kind::Number),
        Op::CompareLevels => both(Kind::Level),
        Op::CompareChoices => both(Kind::Choice),
        Op::CompareCounts => counted(a) && counted(b),
        Op::And | Op::Or => both(Kind::Truth),
        Op::Only => a == Some(Kind::Number) && b == Some(Kind::Truth),
        Op::Cap => a == Some(Kind::Level) && b == Some(Kind::Truth),
        Op::Matrix => a == Some(Kind::Level) && matches!(b, Some(Kind::Level | Kind::Choice)),
        Op::Negated | Op::Magnitude | Op::Round | Op::Linear => a == Some(Kind::Number),
        Op::IsNode => a == Some(Kind::Node),
        Op::Not => a == Some(Kind::Truth),
        Op::Any | Op::All | Op::CountNumber => a == Some(Kind::Count),
        Op::LevelNumber => a == Some(Kind::Level),
        _ => true,
    }
}

fn is_item(p: &Program<'_>, table: &RowTable<'_>, row: &Row, item: &Item) -> bool {
    let kind = |index: u16| table.rows.get(usize::from(index)).map(|row| row.kind);
    let number = |index: u16| usize::from(index) < p.numbers.len();
    match row.op {
        Op::Combine | Op::Roll | Op::Coverage => kind(item.a) == Some(Kind::Number) && item.weight > 0,
        Op::Fold => kind(item.a) == Some(Kind::Number),
        Op::Best | Op::Worst => kind(item.a) == Some(Kind::Number) && usize::from(item.b) < p.nodes.len(),
        Op::FirstKnown => kind(item.a) == Some(row.kind),
        Op::Decide => item.a == NONE || kind(item.a) == Some(Kind::Truth),
        Op::Choose => (item.a == NONE || kind(item.a) == Some(Kind::Truth)) && kind(item.b) == Some(Kind::Number),
        Op::Count => kind(item.a) == Some(Kind::Truth) && kind(item.b) == Some(Kind::Number),
        Op::Linear => number(item.a) && number(item.b),
        _ => true,
    }
}
