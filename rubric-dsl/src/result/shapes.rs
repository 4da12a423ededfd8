//! The shapes of a result.

/// Named values in a fixed order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<T>(pub Vec<(String, T)>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Named<T> {
    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

macro_rules! shape {
    ($($(#[$doc:meta])* $Name:ident { $($(#[$field_doc:meta])* $field:ident: $ty:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        #[cfg_attr(feature = "files", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "files", serde(default))]
        pub struct $Name {
            $($(#[$field_doc])* pub $field: $ty,)*
        }
    )*};
}

shape! {
    /// A result.
    ResultFile {
        /// [`FORMAT`](super::FORMAT).
        format: String,
        /// The rubric that made it.
        rubric: RubricRef,
        /// Whose result it is: an opaque name.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "String::is_empty"))]
        subject: String,
        /// The perspective: a rater's name, or `combined`.
        perspective: String,
        /// The score of every node by its path.
        scores: Named<Score>,
        /// Measures by name.
        measures: Named<Score>,
        /// Outcomes by name.
        outcomes: Named<OutcomeResult>,
        /// Judgements by name.
        judged: Named<JudgedResult>,
        /// Flags that apply.
        flags: Vec<Flag>,
        /// Advice that applies.
        advice: Vec<Advice>,
        /// Flags and advice that wait for something.
        waiting: Vec<Waiting>,
        /// The best.
        strengths: Vec<Ranked>,
        /// What to grow in.
        growth: Vec<Ranked>,
        /// Where raters see the same thing differently, biggest differences first.
        gaps: Vec<Gap>,
        /// What is answered and what is missing.
        complete: Complete,
    }
    /// The rubric that made a result.
    RubricRef {
        /// Name.
        id: String,
        /// Version.
        version: String,
        /// `sha256:` and the digest of the compiled rubric.
        digest: String,
    }
    /// A number, or why there is none.
    Score {
        /// `known`, `unknown` or `left_out`.
        state: String,
        /// The number, rounded to six digits where it does not end within them.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        value: Option<String>,
        /// The fraction, where the number is rounded.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        exact: Option<String>,
        /// The level, on a scale without values.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        level: Option<String>,
        /// The share of the weight that is known.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        coverage: Option<String>,
        /// The fraction, where the share is rounded.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        coverage_exact: Option<String>,
        /// Why there is none.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        why: Option<String>,
    }
    /// An outcome.
    OutcomeResult {
        /// `known` or `unknown`.
        state: String,
        /// The level.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        level: Option<String>,
        /// Its label.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        label: Option<String>,
        /// The level before caps and floors, where they changed it.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        before_caps: Option<String>,
        /// The clause, or the cell of a matrix, that decided; none where caps and floors alone did.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        decided_by: Option<String>,
        /// The caps and floors that changed it.
        capped_by: Vec<String>,
        /// The levels still possible, lowest first.
        possible: Vec<String>,
        /// Why it is not known, or why no level is possible any more.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        why: Option<String>,
    }
    /// A judgement.
    JudgedResult {
        /// The level that was chosen.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        level: Option<String>,
        /// Who chooses.
        by: String,
        /// The level that is proposed.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        proposed: Option<String>,
        /// What is wrong with the choice.
        problems: Vec<String>,
    }
    /// A flag that applies.
    Flag {
        /// Name.
        name: String,
        /// Text.
        text: String,
        /// The facts that make it apply.
        because: Vec<String>,
    }
    /// A piece of advice that applies.
    Advice {
        /// Name.
        name: String,
        /// Text.
        text: String,
        /// The facts that make it apply.
        because: Vec<String>,
        /// Sentences.
        say: Vec<String>,
        /// Questions.
        ask: Vec<String>,
        /// Links.
        links: Vec<Link>,
    }
    /// A link.
    Link {
        /// Address.
        link: String,
        /// Title.
        title: String,
    }
    /// A flag or piece of advice that waits.
    Waiting {
        /// Name.
        name: String,
        /// What it waits for.
        r#for: Vec<String>,
    }
    /// A node among the best or the worst.
    Ranked {
        /// Path.
        path: String,
        /// Score: the number, or the name of the level where levels have no numbers.
        value: String,
        /// The fraction, where the number is rounded.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        exact: Option<String>,
        /// Whether another has the same score.
        tied: bool,
    }
    /// A node that two raters see differently.
    Gap {
        /// Path.
        path: String,
        /// The raters.
        of: Vec<String>,
        /// The first one's score less the second one's.
        difference: String,
        /// The fraction, where the difference is rounded.
        #[cfg_attr(feature = "files", serde(skip_serializing_if = "Option::is_none"))]
        exact: Option<String>,
    }
    /// What is answered and what is missing.
    Complete {
        /// Leaves that are answered.
        answered: usize,
        /// Leaves that are asked.
        of: usize,
        /// What is missing.
        missing: Vec<MissingEntry>,
    }
    /// Something that is missing.
    MissingEntry {
        /// The leaf, context value or judgement; empty for respondents of a group.
        path: String,
        /// The rater it is missing from; empty for what belongs to none.
        rater: String,
        /// `rating`, `words`, `comment`, `evidence`, `respondents`, `context`, `judgement`.
        what: String,
    }
}
