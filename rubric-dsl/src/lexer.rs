//! Text to tokens.
//!
//! Lexing never fails: what is no token is reported and passed over.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, satisfy};
use nom::combinator::{map, opt, recognize, value};
use nom::{IResult, Parser};

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::tokens::{Comment, Kind, MARKS, Token};

/// What stands around a text of several lines.
const QUOTES: &str = "\"\"\"";

/// What lexing gives.
pub(crate) struct Lexed {
    pub(crate) tokens: Vec<Token>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Cuts a source text into tokens.
pub(crate) fn lex(source: &str) -> Lexed {
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
            lexed.comments.push(Comment { span: Span::new(start, start + line.trim_end().len()), alone: leads });
            hidden_characters(line, start, &mut lexed.diagnostics);
            rest = after(rest, line.len());
            continue;
        }
        match token(rest) {
            Ok((left, kind)) => {
                let span = Span::new(start, source.len() - left.len());
                proof(span.of(source), kind, span, &mut lexed.diagnostics);
                lexed.tokens.push(Token { kind, span, leads });
                rest = left;
            }
            Err(_) => rest = after(rest, stray(rest, start, &mut lexed)),
        }
        leads = false;
    }
    lexed.tokens.push(Token { kind: Kind::End, span: Span::new(source.len(), source.len()), leads: true });
    lexed
}

fn after(text: &str, bytes: usize) -> &str {
    text.get(bytes..).unwrap_or("")
}

fn blanks(input: &str) -> &str {
    let blank: IResult<&str, &str> = take_while(|c: char| matches!(c, ' ' | '\t' | '\r' | '\n')).parse(input);
    blank.map_or("", |(_, blank)| blank)
}

fn comment(input: &str) -> &str {
    let line: IResult<&str, &str> = take_till(|c| c == '\n').parse(input);
    line.map_or("", |(_, line)| line)
}

fn token(input: &str) -> IResult<&str, Kind> {
    alt((block, text, date, number, name, mark)).parse(input)
}

fn is_name_start(c: char) -> bool {
    c.is_ascii_lowercase()
}

fn is_name_rest(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'
}

fn name(input: &str) -> IResult<&str, Kind> {
    value(Kind::Name, (satisfy(is_name_start), take_while(is_name_rest))).parse(input)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn date(input: &str) -> IResult<&str, Kind> {
    let digits = |count| take_while_m_n(count, count, is_digit);
    value(Kind::Date, (digits(4), char('-'), digits(2), char('-'), digits(2))).parse(input)
}

fn number(input: &str) -> IResult<&str, Kind> {
    let (rest, _) = (take_while1(is_digit), opt((char('.'), take_while1(is_digit)))).parse(input)?;
    map(opt(char('%')), |percent| if percent.is_some() { Kind::Percent } else { Kind::Number }).parse(rest)
}

fn text(input: &str) -> IResult<&str, Kind> {
    let piece =
        alt((recognize((char('\\'), satisfy(|c| c != '\n'))), recognize(satisfy(|c| !matches!(c, '"' | '\\' | '\n')))));
    value(Kind::Text, (char('"'), nom::multi::fold_many0(piece, || (), |(), _| ()), char('"'))).parse(input)
}

fn block(input: &str) -> IResult<&str, Kind> {
    let (rest, _) = tag(QUOTES).parse(input)?;
    // Looked for place by place: a search for a whole text is made for longer ones, and larger than all else here.
    let end = rest.char_indices().map(|(at, _)| at).find(|at| after(rest, *at).starts_with(QUOTES));
    value(Kind::Block, tag(QUOTES)).parse(after(rest, end.unwrap_or(rest.len())))
}

fn mark(input: &str) -> IResult<&str, Kind> {
    // Where no mark stands, the tag of any of them fails.
    let found = MARKS.into_iter().find(|mark| input.starts_with(mark)).unwrap_or("{");
    value(Kind::Mark(found), tag(found)).parse(input)
}

/// Reports what is no token and says how many bytes to pass over.
fn stray(rest: &str, start: usize, lexed: &mut Lexed) -> usize {
    if rest.starts_with(QUOTES) {
        lexed.diagnostics.push(codes::rb102::block(Span::new(start, start + 3)));
        lexed.tokens.push(Token { kind: Kind::Block, span: Span::new(start, start + rest.len()), leads: false });
        return rest.len();
    }
    if rest.starts_with('"') {
        let line = comment(rest).trim_end();
        let span = Span::new(start, start + line.len());
        lexed.diagnostics.push(codes::rb102::line(span));
        lexed.tokens.push(Token { kind: Kind::Text, span, leads: false });
        return line.len();
    }
    let run: usize = rest.chars().take_while(|c| token_cannot_start(*c)).map(char::len_utf8).sum();
    let run = run.max(rest.chars().next().map_or(1, char::len_utf8));
    let span = Span::new(start, start + run);
    lexed.diagnostics.push(codes::rb101::stray(span, after(rest, 0).get(..run).unwrap_or("")));
    run
}

fn token_cannot_start(c: char) -> bool {
    let mut buffer = [0; 4];
    !c.is_whitespace() && !matches!(c, '"' | '#') && token(c.encode_utf8(&mut buffer)).is_err()
}

/// What can be wrong inside a token that was read.
fn proof(text: &str, kind: Kind, span: Span, found: &mut Vec<Diagnostic>) {
    match kind {
        Kind::Text => {
            hidden_characters(text, span.start, found);
            escapes(text, span.start, found);
        }
        Kind::Block => hidden_characters(text, span.start, found),
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
            found.push(codes::rb103::unknown(span, after(text, here).get(..escape).unwrap_or("")));
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
        plain.push_str(rest.get(..at).unwrap_or(""));
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
    fn lexing_goes_on_after_what_is_no_token() {
        let lexed = lex("a @@ b \"open\nc \\x");
        assert_eq!(lexed.tokens.len(), 6);
        assert_eq!(lexed.diagnostics.len(), 3);
    }
}
