// SPDX-License-Identifier: Apache-2.0
#include "messages.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int message_send(int socket, const void *data, size_t length, const int *fds, size_t n_fds)
{
        _Alignas(struct cmsghdr) char control[CMSG_SPACE(MESSAGE_MAX_FDS * sizeof(int))];
        struct iovec part = {.iov_base = (void *)data, .iov_len = length};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
        if (n_fds > MESSAGE_MAX_FDS)
                return -EINVAL;
        if (n_fds > 0) {
                memset(control, 0, CMSG_SPACE(n_fds * sizeof(int)));
                message.msg_control = control;
                message.msg_controllen = CMSG_SPACE(n_fds * sizeof(int));
                struct cmsghdr *header = CMSG_FIRSTHDR(&message);
                header->cmsg_level = SOL_SOCKET;
                header->cmsg_type = SCM_RIGHTS;
                header->cmsg_len = CMSG_LEN(n_fds * sizeof(int));
                memcpy(CMSG_DATA(header), fds, n_fds * sizeof(int));
        }
        ssize_t n;
        do
                n = sendmsg(socket, &message, MSG_NOSIGNAL);
        while (n < 0 && errno == EINTR);
        if (n < 0)
                return -errno;
        return (size_t)n == length ? 0 : -EIO;
}

/* Keeps the first fd, closes the others. Returns how many there were. */
static size_t take_fd(struct msghdr *message, int *ret_fd)
{
        size_t total = 0;
        for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header != NULL;
             header = CMSG_NXTHDR(message, header)) {
                if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
                        continue;
                size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
                for (size_t i = 0; i < count; i++, total++) {
                        int fd;
                        memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof(fd));
                        if (total == 0)
                                *ret_fd = fd;
                        else
                                (void)close(fd); /* refused below */
                }
        }
        return total;
}

ssize_t message_receive(int socket, void *data, size_t length, int flags, int *ret_fd)
{
        /* Room for two: with room for one only, the kernel may drop a second silently. */
        _Alignas(struct cmsghdr) char control[CMSG_SPACE(2 * sizeof(int))];
        struct iovec part = {.iov_base = data, .iov_len = length};
        struct msghdr message = {
            .msg_iov = &part,
            .msg_iovlen = 1,
            .msg_control = control,
            .msg_controllen = sizeof(control),
        };
        ssize_t n;
        do
                n = recvmsg(socket, &message, flags | MSG_CMSG_CLOEXEC);
        while (n < 0 && errno == EINTR);
        if (n < 0)
                return -errno;
        int fd = -1;
        if (take_fd(&message, &fd) > 1 || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) {
                if (fd >= 0)
                        (void)close(fd);
                return -EBADMSG;
        }
        *ret_fd = fd;
        return n;
}
