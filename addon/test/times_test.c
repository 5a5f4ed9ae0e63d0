// sources: addon/init/[!m]*.c addon/test/plan_builder.c addon/test/init_process.c
/* SPDX-License-Identifier: Apache-2.0
 *
 * What init tells of the times of its operations.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "init_process.h"

static struct builder builder;

static void add_shell(const char *script)
{
        const char *args[] = {"sh", "-c", script, NULL};
        builder_add(&builder, OP_FIND_EXECUTABLE, "/bin/sh", "");
        builder_add(&builder, OP_EXEC, args, args + 3);
}

/* The first time of a record of times. */
static struct operation_time check_times(const struct init_process *init, uint32_t count)
{
        struct record record = init_record(init->socket);
        struct operation_time time = {0};
        CHECK(record.head.kind == REPORT_TIMES);
        CHECK(record.head.text_length == count * sizeof(time));
        memcpy(&time, record.text, sizeof(time));
        CHECK(time.begin > 0 && time.end >= time.begin);
        return time;
}

static void sends_times_at_sync_points_and_the_end(void)
{
        builder_start(&builder);
        builder_add(&builder, OP_RECORD_TIMES);
        builder_add(&builder, OP_SET_UMASK, 022U);
        builder_add(&builder, OP_SYNC, 4U);
        add_shell("exit 47");
        struct init_process init = init_run(&builder, NULL, 0);
        struct operation_time mask = check_times(&init, 1);
        CHECK(mask.index == 1 && mask.code == OP_SET_UMASK);
        CHECK(init_record(init.socket).head.kind == REPORT_SYNC);
        init_go(init.socket, 4);
        struct operation_time sync = check_times(&init, 2);
        CHECK(sync.index == 2 && sync.code == OP_SYNC && sync.begin >= mask.end);
        CHECK(init_record(init.socket).head.kind == 0);
        CHECK(init_wait(init.pid) == 47);
        (void)close(init.socket);
}

static void sends_times_before_a_failure(void)
{
        builder_start(&builder);
        builder_add(&builder, OP_RECORD_TIMES);
        builder_add(&builder, OP_OPEN, 0U, "/nowhere/at/all", 0U);
        add_shell("exit 1");
        struct init_process init = init_run(&builder, NULL, 0);
        CHECK(check_times(&init, 1).code == OP_OPEN);
        CHECK(init_record(init.socket).head.kind == REPORT_ERROR);
        (void)init_wait(init.pid);
        (void)close(init.socket);
}

static void sends_more_times_than_fit_in_a_record(void)
{
        builder_start(&builder);
        builder_add(&builder, OP_RECORD_TIMES);
        for (unsigned i = 0; i < REPORT_MAX_TIMES + 10; i++)
                builder_add(&builder, OP_SET_UMASK, 022U);
        add_shell("exit 48");
        struct init_process init = init_run(&builder, NULL, 0);
        (void)check_times(&init, REPORT_MAX_TIMES);
        (void)check_times(&init, 10 + 1);
        CHECK(init_wait(init.pid) == 48);
        (void)close(init.socket);
}

int main(void)
{
        static const struct check_case cases[] = {
            {"init sends times at sync points and the end", sends_times_at_sync_points_and_the_end},
            {"init sends times before a failure", sends_times_before_a_failure},
            {"init sends more times than fit in a record", sends_more_times_than_fit_in_a_record},
        };
        if (init_program() == NULL) {
                printf("skip init: no musl-gcc to build it with\n");
                return EXIT_SKIPPED;
        }
        return run_cases(cases, sizeof(cases) / sizeof(cases[0]));
}
