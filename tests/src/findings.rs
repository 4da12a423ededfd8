//! The examples of the checker's rules, run as their frames say.

use rubric_core::{MAGIC, Program, checksum};
use rubric_dsl::codes::{FRAME, Frame, Rule};
use rubric_dsl::files::{self, Notation};
use rubric_dsl::render::{Findings, Style, render};
use rubric_dsl::{Diagnostic, Overlay, load, parse};

/// Whether a rule speaks of the bytes of a program: its examples are then described, not written.
#[must_use]
pub fn is_about_bytes(rule: &Rule) -> bool {
    rule.brief.code.starts_with("RB8")
}

/// What an example gives: the text it is found in, and the findings.
///
/// # Panics
/// When the frame of the examples does not check.
#[must_use]
pub fn findings(rule: &Rule, example: &str) -> (String, Vec<Diagnostic>) {
    match rule.frame {
        Frame::Body | Frame::Whole => {
            let source = rule.file(example);
            let found = load(&source, None).diagnostics;
            (source, found)
        }
        Frame::Other => {
            let frame = FRAME.replace("STATEMENTS", r#"measure growth_since = smart - prior(smart)"#);
            let loaded = load(&frame, None);
            let compiled = loaded.compiled.expect("the frame is a rubric");
            let program = compiled.program().expect("what was compiled is a program");
            let found = match rule.brief.code {
                "RB608" => {
                    let overlay = overlay(example, &frame).expect("the overlay is for the frame");
                    load(&frame, Some(&overlay)).diagnostics
                }
                "RB907" => overlay(example, &frame).err().unwrap_or_default(),
                _ => files::read(&program, example, Notation::of_text(example)).diagnostics,
            };
            // What an overlay does to a rubric is shown in the rubric.
            (if rule.brief.code == "RB608" { frame } else { example.to_owned() }, found)
        }
    }
}

fn overlay(text: &str, frame: &str) -> Result<Overlay, Vec<Diagnostic>> {
    files::read_overlay(text, &parse(frame).file)
}

/// What the author sees of the example that breaks a rule.
///
/// # Panics
/// When bytes that break a rule are accepted as a program.
#[must_use]
pub fn seen(rule: &Rule) -> String {
    if is_about_bytes(rule) {
        let error = Program::parse(&broken(rule)).expect_err("the bytes break the rule");
        return format!("error[{}]: {error}\n", error.code());
    }
    let (source, found) = findings(rule, rule.bad);
    let own: Vec<Diagnostic> = found.into_iter().filter(|found| found.code() == rule.brief.code).collect();
    render(&[Findings::new("example", &source, &own)], Style::Full { colour: false })
}

/// Bytes that break a rule about bytes: a sound program, changed.
fn broken(rule: &Rule) -> Vec<u8> {
    /// Where the version and the checksum stand in the header, and where the directory begins.
    const VERSION: usize = MAGIC.len();
    const CHECKSUM: usize = VERSION + 4;
    const BODY: usize = CHECKSUM + 8 + 32;
    let compiled = load(&FRAME.replace("STATEMENTS", ""), None).compiled.expect("the frame is a rubric");
    let mut bytes = compiled.bytes().to_vec();
    match rule.brief.code {
        "RB801" => bytes = b"rubric frame".to_vec(),
        "RB802" => bytes[VERSION] = 99,
        "RB803" => bytes.truncate(bytes.len() - 1),
        _ => {
            // The section behind the strings is said to begin beyond the end, and the checksum agrees.
            bytes[BODY + 8..BODY + 12].copy_from_slice(&[0xFF; 4]);
            let sum = checksum(&bytes[BODY..]);
            bytes[CHECKSUM..CHECKSUM + 8].copy_from_slice(&sum.to_le_bytes());
        }
    }
    bytes
}
