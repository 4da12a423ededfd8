//! Numbers as people type them, and as a file has them: a point before the decimals, and nothing between thousands.

use rubric_core::Decimal;
use rubric_dsl::{joined, localized};
use yew::AttrValue;

use crate::state::State;

/// A number as it is typed: its digits, and each sign between them with how many stand before it.
#[derive(Default)]
struct Figure {
    is_negative: bool,
    digits: String,
    signs: Vec<(char, usize)>,
}

impl Figure {
    fn of(text: &str) -> Option<Self> {
        let mut figure = Self::default();
        for c in text.chars() {
            match c {
                '0'..='9' | '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => {
                    figure.digits.extend(char::from_digit(u32::from(c) & 15, 10));
                }
                '-' if figure.digits.is_empty() && figure.signs.is_empty() => figure.is_negative = true,
                '.' | ',' | ' ' | '\'' | '\u{2019}' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '\u{66B}' | '\u{66C}' => {
                    figure.signs.push((c, figure.digits.len()));
                }
                _ => return None,
            }
        }
        Some(figure)
    }

    /// The sign before the decimals: the last, where it is of that kind. One that stands twice parts thousands.
    fn point(&self) -> Option<(char, usize)> {
        let last = *self.signs.last()?;
        let same = self.signs.iter().filter(|(sign, _)| *sign == last.0).count();
        (matches!(last.0, '.' | ',' | '\u{66B}') && same == 1).then_some(last)
    }

    /// Whether what stands before a place may be a thousand's first digits.
    fn begins(&self, at: usize) -> bool {
        matches!(at, 1..=3) && self.digits.as_bytes().first() != Some(&b'0')
    }

    /// Whether its only sign may be before decimals as well as between thousands.
    fn is_doubtful(&self) -> bool {
        let point = self.point().filter(|_| self.signs.len() == 1);
        point.is_some_and(|(sign, at)| sign != '\u{66B}' && at + 3 == self.digits.len() && self.begins(at))
    }

    /// As a file has it, where the signs stand as they do in a number.
    fn pointed(&self) -> Option<String> {
        let point = self.point();
        let end = point.map_or(self.digits.len(), |(_, at)| at);
        let groups = self.signs.iter().take(self.signs.len() - usize::from(point.is_some()));
        let mut next = None;
        for (sign, at) in groups {
            let sound = next.map_or_else(|| self.begins(*at), |before| before == (*sign, *at));
            next = sound.then_some((*sign, at + 3));
            next?;
        }
        if next.is_some_and(|(_, at)| at != end) || self.digits.is_empty() {
            return None;
        }
        let mut text = self.digits.clone();
        if point.is_some() {
            text.insert(end, '.');
        }
        if self.is_negative {
            text.insert(0, '-');
        }
        Some(text)
    }
}

/// The sign before decimals where the reader lives. Spanish alone does not say: it is a comma in Spain, and a point in
/// Mexico and the United States.
fn sign(state: &State) -> Option<char> {
    (!state.lang.eq_ignore_ascii_case("es")).then_some(state.decimal)
}

/// What was typed, as a file has it: a number that is clear in the reader's language; else the text, and no number. One that
/// may mean two has a question mark behind it, so that no reader takes it for either.
pub(crate) fn written(state: &State, typed: &str) -> String {
    let text = typed.trim();
    let figure = Figure::of(text);
    match figure.as_ref().filter(|it| it.is_doubtful() && it.point().map(|(sign, _)| sign) != sign(state)) {
        Some(_) => joined(&[text, "?"], ""),
        None => figure.and_then(|it| it.pointed()).unwrap_or_else(|| text.to_owned()),
    }
}

/// A number of a file, as the reader writes it.
pub(crate) fn shown(decimal: char, text: &str) -> String {
    match doubtful(text) {
        Some((text, _)) => text.to_owned(),
        None if Decimal::parse(text).is_ok() => localized(decimal, text),
        None => text.to_owned(),
    }
}

/// A number of a file, where it lies within limits.
pub(crate) fn number(text: &str, (low, high): &(AttrValue, AttrValue)) -> Option<Decimal> {
    let read = |text: &str| Decimal::parse(text).ok();
    let number = read(text)?;
    (read(low)? <= number && number <= read(high)?).then_some(number)
}

/// What a text that may mean two numbers means, each as it is clear: without the sign, and with two or four decimals.
pub(crate) fn meanings(decimal: char, text: &str) -> Option<[String; 2]> {
    let (_, figure) = doubtful(text)?;
    let pointed = figure.pointed()?;
    let clear = match pointed.trim_end_matches('0') {
        full if full.len() == pointed.len() => joined(&[full, "0"], ""),
        short => short.trim_end_matches('.').to_owned(),
    };
    let minus = if figure.is_negative { "-" } else { "" };
    Some([joined(&[minus, &figure.digits], ""), localized(decimal, &clear)])
}

fn doubtful(text: &str) -> Option<(&str, Figure)> {
    let text = text.strip_suffix('?')?;
    Figure::of(text).filter(Figure::is_doubtful).map(|figure| (text, figure))
}
