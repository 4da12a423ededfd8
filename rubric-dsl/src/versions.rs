//! Ranges of versions, as a district's overlay names them. They mean what they mean to Cargo: a test holds them against its library,
//! with which a page would load 4.5 KB more.

use crate::list::List;

/// Whether a range such as `>=1.2, <2` holds a version such as `1.9.3`; where either is not of that kind (`2026`,
/// `2.0.0-draft`), whether they are the same text.
pub(crate) fn covers(range: &str, version: &str) -> bool {
    let within = || {
        let version = numbers(version).filter(|numbers| numbers.len() == 3)?;
        let limits = range.split(',').map(|limit| is_within(&version, limit.trim())).all_there()?;
        Some(limits.into_iter().all(|is_within| is_within))
    };
    within().unwrap_or(range == version)
}

/// Whether a version is within one limit, which looks no further than it is written; nothing where it is no limit.
fn is_within(version: &[u64], limit: &str) -> Option<bool> {
    let bare = limit.trim_start_matches(['<', '>', '=', '~', '^']);
    let how = limit.strip_suffix(bare)?;
    let bare = bare.trim();
    if (how, bare) == ("", "*") {
        return Some(true);
    }
    let mut whole = bare;
    // Looking for a text from behind would be more to load than all the rest.
    while let Some(shorter) = whole.strip_suffix(".*") {
        whole = shorter;
    }
    let named = numbers(whole).filter(|_| bare.matches('.').count() < version.len())?;
    let here = version.get(..named.len())?;
    let alike = |places: usize| here.iter().zip(&named).take(places).all(|(here, named)| here == named);
    Some(match how {
        "=" => here == named,
        "" if whole != bare => here == named,
        "<" => here < named.as_slice(),
        "<=" => here <= named.as_slice(),
        ">" => here > named.as_slice(),
        ">=" => here >= named.as_slice(),
        "~" => here >= named.as_slice() && alike(2),
        // As far as the first number that is not zero.
        "" | "^" => here >= named.as_slice() && alike(named.iter().take_while(|number| **number == 0).count() + 1),
        _ => return None,
    })
}

/// The numbers between points, none of them with a sign or with zeros before it.
fn numbers(text: &str) -> Option<Vec<u64>> {
    let is_plain = |part: &str| part == "0" || !part.starts_with(['0', '+']);
    let number = |part: &str| part.parse().ok().filter(|_| is_plain(part));
    text.split('.').map(number).all_there()
}
