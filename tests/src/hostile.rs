//! Laws that hold for any bytes at all. The fuzz targets look for bytes that break them; what was found is replayed by
//! the ordinary tests.

use std::sync::LazyLock;

use rubric_core::records::{RaterId, RowId, RuleId};
use rubric_core::{Evaluation, Header, Plan, Program, Record, Scope, Step, Truth};
use rubric_dsl::files::{self, Notation};
use rubric_dsl::render::{Findings, Style, render};
use rubric_dsl::{
    Diagnostic, Filled, Sheet, check, compile, format, has_errors, inspect, load, parse, position, score,
};

/// A law over any bytes.
pub type Law = fn(&[u8]);

/// Every law, by the name of its fuzz target.
pub const LAWS: [(&str, Law); 4] = [
    ("parse_never_fails", parse_never_fails),
    ("format_keeps_meaning", format_keeps_meaning),
    ("program_bytes", program_bytes),
    ("assessment_files", assessment_files),
];

/// Whatever the text, there is a tree, each finding stands at a place in the text, and it can be shown in every style.
///
/// # Panics
/// Where the law is broken.
pub fn parse_never_fails(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let parsed = parse(text);
    let checked = check(&parsed.file, None);
    let sound = !has_errors(&parsed.diagnostics) && !has_errors(&checked.diagnostics);
    assert!(checked.model.is_some() || !sound, "refused without a word");
    if let Some(model) = checked.model.filter(|_| sound) {
        assert!(compile(&model).program().is_ok(), "what is compiled is no program");
    }
    let found: Vec<Diagnostic> = parsed.diagnostics.into_iter().chain(checked.diagnostics).collect();
    for one in &found {
        assert!(text.get(one.span().start()..one.span().end()).is_some(), "{} stands nowhere", one.code());
        assert!(position(text, one.span().start()).line >= 1);
    }
    let findings = [Findings::new("fuzzed.rubric", text, &found)];
    for style in [Style::Full { colour: false }, Style::Concise, Style::Json, Style::Sarif] {
        assert!(!render(&findings, style).is_empty() || found.is_empty());
    }
}

/// A text that can be read is printed in one layout, which reads the same, keeps its comments and gives the same program.
///
/// # Panics
/// Where the law is broken.
pub fn format_keeps_meaning(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let parsed = parse(text);
    if has_errors(&parsed.diagnostics) {
        return;
    }
    let printed = format(&parsed.file);
    let again = parse(&printed);
    assert!(!has_errors(&again.diagnostics), "cannot be read again: {:?}\n{printed}", again.diagnostics);
    assert_eq!(printed, format(&again.file), "the layout is not stable");
    assert_eq!(comments(text), comments(&printed), "a comment is lost or changed\n{printed}");
    assert_eq!(digest(text), digest(&printed), "the program is another\n{printed}");
}

/// The comments of a text, in order of their words: a comment may change its place among declarations.
fn comments(text: &str) -> Vec<String> {
    let parsed = parse(text);
    let shown = parsed.file.comments.iter().filter_map(|comment| text.get(comment.span.start()..comment.span.end()));
    let mut shown: Vec<String> = shown.map(|comment| comment.trim().to_owned()).collect();
    shown.sort();
    shown
}

/// The digest of a text's program, where it has one.
fn digest(text: &str) -> Option<[u8; 32]> {
    let parsed = parse(text);
    let checked = check(&parsed.file, None);
    let sound = !has_errors(&parsed.diagnostics) && !has_errors(&checked.diagnostics);
    let compiled = compile(&checked.model.filter(|_| sound)?);
    Some(compiled.program().map_or([0; 32], |program| program.digest()))
}

/// Any bytes are a program or an error; a program can be evaluated, bounded, scored, told and given back whatever its
/// bytes say. The checksum is mended, so that damage is met by the checks behind it.
///
/// # Panics
/// Where the law is broken.
pub fn program_bytes(bytes: &[u8]) {
    let _ = Program::parse(bytes);
    let mut mended = bytes.to_vec();
    mend(&mut mended);
    if let Ok(program) = Program::parse(&mended) {
        exercise(&program);
        for perspective in perspectives(&program) {
            let _ = inspect(&program, perspective, mended.len());
            for sheet in sheets(&program) {
                let _ = score(&program, perspective, &sheet, "leader-01").map(|result| files::to_json(&[result]));
            }
        }
    }
}

/// Gives damaged bytes of a program the checksum that they should have.
pub fn mend(bytes: &mut [u8]) {
    if let Some((head, body)) = bytes.split_at_mut_checked(Header::SIZE) {
        let header = Header { checksum: rubric_core::checksum(body), ..Header::read(head) };
        let mut written = Vec::new();
        header.write(&mut written);
        head.copy_from_slice(&written);
    }
}

fn perspectives(program: &Program<'_>) -> Vec<Option<RaterId>> {
    (0..program.raters().len()).map(|at| Some(RaterId::new(at))).chain([None]).collect()
}

/// An empty sheet, and one with an empty response of each rater.
fn sheets(program: &Program<'_>) -> [Sheet; 2] {
    let responses = (0..program.raters().len()).map(|at| Filled::blank(program, RaterId::new(at))).collect();
    [Sheet::blank(program), Sheet { responses, ..Sheet::blank(program) }]
}

/// Evaluates and reads everything that a program offers.
///
/// # Panics
/// Where two readings of one evaluation differ.
pub fn exercise(program: &Program<'_>) {
    for perspective in perspectives(program) {
        let Some(table) = program.table(perspective) else {
            continue;
        };
        for sheet in sheets(program) {
            let mut workings = [(); 2].map(|()| vec![[0_i128; 2]; table.len()]);
            let mut steps = vec![Step::BLANK; program.steps(perspective)];
            let [own, laid] = &mut workings;
            let mut plan = Plan::new(program, perspective, &mut steps, laid).unwrap();
            let mut ranges = vec![rubric_core::Range::<i128>::default(); table.len()];
            sheet.lend(|assessment| {
                if let Ok(evaluation) = program.evaluate(perspective, assessment, own) {
                    read(&evaluation);
                    let by_plan = plan.evaluate(assessment).unwrap();
                    read(&by_plan);
                    assert_eq!(by_plan.digest(), evaluation.digest());
                }
                let _ = program.bound(perspective, assessment, Scope::AnyPrior, &mut ranges);
            });
        }
    }
}

fn read(evaluation: &Evaluation<'_, '_, '_, i128>) {
    let program = evaluation.program();
    assert_eq!(evaluation.digest(), evaluation.digest());
    evaluation.gaps().count();
    evaluation.missing().count();
    let fires = |rule: &RuleId| evaluation.fires(*rule) == Truth::Yes;
    assert!(evaluation.fired().eq((0..program.rules().len()).map(RuleId::new).filter(fires)));
    assert!(evaluation.asked().answered <= evaluation.asked().of);
    program.ranks().iter().for_each(|rank| assert!(evaluation.ranked(&rank).count() <= 100));
    let rows = evaluation.table().len();
    let mut marks = vec![false; rows];
    (0..rows).for_each(|row| evaluation.mark_needed(RowId::new(row), &mut marks));
}

/// A program for assessments to be read by, compiled once.
static PROGRAM: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let compiled = load(include_str!("../rubrics/school_leader.rubric"), None).compiled;
    compiled.map(|compiled| compiled.bytes().to_vec()).unwrap_or_default()
});

/// Whatever a file of assessments holds, each subject has a sheet that can be scored, or something is said of it.
/// The first byte chooses the notation.
///
/// # Panics
/// Where the law is broken.
pub fn assessment_files(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let (Ok(text), Ok(program)) = (std::str::from_utf8(rest), Program::parse(&PROGRAM)) else {
        return;
    };
    let notation = match first % 5 {
        0 => Notation::Json,
        1 => Notation::JsonLines,
        2 => Notation::Ron,
        3 => Notation::Csv,
        _ => Notation::of_text(text),
    };
    let found = files::read(&program, text, notation);
    let refused = found.subjects.iter().any(|subject| subject.sheet.is_none());
    assert!(!refused || !found.diagnostics.is_empty(), "a subject is refused without a word");
    let _ = render(&[Findings::new("fuzzed", text, &found.diagnostics)], Style::Full { colour: false });
    for subject in found.subjects.iter().take(8) {
        let Some(sheet) = &subject.sheet else { continue };
        let result = score(&program, None, sheet, &subject.name);
        let written = result.map(|result| (files::to_json(std::slice::from_ref(&result)), files::csv_row(&result)));
        assert!(written.is_ok(), "a sheet that was read cannot be scored: {:?}", written.err());
    }
}
