//! Sorting, whatever the things are: one routine sorts their places, so that a page loads one.

use std::cmp::Ordering;

/// The places of so many things, in the order of the things; those that are alike stay as they are.
pub(crate) fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// The things in their order; those that are alike stay as they are.
pub(crate) fn sorted<T>(things: Vec<T>, compare: fn(&T, &T) -> Ordering) -> Vec<T> {
    let order = |a: usize, b: usize| things.get(a).zip(things.get(b)).map_or(Ordering::Equal, |(a, b)| compare(a, b));
    let places = places(things.len(), &order);
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| things.get_mut(place)?.take()).collect()
}
