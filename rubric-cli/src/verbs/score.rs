//! `rubric score`: one result for each subject.

use std::collections::VecDeque;
use std::io::Write;
use std::num::NonZero;
use std::thread::{self, ScopedJoinHandle};

use indicatif::{ProgressBar, ProgressStyle};
use rubric_core::Program;
use rubric_core::records::{Node, NodeKind, RaterId, ScaleId};
use rubric_dsl::files::{Subject, csv_head, csv_row, to_json, to_json_line, to_ron};
use rubric_dsl::result::{ResultFile, Score};
use rubric_dsl::{Sheet, score, shown};

use super::subject::{self, Part};
use crate::Ending;
use crate::arguments::{self, ScoreFormat};
use crate::input;
use crate::output;
use crate::problem::Problem;
use crate::rubric::{Rubric, perspective};

/// From how many bytes on a terminal shows how far it is.
const LONG: u64 = 4 << 20;

/// How many subjects are scored by one thread at a time: results are far larger than what they come from.
const AT_ONCE: usize = 512;

pub(crate) fn run(arguments: &arguments::Score) -> Result<Ending, Problem> {
    if let Some(output) = &arguments.output {
        let read = arguments.inputs.iter().chain([&arguments.rubric.rubric]).chain(&arguments.rubric.overlay);
        output::spare(output, read.map(String::as_str))?;
    }
    let rubric = Rubric::open(&arguments.rubric.rubric, arguments.rubric.overlay.as_deref())?;
    let program = rubric.program()?;
    let scoring = &Scoring {
        program: &program,
        perspective: perspective(&program, &arguments.rubric.perspective)?,
        format: arguments.format,
    };
    let writer = Writer::new(scoring, output::open(arguments.output.as_deref())?)?;
    let bar = progress(arguments.inputs.iter().map(|path| input::length(path)).sum());
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let mut work = Work { writer, bar, ending: Ending::Clean, begun: VecDeque::new() };
        for path in &arguments.inputs {
            let read = subject::each(&program, path, |part| match part {
                Part::Findings => work.finish(0),
                Part::Subjects(subjects, bytes) => {
                    for some in parts(subjects) {
                        work.finish(cores)?;
                        work.begun.push_back(scope.spawn(move || scoring.all(&some)));
                    }
                    work.bar.inc(u64::try_from(bytes).unwrap_or(0));
                    Ok(())
                }
            })?;
            work.finish(0)?;
            work.ending = work.ending.and(read);
        }
        work.bar.finish_and_clear();
        work.writer.finish()?;
        Ok(work.ending)
    })
}

/// Subjects in parts of as many as are scored at a time.
fn parts(subjects: Vec<Subject>) -> impl Iterator<Item = Vec<Subject>> {
    let mut left = subjects.into_iter();
    std::iter::from_fn(move || Some(left.by_ref().take(AT_ONCE).collect::<Vec<_>>()).filter(|some| !some.is_empty()))
}

/// Scoring that has begun, while the input is read on, and what becomes of it in the order in which it was read.
struct Work<'scope> {
    writer: Writer,
    bar: ProgressBar,
    ending: Ending,
    begun: VecDeque<ScopedJoinHandle<'scope, Vec<Scored>>>,
}

impl Work<'_> {
    /// Waits until no more than `most` parts are being scored, and writes what the others gave.
    fn finish(&mut self, most: usize) -> Result<(), Problem> {
        while self.begun.len() > most
            && let Some(part) = self.begun.pop_front()
        {
            for scored in part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)) {
                self.bar.suspend(|| scored.problems.iter().for_each(|problem| eprintln!("{problem}")));
                if !scored.problems.is_empty() {
                    self.ending = Ending::Problems;
                }
                if let Some(written) = scored.written {
                    self.writer.write(written)?;
                }
            }
        }
        Ok(())
    }
}

/// How far it is, in bytes, where they are known and many.
fn progress(bytes: Option<u64>) -> ProgressBar {
    let Some(bytes) = bytes.filter(|bytes| *bytes >= LONG) else {
        return ProgressBar::hidden();
    };
    match ProgressStyle::with_template("{wide_bar} {bytes} of {total_bytes}, {eta} left") {
        Ok(style) => ProgressBar::new(bytes).with_style(style),
        Err(_) => ProgressBar::new(bytes),
    }
}

/// A result as its format writes it.
enum Written {
    Text(String),
    Row(Vec<String>),
}

/// What scoring one subject gives.
struct Scored {
    written: Option<Written>,
    problems: Vec<String>,
}

/// How subjects are scored.
struct Scoring<'p> {
    program: &'p Program<'p>,
    perspective: Option<RaterId>,
    format: ScoreFormat,
}

impl Scoring<'_> {
    /// Scores subjects, in their order.
    fn all(&self, subjects: &[Subject]) -> Vec<Scored> {
        subjects.iter().filter_map(|subject| self.one(subject)).collect()
    }

    /// A subject whose input is refused has no result.
    fn one(&self, subject: &Subject) -> Option<Scored> {
        let name = &subject.name;
        Some(match score(self.program, self.perspective, subject.sheet.as_ref()?, name) {
            Ok(result) => {
                let judged = result.judged.0.iter();
                let problems = judged
                    .flat_map(|(what, judged)| judged.problems.iter().map(move |why| format!("{name}: {what}: {why}")));
                Scored { problems: problems.collect(), written: Some(self.written(&result)) }
            }
            Err(error) => Scored { problems: vec![subject::refused(name, error)], written: None },
        })
    }

    fn written(&self, result: &ResultFile) -> Written {
        let one = std::slice::from_ref(result);
        match self.format {
            ScoreFormat::Table => Written::Row(self.row(result)),
            ScoreFormat::Jsonl => Written::Text(to_json_line(result)),
            ScoreFormat::Csv => Written::Text(csv_row(result)),
            ScoreFormat::Json => Written::Text(to_json(one)),
            ScoreFormat::Ron => Written::Text(to_ron(one)),
        }
    }

    /// The names of the columns: outcomes, then the nodes at the top of the tree, then flags.
    fn head(&self) -> Vec<String> {
        let program = self.program;
        let outcomes = program.outcomes().iter().map(|outcome| program.text(outcome.title).to_owned());
        let head = std::iter::once("subject".to_owned()).chain(outcomes);
        let tops = self.tops().map(|node| program.text(node.title).to_owned());
        head.chain(tops).chain(["flags".to_owned()]).collect()
    }

    fn tops(&self) -> impl Iterator<Item = Node> {
        self.program.nodes().iter().filter(|node| !node.parent.is_some() && node.kind != NodeKind::Narrative)
    }

    /// The label of a level by its name.
    fn label(&self, scale: ScaleId, name: &str) -> String {
        let program = self.program;
        let levels = program.scale(scale).map(|scale| program.levels_in(scale.levels));
        let level = levels.and_then(|levels| levels.iter().find(|level| program.text(level.name) == name));
        level.map_or(name, |level| program.text(level.label)).to_owned()
    }

    fn row(&self, result: &ResultFile) -> Vec<String> {
        let outcomes = self.program.outcomes().iter().zip(&result.outcomes.0);
        let outcomes = outcomes.map(|(asked, (_, outcome))| match (&outcome.label, outcome.possible.as_slice()) {
            (Some(label), _) => label.clone(),
            (None, []) => "none possible".to_owned(),
            (None, possible) => {
                let labels: Vec<String> = possible.iter().map(|level| self.label(asked.scale, level)).collect();
                format!("({})", labels.join(" or "))
            }
        });
        let scores = self.tops().map(|node| {
            let score = result.scores.get(self.program.text(node.path));
            let level = |name: &String| self.label(node.scale, name);
            let number = |score: &Score| Some(shown('.', score.value.as_deref()?, score.exact.as_deref()));
            let shown = score.and_then(|score| number(score).or_else(|| score.level.as_ref().map(level)));
            shown.unwrap_or_else(|| {
                if score.is_some_and(|score| score.state == "left_out") { "left out" } else { "-" }.to_owned()
            })
        });
        let flags: Vec<&str> = result.flags.iter().map(|flag| flag.name.as_str()).collect();
        std::iter::once(result.subject.clone()).chain(outcomes).chain(scores).chain([flags.join(", ")]).collect()
    }
}

/// Results on their way out.
struct Writer {
    format: ScoreFormat,
    out: Box<dyn Write>,
    rows: Vec<Vec<String>>,
    /// The first of a list: alone it stands for itself.
    first: Option<String>,
    listed: bool,
}

impl Writer {
    fn new(scoring: &Scoring<'_>, mut out: Box<dyn Write>) -> Result<Self, Problem> {
        if scoring.format == ScoreFormat::Csv {
            // The columns are those of any result.
            let blank = score(scoring.program, scoring.perspective, &Sheet::blank(scoring.program), "");
            let head = blank.map(|result| csv_head(&result)).map_err(|error| Problem::Command(error.to_string()))?;
            out.write_all(head.as_bytes())?;
        }
        Ok(Self { format: scoring.format, out, rows: vec![scoring.head()], first: None, listed: false })
    }

    fn write(&mut self, written: Written) -> Result<(), Problem> {
        match written {
            Written::Row(row) => self.rows.push(row),
            Written::Text(text) if !self.is_list() => self.out.write_all(text.as_bytes())?,
            Written::Text(text) => match self.first.take() {
                None if !self.listed => self.first = Some(text),
                first => {
                    if let Some(first) = first {
                        write!(self.out, "[\n{}", first.trim_end())?;
                        self.listed = true;
                    }
                    write!(self.out, ",\n{}", text.trim_end())?;
                }
            },
        }
        Ok(())
    }

    const fn is_list(&self) -> bool {
        matches!(self.format, ScoreFormat::Json | ScoreFormat::Ron)
    }

    fn finish(mut self) -> Result<(), Problem> {
        match (self.format, &self.first) {
            (ScoreFormat::Table, _) => self.out.write_all(output::table(&self.rows).as_bytes())?,
            (_, Some(only)) => self.out.write_all(only.as_bytes())?,
            (_, None) if self.listed => self.out.write_all(b"\n]\n")?,
            (_, None) if self.is_list() => self.out.write_all(b"[]\n")?,
            _ => {}
        }
        Ok(self.out.flush()?)
    }
}
