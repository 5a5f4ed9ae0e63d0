/* SPDX-License-Identifier: Apache-2.0
 *
 * Runs commands and prints wall times in nanoseconds. In their words, % stands for the number of the round.
 *
 *   spawn series GAP_MS ROUNDS COMMAND... [-- COMMAND...]...   one after the other after a rest; per round
 * one line with the time of each command spawn parallel JOBS ROUNDS COMMAND...                     up to JOBS
 * at once; the time of all of them spawn first COMMAND...                                    until the first
 * byte of its output spawn peak COMMAND...                                     no time: its peak memory in
 * KiB
 *
 * Standard output of the commands is discarded, standard error kept. Fails with the status of one that fails.
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

#define MAX_WORDS 64
#define WORD_SIZE 4096

extern char **environ;

static int64_t now(void)
{
        struct timespec time;
        (void)clock_gettime(CLOCK_MONOTONIC, &time);
        return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static _Noreturn void fail(const char *what, int status)
{
        (void)fprintf(stderr, "spawn: %s: status %d\n", what, status);
        exit(status == 0 ? 1 : status);
}

/* The words of one command with the round's number in them. */
static char **fill(char *const *words, int round)
{
        static char room[MAX_WORDS][WORD_SIZE];
        static char *filled[MAX_WORDS + 1];
        int count = 0;
        for (; words[count] != NULL && count < MAX_WORDS; count++) {
                const char *percent = strchr(words[count], '%');
                filled[count] = words[count];
                if (percent == NULL)
                        continue;
                (void)snprintf(room[count], WORD_SIZE, "%.*s%d%s", (int)(percent - words[count]),
                               words[count], round, percent + 1);
                filled[count] = room[count];
        }
        filled[count] = NULL;
        return filled;
}

static pid_t start(char *const *words, int round, int output)
{
        posix_spawn_file_actions_t actions;
        pid_t pid;
        char **argv = fill(words, round);
        if (argv[0] == NULL)
                fail("a command is missing", 100);
        (void)posix_spawn_file_actions_init(&actions);
        (void)posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        if (output < 0)
                (void)posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
        else
                (void)posix_spawn_file_actions_adddup2(&actions, output, 1);
        int error = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
        (void)posix_spawn_file_actions_destroy(&actions);
        if (error != 0)
                fail(argv[0], 127);
        return pid;
}

/* Waits for one child, any for pid -1. */
static void finish(pid_t pid, const char *name, struct rusage *ret_usage)
{
        int status;
        while (wait4(pid, &status, 0, ret_usage) < 0)
                continue;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
                fail(name, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

static int series(int gap_ms, int rounds, char **words)
{
        for (int round = 0; round < rounds; round++) {
                (void)usleep((useconds_t)gap_ms * 1000);
                for (char **command = words; *command != NULL;) {
                        char **end = command;
                        while (*end != NULL && strcmp(*end, "--") != 0)
                                end++;
                        char *separator = *end;
                        struct rusage usage;
                        *end = NULL;
                        int64_t begin = now();
                        finish(start(command, round, -1), command[0], &usage);
                        (void)printf("%lld ", (long long)(now() - begin));
                        *end = separator;
                        command = separator == NULL ? end : end + 1;
                }
                (void)printf("\n");
        }
        return 0;
}

static int parallel(int jobs, int rounds, char **words)
{
        int started = 0;
        struct rusage usage;
        int64_t begin = now();
        for (int ended = 0; ended < rounds; ended++) {
                while (started < rounds && started - ended < jobs)
                        (void)start(words, started++, -1);
                finish(-1, words[0], &usage);
        }
        (void)printf("%lld\n", (long long)(now() - begin));
        return 0;
}

static int first_byte(char **words)
{
        int ends[2];
        char byte;
        struct rusage usage;
        if (pipe2(ends, O_CLOEXEC) < 0)
                fail("pipe", 1);
        int64_t begin = now();
        pid_t pid = start(words, 0, ends[1]);
        (void)close(ends[1]);
        if (read(ends[0], &byte, 1) != 1)
                fail("no output", 1);
        (void)printf("%lld\n", (long long)(now() - begin));
        finish(pid, words[0], &usage);
        return 0;
}

static int peak(char **words)
{
        struct rusage usage;
        finish(start(words, 0, -1), words[0], &usage);
        (void)printf("%ld\n", usage.ru_maxrss);
        return 0;
}

int main(int argc, char **argv)
{
        const char *mode = argc > 2 ? argv[1] : "";
        if (strcmp(mode, "first") == 0)
                return first_byte(argv + 2);
        if (strcmp(mode, "peak") == 0)
                return peak(argv + 2);
        if (argc > 4 && strcmp(mode, "series") == 0)
                return series(atoi(argv[2]), atoi(argv[3]), argv + 4);
        if (argc > 4 && strcmp(mode, "parallel") == 0)
                return parallel(atoi(argv[2]), atoi(argv[3]), argv + 4);
        (void)fprintf(stderr, "usage: spawn series|parallel|first|peak ...\n");
        return 100;
}
