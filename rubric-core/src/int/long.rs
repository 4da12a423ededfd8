//! Division of 64 bits. A core that has no instruction for it, as Cortex-M, goes bit by bit: its toolchain's way takes a
//! thousand bytes, and an engine of 32 bits divides so only where a number is not in lowest terms.

/// The quotient rounded towards nought; nothing where there is none, or it does not fit.
#[inline(always)]
pub(super) fn over(number: i64, by: i64) -> Option<i64> {
    if cfg!(target_arch = "arm") { bitwise(number, by).map(|(quotient, _)| quotient) } else { number.checked_div(by) }
}

/// What the division leaves; nothing where there is none.
#[inline(always)]
pub(super) fn rest(number: i64, by: i64) -> Option<i64> {
    if cfg!(target_arch = "arm") { bitwise(number, by).map(|(_, rest)| rest) } else { number.checked_rem(by) }
}

/// Quotient and rest, bit by bit; nothing where there is no quotient, or it does not fit.
#[inline(never)]
fn bitwise(number: i64, by: i64) -> Option<(i64, i64)> {
    // The number moves out at the top bit by bit while the quotient moves in at the bottom.
    let (mut moving, mut rest, divisor) = (number.unsigned_abs(), 0_u64, by.unsigned_abs());
    for _ in 0..u64::BITS {
        rest = (rest << 1) | (moving >> 63);
        moving <<= 1;
        if rest >= divisor {
            (rest, moving) = (rest.wrapping_sub(divisor), moving | 1);
        }
    }
    // A negative number is the size with all bits turned, and one more.
    let signed = |size: u64, sign: i64| (size.cast_signed() ^ sign).wrapping_sub(sign);
    let sign = (number ^ by) >> 63;
    let quotient = signed(moving, sign);
    let is_whole = by != 0 && (sign != 0 || quotient >= 0);
    is_whole.then_some((quotient, signed(rest, number >> 63)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bit_by_bit_is_what_the_machine_divides() {
        let ends = [0, 1, -1, 2, -3, 7, 1_000_000, -999_999_999_999, i64::MAX, i64::MAX - 1, i64::MIN, i64::MIN + 1];
        for number in ends {
            for by in ends {
                let expected = number.checked_div(by).zip(number.checked_rem(by));
                assert_eq!(bitwise(number, by), expected, "{number} / {by}");
            }
        }
    }
}
