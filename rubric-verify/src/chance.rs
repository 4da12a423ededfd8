//! Assessments made by chance, the same every time.

use crate::frontier::Choice;
use crate::slot::Slot;

/// A source of choices.
#[derive(Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) const fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    /// A number below `end` (SplitMix64).
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        u64::try_from(end)
            .ok()
            .and_then(|end| mixed.checked_rem(end))
            .and_then(|at| usize::try_from(at).ok())
            .unwrap_or(0)
    }

    /// A choice for each variable. In most assessments everything is known. Choices lie close to each other, as ratings of
    /// one person do; or they are all the same but for a few; or the same within each of a few stretches.
    pub(crate) fn choices(&mut self, variables: &[Vec<Choice>]) -> Vec<(u32, usize)> {
        let (mut middle, all_known, way) = (self.below(1_000), self.below(4) > 0, self.below(3));
        let few = self.below(5);
        let chosen = variables.iter().enumerate().map(|(variable, choices)| {
            let options = plain(choices, all_known);
            if way == 2 && self.below(variables.len()) < few {
                middle = self.below(1_000);
            }
            let at = middle * options.len() / 1_000;
            let place = match way {
                0 if self.below(3) == 0 => self.below(options.len()),
                0 => (at + self.below(3)).saturating_sub(1),
                _ if self.below(variables.len()) < few => self.below(options.len()),
                _ => at,
            };
            let choice = options.get(place.min(options.len().saturating_sub(1))).copied().unwrap_or(0);
            (u32::try_from(variable).unwrap_or(u32::MAX), choice)
        });
        chosen.collect()
    }

    /// A choice for each variable, one of which is a rating that rises.
    pub(crate) fn rising(&mut self, variables: &[Vec<Choice>]) -> Vec<(u32, usize)> {
        let mut choices = self.choices(variables);
        let can_rise: Vec<usize> = (0..variables.len())
            .filter(|at| variables.get(*at).is_some_and(|choices| choices.iter().any(|choice| choice.marked)))
            .collect();
        let at = can_rise.get(self.below(can_rise.len())).copied().unwrap_or(usize::MAX);
        if let Some((options, (_, choice))) = variables.get(at).zip(choices.get_mut(at)) {
            let plain = options.iter().filter(|choice| !choice.marked).count();
            *choice = plain + self.below(options.len() - plain);
        }
        choices
    }

    /// The same choices but for one variable, or two; a rating that rises goes on rising.
    pub(crate) fn beside(&mut self, variables: &[Vec<Choice>], choices: &[(u32, usize)]) -> Vec<(u32, usize)> {
        let mut beside = choices.to_vec();
        for _ in 0..=self.below(2) {
            let at = self.below(variables.len());
            if let Some((options, (_, choice))) = variables.get(at).zip(beside.get_mut(at)) {
                let marked = options.get(*choice).is_some_and(|choice| choice.marked);
                let alike: Vec<usize> = (0..options.len())
                    .filter(|at| options.get(*at).is_some_and(|other| other.marked == marked))
                    .collect();
                *choice = alike.get(self.below(alike.len())).copied().unwrap_or(*choice);
            }
        }
        beside
    }
}

/// The choices that can be made without a rise; with `known`, those that leave nothing unknown, where there are some.
fn plain(choices: &[Choice], known: bool) -> Vec<usize> {
    let is_known = |choice: &Choice| choice.ports.first().is_some_and(Slot::is_known);
    let any_known = choices.iter().any(|choice| !choice.marked && is_known(choice));
    let all = choices.iter().enumerate().filter(|(_, choice)| !choice.marked);
    all.filter(|(_, choice)| !known || !any_known || is_known(choice)).map(|(at, _)| at).collect()
}

/// Assessments that climb from the lowest to the highest of everything, one thing after the other.
pub(crate) fn climb(variables: &[Vec<Choice>]) -> impl Iterator<Item = Vec<(u32, usize)>> + '_ {
    let options: Vec<Vec<usize>> = variables.iter().map(|choices| plain(choices, true)).collect();
    let most = options.iter().map(Vec::len).max().unwrap_or(0);
    (0..most).flat_map(move |place| {
        let options = options.clone();
        (0..variables.len()).map(move |risen| {
            let chosen = options.iter().enumerate().map(|(variable, options)| {
                let place = place + usize::from(variable < risen);
                let choice = options.get(place.min(options.len().saturating_sub(1))).copied().unwrap_or(0);
                (u32::try_from(variable).unwrap_or(u32::MAX), choice)
            });
            chosen.collect()
        })
    })
}
