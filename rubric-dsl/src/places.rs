//! Where things stand, by what they are known by.

/// How many keys stand in one list before it is parted.
const LIST: usize = 256;

/// The places of things, by bytes that tell one from another; each is numbered in the order in which it came.
///
/// A map is compiled anew for each kind of key. Whatever is known by a name, a number or a row is known by its bytes here,
/// so that a page loads the code of one map, and of a short one: lists in the order of their keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    lists: Vec<Vec<(Vec<u8>, usize)>>,
    count: usize,
}

impl Places {
    /// The place of a key; of one that is not there, the list that it belongs to and where it would stand in it.
    fn find(&self, key: &[u8]) -> Result<usize, (usize, usize)> {
        let begins_before =
            |list: &Vec<(Vec<u8>, usize)>| list.first().is_some_and(|(first, _)| first.as_slice() <= key);
        let list = self.lists.partition_point(begins_before).saturating_sub(1);
        let keys = self.lists.get(list).map_or(&[][..], Vec::as_slice);
        match keys.binary_search_by(|(known, _)| known.as_slice().cmp(key)) {
            Ok(at) => keys.get(at).map(|(_, place)| *place).ok_or((list, at)),
            Err(at) => Err((list, at)),
        }
    }

    pub(crate) fn get(&self, key: &[u8]) -> Option<usize> {
        self.find(key).ok()
    }

    /// The place of a key, and whether it is a new one.
    pub(crate) fn place(&mut self, key: &[u8]) -> (usize, bool) {
        let (at, within) = match self.find(key) {
            Ok(known) => return (known, false),
            Err(there) => there,
        };
        if self.lists.is_empty() {
            self.lists.push(Vec::new());
        }
        let next = self.count;
        self.count += 1;
        if let Some(list) = self.lists.get_mut(at) {
            list.insert(within, (key.to_vec(), next));
            if list.len() > LIST {
                let rest = list.split_off(LIST / 2);
                self.lists.insert(at + 1, rest);
            }
        }
        (next, true)
    }

    /// The places in the order of their keys.
    pub(crate) fn in_order(&self) -> Vec<usize> {
        let mut places = Vec::with_capacity(self.count);
        for list in &self.lists {
            for (_, place) in list {
                places.push(*place);
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_keeps_its_place_however_many_come() {
        let mut places = Places::default();
        let keys: Vec<Vec<u8>> = (0..3_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes().to_vec()).collect();
        for (at, key) in keys.iter().enumerate() {
            assert_eq!(places.get(key), None);
            assert_eq!(places.place(key), (at, true));
            assert_eq!(places.place(key), (at, false));
        }
        assert!(keys.iter().enumerate().all(|(at, key)| places.get(key) == Some(at)));
        let mut sorted: Vec<usize> = (0..keys.len()).collect();
        sorted.sort_by_key(|at| &keys[*at]);
        assert_eq!(places.in_order(), sorted);
    }
}
