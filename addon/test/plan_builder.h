/* SPDX-License-Identifier: Apache-2.0
 *
 * Plans made by hand, as src/ops/encode.ts makes them, and runs of them in the test's own process.
 */
#ifndef RUNT_PLAN_BUILDER_H
#define RUNT_PLAN_BUILDER_H

#include "../init/init.h"

#define BUILDER_WORDS 4096
#define BUILDER_TEXT 65536

struct builder {
        struct plan_header header;
        uint32_t words[BUILDER_WORDS];
        char strings[BUILDER_TEXT];
        uint8_t blobs[BUILDER_TEXT];
};

/* Lists are of type const char *const *, with NULL at the end; N and b take a count and a pointer. */
void builder_start(struct builder *builder);
void builder_add(struct builder *builder, enum opcode code, ...);

/* The plan as bytes, malloc'ed. */
void *builder_bytes(const struct builder *builder, size_t *ret_size);
/* The plan as a sealed memfd. */
int builder_file(const struct builder *builder);

/* What came of a run: failed_at is the index of the operation that failed, or -1. */
struct outcome {
        int error; /* positive errno */
        int failed_at;
        char text[REPORT_MAX_TEXT + 1];
};

/* Runs a plan in this process with the run's slots, and keeps them. A plan without exec ends well. */
struct outcome run_here(struct run *run, const struct builder *builder);
/* A run with all slots empty. */
void run_clear(struct run *run);

#endif
