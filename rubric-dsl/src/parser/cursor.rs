//! Where the parser stands among the tokens, and the smallest parsers.

use std::cell::RefCell;

use nom::error::{ErrorKind, ParseError};
use nom::{Err, IResult, Parser};

use crate::ast::{Literal, Name, Path, Signed, Text};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::tokens::{Kind, Token};

/// What a parser gives: the rest and the thing, or what stood in the way.
pub(super) type Parsing<'t, 's, T> = IResult<Tokens<'t, 's>, T, Trouble>;

/// What all parsers of one text share.
pub(super) struct Context<'s> {
    source: &'s str,
    diagnostics: RefCell<Vec<Diagnostic>>,
    /// Whether as many braces open as close, so that none can be missing.
    balanced: bool,
}

impl<'s> Context<'s> {
    pub(super) fn new(source: &'s str, tokens: &[Token], diagnostics: Vec<Diagnostic>) -> Self {
        let count =
            |brace: &str| tokens.iter().filter(|token| matches!(token.kind, Kind::Mark(mark) if mark == brace)).count();
        Self { source, diagnostics: RefCell::new(diagnostics), balanced: count("{") == count("}") }
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics.into_inner()
    }
}

/// The tokens that are left.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'t, 's> {
    left: &'t [Token],
    last: Span,
    depth: usize,
    context: &'t Context<'s>,
}

const END: Token = Token { kind: Kind::End, span: Span { start: 0, end: 0 }, leads: true };

impl<'t, 's> Tokens<'t, 's> {
    pub(super) fn new(left: &'t [Token], context: &'t Context<'s>) -> Self {
        Self { left, last: Span::default(), depth: 0, context }
    }

    fn first(&self) -> Token {
        self.left.first().copied().unwrap_or(END)
    }

    pub(super) fn kind(&self) -> Kind {
        self.first().kind
    }

    pub(super) fn span(&self) -> Span {
        self.first().span
    }

    /// The text of the next token.
    pub(super) fn text(&self) -> &'s str {
        self.span().of_source(self.context.source)
    }

    fn leads(&self) -> bool {
        self.first().leads
    }

    /// Behind the next token. The end is never passed.
    pub(super) fn after(self) -> Self {
        match self.left {
            [first, rest @ ..] if !rest.is_empty() => Self { left: rest, last: first.span, ..self },
            _ => self,
        }
    }

    pub(super) fn is_mark(&self, text: &str) -> bool {
        matches!(self.kind(), Kind::Mark(mark) if mark == text)
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind() == Kind::Name && self.text() == word
    }

    /// One level of nesting further in, if the limit allows.
    pub(super) fn deeper(self) -> Result<Self, Err<Trouble>> {
        let deeper = Self { depth: self.depth + 1, ..self };
        if rubric_core::bounds::NESTING.holds(deeper.depth) {
            return Ok(deeper);
        }
        self.report_once(codes::rb702::too_deep(self.span()));
        Err(Err::Failure(Trouble { left: self.left.len(), expected: Vec::new() }))
    }

    /// Back at the nesting of `outer`.
    pub(super) fn at_depth_of(self, outer: Self) -> Self {
        Self { depth: outer.depth, ..self }
    }

    pub(super) fn report(&self, diagnostic: Diagnostic) {
        self.context.diagnostics.borrow_mut().push(diagnostic);
    }

    /// Reports unless the last report had the same code: one text nested too deeply is one finding.
    fn report_once(&self, diagnostic: Diagnostic) {
        let repeated = self.context.diagnostics.borrow().last().is_some_and(|last| last.code() == diagnostic.code());
        if !repeated {
            self.report(diagnostic);
        }
    }

    /// Reports what stood in a parser's way.
    pub(super) fn report_trouble(&self, error: &Err<Trouble>) {
        let (Err::Error(trouble) | Err::Failure(trouble)) = error else {
            return;
        };
        if trouble.expected.is_empty() {
            return;
        }
        let found = self.at(trouble.left);
        if found.follows_a_report() {
            return;
        }
        let text = if found.kind() == Kind::End { None } else { Some(found.text()) };
        self.report(codes::rb106::unexpected(found.span(), &trouble.expected, text));
    }

    /// Whether something is already reported at or just before this place.
    fn follows_a_report(&self) -> bool {
        let here = self.span();
        self.context.diagnostics.borrow().iter().any(|found| found.span() == here)
    }

    /// The tokens from the place where `left` of them remain.
    fn at(&self, left: usize) -> Self {
        let passed = self.left.len().saturating_sub(left);
        Self { left: self.left.get(passed..).unwrap_or(&[]), ..*self }
    }

    fn trouble(&self, expected: &'static str) -> Err<Trouble> {
        Err::Error(Trouble { left: self.left.len(), expected: vec![expected] })
    }
}

impl Span {
    fn of_source(self, source: &str) -> &str {
        source.get(self.start..self.end).unwrap_or("")
    }
}

/// What stood in a parser's way: how many tokens were left there, and what could have stood there instead.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    left: usize,
    expected: Vec<&'static str>,
}

impl<'t, 's> ParseError<Tokens<'t, 's>> for Trouble {
    fn from_error_kind(input: Tokens<'t, 's>, _: ErrorKind) -> Self {
        Self { left: input.left.len(), expected: Vec::new() }
    }

    fn append(_: Tokens<'t, 's>, _: ErrorKind, other: Self) -> Self {
        other
    }

    /// Of two branches the one that came further speaks; where both stopped at one place, both do.
    fn or(mut self, other: Self) -> Self {
        match self.left.cmp(&other.left) {
            std::cmp::Ordering::Less => self,
            std::cmp::Ordering::Greater => other,
            std::cmp::Ordering::Equal => {
                self.expected.extend(other.expected);
                self
            }
        }
    }
}

/// The keyword `expected`.
pub(super) fn word<'t, 's: 't>(expected: &'static str) -> impl Fn(Tokens<'t, 's>) -> Parsing<'t, 's, Span> {
    move |tokens| {
        if tokens.is_word(expected) { Ok((tokens.after(), tokens.span())) } else { Err(tokens.trouble(expected)) }
    }
}

/// Keywords one after the other.
pub(super) fn words<'t, 's: 't>(expected: &'static [&'static str]) -> impl Fn(Tokens<'t, 's>) -> Parsing<'t, 's, Span> {
    move |tokens| {
        let mut rest = tokens;
        for expected in expected {
            rest = word(expected)(rest)?.0;
        }
        Ok((rest, tokens.span().to(rest.last)))
    }
}

/// The mark `expected`.
pub(super) fn mark<'t, 's: 't>(expected: &'static str) -> impl Fn(Tokens<'t, 's>) -> Parsing<'t, 's, Span> {
    move |tokens| {
        if tokens.is_mark(expected) { Ok((tokens.after(), tokens.span())) } else { Err(tokens.trouble(expected)) }
    }
}

/// A name.
pub(super) fn name<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Name<'s>> {
    if tokens.kind() == Kind::Name {
        return Ok((tokens.after(), Name { text: tokens.text(), span: tokens.span() }));
    }
    Err(tokens.trouble("a name"))
}

/// Names joined by dots.
pub(super) fn path<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Path<'s>> {
    let (mut rest, first) = name(tokens)?;
    let mut names = vec![first];
    while rest.is_mark(".") {
        let (after, next) = nom::combinator::cut(name).parse(rest.after())?;
        names.push(next);
        rest = after;
    }
    Ok((rest, Path { names, span: first.span.to(rest.last) }))
}

/// A text.
pub(super) fn text<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Text<'s>> {
    let (quote, block) = match tokens.kind() {
        Kind::Text => ("\"", false),
        Kind::Block => ("\"\"\"", true),
        _ => return Err(tokens.trouble("a text in quotes")),
    };
    let whole = tokens.text();
    let raw = whole.strip_prefix(quote).unwrap_or(whole);
    let raw = raw.strip_suffix(quote).unwrap_or(raw);
    Ok((tokens.after(), Text { raw, block, span: tokens.span() }))
}

fn literal<'t, 's: 't>(
    kinds: &'static [Kind],
    expected: &'static str,
) -> impl Fn(Tokens<'t, 's>) -> Parsing<'t, 's, Literal<'s>> {
    move |tokens| {
        if kinds.contains(&tokens.kind()) {
            return Ok((tokens.after(), Literal { text: tokens.text(), span: tokens.span() }));
        }
        Err(tokens.trouble(expected))
    }
}

/// A number or a percentage.
pub(super) fn number<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Literal<'s>> {
    literal(&[Kind::Number, Kind::Percent], "a number")(tokens)
}

/// A number without a percent sign.
pub(super) fn plain_number<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Literal<'s>> {
    literal(&[Kind::Number], "a number")(tokens)
}

/// A date.
pub(super) fn date<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Literal<'s>> {
    literal(&[Kind::Date], "a date such as 2026-07-01")(tokens)
}

/// A number or percentage that may have a minus sign, in parentheses or not.
pub(super) fn signed<'t, 's: 't>(tokens: Tokens<'t, 's>) -> Parsing<'t, 's, Signed<'s>> {
    let bare = |tokens| {
        let (rest, minus) = nom::combinator::opt(mark("-")).parse(tokens)?;
        let (rest, literal) = number(rest)?;
        let span = minus.map_or(literal.span, |minus| minus.to(literal.span));
        Ok((rest, Signed { negative: minus.is_some(), literal, span }))
    };
    let in_parentheses = |tokens| {
        let (rest, (_, signed, _)) = (mark("("), bare, mark(")")).parse(tokens)?;
        Ok((rest, signed))
    };
    nom::branch::alt((bare, in_parentheses)).parse(tokens)
}

/// A thing and where it stands.
pub(super) fn spanned<'t, 's: 't, T>(
    mut inner: impl Parser<Tokens<'t, 's>, Output = T, Error = Trouble>,
) -> impl FnMut(Tokens<'t, 's>) -> Parsing<'t, 's, (T, Span)> {
    move |tokens| {
        let (rest, thing) = inner.parse(tokens)?;
        Ok((rest, (thing, tokens.span().to(rest.last))))
    }
}

/// `{ … }`: statements until the brace closes. A statement that cannot be read is reported, and reading goes on at the
/// next one. `starters` are the keywords that begin a statement here; where they are empty, any name can.
pub(super) fn block<'t, 's: 't, T>(
    statement: impl Fn(Tokens<'t, 's>) -> Parsing<'t, 's, T>,
    starters: &[&str],
    tokens: Tokens<'t, 's>,
) -> Parsing<'t, 's, Vec<T>> {
    let (mut rest, open) = mark("{")(tokens)?;
    let mut statements = Vec::new();
    loop {
        if rest.is_mark("}") {
            return Ok((rest.after(), statements));
        }
        if rest.kind() == Kind::End || leaves_block(&rest, starters) {
            rest.report(codes::rb107::unclosed(open, rest.span()));
            return Ok((rest, statements));
        }
        match statement(rest) {
            Ok((after, read)) => {
                statements.push(read);
                rest = after;
            }
            Err(error) => {
                if leaves_block(&rest, &[]) && starters.is_empty() {
                    rest.report(codes::rb107::unclosed(open, rest.span()));
                    return Ok((rest, statements));
                }
                rest.report_trouble(&error);
                rest = resume(rest, &error, starters);
            }
        }
    }
}

/// Whether the next token begins a line with a keyword that no inner block has, so that a brace must be missing.
fn leaves_block(tokens: &Tokens<'_, '_>, starters: &[&str]) -> bool {
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
    let here = tokens.text();
    !tokens.context.balanced
        && tokens.leads()
        && tokens.kind() == Kind::Name
        && !starters.contains(&here)
        && OUTER.contains(&here)
        && {
            // A level or choice may have such a name: what follows tells a declaration from it.
            let next = tokens.after();
            match here {
                "effective" => next.is_word("from") && next.after().kind() == Kind::Date,
                "example" => matches!(next.kind(), Kind::Name | Kind::Text),
                _ => next.kind() == Kind::Name,
            }
        }
}

/// The next place where a statement may begin: behind the trouble, outside its braces, at the start of a line.
fn resume<'t, 's: 't>(from: Tokens<'t, 's>, error: &Err<Trouble>, starters: &[&str]) -> Tokens<'t, 's> {
    let trouble = match error {
        Err::Error(trouble) | Err::Failure(trouble) => trouble.left,
        Err::Incomplete(_) => from.left.len(),
    };
    let mut rest = from;
    let mut depth = 0_usize;
    loop {
        let behind = rest.left.len() <= trouble && rest.left.len() < from.left.len();
        match rest.kind() {
            Kind::End => return rest,
            Kind::Mark("}") if depth == 0 => return rest,
            Kind::Mark("}") => depth -= 1,
            Kind::Mark("{") => depth += 1,
            Kind::Name if behind && depth == 0 && begins(&rest, starters) => return rest,
            _ => {}
        }
        rest = rest.after();
    }
}

fn begins(tokens: &Tokens<'_, '_>, starters: &[&str]) -> bool {
    let keyword = starters.contains(&tokens.text());
    if starters.is_empty() {
        tokens.leads()
    } else {
        keyword && (tokens.leads() || tokens.after().kind() == Kind::Name)
    }
}
