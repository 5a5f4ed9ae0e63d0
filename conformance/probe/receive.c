/* SPDX-License-Identifier: Apache-2.0
 *
 * receive SOCKET console|pidfd|seccomp|deaf|notify|hold [ERRNO]: the other end of a console socket, pidfd
 * socket, seccomp listener or NOTIFY_SOCKET. All but the last accept one connection and print one JSON line
 * about what came, and then
 *   console  relays the terminal: its output to stdout, stdin to it, until either ends
 *   deaf     never accepts
 *   seccomp  fails each notified call with ERRNO, one JSON line each
 *   notify   prints a JSON line for each datagram, until it is killed; hold keeps the fds that come along.
 *            A path that begins with @ is an abstract address
 */
#define _GNU_SOURCE
#include "json.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int fail(const char *what)
{
        fprintf(stderr, "receive: %s: %s\n", what, strerror(errno));
        return 1;
}

/* Listens under a temporary name first, so that the name in place means that it can be connected to. */
static int listen_at(const char *path)
{
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

        snprintf(address.sun_path, sizeof(address.sun_path), "%s.new", path);
        if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 || listen(fd, 8) < 0)
                return -1;
        return rename(address.sun_path, path) < 0 ? -1 : fd;
}

struct message {
        char payload[1 << 16];
        size_t length;
        int fds[8];
        int count;
        int fds_in_first;
        int ended;
};

/* One recvmsg: 0 at the end of the connection. */
static ssize_t receive_part(int connection, struct message *ret)
{
        union {
                struct cmsghdr header;
                char space[CMSG_SPACE(sizeof(int) * 8)];
        } control;
        struct iovec part = {ret->payload + ret->length, sizeof(ret->payload) - ret->length};
        struct msghdr header = {
            .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control)};
        ssize_t n = recvmsg(connection, &header, MSG_CMSG_CLOEXEC);

        if (n <= 0)
                return n;
        for (struct cmsghdr *c = CMSG_FIRSTHDR(&header); c != NULL; c = CMSG_NXTHDR(&header, c)) {
                if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
                        continue;
                ret->fds_in_first += ret->length == 0;
                ret->count = (int)((c->cmsg_len - CMSG_LEN(0)) / sizeof(int));
                memcpy(ret->fds, CMSG_DATA(c), (size_t)ret->count * sizeof(int));
        }
        ret->length += (size_t)n;
        return n;
}

static void describe(const struct message *message)
{
        char path[64];
        struct winsize size = {0};

        json_open('{');
        json_key("payload");
        json_text(message->payload, message->length);
        json_key("fds");
        json_number(message->count);
        json_key("fdsInFirst");
        json_number(message->fds_in_first);
        json_key("ended");
        json_number(message->ended);
        if (message->count > 0) {
                snprintf(path, sizeof(path), "/proc/self/fd/%d", message->fds[0]);
                json_key("link");
                json_link(path);
                snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", message->fds[0]);
                json_key("fdinfo");
                json_file(path);
                if (ioctl(message->fds[0], TIOCGWINSZ, &size) == 0) {
                        json_key("rows");
                        json_number(size.ws_row);
                        json_key("columns");
                        json_number(size.ws_col);
                }
        }
        json_close('}');
        json_end();
}

static int relay(int terminal)
{
        struct pollfd fds[2] = {{.fd = terminal, .events = POLLIN}, {.fd = 0, .events = POLLIN}};
        char buffer[4096];

        for (;;) {
                if (poll(fds, 2, -1) < 0)
                        return fail("poll");
                if (fds[0].revents != 0) {
                        ssize_t n = read(terminal, buffer, sizeof(buffer));
                        if (n <= 0)
                                return 0;
                        (void)!write(1, buffer, (size_t)n);
                }
                if (fds[1].revents != 0) {
                        ssize_t n = read(0, buffer, sizeof(buffer));
                        if (n <= 0)
                                fds[1].fd = -1;
                        else
                                (void)!write(terminal, buffer, (size_t)n);
                }
        }
}

static int answer(int listener, int error)
{
        struct seccomp_notif request;
        struct seccomp_notif_resp response;

        for (;;) {
                memset(&request, 0, sizeof(request));
                if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request) < 0) {
                        if (errno == EINTR)
                                continue;
                        return errno == ENOENT ? 0 : fail("SECCOMP_IOCTL_NOTIF_RECV");
                }
                response = (struct seccomp_notif_resp){.id = request.id, .error = -error};
                json_open('{');
                json_key("syscall");
                json_number(request.data.nr);
                json_key("pid");
                json_number(request.pid);
                json_close('}');
                json_end();
                if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response) < 0 && errno != ENOENT)
                        return fail("SECCOMP_IOCTL_NOTIF_SEND");
        }
}

/* sd_notify(3) */
static int take_notifications(const char *path, int holds)
{
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        size_t length = strlen(path);
        int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

        if (fd < 0 || length >= sizeof(address.sun_path))
                return fail("socket");
        memcpy(address.sun_path, path, length);
        if (path[0] == '@')
                address.sun_path[0] = '\0';
        if (bind(fd, (struct sockaddr *)&address,
                 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length)) < 0)
                return fail("bind");
        printf("{\"bound\":1}\n");
        for (;;) {
                static struct message message;
                fflush(stdout);
                message.length = message.count = 0;
                if (receive_part(fd, &message) < 0)
                        return fail("recvmsg");
                describe(&message);
                for (int i = 0; i < message.count && !holds; i++)
                        close(message.fds[i]);
        }
}

int main(int argc, char *argv[])
{
        static struct message message;

        if (argc < 3)
                return 100;
        if (strcmp(argv[2], "notify") == 0 || strcmp(argv[2], "hold") == 0)
                return take_notifications(argv[1], argv[2][0] == 'h');
        int listener = listen_at(argv[1]);
        if (listener < 0)
                return fail(argv[1]);
        if (strcmp(argv[2], "deaf") == 0)
                return pause();
        int connection = accept(listener, NULL, NULL);
        if (connection < 0)
                return fail("accept");
        /* A seccomp message can come in parts and ends with the connection. */
        ssize_t n = receive_part(connection, &message);
        while (n > 0 && strcmp(argv[2], "seccomp") == 0)
                n = receive_part(connection, &message);
        message.ended = n == 0;
        describe(&message);
        if (message.count == 0)
                return 1;
        if (strcmp(argv[2], "console") == 0)
                return relay(message.fds[0]);
        if (strcmp(argv[2], "seccomp") == 0)
                return answer(message.fds[0], argc > 3 ? atoi(argv[3]) : EPERM);
        return 0;
}
