/* SPDX-License-Identifier: Apache-2.0
 *
 * The floor: what the kernel asks for a container when everything else is known beforehand. Makes the plan's
 * cgroups, clones, runs the plan in the clone, waits for the program, removes the cgroups; ROUNDS times.
 * Nothing is read, checked, decoded, compiled, recorded or locked. Prints nanoseconds, one line a round.
 *
 * Usage: floor PLAN CLONE_FLAGS GAP_MS ROUNDS CGROUP... [-- FILE VALUE]...
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "init.h"

#include <linux/sched.h>

static struct run run;

static _Noreturn void fail(const char *what)
{
        perror(what);
        exit(1);
}

static int64_t now(void)
{
        struct timespec time;
        (void)clock_gettime(CLOCK_MONOTONIC, &time);
        return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void load(const char *path)
{
        struct stat status;
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0 || fstat(fd, &status) < 0)
                fail(path);
        size_t size = (size_t)status.st_size;
        void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
        if (data == MAP_FAILED || decode_header(data, size, &run.plan) < 0)
                fail(path);
        uint32_t *offsets = calloc(run.plan.header.strings + 1, sizeof(*offsets));
        char **pointers = calloc(plan_pointers(&run.plan), sizeof(*pointers));
        if (offsets == NULL || pointers == NULL || decode_plan(data, size, offsets, &run.plan) < 0)
                fail(path);
        run.plan.pointers = pointers;
        for (uint32_t slot = 0; slot < run.plan.header.slots; slot++)
                run.slots[slot] = SLOT_EMPTY;
        (void)close(fd);
}

static void write_value(const char *path, const char *value)
{
        int fd = open(path, O_WRONLY | O_CLOEXEC);
        if (fd < 0 || write(fd, value, strlen(value)) < 0)
                fail(path);
        (void)close(fd);
}

/* Directories up to "--", then pairs of file and value. */
static void make_cgroups(char **words)
{
        for (; *words != NULL && strcmp(*words, "--") != 0; words++)
                if (mkdir(*words, 0755) < 0)
                        fail(*words);
        if (*words == NULL)
                return;
        for (words++; words[0] != NULL && words[1] != NULL; words += 2)
                write_value(words[0], words[1]);
}

static void remove_cgroups(char **words)
{
        for (; *words != NULL && strcmp(*words, "--") != 0; words++)
                /* The kernel may not be done with the dead process. */
                while (rmdir(*words) < 0)
                        if (errno != EBUSY)
                                fail(*words);
}

static pid_t start(unsigned long flags, int *ret_socket)
{
        int sockets[2];
        struct clone_args arguments = {.flags = flags, .exit_signal = SIGCHLD};
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) < 0)
                fail("socketpair");
        pid_t pid = (pid_t)syscall(SYS_clone3, &arguments, sizeof(arguments));
        if (pid < 0)
                fail("clone3");
        if (pid == 0) {
                /* Where init has it: closeFrom(3) comes near the end. */
                run.report_fd = dup3(sockets[1], 3, O_CLOEXEC) < 0 ? sockets[1] : 3;
                (void)run_plan(&run);
                _exit(1);
        }
        (void)close(sockets[1]);
        *ret_socket = sockets[0];
        return pid;
}

/* Answers sync points until exec closes the socket. */
static void follow(int socket)
{
        struct {
                struct report report;
                char text[REPORT_MAX_TEXT];
        } record;
        while (recv(socket, &record, sizeof(record), 0) > 0) {
                struct go go = {GO_MAGIC, (uint32_t)record.report.value};
                if (record.report.kind == REPORT_SYNC && send(socket, &go, sizeof(go), 0) < 0)
                        fail("go");
                if (record.report.kind == REPORT_ERROR) {
                        errno = record.report.value;
                        fail("operation");
                }
        }
        (void)close(socket);
}

int main(int argc, char **argv)
{
        int socket;
        int status;
        if (argc < 5) {
                (void)fprintf(stderr,
                              "usage: floor PLAN CLONE_FLAGS GAP_MS ROUNDS CGROUP... [-- FILE VALUE]...\n");
                return 100;
        }
        load(argv[1]);
        unsigned long flags = strtoul(argv[2], NULL, 0);
        for (int round = atoi(argv[4]); round > 0; round--) {
                (void)usleep((useconds_t)atoi(argv[3]) * 1000);
                int64_t begin = now();
                make_cgroups(argv + 5);
                pid_t pid = start(flags, &socket);
                follow(socket);
                if (waitpid(pid, &status, 0) < 0 || status != 0)
                        fail("program");
                remove_cgroups(argv + 5);
                (void)printf("%lld\n", (long long)(now() - begin));
        }
        return 0;
}
