// sources: addon/init/[!m]*.c addon/test/plan_builder.c addon/test/hostile_root.c
/* SPDX-License-Identifier: Apache-2.0
 *
 * Operations on files by fd, slots, and what absent slots do.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "check.h"
#include "hostile_root.h"

/* A run whose slot 0 is the root directory, opened for use with *at calls. */
static void start(void)
{
        fresh_root();
        run_clear(&run);
        run.slots[0] = root;
        builder_start(&builder);
}

static struct outcome finish(void)
{
        return run_here(&run, &builder);
}

static void writes_and_compares(void)
{
        start();
        make_empty_file(root, "file");
        builder_add(&builder, OP_OPEN_IN, 1U, 0U, "file", (unsigned)O_RDWR);
        builder_add(&builder, OP_WRITE, 1U, "value\nmore");
        builder_add(&builder, OP_EXPECT, 1U, "value");
        builder_add(&builder, OP_EXPECT, 1U, "valu");
        struct outcome outcome = finish();
        CHECK_NUMBER(outcome.error, EBADMSG);
        CHECK_NUMBER(outcome.failed_at, 3);
        CHECK(strcmp(outcome.text, "value") == 0);
        (void)close(run.slots[1]);
}

static void write_reports_errors(void)
{
        start();
        builder_add(&builder, OP_OPEN, 1U, "/dev/full", (unsigned)O_WRONLY);
        builder_add(&builder, OP_WRITE, 1U, "x");
        struct outcome outcome = finish();
        CHECK_NUMBER(outcome.error, ENOSPC);
        CHECK_NUMBER(outcome.failed_at, 1);
        (void)close(run.slots[1]);
}

static void checks_filesystems_and_devices(void)
{
        struct statfs status;
        start();
        CHECK(statfs("/proc", &status) == 0);
        builder_add(&builder, OP_OPEN, 1U, "/proc", (unsigned)O_PATH);
        builder_add(&builder, OP_EXPECT_FILESYSTEM, 1U, 0x9fa0U);
        builder_add(&builder, OP_EXPECT_INODE, 1U, (uint64_t)1);
        builder_add(&builder, OP_OPEN, 2U, "/dev/null", (unsigned)O_PATH);
        builder_add(&builder, OP_EXPECT_DEVICE, 2U, 1U, 3U);
        builder_add(&builder, OP_REFUSE_TARGET, 2U, 0U, 0x9fa0U);
        builder_add(&builder, OP_REFUSE_TARGET, 1U, 0U, 0x9fa0U);
        struct outcome outcome = finish();
        CHECK_NUMBER(outcome.failed_at, 6);
        CHECK_NUMBER(outcome.error, EPERM);

        builder_start(&builder);
        builder_add(&builder, OP_EXPECT_INODE, 2U, (uint64_t)1);
        CHECK_NUMBER(finish().error, EOPNOTSUPP);
        builder_start(&builder);
        builder_add(&builder, OP_REFUSE_TARGET, 0U, 0U, 0x9fa0U);
        CHECK_NUMBER(finish().error, EBUSY);
        builder_start(&builder);
        builder_add(&builder, OP_OPEN_OPTIONAL, 3U, 0U, "/..", (unsigned)O_PATH, (unsigned)ENOENT);
        CHECK_NUMBER(finish().error, EBUSY);

        builder_start(&builder);
        builder_add(&builder, OP_EXPECT_DEVICE, 2U, 1U, 5U);
        CHECK_NUMBER(finish().error, ENODEV);
        builder_start(&builder);
        builder_add(&builder, OP_EXPECT_DEVICE, 0U, 0U, 0U);
        CHECK_NUMBER(finish().error, ENODEV);
        builder_start(&builder);
        builder_add(&builder, OP_EXPECT_FILESYSTEM, 0U, 0x9fa0U);
        CHECK_NUMBER(finish().error, EOPNOTSUPP);
}

static void makes_and_keeps_nodes(void)
{
        start();
        builder_add(&builder, OP_MAKE_NODE, 0U, "fifo", (unsigned)S_IFIFO | 0600U, 0U, 0U);
        builder_add(&builder, OP_MAKE_NODE, 0U, "fifo", (unsigned)S_IFIFO | 0600U, 0U, 0U);
        CHECK_NUMBER(finish().error, 0);
        CHECK(is_type(root, "fifo", S_IFIFO));
        builder_start(&builder);
        builder_add(&builder, OP_MAKE_NODE, 0U, "fifo", (unsigned)S_IFCHR | 0600U, 1U, 3U);
        struct outcome outcome = finish();
        CHECK(outcome.error == EEXIST || outcome.error == EPERM);
        make_link("/dev/null", "null");
        builder_start(&builder);
        builder_add(&builder, OP_MAKE_NODE, 0U, "null", (unsigned)S_IFIFO | 0600U, 0U, 0U);
        CHECK_NUMBER(finish().error, EEXIST);
}

static void makes_links_and_removes_names(void)
{
        start();
        make_empty_file(root, "kept");
        builder_add(&builder, OP_MAKE_LINK, 0U, "link", "/proc/self/fd");
        builder_add(&builder, OP_MAKE_LINK, 0U, "link", "other");
        builder_add(&builder, OP_MAKE_LINK, 0U, "kept", "other");
        builder_add(&builder, OP_UNLINK, 0U, "missing");
        CHECK_NUMBER(finish().error, 0);
        char target[64] = "";
        CHECK(readlinkat(root, "link", target, sizeof(target) - 1) > 0 &&
              strcmp(target, "/proc/self/fd") == 0);
        CHECK(is_type(root, "kept", S_IFREG));
        builder_start(&builder);
        builder_add(&builder, OP_UNLINK, 0U, "link");
        CHECK_NUMBER(finish().error, 0);
        CHECK(!exists(root, "link"));
}

static void takes_single_names_only(void)
{
        static const char *const names[] = {"a/b", "../outside/new", ".", "..", "", "/new"};
        start();
        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
                builder_start(&builder);
                builder_add(&builder, OP_MAKE_NODE, 0U, names[i], (unsigned)S_IFIFO | 0600U, 0U, 0U);
                CHECK_NUMBER(finish().error, EINVAL);
                builder_start(&builder);
                builder_add(&builder, OP_MAKE_LINK, 0U, names[i], "x");
                CHECK_NUMBER(finish().error, EINVAL);
                builder_start(&builder);
                builder_add(&builder, OP_UNLINK, 0U, names[i]);
                CHECK_NUMBER(finish().error, EINVAL);
        }
        CHECK(outside_is_untouched());
}

static void skips_what_follows_from_an_absent_slot(void)
{
        start();
        builder_add(&builder, OP_OPEN_OPTIONAL, 1U, 0U, "missing", (unsigned)O_PATH, (unsigned)ENOENT);
        builder_add(&builder, OP_CLONE_TREE, 2U, 1U, 0U);
        builder_add(&builder, OP_MOUNT_ATTRIBUTES, 2U, 1U, 0U, 0U, 0U);
        builder_add(&builder, OP_MOVE_MOUNT, 2U, 1U);
        builder_add(&builder, OP_ENTER_DIRECTORY, 1U);
        builder_add(&builder, OP_CLOSE, 2U);
        builder_add(&builder, OP_MAKE_DIR, 2U, 0U, "there", 0755U);
        builder_add(&builder, OP_ENTER_IF_ABSENT, 1U, 0U, "there");
        builder_add(&builder, OP_ENTER_IF_ABSENT, 1U, 0U, "not-looked-at");
        CHECK_NUMBER(finish().error, 0);
        CHECK(same_file(run.slots[1], root, "there"));
        (void)close(run.slots[1]);
        (void)close(run.slots[2]);
}

static void refuses_wrong_slots(void)
{
        start();
        builder_add(&builder, OP_CLOSE, 1U);
        CHECK_NUMBER(finish().error, EBADF);
        builder_start(&builder);
        builder_add(&builder, OP_OPEN, 0U, "/", (unsigned)O_PATH);
        CHECK_NUMBER(finish().error, EBADF);
        builder_start(&builder);
        builder_add(&builder, OP_OPEN, 1U, "/", (unsigned)O_PATH);
        builder_add(&builder, OP_CLOSE, 1U);
        builder_add(&builder, OP_CLOSE, 1U);
        struct outcome outcome = finish();
        CHECK_NUMBER(outcome.failed_at, 2);
        CHECK_NUMBER(outcome.error, EBADF);
}

static void opens_close_on_exec(void)
{
        start();
        make_empty_file(root, "file");
        builder_add(&builder, OP_OPEN, 1U, "/dev/null", (unsigned)O_RDONLY);
        builder_add(&builder, OP_OPEN_IN, 2U, 0U, "file", (unsigned)O_RDONLY);
        builder_add(&builder, OP_MAKE_FILE, 3U, 0U, "made", 0600U);
        CHECK_NUMBER(finish().error, 0);
        for (int slot = 1; slot <= 3; slot++) {
                CHECK((fcntl(run.slots[slot], F_GETFD) & FD_CLOEXEC) != 0);
                (void)close(run.slots[slot]);
        }
}

static void understands_the_wires_flags(void)
{
        start();
        make_directory(root, "d");
        make_link("d", "link");
        make_empty_file(root, "file");
        builder_add(&builder, OP_OPEN_IN, 1U, 0U, "d", 0x200000U | 0x10000U | 0x20000U);
        CHECK_NUMBER(finish().error, 0);
        (void)close(run.slots[1]);
        run.slots[1] = SLOT_EMPTY;
        builder_start(&builder);
        builder_add(&builder, OP_OPEN_IN, 1U, 0U, "file", 0x200000U | 0x10000U);
        CHECK_NUMBER(finish().error, ENOTDIR);
        builder_start(&builder);
        builder_add(&builder, OP_OPEN_IN, 1U, 0U, "link", 0x20000U);
        CHECK_NUMBER(finish().error, ELOOP);
}

static void chown_leaves_ids_alone(void)
{
        start();
        make_empty_file(root, "file");
        builder_add(&builder, OP_OPEN_IN, 1U, 0U, "file", (unsigned)O_PATH);
        builder_add(&builder, OP_CHOWN, 1U, UINT32_MAX, UINT32_MAX);
        CHECK_NUMBER(finish().error, 0);
        (void)close(run.slots[1]);
}

#define SPARSE ((off_t)1 << 40)

static void copies_a_tree(void)
{
        start();
        make_directory(root, "from");
        make_directory(root, "from/sub");
        make_directory(root, "to");
        int file = openat(root, "from/sub/file", O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
        CHECK(write(file, "content", 7) == 7 && fchmod(file, 04751) == 0);
        const struct timespec times[2] = {{1000000, 5}, {2000000, 7}};
        CHECK(futimens(file, times) == 0 && close(file) == 0);
        int sparse = openat(root, "from/sparse", O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
        CHECK(ftruncate(sparse, SPARSE) == 0 && pwrite(sparse, "end", 3, SPARSE - 3) == 3 &&
              close(sparse) == 0);
        CHECK(symlinkat("/outside/secret", root, "from/link") == 0);
        CHECK(mkfifoat(root, "from/fifo", 0600) == 0);
        builder_add(&builder, OP_OPEN_IN, 1U, 0U, "from", (unsigned)O_PATH);
        builder_add(&builder, OP_OPEN_IN, 2U, 0U, "to", (unsigned)O_PATH);
        builder_add(&builder, OP_COPY_TREE, 1U, 2U);
        CHECK_NUMBER(finish().error, 0);
        struct stat status;
        CHECK(fstatat(root, "to/sub/file", &status, 0) == 0);
        CHECK((status.st_mode & 07777) == 04751 && status.st_size == 7 && status.st_mtim.tv_sec == 2000000);
        CHECK(is_type(root, "to/link", S_IFLNK) && !exists(root, "to/fifo"));
        CHECK(fstatat(root, "to/sparse", &status, 0) == 0);
        CHECK(status.st_size == SPARSE && status.st_blocks < 100);
        char end[3] = "";
        int copy = openat(root, "to/sparse", O_RDONLY | O_CLOEXEC);
        CHECK(pread(copy, end, 3, SPARSE - 3) == 3 && memcmp(end, "end", 3) == 0 && close(copy) == 0);
        (void)close(run.slots[1]);
        (void)close(run.slots[2]);
}

static void copy_bounds_depth(void)
{
        char path[400] = "from";
        start();
        make_directory(root, "from");
        make_directory(root, "to");
        for (int i = 0; i < 80; i++) {
                strncat(path, "/d", sizeof(path) - strlen(path) - 1);
                make_directory(root, path);
        }
        builder_add(&builder, OP_OPEN_IN, 1U, 0U, "from", (unsigned)O_PATH);
        builder_add(&builder, OP_OPEN_IN, 2U, 0U, "to", (unsigned)O_PATH);
        builder_add(&builder, OP_COPY_TREE, 1U, 2U);
        CHECK_NUMBER(finish().error, ELOOP);
        (void)close(run.slots[1]);
        (void)close(run.slots[2]);
}

int main(void)
{
        static const struct check_case cases[] = {
            {"write and expect", writes_and_compares},
            {"write reports what the kernel says", write_reports_errors},
            {"filesystems, devices, inodes and mount points are compared", checks_filesystems_and_devices},
            {"makeNode keeps equal nodes only", makes_and_keeps_nodes},
            {"makeLink and unlink leave alone what they may", makes_links_and_removes_names},
            {"makeNode, makeLink and unlink take single names only", takes_single_names_only},
            {"an absent slot makes operations do nothing", skips_what_follows_from_an_absent_slot},
            {"a slot is written before it is read, and once", refuses_wrong_slots},
            {"every fd is close-on-exec", opens_close_on_exec},
            {"flags are those of the wire", understands_the_wires_flags},
            {"chown leaves ids alone", chown_leaves_ids_alone},
            {"copyTree copies modes, times, links and holes", copies_a_tree},
            {"copyTree bounds the depth", copy_bounds_depth},
        };
        (void)umask(0);
        int r = run_cases(cases, sizeof(cases) / sizeof(cases[0]));
        remove_roots();
        return r;
}
