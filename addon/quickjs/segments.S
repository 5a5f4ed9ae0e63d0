/* SPDX-License-Identifier: Apache-2.0
 * Bytecode made by runt-bytecode, as segments.c names it. */

.macro segment name, path
        .section .rodata.segment_\name, "a"
        .balign 64
        .global segment_\name\()_start
segment_\name\()_start:
        .incbin "\path"
        .global segment_\name\()_end
segment_\name\()_end:
        .byte 0
.endm

segment explain, "explain.bin"
segment cold, "cold.bin"
segment systemd, "systemd.bin"

.section .note.GNU-stack, "", %progbits
