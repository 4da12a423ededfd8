//! A program in words, and a program without its source map.

use rubric_core::records::{Place, RaterId};
use rubric_core::{Extent, Header, Item, Kind, NONE, Op, Program, Record, Row, RowTable, Section, checksum};

use crate::result::{digest_text, perspective_name};
use crate::words::{Sentences, number, roll_word};

/// A program and the rows of one table in words.
#[must_use]
pub fn inspect(program: &Program<'_>, perspective: Option<RaterId>, bytes: usize) -> String {
    let meta = program.meta();
    let mut text = format!(
        "{} {} \u{2014} {}\n{}\n{bytes} bytes, integers of {} bits\n\n",
        program.text(meta.id),
        program.text(meta.version),
        program.text(meta.title),
        digest_text(program),
        program.width() as u8,
    );
    let Some(table) = program.table(perspective) else {
        return text;
    };
    text.push_str(&format!("{} rows for {}\n", table.len(), perspective_name(program, perspective)));
    let names = names(program, &table);
    for (id, row) in table.rows() {
        let name = names.get(id.index()).map_or("", String::as_str);
        let name = if name.is_empty() { String::new() } else { format!("   # {name}") };
        text.push_str(&format!("{:5}  {:6}  {}{name}\n", id.index(), kind_word(row.kind), told(program, &table, &row)));
    }
    text
}

/// What the rows stand for.
fn names(program: &Program<'_>, table: &RowTable<'_>) -> Vec<String> {
    let mut names = vec![Vec::<String>::new(); table.len()];
    let mut add = |place: Place, at: usize, name: String| {
        if let Some(slot) = program.row_of(table, place, at).and_then(|row| names.get_mut(row.index())) {
            slot.push(name);
        }
    };
    let text = |text| program.text(text).to_owned();
    program.nodes().iter().enumerate().for_each(|(at, node)| add(Place::Node, at, text(node.path)));
    program.measures().iter().enumerate().for_each(|(at, measure)| add(Place::Measure, at, text(measure.name)));
    program.outcomes().iter().enumerate().for_each(|(at, outcome)| add(Place::Outcome, at, text(outcome.name)));
    program.clauses().iter().enumerate().for_each(|(at, clause)| add(Place::Clause, at, text(clause.text)));
    program.caps().iter().enumerate().for_each(|(at, cap)| add(Place::Cap, at, text(cap.text)));
    program.rules().iter().enumerate().for_each(|(at, rule)| add(Place::Rule, at, text(rule.name)));
    names.into_iter().map(|names| names.join(", ")).collect()
}

const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "number",
        Kind::Level => "level",
        Kind::Choice => "choice",
        Kind::Truth => "truth",
        Kind::Count => "count",
        Kind::Node => "node",
    }
}

/// One row in words.
fn told(program: &Program<'_>, table: &RowTable<'_>, row: &Row) -> String {
    let (a, b) = (row.a, row.b);
    let leaf = || {
        let found = program.leaves().get(usize::from(a)).and_then(|leaf| program.node(leaf.node));
        found.map_or("", |node| program.text(node.path)).to_owned()
    };
    let rater = || program.raters().get(usize::from(b)).map_or("", |rater| program.text(rater.name)).to_owned();
    let items = || table.items_of(row);
    match row.op {
        Op::Rating | Op::Figure => format!("{} by {}", leaf(), rater()),
        Op::Group => format!("mean of {} by {}", leaf(), rater()),
        Op::Evidence => format!("evidence for {} leaves from {} by {}", row.c, leaf(), rater()),
        Op::Words => format!("words of {} leaves from {} by {}", row.c, leaf(), rater()),
        Op::Context => {
            program.contexts().get(usize::from(a)).map_or("", |context| program.text(context.name)).to_owned()
        }
        Op::Number => number(program.number(row.number_a())),
        Op::Level | Op::Choice | Op::Judged | Op::Prior | Op::Truth => format!("{:?} {a}", row.op).to_lowercase(),
        Op::Absent => "nothing".to_owned(),
        Op::Combine | Op::Coverage => {
            format!("{:?} of {}", row.op, weighted(&items().iter().collect::<Vec<_>>())).to_lowercase()
        }
        Op::Roll => {
            let needs = program.number(row.number_a());
            format!(
                "{} of {}, needing {}",
                roll_word(<&Sentences>::default(), row.how),
                weighted(&items().iter().collect::<Vec<_>>()),
                number(needs)
            )
        }
        Op::Fold => {
            format!("{} of {}", roll_word(<&Sentences>::default(), row.how), listed(items().iter().map(|item| item.a)))
        }
        Op::FirstKnown | Op::Best | Op::Worst => {
            format!("{:?} of {}", row.op, listed(items().iter().map(|item| item.a))).to_lowercase()
        }
        Op::Decide => {
            let lines =
                items().iter().map(|item| format!("level {} {}", item.b, condition(item.a))).collect::<Vec<_>>();
            lines.join("; ")
        }
        Op::Choose => {
            items().iter().map(|item| format!("#{} {}", item.b, condition(item.a))).collect::<Vec<_>>().join("; ")
        }
        Op::Count => format!("how many of {} conditions hold", row.count),
        Op::Matrix => format!("cell of #{a} and #{b}, {} across", row.c),
        Op::Linear => format!("#{a} along {} points", row.count),
        Op::Cap => format!("#{a} held at level {} if #{b}", row.c),
        Op::Only => format!("#{a} if #{b}"),
        Op::Compare | Op::CompareLevels | Op::CompareChoices | Op::CompareCounts => {
            let how = rubric_core::Comparison::from_code(row.how).unwrap_or_default();
            format!("#{a} {how:?} #{b}").to_lowercase()
        }
        Op::Plus | Op::Minus | Op::Times | Op::Over | Op::And | Op::Or => {
            format!("#{a} {:?} #{b}", row.op).to_lowercase()
        }
        Op::Round => format!("#{a} to {b} digits"),
        Op::LevelNumber
        | Op::IsNode
        | Op::Negated
        | Op::Magnitude
        | Op::Not
        | Op::Known
        | Op::Any
        | Op::All
        | Op::CountNumber => format!("{:?} #{a}", row.op).to_lowercase(),
    }
}

fn condition(row: u16) -> String {
    if row == NONE { "otherwise".to_owned() } else { format!("if #{row}") }
}

fn listed(rows: impl Iterator<Item = u16>) -> String {
    rows.map(|row| format!("#{row}")).collect::<Vec<_>>().join(" ")
}

fn weighted(items: &[Item]) -> String {
    let same = items.iter().all(|item| items.first().is_none_or(|first| first.weight == item.weight));
    let shown = items
        .iter()
        .map(|item| if same { format!("#{}", item.a) } else { format!("{}\u{00D7}#{}", item.weight, item.a) });
    shown.collect::<Vec<_>>().join(" ")
}

/// A program without its source map. Its digest stays what it was: the map is no part of it.
#[must_use]
pub fn stripped(bytes: &[u8]) -> Vec<u8> {
    let header = Header::read(bytes);
    let body = bytes.get(Header::SIZE..).unwrap_or(&[]);
    let directory = usize::from(header.sections) * Extent::SIZE;
    let (extents, sections) = body.split_at_checked(directory).unwrap_or((&[], &[]));
    let last = Section::ALL.iter().position(|section| *section == Section::Spans).map_or(usize::MAX, |at| at + 1);
    let mut kept = Vec::new();
    let mut moved = Vec::new();
    for (at, bytes) in extents.chunks_exact(Extent::SIZE).enumerate() {
        let extent = Extent::read(bytes);
        let (start, len) = (extent.start as usize, if at == last { 0 } else { extent.len as usize });
        let section = sections.get(start..start + len).unwrap_or(&[]);
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Extent { start: place(moved.len()), len: place(section.len()) }.write(&mut kept);
        moved.extend_from_slice(section);
    }
    kept.extend(moved);
    let mut stripped = Vec::new();
    Header { checksum: checksum(&kept), ..header }.write(&mut stripped);
    stripped.extend(kept);
    stripped
}
