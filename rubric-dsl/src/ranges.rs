//! What a partial assessment can still become, as it is shown.

use rubric_core::records::{Node, NodeKind, OutcomeId, Place, RaterId};
use rubric_core::{Assessment, AssessmentError, Bounds, Fraction, Program, Range, Scope};

use crate::result::Named;
use crate::search;
use crate::sheet::Sheet;
use crate::words::exact;
use crate::words::levels::level_of;

/// The ranges of one subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "files", derive(serde::Serialize))]
pub struct Ranges {
    /// Whose assessment it is.
    pub subject: String,
    /// The perspective.
    pub perspective: String,
    /// The levels that each outcome can still have, lowest first.
    pub outcomes: Named<Vec<String>>,
    /// Scores by path.
    pub scores: Named<Ends>,
    /// Measures by name.
    pub measures: Named<Ends>,
}

/// Between which numbers something lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "files", derive(serde::Serialize))]
pub struct Ends {
    /// The lowest number, or level where levels have no numbers; none where there can be none.
    pub lowest: Option<String>,
    /// Its fraction, where the number is rounded.
    #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
    pub lowest_exact: Option<String>,
    /// The highest.
    pub highest: Option<String>,
    /// Its fraction, where the number is rounded.
    #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
    pub highest_exact: Option<String>,
    /// Whether it can stay unknown, whatever is still given.
    pub may_be_unknown: bool,
    /// Whether it can be left out.
    pub may_be_left_out: bool,
}

/// The ranges of a sheet.
///
/// # Errors
/// [`AssessmentError`] when the sheet does not fit the program.
pub fn ranges(
    program: &Program<'_>,
    perspective: Option<RaterId>,
    sheet: &Sheet,
    subject: &str,
) -> Result<Ranges, AssessmentError> {
    let rows = program.table(perspective).map_or(0, |table| table.len());
    let mut workings = vec![Range::<i128>::default(); rows];
    let bounded = |assessment: &Assessment<'_>| -> Result<(Named<Ends>, Named<Ends>), AssessmentError> {
        let bounds = program.bound(perspective, assessment, Scope::Completions, &mut workings)?;
        Ok((scores(program, &bounds), measures(program, &bounds)))
    };
    let (scores, measures) = sheet.lend(bounded)?;
    let levels = |at: usize| -> Vec<String> {
        let scale = program.outcomes().get(at).map(|outcome| outcome.scale).unwrap_or_default();
        let possible = search::possible(program, perspective, sheet, OutcomeId::new(at), search::BUDGET);
        possible
            .iter()
            .filter_map(|level| program.level(scale, level))
            .map(|level| program.text(level.name).to_owned())
            .collect()
    };
    let outcomes =
        program.outcomes().iter().enumerate().map(|(at, outcome)| (program.text(outcome.name).to_owned(), levels(at)));
    Ok(Ranges {
        subject: subject.to_owned(),
        perspective: crate::result::perspective_name(program, perspective),
        outcomes: Named(outcomes.collect()),
        scores,
        measures,
    })
}

fn scores(program: &Program<'_>, bounds: &Bounds<'_, '_, i128>) -> Named<Ends> {
    let nodes = program.nodes().iter().enumerate().filter(|(_, node)| node.kind != NodeKind::Narrative);
    let score = |(at, node): (usize, Node)| {
        let told = |end: Fraction| {
            let level = level_of(program, node.scale, end);
            level.map_or_else(|| exact(end), |level| (program.text(level.name).to_owned(), None))
        };
        (program.text(node.path).to_owned(), ends(bounds.range_of(Place::Node, at), &told))
    };
    Named(nodes.map(score).collect())
}

fn measures(program: &Program<'_>, bounds: &Bounds<'_, '_, i128>) -> Named<Ends> {
    let measures = program.measures().iter().enumerate();
    Named(
        measures
            .map(|(at, measure)| {
                (program.text(measure.name).to_owned(), ends(bounds.range_of(Place::Measure, at), &exact))
            })
            .collect(),
    )
}

fn ends(range: Option<Range<i128>>, told: &dyn Fn(Fraction) -> (String, Option<String>)) -> Ends {
    match range {
        Some(Range::Number(range)) => {
            let end = |end: Fraction| range.known.then(|| told(end)).unzip();
            let ((lowest, lowest_exact), (highest, highest_exact)) = (end(range.low), end(range.high));
            Ends {
                lowest,
                lowest_exact: lowest_exact.flatten(),
                highest,
                highest_exact: highest_exact.flatten(),
                may_be_unknown: range.unknown,
                may_be_left_out: range.left_out,
            }
        }
        Some(Range::Count(count)) => Ends {
            lowest: Some(count.least.to_string()),
            highest: Some(count.most.to_string()),
            may_be_unknown: count.unknown,
            ..Ends::default()
        },
        _ => Ends { may_be_unknown: true, ..Ends::default() },
    }
}
