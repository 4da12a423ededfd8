//! Lists of what an iterator gives.

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
