//! Lists of what an iterator gives, and of texts.

/// What an iterator gives, one after the other.
///
/// The library's way of collecting is made for speed, with twice the code at each place; a page loads all of it.
pub trait List: Iterator + Sized {
    /// All that it gives.
    fn list(self) -> Vec<Self::Item> {
        let mut list = Vec::new();
        self.for_each(|thing| list.push(thing));
        list
    }

    /// All of the things, if each of them is there; it goes through them to the end, so that what is wrong with each is said.
    fn all_there<T>(mut self) -> Option<Vec<T>>
    where
        Self: Iterator<Item = Option<T>>,
    {
        all_of(&mut || self.next())
    }
}

fn all_of<T>(next: &mut dyn FnMut() -> Option<Option<T>>) -> Option<Vec<T>> {
    let (mut list, mut all) = (Vec::new(), true);
    while let Some(thing) = next() {
        match thing {
            Some(thing) => list.push(thing),
            None => all = false,
        }
    }
    all.then_some(list)
}

impl<I: Iterator> List for I {}

/// Texts one after the other, with another between each two.
#[must_use]
pub fn joined<T: AsRef<str>>(texts: &[T], between: &str) -> String {
    let mut joined = String::new();
    for (at, text) in texts.iter().enumerate() {
        joined.push_str(if at == 0 { "" } else { between });
        joined.push_str(text.as_ref());
    }
    joined
}

/// What stands between things that are told one after the other: a semicolon where one of them has a comma itself.
pub(crate) fn between(things: &[String]) -> &'static str {
    if things.iter().any(|thing| thing.contains(',')) { "; " } else { ", " }
}

/// The parts of a text that a mark stands between.
#[must_use]
pub fn parted<'t>(text: &'t str, mark: &str) -> Vec<&'t str> {
    let (mut parts, mut rest) = (Vec::new(), text);
    let found = |rest: &'t str| {
        let at = rest.as_bytes().windows(mark.len()).position(|found| found == mark.as_bytes())?;
        Some((rest.get(..at)?, rest.get(at + mark.len()..)?))
    };
    while let Some((part, behind)) = found(rest) {
        parts.push(part);
        rest = behind;
    }
    parts.push(rest);
    parts
}

#[cfg(test)]
mod tests {
    use super::{joined, parted};

    #[test]
    fn what_is_parted_at_a_mark_is_joined_by_it() {
        for text in ["", "{}", "a {} by b", "á{}{}{", "no mark"] {
            let parts = parted(text, "{}");
            assert_eq!(parts, text.split("{}").collect::<Vec<_>>());
            assert_eq!(joined(&parts, "{}"), text);
        }
    }
}
