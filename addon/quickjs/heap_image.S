/* SPDX-License-Identifier: Apache-2.0
 * The saved heap in runt; in the seed only room for it. See heap.h. */

#ifdef RUNT_HEAP
        .section .heap_image, "aw", %progbits
#else
        .section .heap_image, "aw", %nobits
#endif
        .balign 4096
        .global heap_image_start
heap_image_start:
#ifdef RUNT_HEAP
        .incbin "heap.bin"
        .balign 16
#else
        .zero 64 << 20
#endif
        .global heap_image_end
heap_image_end:

.section .note.GNU-stack, "", %progbits
