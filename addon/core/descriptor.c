// SPDX-License-Identifier: Apache-2.0
/* File descriptors as such. */
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <linux/nsfs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "functions.h"
#include "result.h"

enum { MAX_POLL = 256 };

void native_close(const struct argument *arguments, struct result *ret)
{
        /* EINTR: Linux has closed it all the same. */
        int r = close((int)arguments[0].number);
        result_number(ret, r < 0 && errno != EINTR ? -errno : 0);
}

void native_flock(const struct argument *arguments, struct result *ret)
{
        int r;
        do
                r = flock((int)arguments[0].number, (int)arguments[1].number);
        while (r < 0 && errno == EINTR);
        result_syscall(ret, r);
}

void native_dup3(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret, dup3((int)arguments[0].number, (int)arguments[1].number, O_CLOEXEC));
}

void native_dup_above(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret, fcntl((int)arguments[0].number, F_DUPFD_CLOEXEC, (int)arguments[1].number));
}

void native_fd_flags(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret, fcntl((int)arguments[0].number, F_GETFD));
}

void native_set_nonblock(const struct argument *arguments, struct result *ret)
{
        int fd = (int)arguments[0].number;
        int flags = fcntl(fd, F_GETFL);
        if (flags < 0) {
                result_number(ret, -errno);
                return;
        }
        int wanted = arguments[1].number ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
        result_syscall(ret, wanted == flags ? 0 : fcntl(fd, F_SETFL, wanted));
}

void native_event_fd(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        result_syscall(ret, eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
}

void native_pipe(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        int fds[2];
        if (pipe2(fds, O_CLOEXEC) < 0) {
                result_number(ret, -errno);
                return;
        }
        const int64_t numbers[] = {fds[0], fds[1]};
        result_numbers(ret, numbers, 2);
}

void native_poll(const struct argument *arguments, struct result *ret)
{
        const struct argument *pairs = &arguments[0];
        size_t count = pairs->length / 2;
        if (pairs->length % 2 != 0 || count > MAX_POLL) {
                result_number(ret, -EINVAL);
                return;
        }
        struct pollfd fds[MAX_POLL];
        for (size_t i = 0; i < count; i++)
                fds[i] = (struct pollfd){.fd = (int)pairs->numbers[2 * i],
                                         .events = (short)pairs->numbers[2 * i + 1]};
        if (poll(fds, count, (int)arguments[1].number) < 0) {
                result_number(ret, -errno);
                return;
        }
        int64_t revents[MAX_POLL];
        for (size_t i = 0; i < count; i++)
                revents[i] = fds[i].revents;
        result_numbers(ret, revents, count);
}

void native_namespace_type(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret, ioctl((int)arguments[0].number, NS_GET_NSTYPE));
}
