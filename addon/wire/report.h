/* SPDX-License-Identifier: Apache-2.0
 *
 * Records between init and the runtime: one SOCK_SEQPACKET message each.
 */
#ifndef RUNT_REPORT_H
#define RUNT_REPORT_H

#include <stdint.h>

#define REPORT_MAGIC UINT32_C(0x54504552)
#define REPORT_MAX_TEXT 4000

enum report_kind {
        REPORT_SYNC = 1, /* value: the point that is reached; init waits for a go message */
        REPORT_ERROR =
            2, /* index, code: the operation; value: a positive errno; text: what the kernel said */
        REPORT_FORKED = 3, /* value: pid of the process that goes on; its pidfd goes along */
        REPORT_HANDED = 4, /* value: tag of the fd that goes along */
        REPORT_LOG = 5,    /* text: a warning */
        REPORT_TIMES = 6,  /* text: struct operation_time, as many as fit */
};

struct report {
        uint32_t magic, kind, index, code;
        int32_t value;
        uint32_t text_length;
};
_Static_assert(sizeof(struct report) == 24, "layout of addon/core/report.c");

/* When an operation began and ended, CLOCK_MONOTONIC in nanoseconds. */
struct operation_time {
        uint32_t index, code;
        uint64_t begin, end;
};
#define REPORT_MAX_TIMES (REPORT_MAX_TEXT / sizeof(struct operation_time))

#define GO_MAGIC UINT32_C(0x204f4721)

struct go {
        uint32_t magic, point;
};

#endif
