//! An assessment as an `example` of the rubric.

use rubric_core::records::LeafId;
use rubric_core::{Program, Rating, RatingKind};
use rubric_dsl::{Sheet, statements};

/// An assessment that shows something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterexample {
    /// An `example` that fails when the rubric's examples are run.
    pub example: String,
    /// Whether no smaller assessment shows it.
    pub smallest: bool,
    /// The assessment itself.
    pub sheet: Sheet,
}

/// An example of a sheet.
pub(crate) fn of(
    program: &Program<'_>,
    sheet: &Sheet,
    title: &str,
    expects: &[String],
    smallest: bool,
) -> Counterexample {
    let title = title.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
    let given = statements(program, sheet).into_iter().map(|statement| format!("    {statement}\n"));
    let expected = expects.iter().map(|expect| format!("    expect {expect}\n"));
    let body: String = given.chain(expected).collect();
    Counterexample { example: format!("  example \"{title}\" {{\n{body}  }}\n"), smallest, sheet: sheet.clone() }
}

/// The one rating in which two sheets differ, in words.
pub(crate) fn difference(program: &Program<'_>, before: &Sheet, after: &Sheet) -> String {
    let pairs = before.responses.iter().zip(&after.responses);
    let mut ratings = pairs.flat_map(|(one, other)| one.ratings.iter().zip(&other.ratings).enumerate());
    let Some((at, (low, high))) = ratings.find(|(_, (low, high))| low != high) else {
        return String::new();
    };
    let path = program.leaf(LeafId::new(at)).and_then(|leaf| program.node(leaf.node));
    let path = path.map_or("", |node| program.text(node.path));
    let name = |rating: &Rating| named(program, LeafId::new(at), *rating);
    format!("{path} rises from {} to {}", name(low), name(high))
}

/// A rating as a person reads it: the name of its level or answer.
#[must_use]
pub fn named(program: &Program<'_>, leaf: LeafId, rating: Rating) -> String {
    let level = |at: u8| {
        let scale = program.leaf(leaf).map(|leaf| leaf.scale).unwrap_or_default();
        program.level(scale, at).map_or("", |level| program.text(level.name))
    };
    match rating.kind() {
        RatingKind::Level(at) => level(at).to_owned(),
        RatingKind::HalfStep(at) => format!("between {} and {}", level(at), level(at.saturating_add(1))),
        RatingKind::Answer(at) => {
            program.answers().get(usize::from(at)).map_or("", |answer| program.text(answer.name)).to_owned()
        }
        RatingKind::Unrated => "unrated".to_owned(),
        RatingKind::NothingTicked => "nothing ticked".to_owned(),
        RatingKind::Given => "given".to_owned(),
    }
}
