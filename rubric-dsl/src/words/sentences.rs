//! What the engine says, as a table of sentences for each language.
//!
//! `{}` stands for what is filled in, always in the same order. Where a sentence counts, its form for one stands before a
//! stroke and its form for every other number behind it.

mod en;
mod es;

use rubric_core::Program;

use crate::list::parted;

/// The sentences of one language.
#[derive(Debug, PartialEq, Eq)]
pub struct Sentences {
    /// Language tag.
    pub tag: &'static str,
    pub(crate) joint: &'static str,
    /// A row compared: is, is not, below, at most, above, at least.
    pub(crate) relations: [&'static str; 6],
    /// What members of a set are, in the same order.
    pub(crate) members_are: [&'static str; 6],
    /// How a value compares, in the same order.
    pub(crate) compared: [&'static str; 6],
    /// Ways to roll up, in the order of `Roll`.
    pub(crate) rolls: [&'static str; 7],
    /// A rating and its rater.
    pub(crate) by: &'static str,
    /// A level that has no label, counted from one.
    pub(crate) level_number: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
    /// A count and out of how many; a way to roll up and what of.
    pub(crate) of: &'static str,
    /// A count that is not certain yet.
    pub(crate) count_range: &'static str,
    pub(crate) left_out: &'static str,
    pub(crate) not_known: &'static str,
    pub(crate) never: &'static str,
    pub(crate) always: &'static str,
    pub(crate) evidence_by: &'static str,
    pub(crate) words_by: &'static str,
    pub(crate) previous: &'static str,
    pub(crate) judgement: &'static str,
    pub(crate) rounded: &'static str,
    pub(crate) linear: &'static str,
    pub(crate) combined: &'static str,
    pub(crate) coverage: &'static str,
    pub(crate) first_known: &'static str,
    pub(crate) best: &'static str,
    pub(crate) worst: &'static str,
    pub(crate) how_many: &'static str,
    pub(crate) any: &'static str,
    pub(crate) all: &'static str,
    pub(crate) value_of: &'static str,
    /// A thing and what it is.
    pub(crate) is: &'static str,
    pub(crate) and: &'static str,
    pub(crate) or: &'static str,
    pub(crate) not: &'static str,
    pub(crate) is_known: &'static str,
    pub(crate) is_not_known: &'static str,
    pub(crate) choice: &'static str,
    pub(crate) value: &'static str,
    pub(crate) difference: &'static str,
    pub(crate) size: &'static str,
    pub(crate) share_of_members: &'static str,
    pub(crate) number_of_members: &'static str,
    pub(crate) meet: &'static str,
    /// A count out of a number of members, and what they meet.
    pub(crate) members: &'static str,
    pub(crate) fact_is_not: &'static str,
    /// A thing, its value, how it compares, with what.
    pub(crate) fact: &'static str,
    /// The same with the other thing's value.
    pub(crate) fact_of: &'static str,
    pub(crate) unrated: &'static str,
    pub(crate) nothing_ticked: &'static str,
    pub(crate) answered: &'static str,
    pub(crate) answered_out: &'static str,
    pub(crate) not_asked: &'static str,
    pub(crate) asked_when: &'static str,
    pub(crate) all_left_out: &'static str,
    pub(crate) too_few: &'static str,
    pub(crate) lacking: &'static str,
    pub(crate) by_zero: &'static str,
    pub(crate) too_large: &'static str,
    pub(crate) not_set: &'static str,
    pub(crate) not_judged: &'static str,
    pub(crate) no_prior: &'static str,
    pub(crate) private: &'static str,
    pub(crate) no_clause: &'static str,
    pub(crate) impossible: &'static str,
    pub(crate) more: &'static str,
    pub(crate) could_change: &'static str,
    pub(crate) waits: &'static str,
    pub(crate) responses_of: &'static str,
    pub(crate) of_parts: &'static str,
    pub(crate) of_parts_when: &'static str,
    pub(crate) mean_of_raters: &'static str,
    pub(crate) weight: &'static str,
    pub(crate) weight_goes: &'static str,
    pub(crate) group_mean: &'static str,
    pub(crate) chose: &'static str,
    pub(crate) half_way: &'static str,
    pub(crate) answered_by: &'static str,
    pub(crate) given_by: &'static str,
    pub(crate) has_not_rated: &'static str,
    pub(crate) by_line: &'static str,
    pub(crate) held: &'static str,
    /// The level before, and the line that holds it back.
    pub(crate) held_from: &'static str,
    pub(crate) applies: &'static str,
    pub(crate) applies_not: &'static str,
    pub(crate) applies_unknown: &'static str,
    pub(crate) no_level: &'static str,
    pub(crate) breaks: &'static str,
    pub(crate) needs_comment: &'static str,
    pub(crate) needs_comment_when: &'static str,
}

impl Default for &Sentences {
    fn default() -> Self {
        &en::SENTENCES
    }
}

impl Sentences {
    /// The sentences of a language tag; the English ones where there are none.
    #[must_use]
    pub fn of(tag: &str) -> &'static Self {
        let is = |language: &str| tag.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(language));
        if is("es") { &es::SENTENCES } else { &en::SENTENCES }
    }
}

/// How the engine speaks.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    /// Its sentences.
    pub sentences: &'static Sentences,
    /// The sign between whole and decimal places of the numbers in them.
    pub decimal: char,
}

impl Default for Voice {
    fn default() -> Self {
        Self { sentences: <&Sentences>::default(), decimal: '.' }
    }
}

impl Voice {
    /// The sentences of the language that a rubric's texts are in, with numbers as files have them.
    #[must_use]
    pub fn of_texts(program: &Program<'_>) -> Self {
        Self { sentences: Sentences::of(program.text(program.meta().language)), ..Self::default() }
    }
}

/// The form of a text that a number asks for: the one before the stroke for one, the one behind it for every other.
#[must_use]
pub fn form_for(text: &str, count: usize) -> &str {
    let (one, other) = text.split_once('|').unwrap_or((text, text));
    if count == 1 { one } else { other }
}

/// A number as a reader writes it who sets `decimal` between whole and decimal places.
#[must_use]
pub fn localized(decimal: char, number: &str) -> String {
    number.chars().map(|c| if c == '.' { decimal } else { c }).collect()
}

/// A sentence with its `{}` filled in, once for each value.
#[must_use]
pub fn fill(sentence: &str, values: &[&str]) -> String {
    let mut filled = String::new();
    for (at, part) in parted(sentence, "{}").into_iter().enumerate() {
        filled.push_str(at.checked_sub(1).and_then(|before| values.get(before)).copied().unwrap_or(""));
        filled.push_str(part);
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::{Sentences, fill, form_for};

    #[test]
    fn every_language_leaves_room_for_the_same_values() {
        let rooms = |tag| {
            let told = format!("{:?}", Sentences::of(tag));
            told.split("\", ").map(|sentence| sentence.matches("{}").count()).collect::<Vec<_>>()
        };
        assert_eq!(rooms("en"), rooms("es-US"));
        assert!(rooms("en").iter().sum::<usize>() > 50);
    }

    #[test]
    fn one_digit_is_no_digits() {
        let rounded = |tag, digits| fill(form_for(Sentences::of(tag).rounded, digits), &["x", &digits.to_string()]);
        assert_eq!([rounded("en", 1), rounded("en", 2)], ["x rounded to 1 digit", "x rounded to 2 digits"]);
        assert_eq!([rounded("es", 1), rounded("es", 0)], ["x redondeado a 1 decimal", "x redondeado a 0 decimales"]);
    }

    #[test]
    fn a_sentence_is_filled_in_order_and_what_is_filled_in_stays_as_it_is() {
        assert_eq!(fill("{} by {}", &["a {}", "b"]), "a {} by b");
    }
}
