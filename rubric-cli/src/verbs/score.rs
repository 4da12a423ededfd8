//! `rubric score`: one result for each subject.

use std::io::Write;
use std::num::NonZero;
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};
use rubric_core::Program;
use rubric_core::records::{NodeKind, RaterId};
use rubric_dsl::files::{Subject, Table, to_json, to_json_line, to_ron};
use rubric_dsl::result::ResultFile;
use rubric_dsl::score;

use super::subject;
use crate::Ending;
use crate::arguments::{Score, ScoreFormat};
use crate::output;
use crate::problem::Problem;
use crate::rubric::{Rubric, perspective};

/// Subjects that are scored before their results are written.
const BLOCK: usize = 512;
/// From how many subjects on a terminal shows how far it is.
const LONG: usize = 2_000;

pub(crate) fn run(arguments: &Score) -> Result<Ending, Problem> {
    let rubric = Rubric::open(&arguments.rubric.rubric, arguments.rubric.overlay.as_deref())?;
    let program = rubric.program()?;
    let perspective = perspective(&program, &arguments.rubric.perspective)?;
    let (mut subjects, mut ending) = (Vec::new(), Ending::Clean);
    for input in &arguments.inputs {
        let (read, wrong) = subject::read(&program, input)?;
        if wrong {
            ending = Ending::Problems;
        }
        subjects.extend(read);
    }
    let sound: Vec<Subject> = subjects.into_iter().filter(|subject| subject.sheet.is_some()).collect();
    let mut writer = Writer::new(&program, arguments.format, output::open(arguments.output.as_deref())?, sound.len());
    let bar = progress(sound.len());
    for block in sound.chunks(BLOCK) {
        for scored in scored(&program, perspective, block) {
            match scored {
                Ok(result) => {
                    ending = worse(ending, judged_problems(&result));
                    writer.write(&result)?;
                }
                Err(message) => {
                    eprintln!("{message}");
                    ending = Ending::Problems;
                }
            }
        }
        bar.inc(u64::try_from(block.len()).unwrap_or(0));
    }
    bar.finish_and_clear();
    writer.finish()?;
    Ok(ending)
}

const fn worse(one: Ending, problems: bool) -> Ending {
    if problems { Ending::Problems } else { one }
}

fn progress(count: usize) -> ProgressBar {
    if count < LONG {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::try_from(count).unwrap_or(0));
    match ProgressStyle::with_template("{wide_bar} {pos} of {len}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Scores a block of subjects on every core, in their order.
fn scored(program: &Program<'_>, perspective: Option<RaterId>, block: &[Subject]) -> Vec<Result<ResultFile, String>> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let part = block.len().div_ceil(cores).max(1);
    let one = |subject: &Subject| {
        let sheet = subject.sheet.clone().unwrap_or_default();
        score(program, perspective, &sheet, &subject.name)
            .map_err(|error| format!("{}: error[RB904]: {error}", subject.name))
    };
    thread::scope(|scope| {
        let workers: Vec<_> =
            block.chunks(part).map(|part| scope.spawn(move || part.iter().map(one).collect::<Vec<_>>())).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}

/// Says what is wrong with judgements.
fn judged_problems(result: &ResultFile) -> bool {
    for (name, judged) in &result.judged.0 {
        for problem in &judged.problems {
            eprintln!("{}: {name}: {problem}", result.subject);
        }
    }
    result.judged.0.iter().any(|(_, judged)| !judged.problems.is_empty())
}

/// Results on their way out.
struct Writer<'p> {
    program: &'p Program<'p>,
    format: ScoreFormat,
    out: Box<dyn Write>,
    count: usize,
    written: usize,
    table: Table,
    rows: Vec<Vec<String>>,
}

impl<'p> Writer<'p> {
    fn new(program: &'p Program<'p>, format: ScoreFormat, out: Box<dyn Write>, count: usize) -> Self {
        Self { program, format, out, count, written: 0, table: Table::default(), rows: Vec::new() }
    }

    fn write(&mut self, result: &ResultFile) -> Result<(), Problem> {
        let one = std::slice::from_ref(result);
        match self.format {
            ScoreFormat::Table => {
                if self.rows.is_empty() {
                    self.rows.push(self.head());
                }
                self.rows.push(self.row(result));
            }
            ScoreFormat::Jsonl => self.out.write_all(to_json_line(result).as_bytes())?,
            ScoreFormat::Csv => self.out.write_all(self.table.row(result).as_bytes())?,
            ScoreFormat::Json => self.listed(&to_json(one))?,
            ScoreFormat::Ron => self.listed(&to_ron(one))?,
        }
        self.written += 1;
        Ok(())
    }

    /// One of several in a list; one alone stands for itself.
    fn listed(&mut self, text: &str) -> Result<(), Problem> {
        let before = match (self.count, self.written) {
            (1, _) => "",
            (_, 0) => "[\n",
            _ => ",\n",
        };
        let text = if self.count == 1 { text } else { text.trim_end() };
        Ok(write!(self.out, "{before}{text}")?)
    }

    fn finish(mut self) -> Result<(), Problem> {
        match self.format {
            ScoreFormat::Table => self.out.write_all(output::table(&self.rows).as_bytes())?,
            ScoreFormat::Json | ScoreFormat::Ron if self.count != 1 => {
                self.out.write_all(if self.written == 0 { b"[]\n" } else { b"\n]\n" })?;
            }
            _ => {}
        }
        Ok(self.out.flush()?)
    }

    /// The names of the columns: outcomes, then the nodes at the top of the tree, then flags.
    fn head(&self) -> Vec<String> {
        let program = self.program;
        let outcomes = program.outcomes().iter().map(|outcome| program.text(outcome.title).to_owned());
        let head = std::iter::once("subject".to_owned()).chain(outcomes);
        head.chain(self.tops().map(|(_, title)| title)).chain(["flags".to_owned()]).collect()
    }

    fn tops(&self) -> impl Iterator<Item = (String, String)> + use<'p> {
        let program = self.program;
        let tops = program.nodes().iter().filter(|node| !node.parent.is_some() && node.kind != NodeKind::Narrative);
        tops.map(move |node| (program.text(node.path).to_owned(), program.text(node.title).to_owned()))
    }

    fn row(&self, result: &ResultFile) -> Vec<String> {
        let outcomes =
            result.outcomes.0.iter().map(|(_, outcome)| match (&outcome.label, outcome.possible.as_slice()) {
                (Some(label), _) => label.clone(),
                (None, []) => "none possible".to_owned(),
                (None, possible) => format!("({})", possible.join(" or ")),
            });
        let scores = self.tops().map(|(path, _)| {
            let score = result.scores.get(&path);
            let shown = score.and_then(|score| score.value.clone().or_else(|| score.level.clone()));
            shown.unwrap_or_else(|| {
                if score.is_some_and(|score| score.state == "left_out") { "left out" } else { "-" }.to_owned()
            })
        });
        let flags: Vec<&str> = result.flags.iter().map(|flag| flag.name.as_str()).collect();
        std::iter::once(result.subject.clone()).chain(outcomes).chain(scores).chain([flags.join(", ")]).collect()
    }
}
