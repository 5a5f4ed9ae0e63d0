/* SPDX-License-Identifier: Apache-2.0
 *
 * Times of operations, for whoever traces a start.
 */
#include "init.h"

#include <time.h>

int op_record_times(struct run *run, const struct op *op)
{
        (void)op;
        run->times.kept = true;
        return 0;
}

uint64_t times_now(void)
{
        struct timespec now;
        return clock_gettime(CLOCK_MONOTONIC, &now) < 0
                   ? 0
                   : (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

void times_add(struct run *run, uint64_t begin)
{
        struct times *times = &run->times;
        times->list[times->count++] = (struct operation_time){run->index, run->code, begin, times_now()};
        if (times->count == REPORT_MAX_TIMES)
                times_send(run);
}
