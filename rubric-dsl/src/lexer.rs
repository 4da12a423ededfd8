//! Text to tokens.
//!
//! Lexing never fails: what is no token is reported and passed over.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::combinator::{opt, verify};
use nom::{IResult, Parser};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::tokens::{Comment, Kind, MARKS, Token};

/// What stands around a text of several lines.
const QUOTES: &str = "\"\"\"";

/// What lexing gives.
pub(crate) struct Lexed<'s> {
    pub(crate) tokens: Vec<Token<'s>>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Cuts a source text into tokens.
pub(crate) fn lex(source: &str) -> Lexed<'_> {
    let mut lexed = Lexed { tokens: Vec::new(), comments: Vec::new(), diagnostics: Vec::new() };
    let mut rest = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let mut leads = true;
    loop {
        let blank = blanks(rest);
        leads |= blank.contains('\n');
        rest = after(rest, blank.len());
        let start = source.len() - rest.len();
        let Some(first) = rest.chars().next() else {
            break;
        };
        if first == '#' {
            let line = comment(rest);
            if codes::PROSE {
                lexed.comments.push(Comment { span: Span::new(start, start + line.trim_end().len()), alone: leads });
            }
            hidden_characters(line, start, &mut lexed.diagnostics);
            rest = after(rest, line.len());
            continue;
        }
        match token(rest.as_bytes()) {
            Ok((left, kind)) => {
                let text = before(rest, rest.len() - left.len());
                proof(text, kind, start, &mut lexed.diagnostics);
                lexed.push(kind, text, start, leads);
                rest = after(rest, text.len());
            }
            Err(_) => rest = after(rest, stray(source, start, &mut lexed)),
        }
        leads = false;
    }
    lexed.push(Kind::End, "", source.len(), true);
    lexed
}

impl<'s> Lexed<'s> {
    fn push(&mut self, kind: Kind, text: &'s str, start: usize, leads: bool) {
        self.tokens.push(Token { kind, text, span: Span::new(start, start + text.len()), leads });
    }
}

fn after(text: &str, bytes: usize) -> &str {
    text.get(bytes..).unwrap_or("")
}

fn before(text: &str, bytes: usize) -> &str {
    text.get(..bytes).unwrap_or("")
}

fn blanks(input: &str) -> &str {
    input.find(|c| !matches!(c, ' ' | '\t' | '\r' | '\n')).map_or(input, |end| before(input, end))
}

fn comment(input: &str) -> &str {
    input.find('\n').map_or(input, |end| before(input, end))
}

/// What reading a token gives: what is left of the text, in bytes, for every token begins and ends with an ASCII one.
type Cut<'t> = IResult<&'t [u8], Kind, ()>;

fn token(input: &[u8]) -> Cut<'_> {
    alt((block, text, date, number, name, mark)).parse(input)
}

fn name(input: &[u8]) -> Cut<'_> {
    let letter = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
    let (rest, _) =
        verify(take_while1(letter), |name: &[u8]| name.first().is_some_and(u8::is_ascii_lowercase)).parse(input)?;
    Ok((rest, Kind::Name))
}

fn date(input: &[u8]) -> Cut<'_> {
    let fits = |(at, c): (usize, &u8)| if matches!(at, 4 | 7) { *c == b'-' } else { c.is_ascii_digit() };
    match input.split_at_checked("YYYY-MM-DD".len()) {
        Some((date, rest)) if date.iter().enumerate().all(fits) => Ok((rest, Kind::Date)),
        _ => Err(nom::Err::Error(())),
    }
}

fn digits(input: &[u8]) -> IResult<&[u8], &[u8], ()> {
    take_while1(|c: u8| c.is_ascii_digit()).parse(input)
}

fn number(input: &[u8]) -> Cut<'_> {
    let (rest, _) = (digits, opt((tag("."), digits))).parse(input)?;
    Ok(rest.strip_prefix(b"%").map_or((rest, Kind::Number), |rest| (rest, Kind::Percent)))
}

/// A text ends at the first quote that no backslash stands before, and on its line.
fn text(input: &[u8]) -> Cut<'_> {
    let (mut rest, _) = tag("\"").parse(input)?;
    loop {
        rest = match rest {
            [b'"', rest @ ..] => return Ok((rest, Kind::Text)),
            [] | [b'\n', ..] | [b'\\'] | [b'\\', b'\n', ..] => return Err(nom::Err::Error(())),
            [b'\\', _, rest @ ..] | [_, rest @ ..] => rest,
        };
    }
}

fn block(input: &[u8]) -> Cut<'_> {
    let (mut rest, _) = tag(QUOTES).parse(input)?;
    while !rest.is_empty() && !rest.starts_with(QUOTES.as_bytes()) {
        rest = rest.get(1..).unwrap_or_default();
    }
    let (rest, _) = tag(QUOTES).parse(rest)?;
    Ok((rest, Kind::Block))
}

fn mark(input: &[u8]) -> Cut<'_> {
    let found = MARKS.into_iter().find_map(|mark| Some((input.strip_prefix(mark.as_bytes())?, Kind::Mark(mark))));
    found.ok_or(nom::Err::Error(()))
}

/// Reports what is no token and says how many bytes to pass over.
fn stray<'s>(source: &'s str, start: usize, lexed: &mut Lexed<'s>) -> usize {
    let rest = after(source, start);
    if rest.starts_with(QUOTES) {
        lexed.diagnostics.push(codes::rb102::block(Span::new(start, start + 3)));
        lexed.push(Kind::Block, rest, start, false);
        return rest.len();
    }
    if rest.starts_with('"') {
        let line = comment(rest).trim_end();
        lexed.diagnostics.push(codes::rb102::line(Span::new(start, start + line.len())));
        lexed.push(Kind::Text, line, start, false);
        return line.len();
    }
    if rest.starts_with(|c: char| c.is_ascii_uppercase()) {
        return capital(source, start, lexed);
    }
    let run: usize = rest.chars().take_while(|c| token_cannot_start(*c)).map(char::len_utf8).sum();
    let run = run.max(rest.chars().next().map_or(1, char::len_utf8));
    let span = Span::new(start, start + run);
    lexed.diagnostics.push(codes::rb101::stray(span, before(rest, run)));
    run
}

/// A word with a capital letter in it is one word, with what stands before the letter: what it was meant for is read on.
fn capital<'s>(source: &'s str, start: usize, lexed: &mut Lexed<'s>) -> usize {
    let rest = after(source, start);
    let run = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    let begun = lexed.tokens.pop_if(|token| token.kind == Kind::Name && before(source, start).ends_with(token.text));
    let begun = begun.map_or(0, |token| token.text.len());
    let word = before(after(source, start - begun), begun + run);
    let span = Span::new(start - begun, start + run);
    lexed.diagnostics.push(codes::rb101::capital(span, word));
    lexed.push(Kind::Name, word, start - begun, false);
    run
}

fn token_cannot_start(c: char) -> bool {
    let mut buffer = [0; 4];
    !c.is_whitespace() && !matches!(c, '"' | '#') && token(c.encode_utf8(&mut buffer).as_bytes()).is_err()
}

/// What can be wrong inside a token that was read.
fn proof(text: &str, kind: Kind, start: usize, found: &mut Vec<Diagnostic>) {
    let span = Span::new(start, start + text.len());
    match kind {
        Kind::Text => {
            hidden_characters(text, start, found);
            escapes(text, start, found);
        }
        Kind::Block => hidden_characters(text, start, found),
        Kind::Number | Kind::Percent => found.extend(codes::rb104::check(text, span)),
        Kind::Date => found.extend(codes::rb105::check(text, span)),
        Kind::Name | Kind::Mark(_) | Kind::End => {}
    }
    if matches!(kind, Kind::Text | Kind::Block) {
        let quotes = if kind == Kind::Block { 6 } else { 2 };
        let count = text.chars().count().saturating_sub(quotes);
        found.extend(codes::rb701::check(&rubric_core::bounds::TEXT_CHARS, count, span));
    }
}

fn escapes(text: &str, start: usize, found: &mut Vec<Diagnostic>) {
    let mut at = 0;
    while let Some(next) = after(text, at).find('\\') {
        let here = at + next;
        let escape = escape_len(after(text, here));
        if unescape_one(after(text, here)).is_none() {
            let span = Span::new(start + here, start + here + escape);
            found.push(codes::rb103::unknown(span, before(after(text, here), escape)));
        }
        at = here + escape;
    }
}

/// How long the escape at the start of a text is.
fn escape_len(text: &str) -> usize {
    match text.strip_prefix("\\u{").and_then(|rest| rest.find('}')) {
        Some(end) => end + 4,
        None => 1 + after(text, 1).chars().next().map_or(0, char::len_utf8),
    }
}

/// The character that the escape at the start of a text stands for.
fn unescape_one(text: &str) -> Option<char> {
    match after(text, 1).chars().next()? {
        '"' => Some('"'),
        '\\' => Some('\\'),
        'n' => Some('\n'),
        'u' => {
            let digits = text.strip_prefix("\\u{")?.split('}').next()?;
            u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).filter(|c| *c != '\0' && !is_hidden(*c))
        }
        _ => None,
    }
}

/// The text between the quotes with its escapes replaced.
pub(crate) fn unescape(text: &str) -> String {
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('\\') {
        plain.push_str(before(rest, at));
        rest = after(rest, at);
        plain.extend(unescape_one(rest));
        rest = after(rest, escape_len(rest));
    }
    plain.push_str(rest);
    plain
}

/// Marks that turn the order of what follows, and the null character: they make a text read otherwise than it is.
fn is_hidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn hidden_characters(text: &str, start: usize, found: &mut Vec<Diagnostic>) {
    for (at, c) in text.char_indices().filter(|(_, c)| is_hidden(*c)) {
        found.push(codes::rb109::hidden(Span::new(start + at, start + at + c.len_utf8()), c));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(source: &str) -> Vec<Kind> {
        lex(source).tokens.iter().map(|token| token.kind).collect()
    }

    #[test]
    fn words_of_every_kind() {
        use Kind::{Block, Date, End, Mark, Name, Number, Percent, Text};
        assert_eq!(kinds("a_1 2 3.5 40% 2026-07-01"), [Name, Number, Number, Percent, Date, End]);
        assert_eq!(kinds(r#""x\"y" """z""" {<=}"#), [Text, Block, Mark("{"), Mark("<="), Mark("}"), End]);
        assert_eq!(kinds("smart.data # not this"), [Name, Mark("."), Name, End]);
    }

    #[test]
    fn escapes_are_replaced() {
        assert_eq!(unescape(r#"a\"b\\c\nd\u{e9}"#), "a\"b\\c\ndé");
    }

    #[test]
    fn a_word_with_a_capital_letter_is_one_word() {
        let source = "Outcome dataUse b C_1";
        let lexed = lex(source);
        let words: Vec<&str> = lexed.tokens.iter().map(|token| token.text).collect();
        assert_eq!(words, ["Outcome", "dataUse", "b", "C_1", ""]);
        let found: Vec<&str> = lexed.diagnostics.iter().map(|found| found.span().of(source)).collect();
        assert_eq!(found, ["Outcome", "dataUse", "C_1"]);
    }

    #[test]
    fn lexing_goes_on_after_what_is_no_token() {
        let lexed = lex("a @@ b \"open\nc \\x");
        assert_eq!(lexed.tokens.len(), 6);
        assert_eq!(lexed.diagnostics.len(), 3);
    }
}
