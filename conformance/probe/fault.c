/* SPDX-License-Identifier: Apache-2.0
 *
 * fault PROCESS CALL ACTION REPORT PROGRAM...: runs PROGRAM and disturbs one system call of one process.
 * PROCESS is 0 for PROGRAM itself and K for the Kth process that is made below it; CALL counts that process's
 * system calls from 1. ACTION is "kill" (SIGKILL instead of the call), an errno (the call is not made, unless
 * it is close, and fails with it) or "short" (a write of half of its bytes). rt_sigreturn, which can't fail,
 * is let alone: where a signal comes differs from run to run. The number of the call that was hit is written
 * to REPORT. The status is PROGRAM's; what outlives it goes on undisturbed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST_PROCESSES = 64, BAD_USAGE = 100, SYSTEM_ERROR = 111 };

struct process {
        unsigned long calls;
        pid_t pid;
        bool fails; /* the call that it is in is not made */
};

struct wanted {
        unsigned long process, call;
        bool kill, halve;
        int error;
        const char *report;
};

static struct process processes[MOST_PROCESSES];
static unsigned long process_count;

static void die(const char *what)
{
        perror(what);
        exit(SYSTEM_ERROR);
}

/* By order of appearance, which is that of creation. */
static struct process *find_process(pid_t pid)
{
        for (unsigned long i = 0; i < process_count; i++)
                if (processes[i].pid == pid)
                        return &processes[i];
        if (process_count == MOST_PROCESSES) {
                (void)fprintf(stderr, "fault: more than %d processes\n", MOST_PROCESSES);
                exit(SYSTEM_ERROR);
        }
        processes[process_count].pid = pid;
        return &processes[process_count++];
}

/* Number and result of a call are registers whose names only this architecture has. */
#if defined(__x86_64__)
static void set_registers(pid_t pid, const struct wanted *wanted, bool entry)
{
        struct user_regs_struct registers;
        if (ptrace(PTRACE_GETREGS, pid, 0, &registers) < 0)
                return;
        if (!entry)
                registers.rax = (unsigned long long)-(long long)wanted->error;
        else if (wanted->halve)
                registers.rdx = registers.rdx > 1 ? registers.rdx / 2 : registers.rdx;
        else
                registers.orig_rax = (unsigned long long)-1;
        (void)ptrace(PTRACE_SETREGS, pid, 0, &registers);
}
#else
static void set_registers(pid_t pid, const struct wanted *wanted, bool entry)
{
        (void)pid, (void)wanted, (void)entry;
        (void)fprintf(stderr, "fault: errors can't be injected on this architecture\n");
        exit(SYSTEM_ERROR);
}
#endif

static void tell(const char *path, uint64_t number)
{
        char text[32];
        int length = snprintf(text, sizeof(text), "%llu\n", (unsigned long long)number);
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (fd < 0 || write(fd, text, (size_t)length) != length)
                die(path);
        (void)close(fd);
}

static void disturb(struct process *process, const struct wanted *wanted, uint64_t number)
{
        if (!wanted->kill && number == SYS_rt_sigreturn)
                return;
        tell(wanted->report, number);
        if (wanted->kill) {
                (void)kill(process->pid, SIGKILL);
                return;
        }
        process->fails = !wanted->halve;
        /* A close(2) that fails has closed all the same. */
        if (wanted->halve ? number == SYS_write || number == SYS_pwrite64 : number != SYS_close)
                set_registers(process->pid, wanted, true);
}

static void at_call(struct process *process, const struct wanted *wanted)
{
        struct __ptrace_syscall_info info = {0};
        if (ptrace(PTRACE_GET_SYSCALL_INFO, process->pid, sizeof(info), &info) <= 0)
                return;
        if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
                if (process->fails)
                        set_registers(process->pid, wanted, false);
                process->fails = false;
                return;
        }
        if (info.op != PTRACE_SYSCALL_INFO_ENTRY)
                return;
        /* The program begins with its execve; before that it is this one. */
        if (process == processes && process->calls == 0 && info.entry.nr != SYS_execve)
                return;
        if (++process->calls == wanted->call && (unsigned long)(process - processes) == wanted->process)
                disturb(process, wanted, info.entry.nr);
}

static void at_stop(pid_t pid, int status, const struct wanted *wanted)
{
        int number = WSTOPSIG(status), event = status >> 16, deliver = 0;
        struct process *process = find_process(pid);
        if (number == (SIGTRAP | 0x80))
                at_call(process, wanted);
        else if (event == PTRACE_EVENT_STOP && number != SIGTRAP) {
                (void)ptrace(PTRACE_LISTEN, pid, 0, 0);
                return;
        } else if (event == 0)
                deliver = number;
        (void)ptrace(PTRACE_SYSCALL, pid, 0, deliver);
}

static pid_t start(char *program[])
{
        int gate[2];
        char byte = 0;
        if (pipe2(gate, O_CLOEXEC) < 0)
                die("pipe2");
        pid_t pid = fork();
        if (pid < 0)
                die("fork");
        if (pid == 0) {
                if (read(gate[0], &byte, 1) == 1)
                        (void)execv(program[0], program);
                die(program[0]);
        }
        int status;
        const long options =
            PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK;
        if (ptrace(PTRACE_SEIZE, pid, 0, options) < 0 || ptrace(PTRACE_INTERRUPT, pid, 0, 0) < 0 ||
            waitpid(pid, &status, __WALL) != pid)
                die("ptrace");
        (void)find_process(pid);
        if (ptrace(PTRACE_SYSCALL, pid, 0, 0) < 0 || write(gate[1], &byte, 1) != 1)
                die("ptrace");
        (void)close(gate[0]);
        (void)close(gate[1]);
        return pid;
}

int main(int argc, char *argv[])
{
        if (argc < 6)
                return BAD_USAGE;
        const struct wanted wanted = {
            .process = strtoul(argv[1], NULL, 10),
            .call = strtoul(argv[2], NULL, 10),
            .kill = strcmp(argv[3], "kill") == 0,
            .halve = strcmp(argv[3], "short") == 0,
            .error = atoi(argv[3]),
            .report = argv[4],
        };
        const pid_t program = start(argv + 5);
        for (;;) {
                int status;
                pid_t pid = waitpid(-1, &status, __WALL);
                if (pid < 0 && errno == EINTR)
                        continue;
                if (pid < 0)
                        die("waitpid");
                if (WIFSTOPPED(status)) {
                        at_stop(pid, status, &wanted);
                        continue;
                }
                if (pid != program)
                        continue;
                if (WIFEXITED(status))
                        return WEXITSTATUS(status);
                /* As the program: by the same signal. */
                (void)signal(WTERMSIG(status), SIG_DFL);
                (void)raise(WTERMSIG(status));
                return 128 + WTERMSIG(status);
        }
}
