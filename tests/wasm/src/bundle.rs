//! A bundle of cases in the buffer, evaluated one after the other.

use rubric_cases::Memory;

use crate::{BUFFER, Own};

static MEMORY: Own<Memory> = Own::new(Memory::BLANK);
/// Digests of the cases, in order.
static DIGESTS: Own<[u64; 65_536]> = Own::new([0; 65_536]);

/// Where the digests are.
#[unsafe(no_mangle)]
pub extern "C" fn digests() -> *const u64 {
    DIGESTS.0.get().cast()
}

/// Evaluates the bundle in the first `len` bytes of the buffer; gives how many digests there are.
#[unsafe(no_mangle)]
pub extern "C" fn evaluate(len: usize) -> usize {
    let (digests, mut count) = (DIGESTS.lend(), 0_usize);
    rubric_cases::each(BUFFER.lend().get(..len).unwrap_or(&[]), MEMORY.lend(), |digest| {
        if let Some(slot) = digests.get_mut(count) {
            *slot = digest.unwrap_or(0);
        }
        count = count.wrapping_add(1);
    });
    count
}
