//! Where the parser stands among the tokens, and the smallest things it reads.

use std::ops::Range;

use crate::ast::{Literal, Name, Path, Signed, Text};
use crate::codes::{self, PROSE};
use crate::diagnostic::Diagnostic;
use crate::named::Named;
use crate::span::Span;
use crate::tokens::{Kind, Token};

/// A statement cannot be read; the cursor knows what stood in the way.
pub(super) struct Stop;

/// What reading gives.
pub(super) type Read<T> = Result<T, Stop>;

/// How a thing is read.
pub(super) type Reader<'s, T> = fn(&mut Cursor<'s>) -> Read<T>;

/// Words that tell what stands here, and how what follows them is read.
pub(super) type Way<'s, T> = (&'static str, Reader<'s, T>);

/// The tokens of a text, and the place that is read next.
///
/// Where words are asked for, they are written with blanks between them; `NAME`, `NUMBER` and `TEXT` stand for any.
pub(super) struct Cursor<'s> {
    tokens: Vec<Token<'s>>,
    at: usize,
    depth: usize,
    /// Whether as many braces open as close, so that none can be missing.
    balanced: bool,
    /// The furthest place that stood in the way, and what could have stood there instead.
    stopped: usize,
    expected: Vec<&'static str>,
    diagnostics: Vec<Diagnostic>,
    /// The names in statements that were passed over, and of what these stand in.
    lost: Named<&'s str, ()>,
}

const END: Token<'static> = Token { kind: Kind::End, text: "", span: Span::new(0, 0), leads: true };

impl<'s> Cursor<'s> {
    pub(super) fn new(tokens: Vec<Token<'s>>, diagnostics: Vec<Diagnostic>) -> Self {
        let count = |brace: Kind| tokens.iter().filter(|token| token.kind == brace).count();
        let balanced = !PROSE || count(Kind::Mark("{")) == count(Kind::Mark("}"));
        let (expected, lost) = (Vec::new(), Named::default());
        Self { tokens, at: 0, depth: 0, balanced, stopped: 0, expected, diagnostics, lost }
    }

    /// What was found, and the names of which less is known because statements were passed over.
    pub(super) fn into_found(self) -> (Vec<Diagnostic>, Named<&'s str, ()>) {
        (self.diagnostics, self.lost)
    }

    /// The token so many places on.
    fn token(&self, on: usize) -> Token<'s> {
        self.tokens.get(self.at + on).copied().unwrap_or(END)
    }

    pub(super) fn kind(&self) -> Kind {
        self.token(0).kind
    }

    pub(super) fn next_kind(&self) -> Kind {
        self.token(1).kind
    }

    /// The text of the token behind the next one.
    pub(super) fn next_text(&self) -> &'s str {
        self.token(1).text
    }

    pub(super) fn span(&self) -> Span {
        self.token(0).span
    }

    /// The text of the next token.
    pub(super) fn here(&self) -> &'s str {
        self.token(0).text
    }

    /// The place, to come back to.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    pub(super) fn back(&mut self, place: usize) {
        self.at = place;
    }

    /// Where the token stands that was read last.
    pub(super) fn last(&self) -> Span {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(Span::default(), |token| token.span)
    }

    /// From `start` to the end of what was read last.
    pub(super) fn since(&self, start: Span) -> Span {
        start.to(self.last())
    }

    /// Passes over the next token, and says where it stands. The end is never passed.
    pub(super) fn pass(&mut self) -> Span {
        let span = self.span();
        self.at = (self.at + 1).min(self.tokens.len().saturating_sub(1));
        span
    }

    /// How many of the words stand here, and the first that does not.
    fn matched(&self, words: &'static str) -> (usize, Option<&'static str>) {
        let mut count = 0;
        for word in words.split(' ') {
            let token = self.token(count);
            let stands = match word {
                "NAME" => token.kind == Kind::Name,
                "NUMBER" => token.kind == Kind::Number,
                "TEXT" => matches!(token.kind, Kind::Text | Kind::Block),
                _ => token.text == word,
            };
            if !stands {
                return (count, Some(word));
            }
            count += 1;
        }
        (count, None)
    }

    /// Whether the words stand here.
    pub(super) fn ahead(&self, words: &'static str) -> bool {
        self.matched(words).1.is_none()
    }

    /// Passes over the words if they stand here; they need not.
    pub(super) fn takes(&mut self, words: &'static str) -> bool {
        let (count, missing) = self.matched(words);
        if missing.is_none() {
            self.at += count;
        }
        missing.is_none()
    }

    /// Whether the words stand here; if not, they are one of the things that could have.
    pub(super) fn could(&mut self, words: &'static str) -> bool {
        let (count, missing) = self.matched(words);
        if let Some(word) = missing {
            let meant = match word {
                "NAME" => "a name",
                "TEXT" => "a text in quotes",
                _ => word,
            };
            self.wanted_at(self.at + count, meant);
        }
        missing.is_none()
    }

    /// Passes over the words if they stand here, and then speaks of nothing else; if not, they could have.
    pub(super) fn begins(&mut self, words: &'static str) -> bool {
        let found = self.could(words) && self.takes(words);
        if found {
            self.forget();
        }
        found
    }

    /// Passes over words that have to stand here.
    pub(super) fn word(&mut self, words: &'static str) -> Read<()> {
        if self.could(words) && self.takes(words) { Ok(()) } else { Err(Stop) }
    }

    /// What follows words that may stand here.
    pub(super) fn after<T>(&mut self, words: &'static str, then: Reader<'s, T>) -> Read<Option<T>> {
        if self.takes(words) { then(self).map(Some) } else { Ok(None) }
    }

    /// The way whose words stand here, if any does.
    pub(super) fn any_of<T>(&mut self, ways: &[Way<'s, T>]) -> Read<Option<T>> {
        for (words, then) in ways {
            if self.begins(words) {
                return then(self).map(Some);
            }
        }
        Ok(None)
    }

    /// The way whose words stand here.
    pub(super) fn one_of<T>(&mut self, ways: &[Way<'s, T>]) -> Read<T> {
        self.any_of(ways)?.ok_or(Stop)
    }

    /// One level of nesting further in, if the limit allows; says how deep it was.
    pub(super) fn deeper(&mut self) -> Read<usize> {
        let outer = self.depth;
        self.depth += 1;
        if rubric_core::bounds::NESTING.holds(self.depth) {
            return Ok(outer);
        }
        let found = codes::rb702::too_deep(self.span());
        // One text nested too deeply is one finding.
        if self.diagnostics.last().is_none_or(|last| last.code() != found.code()) {
            self.report(found);
        }
        self.forget();
        self.stopped = self.at;
        Err(Stop)
    }

    pub(super) fn at_depth(&mut self, depth: usize) {
        self.depth = depth;
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// What could have stood here.
    pub(super) fn wanted(&mut self, expected: &'static str) -> Stop {
        self.wanted_at(self.at, expected);
        Stop
    }

    /// What could have stood at a place: the furthest place speaks.
    fn wanted_at(&mut self, place: usize, expected: &'static str) {
        if !PROSE {
            return;
        }
        if place > self.stopped {
            self.expected.clear();
            self.stopped = place;
        }
        if place == self.stopped {
            self.expected.push(expected);
        }
    }

    /// What was tried before no longer counts.
    pub(super) fn forget(&mut self) {
        self.expected.clear();
        self.stopped = 0;
    }

    /// Reports what stood in the way, unless something is already reported there.
    pub(super) fn report_stop(&mut self) {
        if !PROSE {
            return self.report(codes::rb106::unexpected(self.span(), &[], None));
        }
        let found = self.tokens.get(self.stopped).copied().unwrap_or(END);
        let reported = self.diagnostics.iter().any(|it| it.span() == found.span);
        if !self.expected.is_empty() && !reported {
            let text = if found.kind == Kind::End { None } else { Some(found.text) };
            self.report(codes::rb106::unexpected(found.span, &self.expected, text));
        }
    }

    /// A name.
    pub(super) fn name(&mut self) -> Read<Name<'s>> {
        if self.kind() != Kind::Name {
            return Err(self.wanted("a name"));
        }
        Ok(Name { text: self.here(), span: self.pass() })
    }

    /// Names joined by dots.
    pub(super) fn path(&mut self) -> Read<Path<'s>> {
        let first = self.name()?;
        let mut names = vec![first];
        while self.takes(".") {
            names.push(self.name()?);
        }
        Ok(Path { names, span: self.since(first.span) })
    }

    /// A text.
    pub(super) fn text(&mut self) -> Read<Text<'s>> {
        let (quote, block) = match self.kind() {
            Kind::Text => ("\"", false),
            Kind::Block => ("\"\"\"", true),
            _ => return Err(self.wanted("a text in quotes")),
        };
        let whole = self.here();
        let raw = whole.strip_prefix(quote).unwrap_or(whole);
        let raw = raw.strip_suffix(quote).unwrap_or(raw);
        Ok(Text { raw, block, span: self.pass() })
    }

    /// A text, if one stands here.
    pub(super) fn maybe_text(&mut self) -> Read<Option<Text<'s>>> {
        if self.ahead("TEXT") { self.text().map(Some) } else { Ok(None) }
    }

    fn literal(&mut self, fits: bool, expected: &'static str) -> Read<Literal<'s>> {
        if fits { Ok(Literal { text: self.here(), span: self.pass() }) } else { Err(self.wanted(expected)) }
    }

    /// A number or a percentage.
    pub(super) fn number(&mut self) -> Read<Literal<'s>> {
        self.literal(matches!(self.kind(), Kind::Number | Kind::Percent), "a number")
    }

    /// A number without a percent sign.
    pub(super) fn plain_number(&mut self) -> Read<Literal<'s>> {
        self.literal(self.kind() == Kind::Number, "a number")
    }

    /// A date.
    pub(super) fn date(&mut self) -> Read<Literal<'s>> {
        self.literal(self.kind() == Kind::Date, "a date such as 2026-07-01")
    }

    /// A number or percentage that may have a minus sign, in parentheses or not.
    pub(super) fn signed(&mut self) -> Read<Signed<'s>> {
        let inside = self.begins("(");
        let start = self.span();
        let negative = self.takes("-");
        let literal = self.number()?;
        let signed = Signed { negative, literal, span: self.since(start) };
        if inside {
            self.word(")")?;
        }
        Ok(signed)
    }

    /// Things with commas between them.
    pub(super) fn commas<T>(&mut self, thing: Reader<'s, T>) -> Read<Vec<T>> {
        let mut things = vec![thing(self)?];
        while self.takes(",") {
            things.push(thing(self)?);
        }
        Ok(things)
    }

    /// `{ … }`: statements until the brace closes. A statement that cannot be read is reported, and reading goes on at
    /// the next one. `starters` are the keywords that begin a statement here; where they are empty, any name can.
    pub(super) fn block<T>(&mut self, starters: &[&str], statement: Reader<'s, T>) -> Read<Vec<T>> {
        let (open, owner) = (self.span(), self.at.saturating_sub(1));
        self.word("{")?;
        let mut statements = Vec::new();
        while self.goes_on(open, starters) {
            let (begin, depth) = (self.at, self.depth);
            match statement(self) {
                Ok(read) => statements.push(read),
                Err(Stop) if !PROSE => return Err(Stop),
                Err(Stop) => {
                    (self.at, self.depth) = (begin, depth);
                    self.lose(owner..owner + 1);
                    if !self.resumes(open, starters) {
                        break;
                    }
                }
            }
        }
        self.forget();
        Ok(statements)
    }

    /// `{ … }` of entries that no keyword begins, where it is there.
    pub(super) fn braces<T>(&mut self, entry: Reader<'s, T>) -> Read<Option<Vec<T>>> {
        if self.ahead("{") { self.block(&[], entry).map(Some) } else { Ok(None) }
    }

    /// Whether another statement follows in a block; its end is passed over.
    fn goes_on(&mut self, open: Span, starters: &[&str]) -> bool {
        self.forget();
        if self.takes("}") {
            return false;
        }
        let unclosed = self.kind() == Kind::End || self.leaves_block(starters);
        if unclosed {
            self.report(codes::rb107::unclosed(open, self.span()));
        }
        !unclosed
    }

    /// Reports a statement that begins here and cannot be read, and passes over it; false where the block has ended.
    fn resumes(&mut self, open: Span, starters: &[&str]) -> bool {
        if starters.is_empty() && self.leaves_block(&[]) {
            self.report(codes::rb107::unclosed(open, self.span()));
            return false;
        }
        self.report_stop();
        let from = self.at;
        self.pass_over(starters);
        self.lose(from..self.at);
        true
    }

    /// Keeps the names among tokens that say less, or nothing, because a statement could not be read.
    fn lose(&mut self, passed: Range<usize>) {
        let names = self.tokens.get(passed).unwrap_or_default().iter().filter(|token| token.kind == Kind::Name);
        for name in names {
            self.lost.insert(name.text, ());
        }
    }

    /// Whether the next token begins a line with a keyword that no inner block has, so that a brace must be missing.
    fn leaves_block(&self, starters: &[&str]) -> bool {
        const OUTER: [&str; 14] = [
            "version",
            "effective",
            "terms",
            "scale",
            "answer",
            "rater",
            "combine",
            "setting",
            "require",
            "domain",
            "outcome",
            "judged",
            "example",
            "promise",
        ];
        let here = self.here();
        if self.balanced || !self.token(0).leads || starters.contains(&here) || !OUTER.contains(&here) {
            return false;
        }
        // A level or choice may have such a name: what follows tells a declaration from it.
        match here {
            "effective" => self.ahead("effective from") && self.token(2).kind == Kind::Date,
            "example" => matches!(self.next_kind(), Kind::Name | Kind::Text),
            _ => self.next_kind() == Kind::Name,
        }
    }

    /// Goes to the next place where a statement may begin: behind the trouble, outside its braces, at the start of a line.
    fn pass_over(&mut self, starters: &[&str]) {
        let from = self.at;
        let mut depth = 0_usize;
        loop {
            let behind = self.at >= self.stopped && self.at > from;
            match self.kind() {
                Kind::End => return,
                Kind::Mark("}") if depth == 0 => return,
                Kind::Mark("}") => depth -= 1,
                Kind::Mark("{") => depth += 1,
                Kind::Name if behind && depth == 0 && self.may_begin(starters) => return,
                _ => {}
            }
            self.pass();
        }
    }

    fn may_begin(&self, starters: &[&str]) -> bool {
        let leads = self.token(0).leads;
        if starters.is_empty() {
            return leads;
        }
        // Within a line, `growth` may be the scale that a statement is on.
        let follows = match self.here() {
            "growth" => self.ahead("growth bottom"),
            _ => self.next_kind() == Kind::Name,
        };
        starters.contains(&self.here()) && (leads || follows)
    }
}
