//! `rubric bound`: what a partial assessment can still become.

use std::io::Write;

use rubric_dsl::{Ranges, ranges, shown};

use super::subject;
use crate::Ending;
use crate::arguments::{Bound, BoundFormat};
use crate::output;
use crate::problem::Problem;
use crate::rubric::{Rubric, perspective};

pub(crate) fn run(arguments: &Bound) -> Result<Ending, Problem> {
    let rubric = Rubric::open(&arguments.rubric.rubric, arguments.rubric.overlay.as_deref())?;
    let program = rubric.program()?;
    let perspective = perspective(&program, &arguments.rubric.perspective)?;
    let (subjects, ending) = subject::all(&program, &arguments.input)?;
    let mut out = output::open(None)?;
    let mut all = Vec::new();
    for subject in
        subjects.into_iter().filter(|subject| arguments.subject.as_ref().is_none_or(|wanted| subject.name == *wanted))
    {
        let Some(sheet) = subject.sheet else {
            continue;
        };
        let found = ranges(&program, perspective, &sheet, &subject.name)
            .map_err(|error| Problem::Command(error.to_string()))?;
        match arguments.format {
            BoundFormat::Table => out.write_all(told(&found).as_bytes())?,
            BoundFormat::Json => all.push(found),
        }
    }
    if arguments.format == BoundFormat::Json {
        out.write_all(rubric_dsl::files::ranges_to_json(&all).as_bytes())?;
    }
    out.flush()?;
    Ok(ending)
}

fn told(found: &Ranges) -> String {
    let mut rows = vec![["", "lowest", "highest", "can stay unknown"].map(str::to_owned).to_vec()];
    for (name, range) in found.scores.0.iter().chain(&found.measures.0) {
        let end = |end: &Option<String>, exact: &Option<String>| {
            end.as_ref().map_or_else(|| "-".to_owned(), |end| shown('.', end, exact.as_deref()))
        };
        rows.push(vec![
            name.clone(),
            end(&range.lowest, &range.lowest_exact),
            end(&range.highest, &range.highest_exact),
            if range.may_be_unknown { "yes" } else { "no" }.to_owned(),
        ]);
    }
    let mut levels = vec![["outcome", "still possible"].map(str::to_owned).to_vec()];
    for (name, possible) in &found.outcomes.0 {
        levels.push(vec![name.clone(), if possible.is_empty() { "none".to_owned() } else { possible.join(", ") }]);
    }
    let subject = if found.subject.is_empty() { String::new() } else { format!("{}\n\n", found.subject) };
    format!("{subject}{}\n{}\n", output::table(&levels), output::table(&rows))
}
