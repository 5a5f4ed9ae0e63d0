// SPDX-License-Identifier: Apache-2.0
/*
 * The child shares the parent's memory (CLONE_VM|CLONE_VFORK) until it executes: nothing is copied, however
 * large the parent is, and the errno of a failed step comes back in a plain variable. Between clone and exec
 * it makes system calls only: other threads of the parent go on running.
 */
#include "child.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clone_call.h"
#include "functions.h"
#include "result.h"

enum { STACK_SIZE = 32768, KERNEL_SIGNALS = 64 };

#ifndef CLONE_INTO_CGROUP
#define CLONE_INTO_CGROUP 0x200000000ULL
#endif

/* As the kernel has them; glibc's wrappers refuse the signals that its threads use. */
typedef uint64_t kernel_sigset;

struct kernel_sigaction {
        void (*handler)(int);
        unsigned long flags;
        void (*restorer)(void);
        kernel_sigset mask;
};

/* Soft limit of open files for every new process; -1: the caller's own. Belongs to the process, like the
 * limit. */
static _Atomic int64_t open_files = -1;

void native_set_open_files(const struct argument *arguments, struct result *ret)
{
        atomic_store(&open_files, arguments[0].number);
        result_number(ret, 0);
}

struct run {
        const struct child *child;
        int error; /* -errno of the step that failed, or 0 */
        const char *step;
        pid_t parent;
};

static int failed(struct run *run, const char *step)
{
        run->error = -errno;
        run->step = step;
        return run->error;
}

static void set_mask(kernel_sigset mask, kernel_sigset *ret_former)
{
        (void)syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, ret_former, sizeof(mask)); /* can't fail */
}

static void reset_signals(void)
{
        const struct kernel_sigaction action = {.handler = SIG_DFL};
        for (int signal = 1; signal <= KERNEL_SIGNALS; signal++)
                /* fails for SIGKILL and SIGSTOP, which nobody can change */
                (void)syscall(SYS_rt_sigaction, signal, &action, NULL, sizeof(action.mask));
        set_mask(0, NULL);
}

/* Gives each fd its place. All sources first go above every place, so that none is overwritten before
 * it was copied. */
static int place_fds(struct run *run)
{
        const struct child *child = run->child;
        int socket_place = 3 + child->preserve;
        int executable_place = socket_place + (child->socket >= 0);
        int above = executable_place + 1;
        int sources[5] = {child->stdio[0], child->stdio[1], child->stdio[2], child->socket,
                          child->executable};
        for (int i = 0; i < 5; i++) {
                if (i >= 3 && sources[i] < 0)
                        continue;
                sources[i] = fcntl(sources[i], F_DUPFD_CLOEXEC, above);
                if (sources[i] < 0)
                        return failed(run, "dup");
        }
        for (int i = 0; i < 3; i++) {
                if (dup2(sources[i], i) < 0)
                        return failed(run, "dup2");
        }
        for (int fd = 3; fd < socket_place; fd++) {
                if (fcntl(fd, F_SETFD, 0) < 0)
                        return failed(run, "fcntl");
        }
        if (child->socket >= 0 && dup2(sources[3], socket_place) < 0)
                return failed(run, "dup2");
        int rest = executable_place;
        if (child->executable >= 0) {
                if (dup3(sources[4], executable_place, O_CLOEXEC) < 0)
                        return failed(run, "dup3");
                rest++;
        }
        if (syscall(SYS_close_range, (unsigned)rest, ~0U, 0) < 0)
                return failed(run, "close_range");
        return 0;
}

/* After the fds have their places: those of the parent may be above the limit. */
static int limit_open_files(struct run *run)
{
        struct rlimit limit;
        int64_t wanted = atomic_load(&open_files);
        if (wanted < 0)
                return 0;
        if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
                return failed(run, "getrlimit");
        if ((rlim_t)wanted >= limit.rlim_max)
                return 0;
        limit.rlim_cur = (rlim_t)wanted;
        return setrlimit(RLIMIT_NOFILE, &limit) < 0 ? failed(run, "setrlimit") : 0;
}

/* Once the runtime is gone nobody knows of its hook, and nobody would end one that hangs. */
static int end_with_parent(struct run *run)
{
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
                return failed(run, "prctl");
        if (getppid() != run->parent)
                _exit(127); /* it is gone already */
        return 0;
}

static int become(struct run *run)
{
        const struct child *child = run->child;
        reset_signals();
        if (child->bound && setsid() < 0)
                return failed(run, "setsid");
        if (child->bound && end_with_parent(run) < 0)
                return run->error;
        if (child->directory >= 0 && fchdir(child->directory) < 0)
                return failed(run, "fchdir");
        int r = place_fds(run);
        if (r == 0)
                r = limit_open_files(run);
        if (r < 0)
                return r;
        if (child->executable < 0) {
                execve(child->path, child->argv, child->envp);
                return failed(run, "execve");
        }
        int executable = 3 + child->preserve + (child->socket >= 0);
        syscall(SYS_execveat, executable, "", child->argv, child->envp, AT_EMPTY_PATH);
        return failed(run, "execveat");
}

static void run_child(void *argument)
{
        (void)become(argument); /* the error is in the shared struct run */
        _exit(127);
}

int spawn_child(const struct child *child, int *ret_pidfd)
{
        _Alignas(16) char stack[STACK_SIZE];
        struct run run = {.child = child, .parent = getpid()};
        int pidfd = -1;
        struct clone_args args = {
            .flags = child->clone_flags | CLONE_VM | CLONE_VFORK | CLONE_PIDFD,
            .pidfd = (uint64_t)(uintptr_t)&pidfd,
            .exit_signal = SIGCHLD,
            .stack = (uint64_t)(uintptr_t)stack,
            .stack_size = sizeof(stack),
        };
        if (child->cgroup >= 0) {
                args.flags |= CLONE_INTO_CGROUP;
                args.cgroup = (uint64_t)child->cgroup;
        }
        /* No handler of the parent may run in the child. */
        kernel_sigset former;
        set_mask(~(kernel_sigset)0, &former);
        long pid = clone_call(&args, run_child, &run);
        set_mask(former, NULL);
        if (pid < 0) {
                last_text_set("clone3", strlen("clone3"));
                return (int)pid;
        }
        if (run.error < 0) {
                siginfo_t info;
                int r;
                do
                        r = waitid((idtype_t)P_PIDFD, (id_t)pidfd, &info, WEXITED);
                while (r < 0 && errno == EINTR);
                (void)close(pidfd);
                last_text_set(run.step, strlen(run.step));
                return run.error;
        }
        *ret_pidfd = pidfd;
        return (int)pid;
}
