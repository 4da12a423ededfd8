//! A kiosk: a leader rates themself by buttons, and the display says what comes of it and why.
//!
//! Buttons: `1` to `4` choose a level, `n` leaves the indicator open, `b` goes one back, and past the last indicator the
//! outcome is shown. On the emulated board the buttons are the console's keys and the display is the console. A real board
//! replaces [`button`] and [`Line`]; everything between them stays.

#![no_std]
#![no_main]

use cortex_m_rt::entry;
use rubric_core::records::{NodeId, OutcomeId, RaterId, RuleId};
use rubric_core::{Assessment, Evaluation, Program, Rating, Response, Truth};
use rubric_device::{Line, exit};

static PROGRAM: &[u8] = include_bytes!(concat!(env!("RUBRIC_CASES"), "/common.rbc"));
const LEAVES: usize = 24;
const ROWS: usize = 117;

#[entry]
fn main() -> ! {
    let Ok(program) = Program::parse(PROGRAM) else { exit(2) };
    let leader = RaterId::new(0);
    let mut ratings = [Rating::UNRATED; LEAVES];
    rate(&program, &mut ratings);
    let mut workings = [[0_i32; 2]; ROWS];
    let responses = [Response { rater: leader, ratings: &ratings, ..Response::default() }];
    let assessment = Assessment { responses: &responses, ..Assessment::default() };
    match program.evaluate(Some(leader), &assessment, &mut workings) {
        Ok(evaluation) => show(&program, &evaluation),
        Err(_) => exit(3),
    }
    exit(0)
}

/// Asks for each indicator in turn.
fn rate(program: &Program<'_>, ratings: &mut [Rating; LEAVES]) {
    let mut line = Line::default();
    let mut at = 0_usize;
    while let Some(slot) = ratings.get_mut(at) {
        let title =
            program.leaves().get(at).and_then(|leaf| program.node(leaf.node)).map(|node| program.text(node.path));
        line.text(title.unwrap_or("")).text(" 1-4, n, b?").end();
        match button() {
            Some(key @ b'1'..=b'4') => *slot = Rating::level(key.wrapping_sub(b'1')),
            Some(b'n') => *slot = Rating::UNRATED,
            Some(b'b') => {
                at = at.saturating_sub(1);
                continue;
            }
            Some(_) => continue,
            None => return,
        }
        at = at.wrapping_add(1);
    }
}

/// The next button that is pressed; nothing when the console is closed.
fn button() -> Option<u8> {
    let mut key = [0_u8];
    let mut console = semihosting::io::stdin().ok()?;
    match semihosting::io::Read::read(&mut console, &mut key) {
        Ok(1) => Some(key[0]),
        _ => None,
    }
}

/// Shows the outcome, what decided it, and the advice that fires.
fn show(program: &Program<'_>, evaluation: &Evaluation<'_, '_, '_, i32>) {
    let mut line = Line::default();
    let id = OutcomeId::new(0);
    let Some(outcome) = program.outcome(id) else { return };
    line.text(program.text(outcome.title)).text(": ");
    match evaluation.outcome(id) {
        Ok(level) => line.text(program.level(outcome.scale, level).map_or("", |level| program.text(level.label))).end(),
        Err(_) => line.text("not known yet").end(),
    }
    if let Some(clause) = evaluation.deciding_clause(id).and_then(|id| program.clauses().get(id.index())) {
        line.text("  decided by: ").text(program.text(clause.text)).end();
    }
    for cap in evaluation.deciding_caps(id).filter_map(|id| program.caps().get(id.index())) {
        line.text("  held by: ").text(program.text(cap.text)).end();
    }
    scores(program, evaluation, &mut line);
    for (at, rule) in program.rules().iter().enumerate() {
        if evaluation.fires(RuleId::new(at)) == Truth::Yes {
            line.text("  advice: ").text(program.text(rule.name)).end();
        }
    }
}

/// The scores that the outcome stands on, to the hundredth below.
fn scores(program: &Program<'_>, evaluation: &Evaluation<'_, '_, '_, i32>, line: &mut Line) {
    for (at, node) in program.nodes().iter().enumerate().filter(|(_, node)| node.is_leaf == 0) {
        line.text("  ").text(program.text(node.path)).text(": ");
        match evaluation.raw_score(NodeId::new(at)) {
            Ok(score) => {
                let hundredths = score.num().checked_mul(100).and_then(|num| num.checked_div(score.den())).unwrap_or(0);
                let hundredths = hundredths.unsigned_abs();
                line.number(hundredths / 100).text(".").number(hundredths % 100 / 10).number(hundredths % 10).end();
            }
            Err(_) => line.text("not known").end(),
        }
    }
}
