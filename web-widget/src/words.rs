//! The words of the interface: one pack for each language, as data.

mod en;
mod es;

pub(crate) use rubric_dsl::fill;
use rubric_dsl::{List, Sentences, form_for};

/// The words of one language. `{}` is filled in. Where a text counts, its form for one stands before a stroke and its form for
/// every other number behind it.
#[derive(Debug)]
pub(crate) struct Pack {
    /// Language tag.
    pub(crate) tag: &'static str,
    pub(crate) about: &'static str,
    pub(crate) add_evidence: &'static str,
    pub(crate) add_evidence_for: &'static str,
    pub(crate) advice: &'static str,
    pub(crate) and: &'static str,
    pub(crate) balance: &'static str,
    pub(crate) choose: &'static str,
    pub(crate) clear: &'static str,
    pub(crate) clear_of: &'static str,
    pub(crate) comment: &'static str,
    pub(crate) comment_on: &'static str,
    pub(crate) context: &'static str,
    pub(crate) dismiss: &'static str,
    pub(crate) doubtful: &'static str,
    pub(crate) flags: &'static str,
    pub(crate) from_to: &'static str,
    pub(crate) growth: &'static str,
    pub(crate) hand_in: &'static str,
    pub(crate) handed_in: &'static str,
    pub(crate) held: &'static str,
    pub(crate) held_by: &'static str,
    pub(crate) is_level: &'static str,
    pub(crate) kept: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) lacks: &'static str,
    pub(crate) lacks_answer: &'static str,
    pub(crate) lacks_comment: &'static str,
    pub(crate) lacks_evidence: &'static str,
    pub(crate) lacks_evidence_first: &'static str,
    pub(crate) left_out: &'static str,
    pub(crate) link: &'static str,
    pub(crate) may_level: &'static str,
    pub(crate) measures: &'static str,
    pub(crate) never: &'static str,
    pub(crate) next: &'static str,
    pub(crate) no_level: &'static str,
    pub(crate) no_such: &'static str,
    pub(crate) not_a_number: &'static str,
    pub(crate) not_saved: &'static str,
    pub(crate) only_level: &'static str,
    pub(crate) other_rubric: &'static str,
    pub(crate) other_tab: &'static str,
    pub(crate) other_version: &'static str,
    pub(crate) piece: &'static str,
    pub(crate) progress: &'static str,
    pub(crate) proposed: &'static str,
    pub(crate) reached: &'static str,
    pub(crate) remove: &'static str,
    pub(crate) restored: &'static str,
    pub(crate) result: &'static str,
    pub(crate) scores: &'static str,
    pub(crate) still_open: &'static str,
    pub(crate) stranger: &'static str,
    pub(crate) strengths: &'static str,
    pub(crate) take_back: &'static str,
    pub(crate) tied: &'static str,
    pub(crate) title: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) unknown: &'static str,
    pub(crate) waiting: &'static str,
    pub(crate) why: &'static str,
    pub(crate) way: &'static str,
    pub(crate) way_falls: &'static str,
    pub(crate) way_highest: &'static str,
    pub(crate) way_no_fall: &'static str,
    pub(crate) way_none: &'static str,
    pub(crate) way_one: &'static str,
    pub(crate) way_open: &'static str,
    pub(crate) way_rises: &'static str,
    pub(crate) words: &'static str,
    pub(crate) words_of: &'static str,
    pub(crate) written: &'static str,
    pub(crate) agreed: &'static str,
    pub(crate) agreed_note: &'static str,
    pub(crate) alike: &'static str,
    pub(crate) ask: &'static str,
    pub(crate) add_step: &'static str,
    pub(crate) before: &'static str,
    pub(crate) by_when: &'static str,
    pub(crate) closed: &'static str,
    pub(crate) compare: &'static str,
    pub(crate) differ: &'static str,
    pub(crate) difference: &'static str,
    pub(crate) export_csv: &'static str,
    pub(crate) export_json: &'static str,
    pub(crate) few: &'static str,
    pub(crate) hidden: &'static str,
    pub(crate) now: &'static str,
    pub(crate) not_rated: &'static str,
    pub(crate) not_read: &'static str,
    pub(crate) print: &'static str,
    pub(crate) progress_over: &'static str,
    pub(crate) read_it: &'static str,
    pub(crate) read_on: &'static str,
    pub(crate) respondents: &'static str,
    pub(crate) signature: &'static str,
    pub(crate) step: &'static str,
    pub(crate) steps: &'static str,
    pub(crate) unrated: &'static str,
    pub(crate) version: &'static str,
    pub(crate) waits_for: &'static str,
    pub(crate) invalid: &'static str,
}

/// A text that counts, in the form that its number asks for.
pub(crate) fn counted(text: &str, count: usize, more: &[&str]) -> String {
    let number = count.to_string();
    let values: Vec<&str> = std::iter::once(number.as_str()).chain(more.iter().copied()).list();
    fill(form_for(text, count), &values)
}

/// Which way a language is read.
pub(crate) fn direction(tag: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 6] = ["ar", "fa", "he", "ps", "ur", "yi"];
    let language = tag.split('-').next().unwrap_or("").to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&language.as_str()) { "rtl" } else { "ltr" }
}

/// The pack of a language tag; English where there is none.
pub(crate) fn pack(tag: &str) -> &'static Pack {
    if Sentences::of(tag).tag == es::PACK.tag { &es::PACK } else { &en::PACK }
}

/// A day as this reader writes it, by the browser's own calendar; the text itself where it is no day.
pub(crate) fn day(state: &crate::state::State, date: &str) -> String {
    let day = (state.day)(&state.lang, date);
    // Signs in it that say which way it is read would tear it apart in a sentence that is read the other way.
    if state.direction == "ltr" || day.is_empty() { day } else { format!("\u{2068}{day}\u{2069}") }
}
