/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RUNT_SEGMENTS_H
#define RUNT_SEGMENTS_H

#include <stddef.h>
#include <stdint.h>

/* Bytecode that the executable carries (segments.S): read when it is first needed. */
struct segment {
        const char *name;
        const uint8_t *start, *end;
};

/* NULL if there is none of that name. */
const struct segment *segment_find(const char *name);

#endif
