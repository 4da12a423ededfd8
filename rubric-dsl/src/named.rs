//! Things by their names.

use crate::places::Places;

/// Things by their names, each name once; they are gone through in the order of the names.
#[derive(Clone, Debug)]
pub struct Named<K, T> {
    places: Places,
    things: Vec<(K, T)>,
}

impl<K, T> Default for Named<K, T> {
    fn default() -> Self {
        Self { places: Places::default(), things: Vec::new() }
    }
}

impl<K: AsRef<str>, T> FromIterator<(K, T)> for Named<K, T> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(things: I) -> Self {
        let mut named = Self::default();
        things.into_iter().for_each(|(name, thing)| drop(named.insert(name, thing)));
        named
    }
}

impl<K: AsRef<str>, T> Named<K, T> {
    /// The thing of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        let place = self.places.get(name.as_bytes())?;
        self.things.get(place).map(|(_, thing)| thing)
    }

    /// Gives a name to a thing; gives back the thing that had the name before.
    pub fn insert(&mut self, name: K, thing: T) -> Option<T> {
        let (place, _) = self.places.place(name.as_ref().as_bytes());
        match self.things.get_mut(place) {
            Some((_, known)) => Some(std::mem::replace(known, thing)),
            None => {
                self.things.push((name, thing));
                None
            }
        }
    }

    /// The thing of a name, which is a blank one at first.
    pub(crate) fn or_default(&mut self, name: K) -> Option<&mut T>
    where
        T: Default,
    {
        let (place, new) = self.places.place(name.as_ref().as_bytes());
        if new {
            self.things.push((name, T::default()));
        }
        self.things.get_mut(place).map(|(_, thing)| thing)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    /// The names, in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(name, _)| name)
    }

    /// The names and their things, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &T)> {
        // In no order before anybody asks for the first.
        let places = std::iter::once_with(|| self.places.in_order()).flatten();
        places.filter_map(|place| self.things.get(place).map(|(name, thing)| (name, thing)))
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
