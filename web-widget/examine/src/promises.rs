//! What the author of a rubric sees while writing: what the check finds, and what becomes of each promise.

use rubric_dsl::model::Model;
use rubric_dsl::{Diagnostic, Severity, Span, load, position};
use rubric_verify::{Budget, Examination, Verdict};
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

/// How many steps one promise may take in a browser.
const STEPS: u64 = 10_000_000;

/// What the check finds in a text, as JSON: each with `code`, `severity`, `line`, `from` and `to` (as a browser counts
/// signs), `message`, `help`, and a `fix` with `from`, `to`, `text` and `title` where there is one.
#[wasm_bindgen]
#[must_use]
pub fn findings(text: &str) -> String {
    let found: Vec<Value> = load(text, None).diagnostics.iter().map(|finding| told(text, finding)).collect();
    Value::from(found).to_string()
}

/// The place of a byte as a browser counts signs.
fn place(text: &str, byte: usize) -> usize {
    text.get(..byte).map_or(0, |before| before.encode_utf16().count())
}

/// Both ends of a place.
fn ends(text: &str, span: Span) -> (usize, usize) {
    (place(text, span.start()), place(text, span.end()))
}

fn told(text: &str, finding: &Diagnostic) -> Value {
    let (from, to) = ends(text, finding.span());
    let fix = finding.suggested_fix().map(|fix| {
        let (from, to) = ends(text, fix.span);
        json!({ "from": from, "to": to, "text": fix.text, "title": fix.title })
    });
    let severity = if finding.severity() == Severity::Error { "error" } else { "warning" };
    json!({
        "code": finding.code(),
        "severity": severity,
        "line": position(text, finding.span().start()).line,
        "from": from,
        "to": to,
        "message": finding.message(),
        "help": finding.help_text(),
        "fix": fix,
    })
}

/// The promises of a rubric's text.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Promises {
    text: String,
    model: Option<Model>,
}

#[wasm_bindgen]
impl Promises {
    /// The promises of a text; none where it has an error.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), model: load(text, None).model }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.model.as_ref().map_or(0, |model| model.promises.len())
    }

    /// What becomes of the promise at a place, as JSON: its `promise`, `line`, `from` and `to`, and `verdict` (`holds`,
    /// `broken` or `open`), with the `example` that breaks it and whether it is the `smallest`, or how `far` the search came.
    #[must_use]
    pub fn verdict(&self, at: usize) -> String {
        let never = || false;
        let examined = |model| Examination::new(model).promise(at, &mut Budget::new(STEPS, &never));
        let Some(promised) = self.model.as_ref().and_then(examined) else {
            return "null".to_owned();
        };
        let (word, example, smallest, far) = match &promised.verdict {
            Verdict::Holds => ("holds", None, false, ""),
            Verdict::Broken(None) => ("broken", None, false, ""),
            Verdict::Broken(Some(found)) => ("broken", Some(found.example.as_str()), found.smallest, ""),
            Verdict::NotDecided(far) => ("open", None, false, far.as_str()),
        };
        let (from, to) = ends(&self.text, promised.span);
        let told = json!({
            "promise": promised.text,
            "line": position(&self.text, promised.span.start()).line,
            "from": from,
            "to": to,
            "verdict": word,
            "example": example,
            "smallest": smallest,
            "far": far,
        });
        told.to_string()
    }
}
