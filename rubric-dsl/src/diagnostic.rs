//! What the checker says.

use crate::codes::{PROSE, Rule};
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
#[derive(Clone, Debug)]
pub struct Diagnostic(Box<Finding>);

/// What a [`Diagnostic`] holds, out of the way of the results that carry one.
#[derive(Clone, Debug)]
struct Finding {
    code: &'static str,
    severity: Severity,
    span: Span,
    message: String,
    related: Vec<Related>,
    help: Option<String>,
    fix: Option<Fix>,
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
    ///
    /// It keeps the code alone: what the rule means stands apart, and a page that only asks for errors does not load it.
    #[inline(always)]
    pub(crate) fn new(rule: &Rule, span: Span, message: impl Into<String>) -> Self {
        Self::of(rule.code, rule.severity, span, if PROSE { plain(message.into()) } else { String::new() })
    }

    fn of(code: &'static str, severity: Severity, span: Span, message: String) -> Self {
        Self(Box::new(Finding { code, severity, span, message, related: Vec::new(), help: None, fix: None }))
    }

    /// With another place.
    #[must_use]
    #[inline(always)]
    pub(crate) fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        if PROSE {
            self.0.related.push(Related { span, message: message.into() });
        }
        self
    }

    /// With what to do.
    #[must_use]
    #[inline(always)]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        if PROSE {
            self.0.help = Some(plain(help.into()));
        }
        self
    }

    /// With a change that would mend it.
    #[must_use]
    #[inline(always)]
    pub(crate) fn fix(mut self, span: Span, text: impl Into<String>, title: impl Into<String>) -> Self {
        if PROSE {
            self.0.fix = Some(Fix { span, text: text.into(), title: title.into() });
        }
        self
    }

    /// The stable code of the rule that was broken, such as `RB201`; [`codes::rule`](crate::codes::rule) has what it means.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// How grave it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.0.severity
    }

    /// Where it is.
    #[must_use]
    pub fn span(&self) -> Span {
        self.0.span
    }

    /// What is wrong, in one sentence.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The other places it speaks of.
    #[must_use]
    pub fn related_places(&self) -> &[Related] {
        &self.0.related
    }

    /// What to do.
    #[must_use]
    pub fn help_text(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// A change that would mend it.
    #[must_use]
    pub fn suggested_fix(&self) -> Option<&Fix> {
        self.0.fix.as_ref()
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

/// Findings in file order, the gravest first at one place.
pub(crate) fn in_order(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    sorted(diagnostics, |a, b| (a.span().start, b.severity(), a.code()).cmp(&(b.span().start, a.severity(), b.code())))
}

/// Whether any of the findings is an error.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}
