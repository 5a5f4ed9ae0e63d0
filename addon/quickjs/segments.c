// SPDX-License-Identifier: Apache-2.0
#include "segments.h"

#include <string.h>

extern const uint8_t segment_explain_start[], segment_explain_end[];
extern const uint8_t segment_cold_start[], segment_cold_end[];
extern const uint8_t segment_systemd_start[], segment_systemd_end[];

static const struct segment segments[] = {
    {"explain", segment_explain_start, segment_explain_end},
    {"cold", segment_cold_start, segment_cold_end},
    {"systemd", segment_systemd_start, segment_systemd_end},
};

const struct segment *segment_find(const char *name)
{
        for (size_t i = 0; i < sizeof(segments) / sizeof(segments[0]); i++) {
                if (strcmp(segments[i].name, name) == 0)
                        return &segments[i];
        }
        return NULL;
}
