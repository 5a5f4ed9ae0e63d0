/* SPDX-License-Identifier: Apache-2.0
 *
 * The engine's heap, saved in the executable.
 *
 * Starting the engine and evaluating the bundle is most of what a short command would cost. So it happens
 * once, at build time: runt-seed does it with all allocations at a fixed address and writes them to a file,
 * which the linker places at that address in runt, whose code lies where the seed's code lay (the programs
 * are linked from the same objects and differ in nothing else). The kernel maps it copy-on-write.
 */
#ifndef RUNT_HEAP_H
#define RUNT_HEAP_H

#include <stdbool.h>

#include "quickjs.h"

/* What lies at the start of the heap. */
struct heap {
        char magic[8];
        size_t used; /* bytes, this header included */
        /* Addresses that tell whether this program is the one that the heap was made for. */
        const void *code, *table;
        JSRuntime *runtime;
        JSContext *context;
        JSValue start; /* function (argv, environment): what the bundle's entry gives */
};

/* The saved heap of this executable; NULL in the seed, which has none. */
struct heap *heap_saved(void);

/* A new heap, in the seed. */
struct heap *heap_new(void);

/* Allocates in a new heap, while there is one, and with malloc() otherwise; leaves a saved heap's blocks. */
extern const JSMallocFunctions heap_functions;

/* Writes the new heap to a file. 0 or -errno. */
int heap_save(struct heap *heap, const char *path);

#endif
