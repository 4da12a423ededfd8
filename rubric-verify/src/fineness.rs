//! How fine the numbers of each row can be.

use rubric_core::records::{LeafId, NumberId, Roll, ScaleId};
use rubric_core::{Field, Int, Op, Program, Row, RowTable, bounds};

/// For each row a number that every denominator of it, in lowest terms, is no greater than; nothing where that is beyond
/// use.
pub(crate) fn fineness(program: &Program<'_>, table: &RowTable<'_>) -> Vec<Option<i128>> {
    let mut fine: Vec<Option<i128>> = Vec::with_capacity(table.len());
    for (_, row) in table.rows() {
        let found = of_row(program, table, &row, &fine).filter(|found| *found < 1 << 60);
        fine.push(found);
    }
    fine
}

fn common(a: i128, b: i128) -> Option<i128> {
    (a / a.common_divisor(b)).checked_mul(b)
}

fn of_row(program: &Program<'_>, table: &RowTable<'_>, row: &Row, fine: &[Option<i128>]) -> Option<i128> {
    let at = |row: u16| fine.get(usize::from(row)).copied().flatten();
    let constant = |id: u16| program.number(NumberId::new(usize::from(id))).lowest();
    let items: Vec<_> = table.items_of(row).iter().collect();
    let all = || items.iter().try_fold(1_i128, |fine, item| common(fine, at(item.a)?));
    let weights = || items.iter().map(|item| i128::from(item.weight)).sum::<i128>();
    let ten = |digits: u32| 10_i128.checked_pow(digits);
    let rated = || {
        let leaf = program.leaf(LeafId::new(usize::from(row.a)))?;
        program.scale(leaf.scale).map_or(Some(1_000_000), |scale| i128::from(scale.den).checked_mul(2))
    };
    match row.op {
        Op::Rating => rated(),
        Op::Group if row.how == u8::MAX => rated()?.checked_mul(i128::try_from(bounds::RESPONDENTS.max).ok()?),
        Op::Group => ten(u32::from(row.how)),
        Op::Figure | Op::Context => Some(1_000_000),
        Op::Prior => i128::try_from(bounds::PRIOR_DENOMINATOR.max).ok(),
        Op::Number => Some(constant(row.a).den()),
        Op::Combine => all()?.checked_mul(weights()),
        Op::Roll => match Roll::take(&mut [row.how].as_slice()) {
            Roll::Mean => all()?.checked_mul(weights()),
            Roll::Sum => all()?.checked_mul(constant(row.b).num()),
            _ => all(),
        },
        Op::Coverage => Some(weights()),
        Op::Fold => match Roll::take(&mut [row.how].as_slice()) {
            Roll::Mean => all()?.checked_mul(i128::from(row.count)),
            _ => all(),
        },
        Op::FirstKnown => all(),
        Op::Only | Op::Negated | Op::Magnitude => at(row.a),
        Op::Plus | Op::Minus => common(at(row.a)?, at(row.b)?),
        Op::Times => at(row.a)?.checked_mul(at(row.b)?),
        Op::Over => at(row.a)?.checked_mul(at(row.b)?)?.checked_mul(i128::try_from(bounds::MAGNITUDE.max).ok()?),
        Op::Round => ten(u32::from(row.b)),
        Op::CountNumber if row.how == 0 => Some(1),
        Op::LevelNumber => program.scale(ScaleId::new(usize::from(row.b))).map(|scale| i128::from(scale.den)),
        Op::Evidence | Op::Words => Some(1),
        Op::Choose => items.iter().try_fold(1_i128, |fine, item| common(fine, at(item.b)?)),
        _ => None,
    }
}
