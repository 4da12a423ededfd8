//! Rows that read the assessments.

use super::column::{Column, Form};
use super::{Codes, Responses, Window};
use crate::absence::Absence;
use crate::assessment::Rating;
use crate::evaluate::{context, fraction, group, guard, judged, leaves, prior, tally};
use crate::int::Int;
use crate::program::Program;
use crate::records::{LeafId, RaterId};
use crate::row::{Op, Row};
use crate::value::Value;

/// Fills the column of a row that reads the assessments; gives whether the row is one.
pub(super) fn fill<I: Int>(window: &Window<'_, '_>, row: &Row, column: &mut Column<I>) -> bool {
    let program = window.program();
    match row.op {
        Op::Rating if program.uniform.levels > 0 => codes(window, row, column),
        Op::Rating | Op::Figure => ratings(program, window, row, column),
        Op::Group => groups(program, window, row, column),
        Op::Evidence | Op::Words => tallies(program, window, row, column),
        Op::Context => given(window, row, window.assessments.context, column, context),
        Op::Judged => given(window, row, window.assessments.judged, column, judged),
        Op::Prior => given(window, row, window.assessments.prior, column, prior),
        _ => return false,
    }
    true
}

/// What is given once for each assessment.
fn given<'b, I: Int, T: Copy + Default>(
    window: &Window<'b, '_>,
    row: &Row,
    list: &'b [T],
    column: &mut Column<I>,
    value: impl Fn(&Row, T) -> Value<I>,
) {
    let of = window.of(list, usize::from(row.a));
    column.fill(window.lanes, |lane| value(row, of.get(lane).copied().unwrap_or_default()));
}

/// What a leaf is worth to a respondent.
fn worth<'b>(
    program: &Program<'_>,
    window: &Window<'b, '_>,
    responses: &'b Responses<'b>,
    leaf: usize,
    lane: usize,
) -> Result<(i64, i64), Absence> {
    let Some(form) = program.leaf(LeafId::new(leaf)) else {
        return Err(Absence::Unrated);
    };
    let rating = window.of(responses.ratings, leaf).get(lane).copied().unwrap_or(Rating::UNRATED);
    let figure = window.of(responses.figures, usize::from(form.figure)).get(lane).copied();
    program.worth_given(&form, rating, figure)
}

/// Ratings where all leaves are rated on one scale: what they are worth is not asked before it is needed.
fn codes<I: Int>(window: &Window<'_, '_>, row: &Row, column: &mut Column<I>) {
    let rater = RaterId::new(usize::from(row.b));
    let by = window.assessments.responses.iter().position(|responses| responses.rater == rater);
    column.form = Form::Codes(Codes { leaf: row.a, by: by.unwrap_or(usize::MAX) });
}

fn ratings<I: Int>(program: &Program<'_>, window: &Window<'_, '_>, row: &Row, column: &mut Column<I>) {
    let responses = window.by(row.b).next();
    column.fill(window.lanes, |lane| {
        let responses = responses.filter(|responses| window.has(responses, lane)).ok_or(Absence::Unrated);
        let worth = responses.and_then(|responses| worth(program, window, responses, usize::from(row.a), lane));
        Value::of_number(worth.and_then(fraction))
    });
}

fn groups<I: Int>(program: &Program<'_>, window: &Window<'_, '_>, row: &Row, column: &mut Column<I>) {
    column.fill(window.lanes, |lane| {
        let own = window.by(row.b).filter(|responses| window.has(responses, lane));
        let worths = own.map(|responses| worth(program, window, responses, usize::from(row.a), lane));
        Value::of_number(group(program, row, worths))
    });
}

fn tallies<I: Int>(program: &Program<'_>, window: &Window<'_, '_>, row: &Row, column: &mut Column<I>) {
    let count = |responses: &Responses<'_>, leaf: usize, lane: usize| match row.op {
        Op::Evidence => window.of(responses.evidence, leaf).get(lane).map(|count| u64::from(*count)),
        _ => window.of(responses.words, leaf).get(lane).map(|count| u64::from(*count)),
    };
    column.fill(window.lanes, |lane| {
        let own = || window.by(row.b).filter(|responses| window.has(responses, lane));
        let respondents = u16::try_from(own().count()).unwrap_or(u16::MAX);
        let counts = own().flat_map(|responses| leaves(row).filter_map(move |leaf| count(responses, leaf, lane)));
        Value::of_number(guard(row, tally(program, row, respondents, counts.fold(0, u64::saturating_add))))
    });
}
