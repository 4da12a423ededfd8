//! Copying and clearing of memory in few bytes: the toolchain's own take 1,400, because they are made for long stretches.
//!
//! The core of a Cortex-M4 reads and writes words wherever they stand, so nothing here asks for alignment.

core::arch::global_asm!(
    r#"
    .section .text.memory, "ax", %progbits
    .syntax unified
    .macro entries names:vararg
    .irp name, \names
    .global \name
    .type \name, %function
    .thumb_func
\name:
    .endr
    .endm

    entries memcpy, __aeabi_memcpy, __aeabi_memcpy4, __aeabi_memcpy8
    mov     r12, r0
1:  subs    r2, #4
    blo     2f
    ldr     r3, [r1], #4
    str     r3, [r12], #4
    b       1b
2:  adds    r2, #4
3:  subs    r2, #1
    blo     4f
    ldrb    r3, [r1], #1
    strb    r3, [r12], #1
    b       3b
4:  bx      lr

    entries __aeabi_memclr, __aeabi_memclr4, __aeabi_memclr8
    movs    r2, #0
    entries __aeabi_memset, __aeabi_memset4, __aeabi_memset8
5:  subs    r1, #1
    it      hs
    strbhs  r2, [r0], #1
    bhi     5b
    bx      lr
"#
);
