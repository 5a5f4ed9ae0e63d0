/* SPDX-License-Identifier: Apache-2.0
 *
 * Namespaces, the second process, and the points at which init waits.
 */
#include "init.h"

#include <fcntl.h>
#include <net/if.h>
#include <linux/netlink.h>
#include <linux/sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define KEYCTL_JOIN_SESSION 1
#define KEYCTL_SET_PERMISSIONS 5
#define KEYCTL_DESCRIBE_KEY 6
#define DESCRIPTION_MAX 4352 /* the kernel allows names of 4095 bytes */
#define LOOPBACK_FLAGS (IFF_UP | IFF_RUNNING)

int op_setns(struct run *run, const struct op *op)
{
        return result_of(syscall(SYS_setns, slot_fd(run, op, 0), (int)op->operand[1].number));
}

int op_unshare(struct run *run, const struct op *op)
{
        (void)run;
        return result_of(syscall(SYS_unshare, op->operand[0].number));
}

/* The child may say nothing before the runtime knows of it: it waits for its parent's byte. */
static int wait_for_parent(const int *pipe_ends)
{
        char byte;
        ssize_t got;
        (void)close(pipe_ends[1]); /* else the parent's end would not be the end of the pipe */
        do {
                got = read(pipe_ends[0], &byte, 1);
        } while (got < 0 && errno == EINTR);
        (void)close(pipe_ends[0]);
        if (got != 1)
                _exit(1); /* the runtime does not know this process */
        return 0;
}

_Noreturn static void hand_to_child(struct run *run, const int *pipe_ends, int32_t pid, int pidfd)
{
        int r = report_send(run, REPORT_FORKED, pid, pidfd);
        if (r == 0 && write(pipe_ends[1], "", 1) != 1)
                r = -errno;
        _exit(r < 0 ? 1 : 0);
}

/* The child is a child of the runtime too (CLONE_PARENT), which waits for it. */
int op_fork(struct run *run, const struct op *op)
{
        int pidfd = -1;
        int pipe_ends[2];
        struct clone_args arguments = {
            .flags = op->operand[0].number | CLONE_PARENT | CLONE_PIDFD,
            .pidfd = (uintptr_t)&pidfd,
        };
        if (pipe2(pipe_ends, O_CLOEXEC) < 0)
                return -errno;
        long pid = syscall(SYS_clone3, &arguments, sizeof(arguments));
        if (pid == 0)
                return wait_for_parent(pipe_ends);
        if (pid > 0)
                hand_to_child(run, pipe_ends, (int32_t)pid, pidfd);
        int r = -errno;
        (void)close(pipe_ends[0]);
        (void)close(pipe_ends[1]);
        return r;
}

/* An error ends init as any other does: a container that nobody waits for must not go on. */
int op_sync(struct run *run, const struct op *op)
{
        return report_sync(run, (uint32_t)op->operand[0].number);
}

int op_gate(struct run *run, const struct op *op)
{
        int listener = slot_fd(run, op, 0);
        int fd;
        do {
                fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        } while (fd < 0 && (errno == EINTR || errno == ECONNABORTED));
        if (fd < 0)
                return -errno;
        int r = result_of(dup3(fd, run->report_fd, O_CLOEXEC));
        (void)close(fd);
        (void)close(listener);
        run->slots[op->operand[0].number] = SLOT_EMPTY;
        return r;
}

int op_loopback_up(struct run *run, const struct op *op)
{
        (void)run;
        (void)op;
        struct ifreq request = {.ifr_flags = LOOPBACK_FLAGS};
        memcpy(request.ifr_name, "lo", 3);
        int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (fd < 0)
                return -errno;
        int r = result_of(ioctl(fd, SIOCSIFFLAGS, &request));
        (void)close(fd);
        return r;
}

int op_open_netlink(struct run *run, const struct op *op)
{
        return slot_set(run, op, 0, socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
}

int op_set_hostname(struct run *run, const struct op *op)
{
        (void)run;
        return result_of(sethostname(op->operand[0].text, strlen(op->operand[0].text)));
}

int op_set_domainname(struct run *run, const struct op *op)
{
        (void)run;
        return result_of(syscall(SYS_setdomainname, op->operand[0].text, strlen(op->operand[0].text)));
}

int op_set_session(struct run *run, const struct op *op)
{
        (void)run;
        (void)op;
        int r = result_of(setsid());
        return r == -EPERM ? 0 : r;
}

/* "type;uid;gid;permissions;description" gives the permissions in hex. */
static int key_permissions(long key, uint32_t *ret_permissions)
{
        char text[DESCRIPTION_MAX];
        long length = syscall(SYS_keyctl, KEYCTL_DESCRIBE_KEY, key, text, sizeof(text), 0);
        if (length < 0)
                return -errno;
        if (length > (long)sizeof(text))
                return -EMSGSIZE; /* nothing was copied */
        text[sizeof(text) - 1] = '\0';
        const char *at = text;
        for (int field = 0; field < 3; field++) {
                at = strchr(at, ';');
                if (at == NULL)
                        return -EPROTO;
                at++;
        }
        uint32_t value = 0;
        for (; *at != ';' && *at != '\0'; at++) {
                bool letter = *at >= 'a' && *at <= 'f';
                if (!letter && (*at < '0' || *at > '9'))
                        return -EPROTO;
                value = value << 4 | (uint32_t)(letter ? *at - 'a' + 10 : *at - '0');
        }
        *ret_permissions = value;
        return 0;
}

int op_join_keyring(struct run *run, const struct op *op)
{
        (void)run;
        const char *name = op->operand[0].text;
        long key = syscall(SYS_keyctl, KEYCTL_JOIN_SESSION, *name == '\0' ? NULL : name, 0, 0, 0);
        if (key < 0)
                return errno == ENOSYS ? 0 : -errno;
        if (op->operand[1].number == 0)
                return 0;
        uint32_t permissions = 0;
        int r = key_permissions(key, &permissions);
        if (r < 0)
                return r;
        permissions |= (uint32_t)op->operand[1].number;
        return result_of(syscall(SYS_keyctl, KEYCTL_SET_PERMISSIONS, key, permissions, 0, 0));
}

int op_open_pidfd(struct run *run, const struct op *op)
{
        return slot_set(run, op, 0, syscall(SYS_pidfd_open, getpid(), 0));
}
