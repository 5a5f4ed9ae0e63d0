/* SPDX-License-Identifier: Apache-2.0
 *
 * The plan as the runtime writes it and init reads it: this header, then `words` 32-bit words,
 * `strings_size` bytes of strings with a NUL after each, and `blobs_size` bytes.
 */
#ifndef RUNT_PLAN_H
#define RUNT_PLAN_H

#include <stdint.h>

#define PLAN_MAGIC UINT32_C(0x544e5552)
#define PLAN_VERSION 1
#define PLAN_MAX_SLOTS 4096

struct plan_header {
        uint32_t magic, version;
        uint32_t words, strings, strings_size, blobs_size;
        uint32_t ops, slots;
};
_Static_assert(sizeof(struct plan_header) == 32, "layout of src/ops/encode.ts and addon/core/spawn_init.c");

/* First message to init, with the plan's memfd and the inherited slots as SCM_RIGHTS. */
#define START_MAGIC UINT32_C(0x54524154)
#define START_MAX_SLOTS 252 /* one message carries 253 fds */

struct start_message {
        uint32_t magic, slots;
};

#endif
