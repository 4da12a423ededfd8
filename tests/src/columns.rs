//! Sheets put side by side.

use rubric_core::batch::{Assessments, Responses};
use rubric_core::records::{LeafForm, RaterId};
use rubric_core::{Chosen, Decimal, Earlier, Given, Program, Rating};
use rubric_dsl::{Filled, Sheet};

/// Sheets as columns.
#[derive(Debug)]
pub struct Columns {
    count: usize,
    responses: Vec<Side>,
    context: Vec<Given>,
    judged: Vec<Chosen>,
    prior: Vec<Earlier>,
}

/// A rater's, or one respondent's, answers in every sheet.
#[derive(Debug)]
struct Side {
    rater: RaterId,
    given: Vec<bool>,
    ratings: Vec<Rating>,
    figures: Vec<Decimal>,
    evidence: Vec<u16>,
    words: Vec<u32>,
}

/// One column for each thing of a list, which may be empty where nothing of its kind was given.
fn columns<'s, T: Copy + Default + 's>(
    sheets: &'s [Sheet],
    things: usize,
    list: impl Fn(&'s Sheet) -> Option<&'s [T]>,
) -> Vec<T> {
    let of = |at: usize| sheets.iter().map(move |sheet| (at, sheet));
    let value = |(at, sheet): (usize, &'s Sheet)| list(sheet).and_then(|list| list.get(at).copied());
    (0..things).flat_map(of).map(|place| value(place).unwrap_or_default()).collect()
}

impl Columns {
    /// Puts sheets of a program side by side.
    #[must_use]
    pub fn of(program: &Program<'_>, sheets: &[Sheet]) -> Self {
        let own = |sheet: &Sheet, rater: RaterId| sheet.responses.iter().filter(|filled| filled.rater == rater).count();
        let sides = (0..program.raters().len()).map(RaterId::new).flat_map(|rater| {
            let most = sheets.iter().map(|sheet| own(sheet, rater)).max().unwrap_or(0);
            (0..most).map(move |place| Side::of(program, sheets, rater, place))
        });
        Self {
            count: sheets.len(),
            responses: sides.collect(),
            context: columns(sheets, program.contexts().len(), |sheet| Some(&sheet.context)),
            judged: columns(sheets, program.judgements().len(), |sheet| Some(&sheet.judged)),
            prior: columns(sheets, program.priors().len(), |sheet| Some(&sheet.prior)),
        }
    }

    /// Lends the columns.
    pub fn lend<R>(&self, read: impl FnOnce(&Assessments<'_>) -> R) -> R {
        let responses: Vec<Responses<'_>> = self.responses.iter().map(Side::lend).collect();
        read(&Assessments {
            count: self.count,
            responses: &responses,
            context: &self.context,
            judged: &self.judged,
            prior: &self.prior,
        })
    }
}

impl Side {
    fn lend(&self) -> Responses<'_> {
        Responses {
            rater: self.rater,
            given: &self.given,
            ratings: &self.ratings,
            figures: &self.figures,
            evidence: &self.evidence,
            words: &self.words,
        }
    }

    fn of(program: &Program<'_>, sheets: &[Sheet], rater: RaterId, place: usize) -> Self {
        fn at(sheet: &Sheet, rater: RaterId, place: usize) -> Option<&Filled> {
            sheet.responses.iter().filter(|filled| filled.rater == rater).nth(place)
        }
        let leaves = program.leaves().len();
        let figures = program.leaves().iter().filter(|leaf| leaf.form == LeafForm::Number).count();
        Self {
            rater,
            given: sheets.iter().map(|sheet| at(sheet, rater, place).is_some()).collect(),
            ratings: columns(sheets, leaves, |sheet| Some(&at(sheet, rater, place)?.ratings)),
            figures: columns(sheets, figures, |sheet| Some(&at(sheet, rater, place)?.figures)),
            evidence: columns(sheets, leaves, |sheet| Some(&at(sheet, rater, place)?.evidence)),
            words: columns(sheets, leaves, |sheet| Some(&at(sheet, rater, place)?.words)),
        }
    }
}
