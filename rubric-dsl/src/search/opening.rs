//! What is not given yet, and what it can be given.

use rubric_core::records::LeafId;
use rubric_core::{Chosen, Decimal, Given, Program, Rating};

use crate::sheet::{Sheet, set};

/// Something that is not given yet.
#[derive(Clone, Debug)]
pub(super) enum Opening {
    /// A leaf of a response, with the ratings it can get.
    Rating(usize, LeafId, Vec<Rating>),
    /// A number leaf of a response, with numbers worth trying.
    Figure(usize, LeafId, Vec<Decimal>),
    /// Evidence for a leaf of a response.
    Evidence(usize, LeafId, Vec<u16>),
    /// Words of a narrative of a response.
    Words(usize, LeafId, Vec<u32>),
    /// A context value, with its choices or with numbers worth trying.
    Context(usize, Vec<Given>, bool),
    /// A judgement, with its levels.
    Judged(usize, u8),
}

impl Opening {
    /// Whether the values that are tried are all there are.
    pub(super) const fn is_finite(&self) -> bool {
        match self {
            Self::Rating(..) | Self::Judged(..) => true,
            Self::Context(_, _, finite) => *finite,
            Self::Figure(..) | Self::Evidence(..) | Self::Words(..) => false,
        }
    }
}

/// How many values an opening is given in turn.
pub(super) fn values(opening: &Opening) -> usize {
    match opening {
        Opening::Rating(_, _, values) => values.len(),
        Opening::Figure(_, _, values) => values.len(),
        Opening::Evidence(_, _, values) => values.len(),
        Opening::Words(_, _, values) => values.len(),
        Opening::Context(_, values, _) => values.len(),
        Opening::Judged(_, levels) => usize::from(*levels),
    }
}

pub(super) fn give(program: &Program<'_>, sheet: &mut Sheet, opening: &Opening, value: usize) {
    match opening {
        Opening::Rating(response, leaf, values) => {
            if let Some((filled, rating)) = sheet.responses.get_mut(*response).zip(values.get(value)) {
                filled.rate(*leaf, *rating);
            }
        }
        Opening::Figure(response, leaf, values) => {
            if let Some((filled, figure)) = sheet.responses.get_mut(*response).zip(values.get(value)) {
                filled.figure(program, *leaf, *figure);
            }
        }
        Opening::Evidence(response, leaf, values) => {
            if let Some((filled, count)) = sheet.responses.get_mut(*response).zip(values.get(value)) {
                filled.attach(*leaf, *count);
            }
        }
        Opening::Words(response, leaf, values) => {
            if let Some((filled, count)) = sheet.responses.get_mut(*response).zip(values.get(value)) {
                filled.write(*leaf, *count);
                filled.rate(*leaf, Rating::GIVEN);
            }
        }
        Opening::Context(at, values, _) => set(&mut sheet.context, *at, values.get(value).copied().unwrap_or_default()),
        Opening::Judged(at, _) => {
            let level = u8::try_from(value).ok();
            set(&mut sheet.judged, *at, Chosen { level, commented: false });
        }
    }
}

/// Brings an opening back to what was given.
pub(super) fn take_back(sheet: &mut Sheet, opening: &Opening, base: &Sheet) {
    match opening {
        Opening::Rating(response, leaf, _)
        | Opening::Figure(response, leaf, _)
        | Opening::Words(response, leaf, _)
        | Opening::Evidence(response, leaf, _) => {
            let at = leaf.index();
            if let Some((filled, given)) = sheet.responses.get_mut(*response).zip(base.responses.get(*response)) {
                if matches!(opening, Opening::Evidence(..)) {
                    filled.attach(*leaf, given.evidence.get(at).copied().unwrap_or(0));
                } else {
                    filled.rate(*leaf, Rating::UNRATED);
                    filled.write(*leaf, given.words.get(at).copied().unwrap_or(0));
                }
            }
        }
        Opening::Context(at, ..) => set(&mut sheet.context, *at, Given::Unset),
        Opening::Judged(at, _) => set(&mut sheet.judged, *at, Chosen::default()),
    }
}
