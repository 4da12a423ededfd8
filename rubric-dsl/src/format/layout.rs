//! Lines, their alignment, and the comments between them.

use crate::ast::{Comment, Text};
use crate::list::List;
use crate::span::Span;

/// A line to print: cells that neighbours of its family align, and the lines of its block.
pub(super) struct Line<'s> {
    span: Span,
    family: Option<&'static str>,
    cells: Vec<Cell<'s>>,
    block: Option<Vec<Line<'s>>>,
}

/// A cell: words, or a text that may take several lines.
pub(super) enum Cell<'s> {
    /// Words.
    Words(String),
    /// A text.
    Text(Text<'s>),
}

impl<'s> From<String> for Cell<'s> {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl<'s> From<&str> for Cell<'s> {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl<'s> From<&Text<'s>> for Cell<'s> {
    fn from(text: &Text<'s>) -> Self {
        Self::Text(*text)
    }
}

impl<'s> Line<'s> {
    /// A line that aligns with neighbours of its family.
    pub(super) fn row(span: Span, family: &'static str, cells: Vec<Cell<'s>>) -> Self {
        Self { span, family: Some(family), cells, block: None }
    }

    /// A line of its own.
    pub(super) fn plain(span: Span, words: impl Into<String>) -> Self {
        Self { span, family: None, cells: vec![Cell::Words(words.into())], block: None }
    }

    /// A line with a block behind it.
    pub(super) fn block(span: Span, words: Vec<String>, lines: Vec<Line<'s>>) -> Self {
        Self { span, family: None, cells: vec![Cell::Words(words.join(" "))], block: Some(lines) }
    }

    /// A line with a block behind it, if there is one.
    pub(super) fn maybe_block(span: Span, words: Vec<String>, lines: Option<Vec<Line<'s>>>) -> Self {
        Self { block: lines, ..Self::plain(span, words.join(" ")) }
    }
}

/// A text in its quotes; the lines of a block text are indented by two more than `indent`.
pub(super) fn text(text: &Text<'_>, indent: usize) -> String {
    if !text.block {
        return format!("\"{}\"", text.raw);
    }
    let value = text.value();
    let lines =
        value.lines().map(|line| if line.is_empty() { String::new() } else { format!("{:1$}{line}", "", indent + 2) });
    let body: Vec<String> = lines.list();
    if body.is_empty() {
        "\"\"\"\"\"\"".to_owned()
    } else {
        format!("\"\"\"\n{}\n{:indent$}\"\"\"", body.join("\n"), "")
    }
}

/// The printer: what is printed so far, and the comments that are still to come.
pub(super) struct Layout<'s> {
    source: &'s str,
    comments: &'s [Comment],
    out: String,
    indent: usize,
    /// Where in the source printing has come to.
    done: usize,
    /// Whether nothing stands in the current block yet.
    fresh: bool,
}

impl<'s> Layout<'s> {
    pub(super) fn new(source: &'s str, comments: &'s [Comment]) -> Self {
        Self { source, comments, out: String::new(), indent: 0, done: 0, fresh: true }
    }

    /// Prints lines, run by run.
    pub(super) fn print(&mut self, lines: Vec<Line<'s>>) {
        let mut lines = lines.into_iter().peekable();
        while let Some(first) = lines.next() {
            let mut run = vec![first];
            while let Some(next) = lines.next_if(|next| self.follows(run.last(), next)) {
                run.push(next);
            }
            let widths = widths(&run, self.indent);
            for line in run {
                self.line(line, &widths);
            }
        }
    }

    /// Whether a line aligns with the one before it: of one family, with neither a blank line nor a comment between.
    fn follows(&self, last: Option<&Line<'s>>, next: &Line<'s>) -> bool {
        last.is_some_and(|last| {
            let between = self.source.get(last.span.end()..next.span.start()).unwrap_or("");
            last.family.is_some()
                && last.family == next.family
                && last.block.is_none()
                && next.block.is_none()
                && between.matches('\n').count() <= 1
                && !self.comment_between(last.span, next.span)
        })
    }

    /// Whether a comment is printed on a line of its own between two lines: any but the one that trails the first, and
    /// also those between the words of the second.
    fn comment_between(&self, before: Span, next: Span) -> bool {
        let inside = |comment: &&Comment| comment.span.start() >= before.end() && comment.span.start() < next.end();
        let mut comments =
            self.comments.iter().skip_while(|comment| comment.span.start() < before.end()).take_while(inside);
        comments.next().is_some_and(|first| first.span.start() > next.start() || !self.trails(first, before.end()))
            || comments.next().is_some()
    }

    /// Whether a comment stands behind what ends at an offset, on its line.
    fn trails(&self, comment: &Comment, end: usize) -> bool {
        let between = self.source.get(end..comment.span.start());
        !comment.alone && between.is_some_and(|between| between.trim_matches([' ', '\t']).is_empty())
    }

    fn line(&mut self, line: Line<'s>, widths: &[usize]) {
        let header_end =
            line.block.as_ref().and_then(|block| block.first()).map_or(line.span.end(), |first| first.span.start());
        self.comments_before(line.span.start());
        self.comments_inside(line.span.start(), header_end, line.block.is_some());
        self.blank_before(line.span.start());
        self.start_line();
        self.cells(&line.cells, widths);
        self.done = self.done.max(line.span.start());
        let Some(block) = line.block else {
            self.done = line.span.end();
            self.trailing_comment();
            self.out.push('\n');
            return;
        };
        self.out.push_str(" {");
        self.comment_behind_brace(header_end);
        self.out.push('\n');
        self.indent += 2;
        self.fresh = true;
        self.print(block);
        self.comments_before(line.span.end());
        self.indent -= 2;
        self.fresh = false;
        self.start_line();
        self.out.push('}');
        self.done = line.span.end();
        self.trailing_comment();
        self.out.push('\n');
    }

    fn start_line(&mut self) {
        self.out.push_str(&" ".repeat(self.indent));
        self.fresh = false;
    }

    fn cells(&mut self, cells: &[Cell<'_>], widths: &[usize]) {
        for (at, cell) in cells.iter().enumerate() {
            let words = printed(cell, self.indent);
            let last = at + 1 == cells.len();
            let width = if last { 0 } else { widths.get(at).copied().unwrap_or(0) };
            if at > 0 {
                self.out.push(' ');
            }
            let pad = width.saturating_sub(words.chars().count());
            self.out.push_str(&words);
            self.out.push_str(&" ".repeat(pad));
        }
    }

    /// Prints the comments before an offset, each on a line of its own.
    fn comments_before(&mut self, offset: usize) {
        while let Some((comment, rest)) =
            self.comments.split_first().filter(|(comment, _)| comment.span.start() < offset)
        {
            self.comments = rest;
            self.comment_line(*comment);
        }
    }

    fn comment_line(&mut self, comment: Comment) {
        self.blank_before(comment.span.start());
        self.start_line();
        self.out.push_str(comment.span.of(self.source));
        self.out.push('\n');
        self.done = comment.span.end();
    }

    /// Comments between the words of a statement go before it; those behind its brace stay there.
    fn comments_inside(&mut self, start: usize, end: usize, block: bool) {
        let inside = |comment: &Comment| comment.span.start() >= start && comment.span.start() < end;
        let behind_brace = |comment: &Comment| {
            block && self.source.get(..comment.span.start()).is_some_and(|before| before.trim_end().ends_with('{'))
        };
        let mut count = self.comments.iter().take_while(|comment| inside(comment)).count();
        if let Some(first) = self.comments.iter().take(count).position(behind_brace) {
            count = first;
        }
        let (now, rest) = self.comments.split_at_checked(count).unwrap_or((&[], self.comments));
        self.comments = rest;
        for comment in now {
            self.comment_line(*comment);
        }
    }

    fn comment_behind_brace(&mut self, end: usize) {
        if let Some((comment, rest)) = self.comments.split_first()
            && !comment.alone
            && comment.span.start() < end
            && self.source.get(..comment.span.start()).is_some_and(|before| before.trim_end().ends_with('{'))
        {
            self.comments = rest;
            self.append_comment(*comment);
        }
    }

    fn trailing_comment(&mut self) {
        if let Some((comment, rest)) = self.comments.split_first()
            && self.trails(comment, self.done)
        {
            self.comments = rest;
            self.append_comment(*comment);
        }
    }

    fn append_comment(&mut self, comment: Comment) {
        self.out.push_str("  ");
        self.out.push_str(comment.span.of(self.source));
        self.done = comment.span.end();
    }

    /// One blank line where the source has some between what was printed last and `offset`.
    fn blank_before(&mut self, offset: usize) {
        let between = self.source.get(self.done..offset).unwrap_or("");
        if !self.fresh
            && between.matches('\n').count() > 1
            && between.trim_matches(['\n', '\r', ' ', '\t', '{', '}']).is_empty()
        {
            self.out.push('\n');
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.comments_before(usize::MAX);
        self.out
    }
}

fn printed(cell: &Cell<'_>, indent: usize) -> String {
    match cell {
        Cell::Words(words) => words.clone(),
        Cell::Text(shown) => text(shown, indent),
    }
}

/// The widths of the columns of a run; lines whose cells are not alone on a line take no part.
fn widths(run: &[Line<'_>], indent: usize) -> Vec<usize> {
    let mut widths = Vec::new();
    for line in run {
        for (at, cell) in line.cells.iter().enumerate() {
            let width = printed(cell, indent).chars().count();
            match widths.get_mut(at) {
                Some(widest) => *widest = width.max(*widest),
                None => widths.push(width),
            }
        }
    }
    widths
}
