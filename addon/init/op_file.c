/* SPDX-License-Identifier: Apache-2.0
 *
 * Files by fd: writing, checking, nodes, links, owners.
 */
#include "init.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <linux/stat.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

int op_close(struct run *run, const struct op *op)
{
        int fd = slot_fd(run, op, 0);
        run->slots[op->operand[0].number] = SLOT_EMPTY;
        if (fd >= 0)
                (void)close(fd); /* Linux frees the fd whatever close() says */
        return 0;
}

/* Above the fds that init itself has: none of its own is overwritten. */
enum { FIRST_HANDED_FD = 200, LAST_HANDED_FD = 255 };

int op_dup_to(struct run *run, const struct op *op)
{
        int fd = slot_fd(run, op, 0);
        int to = (int)op->operand[1].number;
        if (to > 2 && (to < FIRST_HANDED_FD || to > LAST_HANDED_FD))
                return -EINVAL;
        return fd == to ? 0 : result_of(dup3(fd, to, 0));
}

int op_write(struct run *run, const struct op *op)
{
        const char *data = op->operand[1].text;
        size_t length = strlen(data);
        ssize_t written;
        do {
                written = write(slot_fd(run, op, 0), data, length);
        } while (written < 0 && errno == EINTR);
        if (written < 0)
                return -errno;
        return (size_t)written == length ? 0 : -EIO;
}

int op_expect(struct run *run, const struct op *op)
{
        char found[4096];
        const char *wanted = op->operand[1].text;
        ssize_t got = pread(slot_fd(run, op, 0), found, sizeof(found) - 1, 0);
        if (got < 0)
                return -errno;
        found[got] = '\0';
        found[strcspn(found, "\n")] = '\0';
        if (strcmp(found, wanted) == 0)
                return 0;
        report_text(run, found, strlen(found));
        return -EBADMSG;
}

static int filesystem_of(int fd, uint32_t *ret_magic)
{
        struct statfs status;
        if (fstatfs(fd, &status) < 0)
                return -errno;
        *ret_magic = (uint32_t)status.f_type;
        return 0;
}

int op_expect_filesystem(struct run *run, const struct op *op)
{
        uint32_t magic = 0;
        int r = filesystem_of(slot_fd(run, op, 0), &magic);
        return r < 0 ? r : magic == op->operand[1].number ? 0 : -EOPNOTSUPP;
}

int is_same_place(int one, int other)
{
        struct statx a;
        struct statx b;
        if (syscall(SYS_statx, one, "", AT_EMPTY_PATH, STATX_INO | STATX_MNT_ID, &a) < 0 ||
            syscall(SYS_statx, other, "", AT_EMPTY_PATH, STATX_INO | STATX_MNT_ID, &b) < 0)
                return -errno;
        return a.stx_ino == b.stx_ino && a.stx_mnt_id == b.stx_mnt_id;
}

int op_refuse_target(struct run *run, const struct op *op)
{
        uint32_t magic = 0;
        int r = filesystem_of(slot_fd(run, op, 0), &magic);
        if (r < 0)
                return r;
        if (magic == op->operand[2].number)
                return -EPERM;
        r = is_same_place(slot_fd(run, op, 0), slot_fd(run, op, 1));
        return r == 1 ? -EBUSY : r;
}

int op_expect_inode(struct run *run, const struct op *op)
{
        struct stat status;
        if (fstat(slot_fd(run, op, 0), &status) < 0)
                return -errno;
        return status.st_ino == op->operand[1].number ? 0 : -EOPNOTSUPP;
}

int op_expect_device(struct run *run, const struct op *op)
{
        struct stat status;
        if (fstat(slot_fd(run, op, 0), &status) < 0)
                return -errno;
        dev_t wanted = makedev((unsigned)op->operand[1].number, (unsigned)op->operand[2].number);
        return S_ISCHR(status.st_mode) && status.st_rdev == wanted ? 0 : -ENODEV;
}

/* One component: a longer path would follow links of the image. */
static bool is_name(const char *name)
{
        return name[0] != '\0' && strchr(name, '/') == NULL && strcmp(name, ".") != 0 &&
               strcmp(name, "..") != 0;
}

int op_make_node(struct run *run, const struct op *op)
{
        int dir = slot_fd(run, op, 0);
        const char *name = op->operand[1].text;
        mode_t mode = (mode_t)op->operand[2].number;
        dev_t device = makedev((unsigned)op->operand[3].number, (unsigned)op->operand[4].number);
        if (!is_name(name))
                return -EINVAL;
        if (mknodat(dir, name, mode, device) == 0)
                return 0;
        int r = -errno;
        struct stat status;
        if (r != -EEXIST || fstatat(dir, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
                return r;
        if ((status.st_mode & S_IFMT) != (mode & S_IFMT))
                return r;
        return S_ISFIFO(mode) || status.st_rdev == device ? 0 : r;
}

int op_make_link(struct run *run, const struct op *op)
{
        if (!is_name(op->operand[1].text))
                return -EINVAL;
        int r = result_of(symlinkat(op->operand[2].text, slot_fd(run, op, 0), op->operand[1].text));
        return r == -EEXIST ? 0 : r;
}

int op_unlink(struct run *run, const struct op *op)
{
        if (!is_name(op->operand[1].text))
                return -EINVAL;
        int r = result_of(unlinkat(slot_fd(run, op, 0), op->operand[1].text, 0));
        return r == -ENOENT ? 0 : r;
}

int op_chown(struct run *run, const struct op *op)
{
        uid_t uid = (uid_t)op->operand[1].number;
        gid_t gid = (gid_t)op->operand[2].number;
        return result_of(fchownat(slot_fd(run, op, 0), "", uid, gid, AT_EMPTY_PATH));
}

/* Pipes, sockets and terminals were made for this process; files and devices belong to others. */
static bool is_stream(int fd, const struct stat *status)
{
        return S_ISFIFO(status->st_mode) || S_ISSOCK(status->st_mode) ||
               (S_ISCHR(status->st_mode) && isatty(fd));
}

int op_chown_stdio(struct run *run, const struct op *op)
{
        (void)run;
        uid_t uid = (uid_t)op->operand[0].number;
        for (int fd = 0; fd <= 2; fd++) {
                struct stat status;
                if (fstat(fd, &status) < 0)
                        return -errno;
                if (status.st_uid == uid || !is_stream(fd, &status))
                        continue;
                int r = result_of(fchown(fd, uid, (gid_t)-1));
                /* EINVAL: the stream's filesystem does not know the id, in a user namespace. */
                if (r < 0 && r != -EPERM && r != -EROFS && r != -EINVAL)
                        return r;
        }
        return 0;
}
