/* SPDX-License-Identifier: Apache-2.0 */
#include "init_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define TIMEOUT_MS 10000

static void require(bool condition)
{
        if (!condition) {
                perror("init process");
                abort();
        }
}

const char *init_program(void)
{
        return getenv("RUNT_INIT");
}

struct init_process init_start(int preserve)
{
        int sockets[2];
        char place[16];
        require(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) == 0);
        (void)snprintf(place, sizeof(place), "%d", 3 + preserve);
        pid_t pid = fork();
        require(pid >= 0);
        if (pid == 0) {
                char *argv[] = {"runt-init", place, NULL};
                char *envp[] = {NULL};
                int socket = fcntl(sockets[1], F_DUPFD_CLOEXEC, 200);
                for (int fd = 3; fd < 3 + preserve; fd++)
                        (void)dup2(0, fd);
                (void)dup2(socket, 3 + preserve);
                /* Left open on purpose: init closes it. */
                (void)dup2(0, 4 + preserve);
                (void)execve(init_program(), argv, envp);
                _exit(126);
        }
        (void)close(sockets[1]);
        return (struct init_process){pid, sockets[0]};
}

void init_send(const struct init_process *init, struct start_message message, const int *fds, int n_fds)
{
        union {
                struct cmsghdr header;
                char space[CMSG_SPACE(sizeof(int) * 253)];
        } control = {0};
        struct iovec part = {&message, sizeof(message)};
        struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1};
        if (n_fds > 0) {
                header.msg_control = control.space;
                header.msg_controllen = CMSG_SPACE(sizeof(int) * (size_t)n_fds);
                struct cmsghdr *rights = CMSG_FIRSTHDR(&header);
                rights->cmsg_level = SOL_SOCKET;
                rights->cmsg_type = SCM_RIGHTS;
                rights->cmsg_len = CMSG_LEN(sizeof(int) * (size_t)n_fds);
                memcpy(CMSG_DATA(rights), fds, sizeof(int) * (size_t)n_fds);
        }
        require(sendmsg(init->socket, &header, MSG_NOSIGNAL) == (ssize_t)sizeof(message));
}

struct init_process init_run(const struct builder *builder, const int *slots, int n_slots)
{
        int fds[253];
        struct init_process init = init_start(0);
        fds[0] = builder_file(builder);
        for (int i = 0; i < n_slots; i++)
                fds[1 + i] = slots[i];
        init_send(&init, (struct start_message){START_MAGIC, (uint32_t)n_slots}, fds, 1 + n_slots);
        (void)close(fds[0]);
        return init;
}

struct record init_record(int socket)
{
        struct record record = {.fd = -1};
        union {
                struct cmsghdr header;
                char space[CMSG_SPACE(sizeof(int))];
        } control = {0};
        struct iovec parts[] = {{&record.head, sizeof(record.head)}, {record.text, REPORT_MAX_TEXT}};
        struct msghdr header = {.msg_iov = parts,
                                .msg_iovlen = 2,
                                .msg_control = control.space,
                                .msg_controllen = sizeof(control)};
        struct pollfd readable = {.fd = socket, .events = POLLIN};
        require(poll(&readable, 1, TIMEOUT_MS) == 1);
        ssize_t got = recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
        if (got <= 0)
                return (struct record){.fd = -1};
        require(got >= (ssize_t)sizeof(record.head) && record.head.magic == REPORT_MAGIC);
        require(record.head.text_length == (size_t)got - sizeof(record.head));
        struct cmsghdr *rights = CMSG_FIRSTHDR(&header);
        if (rights != NULL)
                memcpy(&record.fd, CMSG_DATA(rights), sizeof(int));
        return record;
}

void init_go(int socket, uint32_t point)
{
        const struct go go = {GO_MAGIC, point};
        require(send(socket, &go, sizeof(go), MSG_NOSIGNAL) == (ssize_t)sizeof(go));
}

int init_wait(pid_t pid)
{
        int status;
        require(waitpid(pid, &status, 0) == pid);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}
