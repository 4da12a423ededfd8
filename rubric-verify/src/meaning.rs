//! What an operation means on slots.
//!
//! The same as on the engine's rows, in a form in which sums, counts and medians are gathered operand by operand: states
//! that differ only in who was rated how then become one. A test holds both against each other, and every
//! counterexample is put before the engine.

use rubric_core::records::{Limit, Roll};
use rubric_core::{Absence, Comparison, Field, Fraction, Kind, Levels, Op, Rounding, Row, Truth};

use crate::net::Made;
use crate::slot::{Exact, Part, Slot};

/// What a row without a value holds.
pub(crate) fn absent(row: &Row) -> Slot {
    let left_out = Absence::from_code(row.how).unwrap_or_default().is_left_out();
    match row.kind {
        Kind::Level => Slot::Level(Levels::all(u8::try_from(row.b).unwrap_or(u8::MAX)).bits()),
        Kind::Truth => Slot::Truth(2),
        _ if left_out => Slot::LeftOut,
        _ => Slot::Unknown,
    }
}

/// How many operands are gathered together; nothing where all are needed at once.
pub(crate) const fn gathered_by(op: Op) -> Option<usize> {
    match op {
        Op::Combine | Op::Roll | Op::Coverage | Op::Fold => Some(1),
        Op::Count => Some(2),
        _ => None,
    }
}

/// The value of a node; nothing where a number is too fine.
pub(crate) fn of(made: &Made, values: &[Slot]) -> Option<Slot> {
    let Some(together) = gathered_by(made.op) else {
        return plain(made, values);
    };
    let mut gathered = Slot::Part(Box::new(Part::EMPTY));
    for (at, operands) in values.chunks(together).enumerate() {
        gathered = gather(made, gathered, at, operands)?;
    }
    finish(made, gathered)
}

/// What is gathered with one operand more.
pub(crate) fn gather(made: &Made, gathered: Slot, at: usize, operands: &[Slot]) -> Option<Slot> {
    let Slot::Part(mut part) = gathered else {
        return Some(gathered);
    };
    let operand = operands.first()?;
    let code = |place: usize| made.codes.get(place).copied();
    let settled = match made.op {
        Op::Combine => combine(&mut part, operand, code(at * 2)?, code(at * 2 + 1)? != 0)?,
        Op::Roll => roll(made, &mut part, operand, code(at)?)?,
        Op::Coverage => {
            cover(&mut part, operand, code(at)?)?;
            None
        }
        Op::Fold => fold(made, &mut part, operand)?,
        _ => {
            count(&mut part, operand, operands.get(1)?);
            None
        }
    };
    Some(settled.unwrap_or(Slot::Part(part)))
}

/// The value of a node when everything is gathered.
pub(crate) fn finish(made: &Made, gathered: Slot) -> Option<Slot> {
    let Slot::Part(part) = gathered else {
        return Some(gathered);
    };
    match made.op {
        Op::Combine => match (part.known == 0, part.left_out, part.waiting) {
            (true, true, false) => Some(Slot::LeftOut),
            (true, ..) => Some(Slot::Unknown),
            (false, ..) => guarded(made, over(part.sum, Exact::whole(part.known))),
        },
        Op::Roll => rolled(made, &part),
        Op::Coverage if part.remaining == 0 => Some(Slot::LeftOut),
        Op::Coverage => guarded(made, over(Exact::whole(part.known), Exact::whole(part.remaining))),
        Op::Fold => {
            let value = match roll_of(made) {
                Roll::Sum => Some(part.sum),
                Roll::Mean => over(part.sum, Exact::whole(i64::from(part.members))),
                how => chosen(&part.values, how),
            };
            guarded(made, value)
        }
        _ => Some(Slot::Count(small(part.known), small(part.remaining), part.members)),
    }
}

fn small(count: i64) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn over(a: Exact, b: Exact) -> Option<Exact> {
    a.fraction().over(b.fraction()).map(Exact::of)
}

/// Holds a number to the limit on magnitudes.
fn guarded(made: &Made, number: Option<Exact>) -> Option<Slot> {
    let number = number?;
    Some(if made.guarded && number.fraction().is_too_large() { Slot::Unknown } else { Slot::Number(number) })
}

fn roll_of(made: &Made) -> Roll {
    Roll::take(&mut [made.how].as_slice())
}

fn comparison_of(made: &Made) -> Comparison {
    Comparison::take(&mut [made.how].as_slice())
}

fn combine(part: &mut Part, operand: &Slot, weight: i64, optional: bool) -> Option<Option<Slot>> {
    match operand {
        Slot::Number(value) => {
            part.sum = part.sum.plus(value.times(Exact::whole(weight))?)?;
            part.known = part.known.checked_add(weight)?;
        }
        Slot::LeftOut => part.left_out = true,
        _ if optional => part.waiting = true,
        _ => return Some(Some(Slot::Unknown)),
    }
    Some(None)
}

fn cover(part: &mut Part, operand: &Slot, weight: i64) -> Option<()> {
    if *operand != Slot::LeftOut {
        part.remaining = part.remaining.checked_add(weight)?;
    }
    if operand.is_known() {
        part.known = part.known.checked_add(weight)?;
    }
    Some(())
}

/// One child more. Where everything is needed, one that is unknown settles the node.
fn roll(made: &Made, part: &mut Part, operand: &Slot, weight: i64) -> Option<Option<Slot>> {
    cover(part, operand, weight)?;
    match operand {
        Slot::Number(value) => keep(part, roll_of(made), *value, weight)?,
        Slot::Unknown if made.numbers.first() == Some(&Exact::whole(1)) => return Some(Some(Slot::Unknown)),
        _ => {}
    }
    Some(None)
}

/// Keeps what a value can still decide.
fn keep(part: &mut Part, how: Roll, value: Exact, weight: i64) -> Option<()> {
    match how {
        Roll::Mean | Roll::Sum => part.sum = part.sum.plus(value.times(Exact::whole(weight))?)?,
        _ => {
            let place = part.values.partition_point(|known| *known < value);
            part.values.insert(place, value);
            match how {
                Roll::Lowest => part.values.truncate(1),
                Roll::Highest => {
                    let extra = part.values.len().saturating_sub(1);
                    part.values.drain(..extra);
                }
                Roll::Spread if part.values.len() > 2 => {
                    part.values.remove(1);
                }
                _ => {}
            }
        }
    }
    Some(())
}

fn rolled(made: &Made, part: &Part) -> Option<Slot> {
    if part.remaining == 0 {
        return Some(Slot::LeftOut);
    }
    let (needs, unit) = (made.numbers.first().copied()?, made.numbers.get(1).copied()?);
    let needed = needs.times(Exact::whole(part.remaining))?;
    if part.known == 0 || Exact::whole(part.known) < needed {
        return Some(Slot::Unknown);
    }
    let value = match roll_of(made) {
        Roll::Mean => over(part.sum, Exact::whole(part.known)),
        Roll::Sum => over(part.sum, unit),
        how => chosen(&part.values, how),
    };
    guarded(made, value)
}

fn fold(made: &Made, part: &mut Part, operand: &Slot) -> Option<Option<Slot>> {
    let Some(value) = operand.as_number() else {
        return Some(Some(Slot::Unknown));
    };
    part.members = part.members.saturating_add(1);
    keep(part, roll_of(made), value, 1)?;
    Some(None)
}

/// The value that a median, an end or the distance of the ends picks from values in order.
fn chosen(values: &[Exact], how: Roll) -> Option<Exact> {
    match how {
        Roll::Lowest => values.first().copied(),
        Roll::Highest => values.last().copied(),
        Roll::Spread => {
            let (low, high) = (values.first()?, values.last()?);
            high.fraction().minus(low.fraction()).map(Exact::of)
        }
        Roll::MedianHigh => values.get(values.len() / 2).copied(),
        Roll::Mean | Roll::Sum | Roll::Median => values.get(values.len().saturating_sub(1) / 2).copied(),
    }
}

fn count(part: &mut Part, condition: &Slot, member: &Slot) {
    if *member == Slot::LeftOut {
        return;
    }
    part.members = part.members.saturating_add(1);
    part.known += i64::from(condition.truth() == Truth::Yes);
    part.remaining += i64::from(condition.truth() != Truth::No);
}

/// Operations that need all their operands at once.
fn plain(made: &Made, values: &[Slot]) -> Option<Slot> {
    let a = values.first()?;
    let b = values.get(1).unwrap_or(&Slot::Unknown);
    Some(match made.op {
        Op::Only => match b.truth() {
            Truth::Yes => a.clone(),
            Truth::No => Slot::LeftOut,
            Truth::Unknown => Slot::Unknown,
        },
        Op::Plus | Op::Minus | Op::Times | Op::Over => return arithmetic(made, a, b),
        Op::Negated | Op::Magnitude | Op::Round | Op::Linear => return unary(made, a),
        Op::Compare => compare(made, a.as_number().map(|a| (a, a)), b.as_number().map(|b| (b, b))),
        Op::CompareLevels => Slot::of_truth(compare_levels(comparison_of(made), a.levels(), b.levels())),
        Op::CompareChoices => match (a.index(), b.index()) {
            (Some(a), Some(b)) => Slot::of_truth(Truth::of(comparison_of(made).holds(a.cmp(&b)))),
            _ => Slot::Truth(2),
        },
        Op::CompareCounts => {
            let shares = made.codes.first().copied().unwrap_or(0);
            compare(made, ends(a, shares & 1 != 0), ends(b, shares & 2 != 0))
        }
        Op::IsNode => a
            .index()
            .map_or(Slot::Truth(2), |node| Slot::of_truth(Truth::of(made.codes.first() == Some(&i64::from(node))))),
        Op::And => Slot::of_truth(a.truth().and(b.truth())),
        Op::Or => Slot::of_truth(a.truth().or(b.truth())),
        Op::Not => Slot::of_truth(a.truth().not()),
        Op::Known => Slot::of_truth(Truth::of(a.is_known())),
        Op::Any | Op::All => any_or_all(made.op, a),
        Op::CountNumber => return count_number(made, a),
        Op::LevelNumber => {
            let value = a.levels().single().and_then(|level| made.numbers.get(usize::from(level)));
            value.map_or(Slot::Unknown, |value| Slot::Number(*value))
        }
        Op::Decide => decide(made, values),
        Op::Choose => choose(values),
        Op::Cap => cap(made, a.levels(), b.truth()),
        Op::Matrix => matrix(made, a, b),
        Op::FirstKnown => {
            let nothing = if made.kind == Kind::Level { Slot::Level(0) } else { Slot::Unknown };
            values.iter().find(|value| value.is_known()).cloned().unwrap_or(nothing)
        }
        Op::Best | Op::Worst => extreme(made, values),
        _ => return None,
    })
}

fn arithmetic(made: &Made, a: &Slot, b: &Slot) -> Option<Slot> {
    let (Some(a), Some(b)) = (a.as_number(), b.as_number()) else {
        return Some(Slot::Unknown);
    };
    let value = match made.op {
        Op::Plus => a.plus(b),
        Op::Minus => a.fraction().minus(b.fraction()).map(Exact::of),
        Op::Times => a.times(b),
        _ if b == Exact::ZERO => return Some(Slot::Unknown),
        _ => over(a, b),
    };
    guarded(made, value)
}

fn unary(made: &Made, a: &Slot) -> Option<Slot> {
    let Some(a) = a.as_number() else {
        return Some(Slot::Unknown);
    };
    let value = match made.op {
        Op::Negated => a.fraction().negated().map(Exact::of),
        Op::Magnitude => a.fraction().magnitude().map(Exact::of),
        Op::Linear => linear(&made.numbers, a),
        _ => {
            let digits = u8::try_from(made.codes.first().copied()?).ok()?;
            a.fraction().rounded(digits, rounding(made.how)).map(Exact::of)
        }
    };
    guarded(made, value)
}

/// The manner of rounding of a row.
const fn rounding(how: u8) -> Rounding {
    match how {
        1 => Rounding::HalfEven,
        2 => Rounding::Floor,
        3 => Rounding::Ceiling,
        _ => Rounding::HalfAway,
    }
}

fn linear(points: &[Exact], at: Exact) -> Option<Exact> {
    let mut last: Option<(Fraction<i64>, Fraction<i64>)> = None;
    for point in points.chunks(2) {
        let (x, y) = (point.first()?.fraction(), point.get(1)?.fraction());
        if at.fraction() <= x {
            let Some((x0, y0)) = last else {
                return Some(Exact::of(y));
            };
            let slope = y.minus(y0)?.over(x.minus(x0)?)?;
            return slope.times(at.fraction().minus(x0)?)?.plus(y0).map(Exact::of);
        }
        last = Some((x, y));
    }
    last.map(|(_, y)| Exact::of(y))
}

/// Compares what lies between two ends each: known where every pair agrees.
fn compare(made: &Made, a: Option<(Exact, Exact)>, b: Option<(Exact, Exact)>) -> Slot {
    let Some(((a_low, a_high), (b_low, b_high))) = a.zip(b) else {
        return Slot::Truth(2);
    };
    let how = comparison_of(made);
    let apart = a_high < b_low || b_high < a_low;
    let same = a_low == a_high && b_low == b_high && a_low == b_low;
    Slot::of_truth(match how {
        Comparison::Is => all_agree(same, !apart),
        Comparison::IsNot => all_agree(apart, !same),
        _ => all_agree(how.holds(a_low.cmp(&b_high)), how.holds(a_high.cmp(&b_low))),
    })
}

const fn all_agree(one: bool, other: bool) -> Truth {
    match (one, other) {
        (true, true) => Truth::Yes,
        (false, false) => Truth::No,
        _ => Truth::Unknown,
    }
}

fn compare_levels(how: Comparison, a: Levels, b: Levels) -> Truth {
    let ends = a.lowest().zip(a.highest()).zip(b.lowest().zip(b.highest()));
    let Some(((a_low, a_high), (b_low, b_high))) = ends else {
        return Truth::Unknown;
    };
    let apart = a.within(b).is_empty();
    let same = a_low == a_high && b_low == b_high && a_low == b_low;
    match how {
        Comparison::Is => all_agree(same, !apart),
        Comparison::IsNot => all_agree(apart, !same),
        _ => all_agree(how.holds(a_low.cmp(&b_high)), how.holds(a_high.cmp(&b_low))),
    }
}

/// The ends of a count, of a share, or of a number.
fn ends(slot: &Slot, share: bool) -> Option<(Exact, Exact)> {
    let Slot::Count(least, most, of) = slot else {
        return slot.as_number().map(|number| (number, number));
    };
    let end = |count: u16| over(Exact::whole(i64::from(count)), Exact::whole(if share { i64::from(*of) } else { 1 }));
    end(*least).zip(end(*most))
}

fn any_or_all(op: Op, slot: &Slot) -> Slot {
    let Slot::Count(least, most, of) = slot else {
        return Slot::Truth(2);
    };
    Slot::of_truth(if op == Op::Any { all_agree(*least > 0, *most > 0) } else { all_agree(least == of, most == of) })
}

fn count_number(made: &Made, slot: &Slot) -> Option<Slot> {
    let Slot::Count(least, most, of) = slot else {
        return Some(Slot::Unknown);
    };
    let least_whole = Exact::whole(i64::from(*least));
    Some(match (least == most, made.how, *of) {
        (false, ..) => Slot::Unknown,
        (true, 0, _) => Slot::Number(least_whole),
        (true, _, 0) => Slot::LeftOut,
        (true, _, of) => Slot::Number(over(least_whole, Exact::whole(i64::from(of)))?),
    })
}

fn level(code: i64) -> Levels {
    u8::try_from(code).map_or(Levels::NONE, Levels::only)
}

fn decide(made: &Made, values: &[Slot]) -> Slot {
    let mut found = Levels::NONE;
    for (condition, code) in values.iter().zip(&made.codes) {
        let truth = condition.truth();
        if truth != Truth::No {
            found = found.with(level(*code));
        }
        if truth == Truth::Yes {
            break;
        }
    }
    Slot::Level(found.bits())
}

fn choose(values: &[Slot]) -> Slot {
    let mut found: Option<Exact> = None;
    for line in values.chunks(2) {
        let (Some(condition), Some(value)) = (line.first(), line.get(1)) else {
            break;
        };
        if condition.truth() == Truth::No {
            continue;
        }
        let Some(value) = value.as_number() else {
            return Slot::Unknown;
        };
        if found.is_some_and(|earlier| earlier != value) {
            return Slot::Unknown;
        }
        if condition.truth() == Truth::Yes {
            return Slot::Number(value);
        }
        found = Some(value);
    }
    Slot::Unknown
}

/// Levels held at the level of a cap.
pub(crate) fn held(made: &Made, levels: Levels) -> Levels {
    let at = made.codes.first().and_then(|code| u8::try_from(*code).ok()).unwrap_or(0);
    match Limit::take(&mut [made.how].as_slice()) {
        Limit::AtMost => levels.at_most(at),
        Limit::AtLeast => levels.at_least(at),
    }
}

fn cap(made: &Made, levels: Levels, truth: Truth) -> Slot {
    let held = held(made, levels);
    Slot::Level(
        match truth {
            Truth::No => levels,
            Truth::Yes => held,
            Truth::Unknown => levels.with(held),
        }
        .bits(),
    )
}

fn matrix(made: &Made, rows: &Slot, across: &Slot) -> Slot {
    let columns = made.codes.first().and_then(|columns| usize::try_from(*columns).ok()).unwrap_or(0);
    let reaches = |at: usize| match across {
        Slot::Level(_) => u8::try_from(at).is_ok_and(|at| across.levels().has(at)),
        Slot::Index(column) => usize::from(*column) == at,
        _ => true,
    };
    let mut found = Levels::NONE;
    for (at, cell) in made.codes.iter().skip(1).enumerate() {
        let (down, right) = (at.checked_div(columns).unwrap_or(0), at.checked_rem(columns).unwrap_or(0));
        if u8::try_from(down).is_ok_and(|down| rows.levels().has(down)) && reaches(right) {
            found = found.with(level(*cell));
        }
    }
    Slot::Level(found.bits())
}

fn extreme(made: &Made, values: &[Slot]) -> Slot {
    let mut found: Option<(Exact, i64)> = None;
    for (value, node) in values.iter().zip(&made.codes) {
        let number = match value {
            Slot::LeftOut => continue,
            Slot::Number(number) => *number,
            _ => return Slot::Unknown,
        };
        let ahead = |best: Exact| if made.op == Op::Best { number > best } else { number < best };
        if found.is_none_or(|(best, _)| ahead(best)) {
            found = Some((number, *node));
        }
    }
    found.and_then(|(_, node)| u16::try_from(node).ok()).map_or(Slot::Unknown, Slot::Index)
}
