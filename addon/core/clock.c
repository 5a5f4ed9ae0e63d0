// SPDX-License-Identifier: Apache-2.0
#include <time.h>

#include "functions.h"
#include "result.h"

void native_now(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        struct timespec now;
        if (clock_gettime(CLOCK_REALTIME, &now) < 0) {
                result_number(ret, -errno);
                return;
        }
        const int64_t numbers[] = {now.tv_sec, now.tv_nsec};
        result_numbers(ret, numbers, 2);
}

void native_monotonic_ms(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        struct timespec now;
        if (clock_gettime(CLOCK_MONOTONIC, &now) < 0)
                result_number(ret, -errno);
        else
                result_number(ret, (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

void native_monotonic_us(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        struct timespec now;
        if (clock_gettime(CLOCK_MONOTONIC, &now) < 0)
                result_number(ret, -errno);
        else
                result_number(ret, (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000);
}

void native_sleep_ms(const struct argument *arguments, struct result *ret)
{
        int64_t milliseconds = arguments[0].number;
        struct timespec left = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000};
        int r;
        do
                r = nanosleep(&left, &left);
        while (r < 0 && errno == EINTR);
        result_syscall(ret, r);
}
