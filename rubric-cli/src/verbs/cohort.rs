//! `rubric cohort`: how many of several subjects stand where, together and in groups.

mod counted;

use std::io::Write;

use rubric_core::records::{Context, ContextForm, RaterId};
use rubric_core::{Given, Program};
use rubric_dsl::evaluate;
use rubric_dsl::files::{Subject, csv_line};

use self::counted::{Section, sections};
use super::subject::{self, Part};
use crate::Ending;
use crate::arguments::{Cohort, CohortFormat};
use crate::output;
use crate::problem::Problem;
use crate::rubric::{Rubric, perspective};

/// What stands in the place of a count that would tell of a few.
const HIDDEN: &str = "hidden";

pub(crate) fn run(arguments: &Cohort) -> Result<Ending, Problem> {
    let rubric = Rubric::open(&arguments.rubric.rubric, arguments.rubric.overlay.as_deref())?;
    let program = rubric.program()?;
    let mut counting = Counting {
        program: &program,
        perspective: perspective(&program, &arguments.rubric.perspective)?,
        groups: Groups::new(&program, arguments.by.as_deref())?,
        sections: sections(&program),
        ending: Ending::Clean,
    };
    for path in &arguments.inputs {
        let read = subject::each(&program, path, |part| {
            if let Part::Subjects(subjects, _) = part {
                subjects.iter().for_each(|subject| counting.count(subject));
            }
            Ok(())
        })?;
        counting.ending = counting.ending.and(read);
    }
    let Counting { groups, sections, ending, .. } = counting;
    let least = usize::from(arguments.at_least);
    if groups.all() < least {
        eprintln!(
            "too few to be counted together: {}, where `--at-least` wants {least}; `rubric score` has them one by one",
            groups.all()
        );
        return Ok(Ending::Problems);
    }
    let sections: Vec<Section> = sections.into_iter().map(Section::told).collect();
    let told = Told { shown: groups.shown(least), groups };
    let mut out = output::open(None)?;
    match arguments.format {
        CohortFormat::Table => out.write_all(told.table(&sections, least).as_bytes())?,
        CohortFormat::Csv => out.write_all(told.csv(&sections).as_bytes())?,
    }
    out.flush()?;
    Ok(ending)
}

/// What is counted, while subjects are read.
struct Counting<'p> {
    program: &'p Program<'p>,
    perspective: Option<RaterId>,
    groups: Groups,
    sections: Vec<Section>,
    ending: Ending,
}

impl Counting<'_> {
    /// A subject whose input is refused is not counted.
    fn count(&mut self, subject: &Subject) {
        let Some(sheet) = &subject.sheet else {
            return;
        };
        let Self { program, perspective, groups, sections, ending } = self;
        let counted = evaluate(program, *perspective, sheet, |evaluation| {
            let group = groups.count(&sheet.context);
            sections.iter_mut().for_each(|section| section.count(evaluation, group));
        });
        if let Err(error) = counted {
            eprintln!("{}", subject::refused(&subject.name, error));
            *ending = Ending::Problems;
        }
    }
}

/// Counts one of a group, and of all.
fn add(counts: &mut Vec<usize>, group: usize) {
    counts.resize(counts.len().max(group.saturating_add(1)), 0);
    counts.iter_mut().enumerate().filter(|(at, _)| *at == 0 || *at == group).for_each(|(_, count)| *count += 1);
}

/// The context value with choices that a name stands for, and its place.
fn choosing(program: &Program<'_>, name: &str) -> Result<(usize, Context), Problem> {
    let choosing = || program.contexts().iter().enumerate().filter(|(_, context)| context.form == ContextForm::Choice);
    choosing().find(|(_, context)| program.text(context.name) == name).ok_or_else(|| {
        let known: Vec<&str> = choosing().map(|(_, context)| program.text(context.name)).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Problem::Command(format!("`{name}` is no context value with choices of this rubric; there is {known}"))
    })
}

/// Groups of subjects: first all, then those of each choice, then those of none.
struct Groups {
    /// The context value whose choices they are.
    by: Option<usize>,
    titles: Vec<String>,
    sizes: Vec<usize>,
}

impl Groups {
    fn new(program: &Program<'_>, by: Option<&str>) -> Result<Self, Problem> {
        let by = by.map(|name| choosing(program, name)).transpose()?;
        let mut titles = vec!["all".to_owned()];
        if let Some((_, context)) = by {
            let choices = program.choices_in(context.choices);
            titles.extend(choices.iter().map(|choice| program.text(choice.label).to_owned()));
            titles.push("not said".to_owned());
        }
        Ok(Self { by: by.map(|(at, _)| at), sizes: vec![0; titles.len()], titles })
    }

    /// Counts a subject, and gives its group.
    fn count(&mut self, context: &[Given]) -> usize {
        let last = self.titles.len().saturating_sub(1);
        let group = match self.by.map(|by| context.get(by).copied().unwrap_or_default()) {
            Some(Given::Choice(choice)) => usize::from(choice).saturating_add(1).min(last),
            _ => last,
        };
        add(&mut self.sizes, group);
        group
    }

    fn all(&self) -> usize {
        self.sizes.first().copied().unwrap_or(0)
    }

    /// Which groups may be shown. What is hidden together is enough that nothing is told of a few by what is left of all.
    fn shown(&self, least: usize) -> Vec<bool> {
        let mut by_size: Vec<(usize, usize)> = self.sizes.iter().copied().enumerate().skip(1).collect();
        by_size.retain(|(_, size)| *size > 0);
        by_size.sort_by_key(|(_, size)| *size);
        let (mut shown, mut hidden) = (vec![true; self.sizes.len()], 0);
        for (group, size) in by_size {
            if size < least || (1..least).contains(&hidden) {
                hidden += size;
                shown.get_mut(group).into_iter().for_each(|shown| *shown = false);
            }
        }
        shown
    }
}

/// Counts on their way out: which groups are told, and which of them are hidden.
struct Told {
    groups: Groups,
    shown: Vec<bool>,
}

impl Told {
    /// What a row has for each group that has anybody.
    fn row(&self, what: &str, cell: impl Fn(usize) -> String) -> Vec<String> {
        let peopled = self.groups.sizes.iter().enumerate().filter(|(at, size)| *at == 0 || **size > 0);
        std::iter::once(what.to_owned()).chain(peopled.map(|(at, _)| cell(at))).collect()
    }

    fn head(&self) -> Vec<String> {
        self.row("", |at| self.groups.titles.get(at).cloned().unwrap_or_default())
    }

    fn counts(&self, what: &str, of: impl Fn(usize) -> usize) -> Vec<String> {
        self.row(what, |at| if self.shown.get(at) == Some(&true) { of(at).to_string() } else { HIDDEN.to_owned() })
    }

    fn sizes(&self) -> Vec<String> {
        self.counts("subjects", |at| self.groups.sizes.get(at).copied().unwrap_or(0))
    }

    /// For people: what stands together under its title.
    fn table(&self, sections: &[Section], least: usize) -> String {
        let mut rows = vec![self.head(), self.sizes()];
        for section in sections.iter().filter(|section| !section.lines.is_empty()) {
            rows.extend([Vec::new(), vec![section.title.clone()]]);
            rows.extend(section.lines.iter().map(|line| self.counts(&format!("  {}", line.title), |at| line.of(at))));
        }
        let mut text = output::table(&rows);
        if self.shown.contains(&false) {
            text +=
                &format!("\n{HIDDEN}: it would tell of fewer than {least}, alone or by what the others leave of all\n");
        }
        text
    }

    /// For a spreadsheet: a row for each line, and the title of its section before it.
    fn csv(&self, sections: &[Section]) -> String {
        let row = |of: &str, row: Vec<String>| csv_line(std::iter::once(of.to_owned()).chain(row));
        let mut text = row("", self.head()) + &row("", self.sizes());
        for section in sections {
            text.extend(
                section.lines.iter().map(|line| row(&section.title, self.counts(&line.title, |at| line.of(at)))),
            );
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Groups;

    /// For every division into three groups: nobody is told of fewer than `least`, by a count or by what is left of all.
    #[test]
    fn nothing_is_told_of_a_few() {
        for least in 1..5 {
            for sizes in (0..512).map(|code| [code % 8, code / 8 % 8, code / 64]) {
                let all = sizes.iter().sum();
                let groups =
                    Groups { by: Some(0), titles: Vec::new(), sizes: std::iter::once(all).chain(sizes).collect() };
                let shown = groups.shown(least);
                let (told, kept): (Vec<_>, Vec<_>) = sizes
                    .into_iter()
                    .zip(shown.into_iter().skip(1))
                    .filter(|(size, _)| *size > 0)
                    .partition(|(_, shown)| *shown);
                let kept: usize = kept.into_iter().map(|(size, _)| size).sum();
                assert!(told.iter().all(|(size, _)| *size >= least), "{sizes:?} {least}");
                assert!(kept == 0 || kept >= least || all < least, "{sizes:?} {least}");
            }
        }
    }
}
