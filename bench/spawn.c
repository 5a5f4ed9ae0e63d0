/* SPDX-License-Identifier: Apache-2.0
 *
 * spawn [-p] GAP_MS COMMAND... [-- COMMAND...]...: runs the commands one after the other, output discarded,
 * and prints the sum of their wall times in nanoseconds; with -p the peak memory (KiB) of the first instead.
 * Waits GAP_MS before the first. Fails with the status of a command that does.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int64_t now(void)
{
        struct timespec time;
        clock_gettime(CLOCK_MONOTONIC, &time);
        return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* Adds the time of one command; its status, or 128 + signal. */
static int run(char *const *argv, int64_t *ret_ns, long *ret_peak)
{
        posix_spawn_file_actions_t actions;
        struct rusage usage;
        pid_t pid;
        int status;

        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
        int64_t begin = now();
        if (argv[0] == NULL || posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ) != 0)
                return 127;
        while (wait4(pid, &status, 0, &usage) < 0)
                continue;
        *ret_ns += now() - begin;
        *ret_peak = usage.ru_maxrss;
        posix_spawn_file_actions_destroy(&actions);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char *argv[])
{
        int peak = argc > 1 && strcmp(argv[1], "-p") == 0;
        int64_t total = 0;
        long memory = 0;

        argv += peak;
        argc -= peak;
        if (argc < 3)
                return 100;
        usleep((useconds_t)(atoi(argv[1]) * 1000));
        for (int i = 2; i < argc;) {
                int end = i;
                while (end < argc && strcmp(argv[end], "--") != 0)
                        end++;
                argv[end] = NULL;
                int status = run(argv + i, &total, &memory);
                if (status != 0) {
                        fprintf(stderr, "spawn: %s: status %d\n", argv[i], status);
                        return status;
                }
                i = end + 1;
        }
        printf("%lld\n", peak ? (long long)memory : (long long)total);
        return 0;
}
