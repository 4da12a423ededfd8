//! What the firmwares share: the console, and a panic handler that does not link.

#![no_std]

mod memory;

use core::panic::PanicInfo;

unsafe extern "C" {
    /// Nowhere defined: a firmware in whose object code a path to a panic is left cannot be linked.
    safe fn a_path_to_a_panic_is_left() -> !;
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    a_path_to_a_panic_is_left()
}

/// A line on the console, built without formatting.
#[derive(Debug)]
pub struct Line {
    bytes: [u8; 160],
    len: usize,
}

impl Default for Line {
    fn default() -> Self {
        Self { bytes: [0; 160], len: 0 }
    }
}

impl Line {
    /// Adds a text; what does not fit is cut.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for byte in text.bytes() {
            self.byte(byte);
        }
        self
    }

    /// Adds a number.
    pub fn number(&mut self, number: u32) -> &mut Self {
        let (mut digits, mut rest) = ([b'0'; 10], number);
        let mut used = 1_usize;
        for (at, slot) in digits.iter_mut().rev().enumerate() {
            let digit = rest % 10;
            *slot = b'0'.wrapping_add(digit as u8);
            if digit != 0 {
                used = at.wrapping_add(1);
            }
            rest /= 10;
        }
        for byte in digits.iter().skip(10_usize.saturating_sub(used)) {
            self.byte(*byte);
        }
        self
    }

    /// Adds sixteen hexadecimal digits.
    pub fn hexadecimal(&mut self, number: u64) -> &mut Self {
        for shift in (0..16_u32).rev() {
            let digit = ((number >> (shift.wrapping_mul(4) & 63)) & 15) as u8;
            self.byte(if digit < 10 { b'0'.wrapping_add(digit) } else { b'a'.wrapping_add(digit.wrapping_sub(10)) });
        }
        self
    }

    fn byte(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.len) {
            *slot = byte;
            self.len = self.len.wrapping_add(1);
        }
    }

    /// Ends the line and puts it on the console.
    pub fn end(&mut self) {
        if self.len >= self.bytes.len() {
            self.len = self.bytes.len().saturating_sub(1);
        }
        self.byte(b'\n');
        write(self.bytes.get(..self.len).unwrap_or(&[]));
        self.len = 0;
    }
}

/// Puts bytes on the console.
pub fn write(bytes: &[u8]) {
    if let Ok(mut out) = semihosting::io::stdout() {
        let mut rest = bytes;
        while !rest.is_empty() {
            match semihosting::io::Write::write(&mut out, rest) {
                Ok(written) if written > 0 => rest = rest.get(written..).unwrap_or(&[]),
                _ => return,
            }
        }
    }
}

/// Ends the emulation; code nought is success.
pub fn exit(code: i32) -> ! {
    semihosting::process::exit(code)
}
