//! Numbers of a previous result.

use rubric_core::{Decimal, Earlier, Fraction, bounds};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::result::Score;
use crate::span::Span;

/// A number of a previous result: its fraction where there is one, else its text.
pub(super) fn number(score: Option<&Score>, span: Span) -> Result<Earlier, Diagnostic> {
    let Some(score) = score.filter(|score| score.state == "known") else {
        return Ok(Earlier::Unknown);
    };
    let fraction = match (&score.exact, &score.value) {
        (Some(exact), _) => {
            exact.split_once('/').and_then(|(num, den)| Fraction::new(num.parse().ok()?, den.parse().ok()?))
        }
        (None, Some(value)) => Decimal::parse(value).ok().map(Decimal::fraction),
        (None, None) => return Ok(Earlier::Unknown),
    };
    let usable = |fraction: &Fraction| {
        let den = usize::try_from(fraction.lowest().den()).unwrap_or(usize::MAX);
        !fraction.is_too_large() && bounds::PRIOR_DENOMINATOR.holds(den)
    };
    match fraction.filter(usable) {
        Some(fraction) => Ok(Earlier::Number(fraction)),
        None => {
            let text = score.exact.as_ref().or(score.value.as_ref()).cloned().unwrap_or_default();
            Err(codes::rb906::unusable(span, &format!("`{text}` cannot be kept exactly")))
        }
    }
}
