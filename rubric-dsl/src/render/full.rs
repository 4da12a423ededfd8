//! Findings with the lines they speak of.

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::{Findings, concise};
use crate::diagnostic::{Diagnostic, Severity};
use crate::span::Span;

/// Lines longer than this are not shown.
const LINE: usize = 500;

pub(super) fn render(files: &[Findings<'_>], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for file in files {
        for found in file.diagnostics {
            if is_long(file.source, found) {
                text.push_str(&concise::line(file, found));
                continue;
            }
            let groups = groups(file, found);
            text.push_str(&renderer.render(&groups));
            text.push_str("\n\n");
        }
    }
    text
}

/// Whether a line that would be shown is too long to read.
fn is_long(source: &str, found: &Diagnostic) -> bool {
    let places = std::iter::once(found.span()).chain(found.related_places().iter().map(|related| related.span));
    places.into_iter().any(|span| {
        let start = source.get(..span.start()).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        source.get(start..).is_some_and(|rest| rest.lines().next().is_some_and(|line| line.len() > LINE))
    })
}

fn groups<'a>(file: &'a Findings<'a>, found: &'a Diagnostic) -> Vec<Group<'a>> {
    let level = match found.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let annotation = AnnotationKind::Primary.span(within(file.source, found.span()));
    let mut snippet = Snippet::source(file.source).path(file.path).line_start(file.first_line).annotation(annotation);
    for related in found.related_places() {
        snippet =
            snippet.annotation(AnnotationKind::Context.span(within(file.source, related.span)).label(&related.message));
    }
    let mut primary = level.primary_title(found.message()).id(found.code()).element(snippet);
    match (found.suggested_fix(), found.help_text()) {
        (Some(fix), help) => {
            let patch = Snippet::source(file.source)
                .line_start(file.first_line)
                .patch(Patch::new(within(file.source, fix.span), &fix.text));
            let title = help.unwrap_or(&fix.title);
            vec![primary, Level::HELP.secondary_title(title).element(patch)]
        }
        (None, Some(help)) => {
            primary = primary.element(Level::HELP.message(help));
            vec![primary]
        }
        (None, None) => vec![primary],
    }
}

/// A stretch that lies within the source.
fn within(source: &str, span: Span) -> std::ops::Range<usize> {
    let start = span.start().min(source.len());
    start..span.end().clamp(start, source.len())
}
