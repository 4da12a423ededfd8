//! Things by their names.

use std::collections::BTreeMap;

/// Things by their names, each name once; they are gone through in the order of the names.
///
/// One map for all of them tells where a thing stands, so that a page loads the code of one.
#[derive(Clone, Debug)]
pub(crate) struct Named<'s, T> {
    places: BTreeMap<&'s str, usize>,
    things: Vec<T>,
}

impl<T> Default for Named<'_, T> {
    fn default() -> Self {
        Self { places: BTreeMap::new(), things: Vec::new() }
    }
}

impl<'s, T> Named<'s, T> {
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.places.get(name).and_then(|place| self.things.get(*place))
    }

    /// Gives the thing that had the name before.
    pub(crate) fn insert(&mut self, name: &'s str, thing: T) -> Option<T> {
        let place = *self.places.entry(name).or_insert(self.things.len());
        match self.things.get_mut(place) {
            Some(known) => Some(std::mem::replace(known, thing)),
            None => {
                self.things.push(thing);
                None
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &&'s str> {
        self.places.keys()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&&'s str, &T)> {
        self.places.iter().filter_map(|(name, place)| Some((name, self.things.get(*place)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::Named;

    #[test]
    fn names_stand_in_order_and_once() {
        let mut named = Named::default();
        let before: Vec<Option<i32>> =
            [("b", 0), ("c", 1), ("a", 2), ("b", 3)].map(|(name, at)| named.insert(name, at)).into();
        assert_eq!(before, [None, None, None, Some(0)]);
        assert_eq!(named.iter().collect::<Vec<_>>(), [(&"a", &2), (&"b", &3), (&"c", &1)]);
        assert_eq!((named.get("b"), named.get("d")), (Some(&3), None));
    }
}
