//! Where things stand, by what they are known by.

use std::collections::BTreeMap;

/// The places of things, by bytes that tell one from another; each is numbered in the order in which it came.
///
/// A map is compiled anew for each kind of key. Whatever is known by a name, a number or a row is known by its bytes here,
/// so that a page loads the code of one map.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places(BTreeMap<Vec<u8>, usize>);

impl Places {
    pub(crate) fn get(&self, key: &[u8]) -> Option<usize> {
        self.0.get(key).copied()
    }

    /// The place of a key, and whether it is a new one.
    pub(crate) fn place(&mut self, key: &[u8]) -> (usize, bool) {
        if let Some(known) = self.get(key) {
            return (known, false);
        }
        let next = self.0.len();
        self.0.insert(key.to_vec(), next);
        (next, true)
    }

    /// The places in the order of their keys.
    pub(crate) fn in_order(&self) -> Vec<usize> {
        let mut places = Vec::with_capacity(self.0.len());
        places.extend(self.0.values());
        places
    }
}
