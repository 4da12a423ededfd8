//! The common rubric over columns, by hand: what a careful programmer would write for many assessments at a time. Exact,
//! in integers of eight and sixteen bits, in loops that a compiler does several assessments of at once.

use crate::common::{INDICATORS, WEIGHTS, is_of_values};

/// How many assessments are gone through at a time.
pub use rubric_core::batch::LANES;

/// What the rubric says of a block of assessments: one entry for each.
#[derive(Clone, Debug)]
pub struct Sheet<const COMPETENCIES: usize> {
    /// Numerators of the domains, over twelve times the weights.
    pub domains: [[u16; LANES]; 2],
    /// The weights that are known; nought where a domain is unknown.
    pub weights: [[u16; LANES]; 2],
    /// The level, lowest nought; 255 where it is unknown.
    pub levels: [u8; LANES],
    /// Whether the gate lowered it.
    pub capped: [u8; LANES],
    /// Whether the domains are out of balance.
    pub lopsided: [u8; LANES],
    /// Whether each competency is advised.
    pub advised: [[u8; LANES]; COMPETENCIES],
    /// Whether the raters see each competency differently.
    pub differing: [[u8; LANES]; COMPETENCIES],
    /// The best two competencies; 255 where there is none.
    pub strengths: [[u8; LANES]; 2],
    /// The weakest two.
    pub growth: [[u8; LANES]; 2],
}

impl<const COMPETENCIES: usize> Sheet<COMPETENCIES> {
    /// Nothing yet.
    #[must_use]
    pub const fn blank() -> Self {
        Self {
            domains: [[0; LANES]; 2],
            weights: [[0; LANES]; 2],
            levels: [0; LANES],
            capped: [0; LANES],
            lopsided: [0; LANES],
            advised: [[0; LANES]; COMPETENCIES],
            differing: [[0; LANES]; COMPETENCIES],
            strengths: [[0; LANES]; 2],
            growth: [[0; LANES]; 2],
        }
    }
}

/// Scores of four columns of ratings, in twelfths; nought where fewer than two are observed.
#[inline(always)]
fn twelfths(codes: &[u8], count: usize, from: usize, first: usize, scores: &mut [u8; LANES]) {
    let (mut sums, mut observed) = ([0_u8; LANES], [0_u8; LANES]);
    for column in first..first + INDICATORS {
        let start = column * count + from;
        let codes: &[u8; LANES] = codes[start..start + LANES].try_into().unwrap_or(&[0; LANES]);
        for lane in 0..LANES {
            sums[lane] = sums[lane].wrapping_add(codes[lane]);
            observed[lane] = observed[lane].wrapping_add(u8::from(codes[lane] != 0));
        }
    }
    for lane in 0..LANES {
        let factor = match observed[lane] {
            2 => 6,
            3 => 4,
            4 => 3,
            _ => 0,
        };
        scores[lane] = sums[lane].wrapping_mul(factor);
    }
}

/// Evaluates the block of `count` assessments that begins at `from`; `own` and `other` hold a column for each indicator.
pub fn evaluate<const COMPETENCIES: usize>(
    [own, other]: [&[u8]; 2],
    count: usize,
    from: usize,
    sheet: &mut Sheet<COMPETENCIES>,
) {
    let mut scores = [[0_u8; LANES]; COMPETENCIES];
    let mut seen = [0_u8; LANES];
    for (at, (score, differing)) in scores.iter_mut().zip(&mut sheet.differing).enumerate() {
        twelfths(own, count, from, at * INDICATORS, score);
        twelfths(other, count, from, at * INDICATORS, &mut seen);
        for lane in 0..LANES {
            let (a, b) = (score[lane], seen[lane]);
            differing[lane] = u8::from((a != 0) & (b != 0) & (a.abs_diff(b) >= 12));
        }
    }
    domains(&scores, sheet);
    outcome(&scores, sheet);
    ranks(&scores, sheet);
}

fn domains<const COMPETENCIES: usize>(scores: &[[u8; LANES]; COMPETENCIES], sheet: &mut Sheet<COMPETENCIES>) {
    (sheet.domains, sheet.weights) = ([[0; LANES]; 2], [[0; LANES]; 2]);
    for (at, score) in scores.iter().enumerate() {
        let (domain, weight) = (usize::from(at >= COMPETENCIES / 2), WEIGHTS[at % 3] as u16);
        let (sums, weights) = (&mut sheet.domains[domain], &mut sheet.weights[domain]);
        for lane in 0..LANES {
            sums[lane] = sums[lane].wrapping_add(u16::from(score[lane]).wrapping_mul(weight));
            weights[lane] = weights[lane].wrapping_add(if score[lane] == 0 { 0 } else { weight });
        }
    }
}

fn outcome<const COMPETENCIES: usize>(scores: &[[u8; LANES]; COMPETENCIES], sheet: &mut Sheet<COMPETENCIES>) {
    let mut gate = [0_u8; LANES];
    for (_, score) in scores.iter().enumerate().filter(|(at, _)| is_of_values(*at)) {
        for lane in 0..LANES {
            gate[lane] |= u8::from((score[lane] != 0) & (score[lane] < 24));
        }
    }
    // Which domain is the lower one.
    let mut lower = [[0_u8; LANES]; 2];
    for lane in 0..LANES {
        let over = |domain: usize| i32::from(sheet.weights[domain][lane]);
        let sum = |domain: usize| i32::from(sheet.domains[domain][lane]);
        let (left, right) = (sum(0).wrapping_mul(over(1)), sum(1).wrapping_mul(over(0)));
        let den = over(0).wrapping_mul(over(1)).wrapping_mul(24);
        let (known, four) = (den != 0, left.wrapping_add(right).wrapping_mul(4));
        let reaches = |cut: i32| u8::from(four >= den.wrapping_mul(cut));
        let level = reaches(7) + reaches(10) + reaches(13);
        let capped = (gate[lane] != 0) & (level > 1) & known;
        sheet.capped[lane] = u8::from(capped);
        sheet.levels[lane] = if !known {
            255
        } else if capped {
            1
        } else {
            level
        };
        let out = left.min(right).wrapping_mul(4) < left.max(right).wrapping_mul(3);
        sheet.lopsided[lane] = u8::from(out & known);
        lower[0][lane] = u8::from((left < right) & known);
        lower[1][lane] = u8::from((right < left) & known);
    }
    for (at, (advised, score)) in sheet.advised.iter_mut().zip(scores).enumerate() {
        let lower = &lower[usize::from(at >= COMPETENCIES / 2)];
        for lane in 0..LANES {
            advised[lane] = u8::from((score[lane] != 0) & (score[lane] < 30)) & lower[lane];
        }
    }
}

fn ranks<const COMPETENCIES: usize>(scores: &[[u8; LANES]; COMPETENCIES], sheet: &mut Sheet<COMPETENCIES>) {
    let (mut best, mut worst) = ([[0_u16; LANES]; 2], [[u16::MAX; LANES]; 2]);
    for (at, score) in scores.iter().enumerate() {
        let place = at as u16;
        for lane in 0..LANES {
            let key = u16::from(score[lane]) << 8;
            let (high, low) = if key == 0 { (0, u16::MAX) } else { (key | (255 - place), key | place) };
            best[1][lane] = best[1][lane].max(best[0][lane].min(high));
            best[0][lane] = best[0][lane].max(high);
            worst[1][lane] = worst[1][lane].min(worst[0][lane].max(low));
            worst[0][lane] = worst[0][lane].min(low);
        }
    }
    for lane in 0..LANES {
        for place in 0..2 {
            sheet.strengths[place][lane] = 255 - (best[place][lane] & 0xFF) as u8;
            sheet.growth[place][lane] = (worst[place][lane] & 0xFF) as u8;
        }
    }
}
