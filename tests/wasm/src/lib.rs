//! The engine as a WebAssembly module with no import. The host writes into [`buffer`] and reads numbers back.

#![no_std]

use core::cell::UnsafeCell;

#[cfg(feature = "cases")]
mod bundle;
#[cfg(not(feature = "cases"))]
mod one;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// Bytes the host can write.
#[cfg(feature = "cases")]
const SIZE: usize = 16 << 20;
#[cfg(not(feature = "cases"))]
const SIZE: usize = 256 << 10;

/// Memory that is this module's alone: it has one thread, and each call ends before the next begins.
struct Own<T>(UnsafeCell<T>);

// SAFETY: a module without shared memory has one thread.
unsafe impl<T> Sync for Own<T> {}

impl<T> Own<T> {
    const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    #[expect(clippy::mut_from_ref, reason = "each export borrows it once, and exports do not call each other")]
    fn lend(&self) -> &mut T {
        // SAFETY: see above: nobody else holds a reference while an export runs.
        unsafe { &mut *self.0.get() }
    }
}

static BUFFER: Own<[u8; SIZE]> = Own::new([0; SIZE]);

/// Where the host writes.
#[unsafe(no_mangle)]
pub extern "C" fn buffer() -> *mut u8 {
    BUFFER.0.get().cast()
}
