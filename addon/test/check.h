/* SPDX-License-Identifier: Apache-2.0
 *
 * Cases of a test program: each prints "ok" or "not ok" with its name, and scripts/test-c.sh counts them.
 */
#ifndef RUNT_CHECK_H
#define RUNT_CHECK_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXIT_SKIPPED 77

static bool check_failed;     /* in the case at work */
static bool check_any_failed; /* in the program */

#define CHECK(condition)                                                                                     \
        do {                                                                                                 \
                if (!(condition)) {                                                                          \
                        printf("  %s:%d: %s\n", __FILE__, __LINE__, #condition);                             \
                        check_failed = true;                                                                 \
                }                                                                                            \
        } while (0)

#define CHECK_NUMBER(actual, wanted)                                                                         \
        do {                                                                                                 \
                int64_t actual_ = (actual), wanted_ = (wanted);                                              \
                if (actual_ != wanted_) {                                                                    \
                        printf("  %s:%d: %s is %" PRId64 ", not %" PRId64 "\n", __FILE__, __LINE__, #actual, \
                               actual_, wanted_);                                                            \
                        check_failed = true;                                                                 \
                }                                                                                            \
        } while (0)

/* Runs the checks in a process of their own: what they do to it must not outlive them. */
static inline void in_child(void (*checks)(void))
{
        (void)fflush(stdout);
        pid_t pid = fork();
        if (pid == 0) {
                checks();
                (void)fflush(stdout);
                _exit(check_failed ? 1 : 0);
        }
        int status;
        CHECK(pid > 0 && waitpid(pid, &status, 0) == pid && status == 0);
}

static inline void run_case(const char *name, void (*run)(void))
{
        check_failed = false;
        run();
        printf("%s %s\n", check_failed ? "not ok" : "ok", name);
        (void)fflush(stdout);
        check_any_failed |= check_failed;
}

struct check_case {
        const char *name;
        void (*run)(void);
};

static inline int run_cases(const struct check_case *cases, size_t count)
{
        for (size_t i = 0; i < count; i++)
                run_case(cases[i].name, cases[i].run);
        return check_any_failed ? 1 : 0;
}

#endif
