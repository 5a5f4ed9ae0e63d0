/* SPDX-License-Identifier: Apache-2.0
 *
 * Mounts, by fd from the first call to the last: fsopen(2), open_tree(2), mount_setattr(2), move_mount(2).
 */
#include "init.h"
#include "resolve.h"

#include <fcntl.h>
#include <linux/mount.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef MOUNT_ATTR_IDMAP
#define MOUNT_ATTR_IDMAP 0x00100000
#endif
#define LOG_MAX 2048
#define MNT_DETACH_FLAG 2
#define MS_MOVE_FLAG 8192

/* The log of a filesystem context holds the kernel's reason, line by line: "e tmpfs: Bad value for 'size'".
 */
static int context_error(struct run *run, int context, int r)
{
        char text[LOG_MAX];
        size_t length = 0;
        for (;;) {
                char line[512];
                ssize_t got = read(context, line, sizeof(line));
                if (got < 0)
                        break; /* ENODATA: that was all */
                if (got > 0 && line[got - 1] == '\n')
                        got--;
                if (got <= 2 || (line[0] != 'e' && line[0] != 'w') || line[1] != ' ')
                        continue;
                if (length + (size_t)got > sizeof(text))
                        break;
                if (length > 0)
                        length = (size_t)(stpcpy(text + length, "; ") - text);
                memcpy(text + length, line + 2, (size_t)got - 2);
                length += (size_t)got - 2;
        }
        report_text(run, text, length);
        return r;
}

static int configure(struct run *run, int context, unsigned command, const char *key, const char *value)
{
        int r = result_of(syscall(SYS_fsconfig, context, command, key, value, 0));
        return r < 0 ? context_error(run, context, r) : 0;
}

int op_fsopen(struct run *run, const struct op *op)
{
        return slot_set(run, op, 0, syscall(SYS_fsopen, op->operand[1].text, FSOPEN_CLOEXEC));
}

int op_fspick(struct run *run, const struct op *op)
{
        unsigned flags = FSPICK_CLOEXEC | FSPICK_EMPTY_PATH | FSPICK_NO_AUTOMOUNT;
        return slot_set(run, op, 0, syscall(SYS_fspick, slot_fd(run, op, 1), "", flags));
}

int op_fsconfig_string(struct run *run, const struct op *op)
{
        return configure(run, slot_fd(run, op, 0), FSCONFIG_SET_STRING, op->operand[1].text,
                         op->operand[2].text);
}

int op_fsconfig_flag(struct run *run, const struct op *op)
{
        return configure(run, slot_fd(run, op, 0), FSCONFIG_SET_FLAG, op->operand[1].text, NULL);
}

int op_fsconfig_create(struct run *run, const struct op *op)
{
        return configure(run, slot_fd(run, op, 0), FSCONFIG_CMD_CREATE, NULL, NULL);
}

int op_fsconfig_reconfigure(struct run *run, const struct op *op)
{
        return configure(run, slot_fd(run, op, 0), FSCONFIG_CMD_RECONFIGURE, NULL, NULL);
}

/* "mode" takes octal digits. */
int op_fsconfig_mode(struct run *run, const struct op *op)
{
        struct stat status;
        char digits[5];
        if (fstat(slot_fd(run, op, 1), &status) < 0)
                return -errno;
        for (int i = 0; i < 4; i++)
                digits[i] = (char)('0' + ((status.st_mode >> (3 * (3 - i))) & 7));
        digits[4] = '\0';
        return configure(run, slot_fd(run, op, 0), FSCONFIG_SET_STRING, "mode", digits);
}

int op_fsmount(struct run *run, const struct op *op)
{
        int context = slot_fd(run, op, 1);
        int r = slot_set(run, op, 0, syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, op->operand[2].number));
        return r < 0 ? context_error(run, context, r) : 0;
}

int op_open_tree(struct run *run, const struct op *op)
{
        unsigned flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | (unsigned)op->operand[2].number;
        return slot_set(run, op, 0, syscall(SYS_open_tree, AT_FDCWD, op->operand[1].text, flags));
}

static int clone_tree(struct run *run, const struct op *op, int fd, unsigned flags)
{
        flags |= OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH;
        return slot_set(run, op, 0, syscall(SYS_open_tree, fd, "", flags));
}

int op_clone_tree(struct run *run, const struct op *op)
{
        return clone_tree(run, op, slot_fd(run, op, 1), (unsigned)op->operand[2].number);
}

int op_clone_cover(struct run *run, const struct op *op)
{
        int directory = is_directory(slot_fd(run, op, 1));
        if (directory < 0)
                return directory;
        return clone_tree(run, op, slot_fd(run, op, directory ? 2 : 3), 0);
}

int op_mount_attributes(struct run *run, const struct op *op)
{
        struct mount_attr attributes = {
            .attr_set = op->operand[1].number,
            .attr_clr = op->operand[2].number,
            .propagation = op->operand[3].number,
        };
        unsigned flags = AT_EMPTY_PATH | (unsigned)op->operand[4].number;
        return result_of(
            syscall(SYS_mount_setattr, slot_fd(run, op, 0), "", flags, &attributes, sizeof(attributes)));
}

int op_map_ids(struct run *run, const struct op *op)
{
        struct mount_attr attributes = {.attr_set = MOUNT_ATTR_IDMAP,
                                        .userns_fd = (uint64_t)slot_fd(run, op, 1)};
        unsigned flags = AT_EMPTY_PATH | (unsigned)op->operand[2].number;
        return result_of(
            syscall(SYS_mount_setattr, slot_fd(run, op, 0), "", flags, &attributes, sizeof(attributes)));
}

int op_move_mount(struct run *run, const struct op *op)
{
        unsigned flags = MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH;
        return result_of(syscall(SYS_move_mount, slot_fd(run, op, 0), "", slot_fd(run, op, 1), "", flags));
}

int op_enter_directory(struct run *run, const struct op *op)
{
        return result_of(fchdir(slot_fd(run, op, 0)));
}

int op_pivot_root(struct run *run, const struct op *op)
{
        (void)run;
        (void)op;
        return result_of(syscall(SYS_pivot_root, ".", "."));
}

int op_detach_old_root(struct run *run, const struct op *op)
{
        (void)run;
        (void)op;
        return result_of(syscall(SYS_umount2, ".", MNT_DETACH_FLAG));
}

int op_move_to_root(struct run *run, const struct op *op)
{
        (void)run;
        (void)op;
        return result_of(syscall(SYS_mount, ".", "/", NULL, MS_MOVE_FLAG, NULL));
}

int op_chroot(struct run *run, const struct op *op)
{
        (void)run;
        (void)op;
        return result_of(chroot("."));
}
