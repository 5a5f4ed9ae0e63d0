// SPDX-License-Identifier: Apache-2.0
/* Other processes, and attributes of this one that can be changed. */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "functions.h"
#include "result.h"

/* States of waitPidfd(), pidfdExit() and reap(). */
enum { ALIVE, EXITED, KILLED };

/* What waitPidfd() does. */
enum { WAIT_TAKE, WAIT_BLOCK, WAIT_LOOK };

void native_pidfd_open(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret,
                       syscall(SYS_pidfd_open, (pid_t)arguments[0].number, (unsigned)arguments[1].number));
}

void native_pidfd_signal(const struct argument *arguments, struct result *ret)
{
        result_syscall(
            ret, syscall(SYS_pidfd_send_signal, (int)arguments[0].number, (int)arguments[1].number, NULL, 0));
}

void native_kill(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret, kill((pid_t)arguments[0].number, (int)arguments[1].number));
}

static int wait_dead(idtype_t type, id_t id, int options, siginfo_t *ret_info)
{
        int r;
        memset(ret_info, 0, sizeof(*ret_info));
        do
                r = waitid(type, id, ret_info, WEXITED | options);
        while (r < 0 && errno == EINTR);
        return r < 0 ? -errno : 0;
}

static int64_t state_of(const siginfo_t *info)
{
        if (info->si_pid == 0)
                return ALIVE;
        return info->si_code == CLD_EXITED ? EXITED : KILLED;
}

void native_wait_pidfd(const struct argument *arguments, struct result *ret)
{
        static const int options[] = {
            [WAIT_TAKE] = WNOHANG, [WAIT_BLOCK] = 0, [WAIT_LOOK] = WNOHANG | WNOWAIT};
        int64_t how = arguments[1].number;
        if (how < WAIT_TAKE || how > WAIT_LOOK) {
                result_number(ret, -EINVAL);
                return;
        }
        siginfo_t info;
        int r = wait_dead((idtype_t)P_PIDFD, (id_t)arguments[0].number, options[how], &info);
        if (r < 0) {
                result_number(ret, r);
                return;
        }
        const int64_t numbers[] = {state_of(&info), info.si_status};
        result_numbers(ret, numbers, 2);
}

/* Of linux/pidfd.h, which older headers lack. */
struct exit_info {
        uint64_t mask, cgroup;
        uint32_t ids[11];
        int32_t exit_code;
};

#define GET_EXIT_INFO _IOWR(0xFF, 11, struct exit_info)
enum { INFO_EXIT = 1 << 3 };

void native_pidfd_exit(const struct argument *arguments, struct result *ret)
{
        struct exit_info info = {.mask = INFO_EXIT};
        if (ioctl((int)arguments[0].number, GET_EXIT_INFO, &info) < 0) {
                result_number(ret, -errno);
                return;
        }
        if ((info.mask & INFO_EXIT) == 0) {
                result_number(ret, -ENODATA); /* not reaped yet, or before Linux 6.15 */
                return;
        }
        int signal = info.exit_code & 0x7f;
        const int64_t numbers[] = {signal == 0 ? EXITED : KILLED,
                                   signal == 0 ? (info.exit_code >> 8) & 0xff : signal};
        result_numbers(ret, numbers, 2);
}

void native_reap(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        siginfo_t info;
        int r = wait_dead(P_ALL, 0, WNOHANG, &info);
        if (r < 0 && r != -ECHILD) {
                result_number(ret, r);
                return;
        }
        const int64_t numbers[] = {info.si_pid, state_of(&info), info.si_status};
        result_numbers(ret, numbers, 3);
}

void native_prctl(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret, prctl((int)arguments[0].number, (unsigned long)arguments[1].number, 0, 0, 0));
}

static int parse_limit(const struct argument *text, rlim_t *ret)
{
        char *end;
        errno = 0;
        unsigned long long value = strtoull(text->text, &end, 10);
        if (text->text[0] < '0' || text->text[0] > '9' || *end != '\0')
                return -EINVAL;
        if (errno != 0)
                return -errno;
        *ret = value;
        return 0;
}

void native_prlimit(const struct argument *arguments, struct result *ret)
{
        struct rlimit limit;
        int r = parse_limit(&arguments[2], &limit.rlim_cur);
        if (r == 0)
                r = parse_limit(&arguments[3], &limit.rlim_max);
        if (r == 0 && prlimit((pid_t)arguments[0].number, (int)arguments[1].number, &limit, NULL) < 0)
                r = -errno;
        result_number(ret, r);
}

void native_getrlimit(const struct argument *arguments, struct result *ret)
{
        struct rlimit limit;
        if (prlimit(0, (int)arguments[0].number, NULL, &limit) < 0) {
                result_number(ret, -errno);
                return;
        }
        char text[64];
        int length = snprintf(text, sizeof(text), "%" PRIu64 " %" PRIu64, (uint64_t)limit.rlim_cur,
                              (uint64_t)limit.rlim_max);
        result_text(ret, text, (size_t)length);
}

void native_exit(const struct argument *arguments, struct result *ret)
{
        (void)ret;
        /* Nothing is buffered: all output goes through write(2). */
        _exit((int)arguments[0].number);
}
