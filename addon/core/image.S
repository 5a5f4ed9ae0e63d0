/* SPDX-License-Identifier: Apache-2.0
 * init's program, as memory_file.c puts it into a memfd. */

        .section .rodata.runt_init, "a"
        .balign 64
        .global runt_init_start
        .hidden runt_init_start
runt_init_start:
        .incbin "init"
        .global runt_init_end
        .hidden runt_init_end
runt_init_end:
        .byte 0

.section .note.GNU-stack, "", %progbits
