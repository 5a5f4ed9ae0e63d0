// sources: addon/init/[!m]*.c addon/test/plan_builder.c addon/test/hostile_root.c
/* SPDX-License-Identifier: Apache-2.0
 *
 * Operations on mounts, which need root. Each case runs in a child with a mount namespace of its own.
 */
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "hostile_root.h"

#define PRIVATE 0x40000U /* MS_PRIVATE */

static void start(void)
{
        run_clear(&run);
        run.slots[0] = root;
        builder_start(&builder);
}

static struct outcome finish(void)
{
        return run_here(&run, &builder);
}

/* A mount namespace of its own, with the root directory in slot 0. */
static void enter_mounts(void)
{
        CHECK(unshare(CLONE_NEWNS) == 0);
        fresh_root();
        start();
        builder_add(&builder, OP_OPEN, 1U, "/", (unsigned)(O_PATH | O_DIRECTORY));
        builder_add(&builder, OP_MOUNT_ATTRIBUTES, 1U, 0U, 0U, PRIVATE, (unsigned)AT_RECURSIVE);
        builder_add(&builder, OP_CLOSE, 1U);
}

/* A detached tmpfs in `slot`; `context` is free again. */
static void add_tmpfs(unsigned context, unsigned slot, unsigned attributes)
{
        builder_add(&builder, OP_FSOPEN, context, "tmpfs");
        builder_add(&builder, OP_FSCONFIG_STRING, context, "source", "tmpfs");
        builder_add(&builder, OP_FSCONFIG_STRING, context, "size", "1m");
        builder_add(&builder, OP_FSCONFIG_CREATE, context);
        builder_add(&builder, OP_FSMOUNT, slot, context, attributes);
        builder_add(&builder, OP_CLOSE, context);
}

static void add_attach(unsigned mount, unsigned target, const char *path)
{
        builder_add(&builder, OP_MAKE_DIR, target, 0U, path, 0755U);
        builder_add(&builder, OP_MOVE_MOUNT, mount, target);
        builder_add(&builder, OP_CLOSE, target);
}

static void mount_checks(void)
{
        enter_mounts();
        add_tmpfs(1, 2, 2 /* MOUNT_ATTR_NOSUID */);
        add_attach(2, 3, "/data/x");
        builder_add(&builder, OP_MAKE_DIR, 3U, 2U, "made/inside", 0700U);
        builder_add(&builder, OP_MOUNT_ATTRIBUTES, 2U, 1U /* MOUNT_ATTR_RDONLY */, 0U, 0U, 0U);
        builder_add(&builder, OP_MAKE_DIR, 4U, 0U, "data/x/more", 0755U);
        struct outcome outcome = finish();
        CHECK_NUMBER(outcome.error, EROFS);
        CHECK_NUMBER(outcome.failed_at, (int)builder.header.ops - 1);
        CHECK(strcmp(outcome.text, "/data/x/more") == 0);
        struct statvfs status;
        CHECK(fstatvfs(run.slots[2], &status) == 0 && (status.f_flag & ST_NOSUID) != 0 &&
              (status.f_flag & ST_RDONLY) != 0);
        CHECK(exists(root, "data/x/made/inside"));
}

static void mounts_by_fd(void)
{
        in_child(mount_checks);
}

static void kernel_text_checks(void)
{
        enter_mounts();
        builder_add(&builder, OP_FSOPEN, 1U, "tmpfs");
        builder_add(&builder, OP_FSCONFIG_STRING, 1U, "size", "64mb");
        struct outcome outcome = finish();
        CHECK_NUMBER(outcome.error, EINVAL);
        CHECK(strstr(outcome.text, "size") != NULL && outcome.text[0] != 'e');
        start();
        builder_add(&builder, OP_FSOPEN, 1U, "no-such-filesystem");
        CHECK_NUMBER(finish().error, ENODEV);
}

static void reports_the_kernels_text(void)
{
        in_child(kernel_text_checks);
}

static void mode_checks(void)
{
        enter_mounts();
        CHECK(mkdirat(root, "covered", 0755) == 0 && fchmodat(root, "covered", 01750, 0) == 0);
        builder_add(&builder, OP_FSOPEN, 1U, "tmpfs");
        builder_add(&builder, OP_OPEN_OPTIONAL, 2U, 0U, "covered", (unsigned)O_PATH, (unsigned)ENOENT);
        builder_add(&builder, OP_FSCONFIG_MODE, 1U, 2U);
        builder_add(&builder, OP_FSCONFIG_CREATE, 1U);
        builder_add(&builder, OP_FSMOUNT, 3U, 1U, 0U);
        CHECK_NUMBER(finish().error, 0);
        struct stat status;
        CHECK(fstat(run.slots[3], &status) == 0 && (status.st_mode & 07777) == 01750);
}

static void takes_over_modes(void)
{
        in_child(mode_checks);
}

static void cover_checks(void)
{
        enter_mounts();
        make_directory(root, "dir");
        make_empty_file(root, "dir/hidden");
        make_empty_file(root, "file");
        add_tmpfs(1, 2, 1);
        add_attach(2, 3, "/cover");
        builder_add(&builder, OP_OPEN, 4U, "/dev/null", (unsigned)O_PATH);
        for (unsigned i = 0; i < 3; i++) {
                const char *path = i == 0 ? "dir" : i == 1 ? "file" : "missing";
                builder_add(&builder, OP_OPEN_OPTIONAL, 3U, 0U, path, (unsigned)O_PATH, (unsigned)ENOENT);
                builder_add(&builder, OP_CLONE_COVER, 5U, 3U, 2U, 4U);
                builder_add(&builder, OP_MOVE_MOUNT, 5U, 3U);
                builder_add(&builder, OP_CLOSE, 3U);
                builder_add(&builder, OP_CLOSE, 5U);
        }
        CHECK_NUMBER(finish().error, 0);
        CHECK(!exists(root, "dir/hidden") && is_type(root, "file", S_IFCHR));
}

static void covers_paths(void)
{
        in_child(cover_checks);
}

static void pivot_checks(void)
{
        enter_mounts();
        builder_add(&builder, OP_OPEN_TREE, 1U, outside_path, (unsigned)AT_RECURSIVE);
        builder_add(&builder, OP_OPEN, 2U, outside_path, (unsigned)O_PATH);
        builder_add(&builder, OP_MOVE_MOUNT, 1U, 2U);
        builder_add(&builder, OP_ENTER_DIRECTORY, 1U);
        builder_add(&builder, OP_PIVOT_ROOT);
        builder_add(&builder, OP_DETACH_OLD_ROOT);
        builder_add(&builder, OP_ENTER_DIRECTORY, 1U);
        builder_add(&builder, OP_CHECK_CWD);
        CHECK_NUMBER(finish().error, 0);
        CHECK(access("/secret", F_OK) == 0 && access("/proc", F_OK) < 0 && access("/../../etc", F_OK) < 0);
        start(); /* slot 0 is a directory of the old root */
        builder_add(&builder, OP_ENTER_DIRECTORY, 0U);
        builder_add(&builder, OP_CHECK_CWD);
        struct outcome outcome = finish();
        CHECK_NUMBER(outcome.failed_at, 1);
        CHECK_NUMBER(outcome.error, ENOENT);
        CHECK(strncmp(outcome.text, "(unreachable)", 13) == 0);
}

static void pivots(void)
{
        in_child(pivot_checks);
}

static void move_root_checks(void)
{
        enter_mounts();
        add_tmpfs(1, 2, 0);
        add_attach(2, 3, "/new");
        builder_add(&builder, OP_MAKE_DIR, 3U, 2U, "mark", 0755U);
        builder_add(&builder, OP_ENTER_DIRECTORY, 2U);
        builder_add(&builder, OP_MOVE_TO_ROOT);
        builder_add(&builder, OP_CHROOT);
        builder_add(&builder, OP_CHECK_CWD);
        CHECK_NUMBER(finish().error, 0);
        CHECK(access("/mark", F_OK) == 0 && access("/proc", F_OK) < 0);
}

static void moves_the_root(void)
{
        in_child(move_root_checks);
}

static void owner_checks(void)
{
        enter_mounts();
        make_directory(root, "from");
        make_empty_file(root, "from/file");
        CHECK(symlinkat("x", root, "from/link") == 0);
        CHECK(fchownat(root, "from/file", 12, 34, 0) == 0 && fchmodat(root, "from/file", 06755, 0) == 0);
        CHECK(fchownat(root, "from/link", 56, 78, AT_SYMLINK_NOFOLLOW) == 0);
        CHECK(mknodat(root, "from/null", S_IFCHR | 0600, makedev(1, 3)) == 0);
        add_tmpfs(1, 2, 0);
        builder_add(&builder, OP_OPEN_IN, 3U, 0U, "from", (unsigned)O_PATH);
        builder_add(&builder, OP_COPY_TREE, 3U, 2U);
        builder_add(&builder, OP_MAKE_NODE, 2U, "null", (unsigned)S_IFCHR | 0666U, 1U, 3U);
        builder_add(&builder, OP_MAKE_NODE, 2U, "null", (unsigned)S_IFCHR | 0666U, 1U, 3U);
        builder_add(&builder, OP_MAKE_NODE, 2U, "null", (unsigned)S_IFCHR | 0666U, 1U, 5U);
        struct outcome outcome = finish();
        CHECK_NUMBER(outcome.error, EEXIST);
        CHECK_NUMBER(outcome.failed_at, (int)builder.header.ops - 1);
        struct stat status;
        CHECK(fstatat(run.slots[2], "file", &status, 0) == 0 && status.st_uid == 12 && status.st_gid == 34);
        CHECK((status.st_mode & 07777) == 06755);
        CHECK(fstatat(run.slots[2], "link", &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_uid == 56);
}

static void copies_owners(void)
{
        in_child(owner_checks);
}

int main(void)
{
        static const struct check_case cases[] = {
            {"mounts are made by fd", mounts_by_fd},
            {"fsconfig reports the kernel's text", reports_the_kernels_text},
            {"fsconfigMode takes over a directory's mode", takes_over_modes},
            {"cloneCover covers directories and files", covers_paths},
            {"pivotRoot and detachOldRoot leave nothing of the host; checkCwd sees it", pivots},
            {"moveToRoot and chroot", moves_the_root},
            {"copyTree copies owners; makeNode keeps equal nodes", copies_owners},
        };
        if (geteuid() != 0) {
                printf("skip privileged operations: not root\n");
                return EXIT_SKIPPED;
        }
        (void)umask(0);
        fresh_root();
        int r = run_cases(cases, sizeof(cases) / sizeof(cases[0]));
        remove_roots();
        return r;
}
