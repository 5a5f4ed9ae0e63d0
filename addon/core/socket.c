// SPDX-License-Identifier: Apache-2.0
/* AF_UNIX sockets, at names in directories that are open already: the name's length is no limit then. */
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "functions.h"
#include "messages.h"
#include "result.h"

enum { PEER_SECONDS = 10, MOST_RECEIVED = 65536 };

struct target {
        struct sockaddr_un address;
        socklen_t length;
};

/* A path that begins with @ is a name in the abstract namespace, as systemd writes them. */
static int set_address(struct target *target, int dirfd, const char *name)
{
        struct sockaddr_un *address = &target->address;
        int length;
        address->sun_family = AF_UNIX;
        if (dirfd == AT_FDCWD || name[0] == '/')
                length = snprintf(address->sun_path, sizeof(address->sun_path), "%s", name);
        else
                length = snprintf(address->sun_path, sizeof(address->sun_path), "/proc/self/fd/%d/%s", dirfd,
                                  name);
        if (length >= (int)sizeof(address->sun_path))
                return -ENAMETOOLONG;
        target->length = sizeof(*address);
        if (dirfd == AT_FDCWD && name[0] == '@') {
                address->sun_path[0] = '\0';
                target->length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)length);
        }
        return 0;
}

static int close_keeping(int fd)
{
        int r = -errno;
        (void)close(fd); /* r holds the first error */
        return r;
}

/* A new socket, and the address that it is to have or to reach. */
static int open_socket(struct target *target, int dirfd, const char *name, int type)
{
        int r = set_address(target, dirfd, name);
        if (r < 0)
                return r;
        int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
        return fd < 0 ? -errno : fd;
}

static int bind_at(int dirfd, const char *name, int type)
{
        struct target target = {0};
        int fd = open_socket(&target, dirfd, name, type);
        if (fd < 0)
                return fd;
        if (bind(fd, (const struct sockaddr *)&target.address, target.length) < 0)
                return close_keeping(fd);
        return fd;
}

void native_listen_unix(const struct argument *arguments, struct result *ret)
{
        int r = bind_at((int)arguments[0].number, arguments[1].text, SOCK_SEQPACKET);
        if (r >= 0 && listen(r, SOMAXCONN) < 0)
                r = close_keeping(r);
        result_number(ret, r);
}

void native_bind_datagram(const struct argument *arguments, struct result *ret)
{
        result_number(ret, bind_at((int)arguments[0].number, arguments[1].text, SOCK_DGRAM));
}

/* A peer that listens but never accepts would hold a connect or a send for ever. */
static int bound_wait(int fd)
{
        const struct timeval limit = {.tv_sec = PEER_SECONDS};
        return setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit)) < 0 ? -errno : 0;
}

static int connect_at(int dirfd, const char *name, int type)
{
        struct target target = {0};
        int fd = open_socket(&target, dirfd, name, type);
        if (fd < 0)
                return fd;
        int r;
        if (type != SOCK_SEQPACKET && bound_wait(fd) < 0)
                return close_keeping(fd);
        do
                r = connect(fd, (const struct sockaddr *)&target.address, target.length);
        while (r < 0 && errno == EINTR);
        if (r == 0)
                return fd;
        r = close_keeping(fd);
        /* EAGAIN is what the kernel calls the end of that wait. */
        return type == SOCK_STREAM && r == -EAGAIN ? -ETIMEDOUT : r;
}

/* A path that is too long for an address goes through its directory's fd. */
static int connect_long(const char *path, int type)
{
        char directory[PATH_MAX];
        const char *slash = strrchr(path, '/');
        if (slash == NULL || (size_t)(slash - path) >= sizeof(directory))
                return -ENAMETOOLONG;
        memcpy(directory, path, (size_t)(slash - path));
        directory[slash - path] = '\0';
        int dirfd = open(slash == path ? "/" : directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (dirfd < 0)
                return -errno;
        int r = connect_at(dirfd, slash + 1, type);
        (void)close(dirfd); /* nothing was written */
        return r;
}

void native_connect_unix(const struct argument *arguments, struct result *ret)
{
        int dirfd = (int)arguments[0].number;
        int type = (int)arguments[2].number;
        const struct argument *path = &arguments[1];
        struct sockaddr_un address;
        if (type != SOCK_STREAM && type != SOCK_DGRAM && type != SOCK_SEQPACKET)
                result_number(ret, -EINVAL);
        else if (dirfd == AT_FDCWD && path->length >= sizeof(address.sun_path))
                result_number(ret, connect_long(path->text, type));
        else
                result_number(ret, connect_at(dirfd, path->text, type));
}

void native_accept_unix(const struct argument *arguments, struct result *ret)
{
        int fd;
        do
                fd = accept4((int)arguments[0].number, NULL, NULL, SOCK_CLOEXEC);
        while (fd < 0 && errno == EINTR);
        result_syscall(ret, fd);
}

void native_send_fds(const struct argument *arguments, struct result *ret)
{
        const struct argument *data = &arguments[1], *fds = &arguments[2];
        int numbers[MESSAGE_MAX_FDS];
        if (fds->length > MESSAGE_MAX_FDS) {
                result_number(ret, -EINVAL);
                return;
        }
        for (size_t i = 0; i < fds->length; i++)
                numbers[i] = (int)fds->numbers[i];
        result_number(ret,
                      message_send((int)arguments[0].number, data->text, data->length, numbers, fds->length));
}

void native_socket_pair(const struct argument *arguments, struct result *ret)
{
        (void)arguments; /* takes none */
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) {
                result_number(ret, -errno);
                return;
        }
        const int64_t numbers[] = {ends[0], ends[1]};
        result_numbers(ret, numbers, 2);
}

void native_receive_bytes(const struct argument *arguments, struct result *ret)
{
        int64_t most = arguments[1].number;
        if (most < 1 || most > MOST_RECEIVED) {
                result_number(ret, -EINVAL);
                return;
        }
        unsigned char *data = malloc((size_t)most);
        int64_t *numbers = malloc(((size_t)most + 1) * sizeof(int64_t));
        int fd = -1;
        ssize_t n = -ENOMEM;
        if (data != NULL && numbers != NULL)
                n = message_receive((int)arguments[0].number, data, (size_t)most, MSG_DONTWAIT, &fd);
        if (n < 0) {
                result_number(ret, n);
        } else {
                numbers[0] = fd;
                for (ssize_t i = 0; i < n; i++)
                        numbers[i + 1] = data[i];
                result_numbers(ret, numbers, (size_t)n + 1);
        }
        free(data);
        free(numbers);
}
