//! Programs and cases in one run of bytes: what host, microcontroller and WebAssembly evaluate alike.
//!
//! A bundle is programs one after the other, each with its length, its bytes, the count of its cases, and the cases. A
//! case is a perspective, context values, judgements, previous values and responses; numbers are little-endian. The
//! writer stands with the tests; this reader takes no memory but what it is lent.

#![no_std]

use rubric_core::records::RaterId;
use rubric_core::{Assessment, Chosen, Decimal, Earlier, Fraction, Given, Int, Program, Rating, Response, Width};

/// Rows of the largest table of a bundle.
pub const ROWS: usize = 6_144;
/// Ratings of the largest case of a bundle.
pub const RATINGS: usize = 4_096;
/// Responses of a case, at most.
pub const RESPONSES: usize = 48;
/// Context values, judgements or previous values of a case, at most.
pub const OTHERS: usize = 32;

/// The memory that a reader is lent.
#[derive(Debug)]
pub struct Memory {
    ratings: [Rating; RATINGS],
    figures: [Decimal; RATINGS / 4],
    evidence: [u16; RATINGS],
    words: [u32; RATINGS],
    context: [Given; OTHERS],
    judged: [Chosen; OTHERS],
    prior: [Earlier; OTHERS],
    narrow: [[i32; 2]; ROWS],
    middle: [[i64; 2]; ROWS],
    wide: [[i128; 2]; ROWS],
}

impl Memory {
    /// Nothing in it yet.
    pub const BLANK: Self = Self {
        ratings: [Rating::UNRATED; RATINGS],
        figures: [Decimal::ZERO; RATINGS / 4],
        evidence: [0; RATINGS],
        words: [0; RATINGS],
        context: [Given::Unset; OTHERS],
        judged: [Chosen { level: None, commented: false }; OTHERS],
        prior: [Earlier::Unknown; OTHERS],
        narrow: [[0; 2]; ROWS],
        middle: [[0; 2]; ROWS],
        wide: [[0; 2]; ROWS],
    };
}

/// Evaluates every case of a bundle and tells the digest of each; nothing for a case that cannot be evaluated.
pub fn each(bundle: &[u8], memory: &mut Memory, mut tell: impl FnMut(Option<u64>)) {
    let mut bytes = Bytes(bundle);
    while let Some(len) = bytes.size() {
        let Some(program) = bytes.run(len).and_then(|bytes| Program::parse(bytes).ok()) else {
            return tell(None);
        };
        for _ in 0..bytes.size().unwrap_or(0) {
            tell(case(&program, &mut bytes, memory));
        }
    }
}

/// Reads a case and evaluates it at the program's width.
fn case(program: &Program<'_>, bytes: &mut Bytes<'_>, memory: &mut Memory) -> Option<u64> {
    let perspective = Some(bytes.byte()?).filter(|rater| *rater != u8::MAX);
    let perspective = perspective.map(|rater| RaterId::new(usize::from(rater)));
    let context = fill(bytes, &mut memory.context, Bytes::given)?;
    let judged = fill(bytes, &mut memory.judged, Bytes::chosen)?;
    let prior = fill(bytes, &mut memory.prior, Bytes::earlier)?;
    let mut responses = [Response::default(); RESPONSES];
    let count = usize::from(bytes.byte()?);
    let mut ratings = memory.ratings.as_mut_slice();
    let mut figures = memory.figures.as_mut_slice();
    let mut evidence = memory.evidence.as_mut_slice();
    let mut words = memory.words.as_mut_slice();
    for response in responses.get_mut(..count)? {
        response.rater = RaterId::new(usize::from(bytes.byte()?));
        response.ratings = part(bytes, &mut ratings, |bytes| bytes.byte().map(Rating::from_code))?;
        response.figures = part(bytes, &mut figures, Bytes::decimal)?;
        response.evidence = part(bytes, &mut evidence, |bytes| bytes.take().map(u16::from_le_bytes))?;
        response.words = part(bytes, &mut words, |bytes| bytes.take().map(u32::from_le_bytes))?;
    }
    let assessment = Assessment { responses: responses.get(..count)?, context, judged, prior };
    match program.width() {
        Width::Bits32 => digest(program, perspective, &assessment, &mut memory.narrow),
        Width::Bits64 => digest(program, perspective, &assessment, &mut memory.middle),
        Width::Bits128 => digest(program, perspective, &assessment, &mut memory.wide),
    }
}

fn digest<I: Int>(
    program: &Program<'_>,
    perspective: Option<RaterId>,
    assessment: &Assessment<'_>,
    workings: &mut [[I; 2]],
) -> Option<u64> {
    Some(program.evaluate(perspective, assessment, workings).ok()?.digest())
}

/// A list of one kind at the front of lent memory.
fn fill<'m, 'b, T>(
    bytes: &mut Bytes<'b>,
    memory: &'m mut [T],
    read: impl Fn(&mut Bytes<'b>) -> Option<T>,
) -> Option<&'m [T]> {
    let count = usize::from(bytes.byte()?);
    let list = memory.get_mut(..count)?;
    for slot in list.iter_mut() {
        *slot = read(bytes)?;
    }
    Some(list)
}

/// A list of one kind, taken off the front of lent memory that others follow in.
fn part<'m, 'b, T>(
    bytes: &mut Bytes<'b>,
    memory: &mut &'m mut [T],
    read: impl Fn(&mut Bytes<'b>) -> Option<T>,
) -> Option<&'m [T]> {
    let count = usize::from(u16::from_le_bytes(bytes.take()?));
    let (list, rest) = core::mem::take(memory).split_at_mut_checked(count)?;
    *memory = rest;
    for slot in list.iter_mut() {
        *slot = read(bytes)?;
    }
    Some(list)
}

struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, tail) = self.0.split_first_chunk::<N>()?;
        self.0 = tail;
        Some(*head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(|[byte]| byte)
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.take()?)).ok()
    }

    fn run(&mut self, len: usize) -> Option<&'b [u8]> {
        let (head, tail) = self.0.split_at_checked(len)?;
        self.0 = tail;
        Some(head)
    }

    fn decimal(&mut self) -> Option<Decimal> {
        Decimal::from_millionths(i64::from_le_bytes(self.take()?))
    }

    fn given(&mut self) -> Option<Given> {
        Some(match self.byte()? {
            1 => Given::Choice(u16::from_le_bytes(self.take()?)),
            2 => Given::Number(self.decimal()?),
            _ => Given::Unset,
        })
    }

    fn chosen(&mut self) -> Option<Chosen> {
        let level = Some(self.byte()?).filter(|level| *level != u8::MAX);
        Some(Chosen { level, commented: false })
    }

    fn earlier(&mut self) -> Option<Earlier> {
        Some(match self.byte()? {
            1 => {
                let (num, den) = (i128::from_le_bytes(self.take()?), i128::from_le_bytes(self.take()?));
                Earlier::Number(Fraction::new(num, den)?)
            }
            2 => Earlier::Level(self.byte()?),
            _ => Earlier::Unknown,
        })
    }
}
