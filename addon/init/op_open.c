/* SPDX-License-Identifier: Apache-2.0
 *
 * Opening paths. Below the root filesystem every path is resolved by one openat2(2) against an fd: a second
 * container that shares a volume may swap a component for a link between two calls.
 */
#include "init.h"
#include "resolve.h"

#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <string.h>
#include <unistd.h>

/* Plans have x86-64's numbers; arm64 has others for these two. */
#define WIRE_DIRECTORY 0x10000
#define WIRE_NOFOLLOW 0x20000

#define IN_ROOT (RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS)

static uint64_t open_flags(uint64_t wire)
{
        uint64_t flags = wire & ~(uint64_t)(WIRE_DIRECTORY | WIRE_NOFOLLOW);
        flags |= (wire & WIRE_DIRECTORY) == 0 ? 0 : O_DIRECTORY;
        flags |= (wire & WIRE_NOFOLLOW) == 0 ? 0 : O_NOFOLLOW;
        return flags;
}

int op_open(struct run *run, const struct op *op)
{
        int flags = (int)open_flags(op->operand[2].number) | O_CLOEXEC;
        return slot_set(run, op, 0, openat(AT_FDCWD, op->operand[1].text, flags));
}

static int open_into_slot(struct run *run, const struct op *op, uint64_t resolve)
{
        uint64_t flags = open_flags(op->operand[3].number);
        int fd = open_resolved(slot_fd(run, op, 1), op->operand[2].text, flags, resolve);
        if (fd < 0)
                return fd;
        run->slots[op->operand[0].number] = fd;
        return 0;
}

int op_open_in(struct run *run, const struct op *op)
{
        return open_into_slot(run, op, IN_ROOT);
}

int op_open_real(struct run *run, const struct op *op)
{
        return open_into_slot(run, op, IN_ROOT | RESOLVE_NO_SYMLINKS);
}

int op_open_beneath(struct run *run, const struct op *op)
{
        return open_into_slot(run, op, RESOLVE_BENEATH | RESOLVE_NO_XDEV | RESOLVE_NO_MAGICLINKS);
}

/* Marks the slot absent if `r` is the errno that the plan tolerates. */
static int tolerate(struct run *run, const struct op *op, int r, uint64_t tolerated)
{
        bool missing = tolerated == ENOENT && r == -ENOTDIR;
        if (r >= 0 || (r != -(int)tolerated && !missing))
                return r;
        run->slots[op->operand[0].number] = SLOT_ABSENT;
        return 0;
}

int op_open_optional(struct run *run, const struct op *op)
{
        int r = tolerate(run, op, open_into_slot(run, op, IN_ROOT), op->operand[4].number);
        int fd = r < 0 ? SLOT_ABSENT : run->slots[op->operand[0].number];
        if (fd < 0)
                return r;
        /* Nothing that is mounted there would be seen: paths begin below it. */
        r = is_same_place(fd, slot_fd(run, op, 1));
        return r == 1 ? -EBUSY : r;
}

static int enter_into_slot(struct run *run, const struct op *op)
{
        int fd = open_resolved(slot_fd(run, op, 1), op->operand[2].text, O_PATH | O_DIRECTORY, IN_ROOT);
        if (fd < 0)
                return fd;
        if (fchdir(fd) < 0) {
                int r = -errno;
                (void)close(fd);
                return r;
        }
        run->slots[op->operand[0].number] = fd;
        return 0;
}

int op_enter_path(struct run *run, const struct op *op)
{
        return tolerate(run, op, enter_into_slot(run, op), op->operand[3].number);
}

int op_enter_if_absent(struct run *run, const struct op *op)
{
        return slot_fd(run, op, 0) == SLOT_ABSENT ? enter_into_slot(run, op) : 0;
}

/* Operands 0 to 2 are out, dir and path. An error names the component at which the walk ended. */
static int make_kind_into_slot(struct run *run, const struct op *op, enum make_kind kind, mode_t mode)
{
        char failed[PATH_MAX];
        int fd = make_path(slot_fd(run, op, 1), op->operand[2].text, (struct make){kind, mode}, failed);
        if (fd < 0) {
                report_text(run, failed, strlen(failed));
                return fd;
        }
        run->slots[op->operand[0].number] = fd;
        return 0;
}

static int make_into_slot(struct run *run, const struct op *op, enum make_kind kind)
{
        return make_kind_into_slot(run, op, kind, (mode_t)op->operand[3].number);
}

int op_make_dir(struct run *run, const struct op *op)
{
        return make_into_slot(run, op, MAKE_DIRECTORY);
}

int op_make_dir_optional(struct run *run, const struct op *op)
{
        return tolerate(run, op, make_into_slot(run, op, MAKE_DIRECTORY), op->operand[4].number);
}

int op_make_real_dir(struct run *run, const struct op *op)
{
        return make_into_slot(run, op, MAKE_REAL_DIRECTORY);
}

int op_make_file(struct run *run, const struct op *op)
{
        return make_into_slot(run, op, MAKE_FILE);
}

int op_make_matching(struct run *run, const struct op *op)
{
        int like = is_directory(slot_fd(run, op, 3));
        if (like < 0)
                return like;
        if (like)
                return make_kind_into_slot(run, op, MAKE_DIRECTORY, (mode_t)op->operand[4].number);
        return make_kind_into_slot(run, op, MAKE_FILE, 0644);
}
