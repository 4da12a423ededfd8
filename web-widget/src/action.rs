//! What a person does: the acts that the views name in `data-do`.

/// An act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Chooses a level, a mid-point or an answer, by its code; nought takes the choice back.
    Rate { leaf: usize, code: u8 },
    /// Ticks a practice, or takes the tick back.
    Tick { leaf: usize, practice: usize, on: bool },
    /// Types a number or a narrative.
    Write { leaf: usize, text: String },
    /// Types a comment.
    Comment { leaf: usize, text: String },
    /// Adds a blank piece of evidence.
    AddEvidence { leaf: usize },
    /// Adds a piece of evidence that the page has uploaded.
    Attach { leaf: usize, kind: String, title: String, link: String },
    /// Types a part of a piece of evidence.
    Evidence { leaf: usize, at: usize, part: Part, text: String },
    /// Removes a piece of evidence.
    DropEvidence { leaf: usize, at: usize },
    /// Sets a context value.
    Context { at: usize, text: String },
    /// Chooses a judged level by its place from one; nought takes it back.
    Judge { at: usize, level: u8 },
    /// Types why.
    JudgeComment { at: usize, text: String },
    /// Agrees on a level.
    Agree { leaf: usize, code: u8 },
    /// Types a number that is agreed on.
    AgreeOn { leaf: usize, text: String },
    /// Types a note on what was agreed.
    Note { leaf: usize, text: String },
    /// Adds a next step.
    AddStep,
    /// Types a next step.
    Step { at: usize, text: String },
    /// Sets the day of a next step.
    StepDate { at: usize, date: String },
    /// Removes a next step.
    DropStep { at: usize },
    /// Says that a rater has read the report, on a day; an empty day takes it back.
    Read { rater: usize, date: String },
    /// Says that one's own side is finished, or not.
    Done { on: bool },
    /// Opens the reasons of something by its name, or closes them when they are open.
    Why { name: String },
    /// Goes to the next thing that is open.
    Next,
    /// Closes the notice at a place.
    Dismiss { at: usize },
    /// Takes the last change back.
    Undo,
}

/// A part of a piece of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Its kind.
    Kind,
    /// Its title.
    Title,
    /// Its address.
    Link,
}

/// A field that is typed into: the act, and the places it names.
pub(crate) type Typed = (&'static str, usize, usize);

impl Action {
    /// The act that a control names: what it does, the leaf or place it stands at, and what it holds.
    pub(crate) fn of(name: &str, leaf: usize, at: usize, text: &str) -> Option<Self> {
        let text = text.to_owned();
        let code = u8::try_from(at).unwrap_or(0);
        let evidence = |part| Self::Evidence { leaf, at, part, text: text.clone() };
        Some(match name {
            "rate" => Self::Rate { leaf, code },
            "tick" => Self::Tick { leaf, practice: at, on: !text.is_empty() },
            "write" => Self::Write { leaf, text },
            "comment" => Self::Comment { leaf, text },
            "add-evidence" => Self::AddEvidence { leaf },
            "evidence-kind" => evidence(Part::Kind),
            "evidence-title" => evidence(Part::Title),
            "evidence-link" => evidence(Part::Link),
            "drop-evidence" => Self::DropEvidence { leaf, at },
            "context" => Self::Context { at: leaf, text },
            "judge" => Self::Judge { at: leaf, level: code },
            "judge-comment" => Self::JudgeComment { at: leaf, text },
            "agree" => Self::Agree { leaf, code },
            "agree-on" => Self::AgreeOn { leaf, text },
            "note" => Self::Note { leaf, text },
            "add-step" => Self::AddStep,
            "step" => Self::Step { at, text },
            "step-date" => Self::StepDate { at, date: text },
            "drop-step" => Self::DropStep { at },
            "read" => Self::Read { rater: at, date: text },
            "done" => Self::Done { on: !text.is_empty() },
            "why" => Self::Why { name: text },
            "next" => Self::Next,
            "dismiss" => Self::Dismiss { at },
            "undo" => Self::Undo,
            _ => return None,
        })
    }

    /// What is typed into one field in one go is taken back in one go: the field, where it is one.
    pub(crate) fn field(&self) -> Option<Typed> {
        match self {
            Self::Write { leaf, .. } => Some(("write", *leaf, 0)),
            Self::Comment { leaf, .. } => Some(("comment", *leaf, 0)),
            Self::Evidence { leaf, at, part, .. } => Some((
                match part {
                    Part::Kind => "kind",
                    Part::Title => "title",
                    Part::Link => "link",
                },
                *leaf,
                *at,
            )),
            Self::Context { at, .. } => Some(("context", *at, 0)),
            Self::JudgeComment { at, .. } => Some(("judge", *at, 0)),
            Self::AgreeOn { leaf, .. } => Some(("agree", *leaf, 0)),
            Self::Note { leaf, .. } => Some(("note", *leaf, 0)),
            Self::Step { at, .. } => Some(("step", *at, 0)),
            Self::StepDate { at, .. } => Some(("date", *at, 0)),
            _ => None,
        }
    }
}
