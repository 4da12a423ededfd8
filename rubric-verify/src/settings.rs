//! A rubric at the limits of its settings.

use rubric_dsl::model::Model;
use rubric_dsl::{Overlay, check, has_errors, parse};

/// How many settings are taken to their limits together; more are taken there one by one.
const TOGETHER: usize = 4;

/// The rubric with settings at their limits, each with what they are set to in words: every combination of up to four
/// settings, or each of more by itself. Combinations that the rubric does not allow are left aside.
#[must_use]
pub fn at_limits(source: &str, model: &Model, base: Option<&Overlay>) -> Vec<(String, Model)> {
    let open: Vec<_> = model.settings.iter().filter_map(|setting| Some((setting, setting.limits?))).collect();
    let open: Vec<_> = open.into_iter().filter(|(_, (low, high))| low != high).collect();
    let parsed = parse(source);
    let mut found = Vec::new();
    let combinations: Vec<Vec<(usize, bool)>> = if open.len() <= TOGETHER {
        (0..1_usize << open.len()).map(|bits| (0..open.len()).map(|at| (at, bits >> at & 1 == 1)).collect()).collect()
    } else {
        (0..open.len()).flat_map(|at| [vec![(at, false)], vec![(at, true)]]).collect()
    };
    for combination in combinations.into_iter().filter(|combination| !combination.is_empty()) {
        let mut overlay = base.cloned().unwrap_or_default();
        let mut words = Vec::new();
        for (at, highest) in combination {
            let Some((setting, (low, high))) = open.get(at) else {
                continue;
            };
            let value = if highest { *high } else { *low };
            words.push(format!("{} = {}", setting.name, rubric_core::DecimalText::new(value, 6).as_str()));
            overlay.settings.insert(setting.name.clone(), value);
        }
        let checked = check(&parsed.file, Some(&overlay));
        if let Some(model) = checked.model.filter(|_| !has_errors(&checked.diagnostics)) {
            found.push((words.join(", "), model));
        }
    }
    found
}
