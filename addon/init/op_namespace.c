/* SPDX-License-Identifier: Apache-2.0
 *
 * Namespaces, the second process, and the points at which init waits.
 */
#include "init.h"

#include <fcntl.h>
#include <net/if.h>
#include <linux/sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define KEYCTL_JOIN_SESSION 1
#define KEYCTL_SET_PERMISSIONS 5
#define KEYCTL_DESCRIBE_KEY 6
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

/* The child is the caller's child too (CLONE_PARENT), so the engine's reaper gets it. */
int op_fork(struct run *run, const struct op *op)
{
        int pidfd = -1;
        struct clone_args arguments = {
                .flags = op->operand[0].number | CLONE_PARENT | CLONE_PIDFD,
                .pidfd = (uintptr_t)&pidfd,
        };
        long pid = syscall(SYS_clone3, &arguments, sizeof(arguments));
        if (pid < 0)
                return -errno;
        if (pid == 0)
                return 0;
        _exit(report_send(run, REPORT_FORKED, (int32_t)pid, pidfd) < 0 ? 1 : 0);
}

int op_sync(struct run *run, const struct op *op)
{
        int r = report_sync(run, (uint32_t)op->operand[0].number);
        /* The runtime is gone or said something else: a container that nobody waits for must not go on. */
        if (r < 0)
                _exit(1);
        return 0;
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
        char text[256];
        long length = syscall(SYS_keyctl, KEYCTL_DESCRIBE_KEY, key, text, sizeof(text) - 1, 0);
        if (length < 0)
                return -errno;
        text[length < (long)sizeof(text) ? length : (long)sizeof(text) - 1] = '\0';
        const char *at = text;
        for (int field = 0; field < 3; field++) {
                at = strchr(at, ';');
                if (at == NULL)
                        return -EPROTO;
                at++;
        }
        uint32_t value = 0;
        for (; *at != ';' && *at != '\0'; at++) {
                char digit = *at;
                value = value << 4 | (uint32_t)(digit >= 'a' ? digit - 'a' + 10 : digit - '0');
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
        uint32_t permissions;
        int r = key_permissions(key, &permissions);
        if (r < 0 || op->operand[1].number == 0)
                return r;
        permissions |= (uint32_t)op->operand[1].number;
        return result_of(syscall(SYS_keyctl, KEYCTL_SET_PERMISSIONS, key, permissions, 0, 0));
}

int op_open_pidfd(struct run *run, const struct op *op)
{
        return slot_set(run, op, 0, syscall(SYS_pidfd_open, getpid(), 0));
}
