//! A field for a number: its limits, and what to type where what stands there cannot be taken.

use rubric_dsl::{fill, localized};
use yew::AttrValue;

use super::parts::{Tag, all, told};
use crate::book;
use crate::words::Pack;

/// A field for a number.
pub(super) struct Figure<'a> {
    /// The words of the interface.
    pub(super) pack: &'static Pack,
    /// The sign between whole and decimal places.
    pub(super) decimal: char,
    /// The least and the greatest number that is taken.
    pub(super) limits: &'a (AttrValue, AttrValue),
    /// The id of what to type.
    pub(super) id: AttrValue,
    /// Its full name, for those who hear it alone, where its label is not it; the limits stand behind it, as on screen.
    pub(super) name: &'a str,
    /// What it shows.
    pub(super) shown: String,
    /// The number as a file has it.
    pub(super) text: &'a str,
}

impl Figure<'_> {
    /// The field, with a label on screen before its limits.
    pub(super) fn view(self, label: Tag, input: Tag) -> Tag {
        let instead = self.instead().unwrap_or_default();
        let bad = !instead.is_empty();
        let name = (!self.name.is_empty()).then(|| AttrValue::from(format!("{}, {}", self.name, self.limits())));
        let input = input.with("aria-label", name).with("aria-invalid", bad.then_some("true"));
        let input = input.with("aria-describedby", bad.then(|| self.id.clone())).value(self.shown);
        all([label.add(input), told("p class=lacks", instead).with("id", self.id)])
    }

    /// The least and the greatest number that is taken.
    pub(super) fn limits(&self) -> String {
        let (low, high) = self.limits;
        fill(self.pack.from_to, &[&localized(self.decimal, low), &localized(self.decimal, high)])
    }

    /// What to type instead of a number that cannot be taken.
    fn instead(&self) -> Option<String> {
        if self.text.trim().is_empty() || book::number(self.text, self.limits).is_some() {
            return None;
        }
        Some(match book::meanings(self.decimal, self.text) {
            Some([one, other]) => fill(self.pack.doubtful, &[&one, &other]),
            None => fill(self.pack.not_a_number, &[&self.limits()]),
        })
    }
}
