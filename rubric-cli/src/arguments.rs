//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Write, check, score and explain leadership rubrics.
#[derive(Debug, Parser)]
#[command(name = "rubric", version, propagate_version = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Write a small rubric to begin with
    #[command(after_help = "Example:\n  rubric new school_leadership")]
    New(New),
    /// Say what is wrong with rubrics, and where
    #[command(after_help = "Example:\n  rubric check rubrics/*.rubric --deny warnings")]
    Check(Check),
    /// Bring rubrics into the one layout
    #[command(after_help = "Example:\n  rubric fmt school.rubric\n  rubric fmt --check rubrics/*.rubric")]
    Fmt(Fmt),
    /// Run the examples of rubrics
    #[command(after_help = "Example:\n  rubric test rubrics")]
    Test(Test),
    /// Score assessments
    #[command(
        after_help = "Example:\n  rubric score school.rubric leaders.csv\n  rubric score school.rubric leaders.json --as self --format jsonl -o results.jsonl"
    )]
    Score(Score),
    /// Count how many of several subjects stand where, together and in groups
    ///
    /// Counts who has each level, who comes how far in each domain and competency, and what is most often a strength, to grow
    /// in, flagged and advised. Groups that are too small to be counted are hidden, and so are others where a hidden one could
    /// be worked out from all. Two runs over nearly the same subjects can still be subtracted.
    #[command(
        after_help = "Example:\n  rubric cohort school.rubric leaders.csv\n  rubric cohort readiness.rubric candidates.csv --by target"
    )]
    Cohort(Cohort),
    /// Say why a result is what it is, down to ratings and lines of the rubric
    #[command(after_help = "Example:\n  rubric explain school.rubric leaders.csv overall --subject leader-01")]
    Explain(Explain),
    /// Say what a partial assessment can still become
    #[command(after_help = "Example:\n  rubric bound school.rubric halfway.json")]
    Bound(Bound),
    /// List the texts of a rubric for translating, or what a translation lacks
    #[command(
        after_help = "Example:\n  rubric texts school.rubric > school.es.ron\n  rubric texts school.rubric --overlay school.es.ron"
    )]
    Texts(Texts),
    /// Decide what rubrics promise, with an example of each broken promise
    ///
    /// Promises are read from the combined perspective, with the settings as they are and at their limits. A promise that is
    /// not decided after the seconds that it may take is said to be so, with how far the search came. Whatever the rubric
    /// is, examining it takes at most half a gigabyte of memory.
    #[command(after_help = "Example:\n  rubric verify rubrics/*.rubric")]
    Verify(Verify),
    /// Say which rises lead to an outcome's next level, and which fall would lower it
    #[command(after_help = "Example:\n  rubric path school.rubric leaders.csv overall --subject leader-01")]
    Path(PathArguments),
    /// Say whose result a changed rubric changes
    #[command(
        after_help = "Example:\n  rubric diff school.rubric school-2027.rubric\n  rubric diff school.rubric school-2027.rubric leaders.csv"
    )]
    Diff(Diff),
    /// Compile a rubric
    #[command(after_help = "Example:\n  rubric compile school.rubric -o school.rbc")]
    Compile(Compile),
    /// Show a compiled rubric's rows in words
    #[command(after_help = "Example:\n  rubric inspect school.rbc --as combined")]
    Inspect(Inspect),
    /// Try the widget: a portal and a preview on this machine alone
    #[command(after_help = "Example:\n  rubric serve\n  rubric serve school.rubric --port 8080")]
    Serve(Serve),
    /// Write completions for a shell
    #[command(after_help = "Example:\n  rubric completions bash > /etc/bash_completion.d/rubric")]
    Completions(Completions),
    /// Write the manual page of a verb, or of the command
    #[command(after_help = "Example:\n  rubric man score > rubric-score.1")]
    Man(Man),
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// The rubric's name: small letters, digits and `_`
    pub(crate) name: String,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Rubrics; `-` is standard input
    #[arg(required = true)]
    pub(crate) files: Vec<String>,
    /// How to write what is found
    #[arg(long, value_enum, default_value_t = CheckFormat::Full)]
    pub(crate) format: CheckFormat,
    /// What to treat as an error
    #[arg(long, value_enum)]
    pub(crate) deny: Option<Deny>,
    /// A district's overlay
    #[arg(long)]
    pub(crate) overlay: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// With the lines of the rubric
    Full,
    /// One line each
    Concise,
    /// A list in JSON
    Json,
    /// A log in SARIF 2.1.0
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings
    Warnings,
}

#[derive(Debug, Args)]
pub(crate) struct Fmt {
    /// Rubrics, rewritten in place; `-` reads standard input and writes standard output
    #[arg(required = true)]
    pub(crate) files: Vec<String>,
    /// Change nothing; say which files would change
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Rubrics, or folders of rubrics
    #[arg(required = true)]
    pub(crate) paths: Vec<String>,
    /// A district's overlay
    #[arg(long)]
    pub(crate) overlay: Option<String>,
}

/// A rubric and how it is to be read.
#[derive(Debug, Args)]
pub(crate) struct RubricArguments {
    /// A rubric, or a compiled one (`.rbc`)
    pub(crate) rubric: String,
    /// Whose perspective: a rater's name, or `combined`
    #[arg(long = "as", value_name = "RATER", default_value = "combined")]
    pub(crate) perspective: String,
    /// A district's overlay
    #[arg(long)]
    pub(crate) overlay: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Score {
    #[command(flatten)]
    pub(crate) rubric: RubricArguments,
    /// Assessments: JSON, JSON Lines, RON or CSV; `-` is standard input
    #[arg(required = true)]
    pub(crate) inputs: Vec<String>,
    /// How to write results
    #[arg(long, value_enum, default_value_t = ScoreFormat::Table)]
    pub(crate) format: ScoreFormat,
    /// Where to write results
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScoreFormat {
    /// For people
    Table,
    /// One object, or a list
    Json,
    /// One object a line
    Jsonl,
    /// RON
    Ron,
    /// A row for each subject
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct Cohort {
    #[command(flatten)]
    pub(crate) rubric: RubricArguments,
    /// Assessments: JSON, JSON Lines, RON or CSV; `-` is standard input
    #[arg(required = true)]
    pub(crate) inputs: Vec<String>,
    /// A context value with choices: a group for each of them
    #[arg(long, value_name = "CONTEXT")]
    pub(crate) by: Option<String>,
    /// The fewest subjects that are counted together
    #[arg(long, value_name = "COUNT", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) at_least: u16,
    /// How to write the counts
    #[arg(long, value_enum, default_value_t = CohortFormat::Table)]
    pub(crate) format: CohortFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CohortFormat {
    /// For people
    Table,
    /// A row for each count
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) rubric: RubricArguments,
    /// Assessments; `-` is standard input
    pub(crate) input: String,
    /// What to explain: an outcome, measure, flag, piece of advice, or a path of the tree
    pub(crate) name: String,
    /// Whose result, where the input has several
    #[arg(long, value_name = "ID")]
    pub(crate) subject: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Bound {
    #[command(flatten)]
    pub(crate) rubric: RubricArguments,
    /// Assessments; `-` is standard input
    pub(crate) input: String,
    /// Whose assessment, where the input has several
    #[arg(long, value_name = "ID")]
    pub(crate) subject: Option<String>,
    /// How to write the ranges
    #[arg(long, value_enum, default_value_t = BoundFormat::Table)]
    pub(crate) format: BoundFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BoundFormat {
    /// For people
    Table,
    /// One object for each subject, in a list
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Texts {
    /// A rubric
    pub(crate) file: String,
    /// A translation, or another overlay
    #[arg(long)]
    pub(crate) overlay: Option<String>,
    /// How to write the texts; without it, `ron`, and with an overlay `list`
    #[arg(long, value_enum)]
    pub(crate) format: Option<TextsFormat>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextsFormat {
    /// What has no label, and which labels belong to nothing
    List,
    /// An overlay with every text
    Ron,
    /// The same for the browser
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct PathArguments {
    #[command(flatten)]
    pub(crate) rubric: RubricArguments,
    /// Assessments; `-` is standard input
    pub(crate) input: String,
    /// The outcome
    pub(crate) outcome: String,
    /// Whose assessment, where the input has several
    #[arg(long, value_name = "ID")]
    pub(crate) subject: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The rubric as it was
    pub(crate) old: String,
    /// The rubric as it is
    pub(crate) new: String,
    /// Assessments; without any, all that both rubrics accept
    pub(crate) inputs: Vec<String>,
    /// Whose perspective: a rater's name, or `combined`
    #[arg(long = "as", value_name = "RATER", default_value = "combined")]
    pub(crate) perspective: String,
    /// Seconds after which what is left stays undecided
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) seconds: u64,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Rubrics
    #[arg(required = true)]
    pub(crate) files: Vec<String>,
    /// A district's overlay
    #[arg(long)]
    pub(crate) overlay: Option<String>,
    /// Seconds after which a promise is left undecided
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) seconds: u64,
}

#[derive(Debug, Args)]
pub(crate) struct Compile {
    /// A rubric
    pub(crate) file: String,
    /// Where to write the program
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: String,
    /// A district's overlay
    #[arg(long)]
    pub(crate) overlay: Option<String>,
    /// Leave out the source map, and with it the lines in explanations
    #[arg(long)]
    pub(crate) strip: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Inspect {
    /// A compiled rubric
    pub(crate) file: String,
    /// Whose table: a rater's name, or `combined`
    #[arg(long = "as", value_name = "RATER", default_value = "combined")]
    pub(crate) perspective: String,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The rubric that the preview opens with; without one, the sample rubric
    pub(crate) rubric: Option<String>,
    /// The port on this machine; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
    /// The folder of the built widget; without one, `widget` beside this program or one folder up
    #[arg(long, value_name = "FOLDER")]
    pub(crate) widget: Option<PathBuf>,
    /// A folder of your own pages, served under `/pages/` with the same strict policy
    #[arg(long, value_name = "FOLDER")]
    pub(crate) pages: Option<PathBuf>,
    /// A script with an editor for the preview; without one, the preview has a plain text area
    #[arg(long, value_name = "FILE")]
    pub(crate) editor: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Man {
    /// A verb; without one, the command itself
    pub(crate) verb: Option<String>,
}
