//! Sorting, whatever the things are: one routine sorts their places, so that a page loads one.

use std::cmp::Ordering;

/// The places of so many things, in the order of the things; those that are alike stay as they are.
pub(crate) fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    sort(&mut places, compare);
    places
}

/// Sorts each half and merges the two. The library's sort does it sooner, with fifteen times the code.
fn sort(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    if places.len() < 2 {
        return;
    }
    let (left, right) = places.split_at_mut(places.len() / 2);
    sort(left, compare);
    sort(right, compare);
    let (mut one, mut other) = (&*left, &*right);
    let mut merged = Vec::with_capacity(one.len() + other.len());
    while let ([a, behind_a @ ..], [b, behind_b @ ..]) = (one, other) {
        if compare(*a, *b).is_le() {
            merged.push(*a);
            one = behind_a;
        } else {
            merged.push(*b);
            other = behind_b;
        }
    }
    merged.extend_from_slice(one);
    merged.extend_from_slice(other);
    places.copy_from_slice(&merged);
}

/// The things in their order; those that are alike stay as they are.
pub(crate) fn sorted<T>(things: Vec<T>, compare: fn(&T, &T) -> Ordering) -> Vec<T> {
    let order = |a: usize, b: usize| things.get(a).zip(things.get(b)).map_or(Ordering::Equal, |(a, b)| compare(a, b));
    let places = places(things.len(), &order);
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| things.get_mut(place)?.take()).collect()
}

#[cfg(test)]
mod tests {
    use super::sorted;

    #[test]
    fn things_that_are_alike_stay_as_they_are() {
        let things: Vec<(u32, u32)> = (0..1_000).map(|at| (at * 7919 % 37, at)).collect();
        let mut wanted = things.clone();
        wanted.sort_by_key(|(key, _)| *key);
        assert_eq!(sorted(things, |a, b| a.0.cmp(&b.0)), wanted);
    }
}
