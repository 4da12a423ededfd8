//! What makes bytes a program: every name leads somewhere, every row stands on rows before it, kinds agree.

mod series;

use crate::bounds;
use crate::program::{Program, ProgramError, ProgramErrorKind, RowTable, Section};
use crate::records::{ContextForm, Leaf, Node, Place, Scale};
use crate::row::{Item, Mention, Mentions, NONE, Op, Row};
use crate::value::Kind;
use crate::wire::unsound;

/// Holds the records of every section against what their fields look like.
pub(crate) fn records(program: &Program<'_>) -> Result<(), ProgramError> {
    for section in Section::ALL {
        let bytes = program.bytes_of(*section);
        let is_whole = bytes.len().checked_rem(section.size()) == Some(0);
        match unsound(bytes, (section.size(), section.shape()), |section| program.known_in(section)) {
            Some(field) if field.is_name() => return Err(ProgramError::new(ProgramErrorKind::Reference(*section))),
            None if is_whole => {}
            _ => return Err(ProgramError::new(ProgramErrorKind::Section(*section))),
        }
    }
    Ok(())
}

/// Holds the records against each other.
#[inline(never)]
pub(crate) fn verify(p: &Program<'_>) -> Result<(), ProgramError> {
    if let Some(section) = Section::ALL.iter().find(|section| !is_sound(p, **section)) {
        return Err(ProgramError::new(ProgramErrorKind::Reference(*section)));
    }
    for head in p.tables().iter() {
        if let Some(table) = &p.table(head.rater.some()) {
            verify_table(p, table)?;
        }
    }
    Ok(())
}

/// Whether there are as many records of a section as there can be, and each of them is what others count on.
#[cfg_attr(target_arch = "arm", inline(never))]
fn is_sound(p: &Program<'_>, section: Section) -> bool {
    let count = p.known_in(section);
    match section {
        Section::Meta => count == 1,
        Section::Scales => p.scales().iter().all(|scale| is_scale(p, &scale)),
        Section::Raters => bounds::RATERS.holds(count),
        Section::Shares => p.shares().iter().all(|share| share.weight > 0),
        Section::Answers => bounds::ANSWERS.holds(count),
        Section::Contexts => p.contexts().iter().all(|context| context.choices.len() <= bounds::CHOICES.max),
        Section::Nodes => {
            bounds::NODES.holds(count) && p.nodes().iter().enumerate().all(|(at, node)| is_node(p, at, &node))
        }
        Section::Leaves => bounds::LEAVES.holds(count) && p.leaves().iter().all(|leaf| is_leaf(p, &leaf)),
        Section::Numbers => p.numbers().iter().all(|number| number.den > 0),
        Section::Tables => p.tables().iter().all(|head| head.index.len() == p.index_len()),
        Section::Walks => count == 0 || count == p.tables().len(),
        Section::Spans => count == 0 || count == p.rows().len(),
        _ => true,
    }
}

fn is_scale(p: &Program<'_>, scale: &Scale) -> bool {
    bounds::LEVELS.holds(scale.levels.len())
        && (scale.counted.is_empty() || scale.counted.len() == p.answers().len())
        && scale.den > 0
        && p.counted_in(scale.counted)
            .iter()
            .all(|counted| counted.level == u8::MAX || usize::from(counted.level) < scale.levels.len())
}

fn is_node(p: &Program<'_>, at: usize, node: &Node) -> bool {
    let last = node.leaf.index().checked_add(usize::from(node.leaves));
    (!node.parent.is_some() || node.parent.index() < at)
        && (node.leaves == 0 || last.is_some_and(|last| last <= p.leaves().len()))
        && (node.is_leaf == 0 || node.leaves == 1)
        && (!node.scale.is_some() || node.scale.index() < p.scales().len())
}

fn is_leaf(p: &Program<'_>, leaf: &Leaf) -> bool {
    let scale = p.scale(leaf.scale);
    (!leaf.form.is_rated() || scale.is_some())
        && (leaf.descriptors.is_empty() || scale.is_some_and(|scale| scale.levels.len() == leaf.descriptors.len()))
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
    for place in &Place::ALL {
        for row in p.rows_of(table, *place).iter().filter_map(|entry| entry.row.some()) {
            if table.row(row).is_none_or(|row| !is_kind_of(*place, row.kind)) {
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

#[cfg_attr(target_arch = "arm", inline(never))]
fn is_row(p: &Program<'_>, table: &RowTable<'_>, at: usize, row: &Row) -> bool {
    let end = usize::try_from(row.items).ok().and_then(|first| first.checked_add(usize::from(row.count)));
    let mentions = Mentions::of(row.op);
    let holds = |mention: Mention, index: u16| match mention {
        Mention::Nothing => true,
        Mention::In(section) => usize::from(index) < p.known_in(section),
        Mention::Row(kinds) => {
            let earlier = table.rows.get(usize::from(index)).filter(|_| usize::from(index) < at);
            earlier.is_some_and(|earlier| {
                kinds.has(earlier.kind) && (row.op != Op::FirstKnown || earlier.kind == row.kind)
            })
        }
    };
    let is_item = |item: Item| {
        let otherwise = item.a == NONE && matches!(row.op, Op::Decide | Op::Choose);
        let weighs = (item.weight > 0) == matches!(row.op, Op::Combine | Op::Roll | Op::Coverage);
        weighs && (otherwise || holds(mentions.item_a, item.a)) && holds(mentions.item_b, item.b)
    };
    end.is_some_and(|end| end <= table.items.len())
        && mentions.own.has(row.kind)
        && holds(mentions.a, row.a)
        && holds(mentions.b, row.b)
        && is_apt(p, row)
        && row.items(&table.items).iter().all(is_item)
}

/// Whether the operands that are no mention are what the operation can do with.
fn is_apt(p: &Program<'_>, row: &Row) -> bool {
    let (a, b) = (usize::from(row.a), usize::from(row.b));
    match row.op {
        Op::Evidence | Op::Words => a.saturating_add(usize::from(row.c)) <= p.leaves().len(),
        Op::Context => p.contexts().get(a).is_some_and(|context| match context.form {
            ContextForm::Choice => row.kind == Kind::Choice,
            ContextForm::Number => row.kind == Kind::Number,
        }),
        Op::Prior if row.kind == Kind::Number => true,
        Op::Judged | Op::Prior => bounds::LEVELS.holds(b),
        Op::Matrix => row.c > 0,
        Op::Roll => row.c == NONE || usize::from(row.c) < p.numbers().len(),
        Op::Round => b <= bounds::FRACTION_DIGITS.max,
        _ => true,
    }
}
