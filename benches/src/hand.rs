//! What a careful programmer would write for this one rubric: exact, in integers, without division.

use crate::common::{INDICATORS, WEIGHTS, is_of_values};

/// Everything the rubric says about one assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Result<const WORDS: usize> {
    /// Numerators and denominators of the domains; denominator nought where a domain is unknown.
    pub domains: [(i64, i64); 2],
    /// The level, lowest nought; 255 where it is unknown.
    pub level: u8,
    /// Whether the gate lowered it.
    pub capped: bool,
    /// Whether the domains are out of balance.
    pub lopsided: bool,
    /// The competencies that are advised, one bit each.
    pub advised: [u64; WORDS],
    /// The competencies that the raters see differently, one bit each.
    pub differing: [u64; WORDS],
    /// The best two competencies; 65535 where there is none.
    pub strengths: [u16; 2],
    /// The weakest two.
    pub growth: [u16; 2],
}

/// The score of four ratings, in twelfths; nought where fewer than two are observed.
#[inline(always)]
fn twelfths(ratings: &[u8]) -> u32 {
    const FACTOR: [u32; 5] = [0, 0, 6, 4, 3];
    let (mut sum, mut observed) = (0_u32, 0_usize);
    for rating in ratings {
        sum += u32::from(*rating);
        observed += usize::from(*rating != 0);
    }
    sum * FACTOR[observed]
}

/// Evaluates `COMPETENCIES` competencies rated by the leader and by a supervisor; `WORDS` holds a bit for each.
#[must_use]
#[inline]
pub fn evaluate<const COMPETENCIES: usize, const WORDS: usize>(own: &[u8], other: &[u8]) -> Result<WORDS> {
    let mut result = blank::<WORDS>();
    let mut scores = [0_u32; COMPETENCIES];
    let (mut best, mut worst) = ([0_u32; 2], [u32::MAX; 2]);
    let pairs = own.chunks_exact(INDICATORS).zip(other.chunks_exact(INDICATORS));
    let (mut sums, mut weights, mut gate) = ([0_u32; 2], [0_u32; 2], false);
    for ((at, slot), (mine, theirs)) in scores.iter_mut().enumerate().zip(pairs) {
        let (score, seen) = (twelfths(mine), twelfths(theirs));
        *slot = score;
        let differs = (score != 0) & (seen != 0) & (score.abs_diff(seen) >= 12);
        result.differing[at / 64] |= u64::from(differs) << (at % 64);
        let place = at as u32;
        let (high, low) =
            if score == 0 { (0, u32::MAX) } else { (score << 16 | (0xFFFF - place), score << 16 | place) };
        best = [best[0].max(high), best[1].max(best[0].min(high))];
        worst = [worst[0].min(low), worst[1].min(worst[0].max(low))];
        let domain = usize::from(at >= COMPETENCIES / 2);
        let weight = WEIGHTS[at % 3] as u32;
        sums[domain] += weight * score;
        weights[domain] += if score == 0 { 0 } else { weight };
        gate |= is_of_values(at) & (score != 0) & (score < 24);
    }
    result.domains = [0, 1].map(|domain| (i64::from(sums[domain]), 12 * i64::from(weights[domain])));
    let [(a, over_a), (b, over_b)] = result.domains;
    if over_a != 0 && over_b != 0 {
        let (left, right, den) = (a * over_b, b * over_a, 2 * over_a * over_b);
        let four = 4 * (left + right);
        let level = u8::from(four >= 7 * den) + u8::from(four >= 10 * den) + u8::from(four >= 13 * den);
        result.capped = gate && level > 1;
        result.level = if result.capped { 1 } else { level };
        result.lopsided = 4 * left.min(right) < 3 * left.max(right);
        let lower = if left < right { 0..COMPETENCIES / 2 } else { COMPETENCIES / 2..COMPETENCIES };
        for at in if left == right { 0..0 } else { lower } {
            result.advised[at / 64] |= u64::from((scores[at] != 0) & (scores[at] < 30)) << (at % 64);
        }
    }
    result.strengths = best.map(|key| if key == 0 { u16::MAX } else { 0xFFFF - (key & 0xFFFF) as u16 });
    result.growth = worst.map(|key| if key == u32::MAX { u16::MAX } else { (key & 0xFFFF) as u16 });
    result
}

const fn blank<const WORDS: usize>() -> Result<WORDS> {
    Result {
        domains: [(0, 0); 2],
        level: 255,
        capped: false,
        lopsided: false,
        advised: [0; WORDS],
        differing: [0; WORDS],
        strengths: [u16::MAX; 2],
        growth: [u16::MAX; 2],
    }
}

impl<const WORDS: usize> Result<WORDS> {
    /// The result with its numbers in lowest terms, so that two ways to the same number compare equal.
    #[must_use]
    pub fn decisions(mut self) -> Self {
        self.domains = self.domains.map(|(num, den)| {
            let (mut a, mut b) = (num, den);
            while b != 0 {
                (a, b) = (b, a % b);
            }
            if den == 0 { (0, 0) } else { (num / a, den / a) }
        });
        self
    }
}
