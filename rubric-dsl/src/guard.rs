//! Texts in a table that a spreadsheet program opens: none of them is a formula.
//!
//! A cell that begins with one of a few signs is run by such programs. A text that does gets an apostrophe before it, and
//! so does one that begins so behind apostrophes of its own: then a reader knows which apostrophe to take away.

use rubric_core::Decimal;

/// Whether a text is a formula, or would be one without the apostrophes before it. A number is none.
fn is_formula(text: &str) -> bool {
    let first = text.bytes().find(|byte| *byte != b'\'');
    matches!(first, Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')) && Decimal::parse(text).is_err()
}

/// A text as a cell has it.
#[must_use]
pub fn guarded(text: &str) -> String {
    let guard = if is_formula(text) { "'" } else { "" };
    crate::joined(&[guard, text], "")
}

/// The text of a cell.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_formula(text)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::{guarded, unguarded};

    #[test]
    fn what_is_guarded_comes_back_as_it_was() {
        let texts = [
            "", "plain", "=1+1", "+1 234", "-2,5", "@x", "\tx", "\rx", "'=1", "''=1", "'", "'tis", "''", "- a list",
            "'-5",
        ];
        for text in texts {
            let cell = guarded(text);
            assert_eq!(unguarded(&cell), text);
            assert!(!cell.starts_with(['=', '+', '@', '\t', '\r']), "{cell:?}");
        }
        assert_eq!(["=1", "'=1", "'tis", "-2.5", "-2,5"].map(guarded), ["'=1", "''=1", "'tis", "-2.5", "'-2,5"]);
    }
}
