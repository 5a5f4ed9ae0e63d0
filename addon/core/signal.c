// SPDX-License-Identifier: Apache-2.0
/*
 * Signals as something to read. Not signalfd(2): in a host with threads the kernel would hand a blocked
 * signal to any thread that does not block it. A handler that sends over a socket works in every host.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "functions.h"
#include "result.h"

enum { MOST_TRIES = 100 };

struct record {
        int32_t signal, sender, code;
};

static _Atomic int socket_end = -1;

static void on_signal(int signal, siginfo_t *info, void *context)
{
        (void)context;
        int saved = errno;
        const struct record record = {signal, info->si_pid, info->si_code};
        int fd = atomic_load(&socket_end);
        ssize_t n = -1;
        /* A full socket holds thousands of unread signals: one more tells nothing new. Other failures are of
         * memory, and to lose the end of a child would be to wait for it for ever. */
        for (int tries = 0; tries < MOST_TRIES && n < 0; tries++)
                n = send(fd, &record, sizeof(record), MSG_NOSIGNAL | MSG_DONTWAIT);
        errno = saved;
}

static int catch_signals(const struct argument *signals)
{
        struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART};
        sigfillset(&action.sa_mask);
        for (size_t i = 0; i < signals->length; i++) {
                if (sigaction((int)signals->numbers[i], &action, NULL) < 0)
                        return -errno;
        }
        return 0;
}

static int unblock_signals(const struct argument *signals)
{
        sigset_t set;
        sigemptyset(&set);
        for (size_t i = 0; i < signals->length; i++)
                sigaddset(&set, (int)signals->numbers[i]);
        return -pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

void native_signal_fd(const struct argument *arguments, struct result *ret)
{
        int fds[2];
        /* A socket pair: writing to a pipe without a reader would raise SIGPIPE, which is caught here too. */
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds) < 0) {
                result_number(ret, -errno);
                return;
        }
        int former = atomic_exchange(&socket_end, fds[1]);
        if (former >= 0)
                (void)close(former); /* its reader sees the end */
        int r = catch_signals(&arguments[0]);
        if (r == 0)
                r = unblock_signals(&arguments[0]);
        if (r < 0)
                (void)close(
                    fds[0]); /* r holds the first error; the write end stays for signals caught so far */
        result_number(ret, r < 0 ? r : fds[0]);
}

void native_read_signal(const struct argument *arguments, struct result *ret)
{
        struct record record;
        ssize_t n;
        do
                n = read((int)arguments[0].number, &record, sizeof(record));
        while (n < 0 && errno == EINTR);
        if (n < 0) {
                result_number(ret, -errno);
        } else if (n != (ssize_t)sizeof(record)) {
                result_number(ret, -EBADMSG);
        } else {
                const int64_t numbers[] = {record.signal, record.sender, record.code};
                result_numbers(ret, numbers, 3);
        }
}

void native_set_signal(const struct argument *arguments, struct result *ret)
{
        const struct sigaction action = {.sa_handler = arguments[1].number ? SIG_IGN : SIG_DFL};
        result_syscall(ret, sigaction((int)arguments[0].number, &action, NULL));
}
