//! What the checker says.

use crate::codes::{Brief, PROSE, Rule};
use crate::sorted::sorted;
use crate::span::Span;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing need change.
    Note,
    /// Probably not what was meant.
    Warning,
    /// Nothing is rated by a rubric or assessment that has one.
    Error,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding: what is wrong, where, and what would mend it.
///
/// Without the feature `prose` it is a code and how grave it is: enough to tell whether a text is right.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    brief: &'static Brief,
    #[cfg(feature = "prose")]
    said: Box<Said>,
}

/// What a [`Diagnostic`] says, out of the way of the results that carry one.
#[derive(Clone, Debug)]
struct Said {
    span: Span,
    message: String,
    related: Vec<Related>,
    help: Option<String>,
    fix: Option<Fix>,
}

impl Said {
    const fn new(span: Span, message: String) -> Self {
        Self { span, message, related: Vec::new(), help: None, fix: None }
    }
}

/// Another place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// A change that would mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced.
    pub span: Span,
    /// What replaces it.
    pub text: String,
    /// What the change does.
    pub title: String,
}

impl Diagnostic {
    /// A finding of `rule` at `span`.
    #[inline(always)]
    pub(crate) fn new(rule: &Rule, span: Span, message: impl Into<String>) -> Self {
        #[cfg(feature = "prose")]
        let said = Box::new(Said::new(span, plain(message.into())));
        #[cfg(not(feature = "prose"))]
        // A text that is never read is then never made either, not even to be dropped.
        std::mem::forget((span, message));
        Self {
            brief: rule.brief,
            #[cfg(feature = "prose")]
            said,
        }
    }

    /// With another place.
    #[must_use]
    #[inline(always)]
    pub(crate) fn related(self, span: Span, message: impl Into<String>) -> Self {
        self.with(|said| said.related.push(Related { span, message: message.into() }))
    }

    /// With what to do.
    #[must_use]
    #[inline(always)]
    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        self.with(|said| said.help = Some(plain(help.into())))
    }

    /// With a change that would mend it.
    #[must_use]
    #[inline(always)]
    pub(crate) fn fix(self, span: Span, text: impl Into<String>, title: impl Into<String>) -> Self {
        self.with(|said| said.fix = Some(Fix { span, text: text.into(), title: title.into() }))
    }

    #[cfg(feature = "prose")]
    fn with(mut self, say: impl FnOnce(&mut Said)) -> Self {
        say(&mut self.said);
        self
    }

    #[cfg(not(feature = "prose"))]
    #[inline(always)]
    fn with(self, say: impl FnOnce(&mut Said)) -> Self {
        std::mem::forget(say);
        self
    }

    #[cfg(feature = "prose")]
    fn said(&self) -> &Said {
        &self.said
    }

    #[cfg(not(feature = "prose"))]
    fn said(&self) -> &Said {
        const NOTHING: &Said = &Said::new(Span::new(0, 0), String::new());
        NOTHING
    }

    /// The stable code of the rule that was broken, such as `RB201`; [`codes::rule`](crate::codes::rule) has what it means.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.brief.code
    }

    /// How grave it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.brief.severity
    }

    /// Where it is.
    #[must_use]
    pub fn span(&self) -> Span {
        self.said().span
    }

    /// What is wrong, in one sentence.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.said().message
    }

    /// The other places it speaks of.
    #[must_use]
    pub fn related_places(&self) -> &[Related] {
        &self.said().related
    }

    /// What to do.
    #[must_use]
    pub fn help_text(&self) -> Option<&str> {
        self.said().help.as_deref()
    }

    /// A change that would mend it.
    #[must_use]
    pub fn suggested_fix(&self) -> Option<&Fix> {
        self.said().fix.as_ref()
    }
}

/// A text without control characters: what was found may be quoted from an untrusted file.
fn plain(text: String) -> String {
    if !text.contains(|c: char| c.is_control()) {
        return text;
    }
    text.chars()
        .flat_map(|c| {
            if c.is_control() { c.escape_default().collect::<String>() } else { c.to_string() }
                .chars()
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Findings in file order, the gravest first at one place. Without prose they have no place, and stay as they came.
pub(crate) fn in_order(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if !PROSE {
        return diagnostics;
    }
    sorted(diagnostics, |a, b| {
        (a.span().start(), b.severity(), a.code()).cmp(&(b.span().start(), a.severity(), b.code()))
    })
}

/// Whether any of the findings is an error.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}
